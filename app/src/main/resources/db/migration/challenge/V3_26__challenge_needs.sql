-- 需求: what somebody lacks and would pay for, before it is put on the wall.

-- The rules of the pack, replaced as a whole.
create table challenge.need_book (
    one     boolean primary key default true check (one),
    content jsonb   not null
);

create table challenge.need (
    id              uuid primary key default uuidv7(),
    organisation    uuid        not null references cluster.organisation,
    weak_link       uuid references chain.weak_link,
    collected_by    text        not null check (collected_by in ('OWNER', 'TASK_FORCE', 'OFFICE')),
    title           text        not null check (length(title) between 1 and 200),
    problem         text        not null check (length(problem) <= 4000),
    category        text check (category in ('CORE_COMPONENT', 'BASIC_MATERIAL', 'ADVANCED_PROCESS', 'TECHNOLOGY_BASE', 'INDUSTRIAL_SOFTWARE', 'OTHER')),
    budget_fen      bigint check (budget_fen > 0),
    payer           uuid references cluster.organisation,
    payer_text      text        not null check (length(payer_text) <= 200),
    ip_rule         text        not null check (length(ip_rule) <= 1000),
    commitment_kind text check (commitment_kind in ('USE', 'BUY')),
    commitment      text        not null check (length(commitment) <= 1000),
    wanted_by       date,
    state           text        not null check (state in ('DRAFT', 'SUBMITTED', 'PUBLISHABLE', 'ORDINARY_PROJECT', 'PLAIN_TRANSFER',
                                                          'RETURNED', 'MERGED', 'WITHDRAWN', 'IN_CALL', 'MET')),
    round           integer     not null default 0 check (round >= 0),
    revision        integer     not null default 1 check (revision > 0),
    submitted_at    timestamptz,
    merged_into     uuid references challenge.need,
    state_before    text,
    synthetic       boolean     not null default false,
    demo_key        text unique,
    created_at      timestamptz not null,
    unique (id, organisation),
    constraint need_payer_once check (payer is null or payer_text = ''),
    constraint need_merged_whole check ((state = 'MERGED') = (merged_into is not null) and (state = 'MERGED') = (state_before is not null)),
    constraint need_not_into_itself check (merged_into <> id),
    constraint need_demonstration_is_synthetic check (demo_key is null or synthetic),
    -- Whatever was handed in has all that a need must say.
    constraint need_whole check (state in ('DRAFT', 'WITHDRAWN') or (
        round > 0 and submitted_at is not null and problem <> '' and category is not null and budget_fen is not null and wanted_by is not null))
);
comment on column challenge.need.round is 'How often it was handed in; a judgement belongs to one of them.';
comment on column challenge.need.payer is 'Who pays, where that is an organisation of the register; else payer_text says it, or the owner pays.';
create index need_by_state on challenge.need (state, submitted_at);
create index need_by_organisation on challenge.need (organisation);
create index need_by_payer on challenge.need (payer) where payer is not null;
create index need_by_weak_link on challenge.need (weak_link) where weak_link is not null;
create index need_by_root on challenge.need (merged_into) where merged_into is not null;
create trigger refuse_merged after insert on challenge.need
    referencing new table as fresh for each statement execute function cluster.refuse_merged('organisation');
create trigger refuse_merged_payer after insert on challenge.need
    referencing new table as fresh for each statement execute function cluster.refuse_merged('payer');

-- 量化指标 of a need; a draft may leave gaps.
create table challenge.need_target (
    need        uuid    not null references challenge.need,
    ordinal     integer not null check (ordinal > 0),
    metric      text    not null check (length(metric) <= 100),
    comparator  text    not null check (comparator in ('at-least', 'at-most')),
    value       numeric,
    unit        text    not null check (length(unit) <= 30),
    test_method text    not null check (length(test_method) <= 300),
    primary key (need, ordinal)
);

-- 共同需求方: the owner of a need that was merged into another. Both organisations follow their needs.
create table challenge.need_co_owner (
    need              uuid primary key,
    organisation      uuid not null,
    root              uuid not null,
    root_organisation uuid not null,
    foreign key (need, organisation) references challenge.need (id, organisation) on update cascade,
    foreign key (root, root_organisation) references challenge.need (id, organisation) on update cascade,
    constraint need_co_owner_of_another check (need <> root)
);
create index need_co_owner_by_root on challenge.need_co_owner (root);

-- 研判: one verdict for each time that a need was handed in, by somebody who is named.
create table challenge.need_judgement (
    need    uuid        not null references challenge.need,
    round   integer     not null check (round > 0),
    verdict text        not null check (verdict in ('PUBLISHABLE', 'ORDINARY_PROJECT', 'PLAIN_TRANSFER', 'RETURNED')),
    reason  text        not null check (length(reason) between 2 and 1000),
    answers jsonb       not null,
    account uuid,
    by      text        not null,
    at      timestamptz not null,
    primary key (need, round)
);

-- 经过: every move of a need, with what it said when it was handed in.
create table challenge.need_step (
    id         uuid primary key default uuidv7(),
    need       uuid        not null references challenge.need,
    from_state text,
    to_state   text        not null,
    reason     text        not null default '',
    content    jsonb,
    by         text,
    at         timestamptz not null
);
create index need_step_by_need on challenge.need_step (need, at);

-- 需求上榜: the arrow from a need to the challenge that was drafted from it.
create table challenge.need_call (
    challenge uuid primary key references challenge.challenge,
    need      uuid        not null references challenge.need,
    at        timestamptz not null
);
create index need_call_by_need on challenge.need_call (need);

grant select, insert, delete on challenge.need_book to yanzhen_app;
grant select, insert, update on challenge.need to yanzhen_app;
grant select, insert, delete on challenge.need_target, challenge.need_co_owner to yanzhen_app;
grant select, insert on challenge.need_judgement, challenge.need_step, challenge.need_call to yanzhen_app;

do $$
declare
    of text;
begin
    foreach of in array array['need', 'need_target', 'need_co_owner', 'need_judgement', 'need_step', 'need_call'] loop
        execute format('alter table challenge.%I enable row level security', of);
        execute format('alter table challenge.%I force row level security', of);
    end loop;
end
$$;

-- Co-owners do not ask the need, so that its own policy can ask them.
create policy read_own_side on challenge.need_co_owner for select using (
    access.sees_region() or access.acts_for(organisation) or access.acts_for(root_organisation));
create policy merged_by_office on challenge.need_co_owner for insert with check (access.runs_region());
create policy parted_by_office on challenge.need_co_owner for delete using (access.runs_region());

-- A need is its owner's and the region's until it is found publishable.
create policy read_needs on challenge.need for select using (
    (state in ('PUBLISHABLE', 'IN_CALL', 'MET') and access.anyone())
    or access.sees_region()
    or access.acts_for(organisation)
    or exists (select from challenge.need_co_owner c where c.root = need.id and access.acts_for(c.organisation)));
create policy draft_needs on challenge.need for insert with check (
    access.viewer_role() = 'SYSTEM'
    or (state = 'DRAFT' and (access.runs_region() or access.viewer_role() = 'CHAIN_TASK_FORCE' or access.acts_for(organisation))));
create policy move_needs on challenge.need for update
    using (access.runs_region() or access.viewer_role() = 'CHAIN_TASK_FORCE' or access.acts_for(organisation))
    with check (access.runs_region() or access.viewer_role() = 'CHAIN_TASK_FORCE' or access.acts_for(organisation));

-- Asked of the need, whose own policy answers.
create function challenge.may_run_need(need uuid) returns boolean
    language sql stable
    return exists (select from challenge.need n where n.id = may_run_need.need
                   and (access.runs_region() or coalesce(access.viewer_role() = 'CHAIN_TASK_FORCE', false) or access.acts_for(n.organisation)));
-- Whoever is told more of it than what everybody reads: its owner, its co-owners, the region.
create function challenge.party_to_need(need uuid) returns boolean
    language sql stable
    return access.sees_region()
        or exists (select from challenge.need n where n.id = party_to_need.need and access.acts_for(n.organisation))
        or exists (select from challenge.need_co_owner c where c.root = party_to_need.need and access.acts_for(c.organisation));
grant execute on function challenge.may_run_need(uuid), challenge.party_to_need(uuid) to yanzhen_app;

create policy read_as_the_need on challenge.need_target for select using (exists (select from challenge.need n where n.id = need));
create policy said_with_the_need on challenge.need_target for insert with check (challenge.may_run_need(need));
create policy unsaid_with_the_need on challenge.need_target for delete using (challenge.may_run_need(need));
create policy read_by_parties on challenge.need_judgement for select using (challenge.party_to_need(need));
create policy judged_by_office on challenge.need_judgement for insert with check (access.runs_region());
create policy read_by_parties on challenge.need_step for select using (challenge.party_to_need(need));
create policy stepped_with_the_need on challenge.need_step for insert with check (challenge.may_run_need(need));
create policy read_as_both on challenge.need_call for select using (
    exists (select from challenge.need n where n.id = need) and challenge.visible(challenge));
create policy called_by_who_runs_it on challenge.need_call for insert with check (
    challenge.may_run(challenge) and challenge.may_run_need(need));

-- 回避: nobody judges a need of an organisation that he acts for, be it the owner, a co-owner or the one who pays.
create function challenge.refuse_own_judgement() returns trigger
    language plpgsql as $$
begin
    if exists (select from challenge.need n where n.id = new.need and (access.acts_for(n.organisation) or access.acts_for(n.payer)))
        or exists (select from challenge.need n where n.merged_into = new.need and (access.acts_for(n.organisation) or access.acts_for(n.payer))) then
        raise exception 'The account acts for an organisation of the need %. Somebody else judges it.', new.need
            using errcode = 'check_violation', constraint = 'need_judged_by_its_owner';
    end if;
    if new.account is distinct from access.viewer_account() then
        raise exception 'A judgement is made in the own name.' using errcode = 'check_violation', constraint = 'need_judged_in_own_name';
    end if;
    return new;
end
$$;
create trigger refuse_own_judgement before insert on challenge.need_judgement
    for each row execute function challenge.refuse_own_judgement();

-- The moves of a need, whoever tries: the services offer the same ones.
create function challenge.need_moves() returns trigger
    language plpgsql as $$
declare
    program boolean := coalesce(access.viewer_role() = 'SYSTEM', false);
    fault   text;
begin
    if new.state = old.state then
        if not program and old.state not in ('DRAFT', 'RETURNED') and
            (new.organisation, new.weak_link, new.title, new.problem, new.category, new.budget_fen, new.payer, new.payer_text, new.ip_rule,
             new.commitment_kind, new.commitment, new.wanted_by, new.round, new.merged_into)
            is distinct from
            (old.organisation, old.weak_link, old.title, old.problem, old.category, old.budget_fen, old.payer, old.payer_text, old.ip_rule,
             old.commitment_kind, old.commitment, old.wanted_by, old.round, old.merged_into) then
            fault := 'what was handed in stays as it is';
        end if;
    elsif new.state = 'SUBMITTED' and old.state in ('DRAFT', 'RETURNED') then
        if new.round <> old.round + 1 then
            fault := 'each handing in is counted';
        end if;
    elsif old.state = 'SUBMITTED' and new.state in ('PUBLISHABLE', 'ORDINARY_PROJECT', 'PLAIN_TRANSFER', 'RETURNED') then
        if not exists (select from challenge.need_judgement j
                       where j.need = new.id and j.round = old.round and j.verdict = new.state) then
            fault := 'it has no such judgement';
        end if;
    elsif old.state in ('SUBMITTED', 'PUBLISHABLE') and new.state = 'MERGED' then
        if not access.runs_region() or new.state_before is distinct from old.state then
            fault := 'merging is for the office';
        elsif exists (select from challenge.need_co_owner c where c.root = new.id)
            or not exists (select from challenge.need n where n.id = new.merged_into and n.state in ('SUBMITTED', 'PUBLISHABLE')) then
            fault := 'a chain of merged needs would come of it';
        end if;
    elsif old.state = 'MERGED' and new.state = old.state_before then
        if not access.runs_region()
            or exists (select from challenge.need n where n.id = old.merged_into and n.state in ('IN_CALL', 'MET')) then
            fault := 'its root is in a call';
        end if;
    elsif old.state in ('DRAFT', 'SUBMITTED', 'RETURNED', 'PUBLISHABLE') and new.state = 'WITHDRAWN' then
        if exists (select from challenge.need_co_owner c where c.root = new.id) then
            fault := 'others were merged into it';
        end if;
    elsif (old.state, new.state) in (('PUBLISHABLE', 'IN_CALL'), ('IN_CALL', 'PUBLISHABLE'), ('IN_CALL', 'MET')) then
        if not program then
            fault := 'it follows its challenge';
        end if;
    else
        fault := 'there is no such move';
    end if;
    if fault is not null then
        raise exception 'The need % does not go from % to %: %.', old.id, old.state, new.state, fault
            using errcode = 'check_violation', constraint = 'need_move';
    end if;
    return new;
end
$$;
create trigger need_moves before update on challenge.need for each row execute function challenge.need_moves();
