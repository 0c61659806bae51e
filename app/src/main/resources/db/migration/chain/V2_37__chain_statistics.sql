-- After a large import the planner still knows the tables as they were before: it takes a chain of a thousand nodes for an
-- empty one, and a join of them for a matter of a few rows. An import therefore has them counted anew.
grant maintain on
    chain.node, chain.place, chain.edge, chain.provision, chain.node_fact,
    chain.diagnosis, chain.node_state, chain.finding, chain.weak_link
    to yanzhen_app;
