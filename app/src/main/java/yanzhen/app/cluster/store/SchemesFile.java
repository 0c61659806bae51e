package yanzhen.app.cluster.store;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import yanzhen.app.cluster.Adjustments;
import yanzhen.app.cluster.SchemeVersion;
import yanzhen.app.cluster.SchemeVersion.Basis;
import yanzhen.app.cluster.SchemeVersion.Quotas;
import yanzhen.app.cluster.SchemeVersion.Transition;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;

/**
 * Schemes and the versions of their rules: those of the common file, and those in files of their
 * own.
 */
@Component
class SchemesFile {

    static final String FILE = "schemes.yaml";

    /** Key of the version of a scheme whose rules have only one. */
    static final String ONLY = "1";

    private static final String VERSIONS = "versions";
    private static final String QUOTAS = "quotas";
    private static final String TRANSITION = "transition";
    private static final String BASIS = "basis";

    private final JdbcClient jdbc;
    private final RoundText text;

    SchemesFile(JdbcClient jdbc, RoundText text) {
        this.jdbc = jdbc;
        this.text = text;
    }

    /** A scheme and where it stands in the pack. */
    private record Source(String file, String place, JsonNode scheme) {

        String key() {
            return scheme.path("key").asString("");
        }

        List<JsonNode> versions() {
            return scheme.path(VERSIONS).valueStream().toList();
        }

        void complain(Problems problems, String field, String value, String code) {
            problems.add(file, null, place + field, value, code);
        }
    }

    private static List<Source> sources(Pack pack, Problems problems) {
        var common = pack.yaml(FILE, "schemes", problems).path("schemes").valueStream().toList();
        var sources = new ArrayList<Source>();
        for (int at = 0; at < common.size(); at++) {
            sources.add(new Source(FILE, "/schemes/%d".formatted(at), common.get(at)));
        }
        for (var it : SchemeFile.all(pack, problems)) {
            sources.add(new Source(it.file(), "/scheme", it.tree().path("scheme")));
        }
        return sources;
    }

    /**
     * Checks them.
     *
     * @param districts codes of the region's districts
     * @return the keys of the versions of each scheme, the oldest first
     */
    static SchemeKeys validate(Pack pack, Set<String> districts, Problems problems) {
        var schemes = new LinkedHashMap<String, List<String>>();
        for (var source : sources(pack, problems)) {
            var versions =
                    source.versions().stream().map(it -> it.path("version").asString("")).toList();
            if (!source.key().isEmpty()
                    && schemes.put(
                                    source.key(),
                                    versions.isEmpty() ? List.of(ONLY) : List.copyOf(versions))
                            != null) {
                source.complain(problems, "/key", source.key(), "duplicate");
            }
            checkTerms(source, problems);
            checkVersions(source, problems);
            checkQuotas(source, source.scheme, "", districts, problems);
            for (int at = 0; at < versions.size(); at++) {
                var place = "/versions/%d".formatted(at);
                checkQuotas(source, source.versions().get(at), place, districts, problems);
            }
        }
        return new SchemeKeys(schemes);
    }

    /** Terms stand either with the scheme or with each of its versions. */
    private static void checkTerms(Source source, Problems problems) {
        var scheme = source.scheme;
        if (!scheme.has(VERSIONS)) {
            if (!scheme.has(BASIS)) {
                source.complain(problems, "/basis", "", "required");
            }
            return;
        }
        for (var field : List.of(BASIS, "cycleMonths", "validityMonths", QUOTAS)) {
            if (scheme.has(field)) {
                source.complain(problems, "/" + field, field, "terms-of-versions");
            }
        }
    }

    /** Each key once, one after the other, and a transition only from one to the next. */
    private static void checkVersions(Source source, Problems problems) {
        var keys = new HashSet<String>();
        JsonNode before = null;
        int at = 0;
        for (var version : source.versions()) {
            var place = "/versions/%d".formatted(at++);
            var key = version.path("version").asString("");
            if (!keys.add(key)) {
                source.complain(problems, place + "/version", key, "duplicate");
            }
            var from = day(version, "from");
            var until = day(version, "until");
            if (from != null && until != null && !from.isBefore(until)) {
                source.complain(problems, place + "/until", until.toString(), "period-empty");
            }
            if (before != null) {
                checkFollows(source, before, from, place, problems);
            } else if (version.has(TRANSITION)) {
                source.complain(problems, place + "/transition", key, "transition-first");
            }
            checkTransition(source, version.path(TRANSITION), from, place, problems);
            before = version;
        }
    }

    private static void checkFollows(
            Source source,
            JsonNode before,
            @Nullable LocalDate from,
            String place,
            Problems problems) {
        var end = day(before, "until");
        if (from == null || end == null || from.isBefore(end)) {
            source.complain(
                    problems,
                    place + "/from",
                    from == null ? "" : from.toString(),
                    "version-order");
        }
    }

    private static void checkTransition(
            Source source,
            JsonNode transition,
            @Nullable LocalDate from,
            String place,
            Problems problems) {
        for (var field : List.of("callsUntil", "evaluationsUntil", "heldUntil")) {
            var day = day(transition, field);
            if (day != null && from != null && !from.isBefore(day)) {
                source.complain(
                        problems,
                        place + "/transition/" + field,
                        day.toString(),
                        "transition-before");
            }
        }
    }

    private static void checkQuotas(
            Source source, JsonNode of, String place, Set<String> districts, Problems problems) {
        of.path(QUOTAS)
                .path("districts")
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(it -> !districts.contains(it))
                .forEach(it ->
                        source.complain(
                                problems,
                                "%s/quotas/districts/%s".formatted(place, it),
                                it,
                                "unknown-reference"));
    }

    /** Null where there is none, or none that is a day, of which the schema complains. */
    private static @Nullable LocalDate day(JsonNode it, String field) {
        try {
            return it.has(field) ? LocalDate.parse(it.path(field).asString("")) : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /**
     * What the pack no longer has of a scheme is gone; rounds keep what they were opened with.
     *
     * @return the keys of the versions of each scheme, the oldest first
     */
    SchemeKeys load(Pack pack) {
        jdbc.sql("delete from cluster.condition").update();
        jdbc.sql("delete from cluster.ground").update();
        jdbc.sql("delete from cluster.procedure").update();
        var keys = new LinkedHashMap<String, List<String>>();
        for (var source : sources(pack, new Problems())) {
            store(source.scheme, keys.size() + 1);
            jdbc.sql("delete from cluster.scheme_version where scheme = ?")
                    .param(source.key())
                    .update();
            var versions = versions(source.scheme);
            for (int at = 0; at < versions.size(); at++) {
                store(source.key(), versions.get(at), at + 1);
            }
            keys.put(source.key(), versions.stream().map(SchemeVersion::key).toList());
        }
        return new SchemeKeys(keys);
    }

    private static List<SchemeVersion> versions(JsonNode scheme) {
        return scheme.has(VERSIONS)
                ? scheme.path(VERSIONS).valueStream().map(SchemesFile::version).toList()
                : List.of(version(scheme));
    }

    private static SchemeVersion version(JsonNode it) {
        return new SchemeVersion(
                it.path("version").asString(ONLY),
                it.has("version") ? name(it.path("name")) : null,
                day(it, "from"),
                day(it, "until"),
                number(it, "cycleMonths"),
                number(it, "validityMonths"),
                basis(it.path(BASIS)),
                reading(it),
                it.has(QUOTAS) ? quotas(it.path(QUOTAS)) : null,
                it.has(TRANSITION) ? transition(it.path(TRANSITION)) : null);
    }

    private static Basis basis(JsonNode it) {
        return new Basis(
                it.path("document").asString(),
                it.path("place").asString(),
                it.path("mark").asString().equals("verified"));
    }

    private static @Nullable Basis basisOrNull(JsonNode of) {
        return of.has(BASIS) ? basis(of.path(BASIS)) : null;
    }

    private static @Nullable Bilingual reading(JsonNode of) {
        return of.has("reading") ? name(of.path("reading")) : null;
    }

    private static Bilingual name(JsonNode it) {
        return new Bilingual(it.path("zh").asString(), it.path("en").asString());
    }

    private static Quotas quotas(JsonNode it) {
        var districts = new HashMap<String, Integer>();
        it.path("districts")
                .propertyStream()
                .forEach(each -> districts.put(each.getKey(), each.getValue().asInt()));
        return new Quotas(districts, number(it, "others"), basisOrNull(it), reading(it));
    }

    private static Transition transition(JsonNode it) {
        return new Transition(
                day(it, "callsUntil"),
                day(it, "evaluationsUntil"),
                day(it, "heldUntil"),
                it.path("cycleAnew").asBoolean(false),
                basisOrNull(it),
                reading(it));
    }

    private static @Nullable Integer number(JsonNode node, String field) {
        return node.has(field) ? Integer.valueOf(node.path(field).asInt()) : null;
    }

    private void store(JsonNode scheme, int ordinal) {
        jdbc.sql(
                        """
                        insert into cluster.scheme (key, family, level, rank, step, name_zh, name_en, ordinal, adjustments)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (key) do update set
                            family = excluded.family, level = excluded.level, rank = excluded.rank,
                            step = excluded.step, name_zh = excluded.name_zh, name_en = excluded.name_en,
                            ordinal = excluded.ordinal, adjustments = excluded.adjustments
                        """)
                .param(scheme.path("key").asString())
                .param(scheme.path("family").asString())
                .param(scheme.path("level").asString())
                .param(scheme.path("rank").asInt())
                .param(number(scheme, "step"))
                .param(scheme.path("name").path("zh").asString())
                .param(scheme.path("name").path("en").asString())
                .param(ordinal)
                .param(adjustments(scheme))
                .update();
    }

    private void store(String scheme, SchemeVersion version, int ordinal) {
        var name = version.name();
        var reading = version.reading();
        var transition = version.transition();
        jdbc.sql(
                        """
                        insert into cluster.scheme_version
                            (scheme, key, ordinal, name_zh, name_en, valid, cycle_months, validity_months, document, place, mark,
                             reading_zh, reading_en, quotas, transition, held_until, cycle_anew)
                        values (?, ?, ?, ?, ?, daterange(?, ?), ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?)
                        """)
                .param(scheme)
                .param(version.key())
                .param(ordinal)
                .param(name == null ? null : name.zh())
                .param(name == null ? null : name.en())
                .param(version.from())
                .param(version.until())
                .param(version.cycleMonths())
                .param(version.validityMonths())
                .param(version.basis().document())
                .param(version.basis().place())
                .param(version.basis().confirmed() ? "verified" : "to-be-confirmed")
                .param(reading == null ? null : reading.zh())
                .param(reading == null ? null : reading.en())
                .param(version.quotas() == null ? null : text.of(version.quotas()))
                .param(transition == null ? null : text.of(transition))
                .param(transition == null ? null : transition.heldUntil())
                .param(transition != null && transition.cycleAnew())
                .update();
    }

    /** All kinds where the scheme says nothing. */
    private static String[] adjustments(JsonNode scheme) {
        return scheme.has("adjustments")
                ? scheme.path("adjustments")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toArray(String[]::new)
                : Arrays.stream(Adjustments.Kind.values()).map(Enum::name).toArray(String[]::new);
    }
}
