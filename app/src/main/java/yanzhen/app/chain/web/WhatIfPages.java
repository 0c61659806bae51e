package yanzhen.app.chain.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Looks;
import yanzhen.app.chain.WhatIfs;
import yanzhen.app.chain.WhatIfs.FirmLoss;
import yanzhen.app.chain.WhatIfs.Total;
import yanzhen.app.chain.WhatIfs.WhatIf;
import yanzhen.app.site.Choice;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Sheet;

/** 推演: what was asked, what a question comes to, why a firm loses, and two answers side by side. */
@Controller
class WhatIfPages {

    private static final int ROWS = 50;
    private static final int LATEST = 50;
    private static final int COMPARED = 20;
    private static final List<String> CANNOT =
            List.of("firms", "essential", "substitutes", "stocks", "prices", "time", "sales");

    /** All that the list's template may read. */
    record Listing(
            List<Asking> runs, List<RiskRunPages.Line> risks, int networks, boolean mayAsk) {}

    /** A question and what it came to. */
    record Asking(
            UUID id,
            String words,
            String network,
            boolean synthetic,
            String loss,
            int hit,
            String at,
            String by) {}

    /** All that a run's template may read. */
    record Page(
            UUID id,
            UUID network,
            String networkName,
            String digest,
            boolean synthetic,
            boolean present,
            String unit,
            List<String> changes,
            String words,
            Answer answer,
            @Nullable Answer before,
            String saved,
            boolean better,
            List<Relieved> relief,
            List<Reach> reached,
            CascadePicture picture,
            @Nullable Moment moment,
            String reading,
            String losses,
            String askedAt,
            String askedBy,
            Table table,
            List<Choice> others,
            List<String> cannot,
            boolean mayAsk,
            String again) {}

    /** What is lost in all. */
    record Answer(
            String loss,
            String amount,
            String shock,
            String beyond,
            int stopped,
            int hit,
            int steps,
            boolean settled) {}

    /** What a new supplier spares its customer. */
    record Relieved(String words, String volume, String before, String after) {}

    /** How many firms a stop came to. */
    record Reach(String words, int firms, int registered) {}

    /** The step that is looked at, and those beside it. */
    record Moment(
            int step,
            int hit,
            String loss,
            String grown,
            @Nullable Integer earlier,
            @Nullable Integer later) {}

    /** The losses, by firm or by group. */
    record Table(
            String by,
            List<Tab> tabs,
            List<FirmRow> firms,
            List<GroupRow> groups,
            int found,
            @Nullable String earlier,
            @Nullable String later,
            ListAddress address) {}

    record Tab(String by, String address) {}

    record FirmRow(
            String id,
            String name,
            String place,
            String industry,
            String sold,
            String loss,
            String amount,
            String through,
            String from,
            int step) {}

    record GroupRow(String key, String name, int hit, String amount, String part) {}

    /** All that the template of a firm's reasons may read. */
    record Reasons(
            UUID id,
            UUID network,
            String networkName,
            boolean synthetic,
            String unit,
            String words,
            String firm,
            String firmId,
            @Nullable FirmRow own,
            String down,
            String up,
            List<FirmRow> way,
            List<BroughtRow> suppliers,
            int supplierCount) {}

    record BroughtRow(
            String id, String name, String volume, String share, String loss, String brings) {}

    /** All that the template of two answers may read. */
    record Compared(
            Side one,
            Side other,
            boolean sameNetwork,
            List<Measure> measures,
            List<FirmPair> firms) {}

    record Side(
            UUID id, String words, String network, boolean synthetic, String reading, String at) {}

    record Measure(String name, String one, String other) {}

    record FirmPair(String name, String one, String other, int more) {}

    private final WhatIfs whatIfs;
    private final yanzhen.app.chain.SupplyNetworks networks;
    private final yanzhen.app.chain.RiskRuns risks;
    private final LossGroups groups;
    private final NetworkWords words;
    private final Looks looks;
    private final Viewers viewers;
    private final Matrix matrix;

    WhatIfPages(
            WhatIfs whatIfs,
            yanzhen.app.chain.SupplyNetworks networks,
            yanzhen.app.chain.RiskRuns risks,
            LossGroups groups,
            NetworkWords words,
            Looks looks,
            Viewers viewers,
            Matrix matrix) {
        this.whatIfs = whatIfs;
        this.networks = networks;
        this.risks = risks;
        this.groups = groups;
        this.words = words;
        this.looks = looks;
        this.viewers = viewers;
        this.matrix = matrix;
    }

    private boolean mayAsk() {
        return matrix.admits(viewers.current().role(), "POST", "/what-if");
    }

    @GetMapping("/what-if")
    String list(Model model, Locale locale) {
        model.addAttribute(
                "listing",
                new Listing(
                        whatIfs.latest(null, LATEST).stream()
                                .map(it -> asking(it, locale))
                                .toList(),
                        risks.latest(null, LATEST).stream()
                                .map(it -> RiskRunPages.Line.of(it, words, locale))
                                .toList(),
                        networks.all().size(),
                        mayAsk()));
        return "chain/what-ifs";
    }

    private Asking asking(WhatIf it, Locale locale) {
        return new Asking(
                it.id(),
                words.line(it, locale),
                words.dataSet(it.network(), locale),
                it.network().head().synthetic(),
                Figures.percent(it.total().loss()),
                it.total().hit(),
                words.at(it.askedAt()),
                words.by(it.askedBy(), locale));
    }

    private WhatIf mustFind(UUID id) {
        return whatIfs.find(id).orElseThrow(() -> new NotFound("what-if", id));
    }

    @GetMapping("/what-if/{id}")
    String show(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer step,
            @RequestParam(defaultValue = "FIRM") LossGroups.By by,
            @RequestParam(defaultValue = "0") int from,
            Model model,
            Locale locale) {
        var run = mustFind(id);
        var network = run.network();
        var moment = moment(run, step);
        model.addAttribute(
                "page",
                new Page(
                        id,
                        network.id(),
                        words.dataSet(network, locale),
                        network.digest(),
                        network.head().synthetic(),
                        network.present(),
                        network.head().unit(),
                        words.scenario(run, locale),
                        words.line(run, locale),
                        answer(run.total(), run, locale),
                        run.before() == null ? null : answer(run.before(), run, locale),
                        saved(run),
                        run.before() != null && run.total().loss() < run.before().loss(),
                        relief(run, locale),
                        run.reached().stream()
                                .map(it ->
                                        new Reach(
                                                words.stop(it.stop(), run.names(), locale),
                                                it.firms(),
                                                it.registered()))
                                .toList(),
                        CascadePicture.of(run.steps(), moment == null ? null : moment.step),
                        moment,
                        words.reading(run.reading(), locale),
                        run.digest(),
                        words.at(run.askedAt()),
                        words.by(run.askedBy(), locale),
                        table(run, moment, by, from, locale),
                        others(run, locale),
                        CANNOT,
                        mayAsk(),
                        ScenarioPages.address(network.id(), run.scenario())));
        return "chain/what-if";
    }

    private static Answer answer(Total it, WhatIf run, Locale locale) {
        return new Answer(
                Figures.percent(it.loss()),
                Figures.volume(it.loss() * run.sold(), locale),
                Figures.percent(it.shock()),
                Figures.percent(Math.max(0, it.loss() - it.shock())),
                it.stopped(),
                it.hit(),
                run.steps().size() - 1,
                it.settled());
    }

    private static String saved(WhatIf run) {
        var before = run.before();
        return before == null ? "" : Figures.percent(Math.abs(before.loss() - run.total().loss()));
    }

    private List<Relieved> relief(WhatIf run, Locale locale) {
        return run.relief().stream()
                .map(it ->
                        new Relieved(
                                words.added(it.added(), run.names(), locale),
                                Figures.volume(it.volume(), locale),
                                Figures.percent(it.lossBefore()),
                                Figures.percent(it.lossAfter())))
                .toList();
    }

    private static @Nullable Moment moment(WhatIf run, @Nullable Integer step) {
        if (step == null || step < 0 || step >= run.steps().size()) {
            return null;
        }
        var it = run.steps().get(step);
        double before = step == 0 ? 0 : run.steps().get(step - 1).loss();
        return new Moment(
                step,
                it.hit(),
                Figures.percent(it.loss()),
                Figures.percent(Math.max(0, it.loss() - before)),
                step == 0 ? null : step - 1,
                step + 1 == run.steps().size() ? null : step + 1);
    }

    private Table table(
            WhatIf run, @Nullable Moment moment, LossGroups.By by, int from, Locale locale) {
        var base = ListAddress.of("/what-if/" + run.id()).at("losses");
        if (moment != null) {
            base = base.with("step", moment.step);
        }
        var address = base.with("by", by.name());
        var every = whatIfs.losses(run.id());
        var losses = hitBy(every, moment);
        var grouped =
                by == LossGroups.By.FIRM
                        ? List.<LossGroups.Group>of()
                        : groups.of(losses, LossGroups.sum(every), by, locale);
        int found = by == LossGroups.By.FIRM ? losses.size() : grouped.size();
        int start = Math.min(Math.max(0, from), Math.max(0, found - 1)) / ROWS * ROWS;
        var tabs = new ArrayList<Tab>();
        for (var one : LossGroups.By.values()) {
            tabs.add(new Tab(one.name(), base.with("by", one.name()).first()));
        }
        return new Table(
                by.name(),
                tabs,
                by == LossGroups.By.FIRM
                        ? losses.stream()
                                .skip(start)
                                .limit(ROWS)
                                .map(it -> row(it, locale))
                                .toList()
                        : List.of(),
                grouped.stream()
                        .skip(start)
                        .limit(ROWS)
                        .map(it ->
                                new GroupRow(
                                        it.key(),
                                        it.name(),
                                        it.hit(),
                                        Figures.volume(it.amount(), locale),
                                        Figures.percent(it.part())))
                        .toList(),
                found,
                start == 0 ? null : address.page("from", start - ROWS),
                start + ROWS >= found ? null : address.page("from", start + ROWS),
                ListAddress.of("/what-if/" + run.id() + "/losses/" + by.name()));
    }

    /** All, or those whom the step hits for the first time. */
    private static List<FirmLoss> hitBy(List<FirmLoss> all, @Nullable Moment moment) {
        return moment == null ? all : all.stream().filter(it -> it.step() == moment.step).toList();
    }

    private FirmRow row(FirmLoss it, Locale locale) {
        var firm = it.firm();
        return new FirmRow(
                firm.id(),
                firm.nameIn(locale),
                firm.district() == null
                        ? words.country(firm.country(), locale)
                        : words.district(firm.district(), locale),
                firm.sector(),
                Figures.volume(it.sold(), locale),
                Figures.percent(it.loss()),
                Figures.volume(it.amount(), locale),
                it.through().name(),
                it.from().nameIn(locale),
                it.step());
    }

    private List<Choice> others(WhatIf run, Locale locale) {
        return whatIfs.latest(null, LATEST).stream()
                .filter(it -> !it.id().equals(run.id()))
                .map(it ->
                        new Choice(
                                it.id().toString(),
                                words.line(it, locale)
                                        + " · "
                                        + Figures.percent(it.total().loss())
                                        + " %"))
                .toList();
    }

    /** Where the form that chooses the other one leads. */
    @GetMapping("/what-if/{id}/comparison")
    String choose(@PathVariable UUID id, @RequestParam UUID other) {
        return "redirect:/what-if/" + id + "/against/" + other;
    }

    @GetMapping("/what-if/{id}/losses/{by}/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable UUID id,
            @PathVariable LossGroups.By by,
            @PathVariable String form,
            Locale locale) {
        var kind = Sheet.Form.of(form);
        var run = mustFind(id);
        looks.note(
                Looks.What.EXPORT,
                id,
                run.network().head().key() + " v" + run.network().version() + " · " + by);
        var losses = whatIfs.losses(id);
        var name = "what-if-" + id.toString().substring(0, 8) + "-" + by;
        return (by == LossGroups.By.FIRM
                        ? firms(name, losses, locale)
                        : grouped(
                                name,
                                groups.of(losses, LossGroups.sum(losses), by, locale),
                                by,
                                locale))
                .download(kind);
    }

    private Sheet firms(String name, List<FirmLoss> losses, Locale locale) {
        var sheet =
                new Sheet(
                        name,
                        List.of(
                                "network.id",
                                "network.firm",
                                "network.country",
                                "network.district",
                                "network.industry",
                                "network.sold",
                                "loss.share",
                                "loss.down",
                                "loss.up",
                                "loss.amount",
                                "loss.through",
                                "loss.from",
                                "loss.step"),
                        it -> words.say(it, locale));
        for (var it : losses) {
            var firm = it.firm();
            sheet.add(
                    firm.id(),
                    firm.nameIn(locale),
                    words.country(firm.country(), locale),
                    words.district(firm.district(), locale),
                    firm.sector(),
                    Figures.rounded(it.sold(), 2),
                    Figures.rounded(it.loss(), 6),
                    Figures.rounded(it.down(), 6),
                    Figures.rounded(it.up(), 6),
                    Figures.rounded(it.amount(), 2),
                    words.say("through." + it.through(), locale),
                    it.from().nameIn(locale),
                    it.step());
        }
        return sheet;
    }

    private Sheet grouped(
            String name, List<LossGroups.Group> found, LossGroups.By by, Locale locale) {
        var sheet =
                new Sheet(
                        name,
                        List.of("loss.by." + by, "loss.hit", "loss.amount", "loss.part"),
                        it -> words.say(it, locale));
        found.forEach(it ->
                sheet.add(
                        it.name(),
                        it.hit(),
                        Figures.rounded(it.amount(), 2),
                        Figures.rounded(it.part(), 6)));
        return sheet;
    }

    @GetMapping("/what-if/{id}/firms/{firm}")
    String why(@PathVariable UUID id, @PathVariable String firm, Model model, Locale locale) {
        var run = mustFind(id);
        var why = whatIfs.why(id, firm).orElseThrow(() -> new NotFound("firm", firm));
        var own = why.own();
        model.addAttribute(
                "page",
                new Reasons(
                        id,
                        run.network().id(),
                        words.dataSet(run.network(), locale),
                        run.network().head().synthetic(),
                        run.network().head().unit(),
                        words.line(run, locale),
                        why.firm().nameIn(locale),
                        firm,
                        own == null ? null : row(own, locale),
                        own == null ? "0.00" : Figures.percent(own.down()),
                        own == null ? "0.00" : Figures.percent(own.up()),
                        why.way().stream().map(it -> row(it, locale)).toList(),
                        why.suppliers().stream()
                                .limit(ROWS)
                                .map(it ->
                                        new BroughtRow(
                                                it.supplier().id(),
                                                it.supplier().nameIn(locale),
                                                Figures.volume(it.volume(), locale),
                                                Figures.percent(it.share()),
                                                Figures.percent(it.loss()),
                                                Figures.percent(it.share() * it.loss())))
                                .toList(),
                        why.suppliers().size()));
        return "chain/what-if-why";
    }

    /** Stores nothing, so that it may be done as often as anybody likes. */
    @GetMapping("/what-if/{id}/again")
    String repeat(@PathVariable UUID id, RedirectAttributes flash) {
        var run = mustFind(id);
        flash.addFlashAttribute(
                "done",
                whatIfs.repeated(id).equals(run.digest())
                        ? "what-if-repeated"
                        : "what-if-otherwise");
        return "redirect:/what-if/" + id;
    }

    @GetMapping("/what-if/{id}/against/{other}")
    String compare(@PathVariable UUID id, @PathVariable UUID other, Model model, Locale locale) {
        var one = mustFind(id);
        var two = mustFind(other);
        model.addAttribute(
                "page",
                new Compared(
                        side(one, locale),
                        side(two, locale),
                        one.network().digest().equals(two.network().digest()),
                        measures(
                                answer(one.total(), one, locale), answer(two.total(), two, locale)),
                        pairs(whatIfs.losses(id), whatIfs.losses(other), locale)));
        return "chain/what-if-compare";
    }

    private Side side(WhatIf it, Locale locale) {
        return new Side(
                it.id(),
                words.line(it, locale),
                words.dataSet(it.network(), locale),
                it.network().head().synthetic(),
                words.reading(it.reading(), locale),
                words.at(it.askedAt()));
    }

    private static List<Measure> measures(Answer one, Answer other) {
        return List.of(
                new Measure("compare.loss", one.loss + " %", other.loss + " %"),
                new Measure("compare.amount", one.amount, other.amount),
                new Measure("compare.beyond", one.beyond + " %", other.beyond + " %"),
                new Measure("compare.stopped", "" + one.stopped, "" + other.stopped),
                new Measure("compare.hit", "" + one.hit, "" + other.hit),
                new Measure("compare.steps", "" + one.steps, "" + other.steps));
    }

    /** The firms that lose most in either, with what they lose in both. */
    private static List<FirmPair> pairs(List<FirmLoss> one, List<FirmLoss> other, Locale locale) {
        var first = byId(one);
        var second = byId(other);
        var ids = new LinkedHashSet<String>();
        for (int at = 0; at < COMPARED; at++) {
            if (at < one.size()) {
                ids.add(one.get(at).firm().id());
            }
            if (at < other.size()) {
                ids.add(other.get(at).firm().id());
            }
        }
        return ids.stream().map(it -> pair(first.get(it), second.get(it), locale)).toList();
    }

    private static FirmPair pair(@Nullable FirmLoss one, @Nullable FirmLoss other, Locale locale) {
        double first = one == null ? 0 : one.loss();
        double second = other == null ? 0 : other.loss();
        var named = one == null ? other : one;
        return new FirmPair(
                named == null ? "" : named.firm().nameIn(locale),
                Figures.percent(first),
                Figures.percent(second),
                Double.compare(second, first));
    }

    private static Map<String, FirmLoss> byId(List<FirmLoss> losses) {
        var byId = new HashMap<String, FirmLoss>();
        losses.forEach(it -> byId.put(it.firm().id(), it));
        return byId;
    }
}
