package yanzhen.app.challenge.store;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import yanzhen.app.challenge.ChallengeRules;
import yanzhen.app.challenge.ChallengeRules.PlannedMilestone;
import yanzhen.app.challenge.ChallengeRules.Rule;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackSection;

/** 榜单规则: {@code challenge.yaml} of a pack. */
@Component
class ChallengeSection implements PackSection {

    static final String RULES = "challenge.yaml";

    private static final int WHOLE = 100;

    private final RuleBook ruleBook;

    ChallengeSection(RuleBook ruleBook) {
        this.ruleBook = ruleBook;
    }

    @Override
    public int floor() {
        return 3;
    }

    @Override
    public void validate(Pack pack, Problems problems) {
        if (!pack.has(RULES)) {
            return;
        }
        var file = pack.yaml(RULES, "challenge", problems);
        shares(file.path("milestones"), problems);
        targets(file.path("targets"), problems);
    }

    private static void shares(JsonNode milestones, Problems problems) {
        int sum = 0;
        int before = -1;
        var last = "milestones";
        for (int at = 0; at < milestones.size(); at++) {
            last = "milestones/" + at + "/due";
            sum += milestones.get(at).path("share").asInt(0);
            int due = milestones.get(at).path("due").asInt(0);
            if (due <= before) {
                complain(problems, last, due, "milestone-order", String.valueOf(before));
            }
            before = due;
        }
        if (sum != WHOLE) {
            complain(problems, "milestones", sum, "milestone-shares");
        }
        if (before != WHOLE) {
            complain(problems, last, before, "milestone-end");
        }
    }

    private static void targets(JsonNode targets, Problems problems) {
        int least = targets.path("least").asInt(0);
        int most = targets.path("most").asInt(0);
        if (least > most) {
            complain(problems, "targets/least", least, "targets-range", String.valueOf(most));
        }
    }

    private static void complain(
            Problems problems, String field, int value, String code, String... details) {
        problems.add(RULES, null, field, String.valueOf(value), code, details);
    }

    @Override
    public void load(Pack pack) {
        if (pack.has(RULES)) {
            ruleBook.replace(read(pack));
        }
    }

    /** The rules of a pack that {@link #validate} found nothing wrong with. */
    static ChallengeRules read(Pack pack) {
        var file = pack.yaml(RULES, "challenge", new Problems());
        var basis = file.path("basis");
        var required = new ArrayList<Rule>();
        for (var rule : file.path("required")) {
            required.add(rule("required." + rule.path("field").asString(), 0, rule, basis));
        }
        var targets = file.path("targets");
        return new ChallengeRules(
                required,
                limit(RuleBook.LEAST_TARGETS, targets, "least", basis),
                limit(RuleBook.MOST_TARGETS, targets, "most", basis),
                limit(RuleBook.LEAST_DAYS, file.path("call"), "leastDays", basis),
                limit(RuleBook.MOST_OPEN_BIDS, file.path("bids"), "mostOpen", basis),
                milestones(file.path("milestones")));
    }

    private static Rule limit(String key, JsonNode rule, String field, JsonNode basis) {
        return rule(key, rule.path(field).asInt(), rule, basis);
    }

    private static Rule rule(String key, int limit, JsonNode rule, JsonNode basis) {
        var source = rule.has("basis") ? rule.path("basis") : basis;
        return new Rule(
                key,
                limit,
                text(rule.path("why")),
                new Clause(source.path("document").asString(), source.path("place").asString()),
                rule.path("reading").asBoolean());
    }

    private static Bilingual text(JsonNode node) {
        return new Bilingual(node.path("zh").asString(), node.path("en").asString());
    }

    private static List<PlannedMilestone> milestones(JsonNode list) {
        var milestones = new ArrayList<PlannedMilestone>();
        for (var milestone : list) {
            milestones.add(
                    new PlannedMilestone(
                            milestones.size() + 1,
                            text(milestone.path("title")),
                            milestone.path("due").asInt(),
                            milestone.path("share").asInt()));
        }
        return milestones;
    }
}
