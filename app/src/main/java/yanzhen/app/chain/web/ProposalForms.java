package yanzhen.app.chain.web;

import java.time.Clock;
import java.time.LocalDate;
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
import yanzhen.app.chain.NodeFacts;
import yanzhen.app.chain.Proposals;
import yanzhen.app.chain.Proposals.Kind;
import yanzhen.app.chain.Proposals.Said;
import yanzhen.app.chain.Proposals.Subject;
import yanzhen.app.chain.Provision;
import yanzhen.app.chain.Provisions;
import yanzhen.app.chain.UpdateRequest;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** 提出更正: the form in which a body or an owner says what became of a fact. */
@Controller
class ProposalForms {

    private static final String PROVISION =
            "/chains/{chain}/nodes/{node}/provisions/{provision}/proposals";
    private static final String FACT = "/chains/{chain}/nodes/{node}/facts/{fact}/proposals";

    /** What the form holds. */
    record Typing(
            @Nullable String key,
            @Nullable String way,
            @Nullable String share,
            @Nullable String value,
            @Nullable String sourceTitle,
            @Nullable String sourceUrl,
            @Nullable String asOf,
            @Nullable String note) {}

    /**
     * All that the template may read.
     *
     * @param action address that takes the form
     * @param kind PROVISION, or a kind of fact on a node
     * @param about the supplier; empty for a fact on the node
     * @param now what the fact says
     */
    record Form(
            NodeLine node,
            String action,
            String kind,
            boolean supplier,
            String about,
            String now,
            Source source,
            LocalDate staleAfter,
            boolean synthetic,
            Typing typed) {}

    record ProposeCommand(Subject subject, Said said) {}

    private final Atlas atlas;
    private final Provisions provisions;
    private final NodeFacts facts;
    private final Proposals proposals;
    private final Commands commands;
    private final Clock clock;

    ProposalForms(
            Atlas atlas,
            Provisions provisions,
            NodeFacts facts,
            Proposals proposals,
            Commands commands,
            Clock clock) {
        this.atlas = atlas;
        this.provisions = provisions;
        this.facts = facts;
        this.proposals = proposals;
        this.commands = commands;
        this.clock = clock;
    }

    @GetMapping(PROVISION + "/new")
    ModelAndView ofSupplier(
            @PathVariable String chain,
            @PathVariable UUID node,
            @PathVariable UUID provision,
            Locale locale) {
        var fact = supplier(node, provision);
        proposals.mustConcern(new Subject(provision, null));
        var typed = typing(NewStatements.written(fact.statement()), "");
        return page(form(line(chain, node, locale), fact, typed, locale), new Problems());
    }

    @PostMapping(PROVISION)
    ModelAndView proposeOfSupplier(
            @PathVariable String chain,
            @PathVariable UUID node,
            @PathVariable UUID provision,
            @ModelAttribute Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        var form = form(line(chain, node, locale), supplier(node, provision), typed, locale);
        var problems = new Problems();
        var way = Typed.choice("way", typed.way, Kind.class, true, problems);
        var value = way == Kind.CHANGE ? share(typed.share, problems) : null;
        return propose(new Subject(provision, null), form, way, value, problems, flash);
    }

    private static @Nullable String share(@Nullable String typed, Problems problems) {
        if (NewStatements.isNegligible(typed)) {
            return Said.NEGLIGIBLE;
        }
        var share = NewStatements.share(typed, problems);
        return share == null ? Said.UNKNOWN : Reckoning.plain(share);
    }

    @GetMapping(FACT + "/new")
    ModelAndView ofFact(
            @PathVariable String chain,
            @PathVariable UUID node,
            @PathVariable UUID fact,
            Locale locale) {
        var old = fact(node, fact);
        proposals.mustConcern(new Subject(null, fact));
        var typed = typing("", old.statement().value());
        return page(form(line(chain, node, locale), old, typed), new Problems());
    }

    @PostMapping(FACT)
    ModelAndView proposeOfFact(
            @PathVariable String chain,
            @PathVariable UUID node,
            @PathVariable UUID fact,
            @ModelAttribute Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        var old = fact(node, fact);
        var form = form(line(chain, node, locale), old, typed);
        var problems = new Problems();
        var way = Typed.choice("way", typed.way, Kind.class, true, problems);
        var value =
                way == Kind.CHANGE
                        ? NewFacts.value(old.statement().kind(), typed.value, problems)
                        : null;
        return propose(new Subject(null, fact), form, way, value, problems, flash);
    }

    private ModelAndView propose(
            Subject subject,
            Form form,
            @Nullable Kind way,
            @Nullable String value,
            Problems problems,
            RedirectAttributes flash) {
        var typed = form.typed;
        var title = Typed.text("sourceTitle", typed.sourceTitle, 2, 200, problems);
        var url = Typed.text(typed.sourceUrl);
        if (!url.isEmpty() && !NewSources.isUrl(url)) {
            problems.add("", null, "sourceUrl", url, "url");
        }
        var asOf = Typed.requiredDay("asOf", typed.asOf, problems);
        var note = Typed.text("note", typed.note, way == Kind.CONFIRM ? 0 : 2, 500, problems);
        if (way == null || asOf == null || !problems.none()) {
            return page(form, problems);
        }
        var said =
                new Said(
                        way,
                        value,
                        title,
                        url.isEmpty() ? null : url,
                        asOf,
                        note.isEmpty() ? null : note);
        try {
            commands.once(
                    Typed.text(typed.key),
                    new ProposeCommand(subject, said),
                    () -> proposals.propose(subject, said).toString());
        } catch (Problems.Refused e) {
            return page(form, e.problems());
        }
        flash.addFlashAttribute("done", "proposal-made");
        return new ModelAndView("redirect:/proposals");
    }

    private Typing typing(String share, String value) {
        return new Typing(
                null, "CONFIRM", share, value, "", "", LocalDate.now(clock).toString(), "");
    }

    private Form form(NodeLine line, Provision fact, Typing typed, Locale locale) {
        var said = fact.statement();
        return new Form(
                line,
                "/chains/%s/nodes/%s/provisions/%s/proposals"
                        .formatted(line.chain(), line.id(), fact.id()),
                UpdateRequest.PROVISION,
                true,
                said.provider().in(locale),
                NewStatements.written(said),
                Source.of(said.source()),
                fact.staleAfter(),
                said.synthetic(),
                typed);
    }

    private static Form form(NodeLine line, NodeFact fact, Typing typed) {
        var said = fact.statement();
        return new Form(
                line,
                "/chains/%s/nodes/%s/facts/%s/proposals"
                        .formatted(line.chain(), line.id(), fact.id()),
                said.kind().name(),
                false,
                "",
                said.value(),
                Source.of(said.source()),
                fact.staleAfter(),
                said.synthetic(),
                typed);
    }

    private static ModelAndView page(Form form, Problems problems) {
        return FormPage.of("chain/proposal-form", problems).addObject("form", form);
    }

    private NodeLine line(String chain, UUID node, Locale locale) {
        var map = atlas.map(chain).orElseThrow(() -> new NotFound("chain", chain));
        return map.node(node)
                .map(it -> NodeLine.of(map, it, locale))
                .orElseThrow(() -> new NotFound("node", node));
    }

    private Provision supplier(UUID node, UUID id) {
        var found =
                provisions
                        .find(id)
                        .filter(it -> it.node().equals(node))
                        .orElseThrow(() -> new NotFound("provision", id));
        if (!found.present()) {
            throw new Provisions.Superseded(id);
        }
        return found;
    }

    private NodeFact fact(UUID node, UUID id) {
        var found =
                facts.find(id)
                        .filter(it -> it.node().equals(node))
                        .orElseThrow(() -> new NotFound("node-fact", id));
        if (!found.present()) {
            throw new NodeFacts.Superseded(id);
        }
        return found;
    }
}
