-- 其他标识: by what a body is told apart that has no credit code, and what else a body is called by in other registers.
-- Their kinds are data of the pack.
create table cluster.identifier_kind (
    key          text primary key check (key ~ '^[A-Z][A-Z0-9-]{1,19}$'),
    name_zh      text    not null,
    name_en      text    not null,
    pattern      text    not null,
    proof        text check (proof in ('mod-97-10')),
    jurisdiction boolean not null,
    leads        boolean not null,
    document     text    not null,
    place        text    not null,
    mark         text    not null check (mark in ('verified', 'to-be-confirmed')),
    ordinal      integer not null
);
comment on column cluster.identifier_kind.leads is 'Whether it may stand in for the credit code of a body that has none.';
comment on column cluster.identifier_kind.jurisdiction is 'Whether a value means something only together with the country or area whose register it is of.';

-- A body without a code is told apart by its leading identifier; with a code the code leads, and the other stays as
-- it was. The key is the one that leads, written so that no code can look like another identifier.
alter table cluster.organisation
    alter column code drop not null,
    add column lead_kind         text references cluster.identifier_kind,
    add column lead_jurisdiction text check (lead_jurisdiction ~ '^[A-Z]{2}$'),
    add column lead_value        text check (length(lead_value) between 1 and 60),
    add column key text generated always as
        (coalesce(code, lead_kind || ':' || coalesce(lead_jurisdiction || ':', '') || lead_value)) stored,
    add constraint organisation_is_told_apart check (key is not null),
    add constraint organisation_lead_whole check ((lead_kind is null) = (lead_value is null)),
    add constraint organisation_key_once unique (key);

create table cluster.identifier (
    id               uuid primary key default uuidv7(),
    organisation     uuid        not null references cluster.organisation,
    kind             text        not null references cluster.identifier_kind,
    jurisdiction     text check (jurisdiction ~ '^[A-Z]{2}$'),
    value            text        not null check (length(value) between 1 and 60),
    valid            daterange   not null check (not isempty(valid) and lower(valid) is not null),
    document         text        not null default '' check (length(document) <= 200),
    recorded_at      timestamptz not null,
    superseded_at    timestamptz check (superseded_at >= recorded_at),
    recorded_by      uuid,
    recorded_by_name text,
    reason           text check (length(reason) <= 500),
    synthetic        boolean     not null default false,
    constraint identifier_of_one_organisation
        exclude using gist (kind with =, coalesce(jurisdiction, '') with =, value with =, valid with &&)
        where (superseded_at is null)
);
create index identifier_of_organisation on cluster.identifier (organisation);
create index identifier_by_value on cluster.identifier (value text_pattern_ops) where superseded_at is null;

-- Looked at when the transaction ends, so that organisation and identifier may come in any order.
create function cluster.leading_identifier_is_recorded() returns trigger
    language plpgsql as $$
declare
    asked uuid;
begin
    if tg_table_name = 'organisation' then
        asked := new.id;
    else
        asked := new.organisation;
    end if;
    if exists (select from cluster.organisation o
               where o.id = asked and o.code is null
                 and not exists (select from cluster.identifier i
                                 where i.organisation = o.id and i.superseded_at is null and i.kind = o.lead_kind
                                   and i.jurisdiction is not distinct from o.lead_jurisdiction
                                   and i.value = o.lead_value)) then
        raise exception 'An organisation without a credit code keeps the identifier that it is told apart by.'
            using errcode = 'check_violation', constraint = 'organisation_keeps_its_lead';
    end if;
    return null;
end
$$;
create constraint trigger leading_identifier_is_recorded after insert or update on cluster.organisation
    deferrable initially deferred for each row when (new.code is null)
    execute function cluster.leading_identifier_is_recorded();
create constraint trigger leading_identifier_is_recorded after update on cluster.identifier
    deferrable initially deferred for each row when (new.superseded_at is not null)
    execute function cluster.leading_identifier_is_recorded();

-- The formation names bodies by their codes.
create trigger mark_change after update on cluster.organisation
    for each statement execute function cluster.mark_change();

grant select, insert, update on cluster.identifier_kind, cluster.identifier to yanzhen_app;
alter table cluster.identifier enable row level security;
alter table cluster.identifier force row level security;
create policy read_by_anyone on cluster.identifier for select using (access.anyone());
create policy insert_by_officers on cluster.identifier for insert
    with check (access.runs_region() or access.oversees(cluster.district_of(organisation)));
create policy update_by_officers on cluster.identifier for update
    using (access.runs_region() or access.oversees(cluster.district_of(organisation)))
    with check (access.runs_region() or access.oversees(cluster.district_of(organisation)));
create policy update_by_district on cluster.organisation for update
    using (access.oversees(cluster.district_of(id))) with check (access.oversees(cluster.district_of(id)));

-- 园区 lie inside a district, and are told from it by letters after its six digits.
alter table cluster.region
    drop constraint region_code_check,
    drop constraint region_kind_check,
    add column synthetic boolean not null default false,
    add constraint region_code_check check (code ~ '^[1-9][0-9]{5}(-[A-Z0-9]{1,12})?$'),
    add constraint region_kind_check check (kind in ('region', 'district', 'park')),
    add constraint region_park_in_district
        check ((kind = 'park') = (code like '%-%') and (kind <> 'park' or parent = left(code, 6)));
alter table cluster.organisation_fact
    add column park text references cluster.region,
    add constraint organisation_fact_park_in_district check (left(park, 7) = district || '-');
create index organisation_fact_park on cluster.organisation_fact (park) where superseded_at is null and park is not null;

-- 控制关系: who is a branch of whom, held by whom, member of whose group. What is known of one is replaced, never
-- overwritten.
create table cluster.control_link (
    id               uuid primary key default uuidv7(),
    link             uuid      not null,
    child            uuid      not null references cluster.organisation,
    parent           uuid      not null references cluster.organisation,
    kind             text      not null check (kind in ('BRANCH', 'SUBSIDIARY', 'GROUP_MEMBER')),
    share            numeric(5, 2) check (share > 0 and share <= 100),
    valid            daterange not null check (not isempty(valid) and lower(valid) is not null),
    known            tstzrange not null check (not isempty(known) and lower(known) is not null),
    document         text      not null check (length(document) between 2 and 200),
    as_of            date      not null,
    recorded_by      uuid,
    recorded_by_name text,
    reason           text check (length(reason) <= 500),
    synthetic        boolean   not null default false,
    constraint control_link_of_two check (child <> parent),
    constraint control_link_share_of_holding check (share is null or kind = 'SUBSIDIARY'),
    constraint control_link_once
        exclude using gist (child with =, parent with =, kind with =, valid with &&, known with &&),
    constraint one_branch_parent
        exclude using gist (child with =, valid with &&, known with &&) where (kind = 'BRANCH')
);
create index control_link_of_child on cluster.control_link (child) where upper_inf(known);
create index control_link_of_parent on cluster.control_link (parent) where upper_inf(known);
create index control_link_history on cluster.control_link (link);

grant select, insert, update on cluster.control_link to yanzhen_app;
alter table cluster.control_link enable row level security;
alter table cluster.control_link force row level security;
create policy read_by_anyone on cluster.control_link for select using (access.anyone());
create policy insert_by_officers on cluster.control_link for insert
    with check (access.runs_region() or access.oversees(cluster.district_of(child)));
create policy update_by_officers on cluster.control_link for update
    using (access.runs_region() or access.oversees(cluster.district_of(child)))
    with check (access.runs_region() or access.oversees(cluster.district_of(child)));

-- 战略性新兴产业: which industries lie in an area whole or in part, and of which bodies an area is stated.
create table cluster.emerging_area (
    key      text primary key check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    name_zh  text    not null,
    name_en  text    not null,
    document text    not null,
    place    text    not null,
    mark     text    not null check (mark in ('verified', 'to-be-confirmed')),
    ordinal  integer not null
);
create table cluster.emerging_mapping (
    industry text    not null check (industry ~ '^[A-T]([0-9]{2,4})?$'),
    area     text    not null references cluster.emerging_area,
    part     boolean not null,
    mark     text    not null check (mark in ('verified', 'to-be-confirmed')),
    primary key (industry, area)
);
comment on column cluster.emerging_mapping.part is 'Only some of the industry lies in the area (*): who is of the industry is possibly of the area.';
create table cluster.emerging_statement (
    id               uuid primary key default uuidv7(),
    organisation     uuid        not null references cluster.organisation,
    area             text        not null references cluster.emerging_area,
    document         text        not null check (length(document) between 2 and 200),
    as_of            date        not null,
    recorded_at      timestamptz not null,
    superseded_at    timestamptz check (superseded_at >= recorded_at),
    recorded_by      uuid,
    recorded_by_name text,
    synthetic        boolean     not null default false
);
create unique index emerging_statement_current on cluster.emerging_statement (organisation, area) where superseded_at is null;

grant select, insert, update, delete on cluster.emerging_area, cluster.emerging_mapping to yanzhen_app;
grant select, insert, update on cluster.emerging_statement to yanzhen_app;
alter table cluster.emerging_statement enable row level security;
alter table cluster.emerging_statement force row level security;
create policy read_by_anyone on cluster.emerging_statement for select using (access.anyone());
create policy insert_by_officers on cluster.emerging_statement for insert
    with check (access.runs_region() or access.oversees(cluster.district_of(organisation)));
create policy update_by_officers on cluster.emerging_statement for update
    using (access.runs_region() or access.oversees(cluster.district_of(organisation)))
    with check (access.runs_region() or access.oversees(cluster.district_of(organisation)));

-- A table may bring bodies without a code, other identifiers and parks.
drop view cluster.import_organisation_effect;
drop view cluster.import_recognition_effect;
alter table cluster.import_organisation
    alter column code drop not null,
    add column identifier_kind text,
    add column jurisdiction    text,
    add column identifier      text,
    add column park            text,
    add column key text generated always as
        (coalesce(code, identifier_kind || ':' || coalesce(jurisdiction || ':', '') || identifier)) stored;

create view cluster.import_organisation_effect with (security_invoker = true) as
select v.*,
       case when v.fact is null then 'NEW'
            when v.facts_differ or v.identifier_new then 'CHANGED'
            else 'UNCHANGED' end as verdict
from (select e.*,
             e.fact is not null
                 and (e.old_name, e.old_name_en, e.old_kind, e.old_district, e.old_park, e.old_industry, e.old_registered)
                     is distinct from (e.name, e.name_en, e.kind, e.district, e.park, e.industry, e.registered) as facts_differ
      from (select s.job, s.line, s.key, s.code, s.passes, s.override_reason, s.synthetic,
                   o.id as organisation, f.id as fact,
                   s.name,
                   case when 'name_en' = any (j.columns) or f.id is null then s.name_en else f.name_en end as name_en,
                   s.kind, s.district,
                   case when 'park' = any (j.columns) or f.id is null then s.park
                        when f.district = s.district then f.park end as park,
                   case when 'industry' = any (j.columns) or f.id is null then s.industry else f.industry end as industry,
                   case when 'registered' = any (j.columns) or f.id is null then s.registered else f.registered end as registered,
                   s.identifier_kind, s.jurisdiction, s.identifier,
                   coalesce(s.registered, f.registered, j.created_at::date) as identified_from,
                   s.identifier is not null and not exists (
                       select from cluster.identifier i
                       where i.organisation = o.id and i.superseded_at is null and i.kind = s.identifier_kind
                         and i.jurisdiction is not distinct from s.jurisdiction and i.value = s.identifier) as identifier_new,
                   s.identifier is not null and exists (
                       select from cluster.identifier i
                       where i.organisation is distinct from o.id and i.superseded_at is null and i.kind = s.identifier_kind
                         and i.jurisdiction is not distinct from s.jurisdiction and i.value = s.identifier
                         and i.valid && daterange(coalesce(s.registered, f.registered, j.created_at::date), null)) as identifier_taken,
                   f.name as old_name, f.name_en as old_name_en, f.kind as old_kind, f.district as old_district,
                   f.park as old_park, f.industry as old_industry, f.registered as old_registered
            from cluster.import_organisation s
            join cluster.import_job j on j.id = s.job
            left join cluster.organisation o on o.key = s.key
            left join cluster.organisation_fact f on f.organisation = o.id and f.superseded_at is null) e) v;

create view cluster.import_recognition_effect with (security_invoker = true) as
select e.*,
       case when e.held is null then 'NEW'
            when (e.old_until, e.old_document) is distinct from (e.valid_until, e.document) then 'CHANGED'
            else 'UNCHANGED' end as verdict
from (select s.job, s.line, s.code, s.code as key, s.written, s.scheme, s.valid_from, s.valid_until,
             case when 'document' = any (j.columns) or r.id is null then s.document else r.document end as document,
             o.id as organisation, o.synthetic, f.district, f.name,
             r.id as held, r.recognition, r.synthetic as held_synthetic, r.ended,
             upper(r.valid) as old_until, r.document as old_document
      from cluster.import_recognition s
      join cluster.import_job j on j.id = s.job
      left join cluster.organisation o on o.key = s.code
      left join cluster.organisation_fact f on f.organisation = o.id and f.superseded_at is null
      left join cluster.recognition r
          on r.organisation = o.id and r.scheme = s.scheme and lower(r.valid) = s.valid_from and upper_inf(r.known)) e;
grant select on cluster.import_organisation_effect, cluster.import_recognition_effect to yanzhen_app;
