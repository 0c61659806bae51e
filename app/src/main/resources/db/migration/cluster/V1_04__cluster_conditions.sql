-- What rules may speak of, and the conditions of each scheme as the loaded pack has them.
create table cluster.datum (
    key     text primary key check (key ~ '^[a-z][a-z0-9_]*$'),
    kind    text    not null check (kind in ('MONEY', 'PEOPLE', 'YEARS', 'SHARE', 'COUNT', 'POINTS', 'PLACE')),
    yearly  boolean not null,
    form    text    not null,
    name_zh text    not null,
    name_en text    not null,
    ordinal integer not null
);

create table cluster.condition (
    scheme     text    not null references cluster.scheme,
    ordinal    integer not null,
    name_zh    text    not null,
    name_en    text    not null,
    rule       text check (length(rule) between 1 and 2000),
    reading_zh text,
    reading_en text,
    document   text    not null,
    place      text    not null,
    mark       text    not null check (mark in ('verified', 'to-be-confirmed')),
    primary key (scheme, ordinal),
    check ((reading_zh is null) = (reading_en is null))
);
comment on column cluster.condition.rule is 'Null where people judge.';

grant select, insert, update, delete on cluster.datum, cluster.condition to yanzhen_app;
