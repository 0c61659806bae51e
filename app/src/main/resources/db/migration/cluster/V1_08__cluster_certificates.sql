-- 证书: every recognition has one from the moment it is recorded, whoever records it. The number and the place in a
-- status list are given here and never change; what the certificate says is read from the register.
create table cluster.certificate (
    ordinal      bigint generated always as identity primary key,
    recognition  uuid        not null,
    organisation uuid        not null references cluster.organisation,
    year         integer     not null,
    issued_at    timestamptz not null,
    status_index integer     not null check (status_index between 0 and 131071),
    -- At most an eighth of a list is taken, so that a place by chance is free nearly always.
    status_list  integer     generated always as (((ordinal - 1) / 16384)::integer) stored,
    -- The last two digits are those of ISO 7064 MOD 97-10: one mistyped digit or two that changed places are noticed.
    number       text        generated always as (
        'YZ' || lpad(year::text, 4, '0')
        || '-' || case when ordinal < 1000000 then lpad(ordinal::text, 6, '0') else ordinal::text end
        || '-' || lpad((98 - mod((lpad(year::text, 4, '0')
            || case when ordinal < 1000000 then lpad(ordinal::text, 6, '0') else ordinal::text end)::numeric * 100, 97))::text, 2, '0')
    ) stored,
    constraint certificate_once unique (recognition),
    constraint certificate_number_once unique (number),
    constraint certificate_status_place_once unique (status_list, status_index)
);
create index certificate_of_organisation on cluster.certificate (organisation);
comment on column cluster.certificate.issued_at is 'When the recognition was recorded first; the certificate bears the name that was known then.';
comment on column cluster.certificate.status_index is 'By chance, so that neighbours in a list say nothing about each other.';

-- Those of the rows that have none get one; where two wanted the same place, another try is made.
-- Each row is looked up by the index, always, and not joined: a plan made while the table was small would go through
-- all of it a million times.
create function cluster.certify_recorded() returns trigger
    language plpgsql
    set enable_seqscan = off as $$
begin
    loop
        insert into cluster.certificate (recognition, organisation, year, issued_at, status_index)
        select distinct on (f.recognition) f.recognition, f.organisation, extract(year from lower(f.valid))::integer,
               lower(f.known), random(0, 131071)
        from fresh f
        where (select c.ordinal from cluster.certificate c where c.recognition = f.recognition) is null
        order by f.recognition, lower(f.known)
        on conflict do nothing;
        exit when not exists (
            select from fresh f
            where (select c.ordinal from cluster.certificate c where c.recognition = f.recognition) is null);
    end loop;
    return null;
end
$$;
create trigger certify_recorded after insert on cluster.recognition
    referencing new table as fresh
    for each statement execute function cluster.certify_recorded();

-- Those recorded before there were certificates, as the owner, whom the policies bind too.
select set_config('yanzhen.role', 'SYSTEM', true);
do $$
begin
    while exists (select from cluster.recognition r
                  where not exists (select from cluster.certificate c where c.recognition = r.recognition)) loop
        insert into cluster.certificate (recognition, organisation, year, issued_at, status_index)
        select distinct on (r.recognition) r.recognition, r.organisation, extract(year from lower(r.valid))::integer,
               lower(r.known), random(0, 131071)
        from cluster.recognition r
        where not exists (select from cluster.certificate c where c.recognition = r.recognition)
        order by r.recognition, lower(r.known)
        on conflict do nothing;
    end loop;
end
$$;
select set_config('yanzhen.role', '', true);

-- What was superseded is little; the status lists are read from it.
create index recognition_superseded on cluster.recognition (recognition) where not upper_inf(known);

grant select, insert on cluster.certificate to yanzhen_app;
alter table cluster.certificate enable row level security;
alter table cluster.certificate force row level security;
create policy read_by_anyone on cluster.certificate for select using (access.anyone());
create policy insert_by_officers on cluster.certificate for insert
    with check (access.runs_region() or access.oversees(cluster.district_of(organisation)));

-- 签发者: who signs. The identity goes with the database and not with an address.
create table cluster.issuer (
    id   uuid primary key default gen_random_uuid(),
    one boolean not null default true unique check (one)
);
insert into cluster.issuer default values;
grant select on cluster.issuer to yanzhen_app;

-- 签发密钥: one signs at a time; those before stay published, so that what they signed can be checked.
create table cluster.issuer_key (
    kid         text primary key check (length(kid) = 43),
    public_key  text        not null,
    signs_from  timestamptz not null,
    signs_until timestamptz check (signs_until >= signs_from)
);
create unique index issuer_key_one_signs on cluster.issuer_key ((signs_until is null)) where signs_until is null;
comment on column cluster.issuer_key.kid is 'Thumbprint of the key (RFC 7638).';

-- The private half, sealed with a secret that lies outside of the database; destroyed when the key is replaced.
create table cluster.issuer_secret (
    kid    text primary key references cluster.issuer_key,
    sealed bytea not null
);

grant select, insert, update on cluster.issuer_key to yanzhen_app;
grant select, insert, delete on cluster.issuer_secret to yanzhen_app;

-- No account reads or replaces a key: only the program itself.
alter table cluster.issuer_key enable row level security;
alter table cluster.issuer_key force row level security;
create policy read_by_anyone on cluster.issuer_key for select using (access.anyone());
create policy insert_by_system on cluster.issuer_key for insert
    with check (coalesce(access.viewer_role() = 'SYSTEM', false));
create policy update_by_system on cluster.issuer_key for update
    using (coalesce(access.viewer_role() = 'SYSTEM', false))
    with check (coalesce(access.viewer_role() = 'SYSTEM', false));

alter table cluster.issuer_secret enable row level security;
alter table cluster.issuer_secret force row level security;
create policy system_only on cluster.issuer_secret
    using (coalesce(access.viewer_role() = 'SYSTEM', false))
    with check (coalesce(access.viewer_role() = 'SYSTEM', false));
