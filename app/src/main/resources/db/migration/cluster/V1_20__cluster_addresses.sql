-- 住所: where a body lies, as its licence has it.
alter table cluster.organisation_fact
    add column address text check (length(address) between 2 and 200 and address = btrim(address));
alter table cluster.import_organisation
    add column address  text,
    add column left_out boolean not null default false;
comment on column cluster.import_organisation.left_out is 'Somebody has said that the row shall not be stored.';
alter table cluster.import_job
    add column rows_out integer not null default 0 check (rows_out >= 0);

-- A column that the file lacks changes nothing; an address of another district is no longer right.
drop view cluster.import_organisation_effect;
create view cluster.import_organisation_effect with (security_invoker = true) as
select v.*,
       case when v.left_out then 'OUT'
            when v.fact is null then 'NEW'
            when v.facts_differ or v.identifier_new then 'CHANGED'
            else 'UNCHANGED' end as verdict
from (select e.*,
             e.fact is not null
                 and (e.old_name, e.old_name_en, e.old_kind, e.old_district, e.old_park, e.old_address, e.old_industry,
                      e.old_registered)
                     is distinct from (e.name, e.name_en, e.kind, e.district, e.park, e.address, e.industry,
                                       e.registered) as facts_differ
      from (select s.job, s.line, s.key, s.code, s.passes, s.override_reason, s.synthetic, s.left_out,
                   o.id as organisation, f.id as fact,
                   s.name,
                   case when 'name_en' = any (j.columns) or f.id is null then s.name_en else f.name_en end as name_en,
                   s.kind, s.district,
                   case when 'park' = any (j.columns) or f.id is null then s.park
                        when f.district = s.district then f.park end as park,
                   case when 'address' = any (j.columns) or f.id is null then s.address
                        when f.district = s.district then f.address end as address,
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
                   f.park as old_park, f.address as old_address, f.industry as old_industry, f.registered as old_registered
            from cluster.import_organisation s
            join cluster.import_job j on j.id = s.job
            left join cluster.organisation o on o.key = s.key
            left join cluster.organisation_fact f on f.organisation = o.id and f.superseded_at is null) e) v;
grant select on cluster.import_organisation_effect to yanzhen_app;
grant update (left_out) on cluster.import_organisation to yanzhen_app;

-- 待核对的行: a new row of a table that may be a body of the register, or of an earlier row.
create unlogged table cluster.import_likeness (
    job          uuid          not null,
    line         integer       not null,
    ordinal      integer       not null,
    account      uuid          not null,
    likely       uuid,
    earlier_line integer,
    probability  numeric(5, 4) not null check (probability between 0 and 1),
    reasons      jsonb         not null,
    answer       text check (answer in ('REPORTED', 'DIFFERENT', 'LEFT_OUT')),
    primary key (job, line, ordinal),
    check (num_nonnulls(likely, earlier_line) = 1)
);
comment on column cluster.import_likeness.answer is 'What somebody said of the row; without it its pairs are left to the queue.';
grant select, insert, delete on cluster.import_likeness to yanzhen_app;
grant update (answer) on cluster.import_likeness to yanzhen_app;
alter table cluster.import_likeness enable row level security;
alter table cluster.import_likeness force row level security;
create policy own_only on cluster.import_likeness
    using (account = access.viewer_account() or access.viewer_role() = 'SYSTEM')
    with check (account = access.viewer_account() or access.viewer_role() = 'SYSTEM');

-- Who is called what, and where, is kept in memory for comparisons. Each statement that changes it leaves a mark that
-- names the organisations; one that changes very many leaves one without names. As with change_mark, marks are only
-- ever added and become visible with what they stand for.
create table cluster.register_mark (
    id            bigint generated always as identity primary key,
    organisations uuid[]
);
comment on column cluster.register_mark.organisations is 'Null where there were too many: all must be read anew.';
grant select, insert on cluster.register_mark to yanzhen_app;

create function cluster.mark_register(changed uuid[]) returns void
    language sql volatile
    begin atomic
        insert into cluster.register_mark (organisations)
        select case when cardinality(changed) <= 1000 then changed end where cardinality(changed) > 0;
    end;
create function cluster.mark_facts() returns trigger
    language plpgsql as $$
begin
    perform cluster.mark_register(array(select distinct organisation from fresh));
    return null;
end
$$;
create function cluster.mark_identities() returns trigger
    language plpgsql as $$
begin
    perform cluster.mark_register(array(
        select distinct touched from (
            select f.id as touched from fresh f
            union all select cluster.present_of(f.id) from fresh f where f.merged_into is not null
            union all select o.merged_into from former o where o.merged_into is not null
            union all select cluster.present_of(o.merged_into) from former o where o.merged_into is not null) t
        where touched is not null));
    return null;
end
$$;
grant execute on function cluster.mark_register(uuid[]) to yanzhen_app;
create trigger mark_register_of_new after insert on cluster.organisation_fact
    referencing new table as fresh for each statement execute function cluster.mark_facts();
create trigger mark_register_of_ended after update on cluster.organisation_fact
    referencing new table as fresh for each statement execute function cluster.mark_facts();
create trigger mark_register_of_identities after update on cluster.organisation
    referencing old table as former new table as fresh for each statement execute function cluster.mark_identities();
