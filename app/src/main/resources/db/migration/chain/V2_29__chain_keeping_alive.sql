-- 时效规则: when to ask for a fact of a kind, from the pack's freshness.yaml, replaced as a whole.
create table chain.keeping_book (
    one     boolean primary key default true check (one),
    content jsonb   not null
);
grant select, insert, delete on chain.keeping_book to yanzhen_app;
alter table chain.keeping_book enable row level security;
alter table chain.keeping_book force row level security;
create policy read_by_everyone on chain.keeping_book for select using (true);
create policy insert_by_the_region on chain.keeping_book for insert with check (access.runs_region());
create policy delete_by_the_region on chain.keeping_book for delete using (access.runs_region());

-- 节点责任人: the post that answers for a node, with its period. A node without one falls to the task force of its chain.
create table chain.node_owner (
    id           uuid primary key default uuidv7(),
    node         uuid        not null references chain.node,
    kind         text        not null check (kind in ('TASK_FORCE', 'DISTRICT', 'ORGANISATION')),
    district     text check (district ~ '^[1-9][0-9]{5}$'),
    organisation uuid references cluster.organisation,
    since        date        not null,
    until        date,
    reason       text        not null check (length(reason) <= 500),
    recorded_at  timestamptz not null,
    recorded_by  text,
    ended_at     timestamptz,
    ended_by     text,
    end_reason   text check (length(end_reason) <= 500),
    constraint node_owner_district check ((kind = 'DISTRICT') = (district is not null)),
    constraint node_owner_organisation check ((kind = 'ORGANISATION') = (organisation is not null)),
    constraint node_owner_ends_after check (until >= since),
    constraint node_owner_end_whole check ((until is null) = (ended_at is null)),
    constraint node_owner_once exclude using gist (node with =, daterange(since, until) with &&)
);
comment on column chain.node_owner.until is 'First day on which it answers no longer; null while no end is known.';
create unique index node_owner_present on chain.node_owner (node) where until is null;
create index node_owner_by_organisation on chain.node_owner (organisation) where until is null;
grant select, insert, update on chain.node_owner to yanzhen_app;

alter table chain.node_owner enable row level security;
alter table chain.node_owner force row level security;
create policy read_by_anyone on chain.node_owner for select using (access.anyone());
create policy insert_by_chain_work on chain.node_owner for insert with check (chain.viewer_does_chain_work());
create policy update_by_chain_work on chain.node_owner for update
    using (chain.viewer_does_chain_work()) with check (chain.viewer_does_chain_work());
create trigger refuse_merged after insert on chain.node_owner
    referencing new table as fresh for each statement execute function cluster.refuse_merged('organisation');

-- 更新提请: whoever answers for a node is asked before a fact goes stale, and again after.
create table chain.update_request (
    id               uuid primary key default uuidv7(),
    node             uuid        not null references chain.node,
    provision        uuid references chain.provision,
    node_fact        uuid references chain.node_fact,
    due              date        not null,
    asked            text        not null check (asked in ('TASK_FORCE', 'DISTRICT', 'ORGANISATION')),
    district         text check (district ~ '^[1-9][0-9]{5}$'),
    organisation     uuid references cluster.organisation,
    asked_at         timestamptz not null,
    reminders        integer     not null default 0 check (reminders >= 0),
    reminded_at      timestamptz not null,
    passed_district     text,
    passed_organisation uuid references cluster.organisation,
    note             text check (length(note) <= 500),
    noted_by         text,
    noted_at         timestamptz,
    state            text        not null default 'OPEN'
                     check (state in ('OPEN', 'OVERDUE', 'ANSWERED', 'CONFIRMED', 'WITHDRAWN')),
    ended_at         timestamptz,
    ended_by         text,
    end_reason       text check (length(end_reason) <= 500),
    answer_provision uuid references chain.provision,
    answer_fact      uuid references chain.node_fact,
    constraint update_request_of_one check (num_nonnulls(provision, node_fact) = 1),
    constraint update_request_district check ((asked = 'DISTRICT') = (district is not null)),
    constraint update_request_organisation check ((asked = 'ORGANISATION') = (organisation is not null)),
    constraint update_request_end check ((state in ('OPEN', 'OVERDUE')) = (ended_at is null))
);
comment on column chain.update_request.due is 'Last day on which the fact counts as fresh.';
comment on column chain.update_request.passed_organisation is 'Who was asked first and passed it on to the task force.';
-- A fact never changes its day, so it is asked for once, however many processes ask.
create unique index update_request_of_provision on chain.update_request (provision);
create unique index update_request_of_fact on chain.update_request (node_fact);
create index update_request_waiting on chain.update_request (due, id) where ended_at is null;
create index update_request_by_node on chain.update_request (node);
create index update_request_by_organisation on chain.update_request (organisation) where ended_at is null;
create index provision_goes_stale on chain.provision (stale_after) where superseded_at is null;
create index node_fact_goes_stale on chain.node_fact (stale_after) where superseded_at is null;
grant select, insert, update on chain.update_request to yanzhen_app;

alter table chain.update_request enable row level security;
alter table chain.update_request force row level security;
create policy read_by_region_and_asked on chain.update_request for select using (
    access.sees_region() or access.oversees(district) or access.acts_for(organisation)
    or access.oversees(passed_district) or access.acts_for(passed_organisation));
create policy insert_by_chain_work on chain.update_request for insert with check (chain.viewer_does_chain_work());
create policy update_by_chain_work_and_asked on chain.update_request for update
    using (chain.viewer_does_chain_work() or access.oversees(district) or access.acts_for(organisation))
    with check (chain.viewer_does_chain_work()
        or (asked = 'TASK_FORCE' and (access.oversees(passed_district) or access.acts_for(passed_organisation))));
create trigger refuse_merged after insert on chain.update_request
    referencing new table as fresh for each statement execute function cluster.refuse_merged('organisation');

-- 更正建议: what a body says of its own entries, or an owner of what it is asked; a fact only once it was accepted.
create table chain.proposal (
    id           uuid primary key default uuidv7(),
    node         uuid        not null references chain.node,
    provision    uuid references chain.provision,
    node_fact    uuid references chain.node_fact,
    kind         text        not null check (kind in ('CONFIRM', 'CHANGE', 'WITHDRAW')),
    value        text check (length(value) between 1 and 4000),
    source_title text        not null check (length(source_title) between 2 and 200),
    source_url   text check (length(source_url) <= 1000),
    as_of        date        not null,
    note         text check (length(note) <= 500),
    district     text check (district ~ '^[1-9][0-9]{5}$'),
    organisation uuid references cluster.organisation,
    account      uuid,
    proposed_by  text        not null,
    proposed_at  timestamptz not null,
    state        text        not null default 'WAITING'
                 check (state in ('WAITING', 'ACCEPTED', 'REFUSED', 'TAKEN_BACK', 'OVERTAKEN')),
    decided_at   timestamptz,
    decided_by   text,
    reason       text check (length(reason) <= 500),
    constraint proposal_of_one check (num_nonnulls(provision, node_fact) = 1),
    constraint proposal_by_one check (num_nonnulls(district, organisation) = 1),
    constraint proposal_value check ((kind = 'CHANGE') = (value is not null)),
    constraint proposal_decided check ((state = 'WAITING') = (decided_at is null))
);
comment on column chain.proposal.value is 'A share in percent, negligible or unknown of a supplier; what a fact on the node shall say.';
create unique index proposal_waits_once on chain.proposal
    (coalesce(provision, node_fact), coalesce(organisation::text, district)) where state = 'WAITING';
create index proposal_waiting on chain.proposal (proposed_at, id) where state = 'WAITING';
create index proposal_by_organisation on chain.proposal (organisation, proposed_at desc);
create index proposal_by_node on chain.proposal (node) where state = 'WAITING';
grant select, insert on chain.proposal to yanzhen_app;
grant update (organisation, state, decided_at, decided_by, reason) on chain.proposal to yanzhen_app;

-- Whether the viewer may say something of a fact: it is on a body for which the viewer acts, or the viewer is asked.
create function chain.viewer_may_propose(supplier uuid, fact uuid, body uuid, office text) returns boolean
    language sql stable as $$
    select case
        when body is not null then access.acts_for(body) and (
            exists (select from chain.provision p where p.id = supplier and p.organisation = body)
            or exists (select from chain.update_request r
                       where (r.provision = supplier or r.node_fact = fact)
                         and r.organisation = body and r.ended_at is null))
        else access.oversees(office) and exists (
            select from chain.update_request r
            where (r.provision = supplier or r.node_fact = fact) and r.district = office and r.ended_at is null) end
$$;

alter table chain.proposal enable row level security;
alter table chain.proposal force row level security;
create policy read_by_region_and_proposer on chain.proposal for select using (
    access.sees_region() or access.oversees(district) or access.acts_for(organisation));
create policy insert_by_whose_it_is on chain.proposal for insert
    with check (chain.viewer_may_propose(provision, node_fact, organisation, district));
create policy decided_by_chain_work on chain.proposal for update
    using (chain.viewer_does_chain_work()) with check (chain.viewer_does_chain_work());
create policy taken_back_by_proposer on chain.proposal for update
    using (state = 'WAITING' and (access.oversees(district) or access.acts_for(organisation)))
    with check (state = 'TAKEN_BACK' and (access.oversees(district) or access.acts_for(organisation)));
create trigger refuse_merged after insert on chain.proposal
    referencing new table as fresh for each statement execute function cluster.refuse_merged('organisation');

-- An answer is a new fact that takes the place of the one asked about, whatever way it came in. It says the
-- same with a later day, which confirms, or something else. What others proposed for the old one is overtaken.
create function chain.answer_by_provision() returns trigger language plpgsql as $$
begin
    update chain.update_request r
    set state = case when n.as_of > b.as_of
                     and (n.provider_zh, n.country, n.share, n.negligible, n.total, n.organisation)
                         is not distinct from (b.provider_zh, b.country, b.share, b.negligible, b.total, b.organisation)
                then 'CONFIRMED' else 'ANSWERED' end,
        ended_at = n.recorded_at, ended_by = n.recorded_by, answer_provision = n.id
    from fresh n join chain.provision b on b.id = n.replaces
    where r.provision = b.id and r.ended_at is null;
    update chain.proposal p set state = 'OVERTAKEN', decided_at = n.recorded_at, decided_by = n.recorded_by
    from fresh n where p.provision = n.replaces and p.state = 'WAITING';
    return null;
end
$$;
create trigger answer_requests after insert on chain.provision
    referencing new table as fresh for each statement execute function chain.answer_by_provision();

create function chain.answer_by_fact() returns trigger language plpgsql as $$
begin
    update chain.update_request r
    set state = case when n.as_of > b.as_of
                     and (n.kind, n.value, n.reference) is not distinct from (b.kind, b.value, b.reference)
                then 'CONFIRMED' else 'ANSWERED' end,
        ended_at = n.recorded_at, ended_by = n.recorded_by, answer_fact = n.id
    from fresh n join chain.node_fact b on b.id = n.replaces
    where r.node_fact = b.id and r.ended_at is null;
    update chain.proposal p set state = 'OVERTAKEN', decided_at = n.recorded_at, decided_by = n.recorded_by
    from fresh n where p.node_fact = n.replaces and p.state = 'WAITING';
    return null;
end
$$;
create trigger answer_requests after insert on chain.node_fact
    referencing new table as fresh for each statement execute function chain.answer_by_fact();

-- Nobody is asked for a fact that was taken back, and nothing can be said of it any longer.
create function chain.withdraw_requests() returns trigger language plpgsql as $$
begin
    update chain.update_request
    set state = 'WITHDRAWN', ended_at = new.superseded_at, ended_by = new.ended_by, end_reason = new.end_reason
    where (provision = new.id or node_fact = new.id) and ended_at is null;
    update chain.proposal set state = 'OVERTAKEN', decided_at = new.superseded_at, decided_by = new.ended_by
    where (provision = new.id or node_fact = new.id) and state = 'WAITING';
    return null;
end
$$;
create trigger withdraw_requests after update on chain.provision
    for each row when (old.ended is null and new.ended = 'WITHDRAWN') execute function chain.withdraw_requests();
create trigger withdraw_requests after update on chain.node_fact
    for each row when (old.ended is null and new.ended = 'WITHDRAWN') execute function chain.withdraw_requests();
