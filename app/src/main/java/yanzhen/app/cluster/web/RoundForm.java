package yanzhen.app.cluster.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.cluster.Conditions;
import yanzhen.app.cluster.Recognitions;
import yanzhen.app.cluster.Region;
import yanzhen.app.cluster.Regions;
import yanzhen.app.cluster.Rounds;
import yanzhen.app.cluster.Rounds.Kind;
import yanzhen.app.cluster.Rounds.Opening;
import yanzhen.app.cluster.SchemeVersion;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.Typed;

/** 开设批次: a call for applications, or an evaluation of all who are due. */
@Controller
class RoundForm {

    private static final int LEAST_TITLE = 2;
    private static final int MOST_TITLE = 200;
    private static final int MOST_PLACES = 100_000;
    private static final String QUOTA = "quota-";
    private static final int QUARTER = 3;

    /** All that the template may read. */
    record Sight(
            List<Choice> schemes,
            List<Quota> quotas,
            List<Due> due,
            LocalDate dueBy,
            @Nullable Rules rules,
            Map<String, String> typed) {

        public String typedIn(String field) {
            return typed.getOrDefault(field, "");
        }
    }

    /**
     * 所依规定 of the scheme that was chosen, on the day on which the round is to open.
     *
     * @param name null where the scheme has one version only
     * @param key null where no rules are in force on the day
     * @param quotas whether they say how many a district may recommend
     */
    record Rules(
            LocalDate day,
            @Nullable String key,
            @Nullable String name,
            String basis,
            boolean quotas) {}

    /** A district and what was typed for it. */
    record Quota(String field, String district, String typed) {}

    /** 到期应评: how many of a scheme are due before the end of the quarter. */
    record Due(String scheme, int count) {}

    private record OpenCommand(Opening opening) {}

    /** Chooses a scheme and has its rules filled in. */
    private static final String FILL = "fill";

    private final Rounds rounds;
    private final Conditions conditions;
    private final Recognitions recognitions;
    private final Regions regions;
    private final Commands commands;
    private final Clock clock;

    RoundForm(
            Rounds rounds,
            Conditions conditions,
            Recognitions recognitions,
            Regions regions,
            Commands commands,
            Clock clock) {
        this.rounds = rounds;
        this.conditions = conditions;
        this.recognitions = recognitions;
        this.regions = regions;
        this.commands = commands;
        this.clock = clock;
    }

    @GetMapping("/rounds/new")
    ModelAndView form(@RequestParam Map<String, String> typed, Locale locale) {
        return page(typed.containsKey(FILL) ? filled(typed) : typed, new Problems(), locale);
    }

    /** With the quotas that the rules have for districts where the officer typed none. */
    private Map<String, String> filled(Map<String, String> typed) {
        var filled = new TreeMap<>(typed);
        rules(typed)
                .map(SchemeVersion::quotas)
                .ifPresent(quotas ->
                        quotas.of(codes())
                                .forEach((district, places) ->
                                        filled.merge(
                                                QUOTA + district,
                                                places.toString(),
                                                (own, ours) -> own.isBlank() ? ours : own)));
        return filled;
    }

    private List<String> codes() {
        return regions.districts().stream().map(Region::code).toList();
    }

    /** Which the round would follow; empty where no scheme is chosen or none are in force. */
    private Optional<SchemeVersion> rules(Map<String, String> typed) {
        var kind =
                typed.getOrDefault("kind", "").equals(Kind.EVALUATION.name())
                        ? Kind.EVALUATION
                        : Kind.RECOGNITION;
        return conditions
                .versions(typed.getOrDefault("scheme", ""))
                .flatMap(it -> it.ofRound(kind, opens(typed)));
    }

    /** The day that was typed, else today. */
    private LocalDate opens(Map<String, String> typed) {
        var day = Typed.requiredDay("opens", typed.get("opens"), new Problems());
        return day == null ? LocalDate.now(clock) : day;
    }

    private @Nullable Rules shown(Map<String, String> typed, Locale locale) {
        if (!rounds.procedures().containsKey(typed.getOrDefault("scheme", ""))) {
            return null;
        }
        var day = opens(typed);
        return rules(typed)
                .map(it ->
                        new Rules(
                                day,
                                it.key(),
                                VersionSights.name(it, locale),
                                it.basis().toString(),
                                it.quotas() != null && !it.quotas().of(codes()).isEmpty()))
                .orElse(new Rules(day, null, null, "", false));
    }

    @PostMapping("/rounds")
    ModelAndView open(
            @RequestParam Map<String, String> typed, RedirectAttributes flash, Locale locale) {
        var problems = new Problems();
        if (typed.containsKey(FILL)) {
            return page(filled(typed), problems, locale);
        }
        var opening = read(typed, problems);
        if (opening == null) {
            return page(typed, problems, locale);
        }
        var command = new OpenCommand(opening);
        var answer =
                commands.once(
                        typed.getOrDefault("key", ""),
                        command,
                        () -> rounds.open(command.opening).toString());
        flash.addFlashAttribute("done", "round-opened");
        return new ModelAndView("redirect:/rounds/" + answer.value());
    }

    private @Nullable Opening read(Map<String, String> typed, Problems problems) {
        var scheme = Typed.text("scheme", typed.get("scheme"), 1, MOST_TITLE, problems);
        if (!scheme.isEmpty() && !rounds.procedures().containsKey(scheme)) {
            problems.add("", null, "scheme", scheme, "unknown-scheme");
        }
        var kind = Typed.choice("round-kind", typed.get("kind"), Kind.class, true, problems);
        var title = Typed.text("title", typed.get("title"), LEAST_TITLE, MOST_TITLE, problems);
        var opens = Typed.requiredDay("opens", typed.get("opens"), problems);
        if (opens != null && rules(typed).isEmpty() && conditions.versions(scheme).isPresent()) {
            problems.add("", null, "opens", opens.toString(), "no-rules");
        }
        var last = Typed.requiredDay("lastDay", typed.get("lastDay"), problems);
        if (opens != null && last != null && last.isBefore(opens)) {
            problems.add("", null, "lastDay", last.toString(), "period-empty");
        }
        var dueBy =
                kind == Kind.EVALUATION
                        ? Typed.requiredDay("dueBy", typed.get("dueBy"), problems)
                        : null;
        var places = whole("places", typed.get("places"), 1, problems);
        var quotas = quotas(typed, problems);
        if (!problems.none() || kind == null || opens == null || last == null) {
            return null;
        }
        return new Opening(
                scheme,
                kind,
                title,
                opens,
                last.plusDays(1),
                places,
                quotas,
                dueBy == null ? null : dueBy.plusDays(1));
    }

    private Map<String, Integer> quotas(Map<String, String> typed, Problems problems) {
        var quotas = new TreeMap<String, Integer>();
        for (var district : regions.districts()) {
            var field = QUOTA + district.code();
            var places = whole(field, typed.get(field), 0, problems);
            if (places != null) {
                quotas.put(district.code(), places);
            }
        }
        return quotas;
    }

    /** A whole number; null when nothing, or none, was typed. */
    private static @Nullable Integer whole(
            String field, @Nullable String typed, int least, Problems problems) {
        var text = Typed.text(typed);
        if (text.isEmpty()) {
            return null;
        }
        if (text.matches("\\d{1,6}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= MOST_PLACES) {
                return number;
            }
        }
        problems.add(
                "",
                null,
                field,
                text,
                "typed-places",
                String.valueOf(least),
                String.valueOf(MOST_PLACES));
        return null;
    }

    private ModelAndView page(Map<String, String> typed, Problems problems, Locale locale) {
        var today = LocalDate.now(clock);
        var names = RoundsPage.names(recognitions, locale);
        var procedures = rounds.procedures();
        var quarter = endOfQuarter(today);
        var view = FormPage.of("cluster/round-form", problems);
        view.addObject(
                "sight",
                new Sight(
                        recognitions.schemes().stream()
                                .filter(it -> procedures.containsKey(it.key()))
                                .map(it -> new Choice(it.key(), it.name().in(locale)))
                                .toList(),
                        regions.districts().stream()
                                .map(it ->
                                        new Quota(
                                                QUOTA + it.code(),
                                                it.name().in(locale),
                                                typed.getOrDefault(QUOTA + it.code(), "")))
                                .toList(),
                        procedures.entrySet().stream()
                                .filter(it -> !it.getValue().bands().isEmpty())
                                .map(it ->
                                        new Due(
                                                names.getOrDefault(it.getKey(), it.getKey()),
                                                rounds.due(it.getKey(), quarter.plusDays(1))
                                                        .size()))
                                .toList(),
                        quarter,
                        shown(typed, locale),
                        typed));
        return view;
    }

    /** Last day of the quarter of a day. */
    static LocalDate endOfQuarter(LocalDate day) {
        int last = (day.getMonthValue() - 1) / QUARTER * QUARTER + QUARTER;
        return LocalDate.of(day.getYear(), last, 1).plusMonths(1).minusDays(1);
    }
}
