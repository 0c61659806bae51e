-- The formation (雁阵) is computed from all firms at once. It is kept until something that it rests on changes, so every
-- transaction that changes one of these tables leaves one mark. Who sees the same marks sees the same records: marks are
-- only ever added, and become visible with what they stand for.
create table cluster.change_mark (
    id bigint generated always as identity primary key
);
grant select, insert on cluster.change_mark to yanzhen_app;

create function cluster.mark_change() returns trigger
    language plpgsql as $$
begin
    if coalesce(current_setting('yanzhen.marked', true), '') <> 'yes' then
        insert into cluster.change_mark default values;
        perform set_config('yanzhen.marked', 'yes', true);
    end if;
    return null;
end
$$;

create trigger mark_change after insert or update or delete on cluster.organisation_fact
    for each statement execute function cluster.mark_change();
create trigger mark_change after insert or update or delete on cluster.recognition
    for each statement execute function cluster.mark_change();
create trigger mark_change after insert or update or delete on cluster.reported
    for each statement execute function cluster.mark_change();
create trigger mark_change after insert or update or delete on cluster.scheme
    for each statement execute function cluster.mark_change();
create trigger mark_change after insert or update or delete on cluster.datum
    for each statement execute function cluster.mark_change();
create trigger mark_change after insert or update or delete on cluster.condition
    for each statement execute function cluster.mark_change();

-- What many organisations hold, read at once.
create index recognition_present on cluster.recognition (organisation) where upper_inf(known);
