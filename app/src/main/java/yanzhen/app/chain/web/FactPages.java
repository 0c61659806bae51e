package yanzhen.app.chain.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.NodeFact;
import yanzhen.app.chain.NodeFact.Statement;
import yanzhen.app.chain.NodeFacts;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** 节点事实: stating one, correcting it, withdrawing it. */
@Controller
class FactPages {

    private static final String FACTS = "/chains/{chain}/nodes/{node}/facts";

    /** All that the form's template may read. */
    record Form(
            NodeLine node,
            NewFacts.Typing typed,
            @Nullable UUID fact,
            boolean synthetic,
            List<String> kinds,
            List<String> confidences) {}

    /** The form that withdraws. */
    record Withdrawal(@Nullable String key, @Nullable String reason) {}

    record StateCommand(UUID node, Statement statement) {}

    record CorrectCommand(UUID fact, Statement statement, String reason) {}

    record WithdrawCommand(UUID fact, String reason) {}

    private final Atlas atlas;
    private final NodeFacts facts;
    private final Commands commands;
    private final Clock clock;

    FactPages(Atlas atlas, NodeFacts facts, Commands commands, Clock clock) {
        this.atlas = atlas;
        this.facts = facts;
        this.commands = commands;
        this.clock = clock;
    }

    /** The node and who answers for what is said of it. */
    private record Place(NodeLine line, Bilingual owner) {}

    @GetMapping(FACTS + "/new")
    ModelAndView blank(@PathVariable String chain, @PathVariable UUID node, Locale locale) {
        var place = place(chain, node, locale);
        return form(place, NewFacts.Typing.nothing(place.owner), null, new Problems());
    }

    @PostMapping(FACTS)
    ModelAndView state(
            @PathVariable String chain,
            @PathVariable UUID node,
            @ModelAttribute NewFacts.Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        var place = place(chain, node, locale);
        var problems = new Problems();
        var statement = read(typed, place, null, problems);
        if (statement == null) {
            return form(place, typed, null, problems);
        }
        try {
            commands.once(
                    Typed.text(typed.key()),
                    new StateCommand(node, statement),
                    () -> facts.state(node, statement).toString());
        } catch (NodeFacts.Overlapping e) {
            return form(place, typed, null, overlapping(statement));
        }
        return changed(place, "fact-stated", flash);
    }

    @GetMapping(FACTS + "/{fact}/edit")
    ModelAndView edit(
            @PathVariable String chain,
            @PathVariable UUID node,
            @PathVariable UUID fact,
            Locale locale) {
        var old = of(node, fact);
        if (!old.present()) {
            throw new NodeFacts.Superseded(fact);
        }
        return form(place(chain, node, locale), NewFacts.Typing.of(old), old, new Problems());
    }

    @PostMapping(FACTS + "/{fact}/correction")
    ModelAndView correct(
            @PathVariable String chain,
            @PathVariable UUID node,
            @PathVariable UUID fact,
            @ModelAttribute NewFacts.Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        var place = place(chain, node, locale);
        var old = of(node, fact);
        var problems = new Problems();
        var reason = Typed.reason(typed.reason(), problems);
        var statement = read(typed, place, old, problems);
        if (statement == null) {
            return form(place, typed, old, problems);
        }
        try {
            commands.once(
                    Typed.text(typed.key()),
                    new CorrectCommand(fact, statement, reason),
                    () -> facts.correct(fact, statement, reason).toString());
        } catch (NodeFacts.Overlapping e) {
            return form(place, typed, old, overlapping(statement));
        }
        return changed(place, "fact-corrected", flash);
    }

    @PostMapping(FACTS + "/{fact}/withdrawal")
    ModelAndView withdraw(
            @PathVariable String chain,
            @PathVariable UUID node,
            @PathVariable UUID fact,
            @ModelAttribute Withdrawal typed,
            RedirectAttributes flash,
            Locale locale) {
        var place = place(chain, node, locale);
        var old = of(node, fact);
        var problems = new Problems();
        var reason = Typed.reason(typed.reason, problems);
        if (!problems.none()) {
            return form(place, NewFacts.Typing.of(old), old, problems);
        }
        commands.once(
                Typed.text(typed.key),
                new WithdrawCommand(fact, reason),
                fact,
                () -> facts.withdraw(fact, reason));
        return changed(place, "fact-withdrawn", flash);
    }

    private @Nullable Statement read(
            NewFacts.Typing typed, Place place, @Nullable NodeFact old, Problems problems) {
        boolean invented = old != null && old.statement().synthetic();
        return NewFacts.read(typed, place.owner, invented, LocalDate.now(clock), problems);
    }

    private static Problems overlapping(Statement statement) {
        var problems = new Problems();
        problems.add("", null, "value", statement.value(), "fact-overlapping-stored");
        return problems;
    }

    private static ModelAndView changed(Place place, String done, RedirectAttributes flash) {
        flash.addFlashAttribute("done", done);
        return new ModelAndView(
                "redirect:/chains/" + place.line.chain() + "/nodes/" + place.line.id());
    }

    private Place place(String chain, UUID node, Locale locale) {
        var map = atlas.map(chain).orElseThrow(() -> new NotFound("chain", chain));
        return map.node(node)
                .map(it -> new Place(NodeLine.of(map, it, locale), map.chain().owner()))
                .orElseThrow(() -> new NotFound("node", node));
    }

    private NodeFact of(UUID node, UUID fact) {
        return facts.find(fact)
                .filter(it -> it.node().equals(node))
                .orElseThrow(() -> new NotFound("node-fact", fact));
    }

    private static ModelAndView form(
            Place place, NewFacts.Typing typed, @Nullable NodeFact fact, Problems problems) {
        var view = FormPage.of("chain/fact-form", problems);
        view.addObject(
                "form",
                new Form(
                        place.line,
                        typed,
                        fact == null ? null : fact.id(),
                        fact != null && fact.statement().synthetic(),
                        Arrays.stream(NodeFact.Kind.values()).map(Enum::name).toList(),
                        Arrays.stream(Confidence.values()).map(Enum::name).toList()));
        return view;
    }
}
