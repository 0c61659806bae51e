-- Who can be appointed as an expert, by name: whoever runs the region must know them, and nothing else of their accounts.
create table access.expert (
    account uuid primary key references access.account,
    name    text    not null,
    enabled boolean not null
);
grant select, insert, update on access.expert to yanzhen_app;

alter table access.account no force row level security;
insert into access.expert (account, name, enabled)
select id, name, enabled from access.account where role = 'EXPERT';
alter table access.account force row level security;

alter table access.expert enable row level security;
alter table access.expert force row level security;
create policy read_by_those_who_appoint on access.expert for select
    using (access.runs_region() or access.keeps_accounts() or account = access.viewer_account());
create policy listed_by_administrator on access.expert for insert with check (access.keeps_accounts());
create policy changed_by_administrator on access.expert for update
    using (access.keeps_accounts()) with check (access.keeps_accounts());

create function access.list_expert() returns trigger
    language plpgsql as $$
begin
    insert into access.expert (account, name, enabled) values (new.id, new.name, new.enabled)
    on conflict (account) do update set name = excluded.name, enabled = excluded.enabled;
    return null;
end
$$;
create trigger list_expert after insert or update of name, enabled on access.account
    for each row when (new.role = 'EXPERT') execute function access.list_expert();
