-- What makes a firm a key firm and a body a facility (dossier.yaml of the pack), replaced as a whole.
create table chain.dossier_book (
    one     boolean primary key default true check (one),
    content jsonb   not null
);
grant select, insert, update, delete on chain.dossier_book to yanzhen_app;
