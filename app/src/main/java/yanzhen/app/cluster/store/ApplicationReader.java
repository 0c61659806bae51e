package yanzhen.app.cluster.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import yanzhen.app.cluster.Applications.Application;
import yanzhen.app.cluster.Applications.Attached;
import yanzhen.app.cluster.Applications.Opinion;
import yanzhen.app.cluster.Applications.Passage;
import yanzhen.app.cluster.Applications.Revision;
import yanzhen.app.cluster.Applications.State;
import yanzhen.app.cluster.Procedure.Acts;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.cluster.Rounds.Round;
import yanzhen.app.cluster.ScoreBasis;
import yanzhen.app.cluster.ScoreBasis.Origin;

/** Reads applications and what belongs to them. */
@Component
class ApplicationReader {

    /** What a revision keeps beside its number, moment and author; older ones have no origins. */
    record Content(
            Map<Integer, String> answers,
            Map<String, String> numbers,
            int lastYear,
            @Nullable String industry,
            @Nullable Map<String, Origin> origins,
            List<Attached> papers) {

        /** As it is read today. */
        static Content of(
                Map<Integer, String> answers,
                Round round,
                ScoreBasis basis,
                List<Attached> papers) {
            var numbers = Snapshot.of(round, basis.facts());
            var industry = basis.industry();
            return new Content(
                    answers,
                    numbers,
                    basis.facts().lastYear(),
                    industry == null ? null : industry.value(),
                    Snapshot.origins(numbers, basis),
                    papers);
        }
    }

    /** Answers are there for those who may read them. */
    static final String SELECT =
            """
            select a.*, coalesce(d.answers, '{}') as answers
            from cluster.application a left join cluster.application_draft d on d.application = a.id
            """;

    private static final TypeReference<TreeMap<Integer, String>> ANSWERS = new TypeReference<>() {};
    static final TypeReference<TreeMap<String, BigDecimal>> POINTS = new TypeReference<>() {};
    private static final TypeReference<List<Opinion>> OPINIONS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final RoundText text;

    ApplicationReader(JdbcClient jdbc, RoundText text) {
        this.jdbc = jdbc;
        this.text = text;
    }

    Optional<Application> find(UUID id) {
        return jdbc.sql(SELECT + "where a.id = ?")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** The same, for whoever is about to change it: one at a time. */
    Optional<Application> locked(UUID id) {
        return jdbc.sql(SELECT + "where a.id = ? for update of a")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    Map<UUID, Application> byId(Collection<UUID> ids) {
        var found = new HashMap<UUID, Application>();
        jdbc.sql(SELECT + "where a.id = any (?)")
                .param(ids.toArray(UUID[]::new))
                .query((row, _) -> read(row))
                .list()
                .forEach(it -> found.put(it.id(), it));
        return found;
    }

    List<Application> ofOrganisations(UUID[] organisations) {
        return jdbc.sql(SELECT + "where a.organisation = any (?) order by a.id desc")
                .param(organisations)
                .query((row, _) -> read(row))
                .list();
    }

    List<Application> ofRound(UUID round) {
        return jdbc.sql(SELECT + "where a.round = ? order by a.district, a.id")
                .param(round)
                .query((row, _) -> read(row))
                .list();
    }

    Application read(ResultSet row) throws SQLException {
        return new Application(
                row.getObject("id", UUID.class),
                row.getObject("round", UUID.class),
                row.getObject("organisation", UUID.class),
                row.getString("scheme"),
                row.getString("district"),
                State.valueOf(row.getString("state")),
                row.getInt("revision"),
                text.read(row.getString("answers"), ANSWERS),
                row.getBoolean("publicised"),
                row.getBigDecimal("score"),
                row.getObject("recognition", UUID.class),
                moment(row, "submitted_at"),
                moment(row, "ended_at"),
                row.getString("reason"),
                row.getBoolean("synthetic"));
    }

    List<Attached> papers(UUID application) {
        return jdbc.sql(
                        """
                        select * from cluster.application_paper
                        where application = ? and removed_at is null order by id
                        """)
                .param(application)
                .query((row, _) ->
                        new Attached(
                                row.getObject("id", UUID.class),
                                row.getString("paper"),
                                row.getObject("file", UUID.class),
                                row.getString("name")))
                .list();
    }

    List<Revision> revisions(UUID application) {
        return jdbc.sql(
                        "select * from cluster.application_revision where application = ? order by revision desc")
                .param(application)
                .query((row, _) -> revision(row))
                .list();
    }

    private Revision revision(ResultSet row) throws SQLException {
        var content = text.read(row.getString("content"), Content.class);
        return new Revision(
                row.getInt("revision"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("by_name"),
                content.answers,
                content.numbers,
                content.lastYear,
                content.industry,
                content.origins == null ? Map.of() : content.origins,
                content.papers);
    }

    List<Passage> passages(UUID application) {
        return jdbc.sql(
                        """
                        select * from cluster.application_step where application = ?
                        order by left_at desc nulls first, ordinal desc
                        """)
                .param(application)
                .query((row, _) -> passage(row))
                .list();
    }

    private Passage passage(ResultSet row) throws SQLException {
        var verdict = row.getString("verdict");
        return new Passage(
                row.getObject("id", UUID.class),
                row.getInt("ordinal"),
                Step.valueOf(row.getString("step")),
                Acts.valueOf(row.getString("acts")),
                row.getObject("entered_at", OffsetDateTime.class).toInstant(),
                row.getObject("due", LocalDate.class),
                moment(row, "left_at"),
                verdict == null ? null : Verdict.valueOf(verdict),
                row.getString("reason"),
                row.getString("decided_by_name"),
                row.getString("decided_for_name"),
                text.read(row.getString("opinions"), OPINIONS));
    }

    static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        var moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }
}
