-- An audit record about a bid names its bidder, so it stays as secret as the bid itself: whoever cannot
-- see the bid, because it is sealed until the deadline, does not see that there is one.
create policy bids_stay_sealed on evidence.audit as restrictive for select using (
    account = access.viewer_account()
    or access.acts_for(organisation)
    or case when subject_type = 'bid'
            then exists (select from challenge.bid b where b.id = subject::uuid)
            else true end);
