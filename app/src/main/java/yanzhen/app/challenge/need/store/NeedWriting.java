package yanzhen.app.challenge.need.store;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.challenge.need.Need;
import yanzhen.app.challenge.need.Need.Collector;
import yanzhen.app.challenge.need.Need.Draft;
import yanzhen.app.challenge.need.Need.State;
import yanzhen.app.challenge.need.Need.Target;

/** Rows of needs on their way into the tables, without audit records: part of something larger. */
@Component
class NeedWriting {

    private final JdbcClient jdbc;
    private final Viewers viewers;
    private final ObjectMapper json;
    private final Clock clock;

    NeedWriting(JdbcClient jdbc, Viewers viewers, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.json = json;
        this.clock = clock;
    }

    /** How a row begins; the demonstration begins where people would have brought it. */
    record Beginning(
            State state,
            int round,
            @Nullable Instant submittedAt,
            Instant createdAt,
            @Nullable String demoKey) {}

    UUID insert(Draft it, Collector by, Beginning begin) {
        var id =
                bound(
                                jdbc.sql(
                                        """
                                        insert into challenge.need
                                            (organisation, weak_link, title, problem, category, budget_fen, payer, payer_text,
                                             ip_rule, commitment_kind, commitment, wanted_by, collected_by, state, round,
                                             submitted_at, created_at, synthetic, demo_key)
                                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                                        """),
                                it)
                        .param(by.name())
                        .param(begin.state.name())
                        .param(begin.round)
                        .param(begin.submittedAt == null ? null : at(begin.submittedAt))
                        .param(at(begin.createdAt))
                        .param(begin.demoKey != null)
                        .param(begin.demoKey)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .single();
        markOfSyntheticOwner(id);
        targets(id, it.targets());
        return id;
    }

    void update(UUID id, Draft it) {
        bound(
                        jdbc.sql(
                                """
                                update challenge.need set organisation = ?, weak_link = ?, title = ?, problem = ?, category = ?,
                                    budget_fen = ?, payer = ?, payer_text = ?, ip_rule = ?, commitment_kind = ?, commitment = ?,
                                    wanted_by = ?, revision = revision + 1
                                where id = ?
                                """),
                        it)
                .param(id)
                .update();
        markOfSyntheticOwner(id);
        jdbc.sql("delete from challenge.need_target where need = ?").param(id).update();
        targets(id, it.targets());
    }

    private static JdbcClient.StatementSpec bound(JdbcClient.StatementSpec sql, Draft it) {
        return sql.param(it.owner())
                .param(it.weakLink())
                .param(it.title())
                .param(it.problem())
                .param(it.category() == null ? null : it.category().name())
                .param(it.budget() == null ? null : it.budget().fen())
                .param(it.payer())
                .param(it.payerText())
                .param(it.ipRule())
                .param(it.commitment() == null ? null : it.commitment().name())
                .param(it.commitmentText())
                .param(it.wantedBy());
    }

    /** What somebody tries out for a synthetic organisation is no real need either. */
    private void markOfSyntheticOwner(UUID id) {
        jdbc.sql(
                        """
                        update challenge.need n set synthetic = n.demo_key is not null or o.synthetic
                        from cluster.organisation o
                        where o.id = n.organisation and n.id = ?
                        """)
                .param(id)
                .update();
    }

    private void targets(UUID need, List<Target> targets) {
        int ordinal = 0;
        for (var it : targets) {
            jdbc.sql(
                            """
                            insert into challenge.need_target (need, ordinal, metric, comparator, value, unit, test_method)
                            values (?, ?, ?, ?, ?, ?, ?)
                            """)
                    .param(need)
                    .param(++ordinal)
                    .param(it.metric())
                    .param(it.atLeast() ? "at-least" : "at-most")
                    .param(it.value())
                    .param(it.unit())
                    .param(it.testMethod())
                    .update();
        }
    }

    /** A line of its course. */
    void step(
            UUID need,
            @Nullable State from,
            State to,
            String reason,
            @Nullable Draft content,
            Instant at) {
        jdbc.sql(
                        """
                        insert into challenge.need_step (need, from_state, to_state, reason, content, by, at)
                        values (?, ?, ?, ?, ?::jsonb, ?, ?)
                        """)
                .param(need)
                .param(from == null ? null : from.name())
                .param(to.name())
                .param(reason)
                .param(content == null ? null : json.writeValueAsString(content))
                .param(speaker())
                .param(at(at))
                .update();
    }

    /** A judgement of the round that the need is in. */
    void judgement(UUID need, Need.Judgement it) {
        jdbc.sql(
                        """
                        insert into challenge.need_judgement (need, round, verdict, reason, answers, account, by, at)
                        values (?, ?, ?, ?, ?::jsonb, ?, ?, ?)
                        """)
                .param(need)
                .param(it.round())
                .param(it.verdict().name())
                .param(it.reason())
                .param(json.writeValueAsString(it.answers()))
                .param(viewers.current().account())
                .param(it.by())
                .param(at(it.at()))
                .update();
    }

    /** Name of whoever acts; null for the program itself. */
    private @Nullable String speaker() {
        var viewer = viewers.current();
        return viewer.equals(Viewer.SYSTEM) ? null : viewer.name();
    }

    Instant now() {
        return clock.instant();
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
