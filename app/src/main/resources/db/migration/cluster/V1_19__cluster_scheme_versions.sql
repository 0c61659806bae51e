-- 规定版本: the rules of a scheme as they hold over a period. One that the pack gives no versions has a single one, of no known beginning and end.
create table cluster.scheme_version (
    scheme            text      not null references cluster.scheme,
    key               text      not null check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    ordinal           integer   not null,
    name_zh           text,
    name_en           text,
    valid             daterange not null check (not isempty(valid)),
    cycle_months      integer check (cycle_months > 0),
    validity_months   integer check (validity_months > 0),
    document          text      not null,
    place             text      not null,
    mark              text      not null check (mark in ('verified', 'to-be-confirmed')),
    reading_zh        text,
    reading_en        text,
    quotas            jsonb check (jsonb_typeof(quotas) = 'object'),
    transition        jsonb check (jsonb_typeof(transition) = 'object'),
    held_until        date,
    cycle_anew        boolean   not null default false,
    primary key (scheme, key),
    check ((name_zh is null) = (name_en is null)),
    check ((reading_zh is null) = (reading_en is null)),
    constraint scheme_versions_never_overlap exclude using gist (scheme with =, valid with &&)
);
comment on column cluster.scheme_version.valid is 'Its beginning is open where it could not be read.';
comment on column cluster.scheme_version.held_until is 'Day on which what was granted under earlier versions ends at the latest; null where it runs to its own end.';
comment on column cluster.scheme_version.cycle_anew is 'Whether its cycle of evaluation is also that of what was granted before.';
grant select, insert, update, delete on cluster.scheme_version to yanzhen_app;
create trigger mark_change after insert or update or delete on cluster.scheme_version
    for each statement execute function cluster.mark_change();

insert into cluster.scheme_version (scheme, key, ordinal, valid, cycle_months, validity_months, document, place, mark)
select key, '1', 1, daterange(null, null), cycle_months, validity_months, document, place, mark from cluster.scheme;

alter table cluster.scheme
    drop column cycle_months, drop column validity_months,
    drop column document, drop column place, drop column mark;

-- Which version stands on a day: the one in force; where none is, the last one that has begun; before the first, the first.
create function cluster.version_on(of_scheme text, day date) returns text
    language sql stable as $$
    select v.key from cluster.scheme_version v where v.scheme = of_scheme
    order by v.valid @> day desc, coalesce(lower(v.valid) <= day, true) desc,
             case when coalesce(lower(v.valid) <= day, true)
                  then day - coalesce(lower(v.valid), date '0001-01-01')
                  else lower(v.valid) - day end
    limit 1
$$;

-- Months between the evaluations of what was granted on a day: of the version that stood then, or of a later one that has begun and holds for all.
create function cluster.cycle_of(of_scheme text, granted date, today date) returns integer
    language sql stable as $$
    select v.cycle_months from cluster.scheme_version v
    where v.scheme = of_scheme
      and (v.key = cluster.version_on(of_scheme, granted)
           or v.cycle_anew and lower(v.valid) > granted and lower(v.valid) <= today)
    order by lower(v.valid) desc nulls last limit 1
$$;

-- Day on which what is granted on a day ends at the latest, by the transition to a later version; null where none says so.
create function cluster.latest_end(of_scheme text, granted date) returns date
    language sql stable as $$
    select min(v.held_until) from cluster.scheme_version v where v.scheme = of_scheme and lower(v.valid) > granted
$$;

-- Conditions, grounds and procedures are those of a version. The pack is read anew after a change of the program, or is the same.
alter table cluster.condition add column version text not null default '1';
alter table cluster.condition alter column version drop default;
alter table cluster.condition drop constraint condition_pkey, add primary key (scheme, version, ordinal),
    add foreign key (scheme, version) references cluster.scheme_version;
alter table cluster.ground add column version text not null default '1';
alter table cluster.ground alter column version drop default;
alter table cluster.ground drop constraint ground_pkey, add primary key (scheme, version, ordinal),
    add foreign key (scheme, version) references cluster.scheme_version;
alter table cluster.procedure add column version text not null default '1';
alter table cluster.procedure alter column version drop default;
alter table cluster.procedure drop constraint procedure_pkey, add primary key (scheme, version),
    add foreign key (scheme, version) references cluster.scheme_version;

-- A round keeps the version that it was opened under, and its terms.
alter table cluster.round
    add column version         text not null default '1',
    add column cycle_months    integer check (cycle_months > 0),
    add column validity_months integer check (validity_months > 0);
alter table cluster.round alter column version drop default;
update cluster.round r set cycle_months = v.cycle_months, validity_months = v.validity_months
from cluster.scheme_version v where v.scheme = r.scheme and v.key = '1';

-- 过渡期满: ended by the transition to other rules.
alter table cluster.recognition drop constraint recognition_ended_check;
alter table cluster.recognition add constraint recognition_ended_check check (ended in ('REVOKED', 'SUCCEEDED', 'CEASED', 'TRANSITION'));
