package yanzhen.app.cluster.store;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import yanzhen.app.cluster.ScoreSheet;
import yanzhen.app.cluster.ScoreSheet.Case;
import yanzhen.app.cluster.ScoreSheet.Coefficients;
import yanzhen.app.cluster.ScoreSheet.Factor;
import yanzhen.app.cluster.ScoreSheet.Head;
import yanzhen.app.cluster.ScoreSheet.Item;
import yanzhen.app.cluster.ScoreSheet.Part;
import yanzhen.app.cluster.ScoreSheet.Scoring;
import yanzhen.app.cluster.ScoreSheet.Step;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.kernel.IndustryCode;
import yanzhen.app.kernel.Problems;
import yanzhen.app.rules.Kind;
import yanzhen.app.rules.Measure;
import yanzhen.app.rules.Quantity;
import yanzhen.app.rules.RuleFault;
import yanzhen.app.rules.RuleText;
import yanzhen.app.rules.Vocabulary;

/**
 * Reads a score sheet as a pack wrote it, and finds all that is wrong with it. What cannot be read
 * is left to people, so that a round can be read when the pack has other data meanwhile.
 */
final class SheetReader {

    private final String file;
    private final Vocabulary vocabulary;
    private final Problems problems;
    private final Set<String> keys = new HashSet<>();

    private SheetReader(String file, Vocabulary vocabulary, Problems problems) {
        this.file = file;
        this.vocabulary = vocabulary;
        this.problems = problems;
    }

    /**
     * A sheet of a pack.
     *
     * @param place where it stands in the file
     */
    static ScoreSheet read(
            String file, JsonNode sheet, String place, Vocabulary vocabulary, Problems problems) {
        return new SheetReader(file, vocabulary, problems).sheet(sheet, place);
    }

    /** One that was checked before and is kept. */
    static ScoreSheet kept(JsonNode sheet, Vocabulary vocabulary) {
        return read("", sheet, "", vocabulary, new Problems());
    }

    private ScoreSheet sheet(JsonNode it, String place) {
        var source = source(it, null);
        boolean confirmed = confirmed(it, false);
        var coefficients = coefficients(it.path("coefficients"), place + "/coefficients");
        var total = it.path("total").asDecimal();
        var sheet =
                new ScoreSheet(
                        heads(it.path("heads"), place + "/heads", source, confirmed),
                        extras(it.path("extras"), place + "/extras", source, confirmed),
                        total,
                        number(it.path("pass")),
                        it.path("digits").asInt(),
                        RoundingMode.valueOf(it.path("rounding").asString("HALF_UP")),
                        coefficients == null ? Coefficients.ALIKE : coefficients,
                        source,
                        confirmed,
                        reading(it));
        if (coefficients == null) {
            mustNotUse(sheet, place + "/coefficients");
        }
        checkTotals(sheet, place);
        return sheet;
    }

    /** Without a table there is no coefficient to count with. */
    private void mustNotUse(ScoreSheet sheet, String place) {
        for (var item : sheet.items()) {
            if (item.scoring() instanceof Scoring.Measured it && it.factor() != Factor.NONE) {
                problem(place, item.key(), "sheet-coefficients");
            }
        }
    }

    private void checkTotals(ScoreSheet sheet, String place) {
        var sum = sheet.heads().stream().map(Head::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.compareTo(sheet.total()) != 0) {
            problem(place + "/total", plain(sheet.total()), "sheet-total", plain(sum));
        }
        if (sheet.pass() != null && sheet.pass().compareTo(sheet.total()) > 0) {
            problem(place + "/pass", plain(sheet.pass()), "sheet-least", plain(sheet.total()));
        }
        int at = 0;
        for (var head : sheet.heads()) {
            if (head.least() != null && head.least().compareTo(head.weight()) > 0) {
                problem(
                        "%s/heads/%d/least".formatted(place, at),
                        plain(head.least()),
                        "sheet-least",
                        plain(head.weight()));
            }
            at++;
        }
    }

    private List<Head> heads(JsonNode heads, String place, Clause source, boolean confirmed) {
        var all = new ArrayList<Head>();
        int at = 0;
        for (var head : heads) {
            var here = "%s/%d".formatted(place, at++);
            var items = new ArrayList<Item>();
            int of = 0;
            for (var item : head.path("items")) {
                items.add(item(item, Part.ITEM, here + "/items/" + of++, source, confirmed));
            }
            all.add(
                    new Head(
                            key(head, here),
                            name(head.path("name")),
                            number(head.path("least")),
                            items));
        }
        return all;
    }

    private List<Item> extras(JsonNode extras, String place, Clause source, boolean confirmed) {
        var all = new ArrayList<Item>();
        int at = 0;
        for (var item : extras) {
            var part = Part.valueOf(item.path("part").asString("BONUS"));
            all.add(item(item, part, "%s/%d".formatted(place, at++), source, confirmed));
        }
        return all;
    }

    private Item item(JsonNode it, Part part, String place, Clause source, boolean confirmed) {
        var weight = it.path("weight").asDecimal();
        return new Item(
                key(it, place),
                part,
                name(it.path("name")),
                weight,
                scoring(it, weight, place),
                source(it, source),
                confirmed(it, confirmed),
                reading(it));
    }

    private String key(JsonNode it, String place) {
        var key = it.path("key").asString("");
        if (!keys.add(key)) {
            problem(place + "/key", key, "duplicate");
        }
        return key;
    }

    private Scoring scoring(JsonNode it, BigDecimal weight, String place) {
        boolean spanned = it.has("zero") && it.has("full");
        boolean halfSpanned = it.has("zero") != it.has("full");
        boolean measured = it.has("measure");
        boolean stepped = it.has("steps");
        boolean fits = measured ? spanned != stepped : !it.has("coefficient") && !spanned;
        if (halfSpanned || !fits) {
            problem(place, it.path("key").asString(""), "sheet-scoring");
            return new Scoring.Judged();
        }
        var scoring =
                measured
                        ? measured(it, stepped, place)
                        : stepped
                                ? cases(it.path("steps"), place + "/steps")
                                : new Scoring.Judged();
        if (stepped) {
            checkSteps(it.path("steps"), weight, scoring, place + "/steps");
        }
        return scoring == null ? new Scoring.Judged() : scoring;
    }

    private @Nullable Scoring measured(JsonNode it, boolean stepped, String place) {
        var measure = measure(it.path("measure").asString(""), place + "/measure");
        var factor = Factor.valueOf(it.path("coefficient").asString("NONE"));
        if (stepped) {
            var steps = steps(it.path("steps"), measure, place + "/steps");
            return measure == null || steps == null
                    ? null
                    : new Scoring.Steps(measure, steps, factor);
        }
        var zero = quantity(it.path("zero").asString(""), measure, place + "/zero");
        var full = quantity(it.path("full").asString(""), measure, place + "/full");
        if (zero != null && zero.equals(full)) {
            problem(place + "/full", it.path("full").asString(""), "sheet-span");
            return null;
        }
        return measure == null || zero == null || full == null
                ? null
                : new Scoring.Linear(measure, zero, full, factor);
    }

    private @Nullable List<Step> steps(JsonNode steps, @Nullable Measure measure, String place) {
        var all = new ArrayList<Step>();
        boolean clean = true;
        int at = 0;
        for (var step : steps) {
            var here = "%s/%d".formatted(place, at++);
            if (!step.has("from") || step.has("when")) {
                problem(here, "", "sheet-step");
                clean = false;
                continue;
            }
            var from = quantity(step.path("from").asString(""), measure, here + "/from");
            if (from == null) {
                clean = false;
            } else {
                all.add(new Step(from, step.path("points").asDecimal()));
            }
        }
        return clean ? all : null;
    }

    private @Nullable Scoring cases(JsonNode steps, String place) {
        var all = new ArrayList<Case>();
        boolean clean = true;
        int at = 0;
        for (var step : steps) {
            var here = "%s/%d".formatted(place, at++);
            if (!step.has("when") || step.has("from")) {
                problem(here, "", "sheet-step");
                clean = false;
                continue;
            }
            var when =
                    ConditionsFile.check(
                            file,
                            step.path("when").asString(""),
                            here + "/when",
                            vocabulary,
                            problems);
            if (when == null) {
                clean = false;
            } else {
                all.add(new Case(when, step.path("points").asDecimal()));
            }
        }
        return clean ? new Scoring.Cases(all) : null;
    }

    /**
     * The highest brings the weight of the item, and each further one less, for a lower value: two
     * that overlap would leave open which counts.
     */
    private void checkSteps(
            JsonNode steps, BigDecimal weight, @Nullable Scoring scoring, String place) {
        int at = 0;
        BigDecimal before = null;
        for (var step : steps) {
            var points = step.path("points").asDecimal();
            var here = "%s/%d".formatted(place, at);
            if (before == null && points.compareTo(weight) != 0) {
                problem(here + "/points", plain(points), "sheet-steps-most", plain(weight));
            }
            boolean below =
                    before == null
                            || (points.compareTo(before) < 0 && (at == 0 || falls(scoring, at)));
            if (!below) {
                problem(
                        here,
                        step.path(step.has("from") ? "from" : "when").asString(""),
                        "sheet-steps-order");
            }
            before = points;
            at++;
        }
    }

    private static boolean falls(@Nullable Scoring scoring, int at) {
        return !(scoring instanceof Scoring.Steps(_, var steps, _))
                || steps.get(at).from().compareTo(steps.get(at - 1).from()) < 0;
    }

    private @Nullable Coefficients coefficients(JsonNode it, String place) {
        if (it.isMissingNode()) {
            return null;
        }
        var byDivision = new LinkedHashMap<String, BigDecimal>();
        int at = 0;
        for (var each : it.path("divisions")) {
            var here = "%s/divisions/%d/division".formatted(place, at++);
            var division = each.path("division").asString("");
            if (!IndustryCode.isDivision(division)) {
                problem(here, division, "sheet-division");
            } else if (byDivision.put(division, each.path("value").asDecimal()) != null) {
                problem(here, division, "duplicate");
            }
        }
        return new Coefficients(it.path("standard").asDecimal(), byDivision);
    }

    private @Nullable Measure measure(String text, String place) {
        try {
            return RuleText.measure(text, vocabulary);
        } catch (RuleFault e) {
            fault(e, text, place);
            return null;
        }
    }

    /** A number of the kind that is measured. */
    private @Nullable BigFraction quantity(String text, @Nullable Measure measure, String place) {
        try {
            var quantity = RuleText.quantity(text);
            if (measure != null && quantity.kind() != measure.kind()) {
                kinds(text, measure.kind(), quantity, place);
                return null;
            }
            return quantity.number();
        } catch (RuleFault e) {
            fault(e, text, place);
            return null;
        }
    }

    private void kinds(String text, Kind measured, Quantity quantity, String place) {
        problem(place, text, "rule-kinds", "1", measured.name(), quantity.kind().name());
    }

    private void fault(RuleFault fault, String text, String place) {
        var details = new ArrayList<String>();
        details.add(String.valueOf(fault.at() + 1));
        details.addAll(fault.details());
        problem(place, text, fault.code(), details.toArray(String[]::new));
    }

    private void problem(String place, String value, String code, String... details) {
        problems.add(file, null, place, value, code, details);
    }

    private static Clause source(JsonNode it, @Nullable Clause otherwise) {
        var basis = it.path("basis");
        return basis.isMissingNode() && otherwise != null
                ? otherwise
                : new Clause(basis.path("document").asString(), basis.path("place").asString());
    }

    private static boolean confirmed(JsonNode it, boolean otherwise) {
        var mark = it.path("basis").path("mark");
        return mark.isMissingNode() ? otherwise : mark.asString().equals("verified");
    }

    private static @Nullable Bilingual reading(JsonNode it) {
        return it.has("reading") ? name(it.path("reading")) : null;
    }

    private static Bilingual name(JsonNode it) {
        return new Bilingual(it.path("zh").asString(), it.path("en").asString());
    }

    private static @Nullable BigDecimal number(JsonNode it) {
        return it.isNumber() ? it.asDecimal() : null;
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
