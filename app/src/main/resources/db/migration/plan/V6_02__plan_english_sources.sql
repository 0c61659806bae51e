-- The title of a source for readers of English; null where the title is English already.
alter table plan.figure add column source_title_en text;
