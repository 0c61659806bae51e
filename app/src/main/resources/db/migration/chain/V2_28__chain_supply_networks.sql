-- 供应网络数据: who sells how much to whom, as somebody handed it in. Protected: the city, the task force and
-- auditors read it, nobody else, and every look at it leaves a row in chain.look.
create table chain.supply_content (
    digest text primary key check (digest ~ '^[0-9a-f]{64}$'),
    firms  bytea not null,
    links  bytea not null
);
alter table chain.supply_content alter column firms set storage external;
alter table chain.supply_content alter column links set storage external;
comment on table chain.supply_content is 'The firms as gzipped JSON and the links in the engine''s binary form, once for each content.';

create table chain.supply_network (
    id          uuid primary key default uuidv7(),
    key         text        not null check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(key) <= 60),
    version     integer     not null check (version > 0),
    head        jsonb       not null,
    synthetic   boolean     not null,
    firms       integer     not null check (firms > 0),
    links       integer     not null check (links >= 0),
    merged      bigint      not null check (merged >= 0),
    left_out    jsonb       not null,
    digest      text        not null references chain.supply_content,
    recorded_at timestamptz not null,
    recorded_by text,
    constraint supply_network_version_once unique (key, version)
);
comment on column chain.supply_network.left_out is 'How many rows are no links, and the first of them with their reasons.';

-- Handed in, looked at by its sender, not stored yet. Kept for a day.
create table chain.supply_draft (
    id       uuid primary key default uuidv7(),
    account  uuid        not null,
    key      text        not null,
    head     jsonb       not null,
    counts   jsonb       not null,
    left_out jsonb       not null,
    digest   text        not null,
    firms    bytea       not null,
    links    bytea       not null,
    at       timestamptz not null
);
create index supply_draft_by_account on chain.supply_draft (account, at);

-- 推演: a question to a network and its answer; the same question has one answer.
create table chain.what_if (
    id       uuid primary key default uuidv7(),
    network  uuid        not null references chain.supply_network,
    question text        not null unique check (question ~ '^[0-9a-f]{64}$'),
    asked    jsonb       not null,
    answer   jsonb       not null,
    losses   bytea       not null,
    digest   text        not null check (digest ~ '^[0-9a-f]{64}$'),
    asked_at timestamptz not null,
    asked_by text
);
create index what_if_by_network on chain.what_if (network, asked_at desc);
comment on column chain.what_if.question is 'SHA-256 of the content of the network, what happens and the settings.';
comment on column chain.what_if.digest is 'SHA-256 of the losses: the same question gives the same bits.';

-- 系统性风险计算: every firm fails alone; long work with progress that can be left and taken up again.
create table chain.risk_run (
    id         uuid primary key default uuidv7(),
    network    uuid        not null references chain.supply_network,
    question   text        not null check (question ~ '^[0-9a-f]{64}$'),
    reading    jsonb       not null,
    state      text        not null check (state in ('WAITING', 'RUNNING', 'DONE', 'CANCELLED', 'INTERRUPTED', 'FAILED')),
    done       integer     not null default 0 check (done between 0 and total),
    total      integer     not null,
    begun_at   timestamptz not null,
    begun_by   text,
    beat_at    timestamptz not null,
    ended_at   timestamptz,
    indices    bytea,
    counts_at  timestamptz,
    constraint risk_run_done_has_indices check ((state = 'DONE') = (indices is not null))
);
create unique index risk_run_once on chain.risk_run (question) where state in ('WAITING', 'RUNNING', 'DONE');
create index risk_run_by_network on chain.risk_run (network, begun_at desc);
comment on column chain.risk_run.counts_at is 'Since when diagnosis reads it: only runs with the usual settings count.';

-- 环节的系统性风险: what a run says of all makers of a node together; diagnosis asks for it.
create table chain.node_risk (
    run     uuid             not null references chain.risk_run,
    node    uuid             not null references chain.node,
    makers  integer          not null check (makers > 0),
    highest double precision not null check (highest >= 0),
    total   double precision not null check (total >= highest),
    primary key (run, node)
);

-- 查阅记录: who looked at protected supplier data, and at what.
create table chain.look (
    id      uuid primary key default uuidv7(),
    account uuid,
    who     text        not null,
    role    text        not null,
    what    text        not null check (what in ('NETWORK', 'FIRM', 'RUN', 'REASON', 'RANKING', 'EXPORT')),
    subject uuid        not null,
    detail  text        not null,
    at      timestamptz not null
);
create index look_by_time on chain.look (at desc, id desc);

-- 推演规则: the rules of the pack, replaced as a whole.
create table chain.cascade_book (
    one     boolean primary key default true check (one),
    content jsonb   not null
);

grant select, insert, delete on chain.cascade_book to yanzhen_app;
grant select, insert on chain.supply_content, chain.supply_network, chain.what_if, chain.look, chain.node_risk to yanzhen_app;
grant select, insert, delete on chain.supply_draft to yanzhen_app;
grant select, insert, update on chain.risk_run to yanzhen_app;

-- Writes what chain work brings: the city, packs and the task force.
create function chain.viewer_does_chain_work() returns boolean
    language sql stable parallel safe
    return access.runs_region() or coalesce(access.viewer_role() = 'CHAIN_TASK_FORCE', false);

alter table chain.cascade_book enable row level security;
alter table chain.cascade_book force row level security;
create policy read_by_everyone on chain.cascade_book for select using (true);
create policy insert_by_the_region on chain.cascade_book for insert with check (access.runs_region());
create policy delete_by_the_region on chain.cascade_book for delete using (access.runs_region());

alter table chain.supply_content enable row level security;
alter table chain.supply_content force row level security;
create policy read_across_the_region on chain.supply_content for select using (access.sees_region());
create policy insert_by_chain_work on chain.supply_content for insert with check (chain.viewer_does_chain_work());

alter table chain.supply_network enable row level security;
alter table chain.supply_network force row level security;
create policy read_across_the_region on chain.supply_network for select using (access.sees_region());
create policy insert_by_chain_work on chain.supply_network for insert with check (chain.viewer_does_chain_work());

alter table chain.supply_draft enable row level security;
alter table chain.supply_draft force row level security;
create policy read_by_its_sender on chain.supply_draft for select using (account = access.viewer_account());
create policy insert_by_its_sender on chain.supply_draft for insert with check (account = access.viewer_account());
create policy delete_by_its_sender on chain.supply_draft for delete using (account = access.viewer_account());

alter table chain.what_if enable row level security;
alter table chain.what_if force row level security;
create policy read_across_the_region on chain.what_if for select using (access.sees_region());
create policy insert_by_chain_work on chain.what_if for insert with check (chain.viewer_does_chain_work());

alter table chain.risk_run enable row level security;
alter table chain.risk_run force row level security;
create policy read_across_the_region on chain.risk_run for select using (access.sees_region());
create policy insert_by_chain_work on chain.risk_run for insert with check (chain.viewer_does_chain_work());
create policy update_by_chain_work on chain.risk_run for update
    using (chain.viewer_does_chain_work()) with check (chain.viewer_does_chain_work());

alter table chain.node_risk enable row level security;
alter table chain.node_risk force row level security;
create policy read_across_the_region on chain.node_risk for select using (access.sees_region());
create policy insert_by_chain_work on chain.node_risk for insert with check (chain.viewer_does_chain_work());

alter table chain.look enable row level security;
alter table chain.look force row level security;
create policy read_by_auditors on chain.look for select
    using (coalesce(access.viewer_role() in ('AUDITOR', 'AUDIT_ADMIN'), false));
create policy insert_for_oneself on chain.look for insert
    with check (account is not distinct from access.viewer_account());
