package yanzhen.app.challenge.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Viewers;
import yanzhen.app.challenge.Wall;
import yanzhen.app.challenge.Wall.Listed;
import yanzhen.app.site.Choice;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.RailEntry;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;

/** 揭榜挂帅: the wall, searched, filtered and exported. */
@Controller
class WallPage {

    static final int ROWS = 30;
    static final int EXPORTED = 10_000;
    private static final List<String> STATES =
            List.of("OPEN", "CLOSED", "AWARDED", "COMPLETED", "WITHDRAWN", "DRAFT");

    private static final List<String> HEADS =
            List.of(
                    "challenge.title",
                    "challenge.state",
                    "node.category",
                    "challenge.weak-link",
                    "challenge.owner",
                    "challenge.reward",
                    "challenge.published-on",
                    "challenge.deadline",
                    "challenge.deliver",
                    "challenge.mark");

    /** What the address holds; all may be missing. */
    record Asked(
            @Nullable String q,
            @Nullable String state,
            @Nullable String category,
            @Nullable String chain,
            @Nullable String sort,
            @Nullable String cursor) {

        Wall.Query query() {
            return new Wall.Query(
                    Typed.text(q),
                    among(STATES, state),
                    among(Shown.categories(), category),
                    Typed.text(chain),
                    Arrays.stream(Wall.Sort.values())
                            .filter(it -> it.name().equals(sort))
                            .findFirst()
                            .orElse(Wall.Sort.STATE));
        }
    }

    /** The value when it is one of these, else empty, which asks for all. */
    static String among(List<String> known, @Nullable String typed) {
        return known.contains(Typed.text(typed)) ? Typed.text(typed) : "";
    }

    /** All that the template may read. */
    record Board(
            List<Line> lines,
            long found,
            long open,
            long waiting,
            long all,
            @Nullable String next,
            boolean first,
            ListAddress address,
            Wall.Query query,
            List<Choice> chains,
            List<String> categories,
            List<String> states,
            boolean mayDraft) {}

    record Line(
            UUID id,
            String title,
            String category,
            String place,
            UUID owner,
            String ownerName,
            String state,
            Shown.@Nullable Amount reward,
            @Nullable String deadline,
            @Nullable String published,
            boolean synthetic) {}

    private final Wall wall;
    private final Shown shown;
    private final Viewers viewers;
    private final Matrix matrix;
    private final java.time.Clock clock;

    WallPage(Wall wall, Shown shown, Viewers viewers, Matrix matrix, java.time.Clock clock) {
        this.wall = wall;
        this.shown = shown;
        this.viewers = viewers;
        this.matrix = matrix;
        this.clock = clock;
    }

    @GetMapping("/challenges")
    String show(@ModelAttribute Asked asked, Model model, Locale locale) {
        var query = asked.query();
        var after = Cursor.read(asked.cursor, 2).orElse(null);
        var slice = wall.search(query, after, ROWS);
        model.addAttribute(
                "board",
                new Board(
                        lines(slice.items(), locale),
                        wall.count(query),
                        wall.count(ofState("OPEN")),
                        wall.count(ofState("CLOSED")),
                        wall.count(Wall.Query.all()),
                        slice.next(),
                        after == null,
                        address(query),
                        query,
                        shown.chains(locale),
                        Shown.categories(),
                        STATES,
                        matrix.admits(viewers.current().role(), "GET", "/challenges/new")));
        return "challenge/wall";
    }

    private static ListAddress address(Wall.Query query) {
        return ListAddress.of("/challenges")
                .with("q", query.words())
                .with("state", query.state())
                .with("category", query.category())
                .with("chain", query.chain())
                .sorted(query.sort())
                .largestFirst(Wall.Sort.values());
    }

    private static Wall.Query ofState(String state) {
        return new Wall.Query("", state, "", "", Wall.Sort.STATE);
    }

    private List<Line> lines(List<Listed> found, Locale locale) {
        var owners =
                shown.names(
                        found.stream().map(it -> it.challenge().content().owner()).toList(),
                        locale);
        return found.stream()
                .map(it -> {
                    var challenge = it.challenge();
                    var content = challenge.content();
                    return new Line(
                            challenge.id(),
                            content.title(),
                            content.category().name(),
                            Shown.place(it.chain(), it.node(), locale),
                            content.owner(),
                            owners.getOrDefault(content.owner(), ""),
                            challenge.shownState(clock.instant()),
                            Shown.amount(content.reward(), locale),
                            shown.moment(content.bidDeadline()),
                            shown.day(challenge.onTheWallSince()),
                            challenge.synthetic());
                })
                .toList();
    }

    @GetMapping("/challenges/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String form, @ModelAttribute Asked asked, Locale locale) {
        var kind = Sheet.Form.of(form);
        var sheet =
                new Sheet(
                        shown.say("challenges.title", locale), HEADS, it -> shown.say(it, locale));
        var found = wall.search(asked.query(), null, EXPORTED).items();
        var lines = lines(found, locale);
        for (int at = 0; at < found.size(); at++) {
            var content = found.get(at).challenge().content();
            var reward = content.reward();
            var line = lines.get(at);
            sheet.add(
                    line.title,
                    shown.say("challenge.state." + line.state, locale),
                    shown.say("category." + line.category, locale),
                    line.place,
                    line.ownerName,
                    reward == null ? null : reward.amount(),
                    line.published,
                    line.deadline,
                    content.deliverBy(),
                    line.synthetic ? shown.say("site.synthetic", locale) : "");
        }
        return sheet.download(kind);
    }

    /** The entries of this module in the rail. */
    @Configuration(proxyBeanMethods = false)
    static class Rail {
        @Bean
        RailEntry challengesEntry() {
            return new RailEntry(40, "challenges", "/challenges");
        }

        @Bean
        RailEntry projectsEntry() {
            return new RailEntry(45, "projects", "/projects");
        }

        @Bean
        RailEntry outcomesEntry() {
            return new RailEntry(47, "outcomes", "/outcomes");
        }
    }
}
