-- Where the picture of a chain comes from: who drew it, from what, how sure.
alter table chain.chain
    add column owner_en          text,
    add column source_title_zh   text,
    add column source_title_en   text,
    add column source_url        text,
    add column source_as_of      date,
    add column source_confidence text check (source_confidence in ('VERIFIED', 'COMPUTED', 'GENERAL_KNOWLEDGE', 'SYNTHETIC')),
    add constraint chain_source_whole check (num_nulls(source_title_zh, source_title_en, source_as_of, source_confidence) in (0, 4));

-- A node that an import leaves out and somebody confirms to be gone. Its history stays.
alter table chain.node add column retired_at timestamptz;

-- Who stated a fact; how and why it ended. A correction is a new fact that names the one it replaces.
alter table chain.provision
    add column recorded_by text,
    add column replaces    uuid references chain.provision,
    add column ended       text check (ended in ('CORRECTED', 'WITHDRAWN')),
    add column ended_by    text,
    add column end_reason  text check (length(end_reason) <= 500),
    add constraint provision_ends_after check (superseded_at >= recorded_at),
    add constraint provision_end_whole check ((superseded_at is null) = (ended is null));
comment on column chain.provision.recorded_by is 'Name of whoever stated it, as shown at that time; null for the program itself.';
create index provision_history on chain.provision (node, recorded_at desc);
create unique index provision_replaced_once on chain.provision (replaces);
create index provision_by_organisation on chain.provision (organisation) where superseded_at is null;

-- Months after which a fact on a supplier counts as stale, from the pack's diagnosis.yaml.
alter table chain.rule add column fresh_months integer not null default 24 check (fresh_months > 0);

create index node_state_by_node on chain.node_state (node);
create index finding_by_node on chain.finding (node);

-- A chain handed in as tables, checked, waiting for its sender to say yes. Kept for a day.
create table chain.draft (
    id      uuid primary key default uuidv7(),
    account uuid        not null,
    content jsonb       not null,
    at      timestamptz not null
);
create index draft_by_account on chain.draft (account, at);
grant select, insert, delete on chain.draft to yanzhen_app;
grant delete on chain.stage to yanzhen_app;

alter table chain.draft enable row level security;
alter table chain.draft force row level security;
create policy read_by_its_sender on chain.draft for select using (account = access.viewer_account());
create policy insert_by_its_sender on chain.draft for insert with check (account = access.viewer_account());
create policy delete_by_its_sender on chain.draft for delete using (account = access.viewer_account());
