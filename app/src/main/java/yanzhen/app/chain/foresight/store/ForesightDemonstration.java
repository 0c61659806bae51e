package yanzhen.app.chain.foresight.store;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.foresight.Candidate;
import yanzhen.app.chain.foresight.Concern;
import yanzhen.app.chain.foresight.ForesightRules;
import yanzhen.app.chain.foresight.ForesightRules.Band;
import yanzhen.app.chain.foresight.Signal;
import yanzhen.app.chain.foresight.Study;
import yanzhen.app.chain.foresight.Topic;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackRow;
import yanzhen.app.pack.PackSection;

/**
 * 演示预研: signals, candidates, a study and topics under {@code demo/foresight}. What has been loaded
 * is not loaded again. The answers of the study are invented and belong to no account.
 */
@Component
class ForesightDemonstration implements PackSection {

    private static final String FOLDER = "demo/foresight/";
    private static final String SIGNALS = FOLDER + "signals.csv";
    private static final String CANDIDATES = FOLDER + "candidates.csv";
    private static final String EVIDENCE = FOLDER + "evidence.csv";
    private static final String STUDIES = FOLDER + "studies.csv";
    private static final String ANSWERS = FOLDER + "answers.csv";
    private static final String TOPICS = FOLDER + "topics.csv";

    private final JdbcClient jdbc;
    private final JdbcSignals signals;
    private final JdbcCandidates candidates;
    private final JdbcStudies studies;
    private final JdbcTopics topics;
    private final Atlas atlas;
    private final AuditTrail audit;
    private final Clock clock;

    ForesightDemonstration(
            JdbcClient jdbc,
            JdbcSignals signals,
            JdbcCandidates candidates,
            JdbcStudies studies,
            JdbcTopics topics,
            Atlas atlas,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.signals = signals;
        this.candidates = candidates;
        this.studies = studies;
        this.topics = topics;
        this.atlas = atlas;
        this.audit = audit;
        this.clock = clock;
    }

    /** After the chains, which it speaks of. */
    @Override
    public int floor() {
        return 3;
    }

    private static boolean there(Pack pack) {
        return pack.demonstration() && pack.has(CANDIDATES) && pack.has(ForesightSection.RULES);
    }

    @Override
    public void validate(Pack pack, Problems problems) {
        if (!there(pack)) {
            return;
        }
        var rules = ForesightSection.read(pack);
        var chains = Set.copyOf(pack.folders("chains"));
        var bands = rules.bands().stream().map(Band::key).collect(Collectors.toSet());
        var seen = keys(pack.csv(SIGNALS, "foresight-signals.row", problems), chains, problems);
        var rows = pack.csv(CANDIDATES, "foresight-candidates.row", problems);
        var known = keys(rows, chains, problems);
        for (var row : rows) {
            row.known(problems, "horizon", bands);
            each(row, "signals", seen, problems);
        }
        for (var row : pack.csv(EVIDENCE, "foresight-evidence.row", problems)) {
            row.known(problems, "candidate", known);
            evidence(row, rules, problems);
        }
        var asked = new HashSet<String>();
        for (var row : pack.csv(STUDIES, "foresight-studies.row", problems)) {
            asked.add(row.text("key"));
            each(row, "candidates", known, problems);
        }
        for (var row : pack.csv(ANSWERS, "foresight-answers.row", problems)) {
            row.known(problems, "study", asked);
            row.known(problems, "candidate", known);
        }
        for (var row : pack.csv(TOPICS, "foresight-topics.row", problems)) {
            row.known(problems, "horizon", bands);
            each(row, "candidates", known, problems);
        }
    }

    private static Set<String> keys(List<PackRow> rows, Set<String> chains, Problems problems) {
        var keys = new HashSet<String>();
        for (var row : rows) {
            row.known(problems, "chain", chains);
            if (!keys.add(row.text("key"))) {
                row.complain(problems, "key", "duplicate");
            }
        }
        return keys;
    }

    private static void each(PackRow row, String field, Set<String> known, Problems problems) {
        if (!known.containsAll(list(row, field))) {
            row.complain(problems, field, "unknown-reference");
        }
    }

    private static void evidence(PackRow row, ForesightRules rules, Problems problems) {
        int level = Integer.parseInt(row.text("level"));
        if (!rules.levels().get(level - 1).takes(row.text("kind"))) {
            row.complain(problems, "kind", "unknown-reference");
        }
    }

    private static List<String> list(PackRow row, String field) {
        return row.find(field).map(it -> Arrays.asList(it.split(";"))).orElse(List.of());
    }

    @Override
    public void load(Pack pack) {
        if (!there(pack) || loaded()) {
            return;
        }
        var nodes = nodes(pack);
        var seen = signals(pack, nodes);
        var known = candidates(pack, nodes, seen);
        studies(pack, known);
        topics(pack, known);
        record Loaded(int signals, int candidates) {}
        audit.record(
                Change.created(
                        "chain.foresight.load",
                        "pack",
                        String.valueOf(pack.root().getFileName()),
                        new Loaded(seen.size(), known.size())));
    }

    private boolean loaded() {
        return jdbc.sql("select exists (select from chain.candidate where demo_key is not null)")
                .query(Boolean.class)
                .single();
    }

    /** Nodes by chain and key. */
    private Map<String, UUID> nodes(Pack pack) {
        var nodes = new HashMap<String, UUID>();
        for (var chain : pack.folders("chains")) {
            atlas.map(chain)
                    .ifPresent(map ->
                            map.nodes().forEach(it -> nodes.put(chain + "/" + it.key(), it.id())));
        }
        return nodes;
    }

    private static Concern concern(PackRow row, Map<String, UUID> nodes) {
        var chain = row.text("chain");
        return new Concern(chain, nodes.get(chain + "/" + row.find("node").orElse("")));
    }

    private static SourceNote source(PackRow row) {
        return new SourceNote(row.text("source"), null, row.date("as_of"), Confidence.SYNTHETIC);
    }

    private Map<String, UUID> signals(Pack pack, Map<String, UUID> nodes) {
        var found = new HashMap<String, UUID>();
        for (var row : pack.csv(SIGNALS, "foresight-signals.row", new Problems())) {
            var note =
                    new Signal.Note(
                            row.text("title"),
                            row.find("detail").orElse(""),
                            row.text("seen_at"),
                            source(row),
                            list(row, "tags"),
                            List.of(concern(row, nodes)));
            found.put(row.text("key"), signals.insert(note, row.text("key")));
        }
        return found;
    }

    private Map<String, UUID> candidates(
            Pack pack, Map<String, UUID> nodes, Map<String, UUID> seen) {
        var found = new HashMap<String, UUID>();
        for (var row : pack.csv(CANDIDATES, "foresight-candidates.row", new Problems())) {
            var draft =
                    new Candidate.Draft(
                            new Bilingual(row.text("name_zh"), row.text("name_en")),
                            row.text("description"),
                            row.text("horizon"),
                            List.of(concern(row, nodes)));
            var id = candidates.insert(draft, true, row.text("key"));
            found.put(row.text("key"), id);
            for (var signal : list(row, "signals")) {
                jdbc.sql("insert into chain.candidate_signal (candidate, signal) values (?, ?)")
                        .param(id)
                        .param(seen.get(signal))
                        .update();
            }
        }
        for (var row : pack.csv(EVIDENCE, "foresight-evidence.row", new Problems())) {
            candidates.insert(
                    known(found, row.text("candidate")),
                    Integer.parseInt(row.text("level")),
                    row.text("kind"),
                    source(row));
        }
        return found;
    }

    private static UUID known(Map<String, UUID> found, String key) {
        var id = found.get(key);
        if (id == null) {
            throw new IllegalStateException("validate lets no unknown key pass: " + key);
        }
        return id;
    }

    private Instant moment(PackRow row, String field) {
        return row.date(field).atStartOfDay(clock.getZone()).toInstant();
    }

    private void studies(Pack pack, Map<String, UUID> known) {
        var ids = new HashMap<String, UUID>();
        int least = ForesightSection.read(pack).panel().least();
        for (var row : pack.csv(STUDIES, "foresight-studies.row", new Problems())) {
            var asked = list(row, "candidates").stream().map(it -> known(known, it)).toList();
            ids.put(
                    row.text("key"),
                    studies.insert(
                            new Study.Plan(
                                    row.text("title"),
                                    row.find("say").orElse(""),
                                    moment(row, "first_opens"),
                                    moment(row, "first_closes"),
                                    moment(row, "second_opens"),
                                    moment(row, "second_closes")),
                            asked,
                            least,
                            true,
                            row.text("key")));
            candidates.follow(asked, EnumSet.of(Candidate.State.WATCHED), Candidate.State.STUDIED);
        }
        var seats = new HashMap<String, UUID>();
        for (var row : pack.csv(ANSWERS, "foresight-answers.row", new Problems())) {
            var study = known(ids, row.text("study"));
            var seat =
                    seats.computeIfAbsent(
                            row.text("study") + " " + row.text("seat"), _ -> UUID.randomUUID());
            jdbc.sql(
                            """
                            insert into chain.study_answer
                                (study, round, candidate, pseudonym, importance, feasibility, year, expertise, reason)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                            """)
                    .param(study)
                    .param(Integer.valueOf(row.text("round")))
                    .param(known(known, row.text("candidate")))
                    .param(seat)
                    .param(whole(row, "importance"))
                    .param(whole(row, "feasibility"))
                    .param(whole(row, "year"))
                    .param(Integer.valueOf(row.text("expertise")))
                    .param(row.find("reason").orElse(""))
                    .update();
        }
    }

    private static @Nullable Integer whole(PackRow row, String field) {
        var text = row.orNull(field);
        return text == null ? null : Integer.valueOf(text);
    }

    private void topics(Pack pack, Map<String, UUID> known) {
        for (var row : pack.csv(TOPICS, "foresight-topics.row", new Problems())) {
            var milestones = new ArrayList<Topic.Milestone>();
            for (var it : list(row, "milestones")) {
                milestones.add(
                        new Topic.Milestone(
                                it.substring(11), LocalDate.parse(it.substring(0, 10)), null));
            }
            topics.insert(
                    new Topic.Draft(
                            row.text("title"),
                            row.text("aim"),
                            row.text("lead"),
                            Yuan.of(row.text("budget_yuan")),
                            row.text("horizon"),
                            list(row, "candidates").stream().map(it -> known(known, it)).toList(),
                            milestones),
                    Topic.State.valueOf(row.text("state")),
                    true,
                    row.text("key"));
        }
    }
}
