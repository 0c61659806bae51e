package yanzhen.app.challenge.web;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Reviews;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.challenge.Delivery;
import yanzhen.app.challenge.Outcome;
import yanzhen.app.challenge.Outcomes;
import yanzhen.app.site.Choice;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;

/** 成果: all that were accepted, and each with what was measured. */
@Controller
class OutcomesPage {

    private static final int FIRST_YEAR = 2021;
    private static final List<String> HEADS =
            List.of(
                    "challenge.title",
                    "node.category",
                    "project.team",
                    "outcome.accepted-on",
                    "challenge.mark");

    /** What the address holds; all may be missing. */
    record Asked(
            @Nullable String q,
            @Nullable String category,
            @Nullable String chain,
            @Nullable String year,
            @Nullable String cursor) {

        Outcomes.Query query() {
            var in = Typed.text(year);
            return new Outcomes.Query(
                    Typed.text(q),
                    WallPage.among(Shown.categories(), category),
                    Typed.text(chain),
                    in.matches("20\\d\\d") ? Integer.valueOf(in) : null);
        }
    }

    /** All that the template may read. */
    record Store(
            List<Line> lines,
            long found,
            long all,
            @Nullable String next,
            boolean first,
            ListAddress address,
            Outcomes.Query query,
            List<Choice> chains,
            List<String> categories,
            List<Integer> years) {}

    record Line(
            UUID id,
            String title,
            String category,
            UUID team,
            String teamName,
            String acceptedOn,
            boolean synthetic) {}

    record View(
            Outcome outcome,
            String team,
            @Nullable WeakPoint weakLink,
            List<MeasuredLine> measured,
            Delivery.Acceptance acceptance,
            List<ReviewLine> reviews,
            boolean mayState,
            boolean mayList,
            boolean mayContract) {}

    /**
     * 复诊: what the node was before the project and is since the acceptance.
     *
     * @param before null when it had not been judged before
     * @param facts how many of its facts have changed by the acceptance
     */
    record ReviewLine(
            @Nullable String before, int beforeWeight, String after, int afterWeight, int facts) {

        static ReviewLine of(Reviews.Review it) {
            var before = it.before();
            return new ReviewLine(
                    before == null ? null : before.state().key(),
                    before == null ? 0 : before.weight(),
                    it.after().state().key(),
                    it.after().weight(),
                    it.facts());
        }
    }

    record MeasuredLine(
            String metric, String target, String value, boolean met, String testMethod) {}

    private final Outcomes outcomes;
    private final Delivery delivery;
    private final WeakLinks weakLinks;
    private final Reviews reviews;
    private final Shown shown;
    private final Viewers viewers;
    private final Matrix matrix;

    OutcomesPage(
            Outcomes outcomes,
            Delivery delivery,
            WeakLinks weakLinks,
            Reviews reviews,
            Shown shown,
            Viewers viewers,
            Matrix matrix) {
        this.outcomes = outcomes;
        this.delivery = delivery;
        this.weakLinks = weakLinks;
        this.reviews = reviews;
        this.shown = shown;
        this.viewers = viewers;
        this.matrix = matrix;
    }

    @GetMapping("/outcomes")
    String list(@ModelAttribute Asked asked, Model model, Locale locale) {
        var query = asked.query();
        var after = Cursor.read(asked.cursor, 2).orElse(null);
        var slice = outcomes.search(query, after, WallPage.ROWS);
        model.addAttribute(
                "store",
                new Store(
                        lines(slice.items(), locale),
                        outcomes.count(query),
                        outcomes.count(Outcomes.Query.all()),
                        slice.next(),
                        after == null,
                        address(query),
                        query,
                        shown.chains(locale),
                        Shown.categories(),
                        java.util.stream.IntStream.rangeClosed(FIRST_YEAR, shown.today().getYear())
                                .boxed()
                                .toList()
                                .reversed()));
        return "challenge/outcomes";
    }

    private static ListAddress address(Outcomes.Query query) {
        return ListAddress.of("/outcomes")
                .with("q", query.words())
                .with("category", query.category())
                .with("chain", query.chain())
                .with("year", query.year());
    }

    private List<Line> lines(List<Outcome> found, Locale locale) {
        var teams = shown.names(found.stream().map(Outcome::organisation).toList(), locale);
        return found.stream()
                .map(it ->
                        new Line(
                                it.id(),
                                it.title(),
                                it.category().name(),
                                it.organisation(),
                                teams.getOrDefault(it.organisation(), ""),
                                it.acceptedOn().toString(),
                                it.synthetic()))
                .toList();
    }

    @GetMapping("/outcomes/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String form, @ModelAttribute Asked asked, Locale locale) {
        var kind = Sheet.Form.of(form);
        var sheet =
                new Sheet(shown.say("outcomes.title", locale), HEADS, it -> shown.say(it, locale));
        var found = outcomes.search(asked.query(), null, WallPage.EXPORTED).items();
        for (var line : lines(found, locale)) {
            sheet.add(
                    line.title,
                    shown.say("category." + line.category, locale),
                    line.teamName,
                    line.acceptedOn,
                    line.synthetic ? shown.say("site.synthetic", locale) : "");
        }
        return sheet.download(kind);
    }

    @GetMapping("/outcomes/{id}")
    String one(@PathVariable UUID id, Model model, Locale locale) {
        var outcome = outcomes.findOutcome(id).orElseThrow(() -> new NotFound("outcome", id));
        var viewer = viewers.current();
        boolean own = viewer.actsFor(outcome.organisation());
        var link = outcome.weakLink();
        model.addAttribute(
                "view",
                new View(
                        outcome,
                        shown.name(outcome.organisation(), locale),
                        link == null
                                ? null
                                : WeakPoint.of(weakLinks.find(link).orElse(null), locale),
                        delivery.measured(id).stream().map(OutcomesPage::measured).toList(),
                        delivery.acceptance(id),
                        reviews.because("outcome", id).stream().map(ReviewLine::of).toList(),
                        matrix.admits(viewer.role(), "POST", "/chains/x/nodes/x/facts"),
                        own && matrix.admits(viewer.role(), "GET", "/products/new"),
                        own && matrix.admits(viewer.role(), "GET", "/contracts/new")));
        return "challenge/outcome";
    }

    private static MeasuredLine measured(Delivery.Measured it) {
        return new MeasuredLine(
                it.metric(),
                "%s %s %s"
                        .formatted(
                                it.atLeast() ? "≥" : "≤",
                                ChallengeForm.plain(it.target()),
                                it.unit()),
                ChallengeForm.plain(it.value()) + " " + it.unit(),
                it.met(),
                it.testMethod());
    }
}
