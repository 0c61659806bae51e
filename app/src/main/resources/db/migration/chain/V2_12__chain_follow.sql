-- Nothing new is said of a record that was merged into another.
create trigger refuse_merged after insert on chain.provision
    referencing new table as fresh for each statement execute function cluster.refuse_merged('organisation');
