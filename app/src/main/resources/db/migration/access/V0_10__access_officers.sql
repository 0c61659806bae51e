-- Colleagues, by name: whom an officer may give work to. Nothing else of their accounts.
create table access.officer (
    account  uuid primary key references access.account,
    name     text    not null,
    role     text    not null check (role in ('CITY_OFFICER', 'DISTRICT_OFFICER')),
    district text,
    enabled  boolean not null
);
grant select, insert, update on access.officer to yanzhen_app;

alter table access.account no force row level security;
insert into access.officer (account, name, role, district, enabled)
select id, name, role, district, enabled from access.account where role in ('CITY_OFFICER', 'DISTRICT_OFFICER');
alter table access.account force row level security;

alter table access.officer enable row level security;
alter table access.officer force row level security;
create policy read_by_colleagues on access.officer for select
    using (access.runs_region() or access.keeps_accounts() or access.oversees(district)
        or account = access.viewer_account());
create policy listed_by_administrator on access.officer for insert with check (access.keeps_accounts());
create policy changed_by_administrator on access.officer for update
    using (access.keeps_accounts()) with check (access.keeps_accounts());

create function access.list_officer() returns trigger
    language plpgsql as $$
begin
    insert into access.officer (account, name, role, district, enabled)
    values (new.id, new.name, new.role, new.district, new.enabled)
    on conflict (account) do update
    set name = excluded.name, district = excluded.district, enabled = excluded.enabled;
    return null;
end
$$;
create trigger list_officer after insert or update of name, district, enabled on access.account
    for each row when (new.role in ('CITY_OFFICER', 'DISTRICT_OFFICER')) execute function access.list_officer();
