package yanzhen.app.cluster.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Belongings;
import yanzhen.app.kernel.Bilingual;

/**
 * 认定随机构流转. A recognition keeps its identity; who held it before stays what was known before. Where
 * both held the same scheme on the same days one of the two was recorded twice: it is no longer
 * known, and comes back when the merge is taken back.
 */
@Component
@Order(10)
class RecognitionBelongings implements Belongings {

    /** Was no longer known, of the giver and of the taker. */
    private static final String GIVERS = "giver";

    private static final String TAKERS = "taker";

    private final JdbcClient jdbc;

    RecognitionBelongings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String kind() {
        return "recognition";
    }

    @Override
    public List<Item> of(UUID organisation) {
        return jdbc.sql(
                        """
                        select r.recognition, s.name_zh, s.name_en, lower(r.valid) as valid_from, upper(r.valid) as valid_until
                        from cluster.recognition r join cluster.scheme s on s.key = r.scheme
                        where r.organisation = ? and upper_inf(r.known)
                        order by lower(r.valid) desc, s.ordinal
                        """)
                .param(organisation)
                .query((row, _) -> {
                    var until = row.getString("valid_until");
                    var days =
                            " %s – %s"
                                    .formatted(
                                            row.getString("valid_from"),
                                            until == null ? "" : until);
                    return new Item(
                            row.getString("recognition"),
                            new Bilingual(
                                    row.getString("name_zh") + days,
                                    row.getString("name_en") + days),
                            null);
                })
                .list();
    }

    private record Pair(UUID givers, UUID takers) {}

    @Override
    public List<Clash> clashes(UUID giver, UUID taker) {
        return jdbc.sql(
                        """
                        select g.recognition, s.name_zh, s.name_en,
                               lower(g.valid) || ' – ' || coalesce(upper(g.valid)::text, '') as givers,
                               string_agg(lower(t.valid) || ' – ' || coalesce(upper(t.valid)::text, ''), '；' order by t.valid) as takers
                        from cluster.recognition g
                        join cluster.recognition t
                            on t.organisation = ? and t.scheme = g.scheme and t.valid && g.valid and upper_inf(t.known)
                        join cluster.scheme s on s.key = g.scheme
                        where g.organisation = ? and upper_inf(g.known)
                        group by g.recognition, g.valid, s.key
                        order by s.ordinal, g.valid
                        """)
                .params(taker, giver)
                .query((row, _) ->
                        new Clash(
                                Clash.Weight.CHOICE,
                                "recognition-twice",
                                row.getString("recognition"),
                                List.of(
                                        new Bilingual(
                                                row.getString("name_zh"), row.getString("name_en")),
                                        same(row.getString("givers")),
                                        same(row.getString("takers"))),
                                null))
                .list();
    }

    private static Bilingual same(String text) {
        return new Bilingual(text, text);
    }

    @Override
    public List<Trace> pass(Passage passage) {
        var passing = new HashSet<UUID>();
        passage.items().forEach(it -> passing.add(UUID.fromString(it)));
        var givers = new HashSet<UUID>();
        var takers = new HashSet<UUID>();
        for (var pair : pairs(passage.giver(), passage.taker(), passing)) {
            if (passage.stays(pair.givers.toString()) == Side.GIVER) {
                takers.add(pair.takers);
            } else {
                givers.add(pair.givers);
            }
        }
        passing.removeAll(givers);
        forget(givers, passage.giver(), passage.at());
        forget(takers, passage.taker(), passage.at());
        hand(passing, passage.giver(), passage.taker(), passage.at());
        return Stream.of(
                        passing.stream().map(Trace::of),
                        givers.stream().map(it -> new Trace(it.toString(), GIVERS)),
                        takers.stream().map(it -> new Trace(it.toString(), TAKERS)))
                .flatMap(it -> it)
                .toList();
    }

    private List<Pair> pairs(UUID giver, UUID taker, Set<UUID> passing) {
        return jdbc.sql(
                        """
                        select g.recognition, t.recognition
                        from cluster.recognition g
                        join cluster.recognition t
                            on t.organisation = ? and t.scheme = g.scheme and t.valid && g.valid and upper_inf(t.known)
                        where g.organisation = ? and upper_inf(g.known) and g.recognition = any (?)
                        """)
                .param(taker)
                .param(giver)
                .param(passing.toArray(UUID[]::new))
                .query((row, _) ->
                        new Pair(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list();
    }

    /** Known until now and no longer. */
    private void forget(Collection<UUID> recognitions, UUID holder, Instant now) {
        jdbc.sql(
                        """
                        update cluster.recognition set known = tstzrange(lower(known), ?)
                        where recognition = any (?) and organisation = ? and upper_inf(known)
                        """)
                .param(at(now))
                .param(recognitions.toArray(UUID[]::new))
                .param(holder)
                .update();
    }

    /** What was known of it until now, from now on of another holder; those that were there. */
    private List<UUID> hand(Collection<UUID> recognitions, UUID from, UUID to, Instant now) {
        forget(recognitions, from, now);
        return jdbc.sql(
                        """
                        insert into cluster.recognition
                            (recognition, organisation, scheme, valid, known, document, ended, reason, synthetic)
                        select recognition, ?, scheme, valid, tstzrange(?, null), document, ended, reason, synthetic
                        from cluster.recognition
                        where recognition = any (?) and organisation = ? and upper(known) = ?
                        returning recognition
                        """)
                .param(to)
                .param(at(now))
                .param(recognitions.toArray(UUID[]::new))
                .param(from)
                .param(at(now))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    @Override
    public List<String> bringBack(Return back) {
        var missing = new HashSet<>(with(back, null));
        missing.removeAll(hand(with(back, null), back.taker(), back.giver(), back.at()));
        recall(with(back, GIVERS), back.giver(), back.at());
        recall(with(back, TAKERS), back.taker(), back.at());
        return missing.stream().map(UUID::toString).sorted().toList();
    }

    private static List<UUID> with(Return back, @Nullable String detail) {
        return back.traces().stream()
                .filter(it -> Objects.equals(it.detail(), detail))
                .map(it -> UUID.fromString(it.item()))
                .toList();
    }

    /** Known again, as it was known last. */
    private void recall(List<UUID> recognitions, UUID holder, Instant now) {
        jdbc.sql(
                        """
                        insert into cluster.recognition
                            (recognition, organisation, scheme, valid, known, document, ended, reason, synthetic)
                        select distinct on (recognition) recognition, organisation, scheme, valid, tstzrange(?, null),
                               document, ended, reason, synthetic
                        from cluster.recognition where recognition = any (?) and organisation = ?
                        order by recognition, lower(known) desc
                        """)
                .param(at(now))
                .param(recognitions.toArray(UUID[]::new))
                .param(holder)
                .update();
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
