package yanzhen.app.chain.store;

import java.util.HashSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackRow;

/** 区位示意图 of a pack: its districts as tiles. The file may be left out. */
@Component
class TilesFile {

    private static final String TILES = "district-tiles.csv";
    private static final String ROW = "district-tiles.row";

    private final JdbcClient jdbc;

    TilesFile(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static void validate(Pack pack, Problems problems) {
        if (!pack.has(TILES)) {
            return;
        }
        var districts =
                pack.csv("regions.csv", "regions.row", new Problems()).stream()
                        .filter(it -> it.text("kind").equals("district"))
                        .map(it -> it.text("code"))
                        .collect(Collectors.toSet());
        var seen = new HashSet<String>();
        for (var row : pack.csv(TILES, ROW, problems)) {
            row.known(problems, "district", districts);
            if (!seen.add(row.text("district"))) {
                row.complain(problems, "district", "duplicate");
            }
            if (!seen.add(place(row))) {
                row.complain(problems, "column", "duplicate");
            }
        }
    }

    private static String place(PackRow row) {
        return row.text("column") + "|" + row.text("row");
    }

    void load(Pack pack) {
        if (!pack.has(TILES)) {
            return;
        }
        jdbc.sql("delete from chain.district_tile").update();
        for (var row : pack.csv(TILES, ROW, new Problems())) {
            jdbc.sql("insert into chain.district_tile (code, at_column, at_row) values (?, ?, ?)")
                    .param(row.text("district"))
                    .param(Integer.parseInt(row.text("column")))
                    .param(Integer.parseInt(row.text("row")))
                    .update();
        }
    }
}
