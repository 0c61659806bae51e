package yanzhen.app.chain.web;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

    /** With more nodes than these the picture says nothing any more; the table remains. */
    private static final int DRAWN = 600;

    /** All that the template may read. */
    record View(
            String key,
            String name,
            String owner,
            Source basis,
            int nodes,
            List<Count> counts,
            @Nullable NodeLine worst,
            @Nullable Board board,
            List<NodeLine> lines,
            int found,
            int first,
            NodeQuery query,
            @Nullable String belowName,
            List<Choice> stages,
            List<String> categories,
            LocalDate day,
            boolean mayDiagnose) {

        public int countOf(String state) {
            return counts.stream()
                    .filter(it -> it.state.equals(state))
                    .mapToInt(Count::nodes)
                    .sum();
        }

        /** Only nodes of this state; the same state again shows all. */
        public String only(String state) {
            return query.state().equals(state)
                    ? "/chains/" + key
                    : "/chains/" + key + "?state=" + state;
        }

        public ListAddress address() {
            return query.address(key);
        }

        public @Nullable String next() {
            int shown = first + lines.size();
            return shown >= found ? null : address().page("from", shown);
        }
    }

    /** How many nodes are in a state. */
    record Count(String state, int nodes) {}

    private record Diagnose(String chain) {}

    private final Atlas atlas;
    private final Commands commands;
    private final Viewers viewers;
    private final Matrix matrix;
    private final MessageSource messages;

    ChainPage(
            Atlas atlas,
            Commands commands,
            Viewers viewers,
            Matrix matrix,
            MessageSource messages) {
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
            Model model,
            Locale locale) {
        var map = atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
        model.addAttribute("chain", view(map, asked.query(), asked.first(), locale));
        return "chain/chain";
    }

    private View view(Atlas.Map map, NodeQuery query, int first, Locale locale) {
        var found = query.of(map, locale);
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
                map.nodes().size() > DRAWN ? null : Board.of(map, shown, locale),
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
                        viewers.current().role(), "POST", "/chains/" + chain.key() + "/diagnoses"));
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
            Locale locale) {
        var kind = Sheet.Form.of(form);
        var map = atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
        var sheet = new Sheet(map.chain().name().in(locale), HEADS, it -> say(it, locale));
        for (var line : asked.query().of(map, locale)) {
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
