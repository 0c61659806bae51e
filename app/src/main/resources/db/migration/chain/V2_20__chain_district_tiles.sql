-- 区位示意图: where the districts stand in the schematic map of the pack. Nothing is measured on it.
create table chain.district_tile (
    code      text primary key references cluster.region,
    at_column integer not null check (at_column between 0 and 20),
    at_row    integer not null check (at_row between 0 and 20),
    constraint district_tile_once unique (at_column, at_row)
);
grant select, insert, delete on chain.district_tile to yanzhen_app;

-- The map is public; packs bring it.
alter table chain.district_tile enable row level security;
alter table chain.district_tile force row level security;
create policy read_by_anyone on chain.district_tile for select using (access.anyone());
create policy insert_by_city on chain.district_tile for insert with check (access.runs_region());
create policy delete_by_city on chain.district_tile for delete using (access.runs_region());
