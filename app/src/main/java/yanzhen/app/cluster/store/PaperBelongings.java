package yanzhen.app.cluster.store;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Belongings;
import yanzhen.app.cluster.OwnedRows;
import yanzhen.app.evidence.Files;
import yanzhen.app.kernel.Bilingual;

/** 年报附件随机构流转. */
@Component
@Order(40)
class PaperBelongings implements Belongings {

    private final JdbcClient jdbc;
    private final Files files;
    private final OwnedRows rows;

    PaperBelongings(JdbcClient jdbc, Files files) {
        this.jdbc = jdbc;
        this.files = files;
        this.rows = new OwnedRows(jdbc, "cluster", "report_paper", "organisation");
    }

    @Override
    public String kind() {
        return "report-paper";
    }

    @Override
    public List<Item> of(UUID organisation) {
        return jdbc.sql(
                        """
                        select p.id, p.year, f.name
                        from cluster.report_paper p join evidence.file f on f.id = p.file
                        where p.organisation = ? order by p.year desc, p.added_at, p.id
                        """)
                .param(organisation)
                .query((row, _) -> {
                    var said = "%d %s".formatted(row.getInt("year"), row.getString("name"));
                    return new Item(row.getString("id"), new Bilingual(said, said), null);
                })
                .list();
    }

    @Override
    public List<Trace> pass(Passage passage) {
        var passed = rows.pass(passage);
        files.handOver(
                filesOf(passed.stream().map(Trace::item).toList()),
                passage.giver(),
                passage.taker());
        return passed;
    }

    @Override
    public List<String> bringBack(Return back) {
        var missing = rows.bringBack(back);
        var returned = new HashSet<>(back.traces().stream().map(Trace::item).toList());
        returned.removeAll(missing);
        files.handOver(filesOf(returned), back.taker(), back.giver());
        return missing;
    }

    private List<UUID> filesOf(Collection<String> papers) {
        return jdbc.sql("select file from cluster.report_paper where id = any (?)")
                .param(papers.stream().map(UUID::fromString).toArray(UUID[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }
}
