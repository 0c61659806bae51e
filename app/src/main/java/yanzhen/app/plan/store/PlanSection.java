package yanzhen.app.plan.store;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackRow;
import yanzhen.app.pack.PackSection;

/**
 * 规划包中的规划: {@code clauses.csv}, {@code indicators.yaml} and {@code figures.csv}, with the period
 * from {@code pack.yaml}.
 *
 * <p>A row that changed ends the one known before and begins a new one; a row that is gone ends.
 * One plan at a time is loaded in a database.
 */
@Component
class PlanSection implements PackSection {

    private static final String CLAUSES = "clauses.csv";
    private static final String INDICATORS = "indicators.yaml";
    private static final String FIGURES = "figures.csv";

    private static final List<String> CLAUSE_FIELDS =
            List.of(
                    "key",
                    "parent",
                    "ordinal",
                    "kind",
                    "place",
                    "title_zh",
                    "title_en",
                    "wording_zh",
                    "wording_en");
    private static final List<String> FIGURE_FIELDS =
            List.of(
                    "kind",
                    "key",
                    "component",
                    "period",
                    "as_of",
                    "published",
                    "value",
                    "qualifier",
                    "confidence",
                    "source_title",
                    "source_title_en",
                    "source_url",
                    "note_zh",
                    "note_en");

    private final JdbcClient jdbc;
    private final IndicatorJson json;
    private final AuditTrail audit;
    private final Clock clock;

    PlanSection(JdbcClient jdbc, IndicatorJson json, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public int floor() {
        return 6;
    }

    @Override
    public void validate(Pack pack, Problems problems) {
        var clauses = clauses(pack, problems);
        var tree = pack.yaml(INDICATORS, "indicators", problems);
        var subjects = new HashSet<String>();
        tree.path("series").forEach(it -> subjects.add("series " + it.path("key").asString()));
        int at = 0;
        for (var indicator : tree.path("indicators")) {
            subjects.add("indicator " + indicator.path("number").asString());
            validate("/indicators/" + at++, indicator, tree, clauses, problems);
        }
        validateFigures(pack, subjects, problems);
    }

    private static Set<String> clauses(Pack pack, Problems problems) {
        var seen = new HashSet<String>();
        for (var row : pack.csv(CLAUSES, "clauses.row", problems)) {
            var parent = row.orNull("parent");
            if (parent != null && !seen.contains(parent)) {
                row.complain(problems, "parent", "unknown-reference");
            }
            if (!seen.add(row.text("key"))) {
                row.complain(problems, "key", "duplicate");
            }
        }
        return seen;
    }

    private static void validate(
            String name,
            JsonNode indicator,
            JsonNode tree,
            Set<String> clauses,
            Problems problems) {
        reference(name + "/clause", indicator.path("clause"), clauses, problems);
        reference(
                name + "/category", indicator.path("category"), keys(tree, "categories"), problems);
        var series = keys(tree, "series");
        var ratio = indicator.path("ratio");
        reference(name + "/ratio/numerator", ratio.path("numerator"), series, problems);
        reference(name + "/ratio/denominator", ratio.path("denominator"), series, problems);
        reference(
                name + "/counts/denominator",
                indicator.path("counts").path("denominator"),
                series,
                problems);
        target(name + "/target", indicator.path("target"), problems);
        indicator.path("alsoWorded").forEach(it -> target(name + "/alsoWorded", it, problems));
    }

    private static void target(String field, JsonNode target, Problems problems) {
        try {
            IndicatorJson.target(target);
        } catch (IllegalArgumentException e) {
            problems.add(
                    INDICATORS,
                    null,
                    field,
                    target.toString(),
                    "plan-target",
                    String.valueOf(e.getMessage()));
        }
    }

    private static void reference(
            String field, JsonNode node, Set<String> known, Problems problems) {
        if (!node.isMissingNode() && !known.contains(node.asString())) {
            problems.add(INDICATORS, null, field, node.asString(), "unknown-reference");
        }
    }

    private static Set<String> keys(JsonNode tree, String list) {
        var keys = new HashSet<String>();
        tree.path(list).forEach(it -> keys.add(it.path("key").asString()));
        return keys;
    }

    private static void validateFigures(Pack pack, Set<String> subjects, Problems problems) {
        var seen = new HashSet<String>();
        for (var row : pack.csv(FIGURES, "figures.row", problems)) {
            if (!subjects.contains(row.text("kind") + " " + row.text("key"))) {
                row.complain(problems, "key", "unknown-reference");
            }
            var asOf = day(row, "as_of", problems);
            var published = day(row, "published", problems);
            if (asOf != null && published != null && published.isBefore(asOf)) {
                row.complain(problems, "published", "plan-published-before");
            }
            if (!seen.add(vintage(row))) {
                row.complain(problems, "key", "duplicate");
            }
            if ((row.orNull("note_zh") == null) != (row.orNull("note_en") == null)) {
                row.complain(problems, "note_en", "required");
            }
        }
    }

    private static @Nullable LocalDate day(PackRow row, String field, Problems problems) {
        try {
            return row.dateOrNull(field);
        } catch (DateTimeException e) {
            row.complain(problems, field, "date");
            return null;
        }
    }

    private static String vintage(PackRow row) {
        return String.join(
                "\u001f",
                List.of(
                        row.text("kind"),
                        row.text("key"),
                        row.find("component").orElse(""),
                        row.text("period"),
                        row.text("as_of"),
                        row.find("published").orElse("")));
    }

    @Override
    public void load(Pack pack) {
        var now = clock.instant();
        var tally = new Tally();
        loadOutline(pack, now, tally);
        loadClauses(pack, now, tally);
        var tree = pack.yaml(INDICATORS, "indicators", new Problems());
        var issued = issued(pack.yaml("pack.yaml", "pack", new Problems()));
        loadSeries(tree, issued, now, tally);
        loadIndicators(tree, issued, now, tally);
        loadFigures(pack, now, tally);
        if (!tally.changed.isEmpty()) {
            audit.record(
                    Change.created(
                            "plan.load",
                            "plan",
                            pack.yaml("pack.yaml", "pack", new Problems()).path("id").asString(),
                            new Loaded(tally.changed)));
        }
    }

    /** What a load changed: how many rows of each table began or ended. */
    record Loaded(Map<String, Integer> changed) {}

    private static final class Tally {
        private final Map<String, Integer> changed = new TreeMap<>();

        void add(String table) {
            changed.merge(table, 1, Integer::sum);
        }
    }

    private void loadOutline(Pack pack, Instant now, Tally tally) {
        var head = pack.yaml("pack.yaml", "pack", new Problems());
        var period = head.path("period");
        var digest = digest(head.path("document"), head.path("name"), period);
        var current = current("outline", "''");
        if (digest.equals(current.remove(""))) {
            return;
        }
        end("outline", "''", "", now);
        jdbc.sql(
                        """
                        insert into plan.outline
                            (document, name_zh, name_en, baseline_on, ends_on, digest, known)
                        values (?, ?, ?, ?, ?, ?, tstzrange(?, null))
                        """)
                .params(
                        head.path("document").path("number").asString(),
                        head.path("name").path("zh").asString(),
                        head.path("name").path("en").asString(),
                        LocalDate.parse(period.path("from").asString()).minusDays(1),
                        LocalDate.parse(period.path("until").asString()).minusDays(1),
                        digest,
                        utc(since("outline", head, now)))
                .update();
        tally.add("outline");
    }

    /**
     * The plan itself was known from the day of its issue; later versions of our entry from now.
     */
    private Instant since(String table, JsonNode head, Instant now) {
        return ever(table) ? now : issued(head);
    }

    private Instant issued(JsonNode head) {
        return startOf(LocalDate.parse(head.path("document").path("date").asString()));
    }

    private boolean ever(String table) {
        return jdbc.sql("select exists (select from plan.%s)".formatted(table))
                .query(Boolean.class)
                .single();
    }

    private void loadClauses(Pack pack, Instant now, Tally tally) {
        var since = since("clause", pack.yaml("pack.yaml", "pack", new Problems()), now);
        var current = current("clause", "key");
        for (var row : pack.csv(CLAUSES, "clauses.row", new Problems())) {
            var digest = digest(row, CLAUSE_FIELDS);
            if (supersedes("clause", "key", row.text("key"), digest, current, now, tally)) {
                jdbc.sql(
                                """
                                insert into plan.clause (key, parent, position, kind, place,
                                    title_zh, title_en, wording_zh, wording_en, digest, known)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, tstzrange(?, null))
                                """)
                        .param(row.text("key"))
                        .param(row.orNull("parent"))
                        .param(Integer.valueOf(row.text("ordinal")))
                        .param(row.text("kind"))
                        .param(row.text("place"))
                        .param(row.text("title_zh"))
                        .param(row.text("title_en"))
                        .param(row.text("wording_zh"))
                        .param(row.text("wording_en"))
                        .param(digest)
                        .param(utc(since))
                        .update();
            }
        }
        endGone("clause", "key", current, now, tally);
    }

    private void loadSeries(JsonNode tree, Instant issued, Instant now, Tally tally) {
        var since = ever("series") ? now : issued;
        var current = current("series", "key");
        for (var series : tree.path("series")) {
            var key = series.path("key").asString();
            var digest = digest(series);
            if (supersedes("series", "key", key, digest, current, now, tally)) {
                jdbc.sql(
                                """
                                insert into plan.series
                                    (key, name_zh, name_en, unit_zh, unit_en, digest, known)
                                values (?, ?, ?, ?, ?, ?, tstzrange(?, null))
                                """)
                        .params(
                                key,
                                series.path("zh").asString(),
                                series.path("en").asString(),
                                series.path("unitZh").asString(),
                                series.path("unitEn").asString(),
                                digest,
                                utc(since))
                        .update();
            }
        }
        endGone("series", "key", current, now, tally);
    }

    private void loadIndicators(JsonNode tree, Instant issued, Instant now, Tally tally) {
        var since = ever("indicator") ? now : issued;
        var categories = new HashMap<String, JsonNode>();
        tree.path("categories").forEach(it -> categories.put(it.path("key").asString(), it));
        var current = current("indicator", "number::text");
        for (var entry : tree.path("indicators")) {
            var category = categories.get(entry.path("category").asString());
            if (category == null) {
                throw new IllegalStateException("validate lets no unknown category pass");
            }
            var content = json.stored(entry, category);
            var number = entry.path("number").asString();
            var digest = sha256(content);
            if (supersedes("indicator", "number::text", number, digest, current, now, tally)) {
                jdbc.sql(
                                """
                                insert into plan.indicator (number, content, digest, known)
                                values (?, ?::jsonb, ?, tstzrange(?, null))
                                """)
                        .params(Integer.valueOf(number), content, digest, utc(since))
                        .update();
            }
        }
        endGone("indicator", "number::text", current, now, tally);
    }

    private void loadFigures(Pack pack, Instant now, Tally tally) {
        var key =
                """
                case when of_indicator then 'indicator' else 'series' end || chr(31) || subject
                || chr(31) || component || chr(31) || period || chr(31) || as_of::text
                || chr(31) || coalesce(published_on::text, '')\
                """;
        var current = current("figure", key);
        for (var row : pack.csv(FIGURES, "figures.row", new Problems())) {
            var vintage = vintage(row);
            var digest = digest(row, FIGURE_FIELDS);
            boolean correction = current.containsKey(vintage);
            if (supersedes("figure", key, vintage, digest, current, now, tally)) {
                insert(row, digest, correction ? now : knownFrom(row, now), now);
            }
        }
        endGone("figure", key, current, now, tally);
    }

    private Instant knownFrom(PackRow row, Instant now) {
        var published = row.dateOrNull("published");
        var from = published == null ? now : startOf(published);
        return from.isAfter(now) ? now : from;
    }

    private void insert(PackRow row, String digest, Instant knownFrom, Instant now) {
        jdbc.sql(
                        """
                        insert into plan.figure (of_indicator, subject, component, period, as_of,
                            published_on, value, qualifier, confidence, source_title,
                            source_title_en, source_url, note_zh, note_en, digest, recorded_at, known)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, tstzrange(?, null))
                        """)
                .param(row.text("kind").equals("indicator"))
                .param(row.text("key"))
                .param(row.find("component").orElse(""))
                .param(row.text("period"))
                .param(row.date("as_of"))
                .param(row.dateOrNull("published"))
                .param(new BigDecimal(row.text("value")))
                .param(constant(row.text("qualifier")))
                .param(constant(row.text("confidence")))
                .param(row.text("source_title"))
                .param(row.orNull("source_title_en"))
                .param(row.orNull("source_url"))
                .param(row.orNull("note_zh"))
                .param(row.orNull("note_en"))
                .param(digest)
                .param(utc(now))
                .param(utc(knownFrom))
                .update();
    }

    /**
     * Whether a row is new or changed; ends the one that it changes. Takes the key out of the
     * current ones, so that those left at the end are gone from the pack.
     */
    private boolean supersedes(
            String table,
            String keyColumn,
            String key,
            String digest,
            Map<String, String> current,
            Instant now,
            Tally tally) {
        var before = current.remove(key);
        if (digest.equals(before)) {
            return false;
        }
        if (before != null) {
            end(table, keyColumn, key, now);
        }
        tally.add(table);
        return true;
    }

    private void endGone(
            String table, String keyColumn, Map<String, String> current, Instant now, Tally tally) {
        for (var key : current.keySet()) {
            end(table, keyColumn, key, now);
            tally.add(table);
        }
    }

    private void end(String table, String keyColumn, String key, Instant now) {
        jdbc.sql(
                        """
                        update plan.%s set known = tstzrange(lower(known), ?)
                        where upper_inf(known) and %s = ?
                        """
                                .formatted(table, keyColumn))
                .params(utc(now), key)
                .update();
    }

    /** Digests of the rows that stand, by key. */
    private Map<String, String> current(String table, String keyColumn) {
        var digests = new HashMap<String, String>();
        jdbc.sql(
                        "select %s as key, digest from plan.%s where upper_inf(known)"
                                .formatted(keyColumn, table))
                .query(row -> {
                    digests.put(row.getString("key"), row.getString("digest"));
                });
        return digests;
    }

    private static String constant(String word) {
        return word.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
    }

    private static String digest(PackRow row, List<String> fields) {
        var cells = fields.stream().map(it -> row.find(it).orElse("")).toList();
        return sha256(String.join("\u001f", cells));
    }

    private static String digest(JsonNode... nodes) {
        return sha256(java.util.Arrays.toString(nodes));
    }

    private static String sha256(String content) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(clock.getZone()).toInstant();
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
