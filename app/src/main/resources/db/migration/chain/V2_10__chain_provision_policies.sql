-- Who can make what is public to read; the city, the task force and packs write it.
alter table chain.provision enable row level security;
alter table chain.provision force row level security;
create policy read_by_anyone on chain.provision for select using (access.anyone());
create policy insert_by_chain_work on chain.provision for insert
    with check (access.runs_region() or access.viewer_role() = 'CHAIN_TASK_FORCE');
create policy update_by_chain_work on chain.provision for update
    using (access.runs_region() or access.viewer_role() = 'CHAIN_TASK_FORCE')
    with check (access.runs_region() or access.viewer_role() = 'CHAIN_TASK_FORCE');
