-- The topic of pre-research that a challenge came from. Its title is kept: topics are not public, challenges are.
create table challenge.origin (
    challenge uuid primary key references challenge.challenge,
    topic     uuid not null references chain.topic,
    title     text not null
);
create index origin_by_topic on challenge.origin (topic);
grant select, insert on challenge.origin to yanzhen_app;
alter table challenge.origin enable row level security;
alter table challenge.origin force row level security;
-- As the challenge itself: the query below is bound by its policies.
create policy read_as_the_challenge on challenge.origin for select
    using (exists (select from challenge.challenge c where c.id = origin.challenge));
create policy named_by_chain_work on challenge.origin for insert
    with check (chain.writes_foresight());
