package yanzhen.app.cluster.store;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Adjustments;
import yanzhen.app.cluster.Adjustments.Kind;
import yanzhen.app.cluster.Adjustments.Paper;
import yanzhen.app.cluster.Adjustments.Touched;
import yanzhen.app.cluster.Adjustments.Wish;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Procedure;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.evidence.Files;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackRow;

/**
 * Synthetic requests of a demonstration, filed and decided as any other. A pack may have none; an
 * organisation that has one of the kind keeps it.
 */
@Component
class SyntheticAdjustments {

    private static final String FILE = "demo/adjustments.csv";
    private static final String SCHEMA = "adjustments.row";
    private static final String SAID = "演示";
    private static final String DONE = "DONE";

    private final JdbcClient jdbc;
    private final Adjustments adjustments;
    private final Organisations organisations;
    private final Files files;
    private final Clock clock;

    SyntheticAdjustments(
            JdbcClient jdbc,
            Adjustments adjustments,
            Organisations organisations,
            Files files,
            Clock clock) {
        this.jdbc = jdbc;
        this.adjustments = adjustments;
        this.organisations = organisations;
        this.files = files;
        this.clock = clock;
    }

    static void validate(Pack pack, Set<String> codes, Problems problems) {
        if (!pack.has(FILE)) {
            return;
        }
        for (var row : pack.csv(FILE, SCHEMA, problems)) {
            row.known(problems, "code", codes);
            row.known(problems, "successor", codes);
            var kind = row.text("kind");
            complainOfNone(row, "name", kind.equals("NAME"), problems);
            complainOfNone(row, "successor", kind.equals("SUCCESSION"), problems);
            complainOfNone(row, "document", row.text("step").equals(DONE), problems);
        }
    }

    private static void complainOfNone(
            PackRow row, String field, boolean needed, Problems problems) {
        if (needed && row.find(field).isEmpty()) {
            row.complain(problems, field, "required");
        }
    }

    void load(Pack pack) {
        if (!pack.has(FILE)) {
            return;
        }
        for (var row : pack.csv(FILE, SCHEMA, new Problems())) {
            var it = organisation(row.text("code"));
            var kind = Kind.valueOf(row.text("kind"));
            if (adjustments.of(it.id()).stream().noneMatch(each -> each.kind() == kind)) {
                bring(row, it, kind);
            }
        }
    }

    private Organisation organisation(String code) {
        return organisations.findByCode(new CreditCode(code)).orElseThrow();
    }

    /** Not where all that it would touch has lapsed by now. */
    private void bring(PackRow row, Organisation it, Kind kind) {
        var day = LocalDate.now(clock).minusDays(Long.parseLong(row.text("effective_days_ago")));
        var successor = row.find("successor").map(code -> organisation(code).id()).orElse(null);
        var touched = touched(it, kind, day, successor);
        var rule = adjustments.rules().get(kind);
        if (touched.isEmpty() || rule == null) {
            return;
        }
        var wish =
                new Wish(
                        day,
                        row.orNull("name"),
                        row.orNull("name_en"),
                        touched,
                        row.text("statement"));
        var id = adjustments.file(it.id(), kind, wish, papers(it, rule));
        int steps = rule.stages().size();
        int passed =
                switch (row.text("step")) {
                    case DONE -> steps;
                    case "DECISION" -> steps - 1;
                    default -> 0;
                };
        for (int ordinal = 1; ordinal <= passed; ordinal++) {
            boolean last = ordinal == steps;
            adjustments.decide(open(id), Verdict.PASSED, SAID, last ? row.text("document") : null);
        }
        age(id, Integer.parseInt(row.text("days_ago")), steps);
    }

    private List<Touched> touched(
            Organisation it, Kind kind, LocalDate day, @Nullable UUID successor) {
        return adjustments.adjustable(it.id()).stream()
                .filter(each -> each.kinds().contains(kind))
                .filter(each -> each.valid().covers(day) && each.valid().from().isBefore(day))
                .map(each -> new Touched(each.recognition(), successor))
                .toList();
    }

    private List<Paper> papers(Organisation it, Procedure rule) {
        var papers = new ArrayList<Paper>();
        for (var paper : rule.papers()) {
            if (paper.required()) {
                var text =
                        """
                        演示数据：本文件为虚构的材料，不对应任何真实单位。
                        Demonstration data: this paper was made up and stands for no real organisation.

                        %s
                        """
                                .formatted(paper.name().zh());
                var name = "%s（演示）.txt".formatted(paper.name().zh());
                var content = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
                var file = files.store(name, content, it.id());
                papers.add(new Paper(paper.key(), file.id(), file.name()));
            }
        }
        return papers;
    }

    private UUID open(UUID adjustment) {
        return adjustments.passages(adjustment).getFirst().id();
    }

    /**
     * It was filed as long ago as the row says; each step but the last took three days. Whoever
     * acted is called a demonstration.
     */
    private void age(UUID adjustment, int days, int steps) {
        jdbc.sql(
                        """
                        update cluster.adjustment_step s
                        set entered_at = s.entered_at - make_interval(days => a.days), due = s.due - a.days,
                            left_at = s.left_at - make_interval(days => case when s.ordinal = ? then 0 else greatest(a.days - 3, 0) end),
                            decided_by_name = case when s.left_at is null then null else ? end
                        from (select id, greatest(? - 3 * (ordinal - 1), 0) as days from cluster.adjustment_step) a
                        where s.adjustment = ? and a.id = s.id
                        """)
                .params(steps, SAID, days, adjustment)
                .update();
        jdbc.sql(
                        """
                        update cluster.adjustment
                        set filed_at = filed_at - make_interval(days => ?), filed_by_name = ? where id = ?
                        """)
                .params(days, SAID, adjustment)
                .update();
    }
}
