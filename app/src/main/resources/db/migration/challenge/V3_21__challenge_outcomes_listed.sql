-- Pages through the outcomes, the latest accepted first.
create index outcome_listed on challenge.outcome (accepted_on desc, id desc);
