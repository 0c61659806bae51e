-- 承办人: who of the officers that may decide a step has taken it, or was given it. Others still may decide it.
alter table cluster.application_step
    add column handler           uuid,
    add column handler_name      text,
    add column handed_at         timestamptz,
    add column handed_by_name    text,
    add column decided_for_name  text,
    add constraint step_handed_whole check (num_nulls(handler, handler_name, handed_at, handed_by_name) in (0, 4));
comment on column cluster.application_step.decided_for_name is 'Whose deputy decided it; null where the handler, or somebody else in his own name, did.';
create index step_of_handler on cluster.application_step (handler) where left_at is null;

-- 委托: an officer's work is a colleague's for some days. It gives no right that the colleague does not have: both are
-- officers of the city, or of one district.
create table cluster.delegation (
    id           uuid primary key default uuidv7(),
    officer      uuid        not null,
    officer_name text        not null,
    deputy       uuid        not null,
    deputy_name  text        not null,
    district     text,
    days         daterange   not null check (not isempty(days) and lower(days) is not null and upper(days) is not null),
    reason       text        not null check (length(reason) between 2 and 500),
    made_at      timestamptz not null,
    ended_at     timestamptz,
    constraint delegation_to_another check (officer <> deputy),
    constraint delegation_one_deputy exclude using gist (officer with =, days with &&) where (ended_at is null)
);
create index delegation_of_deputy on cluster.delegation (deputy) where ended_at is null;
grant select, insert, update on cluster.delegation to yanzhen_app;

alter table cluster.delegation enable row level security;
alter table cluster.delegation force row level security;
create policy read_by_colleagues on cluster.delegation for select
    using (officer = access.viewer_account() or deputy = access.viewer_account()
        or access.sees_region() or access.oversees(district));
create policy made_by_officer on cluster.delegation for insert with check (officer = access.viewer_account());
create policy ended_by_officer on cluster.delegation for update
    using (officer = access.viewer_account()) with check (officer = access.viewer_account());
