-- 可见级别: who sees the suppliers, facts and findings of a node one by one. Everybody else sees counts.
-- Roles of a level also see the levels below it; 0 is public. From the pack's freshness.yaml, replaced as a whole.
create table chain.visibility_level (
    level   smallint primary key check (level between 0 and 9),
    name_zh text   not null,
    name_en text   not null,
    say_zh  text   not null,
    say_en  text   not null,
    roles   text[] not null
);
grant select, insert, delete on chain.visibility_level to yanzhen_app;
alter table chain.visibility_level enable row level security;
alter table chain.visibility_level force row level security;
create policy read_by_everyone on chain.visibility_level for select using (true);
create policy insert_by_the_region on chain.visibility_level for insert with check (access.runs_region());
create policy delete_by_the_region on chain.visibility_level for delete using (access.runs_region());

alter table chain.chain add column level smallint not null default 0 check (level between 0 and 9);
alter table chain.node
    add column own_level smallint check (own_level between 0 and 9),
    add column level     smallint not null default 0 check (level between 0 and 9);
comment on column chain.node.own_level is 'As set for the node itself; null as long as nobody did.';
comment on column chain.node.level is 'In force: the higher of its own and that of the chain that answers for it.';
create index node_protected on chain.node (level) where level > 0;

create function chain.take_level() returns trigger language plpgsql as $$
begin
    new.level := greatest(coalesce(new.own_level, 0::smallint), (select c.level from chain.chain c where c.key = new.chain));
    return new;
end
$$;
create trigger take_level before insert or update of own_level, chain on chain.node
    for each row execute function chain.take_level();

create function chain.pass_level_on() returns trigger language plpgsql as $$
begin
    update chain.node set level = greatest(coalesce(own_level, 0::smallint), new.level) where chain = new.key;
    return null;
end
$$;
create trigger pass_level_on after update of level on chain.chain
    for each row when (old.level is distinct from new.level) execute function chain.pass_level_on();

-- The highest level that the viewer sees one by one; 0 as long as no pack says otherwise.
create function chain.viewer_level() returns smallint
    language sql stable parallel safe as $$
    select case when access.viewer_role() = 'SYSTEM' then 32767::smallint
        else coalesce((select max(level) from chain.visibility_level where access.viewer_role() = any (roles)), 0::smallint) end
$$;

-- Whether the viewer is asked about a fact, and so must see it.
create function chain.viewer_is_asked(fact uuid) returns boolean
    language sql stable as $$
    select exists (
        select from chain.update_request r
        where (r.provision = fact or r.node_fact = fact) and r.ended_at is null
          and (access.oversees(r.district) or access.acts_for(r.organisation)))
$$;

-- The protected nodes are found once for a query; where none is out of sight this costs nothing for a row.
drop policy read_by_anyone on chain.provision;
create policy read_by_level_and_whose_it_is on chain.provision for select using (
    access.anyone() and (
        node not in (select n.id from chain.node n where n.level > 0 and n.level > (select chain.viewer_level()))
        or access.acts_for(organisation) or chain.viewer_is_asked(id)));
drop policy read_by_anyone on chain.node_fact;
create policy read_by_level on chain.node_fact for select using (
    access.anyone() and (
        node not in (select n.id from chain.node n where n.level > 0 and n.level > (select chain.viewer_level()))
        or chain.viewer_is_asked(id)));

alter table chain.finding enable row level security;
alter table chain.finding force row level security;
create policy read_by_level on chain.finding for select using (
    access.anyone() and node not in (
        select n.id from chain.node n where n.level > 0 and n.level > (select chain.viewer_level())));
create policy insert_by_chain_work on chain.finding for insert with check (chain.viewer_does_chain_work());

-- Whom the tables of a chain name as providers, as far as the chain itself may be seen.
alter table chain.provider enable row level security;
alter table chain.provider force row level security;
create policy read_by_level on chain.provider for select using (
    access.anyone() and chain not in (
        select c.key from chain.chain c where c.level > 0 and c.level > (select chain.viewer_level())));
create policy insert_by_chain_work on chain.provider for insert with check (chain.viewer_does_chain_work());
create policy update_by_chain_work on chain.provider for update
    using (chain.viewer_does_chain_work()) with check (chain.viewer_does_chain_work());
