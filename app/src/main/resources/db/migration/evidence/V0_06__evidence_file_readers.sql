-- Who else may read a file: an officer of a district, an account. The owner shares it, or whoever runs the region.
create table evidence.file_reader (
    id       uuid primary key default uuidv7(),
    file     uuid        not null references evidence.file,
    district text check (district ~ '^[1-9][0-9]{5}$'),
    account  uuid,
    since    timestamptz not null,
    check (num_nonnulls(district, account) = 1),
    constraint file_reader_once unique nulls not distinct (file, district, account)
);
grant select, insert on evidence.file_reader to yanzhen_app;

alter table evidence.file_reader enable row level security;
alter table evidence.file_reader force row level security;
create policy read_by_those_named on evidence.file_reader for select using (
    access.sees_region() or access.oversees(district) or account = access.viewer_account());
create policy shared_by_owner on evidence.file_reader for insert with check (
    exists (select from evidence.file f
            where f.id = file and (access.runs_region() or access.acts_for(f.organisation))));

drop policy read_by_those_concerned on evidence.file;
create policy read_by_those_concerned on evidence.file for select using (
    access.sees_region() or access.acts_for(organisation) or uploaded_by = access.viewer_account()
    or exists (select from evidence.file_reader r where r.file = file.id));
