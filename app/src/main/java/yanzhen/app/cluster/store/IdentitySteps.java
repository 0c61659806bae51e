package yanzhen.app.cluster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Belongings.Trace;
import yanzhen.app.cluster.Identities.Kind;
import yanzhen.app.cluster.Identities.Party;
import yanzhen.app.cluster.Identities.Step;
import yanzhen.app.cluster.Identities.Undone;
import yanzhen.app.kernel.Bilingual;

/** 归并与拆分的记录: each step, and what passed with it. */
@Component
class IdentitySteps {

    private static final String STEPS =
            """
            select c.*, g.key as giver_code, gf.name as giver_name, gf.name_en as giver_name_en,
                   t.key as taker_code, tf.name as taker_name, tf.name_en as taker_name_en,
                   (select count(*) from cluster.identity_item i where i.step = c.id) as items
            from cluster.identity_step c
            join cluster.organisation g on g.id = c.giver
            join cluster.organisation t on t.id = c.taker
            cross join lateral (select f.name, f.name_en from cluster.organisation_fact f
                                where f.organisation = g.id order by f.recorded_at desc limit 1) gf
            cross join lateral (select f.name, f.name_en from cluster.organisation_fact f
                                where f.organisation = t.id order by f.recorded_at desc limit 1) tf
            """;

    private final JdbcClient jdbc;
    private final Viewers viewers;

    IdentitySteps(JdbcClient jdbc, Viewers viewers) {
        this.jdbc = jdbc;
        this.viewers = viewers;
    }

    List<Step> of(UUID organisation) {
        return jdbc.sql(STEPS + "where c.giver = ? or c.taker = ? order by c.at desc, c.id desc")
                .params(organisation, organisation)
                .query((row, _) -> step(row))
                .list();
    }

    Optional<Step> find(UUID step) {
        return jdbc.sql(STEPS + "where c.id = ?")
                .param(step)
                .query((row, _) -> step(row))
                .optional();
    }

    UUID begin(Kind kind, UUID giver, UUID taker, String reason, Instant now) {
        var actor = viewers.current();
        return jdbc.sql(
                        """
                        insert into cluster.identity_step (kind, giver, taker, at, by, by_name, reason)
                        values (?, ?, ?, ?, ?, ?, ?) returning id
                        """)
                .param(kind.name())
                .param(giver)
                .param(taker)
                .param(now.atOffset(ZoneOffset.UTC))
                .param(actor.account())
                .param(actor.name())
                .param(reason)
                .query(UUID.class)
                .single();
    }

    void remember(UUID step, String kind, List<Trace> traces, Map<String, Bilingual> called) {
        jdbc.sql(
                        """
                        insert into cluster.identity_item (step, kind, item, label_zh, label_en, detail)
                        select ?, ?, u.item, u.label_zh, u.label_en, u.detail
                        from unnest(?::text[], ?::text[], ?::text[], ?::text[]) as u (item, label_zh, label_en, detail)
                        """)
                .param(step)
                .param(kind)
                .param(traces.stream().map(Trace::item).toArray(String[]::new))
                .param(labels(traces, called, Bilingual::zh))
                .param(labels(traces, called, Bilingual::en))
                .param(traces.stream().map(Trace::detail).toArray(String[]::new))
                .update();
    }

    private static String[] labels(
            List<Trace> traces,
            Map<String, Bilingual> called,
            Function<Bilingual, String> language) {
        return traces.stream()
                .map(it -> {
                    var label = called.get(it.item());
                    return label == null ? it.item() : language.apply(label);
                })
                .toArray(String[]::new);
    }

    /** A row of what passed. */
    record Kept(String kind, String item, Bilingual label, @Nullable Boolean returned) {}

    List<Kept> items(UUID step) {
        return jdbc.sql(
                        "select * from cluster.identity_item where step = ? order by kind, label_zh, item")
                .param(step)
                .query((row, _) ->
                        new Kept(
                                row.getString("kind"),
                                row.getString("item"),
                                new Bilingual(row.getString("label_zh"), row.getString("label_en")),
                                row.getObject("returned", Boolean.class)))
                .list();
    }

    void returned(UUID step, String kind, List<String> stay) {
        jdbc.sql(
                        """
                        update cluster.identity_item set returned = item <> all (?)
                        where step = ? and kind = ?
                        """)
                .param(stay.toArray(String[]::new))
                .param(step)
                .param(kind)
                .update();
    }

    Map<String, List<Trace>> traces(UUID step) {
        var traces = new LinkedHashMap<String, List<Trace>>();
        jdbc.sql(
                        "select kind, item, detail from cluster.identity_item where step = ? order by kind, item")
                .param(step)
                .query(row -> {
                    traces.computeIfAbsent(row.getString("kind"), _ -> new ArrayList<>())
                            .add(new Trace(row.getString("item"), row.getString("detail")));
                });
        return traces;
    }

    void end(UUID step, String reason, Instant now) {
        var actor = viewers.current();
        jdbc.sql(
                        """
                        update cluster.identity_step
                        set undone_at = ?, undone_by = ?, undone_by_name = ?, undone_reason = ? where id = ?
                        """)
                .param(now.atOffset(ZoneOffset.UTC))
                .param(actor.account())
                .param(actor.name())
                .param(reason)
                .param(step)
                .update();
    }

    /** The pair was in doubt perhaps; now it is not. */
    void decided(UUID giver, UUID taker, String reason, Instant now) {
        jdbc.sql(
                        """
                        update cluster.duplicate
                        set decision = 'SAME', decided_at = ?, decided_by_name = ?, reason = ?
                        where one = least(?::uuid, ?::uuid) and other = greatest(?::uuid, ?::uuid)
                        """)
                .params(now.atOffset(ZoneOffset.UTC), viewers.current().name(), reason)
                .params(giver, taker, giver, taker)
                .update();
    }

    /** And waits again once the merge is taken back. */
    void reopened(UUID giver, UUID taker) {
        jdbc.sql(
                        """
                        update cluster.duplicate
                        set decision = null, decided_at = null, decided_by_name = null, reason = null
                        where one = least(?::uuid, ?::uuid) and other = greatest(?::uuid, ?::uuid) and decision = 'SAME'
                        """)
                .params(giver, taker, giver, taker)
                .update();
    }

    static Step step(ResultSet row) throws SQLException {
        return new Step(
                row.getObject("id", UUID.class),
                Kind.valueOf(row.getString("kind")),
                party(row, "giver"),
                party(row, "taker"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("by_name"),
                row.getString("reason"),
                row.getInt("items"),
                undone(row));
    }

    static Party party(ResultSet row, String side) throws SQLException {
        return new Party(
                row.getObject(side, UUID.class),
                row.getString(side + "_code"),
                row.getString(side + "_name"),
                row.getString(side + "_name_en"));
    }

    private static @Nullable Undone undone(ResultSet row) throws SQLException {
        var at = row.getObject("undone_at", OffsetDateTime.class);
        return at == null
                ? null
                : new Undone(
                        at.toInstant(),
                        row.getString("undone_by_name"),
                        row.getString("undone_reason"));
    }
}
