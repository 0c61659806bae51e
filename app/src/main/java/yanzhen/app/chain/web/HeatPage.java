package yanzhen.app.chain.web;

import java.math.BigDecimal;
import java.text.Collator;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
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
import yanzhen.app.chain.Visibility;
import yanzhen.app.site.Choice;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;

/** 投入产地热力表: nodes of a chain by where they are made. A table, shaded by what it says. */
@Controller
class HeatPage {

    private static final int ROWS = 200;

    /** 排序. */
    enum Sort {
        WORST,
        NAME,
        STAGE,
        MAKERS,
        /** By the place that the address names. */
        PLACE
    }

    /** What the address holds; all may be missing. */
    record Asked(
            @Nullable String by,
            @Nullable String measure,
            @Nullable String stage,
            @Nullable String state,
            @Nullable Sort sort,
            @Nullable Boolean desc,
            @Nullable String place,
            @Nullable Integer from) {

        Query query() {
            var where = Typed.text(place);
            return new Query(
                    Spots.By.of(Typed.text(by)),
                    Typed.text(measure).equals("makers"),
                    Typed.text(stage),
                    Typed.text(state),
                    sort == null || (sort == Sort.PLACE && where.isEmpty()) ? Sort.WORST : sort,
                    Boolean.TRUE.equals(desc),
                    where,
                    from == null ? 0 : Math.max(0, from));
        }
    }

    /**
     * What is shown, and how.
     *
     * @param makers whether cells count makers; else they sum shares
     * @param place by which it is sorted; empty for none
     */
    record Query(
            Spots.By by,
            boolean makers,
            String stage,
            String state,
            Sort sort,
            boolean descending,
            String place,
            int first) {

        boolean passes(NodeLine line) {
            return (stage.isEmpty() || line.stageKey().equals(stage))
                    && (state.isEmpty() || line.state().equals(state));
        }

        Comparator<NodeLine> order(Atlas.Map map, HeatTable table, Locale locale) {
            var stages = map.stages().stream().map(Atlas.Stage::key).toList();
            var names = Collator.getInstance(locale);
            Comparator<NodeLine> worst =
                    Comparator.<NodeLine>comparingInt(it -> NodeQuery.STATES.indexOf(it.state()))
                            .thenComparing(Comparator.comparingInt(NodeLine::weight).reversed());
            Comparator<NodeLine> chosen =
                    switch (sort) {
                        case WORST -> worst;
                        case NAME -> Comparator.comparing(NodeLine::name, names);
                        case STAGE -> Comparator.comparingInt(it -> stages.indexOf(it.stageKey()));
                        case MAKERS ->
                                Comparator.<NodeLine>comparingInt(it -> table.row(it.id()).makers())
                                        .reversed();
                        case PLACE -> largest(table);
                    };
            return (descending ? chosen.reversed() : chosen).thenComparing(worst);
        }

        private Comparator<NodeLine> largest(HeatTable table) {
            Comparator<NodeLine> makersThere =
                    Comparator.comparingInt(it -> table.row(it.id()).makersAt(place));
            return makers
                    ? makersThere.reversed()
                    : Comparator.<NodeLine, BigDecimal>comparing(
                                    it -> table.row(it.id()).shareAt(place))
                            .thenComparing(makersThere)
                            .reversed();
        }

        ListAddress address(String chain) {
            return ListAddress.of("/chains/" + chain + "/heat")
                    .with("by", by.key())
                    .with("measure", makers ? "makers" : "share")
                    .with("stage", stage)
                    .with("state", state)
                    .with("place", place.isEmpty() ? null : place)
                    .sorted(sort, descending)
                    .largestFirst(Sort.MAKERS, Sort.PLACE);
        }
    }

    /** All that the template may read. */
    record View(
            String chain,
            String chainName,
            LocalDate day,
            int nodes,
            int single,
            int unknown,
            List<Head> heads,
            List<Line> lines,
            int found,
            Query query,
            ListAddress address,
            List<Choice> stages,
            List<String> states,
            List<String> legend) {

        public @Nullable String next() {
            int shown = query.first + lines.size();
            return shown >= found ? null : address.page("from", shown);
        }
    }

    /**
     * Head of a column.
     *
     * @param home whether it lies in the home country
     * @param sort as {@code aria-sort} says it; null when the table stands otherwise
     */
    record Head(
            String key, String name, boolean home, String href, @Nullable String sort, int nodes) {}

    /**
     * One node.
     *
     * @param withheld whether its suppliers are protected from the viewer
     */
    record Line(
            NodeLine node,
            boolean withheld,
            boolean unknown,
            int makers,
            int unshared,
            List<Cell> cells) {}

    /**
     * One cell.
     *
     * @param kind none, unknown, negligible or known
     * @param text what is printed
     * @param step how dark, 0 to 5
     * @param partly whether further makers there have no known share
     * @param say the cell in words
     */
    record Cell(String kind, String text, int step, boolean partly, String say) {}

    private final Atlas atlas;
    private final Makers makers;
    private final Visibility visibility;
    private final Looks looks;
    private final Spots spots;
    private final MessageSource messages;

    HeatPage(
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

    @GetMapping("/chains/{key}/heat")
    String show(@PathVariable String key, @ModelAttribute Asked asked, Model model, Locale locale) {
        var map = atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
        looks.atSuppliers(Looks.What.PICTURE, map);
        model.addAttribute("heat", view(map, asked.query(), locale));
        return "chain/heat";
    }

    private View view(Atlas.Map map, Query query, Locale locale) {
        var withheld = visibility.withheld();
        var table = HeatTable.of(makers.of(map.chain().key()), query.by);
        var names = spots.names();
        var found = lines(map, table, query, locale);
        var address = query.address(map.chain().key());
        return new View(
                map.chain().key(),
                map.chain().name().in(locale),
                map.run().day(),
                map.nodes().size(),
                (int)
                        map.nodes().stream()
                                .filter(it -> table.row(it.id()).cells().size() == 1)
                                .count(),
                (int)
                        map.nodes().stream()
                                .filter(it ->
                                        table.row(it.id()).unknown() && !withheld.contains(it.id()))
                                .count(),
                table.places().stream()
                        .map(it -> head(it, table, query, address, names, locale))
                        .toList(),
                found.stream()
                        .skip(query.first)
                        .limit(ROWS)
                        .map(it -> line(it, withheld, table, query, names, locale))
                        .toList(),
                found.size(),
                query,
                address,
                map.stages().stream()
                        .map(it -> new Choice(it.key(), it.name().in(locale)))
                        .toList(),
                NodeQuery.STATES,
                query.makers ? Shade.legend(Shade.MAKERS, "") : Shade.legend(Shade.SHARES, "%"));
    }

    private static List<NodeLine> lines(
            Atlas.Map map, HeatTable table, Query query, Locale locale) {
        return map.nodes().stream()
                .map(it -> NodeLine.of(map, it, locale))
                .filter(query::passes)
                .sorted(query.order(map, table, locale))
                .toList();
    }

    private static Head head(
            String key,
            HeatTable table,
            Query query,
            ListAddress address,
            Spots.Names names,
            Locale locale) {
        boolean chosen = query.sort == Sort.PLACE && query.place.equals(key);
        var here = address.with("place", key);
        return new Head(
                key,
                names.in(key, locale),
                Spots.rank(key) < 2,
                chosen
                        ? here.sortedBy(Sort.PLACE.name())
                        : here.with("desc", null).sorted(Sort.PLACE, false).first(),
                chosen ? address.sortOf(Sort.PLACE.name()) : null,
                (int)
                        table.rows().values().stream()
                                .filter(it -> it.cells().containsKey(key))
                                .count());
    }

    private Line line(
            NodeLine node,
            Set<UUID> withheld,
            HeatTable table,
            Query query,
            Spots.Names names,
            Locale locale) {
        var row = table.row(node.id());
        var cells = new ArrayList<Cell>();
        for (var place : table.places()) {
            cells.add(
                    row.at(place)
                            .map(it -> cell(it, query, names.in(place, locale), locale))
                            .orElse(
                                    new Cell(
                                            "none",
                                            "",
                                            0,
                                            false,
                                            say(
                                                    "heat.say.none",
                                                    locale,
                                                    names.in(place, locale)))));
        }
        return new Line(
                node,
                withheld.contains(node.id()),
                row.unknown(),
                row.makers(),
                row.unshared(),
                cells);
    }

    private Cell cell(HeatTable.Cell cell, Query query, String place, Locale locale) {
        if (query.makers) {
            return cell.makers() == 0
                    ? new Cell("unknown", "?", 0, false, say("heat.say.uncounted", locale, place))
                    : new Cell(
                            "known",
                            String.valueOf(cell.makers()),
                            Shade.ofMakers(cell.makers()),
                            false,
                            say("heat.say.makers", locale, place, cell.makers()));
        }
        var share = cell.share();
        if (share != null) {
            var text = Reckoning.plain(share);
            return new Cell(
                    "known",
                    text,
                    Shade.ofShare(share),
                    cell.unshared() > 0,
                    say("heat.say.share", locale, place, text, cell.makers(), cell.unshared()));
        }
        return cell.negligible()
                ? new Cell(
                        "negligible",
                        say("heat.negligible", locale),
                        0,
                        false,
                        say("heat.say.negligible", locale, place))
                : new Cell(
                        "unknown",
                        "?",
                        0,
                        false,
                        say("heat.say.unknown", locale, place, cell.makers()));
    }

    @GetMapping("/chains/{key}/heat/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String key,
            @PathVariable String form,
            @ModelAttribute Asked asked,
            Locale locale) {
        var kind = Sheet.Form.of(form);
        var map = atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
        looks.atSuppliers(Looks.What.PICTURE, map);
        var withheld = visibility.withheld();
        var query = asked.query();
        var table = HeatTable.of(makers.of(key), query.by);
        var names = spots.names();
        var heads = new ArrayList<String>();
        for (var head :
                List.of("node.name", "node.stage", "node.state", "heat.makers", "heat.unshared")) {
            heads.add(say(head, locale));
        }
        table.places().forEach(it -> heads.add(names.in(it, locale)));
        var title = say("heat.title", locale, map.chain().name().in(locale));
        var sheet = new Sheet(title, heads);
        for (var line : lines(map, table, query, locale)) {
            sheet.add(cells(line, withheld.contains(line.id()), table, query, locale));
        }
        return sheet.download(kind);
    }

    private @Nullable Object[] cells(
            NodeLine line, boolean withheld, HeatTable table, Query query, Locale locale) {
        var row = table.row(line.id());
        var cells = new ArrayList<@Nullable Object>();
        cells.add(line.name());
        cells.add(line.stage());
        cells.add(say("state." + line.state(), locale));
        cells.add(
                withheld
                        ? say("protected.mark", locale)
                        : row.unknown() ? say("heat.no-data", locale) : row.makers());
        cells.add(row.unknown() ? null : row.unshared());
        for (var place : table.places()) {
            cells.add(row.at(place).map(it -> exported(it, query, locale)).orElse(null));
        }
        return cells.toArray();
    }

    private Object exported(HeatTable.Cell cell, Query query, Locale locale) {
        if (query.makers) {
            return cell.makers() == 0 ? "?" : cell.makers();
        }
        var share = cell.share();
        if (share != null) {
            return share;
        }
        return cell.negligible() ? say("heat.negligible", locale) : "?";
    }

    private String say(String key, Locale locale, Object... values) {
        return messages.getMessage(key, values, locale);
    }
}
