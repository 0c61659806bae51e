package yanzhen.app.challenge.need.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.challenge.need.Likeness;
import yanzhen.app.challenge.need.Need;
import yanzhen.app.challenge.need.Need.Draft;
import yanzhen.app.challenge.need.Need.State;
import yanzhen.app.challenge.need.Need.Target;
import yanzhen.app.challenge.need.NeedRules;
import yanzhen.app.challenge.need.NeedRules.Rule;
import yanzhen.app.challenge.need.Needs;
import yanzhen.app.challenge.need.web.NeedWords.Amount;
import yanzhen.app.challenge.need.web.NeedWords.Place;
import yanzhen.app.site.Choice;

/**
 * Builds the page of one need: what it says, how it was judged, what happened, what can be done.
 */
@Component
class NeedViews {

    /** One content that a need must say. */
    record RuleLine(String field, String why, String source, boolean reading) {
        static RuleLine of(Rule it, Locale locale) {
            return new RuleLine(
                    it.content().field(),
                    it.why().in(locale),
                    it.source().toString(),
                    it.reading());
        }
    }

    /** A line of the checklist. */
    record CheckLine(RuleLine rule, boolean said) {}

    record TargetLine(
            String metric, String sign, String value, String unit, String test, boolean whole) {}

    /** An answer under a judgement. */
    record AnswerLine(String ask, boolean yes, String ground) {}

    /** A judgement with what to do instead. */
    record JudgementLine(
            int round,
            String verdict,
            String reason,
            List<AnswerLine> answers,
            String by,
            String at,
            @Nullable String instead,
            @Nullable String page) {}

    record StepLine(
            @Nullable String from,
            String to,
            String reason,
            @Nullable String by,
            String at,
            List<Changed> changed) {}

    /** What one handing in said otherwise than the one before. */
    record Changed(String field, String before, String after) {}

    record CoOwnerLine(UUID need, UUID organisation, String name, String title, boolean mayPart) {}

    record CallLine(UUID challenge, String title, String state, String at) {}

    /** A need that is alike, with why. */
    record AlikeLine(
            UUID id,
            String title,
            String ownerName,
            String state,
            int percent,
            List<Why> whys,
            String problem,
            List<String> targets,
            boolean mergeable,
            boolean synthetic) {}

    /** How like one part is. */
    record Why(String part, int percent, List<String> shared) {}

    /** What the viewer may do. */
    record Moves(
            boolean edit,
            boolean submit,
            boolean withdraw,
            boolean judge,
            boolean ownJudgement,
            boolean merge,
            boolean part,
            boolean call) {}

    /** All that the template of one need may read. */
    record View(
            UUID id,
            String title,
            String state,
            boolean synthetic,
            UUID owner,
            String ownerName,
            String collectedBy,
            int round,
            @Nullable String submitted,
            @Nullable Place place,
            String problem,
            String category,
            @Nullable Amount budget,
            @Nullable Choice payer,
            String payerText,
            List<TargetLine> targets,
            String ipRule,
            String commitment,
            String commitmentText,
            @Nullable String wantedBy,
            List<CheckLine> checklist,
            int missing,
            List<JudgementLine> judgements,
            List<StepLine> steps,
            @Nullable Choice root,
            List<CoOwnerLine> coOwners,
            List<CallLine> calls,
            List<AlikeLine> alike,
            String alikeRule,
            String alikeWhy,
            boolean party,
            Moves moves) {}

    private final Needs needs;
    private final NeedWords words;

    NeedViews(Needs needs, NeedWords words) {
        this.needs = needs;
        this.words = words;
    }

    View of(Need it, Locale locale) {
        var draft = it.draft();
        var rules = needs.rules();
        var coOwners = needs.coOwners(it.id());
        var steps = needs.steps(it.id());
        var ids = new ArrayList<UUID>();
        ids.add(draft.owner());
        if (draft.payer() != null) {
            ids.add(draft.payer());
        }
        coOwners.forEach(co -> ids.add(co.organisation()));
        var names = words.names(ids, locale);
        boolean party = !steps.isEmpty() || words.runs(draft.owner());
        var checklist =
                rules.checklist(draft, words.today()).stream()
                        .map(line -> new CheckLine(RuleLine.of(line.rule(), locale), line.said()))
                        .toList();
        return new View(
                it.id(),
                draft.title(),
                it.state().name(),
                it.synthetic(),
                draft.owner(),
                names.getOrDefault(draft.owner(), ""),
                it.collectedBy().name(),
                it.round(),
                words.day(it.submittedAt()),
                NeedWords.place(words.weakLink(draft.weakLink()), locale),
                draft.problem(),
                draft.category() == null ? "" : draft.category().name(),
                NeedWords.amount(draft.budget(), locale),
                draft.payer() == null
                        ? null
                        : new Choice(
                                draft.payer().toString(), names.getOrDefault(draft.payer(), "")),
                draft.payerText(),
                draft.targets().stream().map(NeedViews::target).toList(),
                draft.ipRule(),
                draft.commitment() == null ? "" : draft.commitment().name(),
                draft.commitmentText(),
                draft.wantedBy() == null ? null : draft.wantedBy().toString(),
                checklist,
                (int) checklist.stream().filter(line -> !line.said()).count(),
                needs.judgements(it.id()).stream().map(j -> judgement(j, rules, locale)).toList(),
                steps(steps, locale),
                root(it),
                coOwners.stream()
                        .map(co ->
                                new CoOwnerLine(
                                        co.need(),
                                        co.organisation(),
                                        names.getOrDefault(co.organisation(), ""),
                                        co.title(),
                                        words.viewer().runsRegion()
                                                && it.state() != State.IN_CALL
                                                && it.state() != State.MET))
                        .toList(),
                needs.calls(it.id()).stream()
                        .map(call ->
                                new CallLine(
                                        call.challenge(),
                                        call.title(),
                                        call.state(),
                                        words.said(call.at())))
                        .toList(),
                party && State.wanting().contains(it.state()) ? alike(it.id(), locale) : List.of(),
                alikeRule(rules, locale),
                rules.likeness().why().in(locale),
                party,
                moves(it, coOwners.isEmpty()));
    }

    String alikeRule(NeedRules rules, Locale locale) {
        var rule = rules.likeness();
        return words.say(
                "need.alike.rule",
                locale,
                rule.threshold().movePointRight(2).stripTrailingZeros().toPlainString(),
                rule.title(),
                rule.problem(),
                rule.metrics(),
                rule.node());
    }

    /** What is alike, with the share of each part and the words that both have. */
    List<AlikeLine> alike(UUID id, Locale locale) {
        var found = needs.alike(id);
        var names =
                words.names(found.stream().map(it -> it.need().draft().owner()).toList(), locale);
        return found.stream().map(it -> alike(it, names)).toList();
    }

    private static AlikeLine alike(Needs.Alike it, Map<UUID, String> names) {
        var draft = it.need().draft();
        return new AlikeLine(
                it.need().id(),
                draft.title(),
                names.getOrDefault(draft.owner(), ""),
                it.need().state().name(),
                it.likeness().percent(),
                it.likeness().whys().stream()
                        .map(why ->
                                new Why(
                                        why.part().name(),
                                        new Likeness.Of(why.likeness(), List.of()).percent(),
                                        why.shared()))
                        .toList(),
                draft.problem(),
                draft.targets().stream().map(NeedViews::said).toList(),
                it.need().state().mergeable(),
                it.need().synthetic());
    }

    private Moves moves(Need it, boolean alone) {
        boolean runs = words.runs(it.draft().owner());
        var viewer = words.viewer();
        var against = needs.mayNotJudge(it);
        return new Moves(
                runs && it.state().editable(),
                runs && it.state().editable(),
                runs && it.state().withdrawable() && alone,
                it.state() == State.SUBMITTED && against.isEmpty(),
                it.state() == State.SUBMITTED && against.filter("own-need"::equals).isPresent(),
                viewer.runsRegion() && it.state().mergeable() && alone,
                viewer.runsRegion() && it.state() == State.MERGED,
                runs && it.state() == State.PUBLISHABLE && words.may("GET", "/challenges/new"));
    }

    private @Nullable Choice root(Need it) {
        var root = it.root();
        return root == null
                ? null
                : new Choice(
                        root.toString(),
                        needs.find(root).map(found -> found.draft().title()).orElse("—"));
    }

    static JudgementLine judgement(
            Need.Judgement it, NeedRules rules, NeedWords words, Locale locale) {
        var elsewhere = rules.elsewhere().get(it.verdict());
        return new JudgementLine(
                it.round(),
                it.verdict().name(),
                it.reason(),
                it.answers().stream()
                        .map(answer ->
                                new AnswerLine(
                                        rules.questions().stream()
                                                .filter(q -> q.key().equals(answer.question()))
                                                .map(q -> q.ask().in(locale))
                                                .findFirst()
                                                .orElse(answer.question()),
                                        answer.yes(),
                                        answer.ground()))
                        .toList(),
                it.by(),
                words.said(it.at()),
                elsewhere == null ? null : elsewhere.say().in(locale),
                elsewhere == null || elsewhere.page().isEmpty() ? null : elsewhere.page());
    }

    private JudgementLine judgement(Need.Judgement it, NeedRules rules, Locale locale) {
        return judgement(it, rules, words, locale);
    }

    private List<StepLine> steps(List<Need.Step> steps, Locale locale) {
        var lines = new ArrayList<StepLine>();
        Draft before = null;
        for (var it : steps) {
            var content = it.content();
            lines.add(
                    new StepLine(
                            it.from() == null ? null : it.from().name(),
                            it.to().name(),
                            it.reason(),
                            it.by(),
                            words.said(it.at()),
                            before == null || content == null
                                    ? List.of()
                                    : changed(before, content, locale)));
            if (content != null) {
                before = content;
            }
        }
        return lines.reversed();
    }

    private List<Changed> changed(Draft before, Draft after, Locale locale) {
        var changed = new ArrayList<Changed>();
        put(changed, "title", before.title(), after.title());
        put(changed, "problem", before.problem(), after.problem());
        put(
                changed,
                "budget",
                before.budget() == null ? "" : before.budget().toString(),
                after.budget() == null ? "" : after.budget().toString());
        put(changed, "payer", payer(before, locale), payer(after, locale));
        put(changed, "targets", targets(before), targets(after));
        put(changed, "ipRule", before.ipRule(), after.ipRule());
        put(changed, "commitmentText", before.commitmentText(), after.commitmentText());
        put(
                changed,
                "wantedBy",
                String.valueOf(before.wantedBy()),
                String.valueOf(after.wantedBy()));
        return changed;
    }

    private String payer(Draft it, Locale locale) {
        return it.payer() == null ? it.payerText() : words.name(it.payer(), locale);
    }

    private static String targets(Draft it) {
        return String.join("\n", it.targets().stream().map(NeedViews::said).toList());
    }

    private static void put(List<Changed> changed, String field, String before, String after) {
        if (!before.equals(after)) {
            changed.add(new Changed(field, before, after));
        }
    }

    private static TargetLine target(Target it) {
        return new TargetLine(
                it.metric(),
                it.atLeast() ? "≥" : "≤",
                NewNeeds.plain(it.value()),
                it.unit(),
                it.testMethod(),
                it.whole());
    }

    /** In one line, with how it is tested. */
    static String said(Target it) {
        return "%s %s %s %s（%s）"
                .formatted(
                        it.metric(),
                        it.atLeast() ? "≥" : "≤",
                        NewNeeds.plain(it.value()),
                        it.unit(),
                        it.testMethod());
    }
}
