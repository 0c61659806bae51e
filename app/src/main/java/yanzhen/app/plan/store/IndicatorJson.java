package yanzhen.app.plan.store;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.plan.Indicator;
import yanzhen.app.plan.OwnRule;
import yanzhen.app.plan.Target;

/**
 * An indicator as one JSON document: the entry of {@code indicators.yaml} with its category's name
 * put in, in the form that the schema of that file fixes.
 */
@Component
class IndicatorJson {

    private final ObjectMapper mapper;

    IndicatorJson(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** What is stored: the entry of the pack and the category that it names. */
    String stored(JsonNode entry, JsonNode category) {
        ObjectNode content = (ObjectNode) entry.deepCopy();
        content.set("category", category.deepCopy());
        content.set("wording", entry.path("target").deepCopy());
        content.set("own", entry.path("counts").deepCopy());
        return mapper.writeValueAsString(content);
    }

    Indicator read(String stored) {
        var node = mapper.readTree(stored);
        var category = node.path("category");
        return new Indicator(
                node.path("number").asInt(),
                node.path("key").asString(),
                new Indicator.Group(category.path("key").asString(), bilingual(category)),
                bilingual(node.path("name")),
                bilingual(node.path("unit")),
                node.path("decimals").asInt(),
                node.path("scale").asInt(1),
                Indicator.Shape.valueOf(node.path("shape").asString().toUpperCase(Locale.ROOT)),
                node.path("clause").asString(),
                wording(node.path("wording")),
                wordings(node.path("alsoWorded")),
                baseline(node.path("baseline")),
                bilingualOrNull(node.path("definition")),
                ratio(node.path("ratio")),
                own(node.path("own")));
    }

    /**
     * The target of an entry.
     *
     * @throws IllegalArgumentException when the number is missing or out of range
     */
    static Target target(JsonNode node) {
        return switch (node.path("kind").asString()) {
            case "about" -> new Target.About(number(node.path("value")));
            case "at-least" -> new Target.AtLeast(number(node.path("value")));
            case "more-than" -> new Target.MoreThan(number(node.path("value")));
            case "reach" -> new Target.Reach(number(node.path("value")));
            case "among-leaders" -> new Target.AmongLeaders(node.path("within").asInt(0));
            default ->
                    throw new IllegalArgumentException(
                            "There is no kind of target '%s'."
                                    .formatted(node.path("kind").asString()));
        };
    }

    private static Indicator.Wording wording(JsonNode node) {
        return new Indicator.Wording(
                target(node),
                node.path("wording").asString(),
                node.path("place").asString(),
                bilingualOrNull(node.path("interpretation")));
    }

    private static List<Indicator.Wording> wordings(JsonNode nodes) {
        var found = new ArrayList<Indicator.Wording>();
        nodes.forEach(it -> found.add(wording(it)));
        return found;
    }

    private static Indicator.@Nullable Baseline baseline(JsonNode node) {
        return node.isMissingNode()
                ? null
                : new Indicator.Baseline(
                        number(node.path("value")),
                        node.path("period").asString(),
                        node.path("place").asString(),
                        bilingualOrNull(node.path("note")));
    }

    private static Indicator.@Nullable Ratio ratio(JsonNode node) {
        return node.isMissingNode()
                ? null
                : new Indicator.Ratio(
                        node.path("numerator").asString(),
                        node.path("denominator").asString(),
                        number(node.path("factor")));
    }

    private static OwnRule own(JsonNode node) {
        return switch (node.path("from").asString()) {
            case "recognitions" -> new OwnRule.RecognitionsInForce(texts(node.path("schemes")));
            case "outcomes" -> new OwnRule.AcceptedOutcomes(node.path("category").asString());
            case "contracts" ->
                    new OwnRule.RegisteredContracts(node.path("denominator").asString());
            case "series" -> new OwnRule.StatisticsOnly();
            default -> new OwnRule.NoRecords(bilingualOrNull(node.path("note")));
        };
    }

    private static List<String> texts(JsonNode nodes) {
        var found = new ArrayList<String>();
        nodes.forEach(it -> found.add(it.asString()));
        return found;
    }

    static BigDecimal number(JsonNode node) {
        return new BigDecimal(node.asString("0"));
    }

    static Bilingual bilingual(JsonNode node) {
        return new Bilingual(node.path("zh").asString(), node.path("en").asString());
    }

    private static @Nullable Bilingual bilingualOrNull(JsonNode node) {
        return node.isObject() ? bilingual(node) : null;
    }
}
