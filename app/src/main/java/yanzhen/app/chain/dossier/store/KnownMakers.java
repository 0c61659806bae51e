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
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.Makers;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.dossier.DossierRules;
import yanzhen.app.cluster.Holding;
import yanzhen.app.cluster.Recognitions;
import yanzhen.app.cluster.Scheme;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;

/** 已知供应方 of a chain, each once, with what it makes and what it is recognised as. Three reads. */
@Component
class KnownMakers {

    private final JdbcClient jdbc;
    private final Recognitions recognitions;
    private final Clock clock;

    KnownMakers(JdbcClient jdbc, Recognitions recognitions, Clock clock) {
        this.jdbc = jdbc;
        this.recognitions = recognitions;
        this.clock = clock;
    }

    /**
     * A present fact on who makes a node.
     *
     * @param total whether it speaks of all makers of a country together, not of one
     */
    record Supply(
            Atlas.Node node,
            @Nullable UUID organisation,
            Bilingual name,
            String country,
            @Nullable String district,
            @Nullable BigDecimal share,
            boolean total,
            SourceNote source,
            boolean synthetic) {

        String identity() {
            return organisation == null ? country + " " + name.zh() : organisation.toString();
        }

        String place() {
            return district == null ? country : district;
        }
    }

    /**
     * A maker with all that it makes, the largest share first.
     *
     * @param held recognitions that the rules ask for and that it holds
     * @param sole whether it is the only known maker of a node
     */
    record Maker(List<Supply> supplies, List<Scheme> held, boolean sole) {

        Supply first() {
            return supplies.getFirst();
        }

        @Nullable BigDecimal share() {
            return first().share;
        }

        long nodes() {
            return supplies.stream().map(it -> it.node.id()).distinct().count();
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

        /** What it makes of these categories. */
        List<Supply> supplies(List<BaseCategory> categories) {
            return supplies.stream().filter(it -> categories.contains(it.node.category())).toList();
        }

        /** A body at home that makes a node of the categories or holds one of the schemes. */
        boolean isFacility(DossierRules.Facilities rules) {
            return first().country.equals(Makers.Maker.HOME)
                    && (!supplies(rules.categories()).isEmpty() || holdsOneOf(rules.schemes()));
        }
    }

    private List<Supply> supplies(Atlas.Map chain) {
        var nodes = chain.nodes().stream().collect(Collectors.toMap(Atlas.Node::id, it -> it));
        return jdbc
                .sql(
                        """
                        select p.*, f.name, f.name_en, case when p.country = 'CN' then f.district end as district
                        from chain.place l
                        join chain.provision p on p.node = l.node and p.superseded_at is null
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
                row.getBoolean("total"),
                FactLines.source(row),
                row.getBoolean("synthetic"));
    }

    /** Nodes with one known maker, of which no other is known to be by the total of a country. */
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
    List<Maker> of(Atlas.Map chain, DossierRules rules) {
        var supplies = supplies(chain);
        var sole = sole(supplies);
        var byIdentity = new LinkedHashMap<String, List<Supply>>();
        supplies.stream()
                .filter(it -> !it.total)
                .forEach(it ->
                        byIdentity.computeIfAbsent(it.identity(), _ -> new ArrayList<>()).add(it));
        var held = held(rules);
        return byIdentity.values().stream()
                .map(it ->
                        new Maker(
                                it,
                                held.getOrDefault(it.getFirst().identity(), List.of()),
                                it.stream().anyMatch(s -> sole.contains(s.node.id()))))
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
}
