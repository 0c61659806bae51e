package yanzhen.app.chain.taskforce.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import yanzhen.app.chain.Looks;
import yanzhen.app.chain.Visibility;
import yanzhen.app.chain.taskforce.Abilities;
import yanzhen.app.chain.taskforce.Abilities.Institute;
import yanzhen.app.chain.taskforce.Abilities.Named;
import yanzhen.app.chain.taskforce.Suggestions;
import yanzhen.app.chain.taskforce.Suggestions.Part;

/**
 * 应对选项 of a node: what its findings ask for, who could make it, who knows how, who makes it now.
 */
@Controller
class OptionsPage {

    /** Firms that are suggested at most. */
    static final int MOST = 8;

    /** Parts that a firm has, as far as they are named, and parts that it lacks. */
    private static final int PARTS = 4;

    private static final int LACKING = 2;

    /** All that the template may read. */
    record View(
            String chain,
            String chainName,
            UUID node,
            String name,
            String state,
            String reason,
            @Nullable UUID weakLink,
            AtNode.View work,
            String basis,
            int makers,
            List<FirmLine> firms,
            String structure,
            List<MakerLine> atHome,
            List<InstituteLine> institutes,
            boolean withheld,
            boolean mayChallenge) {}

    /**
     * A firm that could make it.
     *
     * @param complexity two decimals; empty where firms cannot be compared
     */
    record FirmLine(
            UUID organisation,
            String name,
            String share,
            double width,
            List<PartLine> has,
            int hasMore,
            List<PartLine> lacks,
            int lacksMore,
            int diversity,
            String complexity,
            boolean synthetic) {}

    record PartLine(UUID node, String chain, String name, String share) {}

    record MakerLine(
            @Nullable UUID organisation, String name, @Nullable String share, boolean synthetic) {}

    record InstituteLine(UUID organisation, String name, List<ShownBy> shownBy, boolean here) {}

    /** What shows that an institute can do it. */
    record ShownBy(
            String kind,
            String title,
            String chain,
            UUID node,
            String nodeName,
            boolean synthetic) {}

    private final Abilities abilities;
    private final Visibility visibility;
    private final Looks looks;
    private final AtNode atNode;
    private final Words words;

    OptionsPage(
            Abilities abilities, Visibility visibility, Looks looks, AtNode atNode, Words words) {
        this.abilities = abilities;
        this.visibility = visibility;
        this.looks = looks;
        this.atNode = atNode;
        this.words = words;
    }

    /** What can be said of who could make a node. */
    record Found(
            Suggestions suggestions,
            Map<UUID, Integer> near,
            List<Abilities.Ability> makers,
            List<Institute> institutes,
            Map<UUID, Named> names) {}

    /** Keeps a look at the suppliers that it tells of, where they are protected. */
    Found found(AtNode.Seen seen, Looks.What what) {
        var node = seen.node().id();
        var all = abilities.all();
        var structure = words.rules().structure();
        var near = Suggestions.near(node, seen.map().edges(), structure);
        var suggestions = Suggestions.of(node, all, near, structure.nearest(), MOST);
        var makers = all.stream().filter(it -> it.node().equals(node) && it.home()).toList();
        var asked = new LinkedHashSet<>(near.keySet());
        asked.add(node);
        var institutes = abilities.institutes(asked);
        var named = new LinkedHashSet<>(asked);
        suggestions
                .firms()
                .forEach(it -> {
                    it.has().forEach(part -> named.add(part.node()));
                    it.lacks().forEach(part -> named.add(part.node()));
                });
        var names = abilities.names(named);
        looks.atSuppliers(
                what,
                List.copyOf(names.entrySet()),
                it -> it.getValue().chain(),
                Map.Entry::getKey);
        return new Found(suggestions, near, makers, institutes, names);
    }

    @GetMapping("/chains/{key}/nodes/{id}/options")
    String show(@PathVariable String key, @PathVariable UUID id, Model model, Locale locale) {
        var seen = atNode.seen(key, id);
        var node = seen.node();
        var found = found(seen, Looks.What.NODE);
        var reason = node.reason();
        model.addAttribute(
                "view",
                new View(
                        key,
                        seen.map().chain().name().in(locale),
                        id,
                        node.name().in(locale),
                        node.state().key(),
                        reason == null ? "" : reason.in(locale),
                        node.weakLink(),
                        atNode.of(seen.map(), node, locale),
                        found.suggestions.basis().name(),
                        found.suggestions.makers(),
                        found.suggestions.firms().stream()
                                .map(it -> firm(it, found.names, locale))
                                .toList(),
                        words.rules().structure().reason().in(locale),
                        found.makers.stream()
                                .map(it ->
                                        new MakerLine(
                                                it.organisation(),
                                                it.name().in(locale),
                                                percent(it.share()),
                                                it.synthetic()))
                                .toList(),
                        institutes(found, id, locale),
                        visibility.withheld().contains(id),
                        words.may("GET", "/challenges/new")));
        return "taskforce/options";
    }

    private static @Nullable String percent(@Nullable BigDecimal share) {
        return share == null ? null : share.stripTrailingZeros().toPlainString() + "%";
    }

    private static FirmLine firm(Suggestions.Firm it, Map<UUID, Named> names, Locale locale) {
        var complexity = it.complexity();
        return new FirmLine(
                it.organisation(),
                it.name().in(locale),
                AtNode.percent(it.share()),
                100 * it.share(),
                parts(it.has(), PARTS, names, locale),
                Math.max(0, it.has().size() - PARTS),
                parts(it.lacks(), LACKING, names, locale),
                Math.max(0, it.lacks().size() - LACKING),
                it.diversity(),
                complexity == null ? "" : "%.2f".formatted(complexity),
                it.synthetic());
    }

    private static List<PartLine> parts(
            List<Part> parts, int most, Map<UUID, Named> names, Locale locale) {
        return parts.stream().limit(most).map(it -> part(it, names, locale)).toList();
    }

    private static PartLine part(Part it, Map<UUID, Named> names, Locale locale) {
        var named = names.get(it.node());
        return new PartLine(
                it.node(),
                named == null ? "" : named.chain(),
                named == null ? "" : named.name().in(locale),
                AtNode.percent(it.share()));
    }

    /** Those with something on the node itself first. */
    private static List<InstituteLine> institutes(Found found, UUID node, Locale locale) {
        var by = new LinkedHashMap<UUID, List<Institute>>();
        found.institutes.forEach(
                it -> by.computeIfAbsent(it.organisation(), _ -> new ArrayList<>()).add(it));
        return by.values().stream()
                .map(it ->
                        new InstituteLine(
                                it.getFirst().organisation(),
                                it.getFirst().name().in(locale),
                                it.stream().map(one -> shown(one, found.names, locale)).toList(),
                                it.stream().anyMatch(one -> one.node().equals(node))))
                .sorted((one, other) -> Boolean.compare(other.here, one.here))
                .toList();
    }

    private static ShownBy shown(Institute it, Map<UUID, Named> names, Locale locale) {
        var named = names.get(it.node());
        return new ShownBy(
                it.kind(),
                it.title(),
                named == null ? "" : named.chain(),
                it.node(),
                named == null ? "" : named.name().in(locale),
                it.synthetic());
    }
}
