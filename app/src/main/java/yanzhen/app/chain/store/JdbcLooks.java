package yanzhen.app.chain.store;

import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Looks;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.Like;

@Component
class JdbcLooks implements Looks {

    /** Protected nodes that a look names; of more it says how many. */
    private static final int NAMED = 5;

    private final JdbcClient jdbc;
    private final Viewers viewers;
    private final Clock clock;

    JdbcLooks(JdbcClient jdbc, Viewers viewers, Clock clock) {
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.clock = clock;
    }

    @Override
    @Transactional
    public void note(What what, UUID subject, String detail) {
        keep(UUID.randomUUID(), what, subject, detail, clock.instant().atOffset(ZoneOffset.UTC));
    }

    private void keep(UUID id, What what, UUID subject, String detail, OffsetDateTime at) {
        var viewer = viewers.current();
        jdbc.sql(
                        """
                        insert into chain.look (id, account, who, role, what, subject, detail, at)
                        values (:id, :account::uuid, :who, :role, :what, :subject, :detail, :at)
                        """)
                .param("id", id)
                .param("account", viewer.account() == null ? null : viewer.account().toString())
                .param("who", viewer.name())
                .param("role", viewer.role().name())
                .param("what", what.name())
                .param("subject", subject)
                .param("detail", detail)
                .param("at", at)
                .update();
    }

    @Override
    @Transactional
    public void atSuppliers(What what, String chain, Collection<UUID> nodes) {
        var shown =
                jdbc.sql(
                                """
                                select n.id, n.name_zh from chain.node n
                                where n.level > 0 and n.level <= (select chain.viewer_level())
                                  and n.id = any (?) order by n.name_zh, n.id
                                """)
                        .param(nodes.toArray(UUID[]::new))
                        .query((row, _) ->
                                new Shown(
                                        row.getObject("id", UUID.class), row.getString("name_zh")))
                        .list();
        if (shown.isEmpty()) {
            return;
        }
        var look = UUID.randomUUID();
        var at = clock.instant().atOffset(ZoneOffset.UTC);
        keep(look, what, shown.getFirst().node, detail(chain, shown), at);
        jdbc.sql(
                        """
                        insert into chain.look_at_body (look, organisation, role, district, what, chain, at)
                        select distinct :look::uuid, p.organisation, :role, :district, :what, :chain, :at
                        from chain.provision p
                        where p.node = any (:nodes) and p.organisation is not null and p.superseded_at is null
                        """)
                .param("look", look)
                .param("role", viewers.current().role().name())
                .param("district", viewers.current().district(), Types.VARCHAR)
                .param("what", what.name())
                .param("chain", chain)
                .param("at", at)
                .param("nodes", shown.stream().map(Shown::node).toArray(UUID[]::new))
                .update();
    }

    @Override
    @Transactional
    public void atSuppliers(What what, Atlas.Map map) {
        atSuppliers(what, map.chain().key(), map.nodes().stream().map(Atlas.Node::id).toList());
    }

    @Override
    @Transactional
    public <T> void atSuppliers(
            What what, List<T> rows, Function<T, String> chain, Function<T, UUID> node) {
        rows.stream()
                .collect(
                        Collectors.groupingBy(
                                chain, TreeMap::new, Collectors.mapping(node, Collectors.toSet())))
                .forEach((key, nodes) -> atSuppliers(what, key, nodes));
    }

    /** A protected node that is shown. */
    private record Shown(UUID node, String name) {}

    private static String detail(String chain, List<Shown> shown) {
        var names = shown.stream().limit(NAMED).map(Shown::name).toList();
        return chain
                + " · "
                + String.join("、", names)
                + (shown.size() > NAMED ? " … " + shown.size() : "");
    }

    @Override
    @Transactional(readOnly = true)
    public List<OfBody> atOwn(int most) {
        return jdbc.sql(
                        """
                        select b.*, c.name_zh, c.name_en, f.name, f.name_en as body_en
                        from chain.look_at_body b
                        join chain.chain c on c.key = b.chain
                        join cluster.organisation_fact f
                            on f.organisation = b.organisation and f.superseded_at is null
                        where b.organisation = any (:bodies)
                        order by b.at desc, b.look desc, b.organisation limit :most
                        """)
                .param("bodies", viewers.current().organisations().toArray(UUID[]::new))
                .param("most", most)
                .query((row, _) -> {
                    var english = row.getString("body_en");
                    var name = row.getString("name");
                    return new OfBody(
                            row.getObject("organisation", UUID.class),
                            new Bilingual(name, english == null ? name : english),
                            row.getString("role"),
                            row.getString("district"),
                            What.valueOf(row.getString("what")),
                            row.getString("chain"),
                            JdbcAtlas.name(row),
                            row.getObject("at", OffsetDateTime.class).toInstant());
                })
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Look> latest(@Nullable UUID before, String who, @Nullable What what, int most) {
        return jdbc.sql(
                        """
                        select * from chain.look
                        where (:before::uuid is null
                               or (at, id) < (select b.at, b.id from chain.look b where b.id = :before::uuid))
                          and (:who = '' or who ilike :pattern)
                          and (:what = '' or what = :what)
                        order by at desc, id desc limit :most
                        """)
                .param("before", before == null ? null : before.toString())
                .param("who", who)
                .param("pattern", Like.containing(who))
                .param("what", what == null ? "" : what.name())
                .param("most", most)
                .query((row, _) ->
                        new Look(
                                row.getObject("id", UUID.class),
                                row.getObject("account", UUID.class),
                                row.getString("who"),
                                row.getString("role"),
                                What.valueOf(row.getString("what")),
                                row.getObject("subject", UUID.class),
                                row.getString("detail"),
                                row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
