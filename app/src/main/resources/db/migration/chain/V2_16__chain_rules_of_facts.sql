-- Rules may ask for what facts say of a node itself.
alter table chain.rule drop constraint rule_measure_check;
alter table chain.rule add constraint rule_measure_check check (measure in
    ('providers', 'hhi', 'foreign-share', 'domestic-providers', 'facts', 'stale-facts',
     'readiness', 'foreign-dependence', 'substitutes'));
create index node_fact_present on chain.node_fact (node) where superseded_at is null;
