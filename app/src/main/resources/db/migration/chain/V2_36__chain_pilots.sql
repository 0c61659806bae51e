-- Pilots (一条龙): one line from material to user, with a member at each position and gates on the way.
create table chain.pilot (
    id          uuid primary key default uuidv7(),
    chain       text        not null references chain.chain,
    title       text        not null check (length(title) between 2 and 200),
    aim         text        not null check (length(aim) between 2 and 2000),
    state       text        not null check (state in ('PREPARING', 'RUNNING', 'DONE', 'STOPPED')),
    created_at  timestamptz not null,
    created_by  text,
    end_reason  text check (length(end_reason) between 2 and 500),
    synthetic   boolean     not null,
    demo_key    text unique,
    constraint pilot_stops_with_a_reason check (state <> 'STOPPED' or end_reason is not null)
);
create index pilot_of on chain.pilot (chain);

create table chain.pilot_position (
    id           uuid primary key default uuidv7(),
    pilot        uuid    not null references chain.pilot,
    ordinal      integer not null check (ordinal > 0),
    part         text    not null check (part in ('MATERIAL', 'PART', 'PROCESS', 'PRODUCT', 'USER')),
    node         uuid references chain.node,
    organisation uuid references cluster.organisation,
    constraint pilot_position_once unique (pilot, ordinal)
);
create index pilot_position_by_organisation on chain.pilot_position (organisation);
create index pilot_position_by_node on chain.pilot_position (node);
create trigger refuse_merged after insert on chain.pilot_position
    referencing new table as fresh for each statement execute function cluster.refuse_merged('organisation');

create table chain.pilot_gate (
    id         uuid primary key default uuidv7(),
    pilot      uuid    not null references chain.pilot,
    ordinal    integer not null check (ordinal > 0),
    title      text    not null check (length(title) between 2 and 200),
    criteria   text    not null check (length(criteria) between 2 and 1000),
    due        date    not null,
    constraint pilot_gate_once unique (pilot, ordinal)
);

-- Each time that a gate was decided; the last one counts.
create table chain.pilot_verdict (
    gate     uuid        not null references chain.pilot_gate,
    at       timestamptz not null,
    passed   boolean     not null,
    evidence text        not null check (length(evidence) between 2 and 2000),
    by       text,
    primary key (gate, at)
);

grant select, insert, update on chain.pilot, chain.pilot_position to yanzhen_app;
grant select, insert on chain.pilot_gate, chain.pilot_verdict to yanzhen_app;
do $$
declare
    of text;
begin
    foreach of in array array['pilot', 'pilot_position', 'pilot_gate', 'pilot_verdict'] loop
        execute format('alter table chain.%I enable row level security', of);
        execute format('alter table chain.%I force row level security', of);
    end loop;
end
$$;
create policy read_by_members on chain.pilot for select
    using (chain.sees_task_force(chain) or exists (
        select from chain.pilot_position p where p.pilot = pilot.id and access.acts_for(p.organisation)));
create policy laid_by_power on chain.pilot for insert with check (chain.has_power(chain, 'RUN_PILOT'));
create policy moved_by_power on chain.pilot for update
    using (chain.has_power(chain, 'RUN_PILOT') or chain.has_power(chain, 'PASS_GATE'))
    with check (chain.sees_task_force(chain));
-- Positions are read by whoever may see the chain's work or stands at one; asked of the pilot this would go round in a circle.
create policy read_by_offices on chain.pilot_position for select
    using (access.sees_region() or coalesce(access.viewer_role() in ('DISTRICT_OFFICER', 'ENTERPRISE', 'INSTITUTE'), false));
create policy laid_with_the_pilot on chain.pilot_position for insert with check (exists (select from chain.pilot p where p.id = pilot));
create policy filled_by_power on chain.pilot_position for update
    using (coalesce(access.viewer_role() = 'SYSTEM', false)
        or exists (select from chain.pilot p where p.id = pilot and chain.has_power(p.chain, 'RUN_PILOT')))
    with check (exists (select from chain.pilot p where p.id = pilot));
create policy read_as_the_pilot on chain.pilot_gate for select using (exists (select from chain.pilot p where p.id = pilot));
create policy laid_with_the_pilot on chain.pilot_gate for insert with check (exists (select from chain.pilot p where p.id = pilot));
create policy read_as_the_gate on chain.pilot_verdict for select using (exists (select from chain.pilot_gate g where g.id = gate));
create policy decided_by_power on chain.pilot_verdict for insert
    with check (exists (select from chain.pilot_gate g join chain.pilot p on p.id = g.pilot
                        where g.id = gate and chain.has_power(p.chain, 'PASS_GATE')));
