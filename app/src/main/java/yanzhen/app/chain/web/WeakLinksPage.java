package yanzhen.app.chain.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.Finding;
import yanzhen.app.chain.NodeDiagnosis.Sureness;
import yanzhen.app.chain.Position;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.WeakLink;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.chain.WeakLinks.Order;
import yanzhen.app.site.Choice;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;

/** 短板清单: what is weak over all chains, and whether somebody works on it. */
@Controller
class WeakLinksPage {

    private static final List<String> HEADS =
            List.of(
                    "node.name",
                    "chains.chain",
                    "node.category",
                    "node.weight",
                    "weak-links.reasons",
                    "weak-links.stopped",
                    "weak-links.sure",
                    "node.responses",
                    "chain.mark");

    /** Lines of one page. */
    private static final int ROWS = 50;

    /** What the address holds; all may be missing. */
    record Asked(
            @Nullable String chain,
            @Nullable String category,
            @Nullable String answer,
            @Nullable Order sort,
            @Nullable Boolean desc,
            @Nullable Integer from) {

        Query query() {
            return new Query(
                    Typed.text(chain),
                    Typed.text(category),
                    Typed.text(answer),
                    sort == null ? Order.WEIGHT : sort,
                    Boolean.TRUE.equals(desc));
        }
    }

    /**
     * Which weak links, in which order.
     *
     * @param answer open or answered; empty for both
     */
    record Query(String chain, String category, String answer, Order order, boolean reversed) {

        /** A category that does not exist is left out. */
        WeakLinks.Choice choice() {
            return new WeakLinks.Choice(
                    chain.isEmpty() ? null : chain,
                    Arrays.stream(BaseCategory.values())
                            .filter(it -> it.name().equals(category))
                            .findFirst()
                            .orElse(null),
                    answer.isEmpty() ? null : answer.equals("answered"),
                    order,
                    reversed);
        }

        ListAddress address() {
            return ListAddress.of("/weak-links")
                    .with("chain", chain)
                    .with("category", category)
                    .with("answer", answer)
                    .sorted(order, reversed)
                    .largestFirst(Order.WEIGHT);
        }
    }

    /**
     * All that the template may read.
     *
     * @param lines of this page
     * @param found how many pass the filters
     * @param all how many there are, and open of them without anybody at work
     * @param earlier address of the page before, null on the first
     * @param later address of the page after, null on the last
     * @param before how many lines stand on earlier pages
     */
    record Listing(
            List<Line> lines,
            int found,
            int all,
            int open,
            @Nullable String earlier,
            @Nullable String later,
            int before,
            ListAddress address,
            Query query,
            List<Choice> chains,
            List<String> categories,
            boolean mayChallenge) {}

    record Line(
            UUID weakLink,
            UUID node,
            String chain,
            String chainName,
            String name,
            String category,
            int weight,
            List<String> reasons,
            @Nullable Position position,
            @Nullable Sureness sureness,
            List<Response> responses,
            boolean synthetic) {}

    private final WeakLinks weakLinks;
    private final Atlas atlas;
    private final Viewers viewers;
    private final Matrix matrix;
    private final MessageSource messages;

    WeakLinksPage(
            WeakLinks weakLinks,
            Atlas atlas,
            Viewers viewers,
            Matrix matrix,
            MessageSource messages) {
        this.weakLinks = weakLinks;
        this.atlas = atlas;
        this.viewers = viewers;
        this.matrix = matrix;
        this.messages = messages;
    }

    @GetMapping("/weak-links")
    String show(@ModelAttribute Asked asked, Model model, Locale locale) {
        var query = asked.query();
        int asks = asked.from == null ? 0 : Math.max(0, asked.from) / ROWS * ROWS;
        var part = part(query, asks, locale);
        int start = part.ids().isEmpty() ? 0 : asks;
        if (start != asks) {
            part = part(query, start, locale);
        }
        int end = start + part.ids().size();
        var tallies = part.tallies();
        var address = query.address();
        model.addAttribute(
                "listing",
                new Listing(
                        lines(part.ids(), locale),
                        part.found(),
                        tallies.stream().mapToInt(WeakLinks.Tally::weak).sum(),
                        tallies.stream().mapToInt(WeakLinks.Tally::open).sum(),
                        start == 0 ? null : address.page("from", start - ROWS),
                        end == part.found() ? null : address.page("from", end),
                        start,
                        address,
                        query,
                        tallies.stream()
                                .map(it -> new Choice(it.chain(), it.chainName().in(locale)))
                                .toList(),
                        Arrays.stream(BaseCategory.values()).map(Enum::name).toList(),
                        matrix.admits(viewers.current().role(), "GET", "/challenges/new")));
        return "chain/weak-links";
    }

    private WeakLinks.Part part(Query query, int from, Locale locale) {
        return weakLinks.part(query.choice(), isChinese(locale), from, ROWS);
    }

    private static boolean isChinese(Locale locale) {
        return !locale.getLanguage().equals("en");
    }

    /** In the order of the ids. */
    private List<Line> lines(List<UUID> ids, Locale locale) {
        var whole = weakLinks.byId(ids);
        var responses = atlas.responses(ids);
        return ids.stream()
                .map(whole::get)
                .filter(Objects::nonNull)
                .map(it -> line(it, responses, locale))
                .toList();
    }

    private static Line line(WeakLink it, Map<UUID, List<Response>> responses, Locale locale) {
        return new Line(
                it.id(),
                it.node(),
                it.chain(),
                it.chainName().in(locale),
                it.nodeName().in(locale),
                it.category().name(),
                it.findings().stream().mapToInt(Finding::weight).sum(),
                it.findings().stream()
                        .filter(finding -> finding.severity() == Finding.Severity.WEAK)
                        .map(finding -> finding.sentence().in(locale))
                        .toList(),
                it.judged().position(),
                it.judged().sureness(),
                responses.getOrDefault(it.id(), List.of()),
                it.synthetic());
    }

    @GetMapping("/weak-links/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String form, @ModelAttribute Asked asked, Locale locale) {
        var kind = Sheet.Form.of(form);
        var query = asked.query();
        var sheet = new Sheet(say("weak-links.title", locale), HEADS, it -> say(it, locale));
        var found = weakLinks.part(query.choice(), isChinese(locale), 0, Integer.MAX_VALUE).ids();
        lines(found, locale)
                .forEach(it ->
                        sheet.add(
                                it.name,
                                it.chainName,
                                say("category." + it.category, locale),
                                it.weight,
                                String.join(" ", it.reasons),
                                stopped(it.position),
                                sure(it.sureness),
                                String.join(
                                        "; ", it.responses.stream().map(Response::title).toList()),
                                it.synthetic ? say("site.synthetic", locale) : ""));
        return sheet.download(kind);
    }

    private static String stopped(@Nullable Position position) {
        return position == null ? "" : position.stopped() + " / " + position.products();
    }

    private static String sure(@Nullable Sureness sureness) {
        return sureness == null ? "" : sureness.answered() + " / " + sureness.asked();
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
