package yanzhen.app.chain.dossier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Makers.Maker;
import yanzhen.app.chain.Makers.Tile;
import yanzhen.app.chain.Runs.Basis;

/**
 * 图谱与清单的内容: all that a draft or an edition says.
 *
 * @param number of the edition; 0 for a draft
 * @param composedAt what had been recorded by then was read
 * @param map the chain as the layered picture draws it, with the run it rests on
 * @param basis what the run read; null for a run of before this was kept
 * @param makers what the map by district and the heat table are made from
 * @param tiles the schematic map of the pack
 * @param lists every list, also those without a line
 */
public record Content(
        int number,
        Instant composedAt,
        Atlas.Map map,
        @Nullable Basis basis,
        List<Maker> makers,
        List<Tile> tiles,
        Map<Listing, List<Line>> lists) {

    /**
     * @throws IllegalArgumentException when a line has more or fewer cells than its list columns
     */
    public Content {
        makers = List.copyOf(makers);
        tiles = List.copyOf(tiles);
        var all = new EnumMap<Listing, List<Line>>(Listing.class);
        for (var it : Listing.values()) {
            all.put(it, List.copyOf(lists.getOrDefault(it, List.of())));
        }
        all.forEach(Content::mustFit);
        lists = java.util.Collections.unmodifiableMap(all);
    }

    private static void mustFit(Listing listing, List<Line> lines) {
        for (var it : lines) {
            if (it.cells().size() != listing.columns().size()) {
                throw new IllegalArgumentException(
                        "The line %s has %d cells for the %d columns of %s."
                                .formatted(
                                        it.key(),
                                        it.cells().size(),
                                        listing.columns().size(),
                                        listing));
            }
        }
    }

    public List<Line> list(Listing listing) {
        return lists.getOrDefault(listing, List.of());
    }

    public int lines() {
        return lists.values().stream().mapToInt(List::size).sum();
    }

    /** Whether a synthetic record went into any of it. */
    public boolean synthetic() {
        return map.nodes().stream().anyMatch(Atlas.Node::synthetic)
                || makers.stream().anyMatch(Maker::synthetic)
                || lists.values().stream().flatMap(List::stream).anyMatch(Line::synthetic);
    }

    /** The same as the edition of this number. */
    public Content numbered(int number) {
        return new Content(number, composedAt, map, basis, makers, tiles, lists);
    }

    /**
     * Lines that this has and the other has not, or says otherwise: what the offices see beside
     * what everybody sees.
     */
    public Map<Listing, List<Line>> beyond(Content open) {
        var more = new EnumMap<Listing, List<Line>>(Listing.class);
        for (var listing : Listing.values()) {
            var known = new HashSet<>(open.list(listing));
            more.put(listing, list(listing).stream().filter(it -> !known.contains(it)).toList());
        }
        return more;
    }

    /** With more lines; one of a key that is there already takes its place. */
    public Content and(Map<Listing, List<Line>> more) {
        var lists = new EnumMap<Listing, List<Line>>(Listing.class);
        for (var listing : Listing.values()) {
            var lines = new LinkedHashMap<String, Line>();
            list(listing).forEach(it -> lines.put(it.key(), it));
            more.getOrDefault(listing, List.of()).forEach(it -> lines.put(it.key(), it));
            lists.put(listing, new ArrayList<>(lines.values()));
        }
        return new Content(number, composedAt, map, basis, makers, tiles, lists);
    }
}
