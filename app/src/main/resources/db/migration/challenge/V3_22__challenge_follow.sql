-- When two records turn out to be one body, what the one did becomes the other's. An outcome's content stays for ever.
grant update (organisation) on challenge.outcome to yanzhen_app;
create policy follow_with_organisation on challenge.outcome for update
    using (coalesce(access.viewer_role() = 'SYSTEM', false))
    with check (coalesce(access.viewer_role() = 'SYSTEM', false));

create index challenge_by_owner on challenge.challenge (owner);
create index project_by_organisation on challenge.project (organisation);

create trigger refuse_merged after insert on challenge.challenge
    referencing new table as fresh for each statement execute function cluster.refuse_merged('owner');
create trigger refuse_merged after insert on challenge.bid
    referencing new table as fresh for each statement execute function cluster.refuse_merged('organisation');
create trigger refuse_merged after insert on challenge.project
    referencing new table as fresh for each statement execute function cluster.refuse_merged('organisation');
