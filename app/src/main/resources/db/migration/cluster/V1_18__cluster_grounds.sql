-- 终止与撤销的事由 of each scheme, as the loaded pack has them.
create table cluster.ground (
    scheme     text    not null references cluster.scheme,
    ordinal    integer not null,
    way        text    not null check (way in ('LAPSE', 'REVOCATION')),
    name_zh    text    not null,
    name_en    text    not null,
    reading_zh text,
    reading_en text,
    document   text,
    place      text,
    mark       text check (mark in ('verified', 'to-be-confirmed')),
    primary key (scheme, ordinal),
    check ((reading_zh is null) = (reading_en is null)),
    check (num_nulls(document, place, mark) in (0, 3)),
    check (document is not null or reading_zh is not null)
);
grant select, insert, update, delete on cluster.ground to yanzhen_app;
