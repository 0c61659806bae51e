package yanzhen.app.cluster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Adjustments.Adjustable;
import yanzhen.app.cluster.Adjustments.Adjustment;
import yanzhen.app.cluster.Adjustments.Kind;
import yanzhen.app.cluster.Adjustments.Paper;
import yanzhen.app.cluster.Adjustments.Passage;
import yanzhen.app.cluster.Adjustments.Revision;
import yanzhen.app.cluster.Adjustments.State;
import yanzhen.app.cluster.Adjustments.Succession;
import yanzhen.app.cluster.Adjustments.Waiting;
import yanzhen.app.cluster.Adjustments.Wish;
import yanzhen.app.cluster.Procedure.Acts;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.kernel.Period;
import yanzhen.app.site.Conditions;

/** Reads requests of adjustment and what belongs to them. */
@Component
class AdjustmentReader {

    /** What a revision keeps beside its number, moment and author. */
    record Content(Wish wish, List<Paper> papers) {}

    private static final String SELECT = "select a.* from cluster.adjustment a ";

    private final JdbcClient jdbc;
    private final RoundText text;

    AdjustmentReader(JdbcClient jdbc, RoundText text) {
        this.jdbc = jdbc;
        this.text = text;
    }

    Optional<Adjustment> find(UUID id) {
        return jdbc.sql(SELECT + "where a.id = ?")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** The same, for whoever is about to change it: one at a time. */
    Optional<Adjustment> locked(UUID id) {
        return jdbc.sql(SELECT + "where a.id = ? for update")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    List<Adjustment> all() {
        return jdbc.sql(SELECT + "order by a.id desc").query((row, _) -> read(row)).list();
    }

    List<Adjustment> of(UUID organisation) {
        return jdbc.sql(SELECT + "where a.organisation = ? order by a.id desc")
                .param(organisation)
                .query((row, _) -> read(row))
                .list();
    }

    private Adjustment read(ResultSet row) throws SQLException {
        return new Adjustment(
                row.getObject("id", UUID.class),
                row.getObject("organisation", UUID.class),
                row.getString("district"),
                Kind.valueOf(row.getString("kind")),
                State.valueOf(row.getString("state")),
                row.getInt("revision"),
                text.procedure(row.getString("rule")),
                row.getObject("filed_by", UUID.class),
                row.getString("filed_by_name"),
                row.getObject("filed_at", OffsetDateTime.class).toInstant(),
                ApplicationReader.moment(row, "ended_at"),
                row.getString("document"),
                row.getString("reason"),
                row.getBoolean("synthetic"));
    }

    List<Revision> revisions(UUID adjustment) {
        return jdbc.sql(
                        "select * from cluster.adjustment_revision where adjustment = ? order by revision desc")
                .param(adjustment)
                .query((row, _) -> revision(row))
                .list();
    }

    private Revision revision(ResultSet row) throws SQLException {
        var content = text.read(row.getString("content"), Content.class);
        return new Revision(
                row.getInt("revision"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("by_name"),
                content.wish,
                content.papers);
    }

    /** What it asks for as it was handed in last. */
    Revision last(UUID adjustment) {
        return revisions(adjustment).getFirst();
    }

    List<Passage> passages(UUID adjustment) {
        return jdbc.sql(
                        """
                        select * from cluster.adjustment_step where adjustment = ?
                        order by left_at desc nulls first, ordinal desc
                        """)
                .param(adjustment)
                .query((row, _) -> passage(row))
                .list();
    }

    private static Passage passage(ResultSet row) throws SQLException {
        var verdict = row.getString("verdict");
        return new Passage(
                row.getObject("id", UUID.class),
                row.getInt("ordinal"),
                Step.valueOf(row.getString("step")),
                Acts.valueOf(row.getString("acts")),
                row.getObject("entered_at", OffsetDateTime.class).toInstant(),
                row.getObject("due", LocalDate.class),
                ApplicationReader.moment(row, "left_at"),
                verdict == null ? null : Verdict.valueOf(verdict),
                row.getString("reason"),
                row.getString("decided_by_name"));
    }

    List<Waiting> queue(Conditions conditions) {
        return jdbc.sql(
                        """
                        select s.id as step, s.step as at_step, s.entered_at, s.due, s.district,
                               a.id as adjustment, a.organisation, a.kind, a.synthetic, f.name, f.name_en
                        from cluster.adjustment_step s
                        join cluster.adjustment a on a.id = s.adjustment
                        join cluster.organisation_fact f on f.organisation = a.organisation and f.superseded_at is null
                        """
                                + conditions.sql()
                                + " order by s.due, s.id")
                .params(conditions.arguments())
                .query((row, _) -> waiting(row))
                .list();
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(
                row.getObject("step", UUID.class),
                row.getObject("adjustment", UUID.class),
                row.getObject("organisation", UUID.class),
                row.getString("name"),
                row.getString("name_en"),
                Kind.valueOf(row.getString("kind")),
                row.getString("district"),
                Step.valueOf(row.getString("at_step")),
                row.getObject("entered_at", OffsetDateTime.class).toInstant(),
                row.getObject("due", LocalDate.class),
                row.getBoolean("synthetic"));
    }

    /** What does not lie in the past on the day, as known at present. */
    List<Adjustable> adjustable(UUID organisation, LocalDate day) {
        return jdbc.sql(
                        """
                        select r.recognition, lower(r.valid) as valid_from, upper(r.valid) as valid_until, s.*
                        from cluster.recognition r join cluster.scheme s on s.key = r.scheme
                        where r.organisation = ? and upper_inf(r.known) and r.valid && daterange(?, null)
                        order by s.ordinal, lower(r.valid)
                        """)
                .params(organisation, day)
                .query((row, _) ->
                        new Adjustable(
                                row.getObject("recognition", UUID.class),
                                JdbcRecognitions.scheme(row),
                                new Period(
                                        row.getObject("valid_from", LocalDate.class),
                                        row.getObject("valid_until", LocalDate.class)),
                                kinds(row)))
                .list();
    }

    private static List<Kind> kinds(ResultSet row) throws SQLException {
        var kinds = (String[]) Objects.requireNonNull(row.getArray("adjustments")).getArray();
        return List.of(kinds).stream().map(Kind::valueOf).toList();
    }

    List<Succession> successions(Collection<UUID> recognitions, Instant knownAt) {
        var ids = recognitions.toArray(UUID[]::new);
        return jdbc.sql(
                        """
                        select s.*, p.organisation as predecessor_organisation, c.organisation as successor_organisation
                        from cluster.succession s
                        join cluster.recognition p on p.recognition = s.predecessor and upper_inf(p.known)
                        join cluster.recognition c on c.recognition = s.successor and upper_inf(c.known)
                        where (s.predecessor = any (?) or s.successor = any (?)) and s.recorded_at <= ?
                        order by s.recorded_at, s.successor
                        """)
                .params(ids, ids, knownAt.atOffset(ZoneOffset.UTC))
                .query((row, _) ->
                        new Succession(
                                row.getObject("predecessor", UUID.class),
                                row.getObject("predecessor_organisation", UUID.class),
                                row.getObject("successor", UUID.class),
                                row.getObject("successor_organisation", UUID.class),
                                row.getObject("adjustment", UUID.class)))
                .list();
    }
}
