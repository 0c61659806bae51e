-- 区位示意图: where the districts stand in the schematic map of the pack. Nothing is measured on it.
create table chain.district_tile (
    code      text primary key references cluster.region,
    at_column integer not null check (at_column between 0 and 20),
    at_row    integer not null check (at_row between 0 and 20),
    constraint district_tile_once unique (at_column, at_row) deferrable initially deferred
);
grant select, insert, update, delete on chain.district_tile to yanzhen_app;
