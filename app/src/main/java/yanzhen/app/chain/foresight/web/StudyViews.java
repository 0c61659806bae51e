package yanzhen.app.chain.foresight.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.foresight.Candidate;
import yanzhen.app.chain.foresight.Candidates;
import yanzhen.app.chain.foresight.ForesightRules;
import yanzhen.app.chain.foresight.Spread;
import yanzhen.app.chain.foresight.Studies;
import yanzhen.app.chain.foresight.Study;
import yanzhen.app.chain.foresight.Study.Answer;
import yanzhen.app.chain.foresight.Study.Member;
import yanzhen.app.chain.foresight.Study.Outcome;
import yanzhen.app.chain.foresight.Study.Phase;
import yanzhen.app.chain.foresight.Study.Question;
import yanzhen.app.site.Choice;

/** Puts a study into words and pictures. */
@Component
class StudyViews {

    private final Studies studies;
    private final Candidates candidates;
    private final Accounts accounts;
    private final Viewers viewers;
    private final Words words;
    private final Clock clock;

    StudyViews(
            Studies studies,
            Candidates candidates,
            Accounts accounts,
            Viewers viewers,
            Words words,
            Clock clock) {
        this.studies = studies;
        this.candidates = candidates;
        this.accounts = accounts;
        this.viewers = viewers;
        this.words = words;
        this.clock = clock;
    }

    /** What the rounds that are over came to, in order. */
    record Results(List<Map<UUID, Outcome>> rounds) {

        @Nullable Spread of(int round, UUID candidate, Question question) {
            var outcome = rounds.get(round - 1).get(candidate);
            return outcome == null ? null : outcome.spreads().get(question);
        }

        int answers(int round, UUID candidate, Question question) {
            var outcome = rounds.get(round - 1).get(candidate);
            return outcome == null ? 0 : outcome.answers().getOrDefault(question, 0);
        }
    }

    Results results(Study study) {
        int over = study.at(clock.instant()).over();
        return new Results(
                IntStream.rangeClosed(1, over)
                        .mapToObj(round -> studies.outcome(study.id(), round))
                        .toList());
    }

    StudyView of(Study study, @Nullable Map<UUID, Answer> typed, Locale locale) {
        var rules = words.rules();
        var phase = study.at(clock.instant());
        var results = results(study);
        var named = candidates.byId(study.candidates());
        var names = new LinkedHashMap<UUID, String>();
        study.candidates()
                .forEach(it -> {
                    var found = named.get(it);
                    names.put(it, found == null ? "" : found.draft().name().in(locale));
                });
        var panel = studies.panel(study.id());
        var viewer = viewers.current();
        boolean runs = viewer.runsRegion();
        boolean sees = viewer.seesRegion();
        var own =
                panel.stream()
                        .filter(it -> it.account().equals(viewer.account()) && !it.dropped())
                        .findFirst();
        int round = phase.round();
        return new StudyView(
                study.id(),
                study.plan().title(),
                study.plan().say(),
                phase.name(),
                steps(study, phase),
                round,
                runs ? turn(phase) : "",
                own.isPresent() && round > 0
                        ? form(study, round, named, results, typed, locale)
                        : null,
                own.map(it -> it.answered().contains(round)).orElse(false),
                sees ? seats(panel, round, locale) : List.of(),
                runs && phase != Phase.CLOSED ? invitable(panel) : List.of(),
                (int) panel.stream().filter(it -> !it.dropped()).count(),
                List.of(replies(panel, 1), replies(panel, 2)),
                study.least(),
                rules.panel().why().in(locale),
                results.rounds.size(),
                parts(names, results, rules, locale),
                reasons(study, names, results),
                runs,
                sees,
                study.synthetic());
    }

    private static int replies(List<Member> panel, int round) {
        return (int) panel.stream().filter(it -> it.answered().contains(round)).count();
    }

    private List<StudyView.Step> steps(Study study, Phase phase) {
        var plan = study.plan();
        var from =
                List.of(
                        plan.firstOpens(),
                        plan.firstOpens(),
                        plan.firstCloses(),
                        plan.secondOpens(),
                        plan.secondCloses());
        var steps = new ArrayList<StudyView.Step>();
        for (var it : Phase.values()) {
            int at = it.compareTo(Phase.PLANNED);
            steps.add(
                    new StudyView.Step(
                            it.name(),
                            it == Phase.PLANNED ? "" : words.said(from.get(at)),
                            it == phase ? "here" : it.compareTo(phase) < 0 ? "past" : "ahead"));
        }
        return steps;
    }

    private static String turn(Phase phase) {
        return switch (phase) {
            case PLANNED -> "OPEN_FIRST";
            case ROUND_1 -> "CLOSE_FIRST";
            case BETWEEN -> "OPEN_SECOND";
            case ROUND_2 -> "CLOSE_SECOND";
            case CLOSED -> "";
        };
    }

    private List<StudyView.Seat> seats(List<Member> panel, int round, Locale locale) {
        return panel.stream()
                .map(it ->
                        new StudyView.Seat(
                                it.account(),
                                it.name(),
                                it.dropped(),
                                it.answered().isEmpty()
                                        ? "—"
                                        : String.join(
                                                " · ",
                                                it.answered().stream()
                                                        .map(r ->
                                                                words.say("study.round", locale, r))
                                                        .toList()),
                                round > 0 && !it.dropped() && !it.answered().contains(round)))
                .toList();
    }

    private List<Choice> invitable(List<Member> panel) {
        return accounts.experts().stream()
                .filter(it ->
                        panel.stream()
                                .noneMatch(
                                        on -> on.account().equals(it.account()) && !on.dropped()))
                .map(it -> new Choice(it.account().toString(), it.name()))
                .toList();
    }

    /** In the second round the own first answers stand there, to be kept or changed. */
    private StudyView.Form form(
            Study study,
            int round,
            Map<UUID, Candidate> named,
            Results results,
            @Nullable Map<UUID, Answer> typed,
            Locale locale) {
        var given = new LinkedHashMap<UUID, Answer>();
        if (typed == null) {
            for (int at = 1; at <= round; at++) {
                studies.own(study.id(), at).forEach(it -> given.put(it.candidate(), it));
            }
        } else {
            given.putAll(typed);
        }
        var items = new ArrayList<StudyView.Item>();
        for (var id : study.candidates()) {
            var it = named.get(id);
            var answer = given.get(id);
            items.add(
                    new StudyView.Item(
                            id,
                            it == null ? "" : it.draft().name().in(locale),
                            it == null ? "" : it.draft().description(),
                            answer == null ? "" : plain(answer.importance()),
                            answer == null ? "" : plain(answer.feasibility()),
                            answer == null ? "" : plain(answer.year()),
                            answer == null ? "3" : String.valueOf(answer.expertise()),
                            answer == null ? "" : answer.reason(),
                            round == 2 ? hint(id, results, locale) : ""));
        }
        return new StudyView.Form(round, items);
    }

    private static String plain(@Nullable Integer value) {
        return value == null ? "" : value.toString();
    }

    private String hint(UUID candidate, Results results, Locale locale) {
        var parts = new ArrayList<String>();
        for (var question : Question.values()) {
            var spread = results.of(1, candidate, question);
            if (spread != null) {
                parts.add(
                        words.say(
                                "study.hint",
                                locale,
                                words.say("study.question." + question, locale),
                                number(spread.median()),
                                number(spread.first()),
                                number(spread.third())));
            }
        }
        return parts.isEmpty()
                ? words.say("study.hint.none", locale)
                : String.join(words.say("foresight.semicolon", locale), parts);
    }

    private List<StudyView.Part> parts(
            Map<UUID, String> names, Results results, ForesightRules rules, Locale locale) {
        if (results.rounds.isEmpty()) {
            return List.of();
        }
        var parts = new ArrayList<StudyView.Part>();
        for (var question : Question.values()) {
            parts.add(
                    new StudyView.Part(
                            question,
                            plot(names, question, results, locale),
                            lines(names, question, results, rules)));
        }
        return parts;
    }

    private @Nullable BoxPlot plot(
            Map<UUID, String> names, Question question, Results results, Locale locale) {
        var drawn = new ArrayList<BoxPlot.Drawn>();
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        for (var it : names.entrySet()) {
            var rounds = new ArrayList<BoxPlot.Round>();
            for (int round = 1; round <= results.rounds.size(); round++) {
                var spread = results.of(round, it.getKey(), question);
                if (spread != null) {
                    low = Math.min(low, spread.counts().getFirst().value());
                    high = Math.max(high, spread.counts().getLast().value());
                    rounds.add(
                            new BoxPlot.Round(
                                    round,
                                    spread,
                                    words.say(
                                            "study.band",
                                            locale,
                                            round,
                                            number(spread.median()),
                                            number(spread.first()),
                                            number(spread.third()),
                                            spread.answers())));
                }
            }
            drawn.add(new BoxPlot.Drawn(it.getValue(), rounds));
        }
        if (low > high) {
            return null;
        }
        return question == Question.YEAR
                ? BoxPlot.of(drawn, low - 1, high + 1)
                : BoxPlot.of(drawn, 1, 5);
    }

    List<StudyView.Line> lines(
            Map<UUID, String> names, Question question, Results results, ForesightRules rules) {
        var lines = new ArrayList<StudyView.Line>();
        for (var it : names.entrySet()) {
            var cells = new ArrayList<StudyView.Cells>();
            for (int round = 1; round <= results.rounds.size(); round++) {
                cells.add(
                        cells(
                                round,
                                results.answers(round, it.getKey(), question),
                                results.of(round, it.getKey(), question)));
            }
            lines.add(
                    new StudyView.Line(
                            it.getKey(),
                            it.getValue(),
                            cells,
                            change(it.getKey(), question, results),
                            agreed(it.getKey(), question, results, rules)));
        }
        return lines;
    }

    private static StudyView.Cells cells(int round, int answers, @Nullable Spread spread) {
        return spread == null
                ? new StudyView.Cells(round, answers, false, "", "", "", "")
                : new StudyView.Cells(
                        round,
                        answers,
                        true,
                        number(spread.first()),
                        number(spread.median()),
                        number(spread.third()),
                        number(spread.weightedMedian()));
    }

    private static String change(UUID candidate, Question question, Results results) {
        if (results.rounds.size() < 2) {
            return "";
        }
        var first = results.of(1, candidate, question);
        var second = results.of(2, candidate, question);
        if (first == null || second == null) {
            return "";
        }
        double by = second.median() - first.median();
        return by == 0 ? "0" : (by > 0 ? "+" : "−") + number(Math.abs(by));
    }

    /** By the rule of the pack, over the latest round. */
    private static String agreed(
            UUID candidate, Question question, Results results, ForesightRules rules) {
        var spread = results.of(results.rounds.size(), candidate, question);
        if (spread == null) {
            return "unknown";
        }
        int most =
                question == Question.YEAR
                        ? rules.panel().agreedYears()
                        : rules.panel().agreedScale();
        return spread.range() <= most ? "yes" : "no";
    }

    private static List<StudyView.Reasons> reasons(
            Study study, Map<UUID, String> names, Results results) {
        var found = new ArrayList<StudyView.Reasons>();
        for (var id : study.candidates()) {
            for (int round = 1; round <= results.rounds.size(); round++) {
                var outcome = results.rounds.get(round - 1).get(id);
                if (outcome != null && !outcome.reasons().isEmpty()) {
                    found.add(
                            new StudyView.Reasons(
                                    names.getOrDefault(id, ""), round, outcome.reasons()));
                }
            }
        }
        return found;
    }

    /** To two decimals, without zeros at its end. */
    static String number(double value) {
        return java.math.BigDecimal.valueOf(value)
                .setScale(2, java.math.RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
