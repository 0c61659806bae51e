package yanzhen.app.cluster.store;

import java.util.List;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Belongings;
import yanzhen.app.cluster.OwnedRows;
import yanzhen.app.cluster.PaperedRows;
import yanzhen.app.evidence.Files;
import yanzhen.app.kernel.Bilingual;

/** 年报附件随机构流转. */
@Component
@Order(40)
class PaperBelongings implements Belongings {

    private final JdbcClient jdbc;
    private final PaperedRows rows;

    PaperBelongings(JdbcClient jdbc, Files files) {
        this.jdbc = jdbc;
        this.rows =
                new PaperedRows(
                        new OwnedRows(jdbc, "cluster", "report_paper", "organisation"),
                        jdbc,
                        files,
                        "select file from cluster.report_paper where id = any (?)");
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
        return rows.pass(passage);
    }

    @Override
    public List<String> bringBack(Return back) {
        return rows.bringBack(back);
    }
}
