-- The plan as data of a pack. Nothing in these tables is changed: a changed row of the pack ends what was
-- known before and begins a new one, so that every page can be asked as it stood at an earlier moment.
create schema plan;

create table plan.outline (
    id          uuid primary key default uuidv7(),
    document    text        not null,
    name_zh     text        not null,
    name_en     text        not null,
    baseline_on date        not null,
    ends_on     date        not null check (ends_on > baseline_on),
    digest      text        not null,
    known       tstzrange   not null check (not isempty(known)),
    exclude using gist (known with &&)
);

create table plan.clause (
    id         uuid primary key default uuidv7(),
    key        text        not null,
    parent     text        check (parent <> key),
    position   integer     not null check (position > 0),
    kind       text        not null,
    place      text        not null,
    title_zh   text        not null,
    title_en   text        not null,
    wording_zh text        not null,
    wording_en text        not null,
    digest     text        not null,
    known      tstzrange   not null check (not isempty(known)),
    exclude using gist (key with =, known with &&)
);

create table plan.series (
    id      uuid primary key default uuidv7(),
    key     text        not null,
    name_zh text        not null,
    name_en text        not null,
    unit_zh text        not null,
    unit_en text        not null,
    digest  text        not null,
    known   tstzrange   not null check (not isempty(known)),
    exclude using gist (key with =, known with &&)
);

create table plan.indicator (
    id      uuid primary key default uuidv7(),
    number  integer     not null check (number > 0),
    content jsonb       not null check (content ? 'wording' and content ? 'own' and content ? 'shape'),
    digest  text        not null,
    known   tstzrange   not null check (not isempty(known)),
    exclude using gist (number with =, known with &&)
);
comment on column plan.indicator.content is 'The indicator as the application''s record Indicator: it is read whole or not at all.';

-- One published value in one vintage. subject: an indicator by its number, or a series by its key.
create table plan.figure (
    id           uuid primary key default uuidv7(),
    of_indicator boolean     not null,
    subject      text        not null,
    component    text        not null default '',
    period       text        not null check (period ~ '^[0-9]{4}(-[0-9]{2})?$'),
    as_of        date        not null,
    published_on date        check (published_on >= as_of),
    value        numeric     not null,
    qualifier    text        not null check (qualifier in ('EXACT', 'ABOUT', 'MORE_THAN', 'INTERIM')),
    confidence   text        not null check (confidence in ('VERIFIED', 'COMPUTED', 'GENERAL_KNOWLEDGE')),
    source_title text        not null,
    source_url   text        check (source_url ~ '^https?://'),
    note_zh      text,
    note_en      text,
    digest       text        not null,
    recorded_at  timestamptz not null,
    known        tstzrange   not null check (not isempty(known)),
    check ((note_zh is null) = (note_en is null)),
    constraint one_value_per_vintage exclude using gist
        ((of_indicator::int) with =, subject with =, component with =, period with =, as_of with =,
         (coalesce(published_on, 'infinity'::date)) with =, known with &&)
);
comment on table plan.figure is 'Public figures only. The platform''s own records are counted elsewhere and never put in here.';
comment on column plan.figure.known is 'From publication (or, where that day is not known and for a correction of an earlier entry, from the moment of entry) until a correction.';
create index figure_by_subject on plan.figure (of_indicator, subject, as_of);

grant usage on schema plan to yanzhen_app;
grant select, insert, update on plan.outline, plan.clause, plan.series, plan.indicator, plan.figure to yanzhen_app;
