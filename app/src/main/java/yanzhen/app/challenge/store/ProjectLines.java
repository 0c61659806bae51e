package yanzhen.app.challenge.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.dossier.Cell;
import yanzhen.app.chain.dossier.Contribution;
import yanzhen.app.chain.dossier.Line;
import yanzhen.app.chain.dossier.Listing;
import yanzhen.app.kernel.Bilingual;

/** 项目清单 of a chain: projects that came of its weak links, the running ones first. */
@Component
class ProjectLines implements Contribution {

    private final JdbcClient jdbc;

    ProjectLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public List<Entry> lines(Atlas.Map chain) {
        var links =
                chain.nodes().stream()
                        .filter(it -> it.weakLink() != null)
                        .collect(
                                Collectors.toMap(
                                        it -> Objects.requireNonNull(it.weakLink()),
                                        Atlas.Node::name));
        if (links.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        """
                        select p.id, p.state, p.started_on, c.title, c.synthetic, c.weak_link, f.name, f.name_en,
                               m.accepted, m.milestones, m.next_due
                        from challenge.project p
                        join challenge.challenge c on c.id = p.challenge
                        left join cluster.organisation_fact f
                            on f.organisation = p.organisation and f.superseded_at is null
                        left join lateral (
                            select count(*) filter (where state = 'ACCEPTED') as accepted, count(*) as milestones,
                                   min(due) filter (where state <> 'ACCEPTED') as next_due
                            from challenge.milestone where project = p.id) m on true
                        where c.weak_link = any (?)
                        order by p.state = 'RUNNING' desc, p.started_on desc, p.id
                        """)
                .param(links.keySet().toArray(UUID[]::new))
                .query((row, _) -> new Entry(Listing.PROJECTS, line(row, links)))
                .list();
    }

    private static Line line(ResultSet row, Map<UUID, Bilingual> links) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var title = row.getString("title");
        var team = row.getString("name");
        var english = row.getString("name_en");
        return new Line(
                id.toString(),
                new Bilingual(title, title),
                List.of(
                        Cell.text(
                                Objects.requireNonNull(
                                        links.get(row.getObject("weak_link", UUID.class)))),
                        team == null
                                ? Cell.none()
                                : Cell.text(new Bilingual(team, english == null ? team : english)),
                        Cell.word("project.state." + row.getString("state")),
                        Cell.text(row.getInt("accepted") + " / " + row.getInt("milestones")),
                        Cell.day(row.getObject("started_on", LocalDate.class)),
                        Cell.day(row.getObject("next_due", LocalDate.class))),
                "/projects/" + id,
                null,
                row.getBoolean("synthetic"));
    }
}
