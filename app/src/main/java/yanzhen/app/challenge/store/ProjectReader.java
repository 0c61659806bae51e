package yanzhen.app.challenge.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.challenge.Delivery.Evidence;
import yanzhen.app.challenge.Delivery.Listed;
import yanzhen.app.challenge.Delivery.Milestone;
import yanzhen.app.challenge.Delivery.MilestoneState;
import yanzhen.app.challenge.Delivery.Project;
import yanzhen.app.challenge.Delivery.ProjectState;
import yanzhen.app.challenge.Delivery.Query;
import yanzhen.app.challenge.Delivery.Sort;
import yanzhen.app.challenge.Delivery.Submission;
import yanzhen.app.site.Conditions;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Order;
import yanzhen.app.site.Slice;

/** Reads projects, their milestones and what was handed in for them. */
@Component
class ProjectReader {

    private static final String PROJECT =
            """
            select p.*, c.title, c.synthetic, o.id as outcome
            from challenge.project p
            join challenge.challenge c on c.id = p.challenge
            left join challenge.outcome o on o.project = p.id
            """;

    /** Every project with how far it has come. */
    private static final String LISTED =
            """
            (select p.*, c.title, c.synthetic, c.category, o.id as outcome, n.chain,
                    h.name_zh as chain_zh, h.name_en as chain_en, n.name_zh as node_zh, n.name_en as node_en,
                    m.accepted, m.milestones, m.next_due,
                    p.state = 'RUNNING' and (m.submitted > 0 or m.accepted = m.milestones) as waiting
             from challenge.project p
             join challenge.challenge c on c.id = p.challenge
             left join challenge.outcome o on o.project = p.id
             left join chain.weak_link w on w.id = c.weak_link
             left join chain.node n on n.id = w.node
             left join chain.chain h on h.key = n.chain
             left join lateral (
                 select count(*) filter (where state = 'ACCEPTED') as accepted, count(*) as milestones,
                        count(*) filter (where state = 'SUBMITTED') as submitted,
                        min(due) filter (where state = 'OPEN') as next_due
                 from challenge.milestone where project = p.id) m on true) p
            """;

    private static final LocalDate NEVER = LocalDate.of(9999, 12, 31);

    private static final Order LATEST = Order.descending("p.started_on", "date", "p.id", "uuid");
    private static final Order BY_DUE =
            Order.ascending("coalesce(p.next_due, date '9999-12-31')", "date", "p.id", "uuid");

    private final JdbcClient jdbc;

    ProjectReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public Optional<Project> find(UUID id) {
        return jdbc.sql(PROJECT + " where p.id = ?")
                .param(id)
                .query((row, _) -> project(row))
                .optional();
    }

    @Transactional(readOnly = true)
    public Optional<Project> ofMilestone(UUID milestone) {
        return jdbc.sql(PROJECT + " join challenge.milestone m on m.project = p.id where m.id = ?")
                .param(milestone)
                .query((row, _) -> project(row))
                .optional();
    }

    private static Project project(ResultSet row) throws SQLException {
        return new Project(
                row.getObject("id", UUID.class),
                row.getObject("challenge", UUID.class),
                row.getString("title"),
                row.getObject("organisation", UUID.class),
                ProjectState.valueOf(row.getString("state")),
                row.getObject("started_on", LocalDate.class),
                row.getObject("outcome", UUID.class),
                row.getBoolean("synthetic"));
    }

    @Transactional(readOnly = true)
    public Slice<Listed> search(Query query, @Nullable Cursor after, int size) {
        boolean due = query.sort() == Sort.DUE;
        return where(query)
                .part(due ? BY_DUE : LATEST, after, size)
                .of(
                        jdbc,
                        "select p.* from " + LISTED,
                        (row, _) -> listed(row),
                        it -> place(it, due));
    }

    private static Cursor place(Listed last, boolean due) {
        var nextDue = last.nextDue() == null ? NEVER : last.nextDue();
        return Cursor.after(due ? nextDue : last.project().startedOn(), last.project().id());
    }

    private static Listed listed(ResultSet row) throws SQLException {
        return new Listed(
                project(row),
                Rows.names(row, "chain"),
                Rows.names(row, "node"),
                row.getInt("accepted"),
                row.getInt("milestones"),
                row.getObject("next_due", LocalDate.class),
                row.getBoolean("waiting"));
    }

    @Transactional(readOnly = true)
    public long count(Query query) {
        return where(query).count(jdbc, LISTED);
    }

    private static Conditions where(Query query) {
        var conditions =
                new Conditions()
                        .andIfHolds(
                                """
                                p.title ilike ?
                                or exists (select from cluster.organisation_fact f
                                           where f.organisation = p.organisation and f.superseded_at is null
                                             and f.name ilike ?)
                                """,
                                query.words())
                        .andIfGiven("p.category = ?", query.category())
                        .andIfGiven("p.chain = ?", query.chain());
        return switch (query.state()) {
            case "" -> conditions;
            case "WAITING" -> conditions.and("p.waiting");
            case "OVERDUE" ->
                    conditions.and("p.state = 'RUNNING' and p.next_due < ?", query.today());
            default -> conditions.and("p.state = ?", query.state());
        };
    }

    /** Three queries; row-level security leaves out what is not for the viewer. */
    @Transactional(readOnly = true)
    public List<Milestone> milestones(UUID project) {
        var submissions = submissions(project, files(project));
        return jdbc.sql("select * from challenge.milestone where project = ? order by ordinal")
                .param(project)
                .query((row, _) -> {
                    var id = row.getObject("id", UUID.class);
                    return new Milestone(
                            id,
                            row.getInt("ordinal"),
                            Rows.title(row),
                            row.getObject("due", LocalDate.class),
                            row.getInt("share"),
                            MilestoneState.valueOf(row.getString("state")),
                            submissions.getOrDefault(id, List.of()));
                })
                .list();
    }

    private record Round(UUID milestone, int round) {}

    private Map<Round, List<Evidence>> files(UUID project) {
        record Held(Round round, Evidence evidence) {}
        return jdbc
                .sql(
                        """
                        select mf.milestone, mf.round, f.id, f.name, f.bytes, encode(f.sha256, 'hex')
                        from challenge.milestone_file mf
                        join challenge.milestone m on m.id = mf.milestone
                        join evidence.file f on f.id = mf.file
                        where m.project = ? order by f.uploaded_at, f.id
                        """)
                .param(project)
                .query((row, _) ->
                        new Held(
                                new Round(row.getObject(1, UUID.class), row.getInt(2)),
                                new Evidence(
                                        row.getObject(3, UUID.class),
                                        row.getString(4),
                                        row.getLong(5),
                                        row.getString(6))))
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(
                                it -> it.round,
                                LinkedHashMap::new,
                                Collectors.mapping(it -> it.evidence, Collectors.toList())));
    }

    private Map<UUID, List<Submission>> submissions(
            UUID project, Map<Round, List<Evidence>> files) {
        record Held(UUID milestone, Submission submission) {}
        return jdbc
                .sql(
                        """
                        select s.* from challenge.submission s
                        join challenge.milestone m on m.id = s.milestone
                        where m.project = ? order by s.milestone, s.round
                        """)
                .param(project)
                .query((row, _) -> {
                    var milestone = row.getObject("milestone", UUID.class);
                    int round = row.getInt("round");
                    var submitted = Rows.moment(row, "submitted_at");
                    return new Held(
                            milestone,
                            new Submission(
                                    round,
                                    row.getString("note"),
                                    java.util.Objects.requireNonNull(submitted),
                                    row.getString("decision"),
                                    row.getString("reason"),
                                    Rows.moment(row, "decided_at"),
                                    files.getOrDefault(new Round(milestone, round), List.of())));
                })
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(
                                it -> it.milestone,
                                Collectors.mapping(it -> it.submission, Collectors.toList())));
    }
}
