-- All rules of a pack together, as they were loaded: a run names the book that it followed.
create table chain.rulebook (
    id        uuid primary key default uuidv7(),
    digest    text        not null unique,
    content   jsonb       not null,
    loaded_at timestamptz not null
);
comment on column chain.rulebook.digest is 'SHA-256 of the rules in the form of the pack.';
comment on column chain.rulebook.loaded_at is 'When a pack last brought it; the book of the latest is in force.';

insert into chain.rulebook (digest, content, loaded_at)
select encode(sha256(convert_to(b.content::text, 'UTF8')), 'hex'), b.content, now()
from (select jsonb_build_object(
          'basis', jsonb_build_object('document', min(document), 'place', min(place),
              'note', jsonb_build_object('zh', min(note_zh), 'en', min(note_en))),
          'freshMonths', min(fresh_months),
          'rules', jsonb_agg(jsonb_strip_nulls(jsonb_build_object('key', key, 'measure', measure, 'compare', compare,
              'watch', watch::text, 'weak', weak::text, 'unknown', unknown::text, 'weight', weight,
              'name', jsonb_build_object('zh', name_zh, 'en', name_en),
              'sentence', jsonb_build_object('zh', sentence_zh, 'en', sentence_en))) order by ordinal)) as content
      from chain.rule having count(*) > 0) b;
drop table chain.rule;
grant select, insert, update on chain.rulebook to yanzhen_app;

-- What a run read, so that it can be done again and held against another one.
alter table chain.diagnosis
    add column rulebook   uuid references chain.rulebook,
    add column data_digest text,
    add column facts      integer,
    add column started_by text;
comment on column chain.diagnosis.data_digest is 'SHA-256 of the ids of all facts, places and edges that were read.';
comment on column chain.diagnosis.started_by is 'Who set it off, as named then; null for the program itself.';

-- How sure each verdict is, and what hangs on the node.
alter table chain.node_state
    add column asked    integer,
    add column answered integer,
    add column open     integer,
    add column least    text check (least in ('VERIFIED', 'COMPUTED', 'GENERAL_KNOWLEDGE', 'SYNTHETIC')),
    add column products integer,
    add column stopped  integer,
    add column through_it   integer,
    add column tiers_behind integer;
comment on column chain.node_state.open is 'Weight that the rules which could not be answered could add.';
comment on column chain.node_state.stopped is 'Of the end products of the chain those that stop without the node.';

-- Days that stocks last, and days until supply is back.
alter table chain.node_fact drop constraint node_fact_value;
alter table chain.node_fact add constraint node_fact_value check (case kind
    when 'DESCRIPTION' then length(value) between 2 and 4000
    when 'MARKET_SIZE' then length(value) between 2 and 200
    when 'INDUSTRY_CODE' then value ~ '^[A-T]([0-9]{2,4})?$'
    when 'CUSTOMS_CODE' then value ~ '^[0-9]{6,10}$'
    when 'SUBSTITUTABLE' then value in ('true', 'false')
    when 'READINESS' then value ~ '^[1-9]$'
    when 'FOREIGN_DEPENDENCE' then value ~ '^[0-9]{1,3}(\.[0-9]{1,2})?$' and value::numeric <= 100
    when 'SURVIVAL_DAYS' then value ~ '^[0-9]{1,5}$'
    when 'RECOVERY_DAYS' then value ~ '^[0-9]{1,5}$'
    when 'PATENTS' then value ~ '^[0-9]{1,7}$'
    when 'STANDARDS' then value ~ '^[0-9]{1,7}$'
    when 'PATENT' then length(value) between 2 and 200
    when 'STANDARD' then length(value) between 2 and 200
    else false end);
create index place_of_chain_as_known on chain.place (chain, known_at, ended_at);

-- What is worth knowing and no verdict.
alter table chain.finding drop constraint finding_severity_check;
alter table chain.finding add constraint finding_severity_check
    check (severity in ('weak', 'watch', 'unknown', 'note'));
