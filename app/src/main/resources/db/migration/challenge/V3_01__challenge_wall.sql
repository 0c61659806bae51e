create schema challenge;

create table challenge.challenge (
    id             uuid primary key default uuidv7(),
    weak_link      uuid references chain.weak_link,
    owner          uuid        not null references cluster.organisation,
    title          text        not null check (length(title) between 1 and 200),
    description    text        not null,
    category       text        not null check (category in ('CORE_COMPONENT', 'BASIC_MATERIAL', 'ADVANCED_PROCESS', 'TECHNOLOGY_BASE', 'INDUSTRIAL_SOFTWARE', 'OTHER')),
    state          text        not null check (state in ('DRAFT', 'PUBLISHED', 'AWARDED', 'COMPLETED', 'WITHDRAWN')),
    reward_fen     bigint check (reward_fen > 0),
    payer          text        not null,
    ip_rule        text        not null,
    use_commitment text        not null,
    bid_deadline   timestamptz,
    deliver_by     date,
    published_at   timestamptz,
    synthetic      boolean     not null default false,
    created_at     timestamptz not null,
    -- Nothing hangs on the wall while a part of it is missing.
    constraint published_whole check (state in ('DRAFT', 'WITHDRAWN') or (
        reward_fen is not null and payer <> '' and ip_rule <> '' and use_commitment <> ''
        and bid_deadline is not null and deliver_by is not null and published_at is not null))
);
create index challenge_by_weak_link on challenge.challenge (weak_link);

create table challenge.target (
    challenge   uuid    not null references challenge.challenge,
    ordinal     integer not null check (ordinal > 0),
    metric      text    not null,
    comparator  text    not null check (comparator in ('at-least', 'at-most')),
    value       numeric not null,
    unit        text    not null,
    test_method text    not null,
    primary key (challenge, ordinal)
);

create table challenge.bid (
    id           uuid primary key default uuidv7(),
    challenge    uuid        not null references challenge.challenge,
    organisation uuid        not null references cluster.organisation,
    approach     text        not null,
    price_fen    bigint      not null check (price_fen > 0),
    promises     numeric[]   not null,
    digest       text        not null,
    submitted_at timestamptz not null,
    decision     text check (decision in ('AWARDED', 'DECLINED')),
    reason       text,
    constraint one_bid_each unique (challenge, organisation),
    check ((decision is null) = (reason is null))
);
create unique index one_award on challenge.bid (challenge) where decision = 'AWARDED';

create table challenge.project (
    id           uuid primary key default uuidv7(),
    challenge    uuid        not null references challenge.challenge,
    bid          uuid        not null references challenge.bid,
    organisation uuid        not null references cluster.organisation,
    state        text        not null check (state in ('RUNNING', 'COMPLETED')),
    started_on   date        not null,
    created_at   timestamptz not null,
    constraint one_project_each unique (challenge)
);

create table challenge.milestone (
    id           uuid primary key default uuidv7(),
    project      uuid    not null references challenge.project,
    ordinal      integer not null check (ordinal > 0),
    title        text    not null,
    due          date    not null,
    share        integer not null check (share between 0 and 100),
    state        text    not null check (state in ('OPEN', 'SUBMITTED', 'ACCEPTED')),
    note         text    not null default '',
    reason       text    not null default '',
    submitted_at timestamptz,
    decided_at   timestamptz,
    constraint milestone_order unique (project, ordinal)
);

create table challenge.milestone_file (
    milestone uuid not null references challenge.milestone,
    file      uuid not null references evidence.file,
    primary key (milestone, file)
);

-- An accepted result. It is a fact: it is never changed.
create table challenge.outcome (
    id           uuid primary key default uuidv7(),
    project      uuid        not null references challenge.project,
    challenge    uuid        not null references challenge.challenge,
    weak_link    uuid references chain.weak_link,
    organisation uuid        not null references cluster.organisation,
    title        text        not null,
    category     text        not null,
    trl_before   integer     not null check (trl_before between 1 and 9),
    trl_after    integer     not null check (trl_after between 1 and 9),
    accepted_on  date        not null,
    recorded_at  timestamptz not null,
    reason       text        not null,
    synthetic    boolean     not null default false,
    constraint one_outcome_each unique (project)
);
create index outcome_by_category on challenge.outcome (category, accepted_on);

create table challenge.measured (
    outcome uuid    not null references challenge.outcome,
    ordinal integer not null,
    value   numeric not null,
    met     boolean not null,
    primary key (outcome, ordinal)
);

grant usage on schema challenge to yanzhen_app;
grant select, insert, update on challenge.challenge, challenge.bid, challenge.project, challenge.milestone to yanzhen_app;
grant select, insert, delete on challenge.target to yanzhen_app;
grant select, insert on challenge.milestone_file, challenge.outcome, challenge.measured to yanzhen_app;

create function challenge.owner_of(challenge uuid) returns uuid
    language sql stable
    return (select c.owner from challenge.challenge c where c.id = owner_of.challenge);
create function challenge.open_for_bids(challenge uuid) returns boolean
    language sql stable
    return (select c.state = 'PUBLISHED' and clock_timestamp() < c.bid_deadline
            from challenge.challenge c where c.id = open_for_bids.challenge);
grant execute on function challenge.owner_of(uuid), challenge.open_for_bids(uuid) to yanzhen_app;

-- Drafts are for those who work on them; what hangs on the wall is public.
alter table challenge.challenge enable row level security;
alter table challenge.challenge force row level security;
create policy read_wall on challenge.challenge for select using (
    (state <> 'DRAFT' and access.anyone()) or access.sees_region() or access.acts_for(owner));
create policy insert_wall on challenge.challenge for insert with check (
    access.runs_region() or access.viewer_role() = 'CHAIN_TASK_FORCE' or access.acts_for(owner));
create policy update_wall on challenge.challenge for update
    using (access.runs_region() or access.viewer_role() = 'CHAIN_TASK_FORCE' or access.acts_for(owner))
    with check (access.runs_region() or access.viewer_role() = 'CHAIN_TASK_FORCE' or access.acts_for(owner));

-- Sealed: before the deadline a bid is its bidder's alone, whoever asks.
alter table challenge.bid enable row level security;
alter table challenge.bid force row level security;
create policy read_bids on challenge.bid for select using (
    access.acts_for(organisation)
    or (not challenge.open_for_bids(challenge)
        and (access.sees_region() or access.acts_for(challenge.owner_of(challenge)))));
create policy insert_bids on challenge.bid for insert with check (
    (access.acts_for(organisation) and challenge.open_for_bids(challenge)) or access.viewer_role() = 'SYSTEM');
create policy decide_bids on challenge.bid for update
    using (not challenge.open_for_bids(challenge) and access.runs_region())
    with check (access.runs_region());

alter table challenge.project enable row level security;
alter table challenge.project force row level security;
create policy read_projects on challenge.project for select using (access.anyone());
create policy write_projects on challenge.project for insert with check (access.runs_region());
create policy update_projects on challenge.project for update using (access.runs_region()) with check (access.runs_region());

create function challenge.team_of(project uuid) returns uuid
    language sql stable
    return (select p.organisation from challenge.project p where p.id = team_of.project);
grant execute on function challenge.team_of(uuid) to yanzhen_app;

alter table challenge.milestone enable row level security;
alter table challenge.milestone force row level security;
create policy read_milestones on challenge.milestone for select using (access.anyone());
create policy write_milestones on challenge.milestone for insert with check (access.runs_region());
create policy update_milestones on challenge.milestone for update
    using (access.runs_region() or access.acts_for(challenge.team_of(project)))
    with check (access.runs_region() or access.acts_for(challenge.team_of(project)));

alter table challenge.outcome enable row level security;
alter table challenge.outcome force row level security;
create policy read_outcomes on challenge.outcome for select using (access.anyone());
create policy write_outcomes on challenge.outcome for insert with check (access.runs_region());
