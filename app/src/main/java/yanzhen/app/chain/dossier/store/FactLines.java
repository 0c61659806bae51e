package yanzhen.app.chain.dossier.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.dossier.Cell;
import yanzhen.app.chain.dossier.Contribution;
import yanzhen.app.chain.dossier.Line;
import yanzhen.app.chain.dossier.Listing;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;

/** Of the 技术清单 what present facts say of nodes: how ripe they are, patents and standards held. */
@Component
class FactLines implements Contribution {

    private static final String READINESS = "READINESS";

    private final JdbcClient jdbc;
    private final Clock clock;

    FactLines(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 21;
    }

    @Override
    public List<Entry> lines(Atlas.Map chain) {
        var day = LocalDate.now(clock);
        return jdbc.sql(
                        """
                        select f.*, n.name_zh, n.name_en
                        from chain.place p
                        join chain.node n on n.id = p.node
                        join chain.node_fact f on f.node = p.node and f.superseded_at is null
                        where p.chain = ? and p.ended_at is null and f.valid @> ?::date
                          and f.kind in ('READINESS', 'PATENTS', 'PATENT', 'STANDARDS', 'STANDARD')
                        order by p.ordinal, f.kind, f.value, f.id
                        """)
                .param(chain.chain().key())
                .param(day)
                .query((row, _) -> new Entry(Listing.TECHNOLOGIES, line(chain, row)))
                .list();
    }

    private static Line line(Atlas.Map chain, ResultSet row) throws SQLException {
        var node = row.getObject("node", UUID.class);
        var name = new Bilingual(row.getString("name_zh"), row.getString("name_en"));
        var kind = row.getString("kind");
        var value = row.getString("value");
        return new Line(
                node + "/" + kind + "/" + row.getString("subject"),
                name,
                List.of(
                        Cell.word("fact.kind." + kind),
                        Cell.text(name),
                        Cell.text(kind.equals(READINESS) ? value + " / 9" : value),
                        Cell.text(row.getString("reference")),
                        Cell.day(row.getObject("as_of", LocalDate.class))),
                WeakLinkLines.page(chain, node),
                source(row),
                row.getBoolean("synthetic"));
    }

    static SourceNote source(ResultSet row) throws SQLException {
        return new SourceNote(
                row.getString("source_title"),
                row.getString("source_url"),
                row.getObject("as_of", LocalDate.class),
                Confidence.valueOf(row.getString("confidence")));
    }
}
