package yanzhen.app.chain.web;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.Visibility;
import yanzhen.app.evidence.Commands;
import yanzhen.app.site.Choice;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Sheet;

/** One chain as a picture and as a table, narrowed alike. */
@Controller
class ChainPage {

    private static final List<String> HEADS =
            List.of(
                    "node.name",
                    "node.stage",
                    "node.category",
                    "node.state",
                    "node.weight",
                    "node.essential",
                    "node.reason",
                    "chain.day",
                    "chain.mark");

    private static final int ROWS = 200;

    /** All that the template may read. */
    record View(
            String key,
            String name,
            String owner,
            Source basis,
            int nodes,
            List<Count> counts,
            @Nullable NodeLine worst,
            Board board,
            Frame frame,
            List<NodeLine> lines,
            int found,
            int first,
            NodeQuery query,
            @Nullable String belowName,
            List<Choice> stages,
            List<String> categories,
            LocalDate day,
            boolean mayDiagnose,
            Protection protection) {

        public int countOf(String state) {
            return counts.stream()
                    .filter(it -> it.state.equals(state))
                    .mapToInt(Count::nodes)
                    .sum();
        }

        /** Only nodes of this state; the same state again shows all. */
        public String only(String state) {
            return frame.framing
                    .in(ListAddress.of("/chains/" + key))
                    .with("state", query.state().equals(state) ? null : state)
                    .first();
        }

        public ListAddress address() {
            return frame.framing.in(query.address(key));
        }

        /** The neighbourhood of a node. */
        public String focusOn(String node) {
            return frame.framing.on(node).in(query.address(key)).at("picture").first();
        }

        /** The same for whoever puts the key of a node in the place of {@code __node__}. */
        public String focusOnAny() {
            return focusOn("__node__");
        }

        public @Nullable String next() {
            int shown = first + lines.size();
            return shown >= found ? null : address().page("from", shown);
        }
    }

    /**
     * What of the chain is protected.
     *
     * @param level name of the level of the whole chain; empty for a public one
     * @param withheld of how many nodes the viewer is told counts only
     */
    record Protection(String level, int withheld, boolean maySet) {}

    /**
     * What of the chain is drawn.
     *
     * @param focus name of the node whose neighbourhood it is; null for the whole chain
     * @param nodes how many are drawn or counted in folded stages
     * @param ups and downs where more or fewer steps are shown; empty for the whole chain
     * @param left where the whole chain is shown
     * @param fold and open where all stages are folded and opened
     * @param forced whether stages are folded only because there are too many nodes
     * @param file where the picture is had as a file
     */
    record Frame(
            Framing framing,
            @Nullable String focus,
            int nodes,
            List<Steps> ups,
            List<Steps> downs,
            String left,
            String fold,
            String open,
            boolean anyFolded,
            boolean forced,
            String file) {}

    /** So many steps up or down. */
    record Steps(int steps, boolean all, boolean chosen, String href) {}

    /** How many nodes are in a state. */
    record Count(String state, int nodes) {}

    private record Diagnose(String chain) {}

    private final Visibility visibility;
    private final Atlas atlas;
    private final Commands commands;
    private final Viewers viewers;
    private final Matrix matrix;
    private final MessageSource messages;
    private final BoardFile files;

    ChainPage(
            Visibility visibility,
            Atlas atlas,
            Commands commands,
            Viewers viewers,
            Matrix matrix,
            MessageSource messages) {
        this.visibility = visibility;
        this.files = new BoardFile(messages);
        this.atlas = atlas;
        this.commands = commands;
        this.viewers = viewers;
        this.matrix = matrix;
        this.messages = messages;
    }

    @GetMapping("/chains/{key}")
    String show(
            @PathVariable String key,
            @ModelAttribute NodeQuery.Asked asked,
            @ModelAttribute("framed") Framing.Asked framed,
            Model model,
            Locale locale) {
        var map = atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
        model.addAttribute(
                "chain", view(map, asked.query(), framed.framing(), asked.first(), locale));
        return "chain/chain";
    }

    private View view(Atlas.Map map, NodeQuery query, Framing framing, int first, Locale locale) {
        var excerpt = framing.of(map);
        var found = found(map, excerpt, query, locale);
        var shown = found.stream().map(NodeLine::id).collect(Collectors.toSet());
        var chain = map.chain();
        return new View(
                chain.key(),
                chain.name().in(locale),
                chain.owner().in(locale),
                Source.of(chain.basis(), locale),
                map.nodes().size(),
                NodeQuery.STATES.stream().map(it -> new Count(it, count(map, it))).toList(),
                worst(map, locale),
                Board.of(excerpt, shown, links(map, query, framing, excerpt), locale),
                frame(map, query, framing, excerpt, locale),
                found.stream().skip(first).limit(ROWS).toList(),
                found.size(),
                first,
                query,
                nameOf(map, query.below(), locale),
                map.stages().stream()
                        .map(it -> new Choice(it.key(), it.name().in(locale)))
                        .toList(),
                Arrays.stream(BaseCategory.values()).map(Enum::name).toList(),
                map.run().day(),
                matrix.admits(
                        viewers.current().role(), "POST", "/chains/" + chain.key() + "/diagnoses"),
                protection(map, locale));
    }

    private Protection protection(Atlas.Map map, Locale locale) {
        var chain = map.chain().key();
        int level = visibility.ofChain(chain);
        var withheld = visibility.withheld();
        return new Protection(
                visibility.levels().stream()
                        .filter(it -> it.level() == level && level > 0)
                        .findFirst()
                        .map(it -> it.name().in(locale))
                        .orElse(""),
                (int) map.nodes().stream().filter(it -> withheld.contains(it.id())).count(),
                matrix.admits(viewers.current().role(), "POST", "/chains/" + chain + "/level"));
    }

    /** The table says what the picture shows: a neighbourhood narrows both. */
    private static List<NodeLine> found(
            Atlas.Map map, Framing.Excerpt excerpt, NodeQuery query, Locale locale) {
        var inside = excerpt.map().nodes().stream().map(Atlas.Node::id).collect(Collectors.toSet());
        return query.of(map, locale).stream().filter(it -> inside.contains(it.id())).toList();
    }

    private static Board.Links links(
            Atlas.Map map, NodeQuery query, Framing framing, Framing.Excerpt excerpt) {
        var chain = map.chain().key();
        return new Board.Links(
                it -> "/chains/" + chain + "/nodes/" + it.id(),
                stage -> place(framing.turned(excerpt, stage), query, chain),
                _ -> Board.Mark.NONE);
    }

    private static String place(Framing framing, NodeQuery query, String chain) {
        return framing.in(query.address(chain)).at("picture").first();
    }

    private static Frame frame(
            Atlas.Map map,
            NodeQuery query,
            Framing framing,
            Framing.Excerpt excerpt,
            Locale locale) {
        var chain = map.chain().key();
        var stages = map.stages().stream().map(Atlas.Stage::key).collect(Collectors.toSet());
        var focus = excerpt.focus();
        return new Frame(
                framing,
                focus == null ? null : focus.name().in(locale),
                excerpt.map().nodes().size(),
                focus == null ? List.of() : steps(framing.up(), framing::up, query, chain),
                focus == null ? List.of() : steps(framing.down(), framing::down, query, chain),
                place(framing.left(), query, chain),
                place(framing.folded(stages), query, chain),
                place(framing.folded(Set.of()), query, chain),
                !excerpt.folded().isEmpty(),
                excerpt.forced(),
                framing.in(query.in(ListAddress.of("/chains/" + chain + "/picture"))).first());
    }

    private static List<Steps> steps(
            int chosen, IntFunction<Framing> other, NodeQuery query, String chain) {
        return Framing.choices().stream()
                .map(it ->
                        new Steps(
                                it,
                                it == Framing.MOST_STEPS,
                                it == chosen,
                                place(other.apply(it), query, chain)))
                .toList();
    }

    private static int count(Atlas.Map map, String state) {
        return (int) map.nodes().stream().filter(it -> it.state().key().equals(state)).count();
    }

    private static @Nullable NodeLine worst(Atlas.Map map, Locale locale) {
        return map.nodes().stream()
                .filter(it -> it.state() == State.WEAK)
                .max(java.util.Comparator.comparingInt(Atlas.Node::weight))
                .map(it -> NodeLine.of(map, it, locale))
                .orElse(null);
    }

    private static @Nullable String nameOf(Atlas.Map map, String node, Locale locale) {
        return map.nodes().stream()
                .filter(it -> it.key().equals(node))
                .findFirst()
                .map(it -> it.name().in(locale))
                .orElse(null);
    }

    @GetMapping("/chains/{key}/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String key,
            @PathVariable String form,
            @ModelAttribute NodeQuery.Asked asked,
            @ModelAttribute("framed") Framing.Asked framed,
            Locale locale) {
        var kind = Sheet.Form.of(form);
        var map = atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
        var excerpt = framed.framing().of(map);
        var sheet = new Sheet(map.chain().name().in(locale), HEADS, it -> say(it, locale));
        for (var line : found(map, excerpt, asked.query(), locale)) {
            sheet.add(
                    line.name(),
                    line.stage(),
                    say("category." + line.category(), locale),
                    say("state." + line.state(), locale),
                    line.weight(),
                    say(line.essential() ? "site.yes" : "site.no", locale),
                    line.reason(),
                    map.run().day(),
                    line.synthetic() ? say("site.synthetic", locale) : "");
        }
        return sheet.download(kind);
    }

    /** The picture as it is shown, in a file of its own. */
    @GetMapping("/chains/{key}/picture")
    ResponseEntity<byte[]> picture(
            @PathVariable String key,
            @ModelAttribute NodeQuery.Asked asked,
            @ModelAttribute("framed") Framing.Asked framed,
            Locale locale) {
        var map = atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
        var query = asked.query();
        var framing = framed.framing();
        var excerpt = framing.of(map);
        var shown =
                found(map, excerpt, query, locale).stream()
                        .map(NodeLine::id)
                        .collect(Collectors.toSet());
        var board = Board.of(excerpt, shown, links(map, query, framing, excerpt), locale);
        return files.of(BoardFile.Head.of(excerpt, locale), board, locale);
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }

    @PostMapping("/chains/{key}/diagnoses")
    String diagnose(
            @PathVariable String key,
            @RequestParam("key") List<String> commandKey,
            RedirectAttributes flash) {
        var _ = atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
        commands.once(
                commandKey.getLast(), new Diagnose(key), () -> atlas.diagnose(key).id().toString());
        flash.addFlashAttribute("done", "diagnosed");
        return "redirect:/chains/" + key;
    }
}
