package yanzhen.app.chain.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.dossier.Line;
import yanzhen.app.chain.dossier.Listing;
import yanzhen.app.chain.web.TextDocument.Look;
import yanzhen.app.chain.web.TextDocument.Piece;

/**
 * 文档: cover, maps and lists of a chain as one DOCX, each table with its head again on every page.
 *
 * <p>The server draws no bitmaps. So the layered picture becomes a table of stages, the map by
 * district a table whose cells stand where the tiles stand, and the heat table stays what it is:
 * all can be searched, copied and read aloud.
 */
@Component
class DossierDocument {

    private static final MediaType TYPE =
            MediaType.parseMediaType(
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    /** Colours of a state, beside its sign; {@code yanzhen.css} says the same. */
    private static final Map<String, String> INKS =
            Map.of("weak", "B3261E", "watch", "8A5A00", "unknown", "5F6B76", "sound", "1A6B43");

    /** How dark a measure is, from none to most; {@code chain.css} says the same. */
    private static final List<String> SHADES =
            List.of("FFFFFF", "EEF2F7", "D5DFEA", "AEBFD2", "54708F", "2A425D");

    private static final int LIGHT_INK_FROM = 4;
    private static final String LIGHT_INK = "FFFFFF";
    private static final String INK = "1B2733";
    private static final String NO_SHARE = "E3E8EC";

    ResponseEntity<byte[]> of(DossierPrint print) {
        var file =
                URLEncoder.encode(print.title() + ".docx", StandardCharsets.UTF_8)
                        .replace("+", "%20");
        return ResponseEntity.ok()
                .contentType(TYPE)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename*=UTF-8''" + file)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(bytes(print));
    }

    private static byte[] bytes(DossierPrint print) {
        try (var document = new TextDocument(print.title(), print.say("dossier.page"))) {
            document.title(print.title());
            cover(document, print);
            document.heading(1, print.say("dossier.maps"));
            stages(document, print);
            districts(document, print);
            heat(document, print);
            document.heading(1, print.say("dossier.lists"));
            for (var listing : Listing.values()) {
                list(document, listing, print);
            }
            return document.bytes();
        }
    }

    private static void cover(TextDocument document, DossierPrint print) {
        var table =
                document.table(
                        List.of(print.say("dossier.cover.item"), print.say("dossier.cover.value")));
        print.items().forEach(it -> table.row(it.name(), it.value()));
    }

    /** The layered picture: one row a stage, every node with the sign of its state. */
    private static void stages(TextDocument document, DossierPrint print) {
        document.heading(2, print.say("dossier.map.chain"));
        document.paragraph(
                print.say(
                        "dossier.map.chain.say",
                        print.say("state.weak.sign"),
                        print.say("state.watch.sign"),
                        print.say("state.unknown.sign"),
                        print.say("state.sound.sign")));
        var map = print.content().map();
        var table =
                document.table(
                        List.of(print.say("node.stage"), print.say("dossier.map.chain.nodes")));
        for (var stage : map.stages()) {
            var nodes =
                    map.nodes().stream()
                            .filter(it -> it.stage().equals(stage.key()))
                            .map(it -> node(it, print))
                            .toList();
            table.row(List.of(List.of(Piece.of(stage.name().in(print.words().locale()))), nodes));
        }
    }

    private static Piece node(Atlas.Node node, DossierPrint print) {
        var state = node.state().key();
        return new Piece(
                print.say("state." + state + ".sign")
                        + " "
                        + node.name().in(print.words().locale())
                        + "   ",
                new Look(INKS.getOrDefault(state, INK), state.equals("weak")),
                null);
    }

    /** The schematic map: cells stand where the tiles stand. */
    private static void districts(TextDocument document, DossierPrint print) {
        document.heading(2, print.say("dossier.map.districts"));
        var mosaic = DossierViews.mosaic(print.content(), print.words());
        document.paragraph(
                print.say(
                        "dossier.map.districts.say",
                        mosaic.inside(),
                        mosaic.elsewhere(),
                        mosaic.abroad()));
        var tiles = print.content().tiles();
        if (tiles.isEmpty()) {
            return;
        }
        int columns = tiles.stream().mapToInt(it -> it.column() + 1).max().orElse(1);
        int rows = tiles.stream().mapToInt(it -> it.row() + 1).max().orElse(1);
        var grid = document.grid(rows, columns);
        for (var tile : tiles) {
            mosaic.counts().stream()
                    .filter(it -> it.key().equals(tile.district()))
                    .findFirst()
                    .ifPresent(it ->
                            grid.fill(
                                    tile.row(),
                                    tile.column(),
                                    tile(it, print),
                                    SHADES.get(it.step()),
                                    ink(it.step())));
        }
    }

    private static String tile(Mosaic.Count it, DossierPrint print) {
        var text = it.name() + "  " + it.makers();
        return it.weak() == 0 ? text : text + "  " + print.say("state.weak.sign") + it.weak();
    }

    private static String ink(int step) {
        return step >= LIGHT_INK_FROM ? LIGHT_INK : INK;
    }

    private static void heat(TextDocument document, DossierPrint print) {
        document.heading(2, print.say("dossier.map.heat"));
        var heat = DossierHeat.of(print.content(), print.words());
        document.paragraph(print.say("dossier.map.heat.say", heat.rows().size(), heat.unknown()));
        if (heat.rows().isEmpty()) {
            return;
        }
        var heads = new ArrayList<String>();
        heads.add(print.say("node.name"));
        heads.addAll(heat.places());
        var table = document.table(heads);
        for (var row : heat.rows()) {
            var texts = new ArrayList<String>();
            texts.add(row.name());
            row.cells().forEach(it -> texts.add(it.text()));
            table.row(texts.toArray(String[]::new));
            for (int at = 0; at < row.cells().size(); at++) {
                var cell = row.cells().get(at);
                table.shade(
                        at + 1,
                        cell.known() ? SHADES.get(cell.step()) : NO_SHARE,
                        ink(cell.known() ? cell.step() : 0));
            }
        }
    }

    private static void list(TextDocument document, Listing listing, DossierPrint print) {
        var lines = print.content().list(listing);
        document.heading(2, print.words().title(listing) + " (" + lines.size() + ")");
        if (lines.isEmpty()) {
            document.paragraph(
                    print.say("dossier.empty." + listing)
                            + " "
                            + print.say("dossier.empty." + listing + ".hint"));
            return;
        }
        var heads = new ArrayList<>(print.words().heads(listing));
        heads.add(print.say("dossier.column.source"));
        var table = document.table(heads);
        lines.forEach(it -> table.row(pieces(listing, it, print)));
    }

    private static List<List<Piece>> pieces(Listing listing, Line line, DossierPrint print) {
        var cells = new ArrayList<List<Piece>>();
        cells.add(List.of(new Piece(print.words().name(line), Look.PLAIN, print.address(line))));
        line.cells().forEach(it -> cells.add(List.of(Piece.of(print.words().text(it)))));
        cells.add(List.of(Piece.of(source(listing, line, print))));
        return cells;
    }

    private static String source(Listing listing, Line line, DossierPrint print) {
        var source = print.words().source(line.source());
        var marks = print.marks(listing, line);
        if (source.isEmpty() || marks.isEmpty()) {
            return source + marks;
        }
        return source + print.say("dossier.and") + marks;
    }
}
