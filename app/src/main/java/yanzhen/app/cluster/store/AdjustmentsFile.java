package yanzhen.app.cluster.store;

import java.util.HashSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Procedure;
import yanzhen.app.cluster.Procedure.Acts;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;

/** How adjustments are dealt with. A pack may say nothing of it; then none can be filed. */
@Component
class AdjustmentsFile {

    private static final String FILE = "adjustments.yaml";
    private static final String SCHEMA = "adjustments";

    private final JdbcClient jdbc;
    private final RoundText text;

    AdjustmentsFile(JdbcClient jdbc, RoundText text) {
        this.jdbc = jdbc;
        this.text = text;
    }

    static void validate(Pack pack, Problems problems) {
        if (!pack.has(FILE)) {
            return;
        }
        var found = new Problems();
        var all = pack.yaml(FILE, SCHEMA, found).path("adjustments");
        found.kept().forEach(problems::add);
        if (!found.none()) {
            return;
        }
        var kinds = new HashSet<String>();
        int at = 0;
        for (var each : all) {
            var place = "/adjustments/%d".formatted(at++);
            var kind = each.path("kind").asString();
            if (!kinds.add(kind)) {
                problems.add(FILE, null, place + "/kind", kind, "duplicate");
            }
            check(ProcedureFile.read(each), place, problems);
        }
    }

    /** The last step decides, and is the city's: what it brings may lie in two districts. */
    private static void check(Procedure rule, String place, Problems problems) {
        var stages = rule.stages();
        for (int at = 0; at < stages.size(); at++) {
            var stage = stages.get(at);
            boolean last = at == stages.size() - 1;
            var field = "%s/steps/%d".formatted(place, at);
            if ((stage.step() == Step.DECISION) != last) {
                problems.add(FILE, null, field, stage.step().name(), "procedure-order");
            }
            if (last && stage.acts() == Acts.DISTRICT) {
                problems.add(FILE, null, field, stage.step().name(), "procedure-acts");
            }
        }
        var keys = new HashSet<String>();
        for (var paper : rule.papers()) {
            if (!keys.add(paper.key())) {
                problems.add(FILE, null, place + "/papers", paper.key(), "duplicate");
            }
        }
    }

    /** What the pack no longer has is gone; requests under way keep what they were filed under. */
    void load(Pack pack) {
        jdbc.sql("delete from cluster.adjustment_rule").update();
        if (!pack.has(FILE)) {
            return;
        }
        for (var each : pack.yaml(FILE, SCHEMA, new Problems()).path("adjustments")) {
            jdbc.sql("insert into cluster.adjustment_rule (kind, text) values (?, ?::jsonb)")
                    .params(each.path("kind").asString(), text.of(ProcedureFile.read(each)))
                    .update();
        }
    }
}
