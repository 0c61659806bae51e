package yanzhen.app.chain.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.dossier.Line;
import yanzhen.app.chain.dossier.Listing;
import yanzhen.app.site.Sheet;

/** 工作簿: cover, maps as tables, and one sheet for each list. */
@Component
class DossierWorkbook {

    ResponseEntity<byte[]> of(DossierPrint print) {
        var sheets = new ArrayList<Sheet>();
        sheets.add(cover(print));
        for (var listing : Listing.values()) {
            sheets.add(list(listing, print));
        }
        sheets.add(nodes(print));
        sheets.add(districts(print));
        sheets.add(heat(print));
        return Sheet.workbook(print.title(), sheets);
    }

    private static Sheet cover(DossierPrint print) {
        var sheet =
                new Sheet(
                        print.say("dossier.cover"),
                        List.of(print.say("dossier.cover.item"), print.say("dossier.cover.value")));
        print.items().forEach(it -> sheet.add(it.name(), it.value()));
        return sheet;
    }

    private static Sheet list(Listing listing, DossierPrint print) {
        var heads = new ArrayList<>(print.words().heads(listing));
        heads.add(print.say("dossier.column.source"));
        heads.add(print.say("dossier.column.address"));
        heads.add(print.say("chain.mark"));
        var sheet = new Sheet(print.words().title(listing), heads);
        var lines = print.content().list(listing);
        lines.forEach(it -> sheet.add(cells(listing, it, print)));
        if (lines.isEmpty()) {
            var cells = new @Nullable Object[heads.size()];
            cells[0] = print.say("dossier.empty." + listing);
            sheet.add(cells);
        }
        return sheet;
    }

    private static @Nullable Object[] cells(Listing listing, Line line, DossierPrint print) {
        var cells = new ArrayList<@Nullable Object>();
        cells.add(print.words().name(line));
        line.cells().forEach(it -> cells.add(print.words().value(it)));
        cells.add(print.words().source(line.source()));
        cells.add(print.address(line));
        cells.add(print.marks(listing, line));
        return cells.toArray();
    }

    /** What the layered picture says, as a table. */
    private static Sheet nodes(DossierPrint print) {
        var sheet =
                new Sheet(
                        print.say("dossier.map.chain"),
                        List.of(
                                "node.name",
                                "node.stage",
                                "node.category",
                                "node.state",
                                "node.weight",
                                "node.essential",
                                "node.reason",
                                "chain.mark"),
                        print::say);
        var map = print.content().map();
        for (var it : map.nodes()) {
            var line = NodeLine.of(map, it, print.words().locale());
            sheet.add(
                    line.name(),
                    line.stage(),
                    print.say("category." + line.category()),
                    print.say("state." + line.state()),
                    line.weight(),
                    print.say(line.essential() ? "site.yes" : "site.no"),
                    line.reason(),
                    line.synthetic() ? print.say("site.synthetic") : "");
        }
        return sheet;
    }

    private static Sheet districts(DossierPrint print) {
        var sheet =
                new Sheet(
                        print.say("dossier.map.districts"),
                        List.of("districts.place", "districts.makers", "districts.weak"),
                        print::say);
        DossierViews.mosaic(print.content(), print.words())
                .counts()
                .forEach(it -> sheet.add(it.name(), it.makers(), it.weak()));
        return sheet;
    }

    private static Sheet heat(DossierPrint print) {
        var heat = DossierHeat.of(print.content(), print.words());
        var heads = new ArrayList<String>();
        heads.add(print.say("node.name"));
        heads.add(print.say("node.state"));
        heads.add(print.say("heat.makers"));
        heads.addAll(heat.places());
        var sheet = new Sheet(print.say("dossier.map.heat"), heads);
        for (var row : heat.rows()) {
            var cells = new ArrayList<@Nullable Object>();
            cells.add(row.name());
            cells.add(print.say("state." + row.state()));
            cells.add(row.makers());
            row.cells().forEach(it -> cells.add(value(it)));
            sheet.add(cells.toArray());
        }
        return sheet;
    }

    /** A share as a number where it is one. */
    private static @Nullable Object value(DossierHeat.Cell cell) {
        if (cell.text().isEmpty()) {
            return null;
        }
        return cell.text().matches("[0-9.]+") ? new BigDecimal(cell.text()) : cell.text();
    }
}
