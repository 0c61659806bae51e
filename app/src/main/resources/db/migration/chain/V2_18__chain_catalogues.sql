-- Catalogues of the five bases, as packs bring them.
create table chain.catalogue (
    key       text primary key,
    category  text    not null unique,
    indicator text    not null,
    target    integer not null check (target > 0),
    name_zh   text    not null,
    name_en   text    not null,
    document  text    not null,
    place     text    not null,
    note_zh   text    not null,
    note_en   text    not null,
    ordinal   integer not null
);

-- A node that the region sets out to master. Taken out it stays, with who did it and why.
create table chain.catalogue_item (
    id         uuid primary key default uuidv7(),
    catalogue  text        not null references chain.catalogue,
    node       uuid        not null references chain.node,
    listed_at  timestamptz not null,
    listed_by  text,
    reason     text        not null check (length(reason) between 2 and 500),
    ended_at   timestamptz,
    ended_by   text,
    end_reason text check (length(end_reason) between 2 and 500),
    constraint catalogue_item_ends check ((ended_at is null) = (end_reason is null) and ended_at >= listed_at)
);
create unique index catalogue_item_once on chain.catalogue_item (node) where ended_at is null;
create index catalogue_item_of on chain.catalogue_item (catalogue, listed_at desc);
grant select, insert, update on chain.catalogue, chain.catalogue_item to yanzhen_app;
