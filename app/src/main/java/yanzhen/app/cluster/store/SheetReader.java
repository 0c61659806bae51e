package yanzhen.app.cluster.store;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import yanzhen.app.cluster.ScoreSheet;
import yanzhen.app.cluster.ScoreSheet.Coefficients;
import yanzhen.app.cluster.ScoreSheet.Factor;
import yanzhen.app.cluster.ScoreSheet.Head;
import yanzhen.app.cluster.ScoreSheet.Item;
import yanzhen.app.cluster.ScoreSheet.Part;
import yanzhen.app.cluster.ScoreSheet.Scoring;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.kernel.IndustryCode;
import yanzhen.app.kernel.Problems;
import yanzhen.app.rules.Vocabulary;

/**
 * Reads a score sheet as a pack wrote it, and finds all that is wrong with it. What cannot be read
 * is left to people, so that a round can be read when the pack has other data meanwhile.
 */
final class SheetReader {

    private final String file;
    private final Problems problems;
    private final ScoringReader scorings;
    private final Set<String> keys = new HashSet<>();

    private SheetReader(String file, Vocabulary vocabulary, Problems problems) {
        this.file = file;
        this.problems = problems;
        this.scorings = new ScoringReader(file, vocabulary, problems);
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
                scorings.read(it, weight, place),
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
