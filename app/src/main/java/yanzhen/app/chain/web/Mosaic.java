package yanzhen.app.chain.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;
import yanzhen.app.chain.Makers.Tile;

/**
 * 区位示意图: districts as tiles of one size, each with how many makers it has. The places of the tiles
 * are those of the pack; nothing can be measured on them.
 *
 * @param width and height in pixels at full size
 * @param counts every place once: districts first, then who sits elsewhere
 */
record Mosaic(
        int width,
        int height,
        List<Piece> pieces,
        List<Count> counts,
        int inside,
        int elsewhere,
        int abroad,
        String elsewhereLink,
        String abroadLink,
        List<String> legend) {

    static final int TILE_WIDTH = 112;
    static final int TILE_HEIGHT = 82;
    private static final int GAP = 6;

    /** A district in the picture. */
    record Piece(int x, int y, Count count) {}

    /**
     * A place.
     *
     * @param makers how many sit there
     * @param weak how many of them make a weak node
     * @param step how dark, 0 to 5
     * @param district whether it is one of the city's
     */
    record Count(
            String key,
            String name,
            int makers,
            int weak,
            int step,
            boolean district,
            String href,
            String weakHref) {}

    public int tileWidth() {
        return TILE_WIDTH;
    }

    public int tileHeight() {
        return TILE_HEIGHT;
    }

    static Mosaic of(
            List<Tile> tiles,
            List<DistrictsPage.Line> lines,
            Spots.Names names,
            BiFunction<String, Boolean, String> links,
            Locale locale) {
        var makers = new HashMap<String, Integer>();
        var weak = new HashMap<String, Integer>();
        for (var line : lines) {
            makers.merge(line.placeKey(), 1, Integer::sum);
            weak.merge(line.placeKey(), line.weak() > 0 ? 1 : 0, Integer::sum);
        }
        var keys = new TreeSet<>(makers.keySet());
        tiles.forEach(it -> keys.add(it.district()));
        var counts = new HashMap<String, Count>();
        for (var key : keys) {
            int there = makers.getOrDefault(key, 0);
            counts.put(
                    key,
                    new Count(
                            key,
                            names.in(key, locale),
                            there,
                            weak.getOrDefault(key, 0),
                            Shade.ofMakers(there),
                            Spots.rank(key) == 0,
                            links.apply(key, false),
                            links.apply(key, true)));
        }
        return new Mosaic(
                tiles.stream().mapToInt(Tile::column).map(it -> it + 1).max().orElse(0)
                        * (TILE_WIDTH + GAP),
                tiles.stream().mapToInt(Tile::row).map(it -> it + 1).max().orElse(0)
                        * (TILE_HEIGHT + GAP),
                pieces(tiles, counts),
                sorted(counts),
                sum(counts, 0, 0),
                sum(counts, 1, 1),
                sum(counts, 2, 3),
                links.apply(Spots.HOME, false),
                links.apply("abroad", false),
                Shade.legend(Shade.MAKERS, ""));
    }

    private static List<Piece> pieces(List<Tile> tiles, Map<String, Count> counts) {
        var pieces = new ArrayList<Piece>();
        for (var tile : tiles) {
            var count = counts.get(tile.district());
            if (count != null) {
                pieces.add(
                        new Piece(
                                tile.column() * (TILE_WIDTH + GAP) + GAP / 2,
                                tile.row() * (TILE_HEIGHT + GAP) + GAP / 2,
                                count));
            }
        }
        return pieces;
    }

    private static List<Count> sorted(Map<String, Count> counts) {
        return counts.values().stream()
                .sorted(
                        Comparator.<Count>comparingInt(it -> Spots.rank(it.key))
                                .thenComparing(Comparator.comparingInt(Count::makers).reversed())
                                .thenComparing(Count::key))
                .toList();
    }

    private static int sum(Map<String, Count> counts, int least, int most) {
        return counts.values().stream()
                .filter(it -> Spots.rank(it.key) >= least && Spots.rank(it.key) <= most)
                .mapToInt(Count::makers)
                .sum();
    }
}
