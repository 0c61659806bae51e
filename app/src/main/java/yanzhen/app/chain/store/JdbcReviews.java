package yanzhen.app.chain.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.OnBehalf;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.Reviews;

@Component
class JdbcReviews implements Reviews {

    private final JdbcClient jdbc;
    private final Diagnoses diagnoses;
    private final OnBehalf onBehalf;
    private final Clock clock;

    JdbcReviews(JdbcClient jdbc, Diagnoses diagnoses, OnBehalf onBehalf, Clock clock) {
        this.jdbc = jdbc;
        this.diagnoses = diagnoses;
        this.onBehalf = onBehalf;
        this.clock = clock;
    }

    /** A verdict rests on all facts, and is written whoever did the work that it follows from. */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Review> review(String chain, UUID node, Cause cause, Instant began) {
        return onBehalf.of(Set.of(), () -> judged(chain, node, cause, began));
    }

    private Optional<Review> judged(String chain, UUID node, Cause cause, Instant began) {
        diagnoses.lock(chain);
        var before = before(chain, node, began).orElse(null);
        var run = diagnoses.run(chain);
        return verdict(run.id(), node).map(it -> keep(chain, node, cause, began, before, it));
    }

    private Review keep(
            String chain,
            UUID node,
            Cause cause,
            Instant began,
            @Nullable Verdict before,
            Verdict after) {
        var now = clock.instant();
        int facts = changed(node, began);
        var id =
                jdbc.sql(
                                """
                                insert into chain.review
                                    (node, chain, cause_kind, cause, path, title, at, before_run, before_state, before_weight,
                                     after_run, after_state, after_weight, facts)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                                """)
                        .param(node)
                        .param(chain)
                        .param(cause.kind())
                        .param(cause.id())
                        .param(cause.path())
                        .param(cause.title())
                        .param(now.atOffset(ZoneOffset.UTC))
                        .param(before == null ? null : before.run())
                        .param(before == null ? null : before.state().key())
                        .param(before == null ? null : before.weight())
                        .param(after.run())
                        .param(after.state().key())
                        .param(after.weight())
                        .param(facts)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .single();
        return new Review(id, node, chain, cause, now, before, after, facts);
    }

    /** By the last run of before the work began; the first run of all where there was none. */
    private Optional<Verdict> before(String chain, UUID node, Instant began) {
        return jdbc.sql(
                        """
                        select d.id from chain.diagnosis d
                        join chain.node_state s on s.diagnosis = d.id and s.node = :node
                        where d.chain = :chain
                        order by d.at <= :began desc, case when d.at <= :began then d.at end desc, d.at, d.id limit 1
                        """)
                .param("node", node)
                .param("chain", chain)
                .param("began", began.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional()
                .flatMap(it -> verdict(it, node));
    }

    private Optional<Verdict> verdict(UUID run, UUID node) {
        return jdbc.sql(
                        "select state, weight from chain.node_state where diagnosis = ? and node = ?")
                .params(run, node)
                .query((row, _) -> new Verdict(run, state(row.getString(1)), row.getInt(2)))
                .optional();
    }

    private static State state(String key) {
        return State.valueOf(key.toUpperCase(Locale.ROOT));
    }

    @Override
    @Transactional(readOnly = true)
    public int factsSince(UUID node, Instant since) {
        return onBehalf.of(Set.of(), () -> changed(node, since));
    }

    /** Those too that the viewer does not see one by one. */
    private int changed(UUID node, Instant since) {
        return jdbc.sql(
                        """
                        select (select count(*) from chain.provision
                                where node = :node and (recorded_at > :since or superseded_at > :since))
                             + (select count(*) from chain.node_fact
                                where node = :node and (recorded_at > :since or superseded_at > :since))
                        """)
                .param("node", node)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getInt(1))
                .single();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Review> of(UUID node) {
        return jdbc.sql("select * from chain.review where node = ? order by at desc, id")
                .param(node)
                .query((row, _) -> review(row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Review> because(String kind, UUID cause) {
        return jdbc.sql(
                        "select * from chain.review where cause_kind = ? and cause = ? order by at desc, id")
                .params(kind, cause)
                .query((row, _) -> review(row))
                .list();
    }

    private static Review review(ResultSet row) throws SQLException {
        return new Review(
                row.getObject("id", UUID.class),
                row.getObject("node", UUID.class),
                row.getString("chain"),
                new Cause(
                        row.getString("cause_kind"),
                        row.getObject("cause", UUID.class),
                        row.getString("path"),
                        row.getString("title")),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                told(row),
                new Verdict(
                        row.getObject("after_run", UUID.class),
                        state(row.getString("after_state")),
                        row.getInt("after_weight")),
                row.getInt("facts"));
    }

    private static @Nullable Verdict told(ResultSet row) throws SQLException {
        var run = row.getObject("before_run", UUID.class);
        return run == null
                ? null
                : new Verdict(
                        run, state(row.getString("before_state")), row.getInt("before_weight"));
    }
}
