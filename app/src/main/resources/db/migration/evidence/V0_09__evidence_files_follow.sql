-- Files go with the organisation that they belong to when two records turn out to be one body; their bytes never change.
grant update (organisation) on evidence.file to yanzhen_app;
create policy follow_with_organisation on evidence.file for update
    using (coalesce(access.viewer_role() = 'SYSTEM', false))
    with check (coalesce(access.viewer_role() = 'SYSTEM', false));
create index file_by_organisation on evidence.file (organisation) where organisation is not null;
