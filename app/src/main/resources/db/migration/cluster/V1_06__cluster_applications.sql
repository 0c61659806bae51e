-- 办理程序 of a scheme as the loaded pack has it: steps, papers, bands. A round keeps the one it was opened with.
create table cluster.procedure (
    scheme text primary key references cluster.scheme,
    text   jsonb not null
);
grant select, insert, update, delete on cluster.procedure to yanzhen_app;

-- 批次: a call for applications, or an evaluation of those who hold the scheme.
create table cluster.round (
    id         uuid primary key default uuidv7(),
    scheme     text        not null references cluster.scheme,
    kind       text        not null check (kind in ('RECOGNITION', 'EVALUATION')),
    title      text        not null check (length(title) between 2 and 200),
    opens      date        not null,
    closes     date        not null,
    places     integer check (places > 0),
    taken      integer     not null default 0 check (taken >= 0),
    procedure  jsonb       not null,
    conditions jsonb       not null,
    opened_at  timestamptz not null,
    opened_by  text        not null,
    synthetic  boolean     not null default false,
    constraint round_days check (opens < closes),
    constraint round_places_never_exceeded check (taken <= places)
);
comment on column cluster.round.closes is 'First day on which nothing is taken any more.';
comment on column cluster.round.places is 'Most recognitions; null without a limit.';
create index round_by_days on cluster.round (closes desc, id desc);

-- How many a district may recommend in a round. A district without a row has no limit.
create table cluster.round_quota (
    round    uuid    not null references cluster.round,
    district text    not null references cluster.region,
    places   integer not null check (places >= 0),
    taken    integer not null default 0 check (taken >= 0),
    primary key (round, district),
    constraint quota_never_exceeded check (taken <= places)
);

create table cluster.application (
    id           uuid primary key default uuidv7(),
    round        uuid        not null references cluster.round,
    organisation uuid        not null references cluster.organisation,
    scheme       text        not null references cluster.scheme,
    district     text        not null references cluster.region,
    state        text        not null check (state in ('DRAFT', 'UNDER_WAY', 'RETURNED', 'GRANTED', 'REFUSED', 'WITHDRAWN')),
    revision     integer     not null default 0 check (revision >= 0),
    publicised   boolean     not null default false,
    holds_place  boolean     not null default false,
    score        numeric(5, 2) check (score between 0 and 100),
    recognition  uuid,
    submitted_at timestamptz,
    ended_at     timestamptz,
    reason       text,
    created_at   timestamptz not null,
    synthetic    boolean     not null default false,
    constraint ended_or_not check ((state in ('GRANTED', 'REFUSED', 'WITHDRAWN')) = (ended_at is not null)),
    constraint submitted_when_under_way check (state in ('DRAFT', 'WITHDRAWN') or submitted_at is not null)
);
comment on column cluster.application.district is 'Of the organisation when it applied: who recommends does not change on the way.';
comment on column cluster.application.reason is 'Why it ended or was sent back; null of one that ended by its date alone.';
comment on column cluster.application.holds_place is 'Whether it holds one of the places of its district.';
comment on column cluster.application.recognition is 'Granted by it; of an evaluation the one that is evaluated.';
create unique index one_application_under_way on cluster.application (organisation, scheme)
    where state in ('DRAFT', 'UNDER_WAY', 'RETURNED');
create index application_by_round on cluster.application (round, state);
create index application_by_organisation on cluster.application (organisation, id desc);

-- What the applicant says to conditions that people judge, as it stands; apart, since a publicised application is everybody's to read.
create table cluster.application_draft (
    application uuid primary key references cluster.application,
    answers     jsonb not null check (jsonb_typeof(answers) = 'object')
);

-- What was handed in, each time: the answers, the numbers that the rules read, the papers.
create table cluster.application_revision (
    application uuid        not null references cluster.application,
    revision    integer     not null check (revision > 0),
    at          timestamptz not null,
    by          uuid,
    by_name     text        not null,
    content     jsonb       not null,
    primary key (application, revision)
);

create table cluster.application_paper (
    id          uuid primary key default uuidv7(),
    application uuid        not null references cluster.application,
    paper       text        not null,
    file        uuid        not null references evidence.file,
    name        text        not null,
    added_at    timestamptz not null,
    removed_at  timestamptz
);
create index paper_by_application on cluster.application_paper (application) where removed_at is null;

-- 环节: the way of an application, step by step. The open one is what waits for somebody.
create table cluster.application_step (
    id              uuid primary key default uuidv7(),
    application     uuid        not null references cluster.application,
    revision        integer     not null,
    ordinal         integer     not null check (ordinal > 0),
    step            text        not null check (step in ('COMPLETENESS', 'RECOMMENDATION', 'REVIEW', 'PANEL', 'PUBLICITY', 'DECISION')),
    acts            text        not null check (acts in ('DISTRICT', 'CITY')),
    district        text        not null,
    entered_at      timestamptz not null,
    due             date        not null,
    left_at         timestamptz,
    verdict         text check (verdict in ('PASSED', 'RETURNED', 'REFUSED', 'WITHDRAWN')),
    reason          text,
    decided_by      uuid,
    decided_by_name text,
    opinions        jsonb       not null default '[]',
    check ((left_at is null) = (verdict is null))
);
create unique index one_open_step on cluster.application_step (application) where left_at is null;
create index step_waiting on cluster.application_step (acts, district, due) where left_at is null;
create index step_by_application on cluster.application_step (application, entered_at);

-- 专家评审: one expert's opinion on one application.
create table cluster.review (
    application  uuid        not null references cluster.application,
    expert       uuid        not null,
    expert_name  text        not null,
    appointed_at timestamptz not null,
    score        numeric(5, 2) check (score between 0 and 100),
    opinion      text check (length(opinion) between 2 and 2000),
    recused      text check (length(recused) between 2 and 500),
    given_at     timestamptz,
    primary key (application, expert),
    check ((given_at is null) = (score is null and recused is null)),
    check ((score is null) = (opinion is null)),
    check (score is null or recused is null)
);
create index review_by_expert on cluster.review (expert) where given_at is null;

-- 异议: against an application that is publicised. Who objects is known to the officers only.
create table cluster.objection (
    id               uuid primary key default uuidv7(),
    application      uuid        not null references cluster.application,
    by_name          text        not null check (length(by_name) between 2 and 100),
    contact          text        not null check (length(contact) between 5 and 200),
    text             text        not null check (length(text) between 10 and 2000),
    filed_at         timestamptz not null,
    filed_by         uuid,
    due              date        not null,
    upheld           boolean,
    answer           text check (length(answer) between 2 and 2000),
    answered_at      timestamptz,
    answered_by_name text,
    check (num_nonnulls(upheld, answer, answered_at, answered_by_name) in (0, 4))
);
create index objection_by_application on cluster.objection (application);

-- 评价结果 of a recognition, and when the next one is due.
create table cluster.evaluation (
    application uuid primary key references cluster.application,
    recognition uuid not null,
    day         date not null,
    score       numeric(5, 2) not null check (score between 0 and 100),
    band        text not null,
    next_due    date
);
create index evaluation_by_recognition on cluster.evaluation (recognition, day);

grant select, insert, update on cluster.round, cluster.round_quota, cluster.application, cluster.application_draft, cluster.application_step,
    cluster.application_paper, cluster.review, cluster.objection to yanzhen_app;
grant select, insert on cluster.application_revision, cluster.evaluation to yanzhen_app;

alter table cluster.round_quota enable row level security;
alter table cluster.round_quota force row level security;
create policy read_by_anyone on cluster.round_quota for select using (access.anyone());
create policy insert_by_city on cluster.round_quota for insert with check (access.runs_region());

-- An appointed expert sees the application, not the other experts' opinions.
alter table cluster.review enable row level security;
alter table cluster.review force row level security;
create policy read_by_officers_and_expert on cluster.review for select
    using (access.sees_region() or expert = access.viewer_account());
create policy insert_by_city on cluster.review for insert with check (access.runs_region());
create policy update_by_expert on cluster.review for update
    using (access.runs_region() or expert = access.viewer_account())
    with check (access.runs_region() or expert = access.viewer_account());

alter table cluster.application enable row level security;
alter table cluster.application force row level security;
create policy read_by_those_concerned on cluster.application for select using (
    access.sees_region() or access.acts_for(organisation) or access.oversees(district)
    or (publicised and state in ('UNDER_WAY', 'GRANTED') and access.anyone())
    or exists (select from cluster.review r where r.application = application.id and r.expert = access.viewer_account()));
create policy insert_by_firm_and_city on cluster.application for insert
    with check (access.runs_region() or access.acts_for(organisation));
create policy update_by_those_who_act on cluster.application for update
    using (access.runs_region() or access.acts_for(organisation) or access.oversees(district))
    with check (access.runs_region() or access.acts_for(organisation) or access.oversees(district));

-- A firm that takes its application back frees the place that it held.
create policy update_by_officers_and_holder on cluster.round_quota for update
    using (access.runs_region() or access.oversees(district)
        or exists (select from cluster.application a
                   where a.round = round_quota.round and a.district = round_quota.district
                     and a.holds_place and access.acts_for(a.organisation)))
    with check (access.runs_region() or access.oversees(district)
        or exists (select from cluster.application a
                   where a.round = round_quota.round and a.district = round_quota.district
                     and a.holds_place and access.acts_for(a.organisation)));

-- Whoever sees an application in full: not because it is publicised.
create function cluster.reads_application(asked uuid) returns boolean
    language sql stable
    return exists (select from cluster.application a where a.id = asked
                   and (access.sees_region() or access.acts_for(a.organisation) or access.oversees(a.district)
                        or exists (select from cluster.review r
                                   where r.application = a.id and r.expert = access.viewer_account())));
create function cluster.writes_application(asked uuid) returns boolean
    language sql stable
    return exists (select from cluster.application a where a.id = asked
                   and (access.runs_region() or access.acts_for(a.organisation) or access.oversees(a.district)));
grant execute on function cluster.reads_application(uuid), cluster.writes_application(uuid) to yanzhen_app;

alter table cluster.application_revision enable row level security;
alter table cluster.application_revision force row level security;
create policy read_by_those_concerned on cluster.application_revision for select using (cluster.reads_application(application));
create policy insert_by_those_who_act on cluster.application_revision for insert with check (cluster.writes_application(application));

alter table cluster.application_draft enable row level security;
alter table cluster.application_draft force row level security;
create policy read_by_those_concerned on cluster.application_draft for select using (cluster.reads_application(application));
create policy insert_by_those_who_act on cluster.application_draft for insert with check (cluster.writes_application(application));
create policy update_by_those_who_act on cluster.application_draft for update
    using (cluster.writes_application(application)) with check (cluster.writes_application(application));

alter table cluster.application_paper enable row level security;
alter table cluster.application_paper force row level security;
create policy read_by_those_concerned on cluster.application_paper for select using (cluster.reads_application(application));
create policy insert_by_those_who_act on cluster.application_paper for insert with check (cluster.writes_application(application));
create policy update_by_those_who_act on cluster.application_paper for update
    using (cluster.writes_application(application)) with check (cluster.writes_application(application));

alter table cluster.application_step enable row level security;
alter table cluster.application_step force row level security;
create policy read_by_those_concerned on cluster.application_step for select using (cluster.reads_application(application));
create policy insert_by_those_who_act on cluster.application_step for insert with check (cluster.writes_application(application));
create policy update_by_those_who_act on cluster.application_step for update
    using (cluster.writes_application(application)) with check (cluster.writes_application(application));

-- Anybody may object to what is publicised; only officers know who did.
alter table cluster.objection enable row level security;
alter table cluster.objection force row level security;
create policy read_by_officers on cluster.objection for select using (access.sees_region());
create policy filed_by_anyone on cluster.objection for insert with check (
    access.anyone() and filed_by is not distinct from access.viewer_account()
    and exists (select from cluster.application a where a.id = application and a.publicised and a.state = 'UNDER_WAY'));
create policy answered_by_city on cluster.objection for update
    using (access.runs_region()) with check (access.runs_region());

alter table cluster.evaluation enable row level security;
alter table cluster.evaluation force row level security;
create policy read_by_anyone on cluster.evaluation for select using (access.anyone());
create policy insert_by_city on cluster.evaluation for insert with check (access.runs_region());
