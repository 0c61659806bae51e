package yanzhen.app.chain.web;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.dossier.Content;

/**
 * 热力表 of a draft or an edition: shares by region and country, from the makers that it holds. Nodes
 * of which no maker is known are counted, not listed.
 *
 * @param places heads of the columns
 * @param unknown how many nodes have no known maker
 */
record DossierHeat(List<String> places, List<Row> rows, int unknown) {

    /** One node. */
    record Row(UUID node, String name, String state, int makers, List<Cell> cells) {}

    /**
     * One node at one place.
     *
     * @param text percent, {@code ?} where makers are known and no share is; empty where none is
     * @param step how dark, 0 to 5
     * @param known whether {@code text} is a share, or nothing
     */
    record Cell(String text, int step, boolean known) {

        private static final Cell NONE = new Cell("", 0, true);

        static Cell of(HeatTable.Cell cell, String negligible) {
            var share = cell.share();
            if (share != null) {
                var more = cell.unshared() > 0 ? "+" : "";
                return new Cell(Reckoning.plain(share) + more, Shade.ofShare(share), true);
            }
            return cell.negligible() ? new Cell(negligible, 0, true) : new Cell("?", 0, false);
        }
    }

    static DossierHeat of(Content content, DossierWords.Wording words) {
        var table = HeatTable.of(content.makers(), Spots.By.REGION);
        var negligible = words.say("heat.negligible");
        var rows = new ArrayList<Row>();
        int unknown = 0;
        for (var node : content.map().nodes()) {
            var row = table.row(node.id());
            if (row.unknown()) {
                unknown++;
            } else {
                rows.add(row(node, row, table.places(), negligible, words));
            }
        }
        return new DossierHeat(
                table.places().stream().map(it -> words.places().in(it, words.locale())).toList(),
                rows,
                unknown);
    }

    private static Row row(
            Atlas.Node node,
            HeatTable.Row row,
            List<String> places,
            String negligible,
            DossierWords.Wording words) {
        return new Row(
                node.id(),
                node.name().in(words.locale()),
                node.state().key(),
                row.makers(),
                places.stream()
                        .map(it -> row.at(it).map(c -> Cell.of(c, negligible)).orElse(Cell.NONE))
                        .toList());
    }
}
