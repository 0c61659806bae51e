-- A share can be known, unknown, or negligible: too small to be told, which is neither 0 nor unknown.
-- A record can speak of one firm, or of all makers of a country together.
alter table chain.provision
    add column negligible boolean not null default false,
    add column total      boolean not null default false,
    add constraint provision_negligible_without_number check (not negligible or share is null),
    add constraint provision_total_is_nobody check (not total or organisation is null);
comment on column chain.provision.negligible is 'The share is known to be too small to be told.';
comment on column chain.provision.total is 'All makers of the country together, not one firm.';

-- Whom a chain's tables name as providers, whether or not they are said to make anything.
create table chain.provider (
    id           uuid primary key default uuidv7(),
    chain        text        not null references chain.chain,
    name_zh      text        not null,
    name_en      text        not null,
    country      text        not null check (country ~ '^[A-Z]{2}$'),
    total        boolean     not null,
    known_at     timestamptz not null,
    known_by     text,
    ended_at     timestamptz,
    ended_by     text,
    end_reason   text check (length(end_reason) <= 500),
    constraint provider_ends_after check (ended_at >= known_at)
);
create unique index provider_once on chain.provider (chain, name_zh, country) where ended_at is null;
grant select, insert, update on chain.provider to yanzhen_app;

-- What it is and how large its market is, in words.
alter table chain.node_fact drop constraint node_fact_value;
alter table chain.node_fact add constraint node_fact_value check (case kind
    when 'DESCRIPTION' then length(value) between 2 and 4000
    when 'MARKET_SIZE' then length(value) between 2 and 200
    when 'INDUSTRY_CODE' then value ~ '^[A-T]([0-9]{2,4})?$'
    when 'CUSTOMS_CODE' then value ~ '^[0-9]{6,10}$'
    when 'SUBSTITUTABLE' then value in ('true', 'false')
    when 'READINESS' then value ~ '^[1-9]$'
    when 'FOREIGN_DEPENDENCE' then value ~ '^[0-9]{1,3}(\.[0-9]{1,2})?$' and value::numeric <= 100
    when 'PATENTS' then value ~ '^[0-9]{1,7}$'
    when 'STANDARDS' then value ~ '^[0-9]{1,7}$'
    when 'PATENT' then length(value) between 2 and 200
    when 'STANDARD' then length(value) between 2 and 200
    else false end);
