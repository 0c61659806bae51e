package yanzhen.app.chain.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.Fact.End;
import yanzhen.app.cluster.Belongings;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Bilingual;

/**
 * 供应记录随机构流转: who can make what. A record that passes is replaced by one that names the taker, so
 * that what was known before stays; where both supply the same node one of the two is withdrawn,
 * lest one body be counted twice. Chains are judged anew.
 */
@Component
@Order(60)
class ProvisionBelongings implements Belongings {

    private static final FactKeeping.Table PROVISION = FactKeeping.Table.PROVISION;
    private static final String GIVERS = "giver";
    private static final String TAKERS = "taker";

    /** A present record: where, and whether the taker supplies the same node. */
    private record Present(UUID id, UUID node, @Nullable UUID takers) {}

    /** As an audit record has it. */
    record Provider(@Nullable UUID organisation) {}

    private final JdbcClient jdbc;
    private final FactKeeping keeping;
    private final Diagnoses diagnoses;
    private final AuditTrail audit;

    ProvisionBelongings(
            JdbcClient jdbc, FactKeeping keeping, Diagnoses diagnoses, AuditTrail audit) {
        this.jdbc = jdbc;
        this.keeping = keeping;
        this.diagnoses = diagnoses;
        this.audit = audit;
    }

    @Override
    public String kind() {
        return "provision";
    }

    @Override
    public List<Item> of(UUID organisation) {
        return jdbc.sql(
                        """
                        select p.id, p.node, n.chain, n.name_zh, n.name_en
                        from chain.provision p join chain.node n on n.id = p.node
                        where p.organisation = ? and p.superseded_at is null order by n.chain, n.name_zh, p.id
                        """)
                .param(organisation)
                .query((row, _) ->
                        new Item(
                                row.getString("id"),
                                new Bilingual(row.getString("name_zh"), row.getString("name_en")),
                                "/chains/%s/nodes/%s"
                                        .formatted(row.getString("chain"), row.getString("node"))))
                .list();
    }

    @Override
    public List<Clash> clashes(UUID giver, UUID taker) {
        return jdbc.sql(
                        """
                        select g.id, n.name_zh, n.name_en,
                               coalesce(g.share || '%', '—') as givers, coalesce(t.share || '%', '—') as takers
                        from chain.provision g
                        join chain.provision t on t.node = g.node and t.organisation = ? and t.superseded_at is null
                        join chain.node n on n.id = g.node
                        where g.organisation = ? and g.superseded_at is null order by n.chain, n.name_zh, g.id
                        """)
                .params(taker, giver)
                .query((row, _) ->
                        new Clash(
                                Clash.Weight.CHOICE,
                                "provision-twice",
                                row.getString("id"),
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
        var traces = new ArrayList<Trace>();
        var passing = presents(passage);
        var chains = keeping.chainsOf(passing.stream().map(Present::node).toList());
        chains.forEach(diagnoses::lock);
        for (var it : passing) {
            var item = it.id.toString();
            if (it.takers == null) {
                traces.add(new Trace(item, said(replace(it.id, passage.taker(), passage))));
            } else if (passage.stays(item) == Side.GIVER) {
                withdraw(it.takers, passage.taker(), passage);
                traces.add(new Trace(it.takers.toString(), TAKERS));
                traces.add(new Trace(item, said(replace(it.id, passage.taker(), passage))));
            } else {
                withdraw(it.id, passage.giver(), passage);
                traces.add(new Trace(item, GIVERS));
            }
        }
        chains.forEach(diagnoses::run);
        return traces;
    }

    private static String said(UUID id) {
        return id.toString();
    }

    private List<Present> presents(Passage passage) {
        return jdbc.sql(
                        """
                        select g.id, g.node,
                               (select t.id from chain.provision t
                                where t.node = g.node and t.organisation = ? and t.superseded_at is null
                                order by t.recorded_at, t.id limit 1) as takers
                        from chain.provision g
                        where g.organisation = ? and g.superseded_at is null and g.id = any (?)
                        order by g.id
                        """)
                .param(passage.taker())
                .param(passage.giver())
                .param(passage.items().stream().map(UUID::fromString).toArray(UUID[]::new))
                .query((row, _) ->
                        new Present(
                                row.getObject("id", UUID.class),
                                row.getObject("node", UUID.class),
                                row.getObject("takers", UUID.class)))
                .list();
    }

    private UUID replace(UUID id, UUID organisation, Passage passage) {
        return replace(
                id, passage.giver(), organisation, new Because(passage.reason(), passage.at()));
    }

    private record Because(String reason, Instant at) {
        OffsetDateTime moment() {
            return at.atOffset(ZoneOffset.UTC);
        }
    }

    private UUID replace(UUID id, UUID before, UUID after, Because because) {
        keeping.end(PROVISION, id, End.Kind.CORRECTED, because.moment(), because.reason);
        var newer = again(id, after, because);
        audit.record(
                Change.of(
                                "chain.provision.correct",
                                "provision",
                                newer,
                                new Provider(before),
                                new Provider(after))
                        .because(because.reason));
        return newer;
    }

    private void withdraw(UUID id, UUID holder, Passage passage) {
        keeping.end(
                PROVISION,
                id,
                End.Kind.WITHDRAWN,
                passage.at().atOffset(ZoneOffset.UTC),
                passage.reason());
        audit.record(
                new Change(
                        "chain.provision.withdraw",
                        "provision",
                        id.toString(),
                        new Provider(holder),
                        null,
                        passage.reason()));
    }

    /** The same as it was, of this organisation and from now on. */
    private UUID again(UUID id, UUID organisation, Because because) {
        return jdbc.sql(
                        """
                        insert into chain.provision
                            (node, organisation, provider_zh, provider_en, country, share, source_title, source_url,
                             as_of, confidence, stale_after, recorded_at, synthetic, negligible, total, recorded_by, replaces)
                        select node, ?, provider_zh, provider_en, country, share, source_title, source_url,
                               as_of, confidence, stale_after, ?, synthetic, negligible, total, ?, id
                        from chain.provision where id = ? returning id
                        """)
                .param(organisation)
                .param(because.moment())
                .param(keeping.speaker())
                .param(id)
                .query(UUID.class)
                .single();
    }

    @Override
    public List<String> bringBack(Return back) {
        var because = new Because(back.reason(), back.at());
        var chains = keeping.chainsOf(nodes(back));
        chains.forEach(diagnoses::lock);
        var missing = new ArrayList<String>();
        for (var trace : back.traces()) {
            var detail = trace.detail();
            var item = UUID.fromString(trace.item());
            if (GIVERS.equals(detail) || TAKERS.equals(detail)) {
                var holder = GIVERS.equals(detail) ? back.giver() : back.taker();
                stateAgain(item, holder, because);
                continue;
            }
            var present = detail == null ? null : latest(UUID.fromString(detail), back.taker());
            if (present == null) {
                missing.add(trace.item());
            } else {
                replace(present, back.taker(), back.giver(), because);
            }
        }
        chains.forEach(diagnoses::run);
        return missing;
    }

    private void stateAgain(UUID item, UUID holder, Because because) {
        var newer = again(item, holder, because);
        audit.record(
                Change.created("chain.provision.state", "provision", newer, new Provider(holder))
                        .because(because.reason));
    }

    private List<UUID> nodes(Return back) {
        return jdbc.sql("select distinct node from chain.provision where id = any (?)")
                .param(
                        back.traces().stream()
                                .map(it -> UUID.fromString(it.item()))
                                .toArray(UUID[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** What a record became by corrections, if it still holds and still names the organisation. */
    private @Nullable UUID latest(UUID id, UUID organisation) {
        return jdbc.sql(
                        """
                        with recursive line (id) as (
                            select ?::uuid
                            union all
                            select p.id from line join chain.provision p on p.replaces = line.id)
                        select p.id from line join chain.provision p on p.id = line.id
                        where p.superseded_at is null and p.organisation = ?
                        """)
                .params(id, organisation)
                .query(UUID.class)
                .optional()
                .orElse(null);
    }
}
