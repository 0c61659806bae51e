package yanzhen.app.cluster.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import yanzhen.app.cluster.Conditions;
import yanzhen.app.cluster.Conditions.Condition;
import yanzhen.app.cluster.Conditions.Terms;
import yanzhen.app.cluster.Register;
import yanzhen.app.cluster.Rounds;
import yanzhen.app.cluster.SchemeVersion;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.site.NotFound;

/** 认定类别: what it takes to be recognised, and where that is written. */
@Controller
class SchemePage {

    /**
     * All that the template may read.
     *
     * @param held recognitions in force today
     * @param open whether a clause is still to be confirmed
     * @param sheet null where the scheme has no score sheet
     */
    record Sight(
            String key,
            String name,
            String level,
            String basis,
            boolean confirmed,
            @Nullable Integer cycleMonths,
            @Nullable Integer validityMonths,
            long held,
            boolean synthetic,
            boolean open,
            List<Line> lines,
            Check check,
            @Nullable ShownSheet sheet,
            List<GroundLine> grounds,
            VersionSights.Sight versions) {}

    /** A ground on which a recognition ends. */
    record GroundLine(
            String way,
            String name,
            @Nullable String document,
            boolean confirmed,
            @Nullable String reading) {}

    /**
     * The form in which a visitor types numbers, and what came of them.
     *
     * @param begun whether something was typed
     */
    record Check(
            List<SelfCheck.Field> fields,
            boolean begun,
            long met,
            long lacking,
            long undecided,
            long people) {}

    /**
     * A condition.
     *
     * @param rule null where people judge
     * @param reading null where nothing is open
     */
    record Line(
            String name,
            @Nullable ShownRule rule,
            String document,
            String place,
            boolean confirmed,
            @Nullable String reading) {}

    private final Conditions conditions;
    private final VersionSights versions;
    private final Register register;
    private final Rounds rounds;
    private final Clock clock;

    SchemePage(
            Conditions conditions,
            VersionSights versions,
            Register register,
            Rounds rounds,
            Clock clock) {
        this.conditions = conditions;
        this.versions = versions;
        this.register = register;
        this.rounds = rounds;
        this.clock = clock;
    }

    @GetMapping("/recognitions/{scheme}")
    String show(
            @PathVariable String scheme,
            @RequestParam Map<String, String> typed,
            Model model,
            Locale locale) {
        var terms =
                conditions.terms().stream()
                        .filter(it -> it.scheme().key().equals(scheme))
                        .findFirst()
                        .orElseThrow(() -> new NotFound("recognition scheme", scheme));
        var asked = typed.getOrDefault("version", "");
        var version =
                asked.isEmpty()
                        ? terms.version()
                        : terms.versions()
                                .find(asked)
                                .orElseThrow(() -> new NotFound("scheme version", asked));
        var all = conditions.of(scheme, version.key());
        var check = new SelfCheck(all, LocalDate.now(clock).getYear() - 1, typed);
        model.addAttribute("sight", sight(terms, version, all, check, locale));
        model.addAttribute("problems", check.problems().kept());
        return "cluster/scheme";
    }

    private Sight sight(
            Terms terms,
            SchemeVersion version,
            List<Condition> all,
            SelfCheck check,
            Locale locale) {
        var scheme = terms.scheme();
        var today = LocalDate.now(clock);
        var stock =
                register.stock(new AsOf(today, clock.instant())).stream()
                        .filter(it -> it.scheme().key().equals(scheme.key()))
                        .findFirst();
        var lines = all.stream().map(it -> line(it, check, locale)).toList();
        return new Sight(
                scheme.key(),
                scheme.name().in(locale),
                scheme.level(),
                version.basis().toString(),
                version.basis().confirmed(),
                version.cycleMonths(),
                version.validityMonths(),
                stock.map(Register.Stock::count).orElse(0L),
                stock.map(Register.Stock::synthetic).orElse(false),
                !version.basis().confirmed() || lines.stream().anyMatch(it -> !it.confirmed()),
                lines,
                new Check(
                        check.fields(locale),
                        check.begun(),
                        count(lines, "MET"),
                        count(lines, "LACKING"),
                        count(lines, "UNDECIDED"),
                        lines.stream().filter(it -> it.rule() == null).count()),
                sheet(scheme.key(), version, locale),
                conditions.grounds(scheme.key(), version.key()).stream()
                        .map(it -> ground(it, locale))
                        .toList(),
                versions.of(scheme.key(), terms.versions(), version, all, today, locale));
    }

    private static GroundLine ground(Conditions.Ground it, Locale locale) {
        var source = it.source();
        var reading = it.reading();
        return new GroundLine(
                it.way().name(),
                it.name().in(locale),
                source == null ? null : (source.document() + " " + source.place()).strip(),
                it.confirmed(),
                reading == null ? null : reading.in(locale));
    }

    private @Nullable ShownSheet sheet(String scheme, SchemeVersion version, Locale locale) {
        return rounds.sheet(scheme, version.key())
                .map(it -> ShownSheet.of(it, LocalDate.now(clock).getYear() - 1, locale))
                .orElse(null);
    }

    private static long count(List<Line> lines, String answer) {
        return lines.stream()
                .filter(it -> it.rule() != null && answer.equals(it.rule().answer()))
                .count();
    }

    private static Line line(Condition it, SelfCheck check, Locale locale) {
        return new Line(
                it.name().in(locale),
                it.rule() == null ? null : check.shown(it.rule(), locale),
                it.source().document(),
                it.source().place(),
                it.confirmed(),
                it.reading() == null ? null : it.reading().in(locale));
    }
}
