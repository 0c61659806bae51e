package yanzhen.app.cluster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.cluster.Conditions;
import yanzhen.app.cluster.Scheme;
import yanzhen.app.cluster.SchemeVersion;
import yanzhen.app.cluster.SchemeVersions;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.rules.Datum;
import yanzhen.app.rules.Kind;
import yanzhen.app.rules.Rule;
import yanzhen.app.rules.RuleFault;
import yanzhen.app.rules.RuleText;
import yanzhen.app.rules.Vocabulary;

@Component
class JdbcConditions implements Conditions {

    private static final String VERIFIED = "verified";

    private static final String OF_VERSION =
            "select * from cluster.condition where scheme = ? and version = ? order by ordinal";

    /**
     * Which version of each scheme stands on a day, all at once; as {@code cluster.version_on} says
     * of one.
     */
    static final String STANDING_VERSIONS =
            """
            (select distinct on (v.scheme) v.scheme as key, v.key as version
             from cluster.scheme_version v cross join (select ?::date as day) d
             order by v.scheme, v.valid @> d.day desc, coalesce(lower(v.valid) <= d.day, true) desc,
                      case when coalesce(lower(v.valid) <= d.day, true)
                           then d.day - coalesce(lower(v.valid), date '0001-01-01')
                           else lower(v.valid) - d.day end)
            """;

    /** Of the versions that stand on a day, whatever table is c. */
    private static final String STANDING =
            " join "
                    + STANDING_VERSIONS
                    + " s on s.key = c.scheme and s.version = c.version order by c.ordinal";

    private final JdbcClient jdbc;
    private final RoundText text;
    private final Clock clock;

    JdbcConditions(JdbcClient jdbc, RoundText text, Clock clock) {
        this.jdbc = jdbc;
        this.text = text;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Condition> of(String scheme) {
        return versions(scheme)
                .map(it -> of(scheme, it.standing(LocalDate.now(clock)).key()))
                .orElse(List.of());
    }

    @Override
    @Transactional(readOnly = true)
    public List<Condition> of(String scheme, String version) {
        var vocabulary = vocabulary();
        return jdbc.sql(OF_VERSION)
                .params(scheme, version)
                .query((row, _) -> condition(row, vocabulary))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, List<Condition>> all() {
        var vocabulary = vocabulary();
        var all = new HashMap<String, List<Condition>>();
        jdbc.sql("select c.* from cluster.condition c" + STANDING)
                .param(LocalDate.now(clock))
                .query(row -> {
                    all.computeIfAbsent(row.getString("scheme"), _ -> new ArrayList<>())
                            .add(condition(row, vocabulary));
                });
        return all;
    }

    /** Of a version as the pack wrote them, for a round to keep. */
    List<RoundText.Written> written(String scheme, String version) {
        return jdbc.sql(OF_VERSION)
                .params(scheme, version)
                .query((row, _) ->
                        new RoundText.Written(
                                name(row, "name"),
                                row.getString("rule"),
                                new Clause(row.getString("document"), row.getString("place")),
                                row.getString("mark").equals(VERIFIED),
                                row.getString("reading_zh") == null ? null : name(row, "reading"),
                                row.getBoolean("entry")))
                .list();
    }

    Vocabulary vocabulary() {
        return new Vocabulary(
                jdbc.sql("select * from cluster.datum order by ordinal")
                        .query((row, _) ->
                                new Datum(
                                        row.getString("key"),
                                        Kind.valueOf(row.getString("kind")),
                                        name(row, "name"),
                                        row.getBoolean("yearly")))
                        .list());
    }

    private static Condition condition(ResultSet row, Vocabulary vocabulary) throws SQLException {
        return new Condition(
                name(row, "name"),
                rule(row.getString("rule"), vocabulary),
                new Clause(row.getString("document"), row.getString("place")),
                row.getString("mark").equals(VERIFIED),
                row.getString("reading_zh") == null ? null : name(row, "reading"),
                row.getBoolean("entry"));
    }

    private static Bilingual name(ResultSet row, String column) throws SQLException {
        return new Bilingual(row.getString(column + "_zh"), row.getString(column + "_en"));
    }

    private static @Nullable Rule rule(@Nullable String text, Vocabulary vocabulary) {
        if (text == null) {
            return null;
        }
        try {
            return RuleText.read(text, vocabulary);
        } catch (RuleFault e) {
            throw new IllegalStateException("A pack was loaded with a wrong rule: " + text, e);
        }
    }

    @Override
    @Transactional(readOnly = true)
    public List<Ground> grounds() {
        return jdbc.sql("select c.* from cluster.ground c" + STANDING)
                .param(LocalDate.now(clock))
                .query((row, _) -> ground(row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Ground> grounds(String scheme, String version) {
        return jdbc.sql(
                        "select * from cluster.ground where scheme = ? and version = ? order by ordinal")
                .params(scheme, version)
                .query((row, _) -> ground(row))
                .list();
    }

    private static Ground ground(ResultSet row) throws SQLException {
        var document = row.getString("document");
        return new Ground(
                row.getString("scheme"),
                Way.valueOf(row.getString("way")),
                name(row, "name"),
                document == null ? null : new Clause(document, row.getString("place")),
                VERIFIED.equals(row.getString("mark")),
                row.getString("reading_zh") == null ? null : name(row, "reading"));
    }

    /** One row for each version, in the order of the pack. */
    private static final String VERSIONS =
            """
            select s.*, v.key as version, v.name_zh as version_zh, v.name_en as version_en, lower(v.valid) as valid_from, upper(v.valid) as valid_until,
                   v.cycle_months, v.validity_months, v.document, v.place, v.mark,
                   v.reading_zh, v.reading_en, v.quotas, v.transition
            from cluster.scheme s join cluster.scheme_version v on v.scheme = s.key
            """;

    @Override
    @Transactional(readOnly = true)
    public List<Terms> terms() {
        var today = LocalDate.now(clock);
        var versions = new LinkedHashMap<Scheme, List<SchemeVersion>>();
        jdbc.sql(VERSIONS + "order by s.ordinal, v.ordinal")
                .query(row -> {
                    versions.computeIfAbsent(JdbcRecognitions.scheme(row), _ -> new ArrayList<>())
                            .add(version(row));
                });
        return versions.entrySet().stream()
                .map(it -> terms(it.getKey(), new SchemeVersions(it.getValue()), today))
                .toList();
    }

    private static Terms terms(Scheme scheme, SchemeVersions versions, LocalDate today) {
        return new Terms(scheme, versions, versions.standing(today));
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<SchemeVersions> versions(String scheme) {
        var all =
                jdbc.sql(VERSIONS + "where s.key = ? order by v.ordinal")
                        .param(scheme)
                        .query((row, _) -> version(row))
                        .list();
        return all.isEmpty() ? Optional.empty() : Optional.of(new SchemeVersions(all));
    }

    private SchemeVersion version(ResultSet row) throws SQLException {
        var quotas = row.getString("quotas");
        var transition = row.getString("transition");
        return new SchemeVersion(
                row.getString("version"),
                row.getString("version_zh") == null
                        ? null
                        : new Bilingual(row.getString("version_zh"), row.getString("version_en")),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_until", LocalDate.class),
                row.getObject("cycle_months", Integer.class),
                row.getObject("validity_months", Integer.class),
                new SchemeVersion.Basis(
                        row.getString("document"),
                        row.getString("place"),
                        row.getString("mark").equals(VERIFIED)),
                row.getString("reading_zh") == null ? null : name(row, "reading"),
                quotas == null ? null : text.read(quotas, SchemeVersion.Quotas.class),
                transition == null ? null : text.read(transition, SchemeVersion.Transition.class));
    }
}
