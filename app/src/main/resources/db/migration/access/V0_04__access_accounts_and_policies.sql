-- Accounts are looked after by the security administrator; who may see or change one is now also the database's affair.

alter table access.account
    add column epoch           bigint not null default 0,
    add column failing_since   timestamptz,
    add column last_log_in     timestamptz,
    add column disabled_reason text check (length(disabled_reason) between 2 and 500),
    add constraint reason_only_while_disabled check (not enabled or disabled_reason is null);
comment on column access.account.epoch is 'Grows with everything that must end the account''s sessions; a session remembers the one it began in.';
comment on column access.account.failing_since is 'First of the failures that are counted; an older one is forgotten after the time of the lock.';

create index account_by_name on access.account using gin (name gin_trgm_ops);

-- 三权分立: an account keeps its role, so that none can pass from one kind of administrator to another.
create function access.keep_role_and_count_epoch() returns trigger
    language plpgsql as $$
begin
    if new.role <> old.role or new.login <> old.login then
        raise exception 'An account keeps its login and its role. Open another account for another role.'
            using errcode = 'check_violation', constraint = 'account_keeps_role';
    end if;
    if (new.district, new.enabled, new.password) is distinct from (old.district, old.enabled, old.password) then
        new.epoch := old.epoch + 1;
    end if;
    return new;
end
$$;
create trigger keep_role_and_count_epoch before update on access.account
    for each row execute function access.keep_role_and_count_epoch();

-- A changed mandate ends sessions too; and administrators, auditors, experts and nodes act for nobody.
create function access.mandate_changes_account() returns trigger
    language plpgsql as $$
begin
    if tg_op = 'INSERT' and exists (
            select from access.account a where a.id = new.account
            and a.role not in ('CITY_OFFICER', 'CHAIN_TASK_FORCE', 'DISTRICT_OFFICER', 'ENTERPRISE', 'INSTITUTE', 'FINANCIER')) then
        raise exception 'An account of this role acts for no organisation.'
            using errcode = 'check_violation', constraint = 'mandate_only_for_some_roles';
    end if;
    update access.account set epoch = epoch + 1 where id = coalesce(new.account, old.account);
    if not found then
        raise exception 'The account of the mandate cannot be seen.' using errcode = 'insufficient_privilege';
    end if;
    return null;
end
$$;
create trigger mandate_changes_account after insert or delete on access.mandate
    for each row execute function access.mandate_changes_account();

create index invitation_by_account on access.invitation (account) where used_at is null;
alter table access.invitation
    add constraint new_password_has_an_account check (purpose <> 'NEW_PASSWORD' or account is not null);

-- Looks after accounts.
create function access.keeps_accounts() returns boolean
    language sql stable parallel safe
    return coalesce(access.viewer_role() in ('SYSTEM', 'SECURITY_ADMIN'), false);

alter table access.account enable row level security;
alter table access.account force row level security;
create policy read_own_or_all on access.account for select
    using (access.keeps_accounts() or id = access.viewer_account());
create policy open_by_administrator on access.account for insert with check (access.keeps_accounts());
create policy change_own_or_all on access.account for update
    using (access.keeps_accounts() or id = access.viewer_account())
    with check (access.keeps_accounts() or id = access.viewer_account());

alter table access.mandate enable row level security;
alter table access.mandate force row level security;
create policy read_own_or_all on access.mandate for select
    using (access.keeps_accounts() or account = access.viewer_account());
create policy grant_by_administrator on access.mandate for insert with check (access.keeps_accounts());
create policy revoke_by_administrator on access.mandate for delete using (access.keeps_accounts());

alter table access.invitation enable row level security;
alter table access.invitation force row level security;
create policy read_own_or_all on access.invitation for select
    using (access.keeps_accounts() or account = access.viewer_account());
create policy issue_by_administrator on access.invitation for insert with check (access.keeps_accounts());
create policy use_own_or_all on access.invitation for update
    using (access.keeps_accounts() or account = access.viewer_account())
    with check (access.keeps_accounts() or account = access.viewer_account());
