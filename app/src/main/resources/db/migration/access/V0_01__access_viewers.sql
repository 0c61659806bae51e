-- Who looks: set for each transaction by the application, read by every row-level policy.
-- An unset viewer sees no row of any tenant table.

create schema access;

create function access.viewer_role() returns text
    language sql stable parallel safe
    return nullif(current_setting('yanzhen.role', true), '');

create function access.viewer_account() returns uuid
    language sql stable parallel safe
    return nullif(current_setting('yanzhen.account', true), '')::uuid;

create function access.viewer_district() returns text
    language sql stable parallel safe
    return nullif(current_setting('yanzhen.district', true), '');

-- Somebody is there, be it a visitor.
create function access.anyone() returns boolean
    language sql stable parallel safe
    return access.viewer_role() is not null;

-- Reads across the whole region.
create function access.sees_region() returns boolean
    language sql stable parallel safe
    return coalesce(access.viewer_role() in ('SYSTEM', 'CITY_OFFICER', 'CHAIN_TASK_FORCE', 'AUDITOR'), false);

-- Writes across the whole region.
create function access.runs_region() returns boolean
    language sql stable parallel safe
    return coalesce(access.viewer_role() in ('SYSTEM', 'CITY_OFFICER'), false);

-- The viewer is the officer of this district.
create function access.oversees(district text) returns boolean
    language sql stable parallel safe
    return coalesce(access.viewer_role() = 'DISTRICT_OFFICER' and access.viewer_district() = district, false);

-- The viewer acts for this organisation.
create function access.acts_for(organisation uuid) returns boolean
    language sql stable parallel safe
    return coalesce(organisation = any (coalesce(nullif(current_setting('yanzhen.organisations', true), ''), '{}')::uuid[]), false);

create table access.account (
    id              uuid primary key default uuidv7(),
    login           text        not null check (login ~ '^[a-z0-9][a-z0-9._@-]{1,63}$'),
    name            text        not null check (length(name) between 1 and 100),
    role            text        not null check (role in (
        'CITY_OFFICER', 'CHAIN_TASK_FORCE', 'DISTRICT_OFFICER', 'ENTERPRISE', 'INSTITUTE', 'EXPERT',
        'FINANCIER', 'AUDITOR', 'SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN', 'NODE')),
    district        text check (district ~ '^[1-9][0-9]{5}$'),
    password        text,
    synthetic       boolean     not null default false,
    enabled         boolean     not null default true,
    failures        integer     not null default 0 check (failures >= 0),
    locked_until    timestamptz,
    created_at      timestamptz not null,
    constraint account_login_once unique (login),
    constraint district_officers_have_a_district check (role <> 'DISTRICT_OFFICER' or district is not null)
);
comment on table access.account is 'One person in one role: no account can hold two, so no account can be two kinds of administrator.';

-- Whom an account may act for. The organisation register refers to these ids, not the other way round:
-- access lies below it.
create table access.mandate (
    account      uuid        not null references access.account,
    organisation uuid        not null,
    granted_at   timestamptz not null,
    primary key (account, organisation)
);
create index mandate_by_organisation on access.mandate (organisation);

-- One-time links: first administrator, new password.
create table access.invitation (
    token_digest bytea primary key,
    account      uuid references access.account,
    purpose      text        not null check (purpose in ('FIRST_ADMINISTRATOR', 'NEW_PASSWORD')),
    expires_at   timestamptz not null,
    used_at      timestamptz
);

grant usage on schema access to yanzhen_app;
grant select, insert, update on access.account, access.invitation to yanzhen_app;
grant select, insert, delete on access.mandate to yanzhen_app;
