package yanzhen.app.chain.taskforce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.Atlas.Edge;
import yanzhen.app.chain.taskforce.Abilities.Ability;
import yanzhen.app.kernel.Bilingual;
import yanzhen.engine.substitutes.Candidate;
import yanzhen.engine.substitutes.Capability;
import yanzhen.engine.substitutes.CapabilityBuilder;
import yanzhen.engine.substitutes.Complexity;
import yanzhen.engine.substitutes.GroupVerdict;
import yanzhen.engine.substitutes.Holdings;
import yanzhen.engine.substitutes.Needs;
import yanzhen.engine.substitutes.ProductSpace;
import yanzhen.engine.substitutes.Substitutes;

/**
 * 谁可能做: firms of the register that do not make a node and could, whom to ask first.
 *
 * <p>By the {@linkplain Substitutes engine}: what the makers of the node can do besides is taken
 * for what it takes to make it, each thing by its proximity; a firm's share is the part of it that
 * the firm makes already. Where the makers are unknown, or nobody of the register makes any of it,
 * what stands near to the node in its chain is taken instead, weighed by the pack. The {@linkplain
 * Complexity complexity} of a firm says how many things it makes that few others make; it is given
 * only among firms that can be compared.
 *
 * <p>It knows who makes what, and nothing of capacity, price, quality or will: no share is a
 * probability. Costs the pairs of nodes that one firm makes, and the eigenvector of the engine.
 *
 * @param basis what the order rests on
 * @param firms the largest share first
 * @param makers how many makers of the node are known, at home and abroad
 */
public record Suggestions(Basis basis, List<Firm> firms, int makers) {

    public Suggestions {
        firms = List.copyOf(firms);
    }

    /** 依据. */
    public enum Basis {
        /** What makers of the node make besides. */
        MAKERS,
        /** What stands near to it in its chain. */
        STRUCTURE,
        /** Nothing is known that a firm could be told by. */
        NOTHING
    }

    /**
     * A firm.
     *
     * @param share of what it takes, above 0 and at most 1
     * @param has what it makes of it, the weightiest first
     * @param lacks what it does not make, the weightiest first
     * @param diversity how many nodes it makes
     * @param complexity standardised over the firms of its group; null where they cannot be
     *     compared
     */
    public record Firm(
            UUID organisation,
            Bilingual name,
            double share,
            List<Part> has,
            List<Part> lacks,
            int diversity,
            @Nullable Double complexity,
            boolean synthetic) {
        public Firm {
            has = List.copyOf(has);
            lacks = List.copyOf(lacks);
        }
    }

    /** One node that it takes; the shares of all together are 1. */
    public record Part(UUID node, double share) {}

    /** 结构近邻: what stands near to a node, each with its weight. */
    public static Map<UUID, Integer> near(
            UUID node, List<Edge> edges, ResponseRules.Structure weights) {
        var near = new LinkedHashMap<UUID, Integer>();
        for (var edge : edges) {
            if (edge.consumer().equals(node)) {
                near.merge(edge.supplier(), weights.input(), Math::max);
            }
        }
        for (var out : edges) {
            if (!out.supplier().equals(node)) {
                continue;
            }
            for (var other : edges) {
                if (other.consumer().equals(out.consumer())
                        && other.kind().equals(out.kind())
                        && !other.supplier().equals(node)) {
                    near.merge(other.supplier(), weights.sibling(), Math::max);
                }
            }
        }
        return near;
    }

    /**
     * Whom to ask for a node.
     *
     * @param all who makes what
     * @param near what stands near to it, with weights
     * @param nearest how many things are asked for at most, 1 or more
     * @param most how many firms at most, 1 or more
     */
    public static Suggestions of(
            UUID node, List<Ability> all, Map<UUID, Integer> near, int nearest, int most) {
        return new Table(node, all, near.keySet()).suggestions(near, nearest, most);
    }

    /** Who makes what, numbered in a fixed order. */
    private static final class Table {

        private final UUID node;
        private final List<String> firms;
        private final List<UUID> nodes;
        private final Map<String, Ability> known = new TreeMap<>();
        private final Holdings holdings;

        Table(UUID node, List<Ability> all, Set<UUID> near) {
            this.node = node;
            var things = new TreeSet<UUID>(near);
            things.add(node);
            for (var it : all) {
                known.putIfAbsent(it.identity(), it);
                things.add(it.node());
            }
            firms = List.copyOf(known.keySet());
            nodes = List.copyOf(things);
            holdings = holdings(all);
        }

        private Holdings holdings(List<Ability> all) {
            var number = new HashMap<String, Integer>();
            firms.forEach(it -> number.put(it, number.size()));
            var place = new HashMap<UUID, Integer>();
            nodes.forEach(it -> place.put(it, place.size()));
            var builder =
                    new CapabilityBuilder(
                            firms.size(),
                            nodes.stream()
                                    .map(it ->
                                            new Capability(Capability.Kind.PRODUCT, it.toString()))
                                    .toList());
            var said = new LinkedHashSet<String>();
            for (var it : all) {
                if (said.add(it.identity() + " " + it.node())) {
                    builder.holds(
                            number.getOrDefault(it.identity(), 0),
                            place.getOrDefault(it.node(), 0));
                }
            }
            return builder.build().present();
        }

        Suggestions suggestions(Map<UUID, Integer> near, int nearest, int most) {
            int input = nodes.indexOf(node);
            int makers = holdings.ubiquity(input);
            var besides = new ProductSpace(holdings).proximities(input);
            near.forEach((it, counts) -> besides[nodes.indexOf(it)] *= 1 + counts);
            var firms = registered(by(besides, nearest), most);
            var basis = Basis.MAKERS;
            if (firms.isEmpty()) {
                var weight = new double[nodes.size()];
                near.forEach((it, counts) -> weight[nodes.indexOf(it)] = counts);
                firms = registered(by(weight, nearest), most);
                basis = firms.isEmpty() ? Basis.NOTHING : Basis.STRUCTURE;
            }
            return new Suggestions(basis, firms, makers);
        }

        /** By the weightiest of the needs; of equal ones those with the lowest numbers. */
        private Substitutes by(double[] weight, int nearest) {
            var kept = new double[weight.length];
            IntStream.range(0, weight.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer it) -> -weight[it]))
                    .limit(nearest)
                    .forEach(it -> kept[it] = weight[it]);
            return Substitutes.forNeeds(Needs.of(kept), holdings, Math.max(1, firms.size()));
        }

        /** Those of the register that do not make it already. */
        private List<Firm> registered(Substitutes by, int most) {
            int input = nodes.indexOf(node);
            var chosen = new ArrayList<Candidate>();
            for (var it : by.candidates()) {
                var ability = ability(it.firm());
                if (ability.organisation() != null
                        && !holdings.holds(it.firm(), input)
                        && chosen.size() < most) {
                    chosen.add(it);
                }
            }
            if (chosen.isEmpty()) {
                return List.of();
            }
            var complexity = Complexity.of(holdings);
            return chosen.stream()
                    .map(it -> firm(it, complexity))
                    .sorted(
                            Comparator.comparingDouble(Firm::share)
                                    .reversed()
                                    .thenComparing(
                                            it ->
                                                    it.complexity == null
                                                            ? Double.NEGATIVE_INFINITY
                                                            : it.complexity,
                                            Comparator.reverseOrder())
                                    .thenComparing(it -> it.organisation))
                    .toList();
        }

        private Ability ability(int firm) {
            return java.util.Objects.requireNonNull(known.get(firms.get(firm)));
        }

        private Firm firm(Candidate it, Complexity complexity) {
            var ability = ability(it.firm());
            int group = complexity.groupOf(it.firm());
            boolean comparable = group >= 0 && complexity.verdict(group) == GroupVerdict.COMPARABLE;
            return new Firm(
                    java.util.Objects.requireNonNull(ability.organisation()),
                    ability.name(),
                    it.relatedness(),
                    parts(it.has()),
                    parts(it.lacks()),
                    holdings.diversity(it.firm()),
                    comparable ? complexity.ofFirm(it.firm()) : null,
                    ability.synthetic());
        }

        private List<Part> parts(List<Candidate.Reason> reasons) {
            return reasons.stream()
                    .map(it -> new Part(nodes.get(it.number()), it.share()))
                    .toList();
        }
    }
}
