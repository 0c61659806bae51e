-- What is planned about a node (应对方案): one line for each measure, decided by whoever has the power, closed with evidence.
create table chain.response_plan (
    id           uuid primary key default uuidv7(),
    chain        text        not null references chain.chain,
    node         uuid        not null references chain.node,
    direction    text        not null check (direction in ('FILL', 'SECURE', 'STRENGTHEN')),
    kind         text        not null check (length(kind) between 2 and 60),
    title        text        not null check (length(title) between 2 and 200),
    effect       text        not null check (length(effect) between 2 and 1000),
    owner        uuid        not null references chain.task_force_member,
    due          date        not null,
    fields       jsonb       not null,
    state        text        not null check (state in ('PROPOSED', 'DECIDED', 'UNDER_WAY', 'DONE', 'DROPPED')),
    proposed_at  timestamptz not null,
    proposed_by  text,
    need_at      timestamptz,
    need_by      text,
    decided_at   timestamptz,
    evidence     text check (length(evidence) between 2 and 2000),
    work_kind    text,
    work         uuid,
    work_path    text,
    work_title   text,
    synthetic    boolean     not null,
    demo_key     text unique,
    constraint plan_is_done_with_evidence check (state <> 'DONE' or evidence is not null),
    constraint plan_work_whole check (num_nulls(work_kind, work, work_path, work_title) in (0, 4)),
    constraint plan_decided check (state in ('PROPOSED', 'DROPPED') or decided_at is not null)
);
comment on column chain.response_plan.kind is 'Key of a kind of option in response.yaml.';
comment on column chain.response_plan.fields is 'Fields of its kind, by key.';
create index response_plan_at on chain.response_plan (node);
create index response_plan_of on chain.response_plan (chain, due);
create index response_plan_by_owner on chain.response_plan (owner);

create table chain.response_plan_target (
    id           uuid primary key default uuidv7(),
    plan         uuid not null references chain.response_plan,
    organisation uuid not null references cluster.organisation,
    constraint plan_target_once unique (plan, organisation)
);
create index response_plan_target_by_organisation on chain.response_plan_target (organisation);
create trigger refuse_merged after insert on chain.response_plan_target
    referencing new table as fresh for each statement execute function cluster.refuse_merged('organisation');

create table chain.response_plan_step (
    plan       uuid        not null references chain.response_plan,
    at         timestamptz not null,
    by         text,
    from_state text,
    to_state   text        not null,
    reason     text        not null check (length(reason) between 2 and 2000),
    primary key (plan, at)
);

-- A node judged anew because something was done about it (复诊): the verdict before and the verdict after, each in its run.
create table chain.review (
    id            uuid primary key default uuidv7(),
    node          uuid        not null references chain.node,
    chain         text        not null references chain.chain,
    cause_kind    text        not null,
    cause         uuid        not null,
    path          text        not null,
    title         text        not null,
    at            timestamptz not null,
    before_run    uuid references chain.diagnosis,
    before_state  text,
    before_weight integer,
    after_run     uuid        not null references chain.diagnosis,
    after_state   text        not null,
    after_weight  integer     not null,
    facts         integer     not null check (facts >= 0),
    constraint review_once unique (cause_kind, cause, node)
);
comment on column chain.review.facts is 'How many facts of the node were stated or ended since the work began.';
create index review_at on chain.review (node, at desc);
create index review_by_chain on chain.review (chain);
create index review_before on chain.review (before_run);
create index review_after on chain.review (after_run);

grant select, insert, update on chain.response_plan to yanzhen_app;
grant select, insert, update on chain.response_plan_target to yanzhen_app;
grant select, insert on chain.response_plan_step, chain.review to yanzhen_app;

do $$
declare
    of text;
begin
    foreach of in array array['response_plan', 'response_plan_target', 'response_plan_step', 'review'] loop
        execute format('alter table chain.%I enable row level security', of);
        execute format('alter table chain.%I force row level security', of);
    end loop;
end
$$;
create policy read_by_members on chain.response_plan for select using (chain.sees_task_force(chain));
create policy proposed_by_power on chain.response_plan for insert
    with check (chain.has_power(chain, 'PROPOSE_PLAN'));
create policy moved_by_power on chain.response_plan for update
    using (chain.has_power(chain, 'DECIDE_PLAN') or chain.has_power(chain, 'WORK_PLAN') or chain.has_power(chain, 'CONFIRM_NEED'))
    with check (chain.sees_task_force(chain));
-- The second wall of the one power that everything hangs on: who may decide.
create function chain.keep_decisions() returns trigger
    language plpgsql as $$
begin
    if old.state = 'PROPOSED' and new.state = 'DECIDED' and not chain.has_power(new.chain, 'DECIDE_PLAN') then
        raise exception 'Only who has the power DECIDE_PLAN in chain % decides a plan.', new.chain using errcode = '42501';
    end if;
    return new;
end
$$;
create trigger keep_decisions before update of state on chain.response_plan
    for each row execute function chain.keep_decisions();

create policy read_as_the_plan on chain.response_plan_target for select using (exists (select from chain.response_plan p where p.id = plan));
create policy named_with_the_plan on chain.response_plan_target for insert with check (exists (select from chain.response_plan p where p.id = plan));
create policy follow_with_organisation on chain.response_plan_target for update
    using (coalesce(access.viewer_role() = 'SYSTEM', false)) with check (coalesce(access.viewer_role() = 'SYSTEM', false));
create policy read_as_the_plan on chain.response_plan_step for select using (exists (select from chain.response_plan p where p.id = plan));
create policy stepped_with_the_plan on chain.response_plan_step for insert with check (exists (select from chain.response_plan p where p.id = plan));
-- What came of a challenge is as public as the challenge, what came of a measure as the measure.
create policy read_as_the_cause on chain.review for select
    using ((cause_kind = 'outcome' and access.anyone()) or chain.sees_task_force(chain));
create policy reviewed_by_chain_work on chain.review for insert
    with check (access.runs_region() or access.viewer_role() = 'CHAIN_TASK_FORCE' or chain.has_power(chain, 'WORK_PLAN'));
