create schema chain;

create table chain.chain (
    key     text primary key check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    name_zh text    not null,
    name_en text    not null,
    clause  text    not null,
    owner   text    not null,
    ordinal integer not null
);

create table chain.stage (
    chain   text    not null references chain.chain,
    key     text    not null,
    name_zh text    not null,
    name_en text    not null,
    ordinal integer not null,
    primary key (chain, key)
);

create table chain.node (
    id        uuid primary key default uuidv7(),
    chain     text    not null references chain.chain,
    key       text    not null,
    stage     text    not null,
    kind      text    not null check (kind in ('material', 'component', 'equipment', 'software', 'process', 'product', 'service')),
    category  text    not null check (category in ('CORE_COMPONENT', 'BASIC_MATERIAL', 'ADVANCED_PROCESS', 'TECHNOLOGY_BASE', 'INDUSTRIAL_SOFTWARE', 'OTHER')),
    name_zh   text    not null,
    name_en   text    not null,
    essential boolean not null,
    ordinal   integer not null,
    constraint node_key_once unique (chain, key),
    foreign key (chain, stage) references chain.stage
);

create table chain.edge (
    supplier uuid not null references chain.node,
    consumer uuid not null references chain.node,
    kind     text not null check (kind in ('made-from', 'kind-of', 'equipment-for', 'software-for', 'step-before')),
    primary key (supplier, consumer),
    check (supplier <> consumer)
);
create index edge_by_consumer on chain.edge (consumer);

-- Who can make it, with what share of the market. A provider is an organisation of the register, or
-- somebody outside of it by name. No share means: not known.
create table chain.provision (
    id            uuid primary key default uuidv7(),
    node          uuid        not null references chain.node,
    organisation  uuid references cluster.organisation,
    provider_zh   text        not null,
    provider_en   text        not null,
    country       text        not null check (country ~ '^[A-Z]{2}$'),
    share         numeric(5, 2) check (share between 0 and 100),
    source_title  text        not null,
    source_url    text,
    as_of         date        not null,
    confidence    text        not null check (confidence in ('VERIFIED', 'COMPUTED', 'GENERAL_KNOWLEDGE', 'SYNTHETIC')),
    stale_after   date        not null,
    recorded_at   timestamptz not null,
    superseded_at timestamptz,
    synthetic     boolean     not null default false,
    check (stale_after > as_of),
    check (synthetic = (confidence = 'SYNTHETIC'))
);
create index provision_current on chain.provision (node) where superseded_at is null;
create unique index provision_once on chain.provision (node, provider_zh, country) where superseded_at is null;

-- A weak link keeps its identity over all runs that find it.
create table chain.weak_link (
    id         uuid primary key default uuidv7(),
    node       uuid        not null references chain.node,
    first_seen timestamptz not null,
    constraint weak_link_once unique (node)
);

create table chain.diagnosis (
    id       uuid primary key default uuidv7(),
    chain    text        not null references chain.chain,
    day      date        not null,
    known_at timestamptz not null,
    at       timestamptz not null
);
create index diagnosis_latest on chain.diagnosis (chain, at desc);

create table chain.node_state (
    diagnosis uuid    not null references chain.diagnosis,
    node      uuid    not null references chain.node,
    state     text    not null check (state in ('weak', 'watch', 'sound', 'unknown')),
    weight    integer not null,
    synthetic boolean not null,
    primary key (diagnosis, node)
);

create table chain.finding (
    diagnosis uuid    not null references chain.diagnosis,
    node      uuid    not null references chain.node,
    rule      text    not null,
    severity  text    not null check (severity in ('weak', 'watch', 'unknown')),
    measure   numeric,
    threshold numeric,
    weight    integer not null,
    text_zh   text    not null,
    text_en   text    not null,
    primary key (diagnosis, node, rule)
);

-- What is being done about a weak link, told by the modules above.
create table chain.response (
    weak_link uuid        not null references chain.weak_link,
    kind      text        not null,
    subject   uuid        not null,
    path      text        not null,
    title     text        not null,
    state     text        not null,
    at        timestamptz not null,
    primary key (weak_link, kind, subject)
);

grant usage on schema chain to yanzhen_app;
grant select, insert, update on chain.chain, chain.stage, chain.node, chain.provision, chain.response to yanzhen_app;
grant select, insert, delete on chain.edge to yanzhen_app;
grant select, insert on chain.weak_link, chain.diagnosis, chain.node_state, chain.finding to yanzhen_app;

-- Rules of the pack: when is a node weak.
create table chain.rule (
    key         text primary key,
    measure     text    not null check (measure in ('providers', 'hhi', 'foreign-share', 'domestic-providers', 'facts', 'stale-facts')),
    compare     text    not null check (compare in ('at-least', 'at-most')),
    watch       numeric,
    weak        numeric,
    unknown     numeric,
    weight      integer not null check (weight >= 0),
    name_zh     text    not null,
    name_en     text    not null,
    sentence_zh text    not null,
    sentence_en text    not null,
    document    text    not null,
    place       text    not null,
    note_zh     text    not null,
    note_en     text    not null,
    ordinal     integer not null,
    check (watch is not null or weak is not null or unknown is not null)
);
grant select, insert, update on chain.rule to yanzhen_app;
