package yanzhen.app.chain.dossier.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.dossier.Cell;
import yanzhen.app.chain.dossier.Contribution;
import yanzhen.app.chain.dossier.DossierRules;
import yanzhen.app.chain.dossier.Line;
import yanzhen.app.chain.dossier.Listing;
import yanzhen.app.cluster.Holding;
import yanzhen.app.cluster.Recognitions;
import yanzhen.app.cluster.Scheme;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;

/**
 * 重点企业清单 and 设施清单: makers of the chain's nodes, each once, with what the rules of the pack make of
 * them.
 */
@Component
class MakerLines implements Contribution {

    private final JdbcClient jdbc;
    private final Recognitions recognitions;
    private final DossierRules.Book book;
    private final Clock clock;

    MakerLines(JdbcClient jdbc, Recognitions recognitions, DossierRules.Book book, Clock clock) {
        this.jdbc = jdbc;
        this.recognitions = recognitions;
        this.book = book;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 22;
    }

    /** A present fact on one maker of a node. */
    private record Supply(
            Atlas.Node node,
            @Nullable UUID organisation,
            Bilingual name,
            String country,
            @Nullable String district,
            @Nullable BigDecimal share,
            SourceNote source,
            boolean synthetic) {

        String identity() {
            return organisation == null ? country + " " + name.zh() : organisation.toString();
        }

        String place() {
            return district == null ? country : district;
        }
    }

    /** A maker with all that it makes, the largest share first. */
    private record Maker(List<Supply> supplies, List<Scheme> held) {

        Supply first() {
            return supplies.getFirst();
        }

        @Nullable BigDecimal share() {
            return first().share;
        }

        long weak() {
            return supplies.stream().filter(it -> it.node.state() == State.WEAK).count();
        }

        boolean synthetic() {
            return supplies.stream().anyMatch(Supply::synthetic);
        }

        boolean holdsOneOf(List<String> schemes) {
            return held.stream().anyMatch(it -> schemes.contains(it.key()));
        }

        boolean makesOneOf(DossierRules.Facilities rules) {
            return supplies.stream()
                    .anyMatch(it -> rules.categories().contains(it.node.category()));
        }
    }

    @Override
    public List<Entry> lines(Atlas.Map chain) {
        var rules = book.inForce();
        if (rules.isEmpty()) {
            return List.of();
        }
        var supplies = supplies(chain);
        var sole = sole(supplies);
        var makers = makers(supplies, rules.get());
        var entries = new ArrayList<Entry>();
        for (var it : makers) {
            var why = why(it, sole, rules.get().firms());
            if (!why.isEmpty()) {
                entries.add(new Entry(Listing.FIRMS, firm(it, why, rules.get().firms(), chain)));
            }
        }
        for (var it : makers) {
            if (it.makesOneOf(rules.get().facilities())
                    || it.holdsOneOf(rules.get().facilities().schemes())) {
                entries.add(
                        new Entry(
                                Listing.FACILITIES, facility(it, rules.get().facilities(), chain)));
            }
        }
        return entries;
    }

    private List<Supply> supplies(Atlas.Map chain) {
        var nodes = chain.nodes().stream().collect(Collectors.toMap(Atlas.Node::id, it -> it));
        return jdbc
                .sql(
                        """
                        select p.*, f.name, f.name_en, case when p.country = 'CN' then f.district end as district
                        from chain.place l
                        join chain.provision p on p.node = l.node and p.superseded_at is null and not p.total
                        left join cluster.organisation_fact f
                            on f.organisation = p.organisation and f.superseded_at is null
                        where l.chain = ? and l.ended_at is null
                        order by p.share desc nulls last, l.ordinal, p.provider_zh, p.id
                        """)
                .param(chain.chain().key())
                .query((row, _) -> supply(row, nodes))
                .list()
                .stream()
                .filter(Objects::nonNull)
                .toList();
    }

    /** Null for a node that came between two reads. */
    private static @Nullable Supply supply(ResultSet row, Map<UUID, Atlas.Node> nodes)
            throws SQLException {
        var node = nodes.get(row.getObject("node", UUID.class));
        if (node == null) {
            return null;
        }
        var name = row.getString("name");
        var english = row.getString("name_en");
        return new Supply(
                node,
                row.getObject("organisation", UUID.class),
                name == null
                        ? new Bilingual(row.getString("provider_zh"), row.getString("provider_en"))
                        : new Bilingual(name, english == null ? name : english),
                row.getString("country"),
                row.getString("district"),
                row.getBigDecimal("share"),
                FactLines.source(row),
                row.getBoolean("synthetic"));
    }

    /** Nodes with one known maker. */
    private static Set<UUID> sole(List<Supply> supplies) {
        var makers = new HashMap<UUID, Set<String>>();
        supplies.forEach(it ->
                makers.computeIfAbsent(it.node.id(), _ -> new HashSet<>()).add(it.identity()));
        return makers.entrySet().stream()
                .filter(it -> it.getValue().size() == 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Those that make most of what is weak come first, then those with the largest share. */
    private List<Maker> makers(List<Supply> supplies, DossierRules rules) {
        var byIdentity = new LinkedHashMap<String, List<Supply>>();
        supplies.forEach(
                it -> byIdentity.computeIfAbsent(it.identity(), _ -> new ArrayList<>()).add(it));
        var held = held(rules);
        return byIdentity.values().stream()
                .map(it -> new Maker(it, held.getOrDefault(it.getFirst().identity(), List.of())))
                .sorted(
                        Comparator.comparingLong(Maker::weak)
                                .thenComparing(
                                        Maker::share,
                                        Comparator.nullsFirst(Comparator.naturalOrder()))
                                .reversed())
                .toList();
    }

    /** Recognitions that the rules ask for, by who holds them. */
    private Map<String, List<Scheme>> held(DossierRules rules) {
        var asked = new HashSet<>(rules.firms().leaders());
        asked.addAll(rules.firms().marks());
        asked.addAll(rules.facilities().schemes());
        if (asked.isEmpty()) {
            return Map.of();
        }
        var schemes =
                recognitions.schemes().stream().collect(Collectors.toMap(Scheme::key, it -> it));
        var held = new HashMap<String, List<Scheme>>();
        for (Holding it : recognitions.holdings(asked, AsOf.now(clock))) {
            var scheme = schemes.get(it.scheme());
            if (scheme != null) {
                held.computeIfAbsent(it.organisation().toString(), _ -> new ArrayList<>())
                        .add(scheme);
            }
        }
        return held;
    }

    private static List<String> why(Maker maker, Set<UUID> sole, DossierRules.Firms rules) {
        var why = new ArrayList<String>();
        if (maker.holdsOneOf(rules.leaders())) {
            why.add("dossier.why.LEADER");
        }
        if (maker.supplies.stream().anyMatch(it -> sole.contains(it.node.id()))) {
            why.add("dossier.why.SOLE");
        }
        var share = maker.share();
        if (share != null && share.compareTo(rules.leastShare()) >= 0) {
            why.add("dossier.why.SHARE");
        }
        if (nodes(maker) >= rules.leastNodes()) {
            why.add("dossier.why.BROAD");
        }
        return why;
    }

    private static long nodes(Maker maker) {
        return maker.supplies.stream().map(it -> it.node.id()).distinct().count();
    }

    private static Line firm(
            Maker maker, List<String> why, DossierRules.Firms rules, Atlas.Map chain) {
        var first = maker.first();
        return new Line(
                first.identity(),
                first.name,
                List.of(
                        Cell.place(first.place()),
                        Cell.text(makes(maker)),
                        Cell.percent(maker.share()),
                        Cell.number(maker.weak()),
                        Cell.words(why),
                        Cell.text(
                                names(
                                        maker.held.stream()
                                                .filter(it ->
                                                        rules.marks().contains(it.key())
                                                                || rules.leaders()
                                                                        .contains(it.key()))
                                                .toList()))),
                page(first, chain),
                first.source,
                maker.synthetic());
    }

    private static Line facility(Maker maker, DossierRules.Facilities rules, Atlas.Map chain) {
        var first = maker.first();
        var held = maker.held.stream().filter(it -> rules.schemes().contains(it.key())).toList();
        return new Line(
                first.identity(),
                first.name,
                List.of(
                        held.isEmpty()
                                ? Cell.word("dossier.facility.base")
                                : Cell.text(names(held)),
                        Cell.place(first.place()),
                        Cell.text(makes(maker))),
                page(first, chain),
                first.source,
                maker.synthetic());
    }

    private static String page(Supply first, Atlas.Map chain) {
        return first.organisation == null
                ? WeakLinkLines.page(chain, first.node.id())
                : "/organisations/" + first.organisation;
    }

    private static Bilingual names(List<Scheme> schemes) {
        var names = schemes.stream().map(Scheme::name).distinct().toList();
        return new Bilingual(
                names.stream().map(Bilingual::zh).collect(Collectors.joining("、")),
                names.stream().map(Bilingual::en).collect(Collectors.joining(", ")));
    }

    /** Nodes with the share that is known of each. */
    private static Bilingual makes(Maker maker) {
        return new Bilingual(
                maker.supplies.stream()
                        .map(it -> it.node.name().zh() + share(it))
                        .distinct()
                        .collect(Collectors.joining("、")),
                maker.supplies.stream()
                        .map(it -> it.node.name().en() + share(it))
                        .distinct()
                        .collect(Collectors.joining(", ")));
    }

    private static String share(Supply supply) {
        var share = supply.share;
        return share == null ? "" : " " + Cell.percent(share).zh() + "%";
    }
}
