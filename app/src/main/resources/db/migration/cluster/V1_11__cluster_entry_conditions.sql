-- Some conditions are asked of who applies only: who holds the scheme does not fall back for growing older.
alter table cluster.condition add column entry boolean not null default false;
