package yanzhen.app.cluster;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import yanzhen.app.cluster.Belongings.Passage;
import yanzhen.app.cluster.Belongings.Return;
import yanzhen.app.cluster.Belongings.Trace;
import yanzhen.app.evidence.Files;

/** 归属行及其附件: rows of an organisation that take their files along. */
public final class PaperedRows {

    private final OwnedRows rows;
    private final JdbcClient jdbc;
    private final Files files;
    private final String papers;

    /**
     * Rows with files.
     *
     * @param papers query of the files of rows, whose ids are its one parameter; never from what a
     *     user typed
     */
    public PaperedRows(OwnedRows rows, JdbcClient jdbc, Files files, String papers) {
        this.rows = rows;
        this.jdbc = jdbc;
        this.files = files;
        this.papers = papers;
    }

    /** Those of the passage that were the giver's. */
    public List<Trace> pass(Passage passage) {
        var passed = rows.pass(passage);
        var ids = passed.stream().map(Trace::item).toList();
        files.handOver(filesOf(ids), passage.giver(), passage.taker());
        return passed;
    }

    /** Gives back, and says which the taker no longer had. */
    public List<String> bringBack(Return back) {
        var missing = rows.bringBack(back);
        var returned = new HashSet<>(back.traces().stream().map(Trace::item).toList());
        returned.removeAll(missing);
        files.handOver(filesOf(returned), back.taker(), back.giver());
        return missing;
    }

    private List<UUID> filesOf(Collection<String> ids) {
        return jdbc.sql(papers)
                .param(ids.stream().map(UUID::fromString).toArray(UUID[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }
}
