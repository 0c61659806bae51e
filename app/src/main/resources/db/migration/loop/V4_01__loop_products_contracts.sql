create schema loop;

-- 产品: what a maker offers, listed from an accepted outcome or without one.
create table loop.product (
    id               uuid primary key default uuidv7(),
    maker            uuid        not null references cluster.organisation,
    district         text        not null,
    name             text        not null check (length(name) between 2 and 200),
    model            text        not null default '' check (length(model) <= 100),
    category         text check (category in ('FIRST_SET', 'FIRST_VERSION', 'FIRST_BATCH')),
    first_sold_on    date,
    outcome          uuid references challenge.outcome,
    listed_on        date        not null,
    recorded_at      timestamptz not null,
    withdrawn_on     date check (withdrawn_on >= listed_on),
    withdrawn_reason text,
    withdrawn_at     timestamptz,
    synthetic        boolean     not null default false,
    demo_key         text unique,
    check ((withdrawn_on is null) = (withdrawn_reason is null)),
    check ((withdrawn_on is null) = (withdrawn_at is null)),
    check (demo_key is null or synthetic)
);
comment on column loop.product.category is '首台套、首版次、首批次 as the maker declares it; nobody has recognised it yet.';
create unique index product_once on loop.product (maker, name, model) where withdrawn_on is null;
create index product_by_outcome on loop.product (outcome);
create index product_listed on loop.product (listed_on desc, id desc);

-- 技术合同: handed in by the seller, decided by an officer within 30 days.
create table loop.contract (
    id              uuid primary key default uuidv7(),
    number          text        not null check (number ~ '^[^[:cntrl:]]{3,60}$'),
    name            text        not null check (length(name) between 2 and 200),
    type            text        not null check (type in ('DEVELOPMENT', 'TRANSFER', 'LICENCE', 'CONSULTING', 'SERVICE')),
    seller          uuid        not null references cluster.organisation,
    seller_district text        not null,
    buyer           uuid references cluster.organisation,
    buyer_name      text        not null check (length(buyer_name) between 2 and 200),
    buyer_region    text        not null check (buyer_region ~ '^[1-9][0-9]{5}$'),
    total_fen       bigint      not null check (total_fen > 0),
    technical_fen   bigint      not null check (technical_fen >= 0),
    signed_on       date        not null,
    submitted_on    date        not null check (submitted_on >= signed_on),
    recorded_at     timestamptz not null,
    due_on          date        not null generated always as (submitted_on + 30) stored,
    state           text        not null default 'PENDING' check (state in ('PENDING', 'REGISTERED', 'REFUSED')),
    decided_on      date check (decided_on >= submitted_on),
    decided_at      timestamptz,
    year            integer,
    serial          integer check (serial > 0),
    reason          text,
    outcome         uuid references challenge.outcome,
    product         uuid references loop.product,
    synthetic       boolean     not null default false,
    constraint technical_part_within_total check (technical_fen <= total_fen),
    constraint seller_is_not_buyer check (seller <> buyer),
    constraint decided_when_not_pending check ((state = 'PENDING') = (decided_on is null) and (state = 'PENDING') = (decided_at is null)),
    constraint refused_with_a_reason check ((state = 'REFUSED') = (reason is not null)),
    constraint registered_with_a_serial check ((state = 'REGISTERED') = (serial is not null) and (state = 'REGISTERED') = (year is not null)),
    constraint year_of_registration check (year = extract(year from decided_on)),
    constraint serial_once unique (year, serial)
);
comment on column loop.contract.total_fen is '合同成交总额, hundredths of a yuan; indicator 15 adds these up.';
comment on column loop.contract.technical_fen is '技术交易额: the total without equipment, parts and raw materials.';
-- 一次登记: the same contract is registered once; a refused one may be handed in again.
create unique index contract_once on loop.contract (number) where state <> 'REFUSED';
create index contract_by_decision on loop.contract (decided_on) where state = 'REGISTERED';
create index contract_by_seller on loop.contract (seller);
create index contract_by_buyer on loop.contract (buyer);
create index contract_by_outcome on loop.contract (outcome);
create index contract_listed on loop.contract (submitted_on desc, id desc);

grant usage on schema loop to yanzhen_app;
grant select, insert, update on loop.product, loop.contract to yanzhen_app;

-- A catalogue is there to be read; only its maker writes in it.
alter table loop.product enable row level security;
alter table loop.product force row level security;
create policy read_by_anyone on loop.product for select using (access.anyone());
create policy insert_by_maker on loop.product for insert
    with check (access.acts_for(maker) or access.viewer_role() = 'SYSTEM');
create policy update_by_maker on loop.product for update
    using (access.acts_for(maker) or access.runs_region())
    with check (access.acts_for(maker) or access.runs_region());

-- A contract is its parties' affair and the registry's. Sums over all are public and are computed by the program itself.
alter table loop.contract enable row level security;
alter table loop.contract force row level security;
create policy read_by_parties_and_registry on loop.contract for select
    using (access.sees_region() or access.oversees(seller_district) or access.acts_for(seller) or access.acts_for(buyer));
create policy insert_by_seller on loop.contract for insert
    with check (access.acts_for(seller) or access.viewer_role() = 'SYSTEM');
create policy update_by_registry on loop.contract for update
    using (access.runs_region() or access.oversees(seller_district))
    with check (access.runs_region() or access.oversees(seller_district));
