-- What follows reads and changes rows of tables whose policies bind their owner too.
select set_config('yanzhen.role', 'SYSTEM', true);

-- The only clock by which a deadline is judged: several processes have several clocks, and one database.
create function challenge.now() returns timestamptz
    language sql volatile
    return clock_timestamp();
grant execute on function challenge.now() to yanzhen_app;

create function challenge.passed(challenge uuid) returns boolean
    language sql volatile
    return (select coalesce(challenge.now() >= c.bid_deadline, false) from challenge.challenge c where c.id = passed.challenge);
grant execute on function challenge.passed(uuid) to yanzhen_app;

create or replace function challenge.open_for_bids(challenge uuid) returns boolean
    language sql volatile
    return (select c.state = 'PUBLISHED' and challenge.now() < c.bid_deadline
            from challenge.challenge c where c.id = open_for_bids.challenge);

-- 送达: when what somebody hands in reached us, written in a transaction of its own before anything is checked and before any lock
-- is waited for. Whoever arrived in time is not late because others stood in the way.
create table challenge.arrival (
    id           uuid primary key default uuidv7(),
    challenge    uuid        not null references challenge.challenge,
    organisation uuid        not null references cluster.organisation,
    account      uuid        not null,
    at           timestamptz not null default challenge.now(),
    settled_at   timestamptz check (settled_at >= at)
);
create index arrival_in_hand on challenge.arrival (challenge, at) where settled_at is null;
create index arrival_by_organisation on challenge.arrival (organisation);
create trigger refuse_merged after insert on challenge.arrival
    referencing new table as fresh for each statement execute function cluster.refuse_merged('organisation');
-- Nobody says himself when he came.
grant select, insert (id, challenge, organisation, account), update (settled_at, organisation) on challenge.arrival to yanzhen_app;

-- So long we work on what arrived; what is not settled by then has failed and holds nobody up.
create function challenge.in_hand(at timestamptz) returns boolean
    language sql volatile
    return in_hand.at > challenge.now() - interval '2 minutes';
grant execute on function challenge.in_hand(timestamptz) to yanzhen_app;

alter table challenge.arrival enable row level security;
alter table challenge.arrival force row level security;
-- Before the deadline nobody else learns that somebody came; after it all wait for those who are still being seen to.
create policy read_arrivals on challenge.arrival for select using (
    access.acts_for(organisation) or access.viewer_role() = 'SYSTEM'
    or (settled_at is null and access.anyone() and challenge.passed(challenge)));
create policy insert_arrivals on challenge.arrival for insert with check (
    access.acts_for(organisation) and account = access.viewer_account());
create policy settle_arrivals on challenge.arrival for update
    using (access.acts_for(organisation) or access.viewer_role() = 'SYSTEM')
    with check (access.acts_for(organisation) or access.viewer_role() = 'SYSTEM');

alter table challenge.bid add column arrival uuid references challenge.arrival;
create index bid_by_arrival on challenge.bid (arrival);

-- Judged by when it came, not by when we got round to it.
create function challenge.in_time(arrival uuid, challenge uuid, organisation uuid) returns boolean
    language sql volatile
    return exists (
        select from challenge.arrival a join challenge.challenge c on c.id = a.challenge
        where a.id = in_time.arrival and a.challenge = in_time.challenge and a.organisation = in_time.organisation
          and a.settled_at is null and challenge.in_hand(a.at)
          and c.state = 'PUBLISHED' and a.at < c.bid_deadline);

-- 密封: until the deadline has passed and all who came before it are seen to; for ever where the challenge was withdrawn before,
-- or whoever may withdraw one could read the bids of it.
create function challenge.sealed(challenge uuid) returns boolean
    language sql volatile
    return (select coalesce(challenge.now() < c.bid_deadline, true)
                or coalesce(c.withdrawn_at < c.bid_deadline, false)
                or exists (select from challenge.arrival a
                           where a.challenge = c.id and a.settled_at is null and a.at < c.bid_deadline and challenge.in_hand(a.at))
            from challenge.challenge c where c.id = sealed.challenge);
grant execute on function challenge.in_time(uuid, uuid, uuid), challenge.sealed(uuid) to yanzhen_app;

alter policy read_bids on challenge.bid using (
    access.acts_for(organisation)
    or (withdrawn_at is null
        and (access.sees_region() or access.acts_for(challenge.owner_of(challenge)))
        and not challenge.sealed(challenge)));
alter policy insert_bids on challenge.bid with check (
    (access.acts_for(organisation) and challenge.in_time(arrival, challenge, organisation)) or access.viewer_role() = 'SYSTEM');
alter policy revise_bids on challenge.bid
    using (access.acts_for(organisation) and decision is null)
    with check (access.acts_for(organisation) and decision is null and challenge.in_time(arrival, challenge, organisation));
-- When two records turn out to be one body, its bids follow, sealed or not.
create policy follow_bids on challenge.bid for update
    using (access.viewer_role() = 'SYSTEM' and access.acts_for(organisation))
    with check (access.viewer_role() = 'SYSTEM' and access.acts_for(organisation));
-- Nobody decides over a bid of his own, nor for a need of his own.
alter policy decide_bids on challenge.bid
    using (access.runs_region() and not access.acts_for(organisation)
           and not access.acts_for(challenge.owner_of(challenge)) and not challenge.sealed(challenge))
    with check (access.runs_region() and not access.acts_for(organisation));

-- A team hands its milestones in; that they are accepted, others say.
create function challenge.team_only_hands_in() returns trigger
    language plpgsql as $$
begin
    if not access.runs_region() and not (
            old.state = 'OPEN' and new.state = 'SUBMITTED'
            and (new.id, new.project, new.ordinal, new.title_zh, new.title_en, new.due, new.share)
                = (old.id, old.project, old.ordinal, old.title_zh, old.title_en, old.due, old.share)) then
        raise exception 'A team may only hand in its own milestones.' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger team_only_hands_in before update on challenge.milestone
    for each row execute function challenge.team_only_hands_in();
