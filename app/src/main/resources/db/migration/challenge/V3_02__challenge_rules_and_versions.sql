-- What follows reads and changes rows of tables whose policies bind their owner too.
select set_config('yanzhen.role', 'SYSTEM', true);

-- Rules of the pack: what a need must say before it goes on the wall, and within which limits.
create table challenge.rule (
    key         text primary key check (key ~ '^[a-z]+(\.[a-zA-Z-]+)+$'),
    limit_value integer check (limit_value >= 0),
    why_zh      text    not null,
    why_en      text    not null,
    document    text    not null,
    place       text    not null,
    reading     boolean not null,
    ordinal     integer not null
);
comment on column challenge.rule.reading is 'The document asks for it only in general; the rule is the reading of those who wrote the pack.';

-- 里程碑模板: how a project is divided; the shares sum to 100 percent.
create table challenge.planned_milestone (
    ordinal  integer primary key check (ordinal > 0),
    title_zh text    not null,
    title_en text    not null,
    due      integer not null check (due between 0 and 100),
    share    integer not null check (share between 0 and 100)
);
comment on column challenge.planned_milestone.due is 'Percent of the time between the award and the delivery.';
grant select, insert, delete on challenge.rule, challenge.planned_milestone to yanzhen_app;

-- 撤回: with a reason, before an award only.
alter table challenge.challenge
    add column withdrawn_at     timestamptz,
    add column withdrawn_reason text,
    add column demo_key         text unique,
    add constraint demonstration_is_synthetic check (demo_key is null or synthetic),
    drop constraint published_whole,
    add constraint on_the_wall check (state in ('DRAFT', 'WITHDRAWN') or (
        reward_fen is not null and bid_deadline is not null and deliver_by is not null and published_at is not null)),
    add constraint withdrawn_with_a_reason check (
        (state = 'WITHDRAWN') = (withdrawn_at is not null) and (state = 'WITHDRAWN') = (withdrawn_reason is not null));
create index challenge_by_state on challenge.challenge (state, bid_deadline);

create function challenge.may_run(challenge uuid) returns boolean
    language sql stable
    return access.runs_region() or coalesce(access.viewer_role() = 'CHAIN_TASK_FORCE', false)
        or access.acts_for(challenge.owner_of(may_run.challenge));
create function challenge.visible(challenge uuid) returns boolean
    language sql stable
    return exists (select from challenge.challenge c where c.id = visible.challenge);
grant execute on function challenge.may_run(uuid), challenge.visible(uuid) to yanzhen_app;

-- What nobody may know of a draft, nobody may know of its targets.
alter table challenge.target enable row level security;
alter table challenge.target force row level security;
create policy read_targets on challenge.target for select using (challenge.visible(challenge));
create policy insert_targets on challenge.target for insert with check (challenge.may_run(challenge));
create policy delete_targets on challenge.target for delete using (challenge.may_run(challenge));

-- 延期: when nobody bid, a later deadline with a reason.
create table challenge.extension (
    challenge uuid        not null references challenge.challenge,
    before    timestamptz not null,
    after     timestamptz not null check (after > before),
    reason    text        not null check (length(reason) between 2 and 500),
    at        timestamptz not null,
    primary key (challenge, after)
);
grant select, insert on challenge.extension to yanzhen_app;
alter table challenge.extension enable row level security;
alter table challenge.extension force row level security;
create policy read_extensions on challenge.extension for select using (challenge.visible(challenge));
create policy write_extensions on challenge.extension for insert with check (challenge.may_run(challenge));

-- A bid may be replaced and withdrawn until the deadline; each version keeps its receipt.
alter table challenge.bid
    add column version      integer not null default 1 check (version > 0),
    add column withdrawn_at timestamptz,
    add constraint withdrawn_is_not_decided check (withdrawn_at is null or decision is null);
create index bid_by_organisation on challenge.bid (organisation);
create table challenge.bid_version (
    bid          uuid        not null references challenge.bid,
    version      integer     not null check (version > 0),
    approach     text        not null,
    price_fen    bigint      not null check (price_fen > 0),
    promises     numeric[]   not null,
    digest       text        not null,
    submitted_at timestamptz not null,
    primary key (bid, version)
);
insert into challenge.bid_version (bid, version, approach, price_fen, promises, digest, submitted_at)
    select id, 1, approach, price_fen, promises, digest, submitted_at from challenge.bid;
grant select, insert on challenge.bid_version to yanzhen_app;

-- A withdrawn bid is its bidder's alone for good.
alter policy read_bids on challenge.bid using (
    access.acts_for(organisation)
    or (withdrawn_at is null and not challenge.open_for_bids(challenge)
        and (access.sees_region() or access.acts_for(challenge.owner_of(challenge)))));
create policy revise_bids on challenge.bid for update
    using (access.acts_for(organisation) and challenge.open_for_bids(challenge))
    with check (access.acts_for(organisation) and challenge.open_for_bids(challenge) and decision is null);

create function challenge.bidder_of(bid uuid) returns uuid
    language sql stable
    return (select b.organisation from challenge.bid b where b.id = bidder_of.bid);
grant execute on function challenge.bidder_of(uuid) to yanzhen_app;
alter table challenge.bid_version enable row level security;
alter table challenge.bid_version force row level security;
create policy read_versions on challenge.bid_version for select using (
    access.acts_for(challenge.bidder_of(bid))
    or (access.viewer_role() = 'AUDITOR' and challenge.bidder_of(bid) is not null));
create policy write_versions on challenge.bid_version for insert with check (
    access.acts_for(challenge.bidder_of(bid)) or access.viewer_role() = 'SYSTEM');

-- Titles of milestones come from the pack, in both languages.
alter table challenge.milestone add column title_zh text, add column title_en text;
update challenge.milestone set
    title_zh = case title when 'prototype' then '样机与中期测试' when 'delivery' then '交付与验收测试' else title end,
    title_en = case title when 'prototype' then 'Prototype and interim test' when 'delivery' then 'Delivery and acceptance test' else title end;
alter table challenge.milestone
    alter column title_zh set not null, alter column title_en set not null, drop column title;

-- 提交材料: every round of handing in and deciding is kept, and is no affair of rivals and visitors.
create table challenge.submission (
    milestone    uuid        not null references challenge.milestone,
    round        integer     not null check (round > 0),
    note         text        not null,
    submitted_at timestamptz not null,
    decision     text check (decision in ('ACCEPTED', 'SENT_BACK')),
    reason       text,
    decided_at   timestamptz,
    primary key (milestone, round),
    constraint decided_with_a_reason check (
        (decision is null) = (reason is null) and (decision is null) = (decided_at is null))
);
insert into challenge.submission (milestone, round, note, submitted_at, decision, reason, decided_at)
    select id, 1, note, submitted_at,
           case when state = 'SUBMITTED' or decided_at is null then null when state = 'ACCEPTED' then 'ACCEPTED' else 'SENT_BACK' end,
           case when state = 'SUBMITTED' or decided_at is null then null else reason end,
           case when state = 'SUBMITTED' then null else decided_at end
    from challenge.milestone where submitted_at is not null;
alter table challenge.milestone
    drop column note, drop column reason, drop column submitted_at, drop column decided_at;
alter table challenge.milestone_file add column round integer not null default 1;
grant select, insert, update on challenge.submission to yanzhen_app;

create function challenge.team_of_milestone(milestone uuid) returns uuid
    language sql stable
    return (select p.organisation from challenge.milestone m join challenge.project p on p.id = m.project
            where m.id = team_of_milestone.milestone);
grant execute on function challenge.team_of_milestone(uuid) to yanzhen_app;

alter table challenge.submission enable row level security;
alter table challenge.submission force row level security;
create policy read_submissions on challenge.submission for select using (
    access.sees_region() or access.acts_for(challenge.team_of_milestone(milestone)));
create policy write_submissions on challenge.submission for insert with check (
    access.acts_for(challenge.team_of_milestone(milestone)) or access.viewer_role() = 'SYSTEM');
create policy decide_submissions on challenge.submission for update
    using (access.runs_region()) with check (access.runs_region());

alter table challenge.milestone_file enable row level security;
alter table challenge.milestone_file force row level security;
create policy read_milestone_files on challenge.milestone_file for select using (
    access.sees_region() or access.acts_for(challenge.team_of_milestone(milestone)));
create policy write_milestone_files on challenge.milestone_file for insert with check (
    access.acts_for(challenge.team_of_milestone(milestone)) or access.viewer_role() = 'SYSTEM');

alter table challenge.measured enable row level security;
alter table challenge.measured force row level security;
create policy read_measured on challenge.measured for select using (access.anyone());
create policy write_measured on challenge.measured for insert with check (access.runs_region());
