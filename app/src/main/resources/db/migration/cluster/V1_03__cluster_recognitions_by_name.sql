-- A list may name an organisation without its code; what it wrote is kept beside the code found.
alter table cluster.import_recognition add column written text;
comment on column cluster.import_recognition.written is 'The name by which the code was found; null where the file gave the code.';

drop view cluster.import_recognition_effect;
create view cluster.import_recognition_effect with (security_invoker = true) as
select e.*,
       case when e.held is null then 'NEW'
            when (e.old_until, e.old_document) is distinct from (e.valid_until, e.document) then 'CHANGED'
            else 'UNCHANGED' end as verdict
from (select s.job, s.line, s.code, s.written, s.scheme, s.valid_from, s.valid_until,
             case when 'document' = any (j.columns) or r.id is null then s.document else r.document end as document,
             o.id as organisation, o.synthetic, f.district, f.name,
             r.id as held, r.recognition, r.synthetic as held_synthetic, r.ended,
             upper(r.valid) as old_until, r.document as old_document
      from cluster.import_recognition s
      join cluster.import_job j on j.id = s.job
      left join cluster.organisation o on o.code = s.code
      left join cluster.organisation_fact f on f.organisation = o.id and f.superseded_at is null
      left join cluster.recognition r
          on r.organisation = o.id and r.scheme = s.scheme and lower(r.valid) = s.valid_from and upper_inf(r.known)) e;
grant select on cluster.import_recognition_effect to yanzhen_app;
