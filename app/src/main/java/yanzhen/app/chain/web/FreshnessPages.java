package yanzhen.app.chain.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Freshness;
import yanzhen.app.chain.Freshness.Counts;
import yanzhen.app.chain.KeepingRules;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Sheet;

/** 数据时效: how fresh each chain is, in public; and of one chain, who answers for which node. */
@Controller
class FreshnessPages {

    private static final List<String> CHAIN_HEADS =
            List.of(
                    "chains.chain",
                    "fresh.facts",
                    "fresh.fresh",
                    "fresh.due",
                    "fresh.stale",
                    "fresh.age",
                    "fresh.nodes",
                    "fresh.unowned");
    private static final List<String> NODE_HEADS =
            List.of(
                    "node.name",
                    "fresh.owner",
                    "fresh.fresh",
                    "fresh.due",
                    "fresh.stale",
                    "fresh.next");

    /** Which nodes are shown. */
    enum Show {
        ALL,
        STALE,
        DUE,
        UNOWNED;

        boolean admits(Freshness.NodeLine it) {
            return switch (this) {
                case ALL -> true;
                case STALE -> it.counts().stale() > 0;
                case DUE -> it.counts().due() > 0;
                case UNOWNED -> it.owner() == null;
            };
        }
    }

    /** All that the template of all chains may read. */
    record Listing(LocalDate day, List<Line> lines, Counts sum, @Nullable Rules rules) {}

    /**
     * One chain.
     *
     * @param leftOut protected nodes whose facts are not counted
     */
    record Line(
            String chain,
            String name,
            Counts counts,
            int freshPercent,
            int leftOut,
            int unowned,
            int nodes,
            @Nullable Integer medianAge) {}

    /** When facts are asked for. */
    record Rules(String source, String note, List<KeepingRules.Asking> kinds) {}

    /** All that the template of one chain may read. */
    record View(
            String chain,
            String name,
            LocalDate day,
            Counts sum,
            int freshPercent,
            int unowned,
            int withheld,
            int all,
            List<Node> nodes,
            Show show,
            List<String> shows,
            boolean maySeeRequests,
            ListAddress address) {}

    record Node(
            UUID id,
            String name,
            Counts counts,
            boolean withheld,
            @Nullable String owner,
            @Nullable LocalDate next,
            int waiting) {}

    private final Freshness freshness;
    private final KeepingRules.Book book;
    private final Atlas atlas;
    private final Posts posts;
    private final Viewers viewers;
    private final Matrix matrix;
    private final MessageSource messages;
    private final Clock clock;

    FreshnessPages(
            Freshness freshness,
            KeepingRules.Book book,
            Atlas atlas,
            Posts posts,
            Viewers viewers,
            Matrix matrix,
            MessageSource messages,
            Clock clock) {
        this.freshness = freshness;
        this.book = book;
        this.atlas = atlas;
        this.posts = posts;
        this.viewers = viewers;
        this.matrix = matrix;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/freshness")
    String show(Model model, Locale locale) {
        model.addAttribute("freshness", listing(locale));
        return "chain/freshness";
    }

    private Listing listing(Locale locale) {
        var day = LocalDate.now(clock);
        var lines = freshness.on(day);
        return new Listing(
                day,
                lines.stream()
                        .map(it ->
                                new Line(
                                        it.chain(),
                                        it.name().in(locale),
                                        it.counts(),
                                        percent(it.counts()),
                                        it.all() ? 0 : it.withheld(),
                                        it.unowned(),
                                        it.nodes(),
                                        it.medianAge()))
                        .toList(),
                sum(lines.stream().map(Freshness.Line::counts).toList()),
                book.find()
                        .map(it ->
                                new Rules(it.basis().toString(), it.note().in(locale), it.kinds()))
                        .orElse(null));
    }

    private static Counts sum(List<Counts> all) {
        return new Counts(
                all.stream().mapToInt(Counts::fresh).sum(),
                all.stream().mapToInt(Counts::due).sum(),
                all.stream().mapToInt(Counts::stale).sum());
    }

    /** Share that is not stale, rounded down, so that 100 means all of them. */
    private static int percent(Counts it) {
        return it.facts() == 0 ? 0 : (it.fresh() + it.due()) * 100 / it.facts();
    }

    @GetMapping("/freshness/export/{form}")
    ResponseEntity<byte[]> export(@PathVariable String form, Locale locale) {
        var kind = Sheet.Form.of(form);
        var sheet = new Sheet("freshness", CHAIN_HEADS, it -> say(it, locale));
        listing(locale)
                .lines
                .forEach(it ->
                        sheet.add(
                                it.name,
                                it.counts.facts(),
                                it.counts.fresh(),
                                it.counts.due(),
                                it.counts.stale(),
                                it.medianAge == null ? "" : it.medianAge,
                                it.nodes,
                                it.unowned));
        return sheet.download(kind);
    }

    @GetMapping("/chains/{key}/freshness")
    String ofChain(
            @PathVariable String key,
            @RequestParam(defaultValue = "ALL") Show show,
            Model model,
            Locale locale) {
        model.addAttribute("freshness", view(key, show, locale));
        return "chain/chain-freshness";
    }

    private View view(String key, Show show, Locale locale) {
        var chain =
                atlas.chains().stream()
                        .map(Atlas.Summary::chain)
                        .filter(it -> it.key().equals(key))
                        .findFirst()
                        .orElseThrow(() -> new NotFound("chain", key));
        var day = LocalDate.now(clock);
        var all = freshness.ofNodes(key, day);
        var sum = sum(all.stream().map(Freshness.NodeLine::counts).toList());
        var names =
                posts.namesOf(
                        all.stream()
                                .map(Freshness.NodeLine::owner)
                                .filter(Objects::nonNull)
                                .toList(),
                        locale);
        return new View(
                key,
                chain.name().in(locale),
                day,
                sum,
                percent(sum),
                (int) all.stream().filter(it -> it.owner() == null).count(),
                (int) all.stream().filter(Freshness.NodeLine::withheld).count(),
                all.size(),
                all.stream().filter(show::admits).map(it -> node(it, names, locale)).toList(),
                show,
                Arrays.stream(Show.values()).map(Enum::name).toList(),
                matrix.admits(viewers.current().role(), "GET", "/updates"),
                ListAddress.of("/chains/" + key + "/freshness").with("show", show.name()));
    }

    private static Node node(Freshness.NodeLine it, Posts.Names names, Locale locale) {
        var owner = it.owner();
        return new Node(
                it.node(),
                it.name().in(locale),
                it.counts(),
                it.withheld(),
                owner == null ? null : names.of(owner),
                it.next(),
                it.waiting());
    }

    @GetMapping("/chains/{key}/freshness/export/{form}")
    ResponseEntity<byte[]> exportOfChain(
            @PathVariable String key,
            @PathVariable String form,
            @RequestParam(defaultValue = "ALL") Show show,
            Locale locale) {
        var kind = Sheet.Form.of(form);
        var sheet = new Sheet(key + "-freshness", NODE_HEADS, it -> say(it, locale));
        view(key, show, locale)
                .nodes
                .forEach(it ->
                        sheet.add(
                                it.name,
                                it.owner == null ? say("fresh.nobody", locale) : it.owner,
                                it.withheld ? null : it.counts.fresh(),
                                it.withheld ? null : it.counts.due(),
                                it.withheld ? null : it.counts.stale(),
                                it.withheld
                                        ? say("protected.mark", locale)
                                        : it.next == null ? "" : it.next));
        return sheet.download(kind);
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
