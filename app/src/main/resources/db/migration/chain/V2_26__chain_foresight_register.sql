-- Foresight (预研 · 前沿颠覆): signals, candidate technologies with the evidence of their readiness, and topics of
-- pre-research. Work of the offices: officers, the task force, auditors and experts read it, the public does not.
create function chain.reads_foresight() returns boolean
    language sql stable parallel safe
    return coalesce(access.viewer_role() in
        ('SYSTEM', 'CITY_OFFICER', 'CHAIN_TASK_FORCE', 'AUDITOR', 'DISTRICT_OFFICER', 'EXPERT'), false);
create function chain.writes_foresight() returns boolean
    language sql stable parallel safe
    return coalesce(access.viewer_role() in ('SYSTEM', 'CITY_OFFICER', 'CHAIN_TASK_FORCE'), false);

-- The rules of the pack, replaced as a whole.
create table chain.foresight_book (
    one     boolean primary key default true check (one),
    content jsonb   not null
);

-- A signal (征兆) is a note and never changes: what was wrong is withdrawn with its reason.
create table chain.signal (
    id              uuid primary key default uuidv7(),
    title           text        not null check (length(title) between 2 and 200),
    detail          text        not null check (length(detail) <= 2000),
    seen_at         text        not null check (length(seen_at) between 2 and 200),
    source_title    text        not null check (length(source_title) between 2 and 200),
    source_url      text,
    as_of           date        not null,
    confidence      text        not null,
    tags            text[]      not null,
    recorded_at     timestamptz not null,
    recorded_by     text,
    withdrawn_at    timestamptz,
    withdrawn_because text check (length(withdrawn_because) <= 500),
    demo_key        text unique,
    constraint withdrawn_with_a_reason check ((withdrawn_at is null) = (withdrawn_because is null))
);
comment on column chain.signal.seen_at is 'Where it was seen: a place, a fair, a journal.';
create index signal_by_day on chain.signal (as_of, id);
create index signal_by_title on chain.signal using gin (title gin_trgm_ops);

create table chain.candidate (
    id          uuid primary key default uuidv7(),
    name_zh     text        not null check (length(name_zh) between 2 and 100),
    name_en     text        not null check (length(name_en) between 2 and 100),
    description text        not null check (length(description) <= 4000),
    horizon     text        not null,
    state       text        not null check (state in ('WATCHED', 'STUDIED', 'TOPIC', 'MOVED', 'SET_ASIDE')),
    synthetic   boolean     not null,
    created_at  timestamptz not null,
    demo_key    text unique
);
comment on column chain.candidate.horizon is 'Key of a band of foresight.yaml.';
create index candidate_by_name on chain.candidate using gin ((name_zh || ' ' || name_en) gin_trgm_ops);

-- What a signal or a candidate is about: a chain, or a node of one.
create table chain.concern (
    signal    uuid references chain.signal,
    candidate uuid references chain.candidate,
    chain     text not null references chain.chain,
    node      uuid references chain.node,
    constraint concern_of_one check (num_nonnulls(signal, candidate) = 1),
    constraint concern_once unique nulls not distinct (signal, candidate, chain, node)
);
create index concern_by_candidate on chain.concern (candidate);
create index concern_by_chain on chain.concern (chain);

create table chain.candidate_signal (
    candidate uuid not null references chain.candidate,
    signal    uuid not null references chain.signal,
    primary key (candidate, signal)
);
create index candidate_by_signal on chain.candidate_signal (signal);

-- What happened to a candidate, in order.
create table chain.candidate_event (
    id        uuid primary key default uuidv7(),
    candidate uuid        not null references chain.candidate,
    kind      text        not null check (kind in ('ADDED', 'EDITED', 'MOVED', 'EVIDENCE', 'EVIDENCE_WITHDRAWN', 'LINKED', 'UNLINKED')),
    said      text        not null,
    reason    text,
    at        timestamptz not null,
    by        text
);
create index candidate_event_by_candidate on chain.candidate_event (candidate, at desc);

-- Evidence of readiness (成熟度证据): a fact; what was wrong is withdrawn.
create table chain.readiness_evidence (
    id              uuid primary key default uuidv7(),
    candidate       uuid        not null references chain.candidate,
    level           integer     not null check (level between 1 and 9),
    kind            text        not null,
    source_title    text        not null check (length(source_title) between 2 and 200),
    source_url      text,
    as_of           date        not null,
    confidence      text        not null,
    recorded_at     timestamptz not null,
    recorded_by     text,
    withdrawn_at    timestamptz,
    withdrawn_because text check (length(withdrawn_because) <= 500),
    constraint withdrawn_with_a_reason check ((withdrawn_at is null) = (withdrawn_because is null))
);
create index evidence_by_candidate on chain.readiness_evidence (candidate);

create table chain.topic (
    id          uuid primary key default uuidv7(),
    title       text        not null check (length(title) between 2 and 200),
    aim         text        not null check (length(aim) <= 4000),
    lead        text        not null check (length(lead) between 2 and 200),
    budget_fen  bigint      not null check (budget_fen > 0),
    horizon     text        not null,
    state       text        not null check (state in ('PROPOSED', 'RUNNING', 'DONE', 'MOVED', 'STOPPED')),
    synthetic   boolean     not null,
    created_at  timestamptz not null,
    revision    integer     not null default 1,
    demo_key    text unique
);
create table chain.topic_candidate (
    topic     uuid not null references chain.topic,
    candidate uuid not null references chain.candidate,
    primary key (topic, candidate)
);
create index topic_by_candidate on chain.topic_candidate (candidate);
create table chain.topic_milestone (
    topic   uuid    not null references chain.topic,
    ordinal integer not null check (ordinal > 0),
    title   text    not null check (length(title) between 2 and 200),
    due     date    not null,
    done_on date,
    primary key (topic, ordinal)
);
-- What became of a topic above: challenges, their projects and outcomes.
create table chain.topic_response (
    topic   uuid        not null references chain.topic,
    kind    text        not null,
    subject uuid        not null,
    path    text        not null,
    title   text        not null,
    state   text        not null,
    at      timestamptz not null,
    primary key (topic, kind, subject)
);

grant select, insert, update, delete on chain.foresight_book to yanzhen_app;
grant select, insert, update on chain.signal, chain.candidate, chain.readiness_evidence, chain.topic, chain.topic_response to yanzhen_app;
grant select, insert, delete on chain.concern, chain.candidate_signal, chain.topic_candidate to yanzhen_app;
grant select, insert, update, delete on chain.topic_milestone to yanzhen_app;
grant select, insert on chain.candidate_event to yanzhen_app;

do $$
declare
    of text;
begin
    foreach of in array array['signal', 'candidate', 'concern', 'candidate_signal', 'candidate_event',
            'readiness_evidence', 'topic', 'topic_candidate', 'topic_milestone', 'topic_response'] loop
        execute format('alter table chain.%I enable row level security', of);
        execute format('alter table chain.%I force row level security', of);
        execute format('create policy read_by_offices on chain.%I for select using (chain.reads_foresight())', of);
        execute format('create policy insert_by_chain_work on chain.%I for insert with check (chain.writes_foresight())', of);
        execute format('create policy update_by_chain_work on chain.%I for update using (chain.writes_foresight()) with check (chain.writes_foresight())', of);
        execute format('create policy delete_by_chain_work on chain.%I for delete using (chain.writes_foresight())', of);
    end loop;
end
$$;
