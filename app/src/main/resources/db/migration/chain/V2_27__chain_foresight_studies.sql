-- Delphi studies (德尔菲法): two rounds, anonymous. Who has answered is known; what somebody has answered is
-- known to nobody else. A round opens and closes by the time alone.
create table chain.study (
    id            uuid primary key default uuidv7(),
    title         text        not null check (length(title) between 2 and 200),
    say           text        not null check (length(say) <= 2000),
    first_opens   timestamptz not null,
    first_closes  timestamptz not null,
    second_opens  timestamptz not null,
    second_closes timestamptz not null,
    least         integer     not null check (least >= 3),
    synthetic     boolean     not null,
    created_at    timestamptz not null,
    demo_key      text unique,
    constraint rounds_in_order check (first_opens < first_closes and first_closes <= second_opens and second_opens < second_closes)
);
comment on column chain.study.least is 'Fewest answers to a question of which a spread is shown; taken from the pack when the study was set up.';

create table chain.study_candidate (
    study     uuid    not null references chain.study,
    candidate uuid    not null references chain.candidate,
    ordinal   integer not null check (ordinal > 0),
    primary key (study, candidate)
);
create index study_by_candidate on chain.study_candidate (candidate);

create table chain.study_expert (
    study      uuid        not null references chain.study,
    account    uuid        not null references access.account,
    name       text        not null,
    invited_at timestamptz not null,
    dropped_at timestamptz,
    primary key (study, account)
);
create index study_by_expert on chain.study_expert (account);

-- That an expert has answered in a round.
create table chain.study_reply (
    study   uuid        not null references chain.study,
    account uuid        not null,
    round   integer     not null check (round in (1, 2)),
    at      timestamptz not null,
    primary key (study, account, round)
);

-- Under which name the answers of an account are kept: seen by this account alone, not even by the program itself.
create table chain.study_seat (
    study     uuid not null references chain.study,
    account   uuid not null,
    pseudonym uuid not null default gen_random_uuid(),
    primary key (study, account),
    constraint pseudonym_once unique (pseudonym)
);

-- What was answered. No account, no time, no growing identity: nothing that could be held against the audit trail.
create table chain.study_answer (
    study       uuid    not null references chain.study,
    round       integer not null check (round in (1, 2)),
    candidate   uuid    not null references chain.candidate,
    pseudonym   uuid    not null,
    importance  integer check (importance between 1 and 5),
    feasibility integer check (feasibility between 1 and 5),
    year        integer check (year between 2000 and 2200),
    expertise   integer not null check (expertise between 1 and 5),
    reason      text    not null check (length(reason) <= 1000),
    primary key (study, round, candidate, pseudonym),
    foreign key (study, candidate) references chain.study_candidate
);

create function chain.round_open(study uuid, round integer) returns boolean
    language sql stable
    return (select case round_open.round
                       when 1 then clock_timestamp() >= s.first_opens and clock_timestamp() < s.first_closes
                       else clock_timestamp() >= s.second_opens and clock_timestamp() < s.second_closes end
            from chain.study s where s.id = round_open.study);
create function chain.round_over(study uuid, round integer) returns boolean
    language sql stable
    return (select clock_timestamp() >= case round_over.round when 1 then s.first_closes else s.second_closes end
            from chain.study s where s.id = round_over.study);
create function chain.on_panel(study uuid) returns boolean
    language sql stable
    return exists (select from chain.study_expert e
                   where e.study = on_panel.study and e.account = access.viewer_account() and e.dropped_at is null);
create function chain.own_seat(study uuid) returns uuid
    language sql stable
    return (select s.pseudonym from chain.study_seat s
            where s.study = own_seat.study and s.account = access.viewer_account());

-- The answers to each question as sorted lists that cannot be put together again: only of a round that is over,
-- and null where fewer than the least have answered. Each value goes with how expert its giver is.
create function chain.spread(study uuid, round integer)
    returns table (candidate uuid, question text, answers integer, vals integer[], weights integer[])
    language sql stable
begin atomic
    select a.candidate, q.question, count(*)::integer,
           case when count(*) >= s.least then array_agg(q.value order by q.value, a.expertise) end,
           case when count(*) >= s.least then array_agg(a.expertise order by q.value, a.expertise) end
    from chain.study_answer a
    join chain.study s on s.id = a.study
    cross join lateral (values ('IMPORTANCE', a.importance), ('FEASIBILITY', a.feasibility), ('YEAR', a.year)) q(question, value)
    where a.study = spread.study and a.round = spread.round and q.value is not null
      and chain.round_over(spread.study, spread.round)
    group by a.candidate, q.question, s.least;
end;

-- Reasons of a round that is over, shuffled: the order says nothing about who gave which.
create function chain.reasons(study uuid, round integer)
    returns table (candidate uuid, reason text)
    language sql stable
begin atomic
    select a.candidate, a.reason
    from chain.study_answer a
    where a.study = reasons.study and a.round = reasons.round and a.reason <> ''
      and chain.round_over(reasons.study, reasons.round)
      and (select count(*) from chain.study_answer b
           where b.study = a.study and b.round = a.round and b.candidate = a.candidate)
          >= (select s.least from chain.study s where s.id = a.study)
    order by a.candidate, md5(a.reason || a.study::text);
end;

grant select, insert, update on chain.study, chain.study_expert to yanzhen_app;
grant select, insert on chain.study_candidate, chain.study_reply, chain.study_seat to yanzhen_app;
grant select, insert, update, delete on chain.study_answer to yanzhen_app;
grant execute on function chain.round_open(uuid, integer), chain.round_over(uuid, integer), chain.on_panel(uuid),
    chain.own_seat(uuid), chain.spread(uuid, integer), chain.reasons(uuid, integer) to yanzhen_app;

do $$
declare
    of text;
begin
    foreach of in array array['study', 'study_candidate', 'study_expert', 'study_reply', 'study_seat', 'study_answer'] loop
        execute format('alter table chain.%I enable row level security', of);
        execute format('alter table chain.%I force row level security', of);
    end loop;
    foreach of in array array['study', 'study_candidate'] loop
        execute format('create policy read_by_offices on chain.%I for select using (chain.reads_foresight())', of);
        execute format('create policy insert_by_city on chain.%I for insert with check (access.runs_region())', of);
    end loop;
end
$$;
create policy turn_by_city on chain.study for update using (access.runs_region()) with check (access.runs_region());

-- Who is on a panel is known to those who run it; an expert sees the own place only.
create policy read_own_or_all on chain.study_expert for select using (access.sees_region() or account = access.viewer_account());
create policy invite_by_city on chain.study_expert for insert with check (access.runs_region());
create policy drop_by_city on chain.study_expert for update using (access.runs_region()) with check (access.runs_region());
create policy read_own_or_all on chain.study_reply for select using (access.sees_region() or account = access.viewer_account());
create policy reply_for_oneself on chain.study_reply for insert
    with check ((account = access.viewer_account() and chain.on_panel(study) and chain.round_open(study, round))
        or access.viewer_role() = 'SYSTEM');
create policy own_only on chain.study_seat for select using (account = access.viewer_account());
create policy take_own on chain.study_seat for insert with check (account = access.viewer_account() and chain.on_panel(study));

-- An expert the own answers; the program, for the spread; nobody else, whatever is asked.
create policy read_own on chain.study_answer for select
    using (pseudonym = chain.own_seat(study) or access.viewer_role() = 'SYSTEM');
create policy give_own on chain.study_answer for insert
    with check ((pseudonym = chain.own_seat(study) and chain.on_panel(study) and chain.round_open(study, round))
        or access.viewer_role() = 'SYSTEM');
create policy change_own on chain.study_answer for update
    using (pseudonym = chain.own_seat(study) and chain.round_open(study, round))
    with check (pseudonym = chain.own_seat(study) and chain.on_panel(study) and chain.round_open(study, round));
create policy drop_own on chain.study_answer for delete
    using (pseudonym = chain.own_seat(study) and chain.round_open(study, round));
