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
import yanzhen.app.chain.Looks;
import yanzhen.app.chain.Provision;
import yanzhen.app.chain.Provision.Statement;
import yanzhen.app.chain.Provisions;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** 供应记录: stating one, correcting it, withdrawing it. */
@Controller
class ProvisionPages {

    /** All that the form's template may read. */
    record Form(
            NodeLine node,
            NewStatements.Typing typed,
            @Nullable UUID provision,
            @Nullable String supplier,
            boolean synthetic,
            List<Choice> countries,
            List<String> confidences) {}

    /** The form that withdraws. */
    record Withdrawal(@Nullable String key, @Nullable String reason) {}

    record StateCommand(UUID node, Statement statement) {}

    record CorrectCommand(UUID provision, Statement statement, String reason) {}

    record WithdrawCommand(UUID provision, String reason) {}

    private final Looks looks;
    private final Atlas atlas;
    private final Provisions provisions;
    private final NewStatements reading;
    private final Organisations organisations;
    private final Countries countries;
    private final Commands commands;
    private final Clock clock;

    ProvisionPages(
            Looks looks,
            Atlas atlas,
            Provisions provisions,
            NewStatements reading,
            Organisations organisations,
            Countries countries,
            Commands commands,
            Clock clock) {
        this.looks = looks;
        this.atlas = atlas;
        this.provisions = provisions;
        this.reading = reading;
        this.organisations = organisations;
        this.countries = countries;
        this.commands = commands;
        this.clock = clock;
    }

    @GetMapping("/chains/{chain}/nodes/{node}/provisions/new")
    ModelAndView blank(@PathVariable String chain, @PathVariable UUID node, Locale locale) {
        return form(
                line(chain, node, locale),
                NewStatements.Typing.NOTHING,
                null,
                new Problems(),
                locale);
    }

    @PostMapping("/chains/{chain}/nodes/{node}/provisions")
    ModelAndView state(
            @PathVariable String chain,
            @PathVariable UUID node,
            @ModelAttribute NewStatements.Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        var line = line(chain, node, locale);
        var problems = new Problems();
        var statement = reading.read(typed, null, LocalDate.now(clock), problems);
        if (statement == null) {
            return form(line, typed, null, problems, locale);
        }
        try {
            var answer =
                    commands.once(
                            Typed.text(typed.key()),
                            new StateCommand(node, statement),
                            () -> provisions.state(node, statement).toString());
            return changed(line, "provision-stated", answer, flash);
        } catch (Provisions.Doubled e) {
            return form(line, typed, null, doubled(statement), locale);
        }
    }

    @GetMapping("/chains/{chain}/nodes/{node}/provisions/{provision}/edit")
    ModelAndView edit(
            @PathVariable String chain,
            @PathVariable UUID node,
            @PathVariable UUID provision,
            Locale locale) {
        var fact = present(node, provision);
        looks.atSuppliers(Looks.What.NODE, chain, List.of(node));
        return form(line(chain, node, locale), typed(fact), fact, new Problems(), locale);
    }

    @PostMapping("/chains/{chain}/nodes/{node}/provisions/{provision}/correction")
    ModelAndView correct(
            @PathVariable String chain,
            @PathVariable UUID node,
            @PathVariable UUID provision,
            @ModelAttribute NewStatements.Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        var line = line(chain, node, locale);
        var fact = of(node, provision);
        var problems = new Problems();
        var reason = Typed.reason(typed.reason(), problems);
        var statement = reading.read(typed, fact, LocalDate.now(clock), problems);
        if (statement == null) {
            return form(line, typed, fact, problems, locale);
        }
        try {
            var answer =
                    commands.once(
                            Typed.text(typed.key()),
                            new CorrectCommand(provision, statement, reason),
                            () -> provisions.correct(provision, statement, reason).toString());
            return changed(line, "provision-corrected", answer, flash);
        } catch (Provisions.Doubled e) {
            return form(line, typed, fact, doubled(statement), locale);
        }
    }

    private static Problems doubled(Statement statement) {
        var problems = new Problems();
        problems.add(
                "",
                null,
                statement.organisation() == null ? "supplierName" : "supplierCode",
                statement.provider().zh(),
                "supplier-doubled");
        return problems;
    }

    @PostMapping("/chains/{chain}/nodes/{node}/provisions/{provision}/withdrawal")
    ModelAndView withdraw(
            @PathVariable String chain,
            @PathVariable UUID node,
            @PathVariable UUID provision,
            @ModelAttribute Withdrawal typed,
            RedirectAttributes flash,
            Locale locale) {
        var line = line(chain, node, locale);
        var fact = of(node, provision);
        var problems = new Problems();
        var reason = Typed.reason(typed.reason, problems);
        if (!problems.none()) {
            return form(line, typed(fact), fact, problems, locale);
        }
        var answer =
                commands.once(
                        Typed.text(typed.key),
                        new WithdrawCommand(provision, reason),
                        provision,
                        () -> provisions.withdraw(provision, reason));
        return changed(line, "provision-withdrawn", answer, flash);
    }

    /** Back to the node, which tells what became of its verdict. */
    private static ModelAndView changed(
            NodeLine line, String done, Commands.Answer answer, RedirectAttributes flash) {
        flash.addFlashAttribute("done", done);
        if (!answer.replayed()) {
            flash.addFlashAttribute("stateBefore", line.state());
        }
        return new ModelAndView("redirect:/chains/" + line.chain() + "/nodes/" + line.id());
    }

    private NewStatements.Typing typed(Provision fact) {
        var organisation = fact.statement().organisation();
        return NewStatements.Typing.of(
                fact, organisation == null ? null : organisations.find(organisation).orElse(null));
    }

    private NodeLine line(String chain, UUID node, Locale locale) {
        var map = atlas.map(chain).orElseThrow(() -> new NotFound("chain", chain));
        return map.node(node)
                .map(it -> NodeLine.of(map, it, locale))
                .orElseThrow(() -> new NotFound("node", node));
    }

    private Provision of(UUID node, UUID provision) {
        return provisions
                .find(provision)
                .filter(it -> it.node().equals(node))
                .orElseThrow(() -> new NotFound("provision", provision));
    }

    private Provision present(UUID node, UUID provision) {
        var fact = of(node, provision);
        if (!fact.present()) {
            throw new Provisions.Superseded(provision);
        }
        return fact;
    }

    private ModelAndView form(
            NodeLine line,
            NewStatements.Typing typed,
            @Nullable Provision fact,
            Problems problems,
            Locale locale) {
        var view = FormPage.of("chain/provision-form", problems);
        view.addObject(
                "form",
                new Form(
                        line,
                        typed,
                        fact == null ? null : fact.id(),
                        fact == null ? null : fact.statement().provider().in(locale),
                        fact != null && fact.statement().synthetic(),
                        countries.all(locale),
                        Arrays.stream(Confidence.values()).map(Enum::name).toList()));
        return view;
    }
}
