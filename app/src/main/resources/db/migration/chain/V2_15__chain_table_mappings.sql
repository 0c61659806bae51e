-- A table of anybody's making, handed in to be mapped to ours. Kept for a day, for its sender alone.
create table chain.handed_table (
    id      uuid primary key default uuidv7(),
    account uuid        not null,
    name    text        not null,
    holds   text        not null,
    chain   text        not null references chain.chain,
    content jsonb       not null,
    at      timestamptz not null
);
create index handed_table_by_account on chain.handed_table (account, at);

-- Which column an account took for which field the last time that it saw these heads.
create table chain.mapping (
    account uuid        not null,
    holds   text        not null,
    heads   text        not null,
    mapping jsonb       not null,
    at      timestamptz not null,
    primary key (account, holds, heads)
);

grant select, insert, delete on chain.handed_table, chain.mapping to yanzhen_app;

alter table chain.handed_table enable row level security;
alter table chain.handed_table force row level security;
create policy read_by_its_sender on chain.handed_table for select using (account = access.viewer_account());
create policy insert_by_its_sender on chain.handed_table for insert with check (account = access.viewer_account());
create policy delete_by_its_sender on chain.handed_table for delete using (account = access.viewer_account());

alter table chain.mapping enable row level security;
alter table chain.mapping force row level security;
create policy read_by_its_account on chain.mapping for select using (account = access.viewer_account());
create policy insert_by_its_account on chain.mapping for insert with check (account = access.viewer_account());
create policy delete_by_its_account on chain.mapping for delete using (account = access.viewer_account());
