package yanzhen.app.chain.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.Catalogues;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.Response;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.site.NotFound;

@Component
class JdbcCatalogues implements Catalogues {

    private static final String ITEMS =
            "with "
                    + JdbcAtlas.LATEST
                    + """
                    select i.*, n.name_zh, n.name_en, n.chain, c.name_zh as chain_zh, c.name_en as chain_en,
                           w.id as weak_link, coalesce(s.state, 'unknown') as state,
                           coalesce(s.weight, 0) as weight, coalesce(s.synthetic, false) as synthetic
                    from chain.catalogue_item i
                    join chain.node n on n.id = i.node
                    join chain.chain c on c.key = n.chain
                    left join chain.weak_link w on w.node = n.id
                    left join latest l on l.chain = n.chain
                    left join chain.node_state s on s.diagnosis = l.id and s.node = n.id
                    """;

    private final JdbcClient jdbc;
    private final Atlas atlas;
    private final FactKeeping keeping;
    private final AuditTrail audit;

    JdbcCatalogues(JdbcClient jdbc, Atlas atlas, FactKeeping keeping, AuditTrail audit) {
        this.jdbc = jdbc;
        this.atlas = atlas;
        this.keeping = keeping;
        this.audit = audit;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Summary> all() {
        return jdbc
                .sql("select * from chain.catalogue order by ordinal")
                .query((row, _) -> catalogue(row))
                .list()
                .stream()
                .map(this::summary)
                .toList();
    }

    /** Catalogues are as many as the plan has figures for them. */
    private Summary summary(Catalogue it) {
        var present = items(it.key()).stream().filter(item -> item.end() == null).toList();
        return new Summary(
                it,
                present.size(),
                count(present, Progress.WORKED_ON),
                count(present, Progress.MASTERED),
                unlisted(it.key()).size());
    }

    private static int count(Collection<Item> items, Progress progress) {
        return (int) items.stream().filter(it -> it.progress() == progress).count();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Catalogue> find(String key) {
        return jdbc.sql("select * from chain.catalogue where key = ?")
                .param(key)
                .query((row, _) -> catalogue(row))
                .optional();
    }

    private static Catalogue catalogue(ResultSet row) throws SQLException {
        return new Catalogue(
                row.getString("key"),
                BaseCategory.valueOf(row.getString("category")),
                row.getString("indicator"),
                row.getInt("target"),
                JdbcAtlas.name(row),
                new Clause(row.getString("document"), row.getString("place")),
                new Bilingual(row.getString("note_zh"), row.getString("note_en")));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Item> items(String catalogue) {
        var links =
                jdbc.sql(
                                """
                                select w.id from chain.catalogue_item i
                                join chain.weak_link w on w.node = i.node where i.catalogue = ?
                                """)
                        .param(catalogue)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list();
        var responses = atlas.responses(links.stream().filter(Objects::nonNull).toList());
        return jdbc.sql(
                        ITEMS
                                + " where i.catalogue = ? order by i.ended_at desc nulls first, s.weight desc nulls last, i.listed_at, i.id")
                .param(catalogue)
                .query((row, _) -> item(row, responses))
                .list();
    }

    private static Item item(ResultSet row, Map<UUID, List<Response>> responses)
            throws SQLException {
        var link = row.getObject("weak_link", UUID.class);
        return new Item(
                row.getObject("id", UUID.class),
                row.getObject("node", UUID.class),
                JdbcAtlas.name(row),
                row.getString("chain"),
                new Bilingual(row.getString("chain_zh"), row.getString("chain_en")),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInt("weight"),
                link,
                row.getObject("listed_at", OffsetDateTime.class).toInstant(),
                row.getString("listed_by"),
                row.getString("reason"),
                link == null ? List.of() : responses.getOrDefault(link, List.of()),
                row.getBoolean("synthetic"),
                end(row));
    }

    private static @Nullable End end(ResultSet row) throws SQLException {
        var at = row.getObject("ended_at", OffsetDateTime.class);
        return at == null
                ? null
                : new End(at.toInstant(), row.getString("ended_by"), row.getString("end_reason"));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Unlisted> unlisted(String catalogue) {
        return jdbc.sql(
                        "with "
                                + JdbcAtlas.LATEST
                                + """
                                select n.id, n.name_zh, n.name_en, n.chain, c.name_zh as chain_zh,
                                       c.name_en as chain_en, s.weight
                                from chain.catalogue g
                                join chain.node n on n.category = g.category
                                join chain.chain c on c.key = n.chain
                                join chain.place p on p.node = n.id and p.chain = n.chain and p.ended_at is null
                                join latest l on l.chain = n.chain
                                join chain.node_state s on s.diagnosis = l.id and s.node = n.id and s.state = 'weak'
                                where g.key = ? and not exists (
                                    select from chain.catalogue_item i where i.node = n.id and i.ended_at is null)
                                order by s.weight desc, n.name_zh, n.id
                                """)
                .param(catalogue)
                .query((row, _) ->
                        new Unlisted(
                                row.getObject("id", UUID.class),
                                JdbcAtlas.name(row),
                                row.getString("chain"),
                                new Bilingual(row.getString("chain_zh"), row.getString("chain_en")),
                                row.getInt("weight")))
                .list();
    }

    @Override
    @Transactional
    public void list(String catalogue, Set<UUID> nodes, String reason) {
        var asked = find(catalogue).orElseThrow(() -> new NotFound("catalogue", catalogue));
        var at = keeping.now();
        for (var node : nodes.stream().sorted().toList()) {
            add(asked, node, at, reason);
        }
        record Listed(List<UUID> nodes) {}
        audit.record(
                Change.created(
                                "chain.catalogue.list",
                                "catalogue",
                                catalogue,
                                new Listed(nodes.stream().sorted().toList()))
                        .because(reason));
    }

    private void add(Catalogue catalogue, UUID node, OffsetDateTime at, String reason) {
        try {
            int added =
                    jdbc.sql(
                                    """
                                    insert into chain.catalogue_item (catalogue, node, listed_at, listed_by, reason)
                                    select ?, n.id, ?, ?, ? from chain.node n where n.id = ? and n.category = ?
                                    """)
                            .param(catalogue.key())
                            .param(at)
                            .param(keeping.speaker())
                            .param(reason)
                            .param(node)
                            .param(catalogue.category().name())
                            .update();
            if (added == 0) {
                throw new Unfit(node);
            }
        } catch (DuplicateKeyException e) {
            throw new Unfit(node);
        }
    }

    @Override
    @Transactional
    public void takeOut(UUID item, String reason) {
        var catalogue =
                jdbc.sql("select catalogue from chain.catalogue_item where id = ? for update")
                        .param(item)
                        .query((row, _) -> row.getString(1))
                        .optional()
                        .orElseThrow(() -> new NotFound("catalogue-item", item));
        int ended =
                jdbc.sql(
                                """
                                update chain.catalogue_item set ended_at = ?, ended_by = ?, end_reason = ?
                                where id = ? and ended_at is null
                                """)
                        .param(keeping.now())
                        .param(keeping.speaker())
                        .param(reason)
                        .param(item)
                        .update();
        if (ended > 0) {
            record Out(UUID item) {}
            audit.record(
                    Change.created(
                                    "chain.catalogue.take-out",
                                    "catalogue",
                                    catalogue,
                                    new Out(item))
                            .because(reason));
        }
    }
}
