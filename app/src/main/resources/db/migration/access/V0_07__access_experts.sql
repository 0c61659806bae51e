-- Whoever runs the region appoints experts, and so must know them.
create policy experts_for_those_who_appoint on access.account for select
    using (access.runs_region() and role = 'EXPERT' and enabled);
