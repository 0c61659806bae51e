package yanzhen.app.chain.web;

import java.text.Collator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    /** 排序. */
    enum Sort {
        WEIGHT,
        NAME,
        CHAIN,
        CATEGORY
    }

    /** What the address holds; all may be missing. */
    record Asked(
            @Nullable String chain,
            @Nullable String category,
            @Nullable String answer,
            @Nullable Sort sort,
            @Nullable Boolean desc) {

        Query query() {
            return new Query(
                    Typed.text(chain),
                    Typed.text(category),
                    Typed.text(answer),
                    sort == null ? Sort.WEIGHT : sort,
                    Boolean.TRUE.equals(desc));
        }
    }

    /**
     * Which weak links, in which order.
     *
     * @param answer open or answered; empty for both
     */
    record Query(String chain, String category, String answer, Sort sort, boolean descending) {

        boolean passes(Line line) {
            return (chain.isEmpty() || line.chain.equals(chain))
                    && (category.isEmpty() || line.category.equals(category))
                    && (answer.isEmpty() || answer.equals("open") == line.responses.isEmpty());
        }

        Comparator<Line> order(Locale locale) {
            var names = Collator.getInstance(locale);
            Comparator<Line> heaviest =
                    Comparator.comparingInt(Line::weight)
                            .thenComparingInt(Line::stopped)
                            .reversed();
            Comparator<Line> chosen =
                    switch (sort) {
                        case WEIGHT -> heaviest;
                        case NAME -> Comparator.comparing(Line::name, names);
                        case CHAIN -> Comparator.comparing(Line::chainName, names);
                        case CATEGORY -> Comparator.comparing(Line::category);
                    };
            return (descending ? chosen.reversed() : chosen).thenComparing(heaviest);
        }

        ListAddress address() {
            return ListAddress.of("/weak-links")
                    .with("chain", chain)
                    .with("category", category)
                    .with("answer", answer)
                    .sorted(sort, descending)
                    .largestFirst(Sort.WEIGHT);
        }
    }

    /** All that the template may read. */
    record Listing(
            List<Line> lines,
            int all,
            int open,
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
            boolean synthetic) {

        int stopped() {
            return position == null ? 0 : position.stopped();
        }
    }

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
        var all = lines(locale);
        model.addAttribute(
                "listing",
                new Listing(
                        all.stream().filter(query::passes).sorted(query.order(locale)).toList(),
                        all.size(),
                        (int) all.stream().filter(it -> it.responses.isEmpty()).count(),
                        query.address(),
                        query,
                        all.stream()
                                .map(it -> new Choice(it.chain, it.chainName))
                                .distinct()
                                .sorted(Comparator.comparing(Choice::key))
                                .toList(),
                        Arrays.stream(BaseCategory.values()).map(Enum::name).toList(),
                        matrix.admits(viewers.current().role(), "GET", "/challenges/new")));
        return "chain/weak-links";
    }

    private List<Line> lines(Locale locale) {
        var present = weakLinks.present();
        var responses = atlas.responses(present.stream().map(WeakLink::id).toList());
        return present.stream().map(it -> line(it, responses, locale)).toList();
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
        lines(locale).stream()
                .filter(query::passes)
                .sorted(query.order(locale))
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
