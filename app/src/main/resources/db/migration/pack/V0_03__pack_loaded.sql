create schema pack;

-- Each content of a pack that was loaded, so that the same is not loaded twice.
create table pack.loaded (
    id            text        not null,
    revision      integer     not null check (revision > 0),
    version       text        not null,
    digest        text        not null,
    demonstration boolean     not null,
    at            timestamptz not null,
    primary key (id, revision)
);

grant usage on schema pack to yanzhen_app;
grant select, insert on pack.loaded to yanzhen_app;
