-- Nothing new is listed or signed by a record that was merged into another.
create trigger refuse_merged after insert on loop.product
    referencing new table as fresh for each statement execute function cluster.refuse_merged('maker');
create trigger refuse_merged_seller after insert on loop.contract
    referencing new table as fresh for each statement execute function cluster.refuse_merged('seller');
create trigger refuse_merged_buyer after insert on loop.contract
    referencing new table as fresh for each statement execute function cluster.refuse_merged('buyer');
