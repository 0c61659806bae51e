-- Task forces (专班) of chains: who sits on them in which post, when they meet, what was decided and who does it.
-- Work of the offices and of the members: the public does not see it.

-- The rules of the pack (response.yaml), replaced as a whole.
create table chain.response_book (
    one     boolean primary key default true check (one),
    content jsonb   not null
);

create table chain.task_force (
    chain         text        primary key references chain.chain,
    remit         text        not null check (length(remit) between 2 and 2000),
    every_days    integer     not null check (every_days between 1 and 366),
    first_meeting date        not null,
    synthetic     boolean     not null,
    created_at    timestamptz not null
);
comment on column chain.task_force.every_days is 'Days from one meeting to the next (例会周期).';

-- A member acts through an account or through an organisation; the name says whom people know.
create table chain.task_force_member (
    id           uuid primary key default uuidv7(),
    chain        text        not null references chain.task_force,
    post         text        not null check (post in ('CHIEF', 'DEPUTY', 'LEADER', 'OFFICE', 'MEMBER')),
    account      uuid references access.account,
    organisation uuid references cluster.organisation,
    name         text        not null check (length(name) between 2 and 100),
    during       daterange   not null check (not isempty(during) and not lower_inf(during)),
    end_reason   text check (length(end_reason) between 2 and 500),
    appointed_at timestamptz not null,
    constraint member_acts_as_one check (num_nonnulls(account, organisation) = 1),
    constraint member_ends_with_a_reason check (upper_inf(during) = (end_reason is null)),
    -- One chief at a time, and nobody twice at a time.
    constraint chief_once exclude using gist (chain with =, during with &&) where (post = 'CHIEF'),
    constraint member_account_once exclude using gist (chain with =, account with =, during with &&) where (account is not null)
);
create index task_force_member_of on chain.task_force_member (chain);
create index task_force_member_by_organisation on chain.task_force_member (organisation);
create index task_force_member_by_account on chain.task_force_member (account);
create trigger refuse_merged after insert on chain.task_force_member
    referencing new table as fresh for each statement execute function cluster.refuse_merged('organisation');

-- Whether whoever acts is this member today.
create function chain.is_member(account uuid, organisation uuid, during daterange) returns boolean
    language sql stable
    return is_member.during @> current_date
        and (is_member.account = access.viewer_account() or access.acts_for(is_member.organisation));

-- What a post of whoever acts may do in a chain: the powers of the pack, held by the service and by the policies below.
create function chain.has_power(chain text, power text) returns boolean
    language sql stable
    return coalesce(access.viewer_role() = 'SYSTEM', false) or exists (
        select from chain.task_force_member m, chain.response_book b, jsonb_array_elements(b.content -> 'powers') p
        where m.chain = has_power.chain and chain.is_member(m.account, m.organisation, m.during)
          and p ->> 'power' = has_power.power and p -> 'posts' ? m.post);

-- Where a chain has a chief (链长), the chief signs its maps and lists; elsewhere the office that keeps the chains.
create function chain.has_chief(chain text) returns boolean
    language sql stable
    return exists (select from chain.task_force_member m
                   where m.chain = has_chief.chain and m.post = 'CHIEF' and m.during @> current_date);

create function chain.signs_editions(chain text) returns boolean
    language sql stable
    return case when chain.has_chief(signs_editions.chain) then chain.has_power(signs_editions.chain, 'SIGN_EDITION')
                else chain.signs_editions() end;
drop policy decide_by_owner on chain.edition_decision;
create policy decide_by_owner on chain.edition_decision for insert
    with check (chain.signs_editions((select e.chain from chain.edition e where e.id = edition_decision.edition)));

create function chain.on_task_force(chain text) returns boolean
    language sql stable
    return exists (select from chain.task_force_member m
                   where m.chain = on_task_force.chain and chain.is_member(m.account, m.organisation, m.during));

create function chain.sees_task_force(chain text) returns boolean
    language sql stable
    return access.sees_region() or coalesce(access.viewer_role() = 'DISTRICT_OFFICER', false)
        or chain.on_task_force(sees_task_force.chain);

create table chain.task_meeting (
    id          uuid primary key default uuidv7(),
    chain       text        not null references chain.task_force,
    held_on     date        not null,
    agenda      text        not null check (length(agenda) between 2 and 2000),
    minutes     text        not null check (length(minutes) between 2 and 8000),
    recorded_at timestamptz not null,
    recorded_by text,
    synthetic   boolean     not null
);
create index task_meeting_of on chain.task_meeting (chain, held_on desc);

create table chain.task (
    id         uuid primary key default uuidv7(),
    chain      text        not null references chain.task_force,
    title      text        not null check (length(title) between 2 and 300),
    owner      uuid        not null references chain.task_force_member,
    due        date        not null,
    state      text        not null check (state in ('OPEN', 'UNDER_WAY', 'DONE', 'DROPPED')),
    meeting    uuid references chain.task_meeting,
    created_at timestamptz not null,
    closed_on  date,
    synthetic  boolean     not null,
    constraint task_closes check ((closed_on is not null) = (state in ('DONE', 'DROPPED')))
);
create index task_of on chain.task (chain, due);
create index task_by_owner on chain.task (owner);
create index task_by_meeting on chain.task (meeting);

create table chain.task_step (
    task       uuid        not null references chain.task,
    at         timestamptz not null,
    by         text,
    from_state text        not null,
    to_state   text        not null,
    reason     text        not null check (length(reason) between 2 and 500),
    primary key (task, at)
);

grant select, insert, update, delete on chain.response_book to yanzhen_app;
grant select, insert, update on chain.task_force, chain.task_force_member, chain.task to yanzhen_app;
grant select, insert on chain.task_meeting, chain.task_step to yanzhen_app;
grant execute on function chain.is_member(uuid, uuid, daterange), chain.has_power(text, text), chain.on_task_force(text),
    chain.sees_task_force(text), chain.has_chief(text), chain.signs_editions(text) to yanzhen_app;

do $$
declare
    of text;
begin
    foreach of in array array['task_force', 'task_force_member', 'task_meeting', 'task', 'task_step'] loop
        execute format('alter table chain.%I enable row level security', of);
        execute format('alter table chain.%I force row level security', of);
    end loop;
end
$$;
-- The task force and its members are set up by the city; members read their own, so that the functions above see them.
create policy read_by_members on chain.task_force for select using (chain.sees_task_force(chain));
create policy set_up_by_city on chain.task_force for insert with check (access.runs_region());
create policy changed_by_city on chain.task_force for update using (access.runs_region()) with check (access.runs_region());

create policy read_by_offices on chain.task_force_member for select
    using (access.sees_region() or coalesce(access.viewer_role() in ('DISTRICT_OFFICER', 'ENTERPRISE', 'INSTITUTE'), false));
create policy appointed_by_city on chain.task_force_member for insert with check (access.runs_region());
create policy changed_by_city on chain.task_force_member for update using (access.runs_region()) with check (access.runs_region());

create policy read_by_members on chain.task_meeting for select using (chain.sees_task_force(chain));
create policy minuted_by_power on chain.task_meeting for insert with check (chain.has_power(chain, 'KEEP_MINUTES'));

create policy read_by_members on chain.task for select using (chain.sees_task_force(chain));
create policy assigned_by_power on chain.task for insert
    with check (chain.has_power(chain, 'ASSIGN_TASK') or chain.has_power(chain, 'KEEP_MINUTES'));
create policy moved_by_owner_or_power on chain.task for update
    using (chain.has_power(chain, 'ASSIGN_TASK') or exists (
        select from chain.task_force_member m where m.id = owner and chain.is_member(m.account, m.organisation, m.during)))
    with check (chain.sees_task_force(chain));
create policy read_as_the_task on chain.task_step for select using (exists (select from chain.task t where t.id = task));
create policy stepped_with_the_task on chain.task_step for insert with check (exists (select from chain.task t where t.id = task));
