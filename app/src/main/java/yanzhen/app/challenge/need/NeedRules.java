package yanzhen.app.challenge.need;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import yanzhen.app.challenge.need.Need.Answer;
import yanzhen.app.challenge.need.Need.Draft;
import yanzhen.app.challenge.need.Need.Verdict;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Conflict;

/**
 * 需求规则 of a pack: what a need must say, what an officer is asked about it, where it goes when it is
 * none for the wall, and from which likeness on two are shown beside each other.
 *
 * @param contents in the order of the form
 * @param mostTargets quantified targets at most
 * @param questions in the order in which they are asked
 * @param elsewhere what to do instead, by the verdict that says no
 */
public record NeedRules(
        List<Rule> contents,
        int mostTargets,
        List<Question> questions,
        Map<Verdict, Elsewhere> elsewhere,
        Alikeness likeness) {

    public NeedRules {
        contents = List.copyOf(contents);
        questions = List.copyOf(questions);
        elsewhere = Map.copyOf(elsewhere);
    }

    /** 必备内容: what a need must say. */
    public enum Content {
        /** 需求单位. */
        OWNER("owner"),
        /** 金额. */
        BUDGET("budget"),
        /** 出资方. */
        PAYER("payer"),
        /** 量化指标和测试方法. */
        TARGETS("targets"),
        /** 知识产权约定. */
        IP_RULE("ipRule"),
        /** 应用承诺. */
        COMMITMENT("commitment"),
        /** 期限. */
        WANTED_BY("wantedBy");

        private final String field;

        Content(String field) {
            this.field = field;
        }

        /** Of the form, the request and the pack. */
        public String field() {
            return field;
        }

        /** By its field; empty when there is no such content. */
        public static Optional<Content> of(String field) {
            return java.util.Arrays.stream(values())
                    .filter(it -> it.field.equals(field))
                    .findFirst();
        }

        /** Whether a need says it whole. */
        boolean saidBy(Draft it, LocalDate today) {
            return switch (this) {
                case OWNER -> true;
                case BUDGET -> it.budget() != null;
                case PAYER -> it.saysWhoPays();
                case TARGETS ->
                        !it.targets().isEmpty()
                                && it.targets().stream().allMatch(Need.Target::whole);
                case IP_RULE -> !it.ipRule().isBlank();
                case COMMITMENT -> it.commitment() != null && !it.commitmentText().isBlank();
                case WANTED_BY -> it.wantedBy() != null && it.wantedBy().isAfter(today);
            };
        }
    }

    /**
     * One content with why it is asked for.
     *
     * @param reading true when the document leaves it open and the pack's authors read it so
     */
    public record Rule(Content content, Bilingual why, Clause source, boolean reading) {}

    /**
     * A question to the officer.
     *
     * @param speaksFor the verdict that a yes speaks for; one that is publishable is answered no
     */
    public record Question(
            String key,
            Bilingual ask,
            Bilingual why,
            Verdict speaksFor,
            Clause source,
            boolean reading) {}

    /**
     * 另走途径.
     *
     * @param page that helps further: rounds, products, contracts or none (empty)
     */
    public record Elsewhere(Bilingual say, String page) {}

    /**
     * 相似口径, ours and shown as such.
     *
     * @param threshold likeness from 0 to 1 from which two are shown as alike
     * @param title weight of the title's likeness, in percent; so the others, 100 together
     * @param most shown at most
     */
    public record Alikeness(
            BigDecimal threshold,
            int title,
            int problem,
            int metrics,
            int node,
            int most,
            Bilingual why) {}

    /** One line of the checklist. */
    public record Line(Rule rule, boolean said) {}

    /** 核对清单, computed from what the need says. */
    public List<Line> checklist(Draft it, LocalDate today) {
        return contents.stream()
                .map(rule -> new Line(rule, rule.content().saidBy(it, today)))
                .toList();
    }

    /** Everything that keeps a need from being handed in. */
    public Problems missing(Draft it, LocalDate today) {
        var problems = new Problems();
        if (it.problem().isBlank()) {
            problems.add("", null, "problem", "", "required");
        }
        if (it.category() == null) {
            problems.add("", null, "category", "", "required");
        }
        for (var rule : contents) {
            if (!rule.content().saidBy(it, today)) {
                complain(rule.content(), it, problems);
            }
        }
        if (it.targets().size() > mostTargets) {
            problems.add(
                    "",
                    null,
                    "targets",
                    String.valueOf(it.targets().size()),
                    "need-targets-most",
                    String.valueOf(mostTargets));
        }
        return problems;
    }

    private static void complain(Content content, Draft it, Problems problems) {
        switch (content) {
            case TARGETS -> targets(it, problems);
            case WANTED_BY -> {
                var day = it.wantedBy();
                problems.add(
                        "",
                        null,
                        content.field(),
                        day == null ? "" : day.toString(),
                        day == null ? "required" : "need-wanted-past");
            }
            case OWNER, BUDGET, PAYER, IP_RULE, COMMITMENT ->
                    problems.add("", null, content.field(), "", "required");
        }
    }

    private static void targets(Draft it, Problems problems) {
        if (it.targets().isEmpty()) {
            problems.add("", null, "targets", "", "need-targets-none");
        }
        for (int at = 0; at < it.targets().size(); at++) {
            var target = it.targets().get(at);
            int line = at + 1;
            if (target.metric().isBlank()) {
                problems.add("", line, "metric", "", "required");
            }
            if (target.value() == null) {
                problems.add("", line, "value", "", "required");
            }
            if (target.unit().isBlank()) {
                problems.add("", line, "unit", "", "required");
            }
            if (target.testMethod().isBlank()) {
                problems.add("", line, "testMethod", "", "required");
            }
        }
    }

    /**
     * Whether a verdict agrees with the answers under it: one that is publishable has no yes, one
     * that goes elsewhere has a yes that says so. Sending back needs no yes, only its reason.
     */
    public Problems against(Verdict verdict, List<Answer> answers) {
        var problems = new Problems();
        var yes = new ArrayList<Question>();
        for (var question : questions) {
            answers.stream()
                    .filter(it -> it.question().equals(question.key()))
                    .findFirst()
                    .ifPresentOrElse(
                            it -> {
                                if (it.yes()) {
                                    yes.add(question);
                                }
                            },
                            () -> problems.add("", null, question.key(), "", "need-answer"));
        }
        switch (verdict) {
            case PUBLISHABLE ->
                    yes.forEach(it -> problems.add("", null, it.key(), "", "need-verdict-against"));
            case ORDINARY_PROJECT, PLAIN_TRANSFER -> {
                if (yes.stream().noneMatch(it -> it.speaksFor() == verdict)) {
                    problems.add("", null, "verdict", "", "need-verdict-groundless");
                }
            }
            case RETURNED -> {
                // The reason says what to mend.
            }
        }
        return problems;
    }

    /** The rules in force. */
    public interface Book {
        /**
         * The rules of the latest pack.
         *
         * @throws NoRules when it has none
         */
        NeedRules inForce();
    }

    /** No pack with rules of needs has been loaded. */
    public static final class NoRules extends Conflict {
        public NoRules() {
            super("need-rules", "No pack with need.yaml has been loaded. Load one.");
        }
    }
}
