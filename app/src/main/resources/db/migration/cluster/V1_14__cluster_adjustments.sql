-- 调整: change of name, succession or cessation of a recognised organisation, as a procedure.

-- How an adjustment of each kind is dealt with, as the loaded pack has it. A request keeps the one it was filed under.
create table cluster.adjustment_rule (
    kind text primary key check (kind in ('NAME', 'SUCCESSION', 'CESSATION')),
    text jsonb not null
);
grant select, insert, update, delete on cluster.adjustment_rule to yanzhen_app;

alter table cluster.scheme add column adjustments text[] not null default '{NAME,SUCCESSION,CESSATION}';
comment on column cluster.scheme.adjustments is 'Kinds of adjustment that the scheme knows; none when it cannot be adjusted.';

-- A change of name holds from the day of the registration, which is not the day on which we heard of it.
alter table cluster.organisation_fact add column effective date;
comment on column cluster.organisation_fact.effective is 'Day from which the document has it so; null where nobody said.';

-- A recognition ends early in more ways than by being revoked.
alter table cluster.recognition drop constraint recognition_ended_check;
alter table cluster.recognition add constraint recognition_ended_check check (ended in ('REVOKED', 'SUCCEEDED', 'CEASED'));

create table cluster.adjustment (
    id            uuid primary key default uuidv7(),
    organisation  uuid        not null references cluster.organisation,
    district      text        not null references cluster.region,
    kind          text        not null check (kind in ('NAME', 'SUCCESSION', 'CESSATION')),
    state         text        not null check (state in ('UNDER_WAY', 'RETURNED', 'DONE', 'REFUSED', 'WITHDRAWN')),
    revision      integer     not null default 1 check (revision > 0),
    rule          jsonb       not null,
    filed_by      uuid,
    filed_by_name text        not null,
    filed_at      timestamptz not null,
    ended_at      timestamptz,
    document      text        check (length(document) between 1 and 200),
    reason        text,
    synthetic     boolean     not null default false,
    check ((state in ('DONE', 'REFUSED', 'WITHDRAWN')) = (ended_at is not null)),
    check ((state = 'DONE') = (document is not null))
);
comment on column cluster.adjustment.district is 'Of the organisation when it was filed: who checks does not change on the way.';
comment on column cluster.adjustment.document is 'Notice of the decision.';
comment on column cluster.adjustment.reason is 'Why it ended or was sent back; null of one that ended by its date alone.';
create unique index one_adjustment_under_way on cluster.adjustment (organisation, kind) where state in ('UNDER_WAY', 'RETURNED');
create index adjustment_by_organisation on cluster.adjustment (organisation, id desc);

-- What was asked for, each time it was handed in.
create table cluster.adjustment_revision (
    adjustment uuid        not null references cluster.adjustment,
    revision   integer     not null check (revision > 0),
    at         timestamptz not null,
    by         uuid,
    by_name    text        not null,
    content    jsonb       not null,
    primary key (adjustment, revision)
);

create table cluster.adjustment_paper (
    id         uuid primary key default uuidv7(),
    adjustment uuid        not null references cluster.adjustment,
    paper      text        not null,
    file       uuid        not null references evidence.file,
    name       text        not null,
    revision   integer     not null check (revision > 0),
    added_at   timestamptz not null
);
create index adjustment_paper_of on cluster.adjustment_paper (adjustment);
create index adjustment_paper_by_file on cluster.adjustment_paper (file);

create table cluster.adjustment_step (
    id              uuid primary key default uuidv7(),
    adjustment      uuid        not null references cluster.adjustment,
    revision        integer     not null,
    ordinal         integer     not null check (ordinal > 0),
    step            text        not null check (step in ('COMPLETENESS', 'DECISION')),
    acts            text        not null check (acts in ('DISTRICT', 'CITY')),
    district        text        not null,
    entered_at      timestamptz not null,
    due             date        not null,
    left_at         timestamptz,
    verdict         text check (verdict in ('PASSED', 'RETURNED', 'REFUSED', 'WITHDRAWN')),
    reason          text,
    decided_by      uuid,
    decided_by_name text,
    check ((left_at is null) = (verdict is null))
);
create unique index one_open_adjustment_step on cluster.adjustment_step (adjustment) where left_at is null;
create index adjustment_step_waiting on cluster.adjustment_step (acts, district, due) where left_at is null;
create index adjustment_step_of on cluster.adjustment_step (adjustment, entered_at);

-- 承继: a recognition goes on as another one, of another organisation. Each passes once, and none comes from two.
create table cluster.succession (
    successor   uuid primary key,
    predecessor uuid        not null,
    adjustment  uuid        not null references cluster.adjustment,
    recorded_at timestamptz not null,
    constraint succession_once unique (predecessor),
    check (successor <> predecessor)
);

-- The recognitions that one continues, itself in front: evaluations of any of them count.
create function cluster.chain(recognition uuid) returns uuid[]
    language sql stable
    return (with recursive chain (recognition) as (
                select chain.recognition
                union all
                select s.predecessor from cluster.succession s join chain c on s.successor = c.recognition)
            select array_agg(c.recognition) from chain c);

-- First day of the first of them: cycles of evaluation are counted from it.
create function cluster.chain_since(recognition uuid) returns date
    language sql stable
    return (select min(lower(r.valid)) from cluster.recognition r
            where r.recognition = any (cluster.chain(chain_since.recognition)) and upper_inf(r.known));

-- First day on which the organisation ever held the scheme, or one did whose recognition it continues.
create function cluster.held_since(organisation uuid, scheme text) returns date
    language sql stable
    return (with recursive held (organisation) as (
                select held_since.organisation
                union
                select p.organisation from held h
                join cluster.recognition r on r.organisation = h.organisation and r.scheme = held_since.scheme and upper_inf(r.known)
                join cluster.succession s on s.successor = r.recognition
                join cluster.recognition p on p.recognition = s.predecessor and upper_inf(p.known))
            select min(lower(r.valid)) from held h
            join cluster.recognition r on r.organisation = h.organisation and r.scheme = held_since.scheme and upper_inf(r.known));
grant execute on function cluster.chain(uuid), cluster.chain_since(uuid), cluster.held_since(uuid, text) to yanzhen_app;

-- The formation counts the years and the evaluations that were passed on.
create trigger mark_change after insert or update or delete on cluster.succession
    for each statement execute function cluster.mark_change();

-- 换证: a further edition of a recognition's certificate. Its number stays; its place in the status lists is its own,
-- in lists that are numbered apart, so that no two papers share a bit.
create table cluster.certificate_edition (
    ordinal      bigint generated always as identity primary key,
    recognition  uuid        not null references cluster.certificate (recognition),
    organisation uuid        not null references cluster.organisation,
    edition      integer     not null check (edition > 1),
    adjustment   uuid        not null references cluster.adjustment,
    issued_at    timestamptz not null,
    status_index integer     not null check (status_index between 0 and 131071),
    status_list  integer     generated always as ((1000000 + (ordinal - 1) / 16384)::integer) stored,
    constraint certificate_edition_once unique (recognition, edition),
    constraint certificate_edition_place_once unique (status_list, status_index)
);

-- Every paper that was ever issued, and when the next one took its place.
create view cluster.certificate_paper with (security_invoker = true) as
select c.recognition, c.organisation, c.number, 1 as edition, null::uuid as adjustment, c.issued_at, c.status_list, c.status_index,
       (select e.issued_at from cluster.certificate_edition e
        where e.recognition = c.recognition and e.edition = 2) as replaced_at
from cluster.certificate c
union all
select e.recognition, e.organisation, c.number, e.edition, e.adjustment, e.issued_at, e.status_list, e.status_index,
       (select n.issued_at from cluster.certificate_edition n
        where n.recognition = e.recognition and n.edition = e.edition + 1)
from cluster.certificate_edition e join cluster.certificate c on c.recognition = e.recognition;

grant select, insert, update on cluster.adjustment, cluster.adjustment_step to yanzhen_app;
grant select, insert on cluster.adjustment_revision, cluster.adjustment_paper, cluster.succession, cluster.certificate_edition to yanzhen_app;
grant select on cluster.certificate_paper to yanzhen_app;

-- A request is the organisation's own, its district's and the city's. What came of it is in the register, for everybody.
alter table cluster.adjustment enable row level security;
alter table cluster.adjustment force row level security;
create policy read_by_those_concerned on cluster.adjustment for select using (
    access.sees_region() or access.acts_for(organisation) or access.oversees(district));
create policy insert_by_firm_and_officers on cluster.adjustment for insert with check (
    access.runs_region() or access.acts_for(organisation)
    or (access.oversees(district) and access.oversees(cluster.district_of(organisation))));
create policy update_by_those_who_act on cluster.adjustment for update
    using (access.runs_region() or access.acts_for(organisation) or access.oversees(district))
    with check (access.runs_region() or access.acts_for(organisation) or access.oversees(district));

create function cluster.reads_adjustment(asked uuid) returns boolean
    language sql stable
    return exists (select from cluster.adjustment a where a.id = asked
                   and (access.sees_region() or access.acts_for(a.organisation) or access.oversees(a.district)));
create function cluster.writes_adjustment(asked uuid) returns boolean
    language sql stable
    return exists (select from cluster.adjustment a where a.id = asked
                   and (access.runs_region() or access.acts_for(a.organisation) or access.oversees(a.district)));
grant execute on function cluster.reads_adjustment(uuid), cluster.writes_adjustment(uuid) to yanzhen_app;

alter table cluster.adjustment_revision enable row level security;
alter table cluster.adjustment_revision force row level security;
create policy read_by_those_concerned on cluster.adjustment_revision for select using (cluster.reads_adjustment(adjustment));
create policy insert_by_those_who_act on cluster.adjustment_revision for insert with check (cluster.writes_adjustment(adjustment));

alter table cluster.adjustment_paper enable row level security;
alter table cluster.adjustment_paper force row level security;
create policy read_by_those_concerned on cluster.adjustment_paper for select using (cluster.reads_adjustment(adjustment));
create policy insert_by_those_who_act on cluster.adjustment_paper for insert with check (cluster.writes_adjustment(adjustment));

alter table cluster.adjustment_step enable row level security;
alter table cluster.adjustment_step force row level security;
create policy read_by_those_concerned on cluster.adjustment_step for select using (cluster.reads_adjustment(adjustment));
create policy insert_by_those_who_act on cluster.adjustment_step for insert with check (cluster.writes_adjustment(adjustment));
create policy update_by_those_who_act on cluster.adjustment_step for update
    using (cluster.writes_adjustment(adjustment)) with check (cluster.writes_adjustment(adjustment));

-- Who reads a request reads its papers.
create policy read_papers_of_adjustments on evidence.file for select
    using (exists (select from cluster.adjustment_paper p where p.file = evidence.file.id));

alter table cluster.succession enable row level security;
alter table cluster.succession force row level security;
create policy read_by_anyone on cluster.succession for select using (access.anyone());
create policy insert_by_city on cluster.succession for insert with check (access.runs_region());

alter table cluster.certificate_edition enable row level security;
alter table cluster.certificate_edition force row level security;
create policy read_by_anyone on cluster.certificate_edition for select using (access.anyone());
create policy insert_by_city on cluster.certificate_edition for insert with check (access.runs_region());
