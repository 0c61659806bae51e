package yanzhen.app.cluster.web;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.cluster.Casework;
import yanzhen.app.cluster.Casework.Award;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.cluster.ScoreCard;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Typed;

/** 办理一件申请: what officers, experts and the public do with it. */
@Controller
class CasePage {

    private static final int MOST_OPINION = 2_000;
    private static final int LEAST_NAME = 2;
    private static final int MOST_NAME = 100;
    private static final int LEAST_CONTACT = 5;
    private static final int MOST_CONTACT = 200;
    private static final int LEAST_OBJECTION = 10;
    private static final String POINTS = "\\d{1,3}(\\.\\d{1,2})?";
    private static final BigDecimal MOST_SCORE = new BigDecimal(100);

    private record DecideCommand(
            UUID step, Verdict verdict, String reason, @Nullable Award award) {}

    private record AppointCommand(UUID application, UUID expert) {}

    /** The score as a whole, or by item where there is a score sheet. */
    private record ReviewCommand(
            UUID application,
            @Nullable BigDecimal score,
            Map<String, BigDecimal> points,
            String opinion) {}

    private record RecuseCommand(UUID application, String reason) {}

    private record ObjectCommand(UUID application, String name, String contact, String text) {}

    private record AnswerCommand(UUID objection, boolean upheld, String text) {}

    private final ApplicationSights sights;
    private final SheetSights sheets;
    private final Casework casework;
    private final Commands commands;

    CasePage(ApplicationSights sights, SheetSights sheets, Casework casework, Commands commands) {
        this.sights = sights;
        this.sheets = sheets;
        this.casework = casework;
        this.commands = commands;
    }

    @PostMapping("/applications/{id}/decision")
    ModelAndView decide(
            @PathVariable UUID id,
            @RequestParam UUID step,
            @RequestParam Step kind,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var verdict = Typed.choice("verdict", typed.get("verdict"), Verdict.class, true, problems);
        var reason = Typed.reason(typed.get("reason"), problems);
        var award =
                kind == Step.DECISION && verdict == Verdict.PASSED
                        ? WorkPage.award(
                                typed.getOrDefault("from", ""),
                                typed.getOrDefault("document", ""),
                                problems)
                        : null;
        if (!problems.none() || verdict == null) {
            return sights.page(id, problems, typed, locale);
        }
        var command = new DecideCommand(step, verdict, reason, award);
        return done(
                id,
                typed,
                command,
                () ->
                        casework.decide(
                                List.of(step), command.verdict, command.reason, command.award),
                "decided",
                flash,
                locale);
    }

    @PostMapping("/applications/{id}/experts")
    ModelAndView appoint(
            @PathVariable UUID id,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var expert = Typed.id("expert", typed.get("expert"), problems);
        if (expert == null) {
            if (problems.none()) {
                problems.add("", null, "expert", "", "required");
            }
            return sights.page(id, problems, typed, locale);
        }
        return done(
                id,
                typed,
                new AppointCommand(id, expert),
                () -> casework.appoint(id, expert),
                "expert-appointed",
                flash,
                locale);
    }

    @PostMapping("/applications/{id}/review")
    ModelAndView review(
            @PathVariable UUID id,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var card = sheets.card(id);
        var score = card == null ? score(typed.get("score"), problems) : null;
        var points = card == null ? Map.<String, BigDecimal>of() : points(card, typed, problems);
        var opinion =
                Typed.text("opinion", typed.get("opinion"), LEAST_NAME, MOST_OPINION, problems);
        if (!problems.none()) {
            return sights.page(id, problems, typed, locale);
        }
        var command = new ReviewCommand(id, score, points, opinion);
        return done(
                id,
                typed,
                command,
                () -> {
                    if (command.score == null) {
                        casework.judge(id, command.points, command.opinion);
                    } else {
                        casework.judge(id, command.score, command.opinion);
                    }
                },
                "opinion-given",
                flash,
                locale);
    }

    /** Points of the open items; whatever is wrong with any of them is said at once. */
    private static Map<String, BigDecimal> points(
            ScoreCard card, Map<String, String> typed, Problems problems) {
        var points = new TreeMap<String, BigDecimal>();
        for (var line : card.lines()) {
            var key = line.item().key();
            var text = Typed.text(typed.get(ScoreCard.FIELD + key));
            if (text.matches(POINTS)) {
                points.put(key, new BigDecimal(text));
            } else if (!text.isEmpty()) {
                problems.add("", null, ScoreCard.FIELD + key, text, "points-number");
                points.put(key, line.least());
            }
        }
        card.check(points, problems);
        return points;
    }

    /** 0 to 100 with at most two decimals; null with a problem when it is something else. */
    private static @Nullable BigDecimal score(@Nullable String typed, Problems problems) {
        var text = Typed.text(typed);
        if (text.matches(POINTS)) {
            var score = new BigDecimal(text);
            if (score.compareTo(MOST_SCORE) <= 0) {
                return score;
            }
        }
        problems.add("", null, "score", text, "typed-score");
        return null;
    }

    @PostMapping("/applications/{id}/recusal")
    ModelAndView recuse(
            @PathVariable UUID id,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var reason = Typed.reason(typed.get("reason"), problems);
        if (!problems.none()) {
            return sights.page(id, problems, typed, locale);
        }
        var command = new RecuseCommand(id, reason);
        return done(
                id,
                typed,
                command,
                () -> casework.recuse(id, command.reason),
                "recused",
                flash,
                locale);
    }

    @PostMapping("/applications/{id}/objections")
    ModelAndView object(
            @PathVariable UUID id,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var name = Typed.text("objector", typed.get("objector"), LEAST_NAME, MOST_NAME, problems);
        var contact =
                Typed.text("contact", typed.get("contact"), LEAST_CONTACT, MOST_CONTACT, problems);
        var text =
                Typed.text(
                        "objection",
                        typed.get("objection"),
                        LEAST_OBJECTION,
                        MOST_OPINION,
                        problems);
        if (!problems.none()) {
            return sights.page(id, problems, typed, locale);
        }
        var command = new ObjectCommand(id, name, contact, text);
        return done(
                id,
                typed,
                command,
                () -> casework.object(id, command.name, command.contact, command.text),
                "objected",
                flash,
                locale);
    }

    @PostMapping("/applications/{id}/objections/{objection}/answer")
    ModelAndView answer(
            @PathVariable UUID id,
            @PathVariable UUID objection,
            @RequestParam boolean upheld,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var text = Typed.text("answer", typed.get("answer"), LEAST_NAME, MOST_OPINION, problems);
        if (!problems.none()) {
            return sights.page(id, problems, typed, locale);
        }
        var command = new AnswerCommand(objection, upheld, text);
        return done(
                id,
                typed,
                command,
                () -> casework.answer(objection, upheld, command.text),
                "objection-answered",
                flash,
                locale);
    }

    /** Does it once, and shows the page again. */
    private ModelAndView done(
            UUID id,
            Map<String, String> typed,
            Record command,
            Runnable work,
            String message,
            RedirectAttributes flash,
            Locale locale) {
        try {
            commands.once(typed.getOrDefault("key", ""), command, id, work);
        } catch (Problems.Refused e) {
            return sights.page(id, e.problems(), new TreeMap<>(typed), locale);
        }
        flash.addFlashAttribute("done", message);
        return new ModelAndView("redirect:/applications/" + id);
    }
}
