package yanzhen.app.chain.web;

import java.text.Collator;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Tiers;
import yanzhen.app.chain.Tiers.Part;
import yanzhen.app.chain.Tiers.Way;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;

/** 层级图: one product, what it is made from or goes into tier by tier, as a picture and a table. */
@Controller
class TiersPage {

    private static final List<String> HEADS =
            List.of(
                    "tiers.column",
                    "node.name",
                    "tiers.chains",
                    "tiers.joined",
                    "node.category",
                    "node.state",
                    "node.weight",
                    "node.reason",
                    "chain.mark");

    /** Lines of one page of the table. */
    private static final int ROWS = 200;

    /** 排序. */
    enum Sort {
        TIER,
        NAME,
        WORST,
        WEIGHT
    }

    /** What the address holds; all may be missing. */
    record Asked(
            @Nullable String way,
            @Nullable String kind,
            @Nullable String fold,
            @Nullable Sort sort,
            @Nullable Boolean desc,
            @Nullable Integer from) {

        Query query() {
            var joined = Typed.text(kind);
            return new Query(
                    Typed.text(way).equals("down") ? Way.DOWN : Way.UP,
                    ChainReading.JOINS.contains(joined) ? joined : "",
                    new Framing.Asked(null, null, null, fold).framing(),
                    sort == null ? Sort.TIER : sort,
                    Boolean.TRUE.equals(desc));
        }
    }

    /**
     * Which tiers, in which order.
     *
     * @param kind of edges to follow; empty for all
     */
    record Query(Way way, String kind, Framing framing, Sort sort, boolean descending) {

        Set<String> kinds() {
            return kind.isEmpty() ? ChainReading.JOINS : Set.of(kind);
        }

        Comparator<Part> order(Locale locale) {
            Comparator<Part> tier = Comparator.comparingInt(Part::tier);
            Comparator<Part> worst =
                    Comparator.<Part>comparingInt(it -> NodeQuery.STATES.indexOf(it.state().key()))
                            .thenComparing(Comparator.comparingInt(Part::weight).reversed());
            var names = Collator.getInstance(locale);
            Comparator<Part> chosen =
                    switch (sort) {
                        case TIER -> tier;
                        case NAME -> Comparator.comparing(it -> it.name().in(locale), names);
                        case WORST -> worst;
                        case WEIGHT -> Comparator.comparingInt(Part::weight).reversed();
                    };
            return (descending ? chosen.reversed() : chosen)
                    .thenComparing(tier)
                    .thenComparing(worst);
        }

        ListAddress address(String chain, UUID node) {
            return framing.in(
                    ListAddress.of("/chains/" + chain + "/nodes/" + node + "/tiers")
                            .with("way", way.name().toLowerCase(Locale.ROOT))
                            .with("kind", kind)
                            .sorted(sort, descending)
                            .largestFirst(Sort.WEIGHT));
        }
    }

    /**
     * All that the template may read.
     *
     * @param lines of this page of the table
     * @param before how many stand on earlier pages
     * @param earlier address of the page before, null on the first
     * @param later address of the page after, null on the last
     */
    record View(
            NodeLine node,
            String title,
            boolean up,
            LocalDate day,
            int parts,
            int weak,
            int elsewhere,
            boolean cut,
            List<Tier> tiers,
            Board board,
            boolean forced,
            List<Line> lines,
            int before,
            @Nullable String earlier,
            @Nullable String later,
            Query query,
            ListAddress address,
            String other,
            List<String> kinds) {

        /** The picture in a file of its own. */
        public String file() {
            return address.first().replace("/tiers?", "/tiers/picture?");
        }
    }

    /** One tier with how many of its nodes are in which state. */
    record Tier(int number, int nodes, List<Board.Count> counts) {}

    record Line(
            UUID id,
            int tier,
            String name,
            String chain,
            String chainName,
            List<String> others,
            List<Joined> joined,
            String category,
            String state,
            int weight,
            String reason,
            boolean synthetic) {}

    /** How it hangs on the tier before: a kind of edge, and with what. */
    record Joined(String kind, String names) {}

    private final Atlas atlas;
    private final Tiers tiers;
    private final MessageSource messages;

    TiersPage(Atlas atlas, Tiers tiers, MessageSource messages) {
        this.atlas = atlas;
        this.tiers = tiers;
        this.messages = messages;
    }

    @GetMapping("/chains/{key}/nodes/{id}/tiers")
    String show(
            @PathVariable String key,
            @PathVariable UUID id,
            @ModelAttribute Asked asked,
            Model model,
            Locale locale) {
        var map = atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
        var node = map.node(id).orElseThrow(() -> new NotFound("node", id));
        int from = asked.from == null ? 0 : asked.from;
        model.addAttribute("tiers", view(map, node, asked.query(), from, locale));
        return "chain/tiers";
    }

    private View view(Atlas.Map map, Atlas.Node node, Query query, int from, Locale locale) {
        var chain = map.chain().key();
        var tree = tiers.of(node.id(), query.way, query.kinds());
        var excerpt = drawn(map, tree, query);
        var links = links(tree, query, excerpt, node, locale);
        var address = query.address(chain, node.id());
        var below = below(tree, query, locale);
        int start = Math.clamp(from, 0, Math.max(0, below.size() - 1)) / ROWS * ROWS;
        int end = Math.min(start + ROWS, below.size());
        return new View(
                NodeLine.of(map, node, locale),
                say(title(query.way), locale, node.name().in(locale)),
                query.way == Way.UP,
                map.run().day(),
                below.size(),
                (int) below.stream().filter(it -> it.state().key().equals("weak")).count(),
                (int) below.stream().filter(it -> !it.chain().equals(chain)).count(),
                tree.cut(),
                summed(tree),
                Board.of(excerpt, ids(tree), links, locale),
                excerpt.forced(),
                lines(tree, below.subList(start, end), query.way, locale),
                start,
                start == 0 ? null : address.at("nodes").page("from", start - ROWS),
                end == below.size() ? null : address.at("nodes").page("from", end),
                query,
                address,
                new Query(
                                query.way == Way.UP ? Way.DOWN : Way.UP,
                                query.kind,
                                Framing.whole(),
                                query.sort,
                                query.descending)
                        .address(chain, node.id())
                        .first(),
                EdgeKinds.ALL.stream().filter(ChainReading.JOINS::contains).toList());
    }

    /** All but the product itself. */
    private static List<Part> below(Tiers.Tree tree, Query query, Locale locale) {
        return tree.parts().stream()
                .filter(it -> it.tier() > 0)
                .sorted(query.order(locale))
                .toList();
    }

    private static Set<UUID> ids(Tiers.Tree tree) {
        return tree.parts().stream().map(Part::id).collect(Collectors.toSet());
    }

    private static List<Tier> summed(Tiers.Tree tree) {
        var byTier =
                tree.parts().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Part::tier, TreeMap::new, Collectors.toList()));
        return byTier.entrySet().stream()
                .filter(it -> it.getKey() > 0)
                .map(it -> new Tier(it.getKey(), it.getValue().size(), counts(it.getValue())))
                .toList();
    }

    private static List<Board.Count> counts(List<Part> parts) {
        return NodeQuery.STATES.stream()
                .map(state ->
                        new Board.Count(
                                state,
                                (int)
                                        parts.stream()
                                                .filter(it -> it.state().key().equals(state))
                                                .count()))
                .toList();
    }

    /** What of the tiers is drawn; reasons come for those with a box of their own. */
    private Framing.Excerpt drawn(Atlas.Map map, Tiers.Tree tree, Query query) {
        var excerpt = query.framing.of(staged(map, tree, query.way, Map.of()));
        var open = excerpt.open().stream().map(Atlas.Node::id).collect(Collectors.toSet());
        var reasons =
                tiers.reasons(tree.parts().stream().filter(it -> open.contains(it.id())).toList());
        return query.framing.of(staged(map, tree, query.way, reasons));
    }

    /** The tiers as stages of a chain of their own, so that one drawing serves both. */
    private Atlas.Map staged(
            Atlas.Map map, Tiers.Tree tree, Way way, Map<UUID, Bilingual> reasons) {
        int last = tree.parts().stream().mapToInt(Part::tier).max().orElse(0);
        var stages =
                IntStream.rangeClosed(0, last)
                        .map(it -> way == Way.UP ? last - it : it)
                        .mapToObj(it -> new Atlas.Stage("tier-" + it, called(it)))
                        .toList();
        return new Atlas.Map(
                map.chain(),
                stages,
                tree.parts().stream().map(it -> node(it, reasons.get(it.id()))).toList(),
                tree.edges(),
                map.run());
    }

    private Bilingual called(int tier) {
        var key = tier == 0 ? "tiers.product" : "tiers.tier";
        return new Bilingual(say(key, Locale.CHINESE, tier), say(key, Locale.ENGLISH, tier));
    }

    private static Atlas.Node node(Part it, @Nullable Bilingual reason) {
        return new Atlas.Node(
                it.id(),
                it.key(),
                "tier-" + it.tier(),
                it.kind(),
                it.category(),
                it.name(),
                it.essential(),
                it.state(),
                it.weight(),
                null,
                reason,
                it.synthetic());
    }

    private Board.Links links(
            Tiers.Tree tree, Query query, Framing.Excerpt excerpt, Atlas.Node node, Locale locale) {
        var chain = excerpt.map().chain().key();
        var parts = tree.parts().stream().collect(Collectors.toMap(Part::id, it -> it));
        return new Board.Links(
                it -> "/chains/" + home(parts, it.id(), chain) + "/nodes/" + it.id(),
                stage ->
                        new Query(
                                        query.way,
                                        query.kind,
                                        query.framing.turned(excerpt, stage),
                                        query.sort,
                                        query.descending)
                                .address(chain, node.id())
                                .at("picture")
                                .first(),
                it -> mark(parts.get(it.id()), excerpt.map().chain(), locale));
    }

    private static String home(Map<UUID, Part> parts, UUID id, String otherwise) {
        var part = parts.get(id);
        return part == null ? otherwise : part.chain();
    }

    /** A sign for what several chains share, words alone for what only another one has. */
    private Board.Mark mark(@Nullable Part part, Atlas.Chain chain, Locale locale) {
        if (part == null) {
            return Board.Mark.NONE;
        }
        var names = new ArrayList<String>();
        names.add(part.chainName().in(locale));
        part.others().forEach(it -> names.add(it.in(locale)));
        var all = String.join(say("chain.and", locale), names);
        if (!part.others().isEmpty()) {
            return new Board.Mark("⇄", say("tiers.mark", locale, all));
        }
        return part.chain().equals(chain.key())
                ? Board.Mark.NONE
                : new Board.Mark("", say("tiers.of", locale, all));
    }

    private List<Line> lines(Tiers.Tree tree, List<Part> shown, Way way, Locale locale) {
        var joined = joined(tree, shown, way, locale);
        var reasons = tiers.reasons(shown);
        return shown.stream()
                .map(it ->
                        line(
                                it,
                                joined.getOrDefault(it.id(), List.of()),
                                reasons.get(it.id()),
                                locale))
                .toList();
    }

    private static Line line(
            Part it, List<Joined> joined, @Nullable Bilingual reason, Locale locale) {
        return new Line(
                it.id(),
                it.tier(),
                it.name().in(locale),
                it.chain(),
                it.chainName().in(locale),
                it.others().stream().map(other -> other.in(locale)).toList(),
                joined,
                it.category().name(),
                it.state().key(),
                it.weight(),
                reason == null ? "" : reason.in(locale),
                it.synthetic());
    }

    /** By node that is shown, the edges that lead it into the tier before. */
    private Map<UUID, List<Joined>> joined(
            Tiers.Tree tree, List<Part> shown, Way way, Locale locale) {
        var parts = tree.parts().stream().collect(Collectors.toMap(Part::id, it -> it));
        var ids = shown.stream().map(Part::id).collect(Collectors.toSet());
        var names = new LinkedHashMap<UUID, Map<String, List<String>>>();
        for (var edge : tree.edges()) {
            var far = parts.get(way == Way.UP ? edge.supplier() : edge.consumer());
            var near = parts.get(way == Way.UP ? edge.consumer() : edge.supplier());
            if (far != null
                    && near != null
                    && ids.contains(far.id())
                    && near.tier() == far.tier() - 1) {
                names.computeIfAbsent(far.id(), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(edge.kind(), _ -> new ArrayList<>())
                        .add(near.name().in(locale));
            }
        }
        var joined = new LinkedHashMap<UUID, List<Joined>>();
        names.forEach((id, kinds) ->
                joined.put(
                        id,
                        kinds.entrySet().stream()
                                .map(it ->
                                        new Joined(
                                                it.getKey(),
                                                String.join(
                                                        say("chain.and", locale), it.getValue())))
                                .toList()));
        return joined;
    }

    @GetMapping("/chains/{key}/nodes/{id}/tiers/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String key,
            @PathVariable UUID id,
            @PathVariable String form,
            @ModelAttribute Asked asked,
            Locale locale) {
        var kind = Sheet.Form.of(form);
        var map = atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
        var node = map.node(id).orElseThrow(() -> new NotFound("node", id));
        var query = asked.query();
        var tree = tiers.of(id, query.way, query.kinds());
        var title = say(title(query.way), locale, node.name().in(locale));
        var sheet = new Sheet(title, HEADS, it -> say(it, locale));
        lines(tree, below(tree, query, locale), query.way, locale)
                .forEach(it -> sheet.add(cells(it, locale)));
        return sheet.download(kind);
    }

    private static String title(Way way) {
        return way == Way.UP ? "tiers.title.up" : "tiers.title.down";
    }

    private @Nullable Object[] cells(Line it, Locale locale) {
        var chains = new ArrayList<>(List.of(it.chainName));
        chains.addAll(it.others);
        return new @Nullable Object[] {
            it.tier,
            it.name,
            String.join("; ", chains),
            it.joined.stream()
                    .map(joined -> say("edge." + joined.kind, locale) + " " + joined.names)
                    .collect(Collectors.joining("; ")),
            say("category." + it.category, locale),
            say("state." + it.state, locale),
            it.weight,
            it.reason,
            it.synthetic ? say("site.synthetic", locale) : ""
        };
    }

    /** The picture in a file of its own. */
    @GetMapping("/chains/{key}/nodes/{id}/tiers/picture")
    ResponseEntity<byte[]> picture(
            @PathVariable String key,
            @PathVariable UUID id,
            @ModelAttribute Asked asked,
            Locale locale) {
        var map = atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
        var node = map.node(id).orElseThrow(() -> new NotFound("node", id));
        var query = asked.query();
        var tree = tiers.of(id, query.way, query.kinds());
        var excerpt = drawn(map, tree, query);
        var links = links(tree, query, excerpt, node, locale);
        var board = Board.of(excerpt, ids(tree), links, locale);
        var head =
                BoardFile.Head.of(excerpt, locale)
                        .named(say(title(query.way), locale, node.name().in(locale)));
        return new BoardFile(messages).of(head, board, locale);
    }

    private String say(String key, Locale locale, Object... values) {
        return messages.getMessage(key, values, locale);
    }
}
