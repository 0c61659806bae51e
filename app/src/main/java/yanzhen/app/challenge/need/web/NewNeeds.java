package yanzhen.app.challenge.need.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.challenge.need.Need;
import yanzhen.app.challenge.need.Need.Commitment;
import yanzhen.app.challenge.need.Need.Draft;
import yanzhen.app.challenge.need.Need.Target;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.site.Typed;

/** Reads a need from a form, a request or a row of a table, with all its problems at once. */
final class NewNeeds {

    /** Rows of targets that the form shows at most; the rules of the pack may allow fewer. */
    static final int TARGETS = 5;

    static final int LONG = 4_000;
    static final int MIDDLE = 1_000;
    static final int SHORT = 200;

    private static final int METRIC = 100;
    private static final int UNIT = 30;
    private static final int TEST = 300;
    private static final Pattern PLAIN = Pattern.compile("[-+]?\\d{1,15}(\\.\\d{1,9})?");
    private static final Pattern MONEY = Pattern.compile("\\d{1,13}(\\.\\d{1,2})?");

    /** 谁出资. */
    enum Payer {
        /** The owner itself. */
        OWNER,
        /** Another organisation of the register. */
        OTHER,
        /** Somebody else, in words. */
        TEXT
    }

    /**
     * What the form or the request holds; the lists of the targets belong together.
     *
     * @param seen revision that was changed
     * @param ownerCode credit code of the owner, for those who draft for others; stronger than
     *     owner
     * @param then submit to hand it in at once
     */
    record Typing(
            @Nullable String key,
            @Nullable String seen,
            @Nullable String weakLink,
            @Nullable String owner,
            @Nullable String ownerCode,
            @Nullable String title,
            @Nullable String problem,
            @Nullable String category,
            @Nullable String budget,
            @Nullable String payer,
            @Nullable String payerCode,
            @Nullable String payerText,
            @Nullable List<String> metric,
            @Nullable List<String> comparator,
            @Nullable List<String> value,
            @Nullable List<String> unit,
            @Nullable List<String> testMethod,
            @Nullable String ipRule,
            @Nullable String commitment,
            @Nullable String commitmentText,
            @Nullable String wantedBy,
            @Nullable String then) {

        /** An empty form, or one that a weak link fills in. */
        static Typing from(@Nullable UUID weakLink, String title, String problem, String category) {
            return new Typing(
                    null,
                    null,
                    text(weakLink),
                    null,
                    null,
                    title,
                    problem,
                    category,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }

        static Typing of(Need need, String payerCode) {
            var it = need.draft();
            var targets = it.targets();
            return new Typing(
                    null,
                    String.valueOf(need.revision()),
                    text(it.weakLink()),
                    it.owner().toString(),
                    null,
                    it.title(),
                    it.problem(),
                    it.category() == null ? "" : it.category().name(),
                    it.budget() == null ? "" : it.budget().toString(),
                    payer(it),
                    it.owner().equals(it.payer()) ? "" : payerCode,
                    it.payerText(),
                    targets.stream().map(Target::metric).toList(),
                    targets.stream().map(t -> t.atLeast() ? "at-least" : "at-most").toList(),
                    targets.stream().map(t -> plain(t.value())).toList(),
                    targets.stream().map(Target::unit).toList(),
                    targets.stream().map(Target::testMethod).toList(),
                    it.ipRule(),
                    it.commitment() == null ? "" : it.commitment().name(),
                    it.commitmentText(),
                    text(it.wantedBy()),
                    null);
        }

        private static String payer(Draft it) {
            if (it.payer() == null) {
                return it.payerText().isEmpty() ? "" : Payer.TEXT.name();
            }
            return it.owner().equals(it.payer()) ? Payer.OWNER.name() : Payer.OTHER.name();
        }

        private static String text(@Nullable Object value) {
            return value == null ? "" : value.toString();
        }

        /** The typed text of a row of the targets; empty when there is none. */
        public String at(@Nullable List<String> column, int row) {
            return column == null || row >= column.size() ? "" : Typed.text(column.get(row));
        }

        boolean submits() {
            return "submit".equals(then);
        }

        /** The revision that was changed; null for whatever it is. */
        @Nullable Integer revision() {
            var text = Typed.text(seen);
            return text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
        }
    }

    private NewNeeds() {}

    static String plain(@Nullable BigDecimal number) {
        return number == null ? "" : number.stripTrailingZeros().toPlainString();
    }

    /**
     * The draft; null when something that is there is wrong. What is missing is no problem here.
     */
    static @Nullable Draft read(Typing typed, NeedWords words, Problems problems) {
        var owner = owner(typed, words, problems);
        var link = words.weakLink(typed.weakLink, problems);
        var title = Typed.text("title", typed.title, 2, SHORT, problems);
        var problem = Typed.text("problem", typed.problem, 0, LONG, problems);
        var category =
                Typed.choice("category", typed.category, BaseCategory.class, false, problems);
        var budget = money(typed.budget, problems);
        var kind = Typed.choice("payer", typed.payer, Payer.class, false, problems);
        var payer = payer(kind, owner, typed, words, problems);
        var payerText =
                kind == Payer.TEXT
                        ? Typed.text("payerText", typed.payerText, 0, SHORT, problems)
                        : "";
        var targets = targets(typed, problems);
        var ipRule = Typed.text("ipRule", typed.ipRule, 0, MIDDLE, problems);
        var commitment =
                Typed.choice("commitment", typed.commitment, Commitment.class, false, problems);
        var commitmentText =
                Typed.text("commitmentText", typed.commitmentText, 0, MIDDLE, problems);
        var wantedBy = Typed.day("wantedBy", typed.wantedBy, problems);
        if (!problems.none() || owner == null) {
            return null;
        }
        return new Draft(
                owner,
                link,
                title,
                problem,
                category,
                budget,
                payer,
                payerText,
                targets,
                ipRule,
                commitment,
                commitmentText,
                wantedBy);
    }

    private static @Nullable UUID owner(Typing typed, NeedWords words, Problems problems) {
        var code = Typed.text(typed.ownerCode);
        if (!code.isEmpty()) {
            return words.byCode("ownerCode", code, problems);
        }
        if (Typed.text(typed.owner).isEmpty()) {
            problems.add("", null, "owner", "", "required");
            return null;
        }
        var owner = Typed.id("owner", typed.owner, problems);
        if (owner != null && !words.registered(owner)) {
            problems.add("", null, "owner", owner.toString(), "unknown-reference");
            return null;
        }
        return owner;
    }

    private static @Nullable UUID payer(
            @Nullable Payer kind,
            @Nullable UUID owner,
            Typing typed,
            NeedWords words,
            Problems problems) {
        var code = Typed.text(typed.payerCode);
        return kind == Payer.OWNER
                ? owner
                : kind == Payer.OTHER && !code.isEmpty()
                        ? words.byCode("payerCode", code, problems)
                        : null;
    }

    /** An amount above zero; empty is none. */
    private static @Nullable Yuan money(@Nullable String typed, Problems problems) {
        var text = Typed.text(typed).replace(",", "");
        if (text.isEmpty()) {
            return null;
        }
        if (!MONEY.matcher(text).matches() || Yuan.of(text).fen() <= 0) {
            problems.add("", null, "budget", text, "amount");
            return null;
        }
        return Yuan.of(text);
    }

    /** Rows with anything in them; a draft may leave gaps. */
    private static List<Target> targets(Typing typed, Problems problems) {
        var targets = new ArrayList<Target>();
        int rows =
                Math.max(
                        Math.max(size(typed.metric), size(typed.value)),
                        Math.max(size(typed.unit), size(typed.testMethod)));
        for (int row = 0; row < rows; row++) {
            var found = new Problems();
            var metric = Typed.text("metric", typed.at(typed.metric, row), 0, METRIC, found);
            var number = typed.at(typed.value, row);
            var unit = Typed.text("unit", typed.at(typed.unit, row), 0, UNIT, found);
            var test = Typed.text("testMethod", typed.at(typed.testMethod, row), 0, TEST, found);
            if (!number.isEmpty() && !PLAIN.matcher(number).matches()) {
                found.add("", null, "value", number, "number");
            }
            int line = row + 1;
            // A problem of a row names the row, wherever it was found.
            found.kept()
                    .forEach(it ->
                            problems.add(
                                    "",
                                    line,
                                    it.field(),
                                    it.value(),
                                    it.code(),
                                    it.details().toArray(String[]::new)));
            if (found.none() && !(metric + number + unit + test).isEmpty()) {
                targets.add(
                        new Target(
                                metric,
                                !typed.at(typed.comparator, row).equals("at-most"),
                                number.isEmpty() ? null : new BigDecimal(number),
                                unit,
                                test));
            }
        }
        return targets;
    }

    private static int size(@Nullable List<String> column) {
        return column == null ? 0 : column.size();
    }
}
