package yanzhen.app.chain.web;

import java.util.Arrays;
import java.util.Comparator;
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
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.ChainDraft.NodeRow;
import yanzhen.app.chain.NodeEntries;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** 节点维护: the form for what a node is, where it stands and what it is joined with. */
@Controller
class NodeForms {

    private static final String NODE = "/chains/{chain}/nodes/{node}";

    /** What the form of the node holds. */
    record Typing(
            @Nullable String key,
            @Nullable String nameZh,
            @Nullable String nameEn,
            @Nullable String kind,
            @Nullable String category,
            @Nullable String stage,
            @Nullable Boolean essential,
            @Nullable String reason) {

        static Typing of(Atlas.Node it) {
            return new Typing(
                    null,
                    it.name().zh(),
                    it.name().en(),
                    it.kind(),
                    it.category().name(),
                    it.stage(),
                    it.essential(),
                    "");
        }
    }

    /**
     * What the form of an edge holds.
     *
     * @param other the other node
     * @param way before for what goes into this node, after for what it goes into
     */
    record Joining(
            @Nullable String key,
            @Nullable String other,
            @Nullable String way,
            @Nullable String joined,
            @Nullable String reason) {}

    /** All that the template may read. */
    record Form(
            NodeLine node,
            Typing typed,
            Joining joining,
            @Nullable String home,
            List<Choice> stages,
            List<String> kinds,
            List<String> categories,
            List<String> joins,
            List<Choice> others,
            List<Joined> edges) {}

    /** An edge of the node. */
    record Joined(UUID other, String name, String way, String joined) {}

    /** Which of two nodes goes into the other. */
    private record Ends(UUID supplier, UUID consumer) {
        static Ends of(UUID node, UUID other, @Nullable String way) {
            return "after".equals(way) ? new Ends(node, other) : new Ends(other, node);
        }
    }

    record EditCommand(String chain, UUID node, NodeRow row, String reason) {}

    record JoinCommand(String chain, UUID supplier, UUID consumer, String kind, String reason) {}

    record PartCommand(String chain, UUID supplier, UUID consumer, String reason) {}

    private final Atlas atlas;
    private final NodeEntries entries;
    private final Commands commands;

    NodeForms(Atlas atlas, NodeEntries entries, Commands commands) {
        this.atlas = atlas;
        this.entries = entries;
        this.commands = commands;
    }

    /** A node in its chain. */
    private record Place(Atlas.Map map, Atlas.Node node) {}

    @GetMapping(NODE + "/edit")
    ModelAndView show(@PathVariable String chain, @PathVariable UUID node, Locale locale) {
        var place = place(chain, node);
        return form(place, Typing.of(place.node), nothing(), new Problems(), locale);
    }

    private static Joining nothing() {
        return new Joining(null, "", "before", "", "");
    }

    @PostMapping(NODE + "/correction")
    ModelAndView edit(
            @PathVariable String chain,
            @PathVariable UUID node,
            @ModelAttribute Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        var place = place(chain, node);
        var problems = new Problems();
        var row = row(place, typed, problems);
        var reason = Typed.reason(typed.reason, problems);
        if (row == null || !problems.none()) {
            return form(place, typed, nothing(), problems, locale);
        }
        commands.once(
                Typed.text(typed.key),
                new EditCommand(chain, node, row, reason),
                node,
                () -> entries.edit(chain, node, row, reason));
        return changed(chain, node, "node-edited", flash);
    }

    private static @Nullable NodeRow row(Place place, Typing typed, Problems problems) {
        var zh = Typed.text("nameZh", typed.nameZh, 1, 100, problems);
        var en = Typed.text("nameEn", typed.nameEn, 0, 100, problems);
        var category = Typed.choice("category", typed.category, BaseCategory.class, true, problems);
        var kind = Typed.text(typed.kind);
        if (!ChainReading.KINDS.contains(kind)) {
            problems.add("", null, "kind", kind, "required");
        }
        var stage = Typed.text(typed.stage);
        if (place.map.stage(stage).isEmpty()) {
            problems.add("", null, "stage", stage, "unknown-reference");
        }
        return category == null
                ? null
                : new NodeRow(
                        place.node.key(),
                        stage,
                        kind,
                        category,
                        new Bilingual(zh, en.isEmpty() ? zh : en),
                        Boolean.TRUE.equals(typed.essential));
    }

    @PostMapping(NODE + "/edges")
    ModelAndView join(
            @PathVariable String chain,
            @PathVariable UUID node,
            @ModelAttribute Joining typed,
            RedirectAttributes flash,
            Locale locale) {
        var place = place(chain, node);
        var problems = new Problems();
        var other = other(place, typed, problems);
        var kind = Typed.text(typed.joined);
        if (!ChainReading.JOINS.contains(kind)) {
            problems.add("", null, "joined", kind, "required");
        }
        var reason = Typed.reason(typed.reason, problems);
        if (other == null || !problems.none()) {
            return form(place, Typing.of(place.node), typed, problems, locale);
        }
        var ends = Ends.of(node, other, typed.way);
        try {
            commands.once(
                    Typed.text(typed.key),
                    new JoinCommand(chain, ends.supplier, ends.consumer, kind, reason),
                    node,
                    () -> entries.join(chain, ends.supplier, ends.consumer, kind, reason));
        } catch (NodeEntries.EdgeRefused e) {
            problems.add(
                    "",
                    null,
                    "other",
                    place.map.node(other).map(it -> it.name().in(locale)).orElse(""),
                    e.problem(),
                    "");
            return form(place, Typing.of(place.node), typed, problems, locale);
        }
        return changed(chain, node, "edge-joined", flash);
    }

    @PostMapping(NODE + "/edges/removal")
    ModelAndView part(
            @PathVariable String chain,
            @PathVariable UUID node,
            @ModelAttribute Joining typed,
            RedirectAttributes flash,
            Locale locale) {
        var place = place(chain, node);
        var problems = new Problems();
        var other = other(place, typed, problems);
        var reason = Typed.reason(typed.reason, problems);
        if (other == null || !problems.none()) {
            return form(place, Typing.of(place.node), nothing(), problems, locale);
        }
        var ends = Ends.of(node, other, typed.way);
        commands.once(
                Typed.text(typed.key),
                new PartCommand(chain, ends.supplier, ends.consumer, reason),
                node,
                () -> entries.part(chain, ends.supplier, ends.consumer, reason));
        return changed(chain, node, "edge-parted", flash);
    }

    private static @Nullable UUID other(Place place, Joining typed, Problems problems) {
        var id = Typed.id("other", typed.other, problems);
        if (id == null || place.map.node(id).isEmpty()) {
            problems.add("", null, "other", "", "required");
            return null;
        }
        return id;
    }

    private static ModelAndView changed(
            String chain, UUID node, String done, RedirectAttributes flash) {
        flash.addFlashAttribute("done", done);
        return new ModelAndView("redirect:/chains/" + chain + "/nodes/" + node);
    }

    private Place place(String chain, UUID node) {
        var map = atlas.map(chain).orElseThrow(() -> new NotFound("chain", chain));
        return map.node(node)
                .map(it -> new Place(map, it))
                .orElseThrow(() -> new NotFound("node", node));
    }

    private ModelAndView form(
            Place place, Typing typed, Joining joining, Problems problems, Locale locale) {
        var map = place.map;
        var view = FormPage.of("chain/node-form", problems);
        view.addObject(
                "form",
                new Form(
                        NodeLine.of(map, place.node, locale),
                        typed,
                        joining,
                        home(place, locale),
                        map.stages().stream()
                                .map(it -> new Choice(it.key(), it.name().in(locale)))
                                .toList(),
                        ChainReading.KINDS.stream().sorted().toList(),
                        Arrays.stream(BaseCategory.values()).map(Enum::name).toList(),
                        ChainReading.JOINS.stream().sorted().toList(),
                        map.nodes().stream()
                                .filter(it -> !it.id().equals(place.node.id()))
                                .map(it -> new Choice(it.id().toString(), it.name().in(locale)))
                                .toList(),
                        edges(place, locale)));
        return view;
    }

    /** The chain that answers for what the node is called; null when it is this one. */
    private @Nullable String home(Place place, Locale locale) {
        return atlas.places(place.node.id()).stream()
                .filter(it -> it.home() && !it.chain().equals(place.map.chain().key()))
                .findFirst()
                .map(it -> it.chainName().in(locale))
                .orElse(null);
    }

    private static List<Joined> edges(Place place, Locale locale) {
        var node = place.node.id();
        return place.map.edges().stream()
                .filter(it -> it.supplier().equals(node) || it.consumer().equals(node))
                .map(it -> {
                    boolean after = it.supplier().equals(node);
                    var other = after ? it.consumer() : it.supplier();
                    return new Joined(
                            other,
                            place.map.node(other).map(n -> n.name().in(locale)).orElse(""),
                            after ? "after" : "before",
                            it.kind());
                })
                .sorted(Comparator.comparing(Joined::way).reversed())
                .toList();
    }
}
