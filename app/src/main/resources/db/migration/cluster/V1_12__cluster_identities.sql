-- 归并与拆分: two records that turn out to be one body, and one record that turns out to be two.
alter table cluster.organisation
    add column merged_into uuid references cluster.organisation,
    add constraint organisation_not_into_itself check (merged_into <> id);
create index organisation_merged on cluster.organisation (merged_into) where merged_into is not null;
comment on column cluster.organisation.merged_into is 'The record that stands for the body now; this one has no present facts. Its code still leads there.';

-- The record that stands for a body now: itself unless it was merged, over as many steps as it takes.
create function cluster.present_of(organisation uuid) returns uuid
    language sql stable
    return (with recursive way (id, next) as (
                select o.id, o.merged_into from cluster.organisation o where o.id = present_of.organisation
                union all
                select o.id, o.merged_into from way join cluster.organisation o on o.id = way.next)
            select way.id from way where way.next is null);
grant execute on function cluster.present_of(uuid) to yanzhen_app;

-- One merge or split: what passed from one organisation to another, and whether that was taken back.
create table cluster.identity_step (
    id             uuid primary key default uuidv7(),
    kind           text        not null check (kind in ('MERGE', 'SPLIT')),
    giver          uuid        not null references cluster.organisation,
    taker          uuid        not null references cluster.organisation,
    at             timestamptz not null,
    by             uuid,
    by_name        text        not null,
    reason         text        not null check (length(reason) between 2 and 500),
    undone_at      timestamptz check (undone_at >= at),
    undone_by      uuid,
    undone_by_name text,
    undone_reason  text check (length(undone_reason) between 2 and 500),
    check (giver <> taker),
    check (num_nulls(undone_at, undone_by_name, undone_reason) in (0, 3))
);
create unique index identity_merged_once on cluster.identity_step (giver) where kind = 'MERGE' and undone_at is null;
create index identity_step_by_giver on cluster.identity_step (giver, at);
create index identity_step_by_taker on cluster.identity_step (taker, at);

-- What passed, one by one, so that it can be brought back.
create table cluster.identity_item (
    step     uuid    not null references cluster.identity_step,
    kind     text    not null check (kind ~ '^[a-z][a-z-]*$'),
    item     text    not null,
    label_zh text    not null,
    label_en text    not null,
    detail   text,
    returned boolean,
    primary key (step, kind, item)
);
comment on column cluster.identity_item.label_zh is 'As the thing was called then.';
comment on column cluster.identity_item.detail is 'What its kind must remember to bring it back.';
comment on column cluster.identity_item.returned is 'Null while the step stands; false where it was no longer there to be brought back.';

grant select, insert, update on cluster.identity_step, cluster.identity_item to yanzhen_app;

alter table cluster.identity_step enable row level security;
alter table cluster.identity_step force row level security;
create policy read_by_anyone on cluster.identity_step for select using (access.anyone());
create policy insert_by_city on cluster.identity_step for insert with check (access.runs_region());
create policy undo_by_city on cluster.identity_step for update
    using (access.runs_region()) with check (access.runs_region());

alter table cluster.identity_item enable row level security;
alter table cluster.identity_item force row level security;
create policy read_by_region on cluster.identity_item for select using (access.sees_region());
create policy insert_by_city on cluster.identity_item for insert with check (access.runs_region());
create policy undo_by_city on cluster.identity_item for update
    using (access.runs_region()) with check (access.runs_region());

-- Nothing new hangs on a record that was merged away. Whoever merges holds the record's row for himself, and a foreign
-- key waits for him: so what is inserted meanwhile is refused here, after it has waited.
create function cluster.refuse_merged() returns trigger
    language plpgsql as $$
declare
    merged uuid;
begin
    execute format('select o.id from fresh f join cluster.organisation o on o.id = f.%I where o.merged_into is not null limit 1', tg_argv[0])
        into merged;
    if merged is not null then
        raise exception 'The organisation % was merged into another. Use that one.', merged
            using errcode = 'check_violation', constraint = 'organisation_merged';
    end if;
    return null;
end
$$;
create trigger refuse_merged after insert on cluster.organisation_fact
    referencing new table as fresh for each statement execute function cluster.refuse_merged('organisation');
create trigger refuse_merged after insert on cluster.recognition
    referencing new table as fresh for each statement execute function cluster.refuse_merged('organisation');
create trigger refuse_merged after insert on cluster.application
    referencing new table as fresh for each statement execute function cluster.refuse_merged('organisation');
create trigger refuse_merged after insert on cluster.report_paper
    referencing new table as fresh for each statement execute function cluster.refuse_merged('organisation');
create trigger refuse_merged after insert on cluster.reported
    referencing new table as fresh for each statement execute function cluster.refuse_merged('organisation');

-- The present name, or the last one of a record that was merged away.
create index organisation_fact_by_organisation on cluster.organisation_fact (organisation, recorded_at desc);

-- Numbers pass with a submission of their own.
alter table cluster.report_submission drop constraint report_submission_way_check;
alter table cluster.report_submission
    add constraint report_submission_way_check check (way in ('FORM', 'TABLE', 'API', 'PACK', 'IDENTITY'));

-- A draft goes with its report: the program moves it, on behalf of the organisations, and nobody else sees it.
create policy read_on_behalf on cluster.report_draft for select
    using (coalesce(access.viewer_role() = 'SYSTEM', false) and access.acts_for(organisation));
create policy move_on_behalf on cluster.report_draft for update
    using (coalesce(access.viewer_role() = 'SYSTEM', false) and access.acts_for(organisation))
    with check (coalesce(access.viewer_role() = 'SYSTEM', false) and access.acts_for(organisation));

-- 疑似重复: pairs that may be one body, found by comparing the register with itself or reported by somebody.
create table cluster.duplicate (
    id              uuid primary key default uuidv7(),
    one             uuid        not null references cluster.organisation,
    other           uuid        not null references cluster.organisation,
    probability     numeric(5, 4) check (probability between 0 and 1),
    reasons         jsonb       not null default '[]',
    note            text check (length(note) between 2 and 500),
    found_at        timestamptz not null,
    found_by        text        not null,
    decision        text check (decision in ('SAME', 'DIFFERENT')),
    decided_at      timestamptz,
    decided_by_name text,
    reason          text check (length(reason) between 2 and 500),
    constraint duplicate_in_order check (one < other),
    constraint duplicate_once unique (one, other),
    check (num_nulls(decision, decided_at, decided_by_name, reason) in (0, 4)),
    check (probability is not null or note is not null)
);
comment on column cluster.duplicate.probability is 'Null where somebody reported the pair and nothing was computed.';
create index duplicate_waiting on cluster.duplicate (probability desc, id) where decision is null;
create index duplicate_by_other on cluster.duplicate (other);
grant select, insert, update on cluster.duplicate to yanzhen_app;

alter table cluster.duplicate enable row level security;
alter table cluster.duplicate force row level security;
create policy read_by_officers on cluster.duplicate for select
    using (access.sees_region() or access.oversees(cluster.district_of(one)) or access.oversees(cluster.district_of(other)));
create policy insert_by_officers on cluster.duplicate for insert
    with check (access.runs_region() or access.oversees(cluster.district_of(one)) or access.oversees(cluster.district_of(other)));
create policy decide_by_city on cluster.duplicate for update
    using (access.runs_region()) with check (access.runs_region());

-- 比对: the register with itself. One at a time; one that was not finished is given up by the next.
create table cluster.comparison (
    id         uuid primary key default uuidv7(),
    started_at timestamptz not null,
    by_name    text        not null,
    ended_at   timestamptz,
    compared   integer     not null default 0 check (compared >= 0),
    found      integer     not null default 0 check (found >= 0)
);
create unique index comparison_one_at_work on cluster.comparison ((ended_at is null)) where ended_at is null;
grant select, insert, update on cluster.comparison to yanzhen_app;
alter table cluster.comparison enable row level security;
alter table cluster.comparison force row level security;
create policy read_by_officers on cluster.comparison for select
    using (access.sees_region() or access.viewer_role() = 'DISTRICT_OFFICER');
create policy insert_by_city on cluster.comparison for insert with check (access.runs_region());
create policy update_by_city on cluster.comparison for update
    using (access.runs_region()) with check (access.runs_region());

-- 名称所指: what somebody decided that a written name means, so that the next list need not ask.
create table cluster.name_meaning (
    written         text primary key check (length(written) between 1 and 200),
    organisation    uuid        not null references cluster.organisation,
    decided_at      timestamptz not null,
    decided_by      uuid,
    decided_by_name text        not null
);
create index name_meaning_of_organisation on cluster.name_meaning (organisation);
grant select, insert, update on cluster.name_meaning to yanzhen_app;
alter table cluster.name_meaning enable row level security;
alter table cluster.name_meaning force row level security;
create policy read_by_officers on cluster.name_meaning for select
    using (access.sees_region() or access.viewer_role() = 'DISTRICT_OFFICER');
create policy insert_by_officers on cluster.name_meaning for insert
    with check (access.runs_region() or access.oversees(cluster.district_of(organisation)));
create policy update_by_officers on cluster.name_meaning for update
    using (access.runs_region() or access.oversees(cluster.district_of(organisation)))
    with check (access.runs_region() or access.oversees(cluster.district_of(organisation)));
