package yanzhen.app.chain.taskforce.web;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.taskforce.Abilities;
import yanzhen.app.chain.taskforce.Plan;
import yanzhen.app.chain.taskforce.ResponseRules;
import yanzhen.app.site.Choice;
import yanzhen.app.site.Sheet;

/** Plans as lines, with the names of all that they speak of, in a fixed number of queries. */
@Component
class PlanRows {

    private static final List<String> HEADS =
            List.of(
                    "plan.node",
                    "plan.direction",
                    "plan.kind",
                    "plan.title",
                    "plan.effect",
                    "plan.organisations",
                    "plan.owner",
                    "plan.due",
                    "plan.state",
                    "taskforce.mark");

    private final Atlas atlas;
    private final Abilities abilities;
    private final Words words;

    PlanRows(Atlas atlas, Abilities abilities, Words words) {
        this.atlas = atlas;
        this.abilities = abilities;
        this.words = words;
    }

    /** Names of chains by key. */
    Map<String, String> chains(Locale locale) {
        var names = new HashMap<String, String>();
        atlas.chains().forEach(it -> names.put(it.chain().key(), it.chain().name().in(locale)));
        return names;
    }

    List<PlanLine> of(List<Plan> plans, Locale locale) {
        if (plans.isEmpty()) {
            return List.of();
        }
        var rules = words.rules();
        var nodes = abilities.names(plans.stream().map(Plan::node).distinct().toList());
        var names =
                words.names(
                        plans.stream()
                                .flatMap(it -> it.draft().organisations().stream())
                                .distinct()
                                .toList(),
                        locale);
        return plans.stream()
                .map(it -> {
                    var named = nodes.get(it.node());
                    return line(
                            it, named == null ? "" : named.name().in(locale), names, rules, locale);
                })
                .toList();
    }

    private PlanLine line(
            Plan it, String nodeName, Map<UUID, String> names, ResponseRules rules, Locale locale) {
        var draft = it.draft();
        return new PlanLine(
                it.id(),
                it.chain(),
                it.node(),
                nodeName,
                draft.direction().name(),
                kind(rules, draft.kind(), locale),
                draft.title(),
                draft.effect(),
                draft.organisations().stream()
                        .map(id -> new Choice(id.toString(), names.getOrDefault(id, "")))
                        .toList(),
                it.ownerName(),
                draft.due(),
                it.overdue(words.today()),
                it.state().name(),
                it.need() != null,
                it.work(),
                it.synthetic());
    }

    static String kind(ResponseRules rules, String key, Locale locale) {
        return rules.kind(key).map(it -> it.name().in(locale)).orElse(key);
    }

    Sheet sheet(List<PlanLine> lines, Locale locale) {
        var sheet = new Sheet(words.say("plans.title", locale), HEADS, it -> words.say(it, locale));
        for (var it : lines) {
            sheet.add(
                    it.nodeName(),
                    words.say("direction." + it.direction(), locale),
                    it.kind(),
                    it.title(),
                    it.effect(),
                    it.organisations().stream().map(Choice::name).collect(Collectors.joining("; ")),
                    it.owner(),
                    it.due(),
                    words.say("plan.state." + it.state(), locale),
                    it.synthetic() ? words.say("site.synthetic", locale) : "");
        }
        return sheet;
    }
}
