-- One time (第几次填报) that somebody reported numbers of a firm's year: who, when, how. What it changed hangs on the numbers.
create table cluster.report_submission (
    organisation     uuid        not null references cluster.organisation,
    year             integer     not null check (year between 1990 and 2100),
    number           integer     not null check (number > 0),
    way              text        not null check (way in ('FORM', 'TABLE', 'API', 'PACK')),
    recorded_at      timestamptz not null,
    recorded_by      uuid,
    recorded_by_name text        not null,
    primary key (organisation, year, number)
);

-- A number came with one submission and may end with another.
alter table cluster.reported add column submission integer, add column ended_by integer;

-- The numbers of before: whatever was recorded or taken back at one moment was one submission.
alter table cluster.reported no force row level security;
insert into cluster.report_submission (organisation, year, number, way, recorded_at, recorded_by, recorded_by_name)
select organisation, year, row_number() over (partition by organisation, year order by at),
       case when bool_or(of_pack) then 'PACK' else 'FORM' end, at, (array_agg(who) filter (where who is not null))[1],
       coalesce(max(name), '—')
from (select organisation, year, recorded_at as at, recorded_by as who, recorded_by_name as name,
             recorded_by is null as of_pack from cluster.reported
      union all
      select organisation, year, superseded_at, null, null, false from cluster.reported where superseded_at is not null) moment
group by organisation, year, at;
update cluster.reported r set
    submission = (select s.number from cluster.report_submission s
                  where s.organisation = r.organisation and s.year = r.year and s.recorded_at = r.recorded_at),
    ended_by = (select s.number from cluster.report_submission s
                where s.organisation = r.organisation and s.year = r.year and s.recorded_at = r.superseded_at);
alter table cluster.reported force row level security;

alter table cluster.reported
    alter column submission set not null,
    add foreign key (organisation, year, submission) references cluster.report_submission,
    add foreign key (organisation, year, ended_by) references cluster.report_submission,
    add check ((ended_by is null) = (superseded_at is null)),
    add check (ended_by > submission);

grant select, insert on cluster.report_submission to yanzhen_app;
alter table cluster.report_submission enable row level security;
alter table cluster.report_submission force row level security;
create policy read_by_firm_and_officers on cluster.report_submission for select
    using (access.sees_region() or access.acts_for(organisation) or access.oversees(cluster.district_of(organisation)));
create policy insert_by_firm_and_city on cluster.report_submission for insert
    with check (access.runs_region() or access.acts_for(organisation));

-- What an account has typed and not handed in (草稿): its own, and nobody else's.
create table cluster.report_draft (
    account      uuid        not null,
    organisation uuid        not null references cluster.organisation,
    year         integer     not null check (year between 1990 and 2100),
    seen         integer     not null check (seen >= 0),
    typed        jsonb       not null check (jsonb_typeof(typed) = 'object' and length(typed::text) < 20000),
    file_name    text        check (length(file_name) between 1 and 255),
    saved_at     timestamptz not null,
    primary key (account, organisation, year)
);
comment on column cluster.report_draft.seen is 'Number of the last submission that the account had before it; 0 for none.';
comment on column cluster.report_draft.typed is 'Texts by datum, of the numbers that would change.';
comment on column cluster.report_draft.file_name is 'Of the table that it was read from; null when it was typed.';

grant select, insert, update, delete on cluster.report_draft to yanzhen_app;
alter table cluster.report_draft enable row level security;
alter table cluster.report_draft force row level security;
create policy read_own on cluster.report_draft for select using (account = access.viewer_account());
create policy keep_own on cluster.report_draft for insert
    with check (account = access.viewer_account() and (access.runs_region() or access.acts_for(organisation)));
create policy change_own on cluster.report_draft for update
    using (account = access.viewer_account())
    with check (account = access.viewer_account() and (access.runs_region() or access.acts_for(organisation)));
create policy drop_own on cluster.report_draft for delete using (account = access.viewer_account());

-- Papers (附件) of a year's report. One that is withdrawn stays, and says why.
create table cluster.report_paper (
    id                uuid primary key default uuidv7(),
    organisation      uuid        not null references cluster.organisation,
    year              integer     not null check (year between 1990 and 2100),
    kind              text        not null check (kind ~ '^[a-z][a-z0-9-]*$'),
    file              uuid        not null unique references evidence.file,
    added_at          timestamptz not null,
    added_by          uuid,
    added_by_name     text        not null,
    withdrawn_at      timestamptz,
    withdrawn_by      uuid,
    withdrawn_by_name text,
    reason            text check (length(reason) between 2 and 500),
    check ((withdrawn_at is null) = (reason is null) and (withdrawn_at is null) = (withdrawn_by_name is null)),
    check (withdrawn_at >= added_at)
);
create index report_paper_of_year on cluster.report_paper (organisation, year, added_at);

grant select, insert, update on cluster.report_paper to yanzhen_app;
alter table cluster.report_paper enable row level security;
alter table cluster.report_paper force row level security;
create policy read_by_firm_and_officers on cluster.report_paper for select
    using (access.sees_region() or access.acts_for(organisation) or access.oversees(cluster.district_of(organisation)));
create policy insert_by_firm_and_city on cluster.report_paper for insert
    with check (access.runs_region() or access.acts_for(organisation));
create policy withdraw_by_firm_and_city on cluster.report_paper for update
    using (access.runs_region() or access.acts_for(organisation))
    with check (access.runs_region() or access.acts_for(organisation));

-- Who reads a report reads its papers: the district too, which no file of a firm is open to otherwise.
create policy read_papers_of_reports on evidence.file for select
    using (exists (select from cluster.report_paper p where p.file = evidence.file.id));

-- What the pack says of reports: numbers that should go together, and the papers that are taken.
create table cluster.report_check (
    key        text    primary key check (key ~ '^[a-z][a-z0-9-]*$'),
    ordinal    integer not null,
    rule       text    not null check (length(rule) between 1 and 2000),
    hint       boolean not null,
    name_zh    text    not null,
    name_en    text    not null,
    say_zh     text    not null,
    say_en     text    not null,
    reading_zh text,
    reading_en text,
    document   text,
    place      text,
    mark       text check (mark in ('verified', 'to-be-confirmed')),
    check ((reading_zh is null) = (reading_en is null)),
    check (num_nulls(document, place, mark) in (0, 3)),
    check (document is not null or reading_zh is not null)
);
comment on column cluster.report_check.hint is 'Whether it may well be so; otherwise the numbers contradict each other.';

create table cluster.report_paper_kind (
    key      text    primary key check (key ~ '^[a-z][a-z0-9-]*$'),
    ordinal  integer not null,
    name_zh  text    not null,
    name_en  text    not null,
    document text,
    place    text,
    mark     text check (mark in ('verified', 'to-be-confirmed')),
    check (num_nulls(document, place, mark) in (0, 3))
);

grant select, insert, update, delete on cluster.report_check, cluster.report_paper_kind to yanzhen_app;
