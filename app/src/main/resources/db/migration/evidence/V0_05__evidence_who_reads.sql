-- Who reads which audit record.
create index audit_by_organisation on evidence.audit (organisation, id) where organisation is not null;
create index audit_by_moment on evidence.audit (at);

-- The subject of a record is an organisation that the viewer acts for. Compared as texts, since not every subject is a UUID.
create function evidence.concerns_viewer(subject_type text, subject text) returns boolean
    language sql stable parallel safe
    return coalesce(
        (subject_type = 'organisation'
            and subject = any (coalesce(nullif(current_setting('yanzhen.organisations', true), ''), '{}')::text[]))
        or (subject_type = 'account'
            and (subject = access.viewer_account()::text or access.viewer_role() = 'SECURITY_ADMIN')), false);
grant execute on function evidence.concerns_viewer(text, text) to yanzhen_app;

drop policy read_by_auditors on evidence.audit;
create policy read_by_those_concerned on evidence.audit for select using (
    account = access.viewer_account()
    or access.acts_for(organisation)
    or access.sees_region()
    or access.viewer_role() = 'AUDIT_ADMIN'
    or evidence.concerns_viewer(subject_type, subject));

-- A key and its answer are the sender's. The system and visitors, who have no account, share the sender of zeros.
alter table evidence.command enable row level security;
alter table evidence.command force row level security;
create policy read_by_sender on evidence.command for select using (
    access.anyone() and sender = coalesce(access.viewer_account(), '00000000-0000-0000-0000-000000000000'));
create policy sent_by_sender on evidence.command for insert with check (
    access.anyone() and sender = coalesce(access.viewer_account(), '00000000-0000-0000-0000-000000000000'));
create policy answered_for_sender on evidence.command for update
    using (access.anyone() and sender = coalesce(access.viewer_account(), '00000000-0000-0000-0000-000000000000'))
    with check (access.anyone() and sender = coalesce(access.viewer_account(), '00000000-0000-0000-0000-000000000000'));
