package yanzhen.app.chain.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Finding;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.evidence.Commands;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.RailEntry;

/** 一链: the list of chains, one chain as a picture and a table, one node with its reasons. */
@Controller
class ChainPages {

    /** A chain in the list. */
    record Line(String key, String name, Atlas.Summary counts) {}

    /** All that the page of one chain may read. */
    record ChainView(
            String key,
            String name,
            String clause,
            int nodes,
            int weak,
            int watch,
            int unknown,
            @Nullable NodeLine worst,
            Board board,
            List<NodeLine> lines,
            LocalDate day,
            boolean mayDiagnose) {}

    record NodeLine(
            UUID id,
            String chain,
            String chainName,
            String name,
            String stage,
            String category,
            String state,
            int weight,
            String reason,
            @Nullable UUID weakLink,
            boolean synthetic) {}

    /** All that the page of one node may read. */
    record NodeView(
            NodeLine line,
            boolean essential,
            List<Reason> findings,
            List<Supplier> suppliers,
            List<Neighbour> before,
            List<Neighbour> after,
            List<Response> responses,
            boolean mayChallenge) {}

    record Reason(String rule, String severity, String sentence) {}

    record Supplier(
            @Nullable UUID organisation,
            String name,
            String country,
            @Nullable String share,
            String width,
            String source,
            LocalDate asOf,
            String confidence,
            boolean stale) {}

    record Neighbour(UUID id, String name, String state) {}

    private record Diagnose(String chain) {}

    private static final List<String> STATES =
            List.of(State.WEAK.key(), State.WATCH.key(), State.UNKNOWN.key(), State.SOUND.key());

    /** By state, then by weight: what needs a decision stands on top. */
    private static final Comparator<NodeLine> WORST_FIRST =
            Comparator.<NodeLine>comparingInt(it -> STATES.indexOf(it.state()))
                    .thenComparing(Comparator.comparingInt(NodeLine::weight).reversed());

    private final Atlas atlas;
    private final WeakLinks weakLinks;
    private final Commands commands;
    private final Viewers viewers;
    private final Matrix matrix;
    private final Clock clock;

    ChainPages(
            Atlas atlas,
            WeakLinks weakLinks,
            Commands commands,
            Viewers viewers,
            Matrix matrix,
            Clock clock) {
        this.atlas = atlas;
        this.weakLinks = weakLinks;
        this.commands = commands;
        this.viewers = viewers;
        this.matrix = matrix;
        this.clock = clock;
    }

    @GetMapping("/chains")
    String list(Model model, Locale locale) {
        model.addAttribute(
                "chains",
                atlas.chains().stream()
                        .map(it -> new Line(it.chain().key(), it.chain().name().in(locale), it))
                        .toList());
        return "chain/chains";
    }

    @GetMapping("/chains/{key}")
    String show(@PathVariable String key, Model model, Locale locale) {
        var map = atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
        var lines =
                map.nodes().stream().map(it -> line(map, it, locale)).sorted(WORST_FIRST).toList();
        model.addAttribute("chain", view(map, lines, locale));
        return "chain/chain";
    }

    private ChainView view(Atlas.Map map, List<NodeLine> lines, Locale locale) {
        return new ChainView(
                map.chain().key(),
                map.chain().name().in(locale),
                map.chain().clause(),
                lines.size(),
                count(lines, State.WEAK),
                count(lines, State.WATCH),
                count(lines, State.UNKNOWN),
                lines.stream()
                        .filter(it -> it.state.equals(State.WEAK.key()))
                        .findFirst()
                        .orElse(null),
                Board.of(map, locale),
                lines,
                map.run().day(),
                matrix.admits(
                        viewers.current().role(),
                        "POST",
                        "/chains/" + map.chain().key() + "/diagnoses"));
    }

    private static int count(List<NodeLine> lines, State state) {
        return (int) lines.stream().filter(it -> it.state.equals(state.key())).count();
    }

    private static NodeLine line(Atlas.Map map, Atlas.Node node, Locale locale) {
        return new NodeLine(
                node.id(),
                map.chain().key(),
                map.chain().name().in(locale),
                node.name().in(locale),
                map.stages().stream()
                        .filter(it -> it.key().equals(node.stage()))
                        .map(it -> it.name().in(locale))
                        .findFirst()
                        .orElse(node.stage()),
                node.category().name(),
                node.state().key(),
                node.weight(),
                node.reason() == null ? "" : node.reason().in(locale),
                node.weakLink(),
                node.synthetic());
    }

    @GetMapping("/chains/{key}/nodes/{id}")
    String node(@PathVariable String key, @PathVariable UUID id, Model model, Locale locale) {
        var map = atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
        var node =
                map.nodes().stream()
                        .filter(it -> it.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new NotFound("node", id));
        model.addAttribute("node", nodeView(map, node, locale));
        return "chain/node";
    }

    private NodeView nodeView(Atlas.Map map, Atlas.Node node, Locale locale) {
        var edges = map.edges();
        return new NodeView(
                line(map, node, locale),
                node.essential(),
                atlas.findings(map.run().id(), node.id()).stream()
                        .map(it -> reason(it, locale))
                        .toList(),
                atlas.provisions(node.id(), LocalDate.now(clock)).stream()
                        .map(it -> supplier(it, locale))
                        .toList(),
                neighbours(
                        map,
                        edges.stream()
                                .filter(it -> it.consumer().equals(node.id()))
                                .map(Atlas.Edge::supplier)
                                .toList(),
                        locale),
                neighbours(
                        map,
                        edges.stream()
                                .filter(it -> it.supplier().equals(node.id()))
                                .map(Atlas.Edge::consumer)
                                .toList(),
                        locale),
                node.weakLink() == null ? List.of() : atlas.responses(node.weakLink()),
                matrix.admits(viewers.current().role(), "GET", "/challenges/new"));
    }

    private static Reason reason(Finding it, Locale locale) {
        return new Reason(
                it.rule(), it.severity().name().toLowerCase(Locale.ROOT), it.sentence().in(locale));
    }

    private static Supplier supplier(Atlas.Provision it, Locale locale) {
        var share = it.share() == null ? null : it.share().stripTrailingZeros().toPlainString();
        return new Supplier(
                it.organisation(),
                it.provider().in(locale),
                it.country(),
                share,
                share == null ? "0" : share,
                it.source(),
                it.asOf(),
                it.confidence(),
                it.stale());
    }

    private static List<Neighbour> neighbours(Atlas.Map map, List<UUID> ids, Locale locale) {
        return map.nodes().stream()
                .filter(it -> ids.contains(it.id()))
                .map(it -> new Neighbour(it.id(), it.name().in(locale), it.state().key()))
                .toList();
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

    @GetMapping("/weak-links")
    String weakLinks(Model model, Locale locale) {
        var lines =
                weakLinks.present().stream()
                        .map(it ->
                                new NodeLine(
                                        it.node(),
                                        it.chain(),
                                        it.chainName().in(locale),
                                        it.nodeName().in(locale),
                                        "",
                                        it.category().name(),
                                        State.WEAK.key(),
                                        it.findings().stream().mapToInt(Finding::weight).sum(),
                                        it.findings().isEmpty()
                                                ? ""
                                                : it.findings().getFirst().sentence().in(locale),
                                        it.id(),
                                        it.synthetic()))
                        .toList();
        model.addAttribute("lines", lines);
        model.addAttribute(
                "mayChallenge", matrix.admits(viewers.current().role(), "GET", "/challenges/new"));
        return "chain/weak-links";
    }

    /** The entries of this module in the rail. */
    @Configuration(proxyBeanMethods = false)
    static class Rail {
        @Bean
        RailEntry chainsEntry() {
            return new RailEntry(30, "chains", "/chains");
        }

        @Bean
        RailEntry weakLinksEntry() {
            return new RailEntry(35, "weak-links", "/weak-links");
        }
    }
}
