-- 评分表: of what a score is made up, as the loaded pack has it. A round keeps the one it was opened with.
alter table cluster.procedure add column sheet jsonb check (jsonb_typeof(sheet) = 'object');
alter table cluster.round add column sheet jsonb check (jsonb_typeof(sheet) = 'object');

-- Points of each item, computed or given; read by those who may read the opinion that they belong to.
alter table cluster.review add column points jsonb check (jsonb_typeof(points) = 'object');
alter table cluster.review add constraint points_of_a_score check (points is null or score is not null);
comment on column cluster.review.points is 'By the key of the item of the round''s score sheet; null where it has none.';
