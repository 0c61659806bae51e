package yanzhen.app.chain.web;

import java.text.Collator;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Looks;
import yanzhen.app.chain.Makers;
import yanzhen.app.chain.Makers.Maker;
import yanzhen.app.chain.Visibility;
import yanzhen.app.site.Choice;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;

/** 分区图: where the known makers of a chain, or of one of its nodes, sit in the city. */
@Controller
class DistrictsPage {

    private static final int ROWS = 200;

    /** Keys that stand for several places. */
    private static final String ABROAD = "abroad";

    /** 排序. */
    enum Sort {
        NODES,
        NAME,
        PLACE
    }

    /** What the address holds; all may be missing. */
    record Asked(
            @Nullable String node,
            @Nullable String place,
            @Nullable Boolean weak,
            @Nullable Sort sort,
            @Nullable Boolean desc,
            @Nullable Integer from) {

        Query query() {
            return new Query(
                    Typed.text(node),
                    Typed.text(place),
                    Boolean.TRUE.equals(weak),
                    sort == null ? Sort.NODES : sort,
                    Boolean.TRUE.equals(desc),
                    from == null ? 0 : Math.max(0, from));
        }
    }

    /**
     * Which makers are listed.
     *
     * @param node key of the node that they make; empty for any
     * @param place where they sit: six digits, two letters, or all that is abroad; empty for any
     * @param weak whether only makers of weak nodes
     */
    record Query(
            String node, String place, boolean weak, Sort sort, boolean descending, int first) {

        boolean passes(Line line) {
            return (place.isEmpty() || isAt(line.placeKey)) && (!weak || line.weak > 0);
        }

        private boolean isAt(String key) {
            return place.equals(ABROAD) ? Spots.rank(key) >= 2 : place.equals(key);
        }

        Comparator<Line> order(Locale locale) {
            var names = Collator.getInstance(locale);
            Comparator<Line> most =
                    Comparator.<Line>comparingInt(it -> it.nodes.size())
                            .reversed()
                            .thenComparing(Line::name, names);
            Comparator<Line> chosen =
                    switch (sort) {
                        case NODES -> most;
                        case NAME -> Comparator.comparing(Line::name, names);
                        case PLACE ->
                                Comparator.<Line>comparingInt(it -> Spots.rank(it.placeKey))
                                        .thenComparing(Line::placeKey);
                    };
            return (descending ? chosen.reversed() : chosen).thenComparing(most);
        }

        ListAddress address(String chain) {
            return ListAddress.of("/chains/" + chain + "/districts")
                    .with("node", node)
                    .with("place", place)
                    .with("weak", weak ? true : null)
                    .sorted(sort, descending)
                    .largestFirst(Sort.NODES)
                    .at("makers");
        }
    }

    /** All that the template may read. */
    record View(
            String chain,
            String chainName,
            @Nullable String nodeName,
            @Nullable UUID nodeId,
            LocalDate day,
            Mosaic mosaic,
            List<Line> lines,
            int found,
            Query query,
            ListAddress address,
            List<Choice> nodes,
            List<Choice> places,
            @Nullable String placeName,
            int withheld,
            boolean synthetic) {

        public @Nullable String next() {
            int shown = query.first + lines.size();
            return shown >= found ? null : address.page("from", shown);
        }

        /** All of this as a table of places. */
        public String counted(String form) {
            return ListAddress.of("/chains/" + chain + "/districts")
                    .with("node", query.node)
                    .export(form);
        }

        /** The makers listed as a table. */
        public String listed(String form) {
            return address.export(form).replace("/districts/export/", "/districts/makers/");
        }
    }

    /**
     * One maker.
     *
     * @param weak how many of its nodes are weak
     */
    record Line(
            String identity,
            @Nullable UUID organisation,
            String name,
            String placeKey,
            String place,
            List<Made> nodes,
            int weak,
            boolean synthetic) {}

    /** A node that a maker makes. */
    record Made(UUID id, String name, String state, @Nullable String share) {}

    private final Atlas atlas;
    private final Makers makers;
    private final Visibility visibility;
    private final Looks looks;
    private final Spots spots;
    private final MessageSource messages;

    DistrictsPage(
            Atlas atlas,
            Makers makers,
            Visibility visibility,
            Looks looks,
            Spots spots,
            MessageSource messages) {
        this.visibility = visibility;
        this.looks = looks;
        this.atlas = atlas;
        this.makers = makers;
        this.spots = spots;
        this.messages = messages;
    }

    @GetMapping("/chains/{key}/districts")
    String show(@PathVariable String key, @ModelAttribute Asked asked, Model model, Locale locale) {
        var map = atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
        looks.atSuppliers(Looks.What.PICTURE, map);
        model.addAttribute("districts", view(map, asked.query(), locale));
        return "chain/districts";
    }

    private View view(Atlas.Map map, Query query, Locale locale) {
        var chain = map.chain().key();
        var node = find(map, query.node);
        var names = spots.names();
        var lines = lines(map, makers.of(chain), node, names, locale);
        var mosaic =
                Mosaic.of(
                        makers.tiles(),
                        lines,
                        names,
                        (place, weak) -> link(chain, query, place, weak),
                        locale);
        var found = lines.stream().filter(query::passes).sorted(query.order(locale)).toList();
        return new View(
                chain,
                map.chain().name().in(locale),
                node == null ? null : node.name().in(locale),
                node == null ? null : node.id(),
                map.run().day(),
                mosaic,
                found.stream().skip(query.first).limit(ROWS).toList(),
                found.size(),
                query,
                query.address(chain),
                map.nodes().stream()
                        .map(it -> new Choice(it.key(), it.name().in(locale)))
                        .sorted(Comparator.comparing(Choice::name, Collator.getInstance(locale)))
                        .toList(),
                mosaic.counts().stream().map(it -> new Choice(it.key(), it.name())).toList(),
                placeName(query.place, names, locale),
                withheld(map, node),
                lines.stream().anyMatch(Line::synthetic));
    }

    /** How many of the nodes that are counted the viewer is told nothing of. */
    private int withheld(Atlas.Map map, Atlas.@Nullable Node only) {
        var withheld = visibility.withheld();
        return (int)
                map.nodes().stream()
                        .filter(it -> only == null || only.id().equals(it.id()))
                        .filter(it -> withheld.contains(it.id()))
                        .count();
    }

    private @Nullable String placeName(String place, Spots.Names names, Locale locale) {
        if (place.isEmpty()) {
            return null;
        }
        return place.equals(ABROAD) ? say("districts.abroad", locale) : names.in(place, locale);
    }

    private static String link(String chain, Query query, String place, boolean weak) {
        return new Query(query.node, place, weak, query.sort, query.descending, 0)
                .address(chain)
                .first();
    }

    private static Atlas.@Nullable Node find(Atlas.Map map, String key) {
        if (key.isEmpty()) {
            return null;
        }
        return map.nodes().stream()
                .filter(it -> it.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new NotFound("node", key));
    }

    /** Each single maker once, with what it makes. */
    static List<Line> lines(
            Atlas.Map map,
            List<Maker> facts,
            Atlas.@Nullable Node only,
            Spots.Names names,
            Locale locale) {
        var nodes =
                map.nodes().stream().collect(Collectors.toMap(Atlas.Node::id, Function.identity()));
        Predicate<Maker> wanted =
                it ->
                        !it.total()
                                && nodes.containsKey(it.node())
                                && (only == null || only.id().equals(it.node()));
        var made = new LinkedHashMap<String, List<Maker>>();
        facts.stream()
                .filter(wanted)
                .forEach(it ->
                        made.computeIfAbsent(
                                        it.identity() + Spots.of(it, Spots.By.DISTRICT),
                                        _ -> new ArrayList<>())
                                .add(it));
        return made.values().stream().map(it -> line(it, nodes, names, locale)).toList();
    }

    private static Line line(
            List<Maker> facts, Map<UUID, Atlas.Node> nodes, Spots.Names names, Locale locale) {
        var first = facts.getFirst();
        var place = Spots.of(first, Spots.By.DISTRICT);
        var seen = new HashSet<UUID>();
        var made =
                facts.stream()
                        .filter(it -> seen.add(it.node()))
                        .map(it -> made(it, nodes, locale))
                        .toList();
        return new Line(
                first.identity(),
                first.organisation(),
                first.name().in(locale),
                place,
                names.in(place, locale),
                made,
                (int) made.stream().filter(it -> it.state.equals("weak")).count(),
                facts.stream().anyMatch(Maker::synthetic));
    }

    private static Made made(Maker fact, Map<UUID, Atlas.Node> nodes, Locale locale) {
        var node = nodes.get(fact.node());
        if (node == null) {
            throw new IllegalArgumentException(
                    "The node %s is not in the chain.".formatted(fact.node()));
        }
        var share = fact.share();
        return new Made(
                node.id(),
                node.name().in(locale),
                node.state().key(),
                share == null ? null : Reckoning.plain(share));
    }

    /** The places with their counts: what the map says, as a table. */
    @GetMapping("/chains/{key}/districts/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String key,
            @PathVariable String form,
            @ModelAttribute Asked asked,
            Locale locale) {
        var kind = Sheet.Form.of(form);
        var map = atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
        looks.atSuppliers(Looks.What.PICTURE, map);
        var names = spots.names();
        var lines = lines(map, makers.of(key), find(map, asked.query().node), names, locale);
        var mosaic = Mosaic.of(makers.tiles(), lines, names, (_, _) -> "", locale);
        var sheet =
                new Sheet(
                        say("districts.title", locale, map.chain().name().in(locale)),
                        List.of("districts.place", "districts.makers", "districts.weak"),
                        it -> say(it, locale));
        mosaic.counts().forEach(it -> sheet.add(it.name(), it.makers(), it.weak()));
        return sheet.download(kind);
    }

    /** The makers listed. */
    @GetMapping("/chains/{key}/districts/makers/{form}")
    ResponseEntity<byte[]> makers(
            @PathVariable String key,
            @PathVariable String form,
            @ModelAttribute Asked asked,
            Locale locale) {
        var kind = Sheet.Form.of(form);
        var map = atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
        looks.atSuppliers(Looks.What.PICTURE, map);
        var query = asked.query();
        var sheet =
                new Sheet(
                        say("districts.list", locale),
                        List.of(
                                "supplier.name",
                                "districts.place",
                                "node.name",
                                "node.state",
                                "supplier.share",
                                "chain.mark"),
                        it -> say(it, locale));
        lines(map, makers.of(key), find(map, query.node), spots.names(), locale).stream()
                .filter(query::passes)
                .sorted(query.order(locale))
                .forEach(it -> add(it, sheet, locale));
        return sheet.download(kind);
    }

    private void add(Line line, Sheet sheet, Locale locale) {
        for (var made : line.nodes) {
            sheet.add(
                    line.name,
                    line.place,
                    made.name,
                    say("state." + made.state, locale),
                    made.share == null ? null : new java.math.BigDecimal(made.share),
                    line.synthetic ? say("site.synthetic", locale) : "");
        }
    }

    private String say(String key, Locale locale, Object... values) {
        return messages.getMessage(key, values, locale);
    }
}
