-- The formation says who is due for an evaluation, and so rests on the results of evaluations too.
create trigger mark_change after insert or update or delete on cluster.evaluation
    for each statement execute function cluster.mark_change();
