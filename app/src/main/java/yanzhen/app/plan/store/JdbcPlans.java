package yanzhen.app.plan.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.plan.Figure;
import yanzhen.app.plan.Figure.Qualifier;
import yanzhen.app.plan.Figure.Subject;
import yanzhen.app.plan.Indicator;
import yanzhen.app.plan.Outline;
import yanzhen.app.plan.PlanClause;
import yanzhen.app.plan.PlanPeriod;
import yanzhen.app.plan.Plans;
import yanzhen.app.plan.Series;

@Component
class JdbcPlans implements Plans {

    private static final String FIGURES =
            """
            select id, of_indicator, subject, component, period, as_of, published_on, value,
                   qualifier, confidence, source_title, source_title_en, source_url, note_zh, note_en, recorded_at,
                   lower(known) as known_from, upper(known) as known_until
            from plan.figure
            """;
    private static final String IN_ORDER =
            " order by of_indicator desc, subject, as_of, component, published_on, lower(known)";

    private final JdbcClient jdbc;
    private final IndicatorJson json;

    JdbcPlans(JdbcClient jdbc, IndicatorJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Outline> outline(Instant knownAt) {
        return jdbc.sql("select * from plan.outline where known @> ?::timestamptz")
                .param(utc(knownAt))
                .query((row, _) ->
                        new Outline(
                                row.getString("document"),
                                bilingual(row, "name"),
                                new PlanPeriod(
                                        row.getObject("baseline_on", LocalDate.class),
                                        row.getObject("ends_on", LocalDate.class))))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public List<PlanClause> clauses(Instant knownAt) {
        var document = outline(knownAt).map(Outline::document).orElse("");
        return jdbc.sql("select * from plan.clause where known @> ?::timestamptz order by position")
                .param(utc(knownAt))
                .query((row, _) ->
                        new PlanClause(
                                row.getString("key"),
                                row.getString("parent"),
                                row.getString("kind"),
                                new Clause(document, row.getString("place")),
                                bilingual(row, "title"),
                                bilingual(row, "wording"),
                                row.getInt("position")))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Indicator> indicators(Instant knownAt) {
        return jdbc.sql(
                        "select content from plan.indicator where known @> ?::timestamptz order by number")
                .param(utc(knownAt))
                .query((row, _) -> json.read(row.getString("content")))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Series> series(Instant knownAt) {
        return jdbc.sql("select * from plan.series where known @> ?::timestamptz order by key")
                .param(utc(knownAt))
                .query((row, _) ->
                        new Series(
                                row.getString("key"),
                                bilingual(row, "name"),
                                bilingual(row, "unit")))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Figure> figures() {
        return jdbc.sql(FIGURES + IN_ORDER).query((row, _) -> figure(row)).list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Figure> figures(Subject subject) {
        return jdbc.sql(FIGURES + "where of_indicator = ? and subject = ?" + IN_ORDER)
                .params(subject.ofIndicator(), subject.key())
                .query((row, _) -> figure(row))
                .list();
    }

    private static Figure figure(ResultSet row) throws SQLException {
        var note = row.getString("note_zh");
        return new Figure(
                row.getObject("id", UUID.class),
                new Subject(row.getBoolean("of_indicator"), row.getString("subject")),
                row.getString("component"),
                row.getString("period"),
                row.getBigDecimal("value"),
                Qualifier.valueOf(row.getString("qualifier")),
                new SourceNote(
                        row.getString("source_title"),
                        row.getString("source_title_en"),
                        row.getString("source_url"),
                        row.getObject("as_of", LocalDate.class),
                        Confidence.valueOf(row.getString("confidence"))),
                row.getObject("published_on", LocalDate.class),
                note == null ? null : new Bilingual(note, row.getString("note_en")),
                row.getTimestamp("known_from").toInstant(),
                instant(row, "known_until"),
                row.getTimestamp("recorded_at").toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static Bilingual bilingual(ResultSet row, String column) throws SQLException {
        return new Bilingual(row.getString(column + "_zh"), row.getString(column + "_en"));
    }

    private static java.time.OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
