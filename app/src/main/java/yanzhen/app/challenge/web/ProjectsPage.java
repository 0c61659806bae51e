package yanzhen.app.challenge.web;

import java.util.Arrays;
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
import yanzhen.app.challenge.Delivery;
import yanzhen.app.challenge.Delivery.Listed;
import yanzhen.app.site.Choice;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;

/** 项目: all of them, with how far they have come and who is to act. */
@Controller
class ProjectsPage {

    private static final List<String> STATES =
            List.of("RUNNING", "WAITING", "OVERDUE", "COMPLETED");
    private static final List<String> HEADS =
            List.of(
                    "challenge.title",
                    "project.team",
                    "challenge.weak-link",
                    "challenge.state",
                    "project.progress",
                    "project.next-due",
                    "project.started",
                    "challenge.mark");

    /** What the address holds; all may be missing. */
    record Asked(
            @Nullable String q,
            @Nullable String state,
            @Nullable String category,
            @Nullable String chain,
            @Nullable String sort,
            @Nullable String cursor) {

        Delivery.Query query(java.time.LocalDate today) {
            return new Delivery.Query(
                    Typed.text(q),
                    WallPage.among(STATES, state),
                    WallPage.among(Shown.categories(), category),
                    Typed.text(chain),
                    Arrays.stream(Delivery.Sort.values())
                            .filter(it -> it.name().equals(sort))
                            .findFirst()
                            .orElse(Delivery.Sort.STARTED),
                    today);
        }
    }

    /** All that the template may read. */
    record Portfolio(
            List<Line> lines,
            long found,
            long running,
            long waiting,
            long overdue,
            long all,
            @Nullable String next,
            boolean first,
            ListAddress address,
            Delivery.Query query,
            List<Choice> chains,
            List<String> categories,
            List<String> states) {}

    /**
     * One project.
     *
     * @param state RUNNING, WAITING, OVERDUE or COMPLETED, the most pressing one
     */
    record Line(
            UUID id,
            String title,
            UUID team,
            String teamName,
            String place,
            String state,
            int accepted,
            int milestones,
            String nextDue,
            String started,
            boolean synthetic) {}

    private final Delivery delivery;
    private final Shown shown;

    ProjectsPage(Delivery delivery, Shown shown) {
        this.delivery = delivery;
        this.shown = shown;
    }

    @GetMapping("/projects")
    String show(@ModelAttribute Asked asked, Model model, Locale locale) {
        var query = asked.query(shown.today());
        var after = Cursor.read(asked.cursor, 2).orElse(null);
        var slice = delivery.search(query, after, WallPage.ROWS);
        model.addAttribute(
                "portfolio",
                new Portfolio(
                        lines(slice.items(), locale),
                        delivery.count(query),
                        delivery.count(ofState("RUNNING")),
                        delivery.count(ofState("WAITING")),
                        delivery.count(ofState("OVERDUE")),
                        delivery.count(ofState("")),
                        slice.next(),
                        after == null,
                        address(query),
                        query,
                        shown.chains(locale),
                        Shown.categories(),
                        STATES));
        return "challenge/projects";
    }

    private static ListAddress address(Delivery.Query query) {
        return ListAddress.of("/projects")
                .with("q", query.words())
                .with("state", query.state())
                .with("category", query.category())
                .with("chain", query.chain())
                .sorted(query.sort())
                .largestFirst(Delivery.Sort.STARTED);
    }

    private Delivery.Query ofState(String state) {
        return new Delivery.Query("", state, "", "", Delivery.Sort.STARTED, shown.today());
    }

    private List<Line> lines(List<Listed> found, Locale locale) {
        var teams =
                shown.names(found.stream().map(it -> it.project().organisation()).toList(), locale);
        return found.stream()
                .map(it ->
                        new Line(
                                it.project().id(),
                                it.project().title(),
                                it.project().organisation(),
                                teams.getOrDefault(it.project().organisation(), ""),
                                Shown.place(it.chain(), it.node(), locale),
                                state(it),
                                it.accepted(),
                                it.milestones(),
                                it.nextDue() == null ? "" : it.nextDue().toString(),
                                it.project().startedOn().toString(),
                                it.project().synthetic()))
                .toList();
    }

    private String state(Listed it) {
        if (!it.project().running()) {
            return "COMPLETED";
        }
        boolean late = it.nextDue() != null && it.nextDue().isBefore(shown.today());
        return late ? "OVERDUE" : it.waiting() ? "WAITING" : "RUNNING";
    }

    @GetMapping("/projects/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String form, @ModelAttribute Asked asked, Locale locale) {
        var kind = Sheet.Form.of(form);
        var sheet =
                new Sheet(shown.say("projects.title", locale), HEADS, it -> shown.say(it, locale));
        var found = delivery.search(asked.query(shown.today()), null, WallPage.EXPORTED).items();
        for (var line : lines(found, locale)) {
            sheet.add(
                    line.title,
                    line.teamName,
                    line.place,
                    shown.say("project.state." + line.state, locale),
                    line.accepted + "/" + line.milestones,
                    line.nextDue,
                    line.started,
                    line.synthetic ? shown.say("site.synthetic", locale) : "");
        }
        return sheet.download(kind);
    }
}
