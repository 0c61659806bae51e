create schema cluster;

create table cluster.region (
    code    text primary key check (code ~ '^[1-9][0-9]{5}$'),
    parent  text references cluster.region,
    name_zh text not null,
    name_en text not null,
    kind    text not null check (kind in ('region', 'district'))
);

-- Identity only; what may change lies in organisation_fact.
create table cluster.organisation (
    id            uuid primary key default uuidv7(),
    code          text        not null check (code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
    code_override text,
    synthetic     boolean     not null default false,
    created_at    timestamptz not null,
    constraint organisation_code_once unique (code)
);
comment on column cluster.organisation.code_override is 'Why a code that fails its check digit was admitted; null for the others.';

-- Names and places with history: a correction supersedes, nothing is overwritten.
create table cluster.organisation_fact (
    id            uuid primary key default uuidv7(),
    organisation  uuid        not null references cluster.organisation,
    name          text        not null check (length(name) between 2 and 200),
    name_en       text,
    kind          text        not null check (kind in ('ENTERPRISE', 'INSTITUTE', 'UNIVERSITY', 'ASSOCIATION', 'GOVERNMENT')),
    district      text        not null references cluster.region,
    industry      text check (industry ~ '^[A-T]([0-9]{2,4})?$'),
    registered    date,
    recorded_at   timestamptz not null,
    superseded_at timestamptz,
    check (superseded_at > recorded_at)
);
create unique index organisation_fact_current on cluster.organisation_fact (organisation) where superseded_at is null;
create index organisation_fact_name on cluster.organisation_fact using gin (name gin_trgm_ops) where superseded_at is null;
create index organisation_fact_district on cluster.organisation_fact (district, kind) where superseded_at is null;

create table cluster.scheme (
    key             text primary key,
    family          text    not null,
    level           text    not null check (level in ('district', 'city', 'national')),
    rank            integer not null check (rank > 0),
    step            integer check (step > 0),
    name_zh         text    not null,
    name_en         text    not null,
    cycle_months    integer check (cycle_months > 0),
    validity_months integer check (validity_months > 0),
    document        text    not null,
    place           text    not null,
    mark            text    not null check (mark in ('verified', 'to-be-confirmed')),
    ordinal         integer not null
);

-- One recognition of one scheme per organisation on any day, as known at any moment.
create table cluster.recognition (
    id           uuid primary key default uuidv7(),
    recognition  uuid        not null,
    organisation uuid        not null references cluster.organisation,
    scheme       text        not null references cluster.scheme,
    valid        daterange   not null check (not isempty(valid) and lower(valid) is not null),
    known        tstzrange   not null check (not isempty(known) and lower(known) is not null),
    document     text        not null default '',
    ended        text check (ended in ('REVOKED')),
    reason       text,
    synthetic    boolean     not null default false,
    constraint recognitions_never_overlap
        exclude using gist (organisation with =, scheme with =, valid with &&, known with &&),
    check ((ended is null) = (reason is null))
);
create index recognition_by_scheme on cluster.recognition using gist (scheme, valid, known);
create index recognition_by_identity on cluster.recognition (recognition);

grant usage on schema cluster to yanzhen_app;
grant select, insert, update on cluster.region, cluster.scheme to yanzhen_app;
grant select, insert, update on cluster.organisation, cluster.organisation_fact, cluster.recognition to yanzhen_app;

create function cluster.district_of(organisation uuid) returns text
    language sql stable
    return (select f.district from cluster.organisation_fact f
            where f.organisation = district_of.organisation and f.superseded_at is null);
grant execute on function cluster.district_of(uuid) to yanzhen_app;

-- The register is public to read, as company registers are; who writes is not.
alter table cluster.organisation enable row level security;
alter table cluster.organisation force row level security;
create policy read_by_anyone on cluster.organisation for select using (access.anyone());
create policy insert_by_officers on cluster.organisation for insert
    with check (access.runs_region() or access.viewer_role() = 'DISTRICT_OFFICER');
create policy update_by_city on cluster.organisation for update
    using (access.runs_region()) with check (access.runs_region());

alter table cluster.organisation_fact enable row level security;
alter table cluster.organisation_fact force row level security;
create policy read_by_anyone on cluster.organisation_fact for select using (access.anyone());
create policy insert_by_officers on cluster.organisation_fact for insert
    with check (access.runs_region() or access.oversees(district));
create policy update_by_officers on cluster.organisation_fact for update
    using (access.runs_region() or access.oversees(district))
    with check (access.runs_region() or access.oversees(district));

alter table cluster.recognition enable row level security;
alter table cluster.recognition force row level security;
create policy read_by_anyone on cluster.recognition for select using (access.anyone());
create policy insert_by_officers on cluster.recognition for insert
    with check (access.runs_region() or access.oversees(cluster.district_of(organisation)));
create policy update_by_officers on cluster.recognition for update
    using (access.runs_region() or access.oversees(cluster.district_of(organisation)))
    with check (access.runs_region() or access.oversees(cluster.district_of(organisation)));
