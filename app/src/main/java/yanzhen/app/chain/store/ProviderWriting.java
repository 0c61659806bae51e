package yanzhen.app.chain.store;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.ChainDraft.ProviderRow;
import yanzhen.app.kernel.Bilingual;

/** 供应方名单 of a chain: whom its tables name as providers, whether or not they make anything. */
@Component
class ProviderWriting {

    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    ProviderWriting(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    static String place(ProviderRow it) {
        return it.name().zh() + '\u001f' + it.country();
    }

    List<ProviderRow> stored(String chain) {
        return jdbc.sql(
                        """
                        select * from chain.provider where chain = ? and ended_at is null
                        order by total desc, country, name_zh
                        """)
                .param(chain)
                .query((row, _) ->
                        new ProviderRow(
                                new Bilingual(row.getString("name_zh"), row.getString("name_en")),
                                row.getString("country"),
                                row.getBoolean("total")))
                .list();
    }

    void write(
            String chain,
            JdbcChainTables.Delta<ProviderRow> delta,
            Structure.Act act,
            boolean retire) {
        end(chain, delta.changed(), act);
        if (retire) {
            end(chain, delta.gone(), act);
        }
        insert(chain, delta.changed(), act);
        insert(chain, delta.added(), act);
    }

    private void end(String chain, List<ProviderRow> rows, Structure.Act act) {
        batches.batchUpdate(
                """
                update chain.provider set ended_at = ?, ended_by = ?, end_reason = ?
                where chain = ? and name_zh = ? and country = ? and ended_at is null
                """,
                rows,
                BATCH,
                (update, it) -> {
                    update.setObject(1, act.at());
                    update.setString(2, act.by());
                    update.setString(3, act.reason());
                    update.setString(4, chain);
                    update.setString(5, it.name().zh());
                    update.setString(6, it.country());
                });
    }

    private void insert(String chain, List<ProviderRow> rows, Structure.Act act) {
        batches.batchUpdate(
                """
                insert into chain.provider (chain, name_zh, name_en, country, total, known_at, known_by)
                values (?, ?, ?, ?, ?, ?, ?)
                """,
                rows,
                BATCH,
                (insert, it) -> {
                    insert.setString(1, chain);
                    insert.setString(2, it.name().zh());
                    insert.setString(3, it.name().en());
                    insert.setString(4, it.country());
                    insert.setBoolean(5, it.total());
                    insert.setObject(6, act.at());
                    insert.setString(7, act.by());
                });
    }
}
