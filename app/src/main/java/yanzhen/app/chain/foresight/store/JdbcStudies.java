package yanzhen.app.chain.foresight.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Accounts.Expert;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.OverAll;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.foresight.ForesightRules;
import yanzhen.app.chain.foresight.Spread;
import yanzhen.app.chain.foresight.Spread.Rated;
import yanzhen.app.chain.foresight.Studies;
import yanzhen.app.chain.foresight.Study;
import yanzhen.app.chain.foresight.Study.Answer;
import yanzhen.app.chain.foresight.Study.Member;
import yanzhen.app.chain.foresight.Study.Outcome;
import yanzhen.app.chain.foresight.Study.Phase;
import yanzhen.app.chain.foresight.Study.Plan;
import yanzhen.app.chain.foresight.Study.Question;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.NotFound;

/**
 * Answers are written with the rights of the expert alone and read by the program only as spreads.
 * Nothing that is stored beside an answer can be held against the audit trail: no account, no time.
 */
@Component
class JdbcStudies implements Studies {

    private final JdbcClient jdbc;
    private final ForesightRules.Book book;
    private final Accounts accounts;
    private final Viewers viewers;
    private final OverAll overAll;
    private final AuditTrail audit;
    private final Clock clock;

    JdbcStudies(
            JdbcClient jdbc,
            ForesightRules.Book book,
            Accounts accounts,
            Viewers viewers,
            OverAll overAll,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.book = book;
        this.accounts = accounts;
        this.viewers = viewers;
        this.overAll = overAll;
        this.audit = audit;
        this.clock = clock;
    }

    private OffsetDateTime now() {
        return at(clock.instant());
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Study> all() {
        return read(
                jdbc.sql("select id from chain.study")
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list());
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Study> find(UUID id) {
        return read(List.of(id)).stream().findFirst();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Study> of(UUID candidate) {
        return read(
                jdbc.sql("select study from chain.study_candidate where candidate = ?")
                        .param(candidate)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list());
    }

    private List<Study> read(Collection<UUID> ids) {
        var asked = ids.toArray(UUID[]::new);
        var candidates = new HashMap<UUID, List<UUID>>();
        jdbc.sql("select * from chain.study_candidate where study = any (?) order by ordinal")
                .param(asked)
                .query(row -> {
                    candidates
                            .computeIfAbsent(
                                    row.getObject("study", UUID.class), _ -> new ArrayList<>())
                            .add(row.getObject("candidate", UUID.class));
                });
        boolean expert = viewers.current().is(Role.EXPERT);
        return jdbc.sql(
                        """
                        select * from chain.study s
                        where s.id = any (?) and (not ? or exists (
                            select from chain.study_expert e
                            where e.study = s.id and e.account = access.viewer_account()))
                        order by s.created_at desc, s.id
                        """)
                .params(asked, expert)
                .query((row, _) -> study(row, candidates))
                .list();
    }

    private static Study study(ResultSet row, Map<UUID, List<UUID>> candidates)
            throws SQLException {
        var id = row.getObject("id", UUID.class);
        return new Study(
                id,
                new Plan(
                        row.getString("title"),
                        row.getString("say"),
                        moment(row, "first_opens"),
                        moment(row, "first_closes"),
                        moment(row, "second_opens"),
                        moment(row, "second_closes")),
                candidates.getOrDefault(id, List.of()),
                row.getInt("least"),
                row.getBoolean("synthetic"));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private Study existing(UUID id) {
        return find(id).orElseThrow(() -> new NotFound("study", id));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Member> panel(UUID id) {
        return panels(List.of(id)).getOrDefault(id, List.of());
    }

    @Override
    @Transactional(readOnly = true)
    public Map<UUID, List<Member>> panels(Collection<UUID> ids) {
        var asked = ids.toArray(UUID[]::new);
        var answered = new HashMap<String, List<Integer>>();
        jdbc.sql(
                        "select study, account, round from chain.study_reply where study = any (?) order by round")
                .param(asked)
                .query(row -> {
                    answered.computeIfAbsent(place(row), _ -> new ArrayList<>())
                            .add(row.getInt("round"));
                });
        var panels = new HashMap<UUID, List<Member>>();
        jdbc.sql("select * from chain.study_expert where study = any (?) order by name, account")
                .param(asked)
                .query(row -> {
                    panels.computeIfAbsent(
                                    row.getObject("study", UUID.class), _ -> new ArrayList<>())
                            .add(
                                    new Member(
                                            row.getObject("account", UUID.class),
                                            row.getString("name"),
                                            row.getObject("dropped_at", OffsetDateTime.class)
                                                    != null,
                                            answered.getOrDefault(place(row), List.of())));
                });
        return panels;
    }

    private static String place(ResultSet row) throws SQLException {
        return row.getString("study") + " " + row.getString("account");
    }

    private record Laid(Plan plan, List<UUID> candidates, List<UUID> experts) {}

    @Override
    @Transactional
    public UUID set(Plan plan, List<UUID> candidates, List<UUID> experts) {
        var id = insert(plan, candidates, book.inForce().panel().least(), false, null);
        var known = known();
        for (var expert : experts.stream().distinct().toList()) {
            seat(id, expert, named(known, expert));
        }
        audit.record(
                Change.created(
                        "chain.study.set", "study", id, new Laid(plan, candidates, experts)));
        return id;
    }

    /** Without an audit record: part of something larger. */
    UUID insert(
            Plan it,
            List<UUID> candidates,
            int least,
            boolean synthetic,
            @Nullable String demoKey) {
        var id =
                jdbc.sql(
                                """
                                insert into chain.study
                                    (title, say, first_opens, first_closes, second_opens, second_closes, least,
                                     synthetic, created_at, demo_key)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                                """)
                        .param(it.title())
                        .param(it.say())
                        .param(at(it.firstOpens()))
                        .param(at(it.firstCloses()))
                        .param(at(it.secondOpens()))
                        .param(at(it.secondCloses()))
                        .param(least)
                        .param(synthetic)
                        .param(now())
                        .param(demoKey)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .single();
        int ordinal = 0;
        for (var candidate : candidates.stream().distinct().toList()) {
            jdbc.sql(
                            "insert into chain.study_candidate (study, candidate, ordinal) values (?, ?, ?)")
                    .params(id, candidate, ++ordinal)
                    .update();
        }
        return id;
    }

    private Map<UUID, String> known() {
        var names = new HashMap<UUID, String>();
        accounts.experts().forEach((Expert it) -> names.put(it.account(), it.name()));
        return names;
    }

    private static String named(Map<UUID, String> known, UUID expert) {
        var name = known.get(expert);
        if (name == null) {
            throw new NotFound("expert", expert);
        }
        return name;
    }

    private void seat(UUID study, UUID expert, String name) {
        jdbc.sql(
                        """
                        insert into chain.study_expert (study, account, name, invited_at) values (?, ?, ?, ?)
                        on conflict (study, account) do update set dropped_at = null
                        """)
                .params(study, expert, name, now())
                .update();
    }

    @Override
    @Transactional
    public void turn(UUID id, Turn turn, String reason) {
        jdbc.sql("select id from chain.study where id = ? for update")
                .param(id)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
        var before = existing(id);
        var phase = before.at(clock.instant());
        var fits =
                switch (turn) {
                    case OPEN_FIRST -> Phase.PLANNED;
                    case CLOSE_FIRST -> Phase.ROUND_1;
                    case OPEN_SECOND -> Phase.BETWEEN;
                    case CLOSE_SECOND -> Phase.ROUND_2;
                };
        if (phase != fits) {
            throw new OutOfTurn(turn.name(), phase);
        }
        var column =
                switch (turn) {
                    case OPEN_FIRST -> "first_opens";
                    case CLOSE_FIRST -> "first_closes";
                    case OPEN_SECOND -> "second_opens";
                    case CLOSE_SECOND -> "second_closes";
                };
        jdbc.sql("update chain.study set %s = ? where id = ?".formatted(column))
                .params(now(), id)
                .update();
        audit.record(
                Change.of("chain.study.turn", "study", id, before.plan(), existing(id).plan())
                        .because(reason));
    }

    private record Seat(UUID expert) {}

    @Override
    @Transactional
    public void invite(UUID id, UUID expert) {
        var phase = existing(id).at(clock.instant());
        if (phase == Phase.CLOSED) {
            throw new OutOfTurn("INVITE", phase);
        }
        seat(id, expert, named(known(), expert));
        audit.record(Change.created("chain.study.invite", "study", id, new Seat(expert)));
    }

    @Override
    @Transactional
    public void drop(UUID id, UUID expert, String reason) {
        var _ = existing(id);
        int gone =
                jdbc.sql(
                                "update chain.study_expert set dropped_at = ? where study = ? and account = ? and dropped_at is null")
                        .params(now(), id, expert)
                        .update();
        if (gone == 0) {
            throw new NotFound("expert", expert);
        }
        audit.record(
                new Change(
                        "chain.study.drop",
                        "study",
                        id.toString(),
                        new Seat(expert),
                        null,
                        reason));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Answer> own(UUID id, int round) {
        return jdbc.sql(
                        """
                        select * from chain.study_answer
                        where study = ? and round = ? and pseudonym = chain.own_seat(?)
                        """)
                .params(id, round, id)
                .query((row, _) ->
                        new Answer(
                                row.getObject("candidate", UUID.class),
                                whole(row, "importance"),
                                whole(row, "feasibility"),
                                whole(row, "year"),
                                row.getInt("expertise"),
                                row.getString("reason")))
                .list();
    }

    private static @Nullable Integer whole(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    private record Reply(int round) {}

    @Override
    @Transactional
    public void answer(UUID id, List<Answer> answers) {
        var account = viewers.current().account();
        var study = existing(id);
        var phase = study.at(clock.instant());
        int round = phase.round();
        if (round == 0) {
            throw new OutOfTurn("ANSWER", phase);
        }
        if (account == null
                || panel(id).stream()
                        .noneMatch(it -> it.account().equals(account) && !it.dropped())) {
            throw new Forbidden("other-panel", "The account has no place on this panel.");
        }
        if (round == 2) {
            mustHaveReasons(study, answers);
        }
        // One at a time: two answers of one expert become one, whichever comes last.
        jdbc.sql("select 1 from (select pg_advisory_xact_lock(hashtextextended(?, 0))) l")
                .param(id + " " + account)
                .query((row, _) -> row.getInt(1))
                .single();
        jdbc.sql(
                        "insert into chain.study_seat (study, account) values (?, ?) on conflict do nothing")
                .params(id, account)
                .update();
        jdbc.sql(
                        "delete from chain.study_answer where study = ? and round = ? and pseudonym = chain.own_seat(?)")
                .params(id, round, id)
                .update();
        for (var it : answers) {
            if (study.candidates().contains(it.candidate()) && says(it)) {
                store(id, round, it);
            }
        }
        jdbc.sql(
                        "insert into chain.study_reply (study, account, round, at) values (?, ?, ?, ?) on conflict do nothing")
                .params(id, account, round, now())
                .update();
        audit.record(Change.created("chain.study.answer", "study", id, new Reply(round)));
    }

    private static boolean says(Answer it) {
        return it.importance() != null || it.feasibility() != null || it.year() != null;
    }

    private void store(UUID study, int round, Answer it) {
        jdbc.sql(
                        """
                        insert into chain.study_answer
                            (study, round, candidate, pseudonym, importance, feasibility, year, expertise, reason)
                        values (?, ?, ?, chain.own_seat(?), ?, ?, ?, ?, ?)
                        """)
                .param(study)
                .param(round)
                .param(it.candidate())
                .param(study)
                .param(it.importance())
                .param(it.feasibility())
                .param(it.year())
                .param(it.expertise())
                .param(it.reason())
                .update();
    }

    private void mustHaveReasons(Study study, List<Answer> answers) {
        var first = outcome(study.id(), 1);
        var problems = new Problems();
        for (var it : answers) {
            var spreads = first.getOrDefault(it.candidate(), Outcome.nothing()).spreads();
            boolean outside =
                    spreads.entrySet().stream()
                            .anyMatch(spread -> {
                                var value = it.to(spread.getKey());
                                return value != null && spread.getValue().outside(value);
                            });
            if (outside && it.reason().isBlank()) {
                int at = study.candidates().indexOf(it.candidate());
                problems.add("", at + 1, "reason", "", "reason-outside-quartiles");
            }
        }
        problems.mustBeNone();
    }

    @Override
    @Transactional(readOnly = true)
    public Map<UUID, Outcome> outcome(UUID id, int round) {
        var study = existing(id);
        return study.at(clock.instant()).over() < round ? Map.of() : over(id, round);
    }

    private Map<UUID, Outcome> over(UUID id, int round) {
        return overAll.ask(() -> {
            var counts = new LinkedHashMap<UUID, Map<Question, Integer>>();
            var spreads = new HashMap<UUID, Map<Question, Spread>>();
            jdbc.sql("select * from chain.spread(?, ?)")
                    .params(id, round)
                    .query(row -> {
                        collect(row, counts, spreads);
                    });
            var reasons = new HashMap<UUID, List<String>>();
            jdbc.sql("select * from chain.reasons(?, ?)")
                    .params(id, round)
                    .query(row -> {
                        reasons.computeIfAbsent(
                                        row.getObject("candidate", UUID.class),
                                        _ -> new ArrayList<>())
                                .add(row.getString("reason"));
                    });
            return outcomes(counts, spreads, reasons);
        });
    }

    private static Map<UUID, Outcome> outcomes(
            Map<UUID, Map<Question, Integer>> counts,
            Map<UUID, Map<Question, Spread>> spreads,
            Map<UUID, List<String>> reasons) {
        var found = new LinkedHashMap<UUID, Outcome>();
        counts.forEach((candidate, answers) ->
                found.put(
                        candidate,
                        new Outcome(
                                answers,
                                spreads.getOrDefault(candidate, Map.of()),
                                reasons.getOrDefault(candidate, List.of()))));
        return found;
    }

    private static void collect(
            ResultSet row,
            Map<UUID, Map<Question, Integer>> counts,
            Map<UUID, Map<Question, Spread>> spreads)
            throws SQLException {
        var candidate = row.getObject("candidate", UUID.class);
        var question = Question.valueOf(row.getString("question"));
        counts.computeIfAbsent(candidate, _ -> new EnumMap<>(Question.class))
                .put(question, row.getInt("answers"));
        var values = row.getArray("vals");
        if (values != null) {
            spreads.computeIfAbsent(candidate, _ -> new EnumMap<>(Question.class))
                    .put(question, Spread.of(rated(values, row.getArray("weights"))));
        }
    }

    private static List<Rated> rated(Array values, Array weights) throws SQLException {
        var given = (Integer[]) values.getArray();
        var expertise = (Integer[]) weights.getArray();
        var rated = new ArrayList<Rated>();
        for (int at = 0; at < given.length; at++) {
            rated.add(new Rated(Objects.requireNonNull(given[at]), expertise[at]));
        }
        return rated;
    }

    @Override
    @Transactional(readOnly = true)
    public Map<UUID, Outcome> latest() {
        return overAll.ask(() -> {
            var counts = new LinkedHashMap<UUID, Map<Question, Integer>>();
            var spreads = new HashMap<UUID, Map<Question, Spread>>();
            jdbc.sql(
                            """
                            select f.* from (
                                select distinct on (c.candidate) c.candidate, s.id
                                from chain.study_candidate c join chain.study s on s.id = c.study
                                where s.second_closes <= ?
                                order by c.candidate, s.second_closes desc, s.id) l
                            cross join lateral chain.spread(l.id, 2) f
                            where f.candidate = l.candidate
                            """)
                    .param(now())
                    .query(row -> {
                        collect(row, counts, spreads);
                    });
            return outcomes(counts, spreads, Map.of());
        });
    }
}
