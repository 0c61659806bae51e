package yanzhen.app.challenge.need.store;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.challenge.need.Need;
import yanzhen.app.challenge.need.Need.Answer;
import yanzhen.app.challenge.need.Need.Collector;
import yanzhen.app.challenge.need.Need.Commitment;
import yanzhen.app.challenge.need.Need.Draft;
import yanzhen.app.challenge.need.Need.State;
import yanzhen.app.challenge.need.Need.Target;
import yanzhen.app.challenge.need.Need.Verdict;
import yanzhen.app.challenge.need.NeedRules;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackRow;
import yanzhen.app.pack.PackSection;

/**
 * 演示需求: needs with their targets and judgements under {@code demo/}. They stand for what people did
 * on those days; a need that has been loaded is not loaded again.
 */
@Component
class NeedDemonstration implements PackSection {

    static final String NEEDS = "demo/needs.csv";
    static final String TARGETS = "demo/need-targets.csv";

    private static final String CHALLENGES = "demo/challenges.csv";
    private static final LocalTime MORNING = LocalTime.of(9, 30);
    private static final String OFFICER = "市级官员（演示）";

    private final JdbcClient jdbc;
    private final Organisations organisations;
    private final WeakLinks weakLinks;
    private final NeedWriting writing;
    private final AuditTrail audit;
    private final Clock clock;

    NeedDemonstration(
            JdbcClient jdbc,
            Organisations organisations,
            WeakLinks weakLinks,
            NeedWriting writing,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.organisations = organisations;
        this.weakLinks = weakLinks;
        this.writing = writing;
        this.audit = audit;
        this.clock = clock;
    }

    /** After the challenges that were drafted from needs. */
    @Override
    public int floor() {
        return 4;
    }

    private static boolean there(Pack pack) {
        return pack.demonstration() && pack.has(NEEDS) && pack.has(NeedSection.RULES);
    }

    @Override
    public void validate(Pack pack, Problems problems) {
        if (there(pack)) {
            new Check(pack, problems).run();
        }
    }

    /** Everything that one row says of others. */
    private static final class Check {

        private final Pack pack;
        private final Problems problems;
        private final Set<String> organisations;
        private final Set<String> challenges;
        private final Set<String> questions;
        private final Map<String, PackRow> needs = new HashMap<>();
        private final Set<String> measured = new HashSet<>();
        private final Map<String, Set<String>> nodes = new HashMap<>();

        Check(Pack pack, Problems problems) {
            this.pack = pack;
            this.problems = problems;
            organisations = keys("demo/organisations.csv", "organisations.row", "code");
            challenges = keys(CHALLENGES, "challenges.row", "key");
            questions =
                    NeedSection.read(pack).questions().stream()
                            .map(NeedRules.Question::key)
                            .collect(Collectors.toSet());
        }

        private Set<String> keys(String file, String schema, String field) {
            return pack.has(file)
                    ? pack.csv(file, schema, new Problems()).stream()
                            .flatMap(it -> it.find(field).stream())
                            .collect(Collectors.toSet())
                    : Set.of();
        }

        void run() {
            pack.csv(NEEDS, "needs.row", problems).forEach(this::need);
            for (var row : pack.csv(TARGETS, "need-targets.row", problems)) {
                if (row.known(problems, "need", needs.keySet())) {
                    measured.add(row.text("need"));
                }
            }
            for (var row : needs.values()) {
                if (!row.text("state").equals("DRAFT") && !measured.contains(row.text("key"))) {
                    row.complain(problems, "key", "targets-none");
                }
            }
        }

        private void need(PackRow row) {
            if (needs.put(row.text("key"), row) != null) {
                row.complain(problems, "key", "duplicate");
            }
            row.known(problems, "owner", organisations);
            row.known(problems, "payer", organisations);
            row.known(problems, "challenge", challenges);
            place(row);
            row.days(problems, "wanted_by", "created_on", "submitted_on", "judged_on");
            if (!questions.containsAll(list(row, "yes"))) {
                row.complain(problems, "yes", "unknown-reference");
            }
            var state = row.text("state");
            if (!state.equals("DRAFT")) {
                row.required(
                        problems,
                        "problem",
                        "category",
                        "budget_yuan",
                        "ip_rule",
                        "commitment",
                        "commitment_text",
                        "wanted_by",
                        "submitted_on");
                if (row.orNull("payer") == null) {
                    row.required(problems, "payer_text");
                }
            }
            if (!state.equals("DRAFT") && !state.equals("SUBMITTED")) {
                row.required(problems, "judged_on", "reason", "grounds");
            }
            if (state.equals("IN_CALL")) {
                row.required(problems, "challenge");
            }
        }

        /** Both or neither, and the node is one of the chain's. */
        private void place(PackRow row) {
            var chain = row.orNull("chain");
            var node = row.orNull("node");
            if (chain == null && node == null) {
                return;
            }
            row.required(problems, "chain", "node");
            if (chain != null && node != null) {
                row.known(
                        problems,
                        "node",
                        nodes.computeIfAbsent(
                                chain,
                                it ->
                                        keys(
                                                "chains/" + it + "/nodes.csv",
                                                "chain-nodes.row",
                                                "key")));
            }
        }
    }

    private static List<String> list(PackRow row, String field) {
        return row.find(field).map(it -> Arrays.asList(it.split(";", -1))).orElse(List.of());
    }

    @Override
    public void load(Pack pack) {
        if (!there(pack)) {
            return;
        }
        var nothing = new Problems();
        var rules = NeedSection.read(pack);
        var targets =
                pack.csv(TARGETS, "need-targets.row", nothing).stream()
                        .collect(Collectors.groupingBy(it -> it.text("need")));
        int loaded = 0;
        for (var row : pack.csv(NEEDS, "needs.row", nothing)) {
            if (!exists(row.text("key"))) {
                tell(row, targets.getOrDefault(row.text("key"), List.of()), rules);
                loaded++;
            }
        }
        if (loaded > 0) {
            record Loaded(int needs) {}
            var name = String.valueOf(pack.root().getFileName());
            audit.record(Change.created("challenge.need.load", "pack", name, new Loaded(loaded)));
        }
    }

    private boolean exists(String key) {
        return jdbc.sql("select exists (select from challenge.need where demo_key = ?)")
                .param(key)
                .query(Boolean.class)
                .single();
    }

    private void tell(PackRow row, List<PackRow> targets, NeedRules rules) {
        var state = State.valueOf(row.text("state"));
        var draft = draft(row, targets);
        var created = at(row, "created_on");
        boolean handedIn = state != State.DRAFT;
        var submitted = handedIn ? at(row, "submitted_on") : null;
        var id =
                writing.insert(
                        draft,
                        Collector.valueOf(row.text("collected_by")),
                        new NeedWriting.Beginning(
                                state, handedIn ? 1 : 0, submitted, created, row.text("key")));
        writing.step(id, null, State.DRAFT, "", null, created);
        if (submitted != null) {
            writing.step(id, State.DRAFT, State.SUBMITTED, "", draft, submitted);
        }
        if (row.orNull("judged_on") != null) {
            judged(id, row, state, rules);
        }
        var challenge = row.orNull("challenge");
        if (challenge != null) {
            called(id, challenge, at(row, "judged_on"));
        }
        if (state.open()) {
            NeedCalls.respond(
                    weakLinks,
                    new Need(
                            id,
                            draft,
                            state,
                            Collector.OWNER,
                            1,
                            1,
                            submitted,
                            null,
                            created,
                            true),
                    state == State.IN_CALL ? "in-call" : "publishable");
        }
    }

    private void judged(UUID id, PackRow row, State state, NeedRules rules) {
        var verdict = state == State.IN_CALL ? Verdict.PUBLISHABLE : Verdict.valueOf(state.name());
        var yes = list(row, "yes");
        var answers = new ArrayList<Answer>();
        for (var question : rules.questions()) {
            answers.add(
                    new Answer(question.key(), yes.contains(question.key()), row.text("grounds")));
        }
        var at = at(row, "judged_on");
        writing.judgement(
                id, new Need.Judgement(1, verdict, row.text("reason"), answers, OFFICER, at));
        writing.step(id, State.SUBMITTED, verdict.state(), row.text("reason"), null, at);
    }

    private void called(UUID id, String challenge, Instant at) {
        var found =
                jdbc.sql("select id, published_at from challenge.challenge where demo_key = ?")
                        .param(challenge)
                        .query((row, _) ->
                                Map.entry(
                                        row.getObject("id", UUID.class),
                                        row.getObject(
                                                        "published_at",
                                                        java.time.OffsetDateTime.class)
                                                .toInstant()))
                        .single();
        jdbc.sql("insert into challenge.need_call (challenge, need, at) values (?, ?, ?)")
                .params(found.getKey(), id, NeedWriting.at(at))
                .update();
        writing.step(id, State.PUBLISHABLE, State.IN_CALL, "", null, found.getValue());
    }

    private Draft draft(PackRow row, List<PackRow> targets) {
        var budget = row.orNull("budget_yuan");
        var category = row.orNull("category");
        var commitment = row.orNull("commitment");
        var payer = row.orNull("payer");
        return new Draft(
                organisation(row.text("owner")),
                weakLink(row),
                row.text("title"),
                row.find("problem").orElse(""),
                category == null ? null : BaseCategory.valueOf(category),
                budget == null ? null : Yuan.of(budget),
                payer == null ? null : organisation(payer),
                row.find("payer_text").orElse(""),
                targets.stream()
                        .map(it ->
                                new Target(
                                        it.text("metric"),
                                        it.text("comparator").equals("at-least"),
                                        it.decimal("value"),
                                        it.text("unit"),
                                        it.text("test_method")))
                        .toList(),
                row.find("ip_rule").orElse(""),
                commitment == null ? null : Commitment.valueOf(commitment),
                row.find("commitment_text").orElse(""),
                row.dateOrNull("wanted_by"));
    }

    private @Nullable UUID weakLink(PackRow row) {
        var chain = row.orNull("chain");
        var node = row.orNull("node");
        return chain == null || node == null ? null : weakLinks.ofNode(chain, node).orElse(null);
    }

    private UUID organisation(String code) {
        return organisations
                .findByCode(CreditCode.admittedByOverride(code))
                .map(Organisation::id)
                .orElseThrow(() ->
                        new IllegalStateException(
                                "validate lets no unknown organisation pass: " + code));
    }

    private Instant at(PackRow row, String field) {
        return Objects.requireNonNull(row.date(field))
                .atTime(MORNING)
                .atZone(clock.getZone())
                .toInstant();
    }
}
