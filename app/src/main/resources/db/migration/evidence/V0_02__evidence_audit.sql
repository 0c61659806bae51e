create schema evidence;

-- One record per state change, in its transaction. Nobody but the owner could change or remove one,
-- and the application never acts as the owner. The ids grow, so that a sequencer can put the records into a log later.
create table evidence.audit (
    id           bigint generated always as identity primary key,
    at           timestamptz not null,
    account      uuid,
    actor_name   text        not null,
    role         text        not null,
    organisation uuid,
    action       text        not null check (action ~ '^[a-z]+(\.[a-z-]+)+$'),
    subject_type text        not null,
    subject      text        not null,
    before       jsonb,
    after        jsonb,
    reason       text,
    check (before is not null or after is not null)
);
create index audit_by_subject on evidence.audit (subject_type, subject, id);
create index audit_by_account on evidence.audit (account, id);
create index audit_by_action on evidence.audit (action, id);

-- Commands that took effect, so that a repeated one does not.
create table evidence.command (
    sender uuid        not null,
    key    text        not null check (length(key) between 8 and 100),
    digest bytea       not null,
    answer text,
    at     timestamptz not null,
    primary key (sender, key)
);

-- Uploaded files. The bytes lie outside of the web root under their digest.
create table evidence.file (
    id           uuid primary key default uuidv7(),
    name         text        not null check (length(name) between 1 and 255 and name !~ '[/\\[:cntrl:]]'),
    media_type   text        not null,
    bytes        bigint      not null check (bytes > 0),
    sha256       bytea       not null check (length(sha256) = 32),
    organisation uuid,
    uploaded_by  uuid,
    uploaded_at  timestamptz not null
);

grant usage on schema evidence to yanzhen_app;
grant select, insert on evidence.audit, evidence.file to yanzhen_app;
grant select, insert, update on evidence.command to yanzhen_app;

alter table evidence.audit enable row level security;
alter table evidence.audit force row level security;
create policy written_by_anyone on evidence.audit for insert with check (access.anyone());
create policy read_by_auditors on evidence.audit for select using (
    access.sees_region() or access.viewer_role() = 'AUDIT_ADMIN'
    or account = access.viewer_account() or access.acts_for(organisation));

alter table evidence.file enable row level security;
alter table evidence.file force row level security;
create policy written_by_owner on evidence.file for insert with check (
    access.runs_region() or access.acts_for(organisation) or uploaded_by = access.viewer_account());
create policy read_by_those_concerned on evidence.file for select using (
    access.sees_region() or access.acts_for(organisation) or uploaded_by = access.viewer_account());
