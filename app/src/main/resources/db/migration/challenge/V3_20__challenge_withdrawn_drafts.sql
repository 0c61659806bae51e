-- A draft that was withdrawn never hung on the wall: it stays its owner's and the region's.
alter policy read_wall on challenge.challenge using (
    (published_at is not null and access.anyone()) or access.sees_region() or access.acts_for(owner));
