package yanzhen.app.chain.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
import yanzhen.app.chain.NodeOwner;
import yanzhen.app.chain.NodeOwners;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Regions;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** 节点责任人: naming who answers for a node, and who did before. */
@Controller
class OwnerPages {

    private static final String OWNER = "/chains/{chain}/nodes/{node}/owner";

    /** What the form holds. */
    record Typing(
            @Nullable String key,
            @Nullable String kind,
            @Nullable String district,
            @Nullable String code,
            @Nullable String reason) {}

    /**
     * All that the template may read.
     *
     * @param present name of the owner; null when nobody was named
     */
    record Form(
            NodeLine node,
            @Nullable String present,
            Typing typed,
            List<String> kinds,
            List<Choice> districts,
            List<Term> terms) {}

    record Term(
            String owner,
            LocalDate since,
            @Nullable LocalDate until,
            String reason,
            @Nullable String by) {}

    record NameCommand(UUID node, NodeOwner owner, String reason) {}

    record EndCommand(UUID node, String reason) {}

    private final Atlas atlas;
    private final NodeOwners owners;
    private final Organisations organisations;
    private final Regions regions;
    private final Posts posts;
    private final Commands commands;
    private final Clock clock;

    OwnerPages(
            Atlas atlas,
            NodeOwners owners,
            Organisations organisations,
            Regions regions,
            Posts posts,
            Commands commands,
            Clock clock) {
        this.atlas = atlas;
        this.owners = owners;
        this.organisations = organisations;
        this.regions = regions;
        this.posts = posts;
        this.commands = commands;
        this.clock = clock;
    }

    @GetMapping(OWNER + "/edit")
    ModelAndView show(@PathVariable String chain, @PathVariable UUID node, Locale locale) {
        var typed = new Typing(null, "ORGANISATION", "", "", "");
        return page(line(chain, node, locale), typed, new Problems(), locale);
    }

    @PostMapping(OWNER)
    ModelAndView name(
            @PathVariable String chain,
            @PathVariable UUID node,
            @ModelAttribute Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        var line = line(chain, node, locale);
        var problems = new Problems();
        var owner = owner(typed, problems);
        var reason = Typed.reason(typed.reason, problems);
        if (owner == null || !problems.none()) {
            return page(line, typed, problems, locale);
        }
        commands.once(
                Typed.text(typed.key),
                new NameCommand(node, owner, reason),
                node,
                () -> owners.name(node, owner, reason));
        flash.addFlashAttribute("done", "owner-named");
        return back(line);
    }

    private @Nullable NodeOwner owner(Typing typed, Problems problems) {
        var kind = Typed.choice("kind", typed.kind, NodeOwner.Kind.class, true, problems);
        if (kind == null) {
            return null;
        }
        return switch (kind) {
            case TASK_FORCE -> NodeOwner.TASK_FORCE;
            case DISTRICT -> district(Typed.text(typed.district), problems);
            case ORGANISATION -> body(Typed.text(typed.code), problems);
        };
    }

    private @Nullable NodeOwner district(String code, Problems problems) {
        if (regions.places().stream().noneMatch(it -> it.code().equals(code))) {
            problems.add(
                    "", null, "district", code, code.isEmpty() ? "required" : "unknown-reference");
            return null;
        }
        return NodeOwner.district(code);
    }

    private @Nullable NodeOwner body(String code, Problems problems) {
        if (code.isEmpty()) {
            problems.add("", null, "code", "", "required");
            return null;
        }
        try {
            var found = organisations.findByKey(NewStatements.key(code));
            if (found.isEmpty()) {
                problems.add("", null, "code", code, "supplier-unregistered");
            }
            return found.map(it -> NodeOwner.organisation(it.id())).orElse(null);
        } catch (IllegalArgumentException e) {
            problems.add("", null, "code", code, "credit-code-check");
            return null;
        }
    }

    @PostMapping(OWNER + "/end")
    ModelAndView end(
            @PathVariable String chain,
            @PathVariable UUID node,
            @ModelAttribute Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        var line = line(chain, node, locale);
        var problems = new Problems();
        var reason = Typed.reason(typed.reason, problems);
        if (!problems.none()) {
            return page(line, typed, problems, locale);
        }
        commands.once(
                Typed.text(typed.key),
                new EndCommand(node, reason),
                node,
                () -> owners.end(node, reason));
        flash.addFlashAttribute("done", "owner-ended");
        return back(line);
    }

    private static ModelAndView back(NodeLine line) {
        return new ModelAndView("redirect:/chains/" + line.chain() + "/nodes/" + line.id());
    }

    private ModelAndView page(NodeLine line, Typing typed, Problems problems, Locale locale) {
        var terms = owners.history(line.id());
        var names = posts.namesOf(terms.stream().map(NodeOwners.Term::owner).toList(), locale);
        var today = LocalDate.now(clock);
        return FormPage.of("chain/owner-form", problems)
                .addObject(
                        "form",
                        new Form(
                                line,
                                owners.of(line.id(), today).map(names::of).orElse(null),
                                typed,
                                Arrays.stream(NodeOwner.Kind.values()).map(Enum::name).toList(),
                                districts(locale),
                                terms.stream()
                                        .map(it ->
                                                new Term(
                                                        names.of(it.owner()),
                                                        it.since(),
                                                        it.until(),
                                                        it.reason(),
                                                        it.recordedBy()))
                                        .toList()));
    }

    private List<Choice> districts(Locale locale) {
        return regions.places().stream()
                .map(it -> new Choice(it.code(), Objects.requireNonNull(it.name().in(locale))))
                .toList();
    }

    private NodeLine line(String chain, UUID node, Locale locale) {
        var map = atlas.map(chain).orElseThrow(() -> new NotFound("chain", chain));
        return map.node(node)
                .map(it -> NodeLine.of(map, it, locale))
                .orElseThrow(() -> new NotFound("node", node));
    }
}
