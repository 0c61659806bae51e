package yanzhen.app.cluster.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import yanzhen.app.cluster.Conditions;
import yanzhen.app.cluster.Conditions.Condition;
import yanzhen.app.cluster.Earliest;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Register;
import yanzhen.app.cluster.Reports;
import yanzhen.app.cluster.Rounds;
import yanzhen.app.cluster.ScoreBasis;
import yanzhen.app.cluster.ScoreCard;
import yanzhen.app.cluster.ScoreSheet;
import yanzhen.app.kernel.Period;
import yanzhen.app.rules.Amount.Missing;
import yanzhen.app.rules.Facts;
import yanzhen.app.rules.Judgement.Answer;

/** 雁阵: where a firm stands, which recognitions it could have, and what is lacking for each. */
@Controller
class LadderPage {

    /**
     * All that the template may read.
     *
     * @param year whose numbers count
     * @param open recognitions that it does not hold and whose conditions it meets
     */
    record Sight(
            UUID id,
            String name,
            boolean synthetic,
            int year,
            long held,
            long open,
            List<Step> steps) {}

    /**
     * A recognition.
     *
     * @param state held, met, lacking, undecided or people
     * @param until first day no longer in force of one that is held; null without end
     * @param met conditions that are met
     * @param of conditions that are numbers
     * @param people conditions that people judge
     * @param lacking conditions that are not met
     * @param missing data without which some cannot be decided
     * @param when null where it is held
     * @param own null without a score sheet
     */
    record Step(
            String key,
            String name,
            String level,
            String state,
            @Nullable LocalDate until,
            int met,
            int of,
            int people,
            List<Gap> lacking,
            List<String> missing,
            @Nullable When when,
            @Nullable Own own) {}

    /**
     * 自评: what its numbers come to on the score sheet.
     *
     * @param least points that are sure
     * @param most points that are possible
     */
    record Own(String least, String most) {}

    /**
     * 何时可申报.
     *
     * @param how NOW: a round is open; COMING: one opens; NO_ROUND: none is known of; or TIME,
     *     REPORT and NEVER as {@link Earliest.Chance} has them
     * @param day on which it can apply, the time has passed, or the next report can be made
     */
    record When(String how, LocalDate day, @Nullable Call call) {}

    /**
     * A round that takes applications, or will.
     *
     * @param day last day of one that is open, first day of one that is to come
     */
    record Call(UUID id, String title, boolean open, LocalDate day) {}

    record Gap(String name, ShownRule rule) {}

    private final ReportReaders readers;
    private final Reports reports;
    private final Conditions conditions;
    private final Register register;
    private final Rounds rounds;
    private final Clock clock;

    LadderPage(
            ReportReaders readers,
            Reports reports,
            Conditions conditions,
            Register register,
            Rounds rounds,
            Clock clock) {
        this.readers = readers;
        this.reports = reports;
        this.conditions = conditions;
        this.register = register;
        this.rounds = rounds;
        this.clock = clock;
    }

    @GetMapping("/organisations/{id}/ladder")
    String show(@PathVariable UUID id, Model model, Locale locale) {
        model.addAttribute("sight", sight(readers.mustRead(id), locale));
        return "cluster/ladder";
    }

    private Sight sight(Organisation organisation, Locale locale) {
        var held = held(organisation.id());
        var basis = reports.basis(organisation);
        var facts = basis.facts();
        var sheets = rounds.sheets();
        var all = conditions.all();
        var calls = calls();
        var today = LocalDate.now(clock);
        var steps = new ArrayList<Step>();
        for (var terms : conditions.terms()) {
            var key = terms.scheme().key();
            var of = all.getOrDefault(key, List.of());
            if (!of.isEmpty() || held.containsKey(key) || sheets.containsKey(key)) {
                steps.add(
                        step(
                                key,
                                terms.scheme().name().in(locale),
                                terms.scheme().level(),
                                held.get(key),
                                of,
                                held.containsKey(key)
                                        ? null
                                        : when(
                                                Earliest.of(of, facts, basis.since(), today),
                                                calls.get(key)),
                                own(sheets.get(key), basis),
                                facts,
                                locale));
            }
        }
        return new Sight(
                organisation.id(),
                organisation.nameIn(locale),
                organisation.synthetic(),
                facts.lastYear(),
                steps.stream().filter(it -> it.state.equals("held")).count(),
                steps.stream().filter(it -> it.state.equals("met")).count(),
                List.copyOf(steps));
    }

    private static @Nullable Own own(@Nullable ScoreSheet sheet, ScoreBasis basis) {
        if (sheet == null) {
            return null;
        }
        var card = ScoreCard.of(sheet, basis);
        return new Own(ScoreCard.said(card.least()), ScoreCard.said(card.most()));
    }

    /** What stands in the way first: its numbers, else that there is no round. */
    private static When when(Earliest earliest, @Nullable Call call) {
        if (earliest.chance() != Earliest.Chance.TODAY) {
            return new When(earliest.chance().name(), earliest.day(), call);
        }
        if (call == null) {
            return new When("NO_ROUND", earliest.day(), null);
        }
        return new When(call.open ? "NOW" : "COMING", call.day, call);
    }

    /** Of each scheme the one that is open and closes last, else the one that opens next. */
    private Map<String, Call> calls() {
        var today = LocalDate.now(clock);
        var calls = new HashMap<String, Call>();
        for (var each : rounds.all()) {
            if (each.kind() != Rounds.Kind.RECOGNITION || !today.isBefore(each.closes())) {
                continue;
            }
            boolean open = each.takes(today);
            var day = open ? each.closes().minusDays(1) : each.opens();
            var call = new Call(each.id(), each.title(), open, day);
            calls.merge(each.scheme(), call, LadderPage::sooner);
        }
        return calls;
    }

    private static Call sooner(Call one, Call other) {
        if (one.open || other.open) {
            return one.open ? one : other;
        }
        return other.day.isBefore(one.day) ? other : one;
    }

    private Map<String, Period> held(UUID organisation) {
        var today = LocalDate.now(clock);
        var held = new HashMap<String, Period>();
        for (var each : register.history(organisation, clock.instant())) {
            if (each.valid().covers(today)) {
                held.put(each.scheme().key(), each.valid());
            }
        }
        return held;
    }

    private static Step step(
            String key,
            String name,
            String level,
            @Nullable Period held,
            List<Condition> conditions,
            @Nullable When when,
            @Nullable Own own,
            Facts facts,
            Locale locale) {
        int met = 0;
        int of = 0;
        var lacking = new ArrayList<Gap>();
        var missing = new LinkedHashMap<Missing, Boolean>();
        for (var condition : conditions) {
            var rule = condition.rule();
            if (rule == null) {
                continue;
            }
            of++;
            var judgement = rule.judge(facts);
            switch (judgement.answer()) {
                case MET -> met++;
                case LACKING ->
                        lacking.add(
                                new Gap(
                                        condition.name().in(locale),
                                        ShownRule.of(rule, judgement, locale)));
                case UNDECIDED -> judgement.missing().forEach(it -> missing.put(it, true));
            }
        }
        return new Step(
                key,
                name,
                level,
                held != null ? "held" : state(of, met, lacking.size()),
                held == null ? null : held.until(),
                met,
                of,
                conditions.size() - of,
                List.copyOf(lacking),
                ShownRule.said(List.copyOf(missing.keySet()), locale),
                when,
                own);
    }

    private static String state(int of, int met, int lacking) {
        if (of == 0) {
            return "people";
        }
        return lacking > 0 ? Answer.LACKING.name() : met < of ? Answer.UNDECIDED.name() : "met";
    }
}
