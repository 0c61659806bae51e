package yanzhen.app.cluster.store;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import yanzhen.app.cluster.ControlLinks;
import yanzhen.app.cluster.IdentifierKind;
import yanzhen.app.cluster.OtherIdentifier;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackRow;

/**
 * Kinds of identifiers, emerging industries and, in a demonstration, bodies without credit codes,
 * further identifiers, branches and groups. Each of the files may be left out.
 */
@Component
class IdentityFile {

    private static final String KINDS = "identifiers.yaml";
    private static final String EMERGING = "emerging.yaml";
    private static final String BODIES = "demo/bodies.csv";
    private static final String IDENTIFIERS = "demo/identifiers.csv";
    private static final String LINKS = "demo/links.csv";
    private static final String AREAS = "demo/areas.csv";

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final Clock clock;

    IdentityFile(JdbcClient jdbc, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    static void validate(Pack pack, Problems problems) {
        if (pack.has(KINDS)) {
            kinds(pack, problems);
        }
        if (pack.has(EMERGING)) {
            validateEmerging(pack, problems);
        }
    }

    private static Map<String, IdentifierKind> kinds(Pack pack, Problems problems) {
        var kinds = new HashMap<String, IdentifierKind>();
        int at = 0;
        for (var kind : pack.yaml(KINDS, "identifiers", problems).path("kinds")) {
            var key = kind.path("key").asString("");
            if (kinds.containsKey(key)) {
                problems.add(KINDS, null, "/kinds/%d/key".formatted(at), key, "duplicate");
            }
            var pattern = kind.path("pattern").asString("");
            try {
                kinds.put(key, kind(kind, Pattern.compile(pattern)));
            } catch (PatternSyntaxException e) {
                var place = "/kinds/%d/pattern".formatted(at);
                problems.add(KINDS, null, place, pattern, "pattern-unreadable");
            }
            at++;
        }
        return kinds;
    }

    private static IdentifierKind kind(JsonNode kind, Pattern pattern) {
        var basis = kind.path("basis");
        var proof = kind.path("proof").asString("");
        return new IdentifierKind(
                kind.path("key").asString(""),
                new Bilingual(
                        kind.path("name").path("zh").asString(""),
                        kind.path("name").path("en").asString("")),
                pattern,
                proof.equals("mod-97-10") ? IdentifierKind.Proof.MOD_97_10 : null,
                kind.path("jurisdiction").asBoolean(false),
                kind.path("leads").asBoolean(false),
                basis.path("document").asString(""),
                basis.path("mark").asString("").equals("verified"));
    }

    private static Set<String> validateEmerging(Pack pack, Problems problems) {
        var tree = pack.yaml(EMERGING, "emerging", problems);
        var areas = new HashSet<String>();
        int at = 0;
        for (var area : tree.path("areas")) {
            var key = area.path("key").asString("");
            if (!areas.add(key)) {
                problems.add(EMERGING, null, "/areas/%d/key".formatted(at), key, "duplicate");
            }
            at++;
        }
        var mapped = new HashSet<String>();
        at = 0;
        for (var mapping : tree.path("mapping")) {
            var area = mapping.path("area").asString("");
            var place = "/mapping/%d/area".formatted(at);
            if (!areas.contains(area)) {
                problems.add(EMERGING, null, place, area, "unknown-reference");
            }
            if (!mapped.add(mapping.path("industry").asString("") + " " + area)) {
                problems.add(EMERGING, null, place, area, "duplicate");
            }
            at++;
        }
        return areas;
    }

    /**
     * Holds the synthetic records against each other.
     *
     * @param keys of the organisations; those of bodies without credit codes are added to them
     * @param regions codes of districts and parks
     */
    static void validateDemonstration(
            Pack pack, Set<String> keys, Set<String> regions, Problems problems) {
        var nothing = new Problems();
        var kinds = pack.has(KINDS) ? kinds(pack, nothing) : Map.<String, IdentifierKind>of();
        if (pack.has(BODIES)) {
            for (var row : pack.csv(BODIES, "bodies.row", problems)) {
                row.known(problems, "district", regions);
                row.known(problems, "park", regions);
                checkBody(row, kinds, problems);
                if (!keys.add(key(row))) {
                    row.complain(problems, "code", "duplicate");
                }
            }
        }
        if (pack.has(IDENTIFIERS)) {
            for (var row : pack.csv(IDENTIFIERS, "identifiers.row", problems)) {
                row.known(problems, "organisation", keys);
                checkNumber(row, kinds, false, problems);
            }
        }
        if (pack.has(LINKS)) {
            validateLinks(pack, keys, problems);
        }
        if (pack.has(AREAS)) {
            var areas = pack.has(EMERGING) ? validateEmerging(pack, nothing) : Set.<String>of();
            for (var row : pack.csv(AREAS, "areas.row", problems)) {
                row.known(problems, "organisation", keys);
                row.known(problems, "area", areas);
            }
        }
    }

    private static void checkBody(
            PackRow row, Map<String, IdentifierKind> kinds, Problems problems) {
        var code = row.orNull("code");
        if (code == null) {
            checkNumber(row, kinds, true, problems);
        } else if (!new CreditCode(code).passesCheck()) {
            row.complain(problems, "code", "credit-code-check");
        }
    }

    private static String key(PackRow row) {
        var code = row.orNull("code");
        return code == null ? number(row).key() : code;
    }

    private static void checkNumber(
            PackRow row, Map<String, IdentifierKind> kinds, boolean alone, Problems problems) {
        if (!row.known(problems, "identifier_kind", kinds.keySet())) {
            return;
        }
        var kind = Objects.requireNonNull(kinds.get(row.text("identifier_kind")));
        var number = number(row);
        var jurisdiction = number.jurisdiction();
        kind.faults(jurisdiction == null ? "" : jurisdiction, number.value())
                .forEach(it -> row.complain(problems, it.field(), it.code()));
        if (alone && !kind.leads()) {
            row.complain(problems, "identifier_kind", "identifier-never-leads");
        }
    }

    /**
     * Whatever the days: a demonstration has no need of a circle that is one only in some years.
     */
    private static void validateLinks(Pack pack, Set<String> keys, Problems problems) {
        var parents = new HashMap<String, Set<String>>();
        for (var row : pack.csv(LINKS, "links.row", problems)) {
            row.known(problems, "child", keys);
            row.known(problems, "parent", keys);
            var kind = ControlLinks.Kind.valueOf(row.text("kind"));
            if (kind != ControlLinks.Kind.SUBSIDIARY && row.orNull("share") != null) {
                row.complain(problems, "share", "share-of-holding");
            }
            var child = row.text("child");
            if (reaches(parents, row.text("parent"), child)) {
                row.complain(problems, "parent", "control-circle", child);
            }
            parents.computeIfAbsent(child, _ -> new HashSet<>()).add(row.text("parent"));
        }
    }

    private static boolean reaches(Map<String, Set<String>> parents, String from, String searched) {
        return from.equals(searched)
                || parents.getOrDefault(from, Set.of()).stream()
                        .anyMatch(it -> reaches(parents, it, searched));
    }

    private static OtherIdentifier number(PackRow row) {
        return new OtherIdentifier(
                row.text("identifier_kind"),
                row.orNull("jurisdiction"),
                OtherIdentifier.plain(row.text("identifier")));
    }

    void load(Pack pack) {
        var nothing = new Problems();
        int ordinal = 0;
        if (pack.has(KINDS)) {
            for (var kind : pack.yaml(KINDS, "identifiers", nothing).path("kinds")) {
                storeKind(kind, ++ordinal);
            }
        }
        if (pack.has(EMERGING)) {
            var tree = pack.yaml(EMERGING, "emerging", nothing);
            ordinal = 0;
            for (var area : tree.path("areas")) {
                storeArea(area, tree.path("basis"), ++ordinal);
            }
            jdbc.sql("delete from cluster.emerging_mapping").update();
            tree.path("mapping").forEach(this::storeMapping);
        }
    }

    private void storeKind(JsonNode kind, int ordinal) {
        var basis = kind.path("basis");
        var proof = kind.path("proof").asString("");
        jdbc.sql(
                        """
                        insert into cluster.identifier_kind
                            (key, name_zh, name_en, pattern, proof, jurisdiction, leads, document, place, mark, ordinal)
                        values (?, ?, ?, ?, nullif(?, ''), ?, ?, ?, ?, ?, ?)
                        on conflict (key) do update set
                            name_zh = excluded.name_zh, name_en = excluded.name_en, pattern = excluded.pattern,
                            proof = excluded.proof, jurisdiction = excluded.jurisdiction, leads = excluded.leads,
                            document = excluded.document, place = excluded.place, mark = excluded.mark,
                            ordinal = excluded.ordinal
                        """)
                .param(kind.path("key").asString())
                .param(kind.path("name").path("zh").asString())
                .param(kind.path("name").path("en").asString())
                .param(kind.path("pattern").asString())
                .param(proof)
                .param(kind.path("jurisdiction").asBoolean(false))
                .param(kind.path("leads").asBoolean(false))
                .param(basis.path("document").asString())
                .param(basis.path("place").asString(""))
                .param(basis.path("mark").asString())
                .param(ordinal)
                .update();
    }

    private void storeArea(JsonNode area, JsonNode basis, int ordinal) {
        jdbc.sql(
                        """
                        insert into cluster.emerging_area (key, name_zh, name_en, document, place, mark, ordinal)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (key) do update set
                            name_zh = excluded.name_zh, name_en = excluded.name_en, document = excluded.document,
                            place = excluded.place, mark = excluded.mark, ordinal = excluded.ordinal
                        """)
                .param(area.path("key").asString())
                .param(area.path("name").path("zh").asString())
                .param(area.path("name").path("en").asString())
                .param(basis.path("document").asString())
                .param(basis.path("place").asString(""))
                .param(basis.path("mark").asString())
                .param(ordinal)
                .update();
    }

    private void storeMapping(JsonNode mapping) {
        jdbc.sql(
                        "insert into cluster.emerging_mapping (industry, area, part, mark) values (?, ?, ?, ?)")
                .param(mapping.path("industry").asString())
                .param(mapping.path("area").asString())
                .param(mapping.path("part").asBoolean())
                .param(mapping.path("mark").asString())
                .update();
    }

    /** Bodies that are there already stay as they are: people may have corrected them. */
    void loadBodies(Pack pack, Map<String, UUID> known) {
        if (!pack.has(BODIES)) {
            return;
        }
        var now = now();
        for (var row : pack.csv(BODIES, "bodies.row", new Problems())) {
            if (!known.containsKey(key(row))) {
                storeBody(row, now);
            }
        }
    }

    private void storeBody(PackRow row, OffsetDateTime now) {
        var id = UUID.randomUUID();
        var code = row.orNull("code");
        var number = code == null ? number(row) : null;
        jdbc.sql(
                        """
                        insert into cluster.organisation
                            (id, code, lead_kind, lead_jurisdiction, lead_value, synthetic, created_at)
                        values (?, ?, ?, ?, ?, true, ?)
                        """)
                .param(id)
                .param(code)
                .param(number == null ? null : number.kind())
                .param(number == null ? null : number.jurisdiction())
                .param(number == null ? null : number.value())
                .param(now)
                .update();
        jdbc.sql(
                        """
                        insert into cluster.organisation_fact
                            (organisation, name, name_en, kind, district, park, industry, registered, address, recorded_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(id)
                .param(row.text("name"))
                .param(row.text("name_en"))
                .param(row.text("kind"))
                .param(row.text("district"))
                .param(row.orNull("park"))
                .param(row.orNull("industry"))
                .param(row.dateOrNull("registered"))
                .param(row.orNull("address"))
                .param(now)
                .update();
        if (number != null) {
            storeNumber(id, row, now);
        }
        record Added(String identifier, String name) {}
        audit.record(
                Change.created(
                        "cluster.register",
                        "organisation",
                        id,
                        new Added(key(row), row.text("name"))));
    }

    private void storeNumber(UUID organisation, PackRow row, OffsetDateTime now) {
        var number = number(row);
        jdbc.sql(
                        """
                        insert into cluster.identifier
                            (organisation, kind, jurisdiction, value, valid, document, recorded_at, synthetic)
                        values (?, ?, ?, ?, daterange(?, ?), ?, ?, true)
                        """)
                .param(organisation)
                .param(number.kind())
                .param(number.jurisdiction())
                .param(number.value())
                .param(row.date("from"))
                .param(row.dateOrNull("until"))
                .param(row.find("document").orElse(""))
                .param(now)
                .update();
    }

    /** What was recorded before stays as it is, even where people have withdrawn it. */
    void loadTies(Pack pack, Map<String, UUID> ids) {
        var nothing = new Problems();
        var now = now();
        if (pack.has(IDENTIFIERS)) {
            pack.csv(IDENTIFIERS, "identifiers.row", nothing)
                    .forEach(row -> identify(row, must(ids, row.text("organisation")), now));
        }
        if (pack.has(LINKS)) {
            pack.csv(LINKS, "links.row", nothing).forEach(row -> link(row, ids, now));
        }
        if (pack.has(AREAS)) {
            pack.csv(AREAS, "areas.row", nothing)
                    .forEach(row -> state(row, must(ids, row.text("organisation")), now));
        }
    }

    private static UUID must(Map<String, UUID> ids, String key) {
        return Objects.requireNonNull(ids.get(key), "validate lets no unknown organisation pass");
    }

    private void identify(PackRow row, UUID organisation, OffsetDateTime now) {
        var number = number(row);
        boolean there =
                jdbc.sql(
                                """
                                select exists (select from cluster.identifier
                                               where organisation = ? and kind = ? and value = ?)
                                """)
                        .params(organisation, number.kind(), number.value())
                        .query(Boolean.class)
                        .single();
        if (!there) {
            storeNumber(organisation, row, now);
            record Said(String identifier) {}
            audit.record(
                    Change.created(
                            "cluster.identify",
                            "organisation",
                            organisation,
                            new Said(number.key())));
        }
    }

    private void link(PackRow row, Map<String, UUID> ids, OffsetDateTime now) {
        var child = must(ids, row.text("child"));
        var parent = must(ids, row.text("parent"));
        int added =
                jdbc.sql(
                                """
                                insert into cluster.control_link
                                    (link, child, parent, kind, share, valid, known, document, as_of, synthetic)
                                select ?, ?, ?, ?, ?, daterange(?, ?), tstzrange(?, null), ?, ?, true
                                where not exists (select from cluster.control_link
                                                  where child = ? and parent = ? and kind = ?)
                                """)
                        .param(UUID.randomUUID())
                        .param(child)
                        .param(parent)
                        .param(row.text("kind"))
                        .param(row.decimalOrNull("share"))
                        .param(row.date("from"))
                        .param(row.dateOrNull("until"))
                        .param(now)
                        .param(row.text("document"))
                        .param(row.date("as_of"))
                        .param(child)
                        .param(parent)
                        .param(row.text("kind"))
                        .update();
        if (added > 0) {
            record Said(String kind, UUID parent) {}
            audit.record(
                    Change.created(
                            "cluster.link",
                            "organisation",
                            child,
                            new Said(row.text("kind"), parent)));
        }
    }

    private void state(PackRow row, UUID organisation, OffsetDateTime now) {
        int added =
                jdbc.sql(
                                """
                                insert into cluster.emerging_statement
                                    (organisation, area, document, as_of, recorded_at, synthetic)
                                select ?, ?, ?, ?, ?, true
                                where not exists (select from cluster.emerging_statement
                                                  where organisation = ? and area = ?)
                                """)
                        .param(organisation)
                        .param(row.text("area"))
                        .param(row.text("document"))
                        .param(row.date("as_of"))
                        .param(now)
                        .param(organisation)
                        .param(row.text("area"))
                        .update();
        if (added > 0) {
            record Said(String area) {}
            audit.record(
                    Change.created(
                            "cluster.state-area",
                            "organisation",
                            organisation,
                            new Said(row.text("area"))));
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
