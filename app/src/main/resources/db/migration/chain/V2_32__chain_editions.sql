-- Maps and lists of a chain (图谱与清单), frozen as an edition (一版) that the owner of the chain signs or sends back.
-- Nothing of an edition ever changes: it is inserted, and so is the decision on it.
create function chain.prepares_editions() returns boolean
    language sql stable parallel safe
    return coalesce(access.viewer_role() in ('SYSTEM', 'CITY_OFFICER', 'CHAIN_TASK_FORCE'), false);
create function chain.signs_editions() returns boolean
    language sql stable parallel safe
    return coalesce(access.viewer_role() in ('SYSTEM', 'CHAIN_TASK_FORCE'), false);

create table chain.edition (
    id             uuid primary key default uuidv7(),
    chain          text        not null references chain.chain,
    number         integer     not null check (number > 0),
    day            date        not null,
    run            uuid        not null references chain.diagnosis,
    note           text        not null check (length(note) between 2 and 500),
    open_digest    text        not null,
    offices_digest text        not null,
    digest         text        not null,
    synthetic      boolean     not null,
    frozen_at      timestamptz not null,
    frozen_by      text,
    constraint edition_once unique (chain, number),
    constraint edition_digest check
        (digest = encode(sha256(convert_to(open_digest || E'\n' || offices_digest, 'UTF8')), 'hex'))
);
comment on column chain.edition.number is 'Counted from 1 in each chain; that of an edition which was sent back is not given again.';
comment on column chain.edition.digest is 'SHA-256 of the digests of both parts, in hexadecimal, with a line feed between them.';
comment on column chain.edition.frozen_by is 'Name of whoever froze it, as shown then; null for the program itself.';

-- OPEN: what a visitor could see when it was frozen. OFFICES: lines that the offices see beside or instead of it.
create table chain.edition_part (
    edition  uuid not null references chain.edition,
    audience text not null check (audience in ('OPEN', 'OFFICES')),
    content  text not null,
    digest   text not null,
    level    smallint not null,
    primary key (edition, audience),
    constraint edition_part_digest check (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex'))
);
comment on column chain.edition_part.content is 'JSON, as it was written: the digest is over these very letters.';

comment on column chain.edition_part.level is
    'Who reads it must see nodes up to this level of visibility one by one: the highest of the chain when it was frozen; 0 for the open part.';

create table chain.edition_decision (
    edition  uuid primary key references chain.edition,
    decision text        not null check (decision in ('SIGNED', 'RETURNED')),
    reason   text        not null check (length(reason) between 2 and 500),
    at       timestamptz not null,
    by       text
);
comment on column chain.edition_decision.by is 'Name of whoever decided, as shown then; null for the program itself.';

create function chain.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'An edition never changes (%).', tg_table_name using errcode = 'restrict_violation';
end
$$;

grant select, insert on chain.edition, chain.edition_part, chain.edition_decision to yanzhen_app;

do $$
declare
    of text;
begin
    foreach of in array array['edition', 'edition_part', 'edition_decision'] loop
        execute format('create trigger refuse_change before update or delete on chain.%I for each row execute function chain.refuse_change()', of);
        execute format('create trigger refuse_truncate before truncate on chain.%I for each statement execute function chain.refuse_change()', of);
        execute format('alter table chain.%I enable row level security', of);
        execute format('alter table chain.%I force row level security', of);
    end loop;
end
$$;

-- Everybody reads what is signed; what is not, and the part of the offices, only who sees the whole region.
create policy read_signed_or_all on chain.edition_decision for select
    using (access.sees_region() or (access.anyone() and decision = 'SIGNED'));
create policy read_signed_or_all on chain.edition for select
    using (access.sees_region() or (access.anyone() and exists (
        select from chain.edition_decision d where d.edition = edition.id and d.decision = 'SIGNED')));
create policy read_open_or_all on chain.edition_part for select
    using ((access.sees_region() and level <= (select chain.viewer_level()))
        or (audience = 'OPEN' and exists (select from chain.edition e where e.id = edition_part.edition)));
create policy freeze_by_chain_work on chain.edition for insert with check (chain.prepares_editions());
create policy freeze_by_chain_work on chain.edition_part for insert with check (chain.prepares_editions());
create policy decide_by_owner on chain.edition_decision for insert with check (chain.signs_editions());
