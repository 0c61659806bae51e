-- A node is a thing of the atlas. It takes a place in one chain or in several, which share all that is
-- known of it. What the atlas says of it, where it stands and what it is joined with is kept with the
-- times between which it was known, so that a chain can be read as it was known at a moment.
create table chain.place (
    id         uuid primary key default uuidv7(),
    chain      text        not null,
    node       uuid        not null references chain.node,
    key        text        not null,
    stage      text        not null,
    essential  boolean     not null,
    ordinal    integer     not null,
    known_at   timestamptz not null,
    known_by   text,
    known_reason text check (length(known_reason) <= 500),
    ended_at   timestamptz,
    ended_by   text,
    end_reason text check (length(end_reason) <= 500),
    foreign key (chain, stage) references chain.stage,
    constraint place_ends_after check (ended_at >= known_at)
);
comment on column chain.place.key is 'Key of the node in this chain; other chains may call it otherwise.';
comment on column chain.place.ordinal is 'Order among the nodes of the chain. No history is kept of it.';

-- Of what was stored before, the first diagnosis is the earliest moment at which it is sure to have stood.
insert into chain.place (chain, node, key, stage, essential, ordinal, known_at, ended_at)
select n.chain, n.id, n.key, n.stage, n.essential, n.ordinal,
       least(f.at, n.retired_at), n.retired_at
from chain.node n
cross join lateral (select coalesce(min(d.at), now()) as at from chain.diagnosis d where d.chain = n.chain) f;

create unique index place_key_once on chain.place (chain, key) where ended_at is null;
create unique index place_node_once on chain.place (chain, node) where ended_at is null;
create index place_by_node on chain.place (node);
create index place_history on chain.place (chain, known_at);
create index place_ended on chain.place (chain, ended_at) where ended_at is not null;

-- The stage of a place that has ended may be out of use too.
alter table chain.stage add column ended_at timestamptz;

-- What a node is called and which kind of thing it is.
alter table chain.node
    add column known_at     timestamptz,
    add column known_by     text,
    add column known_reason text check (length(known_reason) <= 500);
update chain.node n
set known_at = coalesce((select min(d.at) from chain.diagnosis d where d.chain = n.chain), now());
alter table chain.node
    alter column known_at set not null,
    alter column known_at set default now(),
    drop column key,
    drop column stage,
    drop column essential,
    drop column ordinal,
    drop column retired_at;
comment on column chain.node.chain is 'The chain that answers for it (归口): the first that it has a place in.';
create index node_by_chain on chain.node (chain);

create table chain.node_version (
    node     uuid        not null references chain.node,
    kind     text        not null,
    category text        not null,
    name_zh  text        not null,
    name_en  text        not null,
    known_at timestamptz not null,
    known_by text,
    known_reason text,
    ended_at timestamptz,
    ended_by text,
    primary key (node, known_at),
    check (ended_at >= known_at)
);
create index node_version_ended on chain.node_version (node, ended_at) where ended_at is not null;
insert into chain.node_version (node, kind, category, name_zh, name_en, known_at)
select id, kind, category, name_zh, name_en, known_at from chain.node;

-- One statement of what it is follows the other, whoever writes it.
create function chain.keep_version() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        update chain.node_version set ended_at = new.known_at, ended_by = new.known_by
        where node = new.id and ended_at is null;
    end if;
    insert into chain.node_version (node, kind, category, name_zh, name_en, known_at, known_by, known_reason)
    values (new.id, new.kind, new.category, new.name_zh, new.name_en, new.known_at, new.known_by, new.known_reason)
    on conflict (node, known_at) do update set kind = excluded.kind, category = excluded.category,
        name_zh = excluded.name_zh, name_en = excluded.name_en, known_by = excluded.known_by,
        known_reason = excluded.known_reason, ended_at = null, ended_by = null;
    return null;
end
$$;
create trigger keep_first_version after insert on chain.node
    for each row execute function chain.keep_version();
create trigger keep_next_version after update on chain.node
    for each row when ((old.kind, old.category, old.name_zh, old.name_en)
        is distinct from (new.kind, new.category, new.name_zh, new.name_en))
    execute function chain.keep_version();

-- Edges run between nodes, whichever chains these stand in; a chain shows those with both ends in it.
alter table chain.edge drop constraint edge_pkey;
alter table chain.edge
    add column id         uuid not null default uuidv7() primary key,
    add column known_at   timestamptz,
    add column known_by   text,
    add column known_reason text check (length(known_reason) <= 500),
    add column ended_at   timestamptz,
    add column ended_by   text,
    add column end_reason text check (length(end_reason) <= 500),
    add constraint edge_ends_after check (ended_at >= known_at);
update chain.edge e set known_at = n.known_at from chain.node n where n.id = e.supplier;
alter table chain.edge alter column known_at set not null;
drop index chain.edge_by_consumer;
create unique index edge_once on chain.edge (supplier, consumer) where ended_at is null;
create index edge_by_supplier on chain.edge (supplier);
create index edge_by_consumer on chain.edge (consumer);

-- Facts on a node beyond its name: each with who answers for it, what it rests on, when it holds, and
-- until when it counts as fresh. It never changes; a correction is a new fact that names the one it
-- replaces.
create table chain.node_fact (
    id            uuid primary key default uuidv7(),
    node          uuid        not null references chain.node,
    kind          text        not null,
    value         text        not null,
    subject       text        not null generated always as
        (case when kind in ('INDUSTRY_CODE', 'CUSTOMS_CODE', 'PATENT', 'STANDARD') then value else '' end) stored,
    reference     text check (length(reference) <= 500),
    owner_zh      text        not null,
    owner_en      text        not null,
    source_title  text        not null,
    source_url    text,
    as_of         date        not null,
    valid         daterange   not null check (not isempty(valid) and not lower_inf(valid)),
    confidence    text        not null check (confidence in ('VERIFIED', 'COMPUTED', 'GENERAL_KNOWLEDGE', 'SYNTHETIC')),
    synthetic     boolean     not null generated always as (confidence = 'SYNTHETIC') stored,
    stale_after   date        not null,
    recorded_at   timestamptz not null,
    recorded_by   text,
    superseded_at timestamptz,
    replaces      uuid references chain.node_fact,
    ended         text check (ended in ('CORRECTED', 'WITHDRAWN')),
    ended_by      text,
    end_reason    text check (length(end_reason) <= 500),
    constraint node_fact_value check (case kind
        when 'INDUSTRY_CODE' then value ~ '^[A-T]([0-9]{2,4})?$'
        when 'CUSTOMS_CODE' then value ~ '^[0-9]{6,10}$'
        when 'SUBSTITUTABLE' then value in ('true', 'false')
        when 'READINESS' then value ~ '^[1-9]$'
        when 'FOREIGN_DEPENDENCE' then value ~ '^[0-9]{1,3}(\.[0-9]{1,2})?$' and value::numeric <= 100
        when 'PATENTS' then value ~ '^[0-9]{1,7}$'
        when 'STANDARDS' then value ~ '^[0-9]{1,7}$'
        when 'PATENT' then length(value) between 2 and 200
        when 'STANDARD' then length(value) between 2 and 200
        else false end),
    check (stale_after > as_of),
    constraint node_fact_ends_after check (superseded_at >= recorded_at),
    constraint node_fact_end_whole check ((superseded_at is null) = (ended is null)),
    constraint node_fact_once exclude using gist
        (node with =, kind with =, subject with =, valid with &&) where (superseded_at is null)
);
create index node_fact_history on chain.node_fact (node, recorded_at desc);
create unique index node_fact_replaced_once on chain.node_fact (replaces);

grant select, insert, update on chain.place, chain.node_version, chain.node_fact to yanzhen_app;
grant update on chain.edge to yanzhen_app;
revoke delete on chain.edge, chain.stage from yanzhen_app;

-- Like who can make what: public to read; the city, the task force and packs write it.
alter table chain.node_fact enable row level security;
alter table chain.node_fact force row level security;
create policy read_by_anyone on chain.node_fact for select using (access.anyone());
create policy insert_by_chain_work on chain.node_fact for insert
    with check (access.runs_region() or access.viewer_role() = 'CHAIN_TASK_FORCE');
create policy update_by_chain_work on chain.node_fact for update
    using (access.runs_region() or access.viewer_role() = 'CHAIN_TASK_FORCE')
    with check (access.runs_region() or access.viewer_role() = 'CHAIN_TASK_FORCE');
