package yanzhen.app.cluster.store;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.cluster.Reports;
import yanzhen.app.cluster.Rounds;
import yanzhen.app.cluster.Rounds.Round;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackRow;

/**
 * 演示申请: applications on their way through the synthetic rounds, so that officers find something to
 * do. They carry the numbers of the synthetic reports and no papers.
 */
@Component
class SyntheticApplications {

    private static final String FILE = "demo/applications.csv";
    private static final String SCHEMA = "applications.row";
    private static final String SAID = "演示数据";

    private final JdbcClient jdbc;
    private final Rounds rounds;
    private final Organisations organisations;
    private final Reports reports;
    private final SyntheticReviews reviews;
    private final RoundText text;
    private final AuditTrail audit;
    private final Clock clock;

    SyntheticApplications(
            JdbcClient jdbc,
            Rounds rounds,
            Organisations organisations,
            Reports reports,
            SyntheticReviews reviews,
            RoundText text,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.rounds = rounds;
        this.organisations = organisations;
        this.reports = reports;
        this.reviews = reviews;
        this.text = text;
        this.audit = audit;
        this.clock = clock;
    }

    static void validate(Pack pack, Set<String> titles, Set<String> codes, Problems problems) {
        if (!pack.has(FILE)) {
            return;
        }
        for (var row : pack.csv(FILE, SCHEMA, problems)) {
            row.known(problems, "round", titles);
            row.known(problems, "code", codes);
        }
    }

    /**
     * Brings those of rounds that have just been opened.
     *
     * @param fresh such rounds by title
     */
    void load(Pack pack, Map<String, UUID> fresh) {
        if (!pack.has(FILE)) {
            return;
        }
        var found = new HashMap<String, Round>();
        fresh.forEach((title, id) -> found.put(title, rounds.find(id).orElseThrow()));
        for (var row : pack.csv(FILE, SCHEMA, new Problems())) {
            var round = found.get(row.text("round"));
            if (round != null) {
                bring(row, round);
            }
        }
    }

    private record Brought(UUID round, UUID organisation) {}

    private void bring(PackRow row, Round round) {
        var firm = organisations.findByKey(row.text("code")).orElseThrow();
        var step = Step.valueOf(row.text("step"));
        var since =
                clock.instant()
                        .atOffset(ZoneOffset.UTC)
                        .minusDays(Long.parseLong(row.text("days_ago")));
        int reached = place(round, step);
        var id = insert(round, firm, step, entered(round, since, 1, reached));
        keep(id, round, firm, entered(round, since, 1, reached));
        for (int ordinal = 1; ordinal <= reached; ordinal++) {
            pass(id, round, firm, ordinal, reached, since);
        }
        if (step == Step.REVIEW) {
            reviews.bring(id, round, reports.basis(firm), since);
        }
        audit.record(
                Change.created(
                        "cluster.application-submit",
                        "application",
                        id,
                        new Brought(round.id(), firm.id())));
    }

    private static int place(Round round, Step step) {
        var stages = round.procedure().stages();
        for (int at = 0; at < stages.size(); at++) {
            if (stages.get(at).step() == step) {
                return at + 1;
            }
        }
        throw new IllegalArgumentException(
                "The round %s has no step %s.".formatted(round.title(), step));
    }

    /** Each step before took half of its days. */
    private static OffsetDateTime entered(
            Round round, OffsetDateTime since, int ordinal, int reached) {
        var moment = since;
        for (int at = reached - 1; at >= ordinal; at--) {
            moment = moment.minusDays(round.procedure().at(at).days() / 2 + 1);
        }
        return moment;
    }

    private UUID insert(Round round, Organisation firm, Step step, OffsetDateTime at) {
        return jdbc.sql(
                        """
                        insert into cluster.application
                            (round, organisation, scheme, district, state, revision, publicised,
                             submitted_at, created_at, synthetic)
                        values (?, ?, ?, ?, 'UNDER_WAY', 1, ?, ?, ?, true) returning id
                        """)
                .param(round.id())
                .param(firm.id())
                .param(round.scheme())
                .param(firm.district())
                .param(step == Step.PUBLICITY)
                .param(at)
                .param(at)
                .query(UUID.class)
                .single();
    }

    private static Map<Integer, String> answers(Round round) {
        var answers = new TreeMap<Integer, String>();
        for (int at = 0; at < round.conditions().size(); at++) {
            if (round.conditions().get(at).rule() == null) {
                answers.put(at + 1, SAID);
            }
        }
        return answers;
    }

    private void keep(UUID id, Round round, Organisation firm, OffsetDateTime at) {
        jdbc.sql(
                        "insert into cluster.application_draft (application, answers) values (?, ?::jsonb)")
                .params(id, text.of(answers(round)))
                .update();
        jdbc.sql(
                        """
                        insert into cluster.application_revision (application, revision, at, by_name, content)
                        values (?, 1, ?, ?, ?::jsonb)
                        """)
                .param(id)
                .param(at)
                .param(SAID)
                .param(
                        text.of(
                                ApplicationReader.Content.of(
                                        answers(round), round, reports.basis(firm), List.of())))
                .update();
    }

    private void pass(
            UUID id,
            Round round,
            Organisation firm,
            int ordinal,
            int reached,
            OffsetDateTime since) {
        var stage = round.procedure().at(ordinal);
        var entered = entered(round, since, ordinal, reached);
        boolean open = ordinal == reached;
        jdbc.sql(
                        """
                        insert into cluster.application_step
                            (application, revision, ordinal, step, acts, district, entered_at, due, left_at, verdict, reason, decided_by_name)
                        values (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(id)
                .param(ordinal)
                .param(stage.step().name())
                .param(stage.acts().name())
                .param(firm.district())
                .param(entered)
                .param(day(entered).plusDays(stage.days()))
                .param(open ? null : entered(round, since, ordinal + 1, reached))
                .param(open ? null : "PASSED")
                .param(open ? null : SAID)
                .param(open ? null : SAID)
                .update();
    }

    private LocalDate day(OffsetDateTime moment) {
        return moment.atZoneSameInstant(clock.getZone()).toLocalDate();
    }
}
