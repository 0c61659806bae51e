-- Looks at the suppliers of protected nodes, beside those at supply networks; and for each body that was shown, that an
-- office looked, without the person.
alter table chain.look drop constraint look_what_check;
alter table chain.look add constraint look_what_check
    check (what in ('NETWORK', 'FIRM', 'RUN', 'REASON', 'RANKING', 'EXPORT', 'NODE', 'PICTURE', 'TABLES', 'API'));

create table chain.look_at_body (
    look         uuid        not null references chain.look,
    organisation uuid        not null references cluster.organisation,
    role         text        not null,
    district     text,
    what         text        not null,
    chain        text        not null,
    at           timestamptz not null,
    primary key (look, organisation)
);
comment on table chain.look_at_body is 'For the body whose entries were shown: which office looked, at which chain, when.';
create index look_at_body_by_organisation on chain.look_at_body (organisation, at desc, look desc);
grant select, insert on chain.look_at_body to yanzhen_app;
alter table chain.look_at_body enable row level security;
alter table chain.look_at_body force row level security;
create policy read_by_body_and_auditors on chain.look_at_body for select using (
    access.acts_for(organisation) or coalesce(access.viewer_role() in ('AUDITOR', 'AUDIT_ADMIN'), false));
create policy insert_by_whoever_looks on chain.look_at_body for insert
    with check (access.anyone() and role = access.viewer_role());
