package yanzhen.app.chain.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.CascadeReading;
import yanzhen.app.chain.CascadeRules;
import yanzhen.app.chain.Looks;
import yanzhen.app.chain.RiskRuns;
import yanzhen.app.chain.RiskRuns.FirmRisk;
import yanzhen.app.chain.RiskRuns.RiskRun;
import yanzhen.app.chain.Scenario;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;

/** 系统性风险: whose stop hurts most; long work that shows how far it is and can be left. */
@Controller
class RiskRunPages {

    private static final int ROWS = 50;

    /** In seconds, as the page says. */
    private static final String LOOKS_AGAIN = "3";

    /** A run in one line. */
    record Line(
            UUID id,
            UUID network,
            String networkName,
            boolean synthetic,
            String reading,
            String state,
            boolean atWork,
            int done,
            int total,
            int percent,
            String begunAt,
            String begunBy,
            @Nullable String endedAt) {

        static Line of(RiskRun it, NetworkWords words, Locale locale) {
            return new Line(
                    it.id(),
                    it.network().id(),
                    words.dataSet(it.network(), locale),
                    it.network().head().synthetic(),
                    words.reading(it.reading(), locale),
                    it.state().name(),
                    it.state().atWork(),
                    it.done(),
                    it.total(),
                    it.percent(),
                    words.at(it.begunAt()),
                    words.by(it.begunBy(), locale),
                    it.endedAt() == null ? null : words.at(it.endedAt()));
        }
    }

    /** All that the template may read. */
    record Page(
            Line line,
            CascadeReading reading,
            String growth,
            String unit,
            List<Row> rows,
            int found,
            @Nullable Row top,
            @Nullable String earlier,
            @Nullable String later,
            ListAddress address,
            List<String> industries,
            String industry,
            boolean mayAsk) {}

    /** A firm. */
    record Row(
            int rank,
            String id,
            String name,
            String place,
            String industry,
            String sold,
            String index,
            String down,
            String up,
            boolean cutOff,
            String ask) {}

    record BeginCommand(UUID network, CascadeReading reading) {}

    record CancelCommand(UUID run) {}

    private final RiskRuns risks;
    private final CascadeRules.Book book;
    private final NetworkWords words;
    private final Looks looks;
    private final Viewers viewers;
    private final Matrix matrix;
    private final Commands commands;

    RiskRunPages(
            RiskRuns risks,
            CascadeRules.Book book,
            NetworkWords words,
            Looks looks,
            Viewers viewers,
            Matrix matrix,
            Commands commands) {
        this.risks = risks;
        this.book = book;
        this.words = words;
        this.looks = looks;
        this.viewers = viewers;
        this.matrix = matrix;
        this.commands = commands;
    }

    @PostMapping("/supply-networks/{id}/risk-runs")
    String begin(
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam(required = false) @Nullable String inputs,
            @RequestParam(required = false) @Nullable String substitutes,
            @RequestParam(required = false) @Nullable String growth) {
        var problems = new Problems();
        var reading = ScenarioPages.reading(book.inForce(), inputs, substitutes, growth, problems);
        problems.mustBeNone();
        var there = risks.present(id, reading);
        if (there.isPresent()) {
            return "redirect:/risk-runs/" + there.get();
        }
        var answer =
                commands.once(
                        key,
                        new BeginCommand(id, reading),
                        () -> risks.begin(id, reading).toString());
        return "redirect:/risk-runs/" + answer.value();
    }

    private RiskRun mustFind(UUID id) {
        return risks.find(id).orElseThrow(() -> new NotFound("risk run", id));
    }

    @GetMapping("/risk-runs/{id}")
    String show(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String industry,
            @RequestParam(defaultValue = "0") int from,
            HttpServletResponse answer,
            Model model,
            Locale locale) {
        var run = mustFind(id);
        if (run.state().atWork()) {
            answer.setHeader("Refresh", LOOKS_AGAIN);
        }
        var all = risks.ranking(id);
        var found = of(all, industry);
        int start = Math.min(Math.max(0, from), Math.max(0, found.size() - 1)) / ROWS * ROWS;
        var address = ListAddress.of("/risk-runs/" + id).with("industry", Typed.text(industry));
        var rows = found.stream().skip(start).limit(ROWS).map(it -> row(it, run, locale)).toList();
        model.addAttribute(
                "page",
                new Page(
                        Line.of(run, words, locale),
                        run.reading(),
                        ScenarioPages.written(run.reading().growth(), book.inForce()),
                        run.network().head().unit(),
                        rows,
                        found.size(),
                        found.isEmpty() ? null : row(found.getFirst(), run, locale),
                        start == 0 ? null : address.page("from", start - ROWS),
                        start + ROWS >= found.size() ? null : address.page("from", start + ROWS),
                        address,
                        all.stream().map(it -> it.firm().sector()).distinct().sorted().toList(),
                        Typed.text(industry),
                        matrix.admits(viewers.current().role(), "POST", "/what-if")));
        return "chain/risk-run";
    }

    /** A firm with its place among all, whatever is shown of them. */
    private record Ranked(int rank, FirmRisk risk) {}

    private static List<Ranked> of(List<FirmRisk> all, String industry) {
        return IntStream.range(0, all.size())
                .mapToObj(it -> new Ranked(it + 1, all.get(it)))
                .filter(it -> industry.isEmpty() || it.risk.firm().sector().equals(industry))
                .toList();
    }

    private Row row(Ranked ranked, RiskRun run, Locale locale) {
        var it = ranked.risk;
        var firm = it.firm();
        return new Row(
                ranked.rank,
                firm.id(),
                firm.nameIn(locale),
                firm.district() == null
                        ? words.country(firm.country(), locale)
                        : words.district(firm.district(), locale),
                firm.sector(),
                Figures.volume(it.sold(), locale),
                Figures.percent(it.index()),
                Figures.percent(it.down()),
                Figures.percent(it.up()),
                it.cutOff(),
                ScenarioPages.address(
                        run.network().id(),
                        new Scenario(
                                List.of(new Scenario.Stop(Scenario.Kind.FIRM, firm.id(), 100)),
                                List.of())));
    }

    @GetMapping("/risk-runs/{id}/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable UUID id,
            @PathVariable String form,
            @RequestParam(defaultValue = "") String industry,
            Locale locale) {
        var kind = Sheet.Form.of(form);
        var run = mustFind(id);
        looks.note(
                Looks.What.EXPORT, id, run.network().head().key() + " v" + run.network().version());
        var sheet =
                new Sheet(
                        "systemic-risk-" + id.toString().substring(0, 8),
                        List.of(
                                "risk.rank",
                                "network.id",
                                "network.firm",
                                "network.industry",
                                "network.sold",
                                "risk.index",
                                "risk.down",
                                "risk.up"),
                        it -> words.say(it, locale));
        for (var ranked : of(risks.ranking(id), industry)) {
            var it = ranked.risk;
            sheet.add(
                    ranked.rank,
                    it.firm().id(),
                    it.firm().nameIn(locale),
                    it.firm().sector(),
                    Figures.rounded(it.sold(), 2),
                    Figures.rounded(it.index(), 8),
                    Figures.rounded(it.down(), 8),
                    Figures.rounded(it.up(), 8));
        }
        return sheet.download(kind);
    }

    @PostMapping("/risk-runs/{id}/cancellation")
    String cancel(@PathVariable UUID id, @RequestParam String key, RedirectAttributes flash) {
        commands.once(key, new CancelCommand(id), id, () -> risks.cancel(id));
        flash.addFlashAttribute("done", "risk-cancelled");
        return "redirect:/risk-runs/" + id;
    }
}
