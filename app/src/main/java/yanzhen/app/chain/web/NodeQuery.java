package yanzhen.app.chain.web;

import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.Reach;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.Typed;

/**
 * Which nodes of a chain to show and in which order, as the address of the page says.
 *
 * @param state key of a state; empty for all
 * @param below key of a node, to show only what lies downstream of it; empty for all
 */
record NodeQuery(
        String words,
        String state,
        String stage,
        String category,
        String below,
        boolean essential,
        Sort sort,
        boolean descending) {

    /** 排序. */
    enum Sort {
        /** By state, then by weight: what needs a decision stands on top. */
        WORST,
        NAME,
        STAGE,
        CATEGORY,
        WEIGHT
    }

    static final List<String> STATES =
            List.of(State.WEAK.key(), State.WATCH.key(), State.UNKNOWN.key(), State.SOUND.key());

    /** What the address holds; all may be missing. */
    record Asked(
            @Nullable String q,
            @Nullable String state,
            @Nullable String stage,
            @Nullable String category,
            @Nullable String below,
            @Nullable Boolean essential,
            @Nullable Sort sort,
            @Nullable Boolean desc,
            @Nullable Integer from) {

        NodeQuery query() {
            return new NodeQuery(
                    Typed.text(q),
                    Typed.text(state),
                    Typed.text(stage),
                    Typed.text(category),
                    Typed.text(below),
                    Boolean.TRUE.equals(essential),
                    sort == null ? Sort.WORST : sort,
                    Boolean.TRUE.equals(desc));
        }

        int first() {
            return from == null ? 0 : Math.max(0, from);
        }
    }

    public boolean narrows() {
        return essential
                || !(words.isEmpty()
                        && state.isEmpty()
                        && stage.isEmpty()
                        && category.isEmpty()
                        && below.isEmpty());
    }

    /** The lines that pass, in order. */
    List<NodeLine> of(Atlas.Map map, Locale locale) {
        var downstream = downstream(map);
        return map.nodes().stream()
                .filter(it -> below.isEmpty() || downstream.contains(it.id()))
                .map(it -> NodeLine.of(map, it, locale))
                .filter(this::passes)
                .sorted(order(map, locale))
                .toList();
    }

    private Set<UUID> downstream(Atlas.Map map) {
        return map.nodes().stream()
                .filter(it -> it.key().equals(below))
                .findFirst()
                .map(it -> Reach.downstream(it.id(), map.edges()).keySet())
                .orElse(Set.of());
    }

    private boolean passes(NodeLine line) {
        return (state.isEmpty() || line.state().equals(state))
                && (stage.isEmpty() || line.stageKey().equals(stage))
                && (category.isEmpty() || line.category().equals(category))
                && (!essential || line.essential())
                && (words.isEmpty() || holdsWords(line));
    }

    private boolean holdsWords(NodeLine line) {
        var asked = words.toLowerCase(Locale.ROOT);
        return line.name().toLowerCase(Locale.ROOT).contains(asked)
                || line.key().contains(asked)
                || line.reason().toLowerCase(Locale.ROOT).contains(asked);
    }

    private Comparator<NodeLine> order(Atlas.Map map, Locale locale) {
        var stages = map.stages().stream().map(Atlas.Stage::key).toList();
        var names = Collator.getInstance(locale);
        Comparator<NodeLine> worst =
                Comparator.<NodeLine>comparingInt(it -> STATES.indexOf(it.state()))
                        .thenComparing(Comparator.comparingInt(NodeLine::weight).reversed());
        Comparator<NodeLine> chosen =
                switch (sort) {
                    case WORST -> worst;
                    case NAME -> Comparator.comparing(NodeLine::name, names);
                    case STAGE -> Comparator.comparingInt(it -> stages.indexOf(it.stageKey()));
                    case CATEGORY -> Comparator.comparing(NodeLine::category);
                    case WEIGHT -> Comparator.comparingInt(NodeLine::weight).reversed();
                };
        return (descending ? chosen.reversed() : chosen).thenComparing(worst);
    }

    /** Where the nodes of a chain are listed so. */
    ListAddress address(String chain) {
        return in(ListAddress.of("/chains/" + chain)).at("nodes");
    }

    /** The same nodes at another place. */
    ListAddress in(ListAddress page) {
        return page.with("q", words)
                .with("state", state)
                .with("stage", stage)
                .with("category", category)
                .with("below", below)
                .with("essential", essential ? true : null)
                .sorted(sort, descending)
                .largestFirst(Sort.WEIGHT);
    }
}
