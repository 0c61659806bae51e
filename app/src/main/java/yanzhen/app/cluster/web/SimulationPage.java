package yanzhen.app.cluster.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;
import yanzhen.app.cluster.Conditions;
import yanzhen.app.cluster.Conditions.Condition;
import yanzhen.app.cluster.Formations;
import yanzhen.app.cluster.Formations.Outcome;
import yanzhen.app.cluster.Formations.Trial;
import yanzhen.app.cluster.Formations.Turn;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Reports;
import yanzhen.app.cluster.SchemeVersion;
import yanzhen.app.cluster.SchemeVersions;
import yanzhen.app.cluster.web.FormationFilter.Chosen;
import yanzhen.app.kernel.Problems;
import yanzhen.app.rules.Vocabulary;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;

/**
 * 试算: an officer changes a threshold or a datum and sees who enters and who leaves. Nothing is
 * stored.
 */
@Controller
class SimulationPage {

    private static final String PATH = "/formation/simulation";
    private static final String FIRST_TRIED = "specialised-sme";
    private static final int ROWS = 20;
    private static final int AT_ONCE = 1_000;

    private static final List<String> HEADS =
            List.of(
                    "column.code",
                    "column.name",
                    "column.district",
                    "column.industry",
                    "simulation.turn",
                    "simulation.held",
                    "column.mark");

    /**
     * All that the template may read.
     *
     * @param version of the rules that are tried
     * @param versions to choose; fewer than two where there is nothing to choose
     * @param conditions of the version; those that people judge cannot be tried
     * @param condition the one to be changed, counted from 1
     * @param rule as typed, or as it is in force
     * @param inForce as the pack has it in the version
     * @param result null until something was tried and could be read
     */
    record Sight(
            Chosen chosen,
            String scheme,
            String name,
            List<Choice> schemes,
            String version,
            List<Choice> versions,
            List<Tried> conditions,
            int condition,
            String rule,
            String inForce,
            List<Choice> data,
            String datum,
            String factor,
            @Nullable Result result) {}

    /**
     * A condition to choose.
     *
     * @param text of its rule; empty where people judge
     */
    record Tried(int number, String name, String text, @Nullable ShownRule rule) {}

    /** What came of it. */
    record Result(
            long firms,
            long before,
            long after,
            long undecided,
            long entering,
            long leaving,
            long heldLeaving,
            List<Line> enters,
            List<Line> leaves,
            ListAddress address) {}

    record Line(
            UUID id,
            String code,
            String name,
            boolean synthetic,
            String district,
            String industry,
            boolean enters,
            boolean held) {}

    private final Formations formations;
    private final FormationFilter filter;
    private final Conditions conditions;
    private final Organisations organisations;
    private final Reports reports;
    private final MessageSource messages;
    private final Clock clock;

    SimulationPage(
            Formations formations,
            FormationFilter filter,
            Conditions conditions,
            Organisations organisations,
            Reports reports,
            MessageSource messages,
            Clock clock) {
        this.formations = formations;
        this.filter = filter;
        this.conditions = conditions;
        this.organisations = organisations;
        this.reports = reports;
        this.messages = messages;
        this.clock = clock;
    }

    /** The scheme and the condition that are looked at, and what may be typed. */
    private record Asked(
            String scheme,
            SchemeVersions versions,
            SchemeVersion version,
            List<Condition> conditions,
            List<String> texts,
            int condition) {

        /** Whether other rules than those that stand are tried, even where none is changed. */
        boolean other(LocalDate today) {
            return !version.equals(versions.standing(today));
        }
    }

    @GetMapping(PATH)
    ModelAndView show(
            @ModelAttribute FormationFilter.Asked where,
            @ModelAttribute TrialTyping.Typing typed,
            Locale locale) {
        var problems = new Problems();
        var chosen = filter.read(where, problems, locale);
        var asked = asked(chosen, typed);
        var trial =
                typed.rule() == null && !asked.other(LocalDate.now(clock))
                        ? null
                        : trial(asked, whole(asked, typed), problems);
        var result =
                trial == null || !problems.none()
                        ? null
                        : result(
                                formations.simulate(trial, chosen.selection()),
                                address(chosen, asked, typed),
                                locale);
        return FormPage.of("cluster/simulation", problems)
                .addObject("sight", sight(chosen, asked, typed, result, locale));
    }

    private Asked asked(Chosen chosen, TrialTyping.Typing typed) {
        var scheme = chosen.scheme().isEmpty() ? FIRST_TRIED : chosen.scheme();
        var versions = conditions.versions(scheme).orElseThrow(() -> new NotFound("rule", scheme));
        var version =
                Typed.text(typed.version()).isEmpty()
                        ? versions.standing(LocalDate.now(clock))
                        : versions.find(Typed.text(typed.version()))
                                .orElseThrow(() ->
                                        new NotFound(
                                                "scheme version", Typed.text(typed.version())));
        var all = conditions.of(scheme, version.key());
        int first = 0;
        while (first < all.size() && all.get(first).rule() == null) {
            first++;
        }
        if (first == all.size()) {
            throw new NotFound("rule", scheme);
        }
        int wanted = typed.condition() == null ? first : typed.condition() - 1;
        boolean there = wanted >= 0 && wanted < all.size() && all.get(wanted).rule() != null;
        return new Asked(
                scheme,
                versions,
                version,
                all,
                formations.texts(scheme, version.key()),
                there ? wanted : first);
    }

    /** With the rule as it is where none was typed. */
    private static TrialTyping.Typing whole(Asked asked, TrialTyping.Typing typed) {
        return typed.rule() == null
                ? new TrialTyping.Typing(
                        typed.version(),
                        typed.condition(),
                        asked.texts.get(asked.condition),
                        typed.datum(),
                        typed.factor())
                : typed;
    }

    private @Nullable Trial trial(Asked asked, TrialTyping.Typing typed, Problems problems) {
        var words = new Vocabulary(reports.asked().stream().map(Reports.Asked::datum).toList());
        return TrialTyping.read(
                asked.scheme, asked.conditions, asked.condition, typed, words, problems);
    }

    private static ListAddress address(Chosen chosen, Asked asked, TrialTyping.Typing typed) {
        return ListAddress.of(PATH)
                .with("district", chosen.selection().district())
                .with("industry", chosen.industry())
                .with("scheme", asked.scheme)
                .with("version", typed.version())
                .with("condition", asked.condition + 1)
                .with("rule", typed.rule())
                .with("datum", typed.datum())
                .with("factor", typed.factor());
    }

    private Sight sight(
            Chosen chosen,
            Asked asked,
            TrialTyping.Typing typed,
            @Nullable Result result,
            Locale locale) {
        var all = conditions.all();
        var inForce = asked.texts.get(asked.condition);
        return new Sight(
                chosen,
                asked.scheme,
                chosen.schemes().stream()
                        .filter(it -> it.key().equals(asked.scheme))
                        .map(Choice::name)
                        .findFirst()
                        .orElse(asked.scheme),
                chosen.schemes().stream()
                        .filter(it ->
                                all.getOrDefault(it.key(), List.of()).stream()
                                        .anyMatch(of -> of.rule() != null))
                        .toList(),
                asked.version.key(),
                asked.versions.all().reversed().stream()
                        .map(it -> new Choice(it.key(), versionName(it, locale)))
                        .toList(),
                tried(asked, locale),
                asked.condition + 1,
                typed.rule() == null ? inForce : Typed.text(typed.rule()),
                inForce,
                TrialTyping.data(asked.conditions).stream()
                        .map(it -> new Choice(it.key(), it.name().in(locale)))
                        .toList(),
                Typed.text(typed.datum()),
                typed.factor() == null ? "1" : Typed.text(typed.factor()),
                result);
    }

    private static String versionName(SchemeVersion it, Locale locale) {
        var name = VersionSights.name(it, locale);
        return name == null ? it.key() : name;
    }

    private static List<Tried> tried(Asked asked, Locale locale) {
        var tried = new ArrayList<Tried>();
        for (int at = 0; at < asked.conditions.size(); at++) {
            var it = asked.conditions.get(at);
            tried.add(
                    new Tried(
                            at + 1,
                            it.name().in(locale),
                            asked.texts.get(at),
                            it.rule() == null ? null : ShownRule.of(it.rule(), null, locale)));
        }
        return tried;
    }

    private Result result(Outcome outcome, ListAddress address, Locale locale) {
        var enters = outcome.changes().stream().filter(Turn::enters).toList();
        var leaves = outcome.changes().stream().filter(it -> !it.enters()).toList();
        return new Result(
                outcome.firms(),
                outcome.before(),
                outcome.after(),
                outcome.undecided(),
                enters.size(),
                leaves.size(),
                leaves.stream().filter(Turn::held).count(),
                lines(enters.subList(0, Math.min(ROWS, enters.size())), locale),
                lines(leaves.subList(0, Math.min(ROWS, leaves.size())), locale),
                address);
    }

    private List<Line> lines(List<Turn> turns, Locale locale) {
        var bodies = organisations.byId(turns.stream().map(Turn::organisation).toList());
        var districts = filter.names(locale);
        var lines = new ArrayList<Line>();
        for (var turn : turns) {
            var body = bodies.get(turn.organisation());
            if (body != null) {
                lines.add(
                        new Line(
                                body.id(),
                                body.identifier().in(locale),
                                body.nameIn(locale),
                                body.synthetic(),
                                districts.getOrDefault(body.district(), body.district()),
                                body.industry() == null ? "" : body.industry().value(),
                                turn.enters(),
                                turn.held()));
            }
        }
        return lines;
    }

    @GetMapping(PATH + "/export/{form}")
    void export(
            @PathVariable String form,
            @ModelAttribute FormationFilter.Asked where,
            @ModelAttribute TrialTyping.Typing typed,
            HttpServletResponse answer,
            Locale locale) {
        var chosen = filter.readOrRefuse(where, locale);
        var asked = asked(chosen, typed);
        var problems = new Problems();
        var trial = trial(asked, whole(asked, typed), problems);
        if (trial == null) {
            throw new Problems.Refused(problems);
        }
        var turns = formations.simulate(trial, chosen.selection()).changes();
        Sheet.stream(
                answer,
                say("simulation.title", locale),
                Sheet.Form.of(form),
                HEADS.stream().map(it -> say(it, locale)).toList(),
                rows -> {
                    for (int from = 0; from < turns.size(); from += AT_ONCE) {
                        var part = turns.subList(from, Math.min(from + AT_ONCE, turns.size()));
                        lines(part, locale).forEach(it -> add(rows, it, locale));
                    }
                });
    }

    private void add(Sheet.Rows rows, Line it, Locale locale) {
        rows.add(
                it.code,
                it.name,
                it.district,
                it.industry,
                say(it.enters ? "simulation.enters" : "simulation.leaves", locale),
                it.held ? say("held.in-force", locale) : null,
                it.synthetic ? say("site.synthetic", locale) : null);
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
