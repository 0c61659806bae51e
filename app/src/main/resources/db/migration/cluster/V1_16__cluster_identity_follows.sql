-- Nothing new hangs on a record that was merged into another.
create trigger refuse_merged after insert on cluster.identifier
    referencing new table as fresh for each statement execute function cluster.refuse_merged('organisation');
create trigger refuse_merged after insert on cluster.emerging_statement
    referencing new table as fresh for each statement execute function cluster.refuse_merged('organisation');
create trigger refuse_merged_child after insert on cluster.control_link
    referencing new table as fresh for each statement execute function cluster.refuse_merged('child');
create trigger refuse_merged_parent after insert on cluster.control_link
    referencing new table as fresh for each statement execute function cluster.refuse_merged('parent');
create trigger refuse_merged after insert on cluster.adjustment
    referencing new table as fresh for each statement execute function cluster.refuse_merged('organisation');
