-- Who recorded a fact, and why; null for what a pack brought.
alter table cluster.organisation_fact
    add column recorded_by      uuid,
    add column recorded_by_name text,
    add column reason           text check (length(reason) <= 500);
create index organisation_fact_history on cluster.organisation_fact (organisation, recorded_at) where superseded_at is not null;

-- One uploaded table on its way into the register. It belongs to the account that uploaded it.
create table cluster.import_job (
    id             uuid primary key default uuidv7(),
    kind           text        not null check (kind in ('ORGANISATIONS', 'RECOGNITIONS')),
    account        uuid        not null,
    file_name      text        not null check (length(file_name) between 1 and 255),
    file_bytes     bigint      not null check (file_bytes >= 0),
    sha256         text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    source         text        not null check (length(source) <= 500),
    state          text        not null check (state in ('READING', 'WRONG', 'READY', 'STORING', 'STORED', 'FAILED', 'DISCARDED')),
    columns        text[]      not null default '{}',
    rows_read      integer     not null default 0 check (rows_read >= 0),
    rows_fresh     integer     not null default 0 check (rows_fresh >= 0),
    rows_changed   integer     not null default 0 check (rows_changed >= 0),
    rows_unchanged integer     not null default 0 check (rows_unchanged >= 0),
    rows_wrong     integer     not null default 0 check (rows_wrong >= 0),
    rows_stored    integer     not null default 0 check (rows_stored >= 0),
    problem_count  bigint      not null default 0 check (problem_count >= 0),
    fingerprint    numeric,
    fault          text,
    created_at     timestamptz not null,
    alive_at       timestamptz not null,
    ended_at       timestamptz
);
create index import_job_of_account on cluster.import_job (account, id);
comment on column cluster.import_job.fingerprint is 'Of what the rows would change; another one at confirmation means that the register has moved since the preview.';

-- The first problems of the table, in the order found.
create table cluster.import_problem (
    job     uuid     not null references cluster.import_job,
    ordinal integer  not null,
    account uuid     not null,
    line    integer,
    field   text     not null,
    value   text     not null,
    code    text     not null,
    details text[]   not null,
    primary key (job, ordinal)
);

-- Sound rows that wait for confirmation. Unlogged: after a crash of the database they are gone, which the
-- job notices by their number.
create unlogged table cluster.import_organisation (
    job             uuid    not null,
    line            integer not null,
    account         uuid    not null,
    code            text    not null,
    passes          boolean not null,
    override_reason text,
    name            text    not null,
    name_en         text,
    kind            text    not null,
    district        text    not null,
    industry        text,
    registered      date,
    synthetic       boolean not null,
    primary key (job, line)
);
create unlogged table cluster.import_recognition (
    job         uuid    not null,
    line        integer not null,
    account     uuid    not null,
    code        text    not null,
    scheme      text    not null,
    valid_from  date    not null,
    valid_until date,
    document    text    not null,
    primary key (job, line)
);

-- What each waiting row would do to the register as it is now. A column that the file lacks changes nothing.
create view cluster.import_organisation_effect with (security_invoker = true) as
select e.*,
       case when e.fact is null then 'NEW'
            when (e.old_name, e.old_name_en, e.old_kind, e.old_district, e.old_industry, e.old_registered)
                 is distinct from (e.name, e.name_en, e.kind, e.district, e.industry, e.registered) then 'CHANGED'
            else 'UNCHANGED' end as verdict
from (select s.job, s.line, s.code, s.passes, s.override_reason, s.synthetic,
             o.id as organisation, f.id as fact,
             s.name,
             case when 'name_en' = any (j.columns) or f.id is null then s.name_en else f.name_en end as name_en,
             s.kind, s.district,
             case when 'industry' = any (j.columns) or f.id is null then s.industry else f.industry end as industry,
             case when 'registered' = any (j.columns) or f.id is null then s.registered else f.registered end as registered,
             f.name as old_name, f.name_en as old_name_en, f.kind as old_kind, f.district as old_district,
             f.industry as old_industry, f.registered as old_registered
      from cluster.import_organisation s
      join cluster.import_job j on j.id = s.job
      left join cluster.organisation o on o.code = s.code
      left join cluster.organisation_fact f on f.organisation = o.id and f.superseded_at is null) e;

create view cluster.import_recognition_effect with (security_invoker = true) as
select e.*,
       case when e.held is null then 'NEW'
            when (e.old_until, e.old_document) is distinct from (e.valid_until, e.document) then 'CHANGED'
            else 'UNCHANGED' end as verdict
from (select s.job, s.line, s.code, s.scheme, s.valid_from, s.valid_until,
             case when 'document' = any (j.columns) or r.id is null then s.document else r.document end as document,
             o.id as organisation, o.synthetic, f.district,
             r.id as held, r.recognition, r.synthetic as held_synthetic, r.ended,
             upper(r.valid) as old_until, r.document as old_document
      from cluster.import_recognition s
      join cluster.import_job j on j.id = s.job
      left join cluster.organisation o on o.code = s.code
      left join cluster.organisation_fact f on f.organisation = o.id and f.superseded_at is null
      left join cluster.recognition r
          on r.organisation = o.id and r.scheme = s.scheme and lower(r.valid) = s.valid_from and upper_inf(r.known)) e;

grant select, insert, update on cluster.import_job to yanzhen_app;
grant select, insert, delete on cluster.import_problem, cluster.import_organisation, cluster.import_recognition to yanzhen_app;
grant select on cluster.import_organisation_effect, cluster.import_recognition_effect to yanzhen_app;

alter table cluster.import_job enable row level security;
alter table cluster.import_job force row level security;
create policy own_only on cluster.import_job
    using (account = access.viewer_account() or access.viewer_role() = 'SYSTEM')
    with check (account = access.viewer_account() or access.viewer_role() = 'SYSTEM');

alter table cluster.import_problem enable row level security;
alter table cluster.import_problem force row level security;
create policy own_only on cluster.import_problem
    using (account = access.viewer_account() or access.viewer_role() = 'SYSTEM')
    with check (account = access.viewer_account() or access.viewer_role() = 'SYSTEM');

alter table cluster.import_organisation enable row level security;
alter table cluster.import_organisation force row level security;
create policy own_only on cluster.import_organisation
    using (account = access.viewer_account() or access.viewer_role() = 'SYSTEM')
    with check (account = access.viewer_account() or access.viewer_role() = 'SYSTEM');

alter table cluster.import_recognition enable row level security;
alter table cluster.import_recognition force row level security;
create policy own_only on cluster.import_recognition
    using (account = access.viewer_account() or access.viewer_role() = 'SYSTEM')
    with check (account = access.viewer_account() or access.viewer_role() = 'SYSTEM');
