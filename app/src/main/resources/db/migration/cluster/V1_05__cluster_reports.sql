-- What the register itself knows of a datum need not be asked.
alter table cluster.datum add column origin text check (origin = 'registration' or origin ~ '^held:[a-z0-9-]+$');
comment on column cluster.datum.origin is 'registration: years since it; held:SCHEME: years since it holds the scheme; null: the firm reports it.';

-- Annual reports (年报): each number once, whoever asks for it. A correction supersedes; nothing is overwritten.
create table cluster.reported (
    id               uuid primary key default uuidv7(),
    organisation     uuid           not null references cluster.organisation,
    datum            text           not null check (datum ~ '^[a-z][a-z0-9_]*$'),
    year             integer        not null check (year between 1990 and 2100),
    value            numeric(24, 4) not null,
    recorded_at      timestamptz    not null,
    recorded_by      uuid,
    recorded_by_name text           not null,
    superseded_at    timestamptz,
    check (superseded_at > recorded_at)
);
comment on column cluster.reported.value is 'Yuan, people, years, shares of 1, pieces, points or places, as the datum has it.';
create unique index reported_current on cluster.reported (organisation, datum, year) where superseded_at is null;
create index reported_history on cluster.reported (organisation, year, datum, recorded_at) where superseded_at is not null;

grant select, insert, update on cluster.reported to yanzhen_app;

-- A firm's numbers are its secret: it sees them, its district, and those who see the region.
alter table cluster.reported enable row level security;
alter table cluster.reported force row level security;
create policy read_by_firm_and_officers on cluster.reported for select
    using (access.sees_region() or access.acts_for(organisation) or access.oversees(cluster.district_of(organisation)));
create policy insert_by_firm_and_city on cluster.reported for insert
    with check (access.runs_region() or access.acts_for(organisation));
create policy update_by_firm_and_city on cluster.reported for update
    using (access.runs_region() or access.acts_for(organisation))
    with check (access.runs_region() or access.acts_for(organisation));
