package yanzhen.app.cluster.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Applications;
import yanzhen.app.cluster.Applications.Application;
import yanzhen.app.cluster.Applications.Attached;
import yanzhen.app.cluster.Applications.Opinion;
import yanzhen.app.cluster.Applications.Passage;
import yanzhen.app.cluster.Applications.State;
import yanzhen.app.cluster.Casework;
import yanzhen.app.cluster.Casework.Expert;
import yanzhen.app.cluster.Casework.Objection;
import yanzhen.app.cluster.Casework.Review;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Procedure.Acts;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.cluster.Recognitions;
import yanzhen.app.cluster.Rounds;
import yanzhen.app.cluster.Rounds.Round;
import yanzhen.app.cluster.ScoreCard;
import yanzhen.app.cluster.web.Differences.Difference;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;

/** 申请: puts together what one viewer may see of one application, and may do with it. */
@Component
class ApplicationSights {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /**
     * All that the template may read.
     *
     * @param full whether the viewer sees more than that it is publicised
     * @param next who is to act, as a key of a message
     * @param until day of which the message speaks; null where it speaks of none
     * @param sheet score sheet with what comes of it; null where the round has none
     * @param decision the open step when the viewer may end it; null otherwise
     */
    record Sight(
            Application it,
            Round round,
            String scheme,
            String name,
            boolean full,
            List<StageLine> stages,
            String next,
            @Nullable LocalDate until,
            List<ConditionLine> conditions,
            Tally tally,
            @Nullable ShownSheet sheet,
            List<PaperLine> papers,
            List<PassageLine> passages,
            List<RevisionLine> revisions,
            boolean mayEdit,
            boolean mayWithdraw,
            @Nullable DecisionForm decision,
            List<ReviewLine> reviews,
            List<Expert> experts,
            @Nullable Review ownReview,
            boolean mayReview,
            List<ObjectionLine> objections,
            boolean mayObject,
            @Nullable Result result,
            LocalDate today) {}

    /**
     * A step of the way.
     *
     * @param state past, here, stopped or empty
     */
    record StageLine(Step step, Acts acts, int days, String state, @Nullable LocalDate due) {}

    /** How many conditions that are numbers are met, not met or undecided. */
    record Tally(long met, long lacking, long undecided, long people) {}

    /**
     * A condition with what comes of it, or what the applicant says.
     *
     * @param place among the conditions of the round, the first being 1
     * @param rule null where people judge
     */
    record ConditionLine(
            int place,
            String name,
            @Nullable ShownRule rule,
            String answer,
            String source,
            boolean confirmed) {}

    record PaperLine(String key, String name, boolean required, List<Attached> attached) {}

    record PassageLine(
            Step step,
            String entered,
            LocalDate due,
            @Nullable String left,
            @Nullable Verdict verdict,
            @Nullable String reason,
            @Nullable String by,
            @Nullable String onBehalfOf,
            boolean late,
            List<Opinion> opinions) {}

    record RevisionLine(int revision, String at, String by, List<Difference> differences) {}

    /** The open step that the viewer may end. */
    record DecisionForm(UUID step, Step kind, List<Verdict> verdicts, boolean decides) {}

    record ReviewLine(
            String expert,
            @Nullable String score,
            @Nullable String opinion,
            @Nullable String recused,
            @Nullable String given) {}

    record ObjectionLine(
            UUID id,
            String name,
            String contact,
            String text,
            String filed,
            LocalDate due,
            boolean late,
            @Nullable Boolean upheld,
            @Nullable String answer,
            @Nullable String by) {}

    /** 评价结果. */
    record Result(String score, String band, LocalDate day, @Nullable LocalDate nextDue) {}

    private final ApplicationReaders readers;
    private final Applications applications;
    private final Rounds rounds;
    private final SheetSights sheets;
    private final Casework casework;
    private final Organisations organisations;
    private final Recognitions recognitions;
    private final Viewers viewers;
    private final Clock clock;

    ApplicationSights(
            ApplicationReaders readers,
            Applications applications,
            Rounds rounds,
            SheetSights sheets,
            Casework casework,
            Organisations organisations,
            Recognitions recognitions,
            Viewers viewers,
            Clock clock) {
        this.readers = readers;
        this.applications = applications;
        this.rounds = rounds;
        this.sheets = sheets;
        this.casework = casework;
        this.organisations = organisations;
        this.recognitions = recognitions;
        this.viewers = viewers;
        this.clock = clock;
    }

    /** The page of an application with what is wrong; nothing of it is lost. */
    ModelAndView page(UUID id, Problems problems, Map<String, String> typed, Locale locale) {
        var it = applications.find(id).orElseThrow(() -> new NotFound("application", id));
        var view = FormPage.of("cluster/application", problems);
        var sight = sight(it, typed, locale);
        view.addObject("sight", sight);
        view.addObject("listed", problems.kept().stream().map(each -> named(each, sight)).toList());
        view.addObject("typed", typed);
        return view;
    }

    /** With the words of the paper or condition instead of its field. */
    private static Problem named(Problem it, Sight sight) {
        var words = new HashMap<String, String>();
        sight.papers.forEach(each -> words.put("paper-" + each.key, each.name));
        sight.conditions.forEach(each -> words.put("answer-" + each.place, each.name));
        if (sight.sheet != null) {
            sight.sheet
                    .lines()
                    .forEach(each -> words.put(ScoreCard.FIELD + each.key(), each.name()));
        }
        return new Problem(
                it.file(),
                it.line(),
                words.getOrDefault(it.field(), it.field()),
                it.value(),
                it.code(),
                it.details());
    }

    private Sight sight(Application it, Map<String, String> typed, Locale locale) {
        var viewer = viewers.current();
        var round = rounds.find(it.round()).orElseThrow();
        var organisation = organisations.find(it.organisation()).orElseThrow();
        var reviews = casework.reviews(it.id());
        var own = own(reviews);
        boolean full = readers.include(it) || own != null;
        var passages = full ? applications.passages(it.id()) : List.<Passage>of();
        var open = passages.stream().filter(each -> each.leftAt() == null).findFirst().orElse(null);
        boolean mayEdit = it.state().open() && viewer.actsFor(it.organisation());
        var publicised = casework.publicisedUntil(it.id()).orElse(null);
        boolean inReview = open != null && open.step() == Step.REVIEW;
        var conditions = full ? conditions(it, round, typed, locale) : List.<ConditionLine>of();
        return new Sight(
                it,
                round,
                RoundsPage.names(recognitions, locale).getOrDefault(it.scheme(), it.scheme()),
                organisation.nameIn(locale),
                full,
                stages(it, round, passages, open),
                publicised != null ? Step.PUBLICITY.name() : next(it, open),
                publicised != null ? publicised : until(it, round, passages, open),
                conditions,
                tally(conditions),
                full ? sheets.sheet(it, round, reviews, passages, own, typed, locale) : null,
                full ? papers(it, round, locale) : List.of(),
                passages.stream().map(each -> passage(each, it)).toList(),
                full ? revisions(it, round, locale) : List.of(),
                mayEdit,
                !it.state().ended() && viewer.actsFor(it.organisation()),
                open == null ? null : decision(open, it, round),
                viewer.seesRegion() ? reviews.stream().map(this::review).toList() : List.of(),
                inReview && viewer.runsRegion() ? free(reviews) : List.of(),
                own,
                own != null && inReview,
                casework.objections(it.id()).stream().map(this::objection).toList(),
                publicised != null,
                result(it, round, locale),
                LocalDate.now(clock));
    }

    private @Nullable Review own(List<Review> reviews) {
        var account = viewers.current().account();
        return reviews.stream()
                .filter(each -> each.expert().equals(account))
                .filter(_ -> viewers.current().is(Role.EXPERT))
                .findFirst()
                .orElse(null);
    }

    private List<StageLine> stages(
            Application it, Round round, List<Passage> passages, @Nullable Passage open) {
        int reached = passages.stream().mapToInt(Passage::ordinal).max().orElse(0);
        var lines = new ArrayList<StageLine>();
        int ordinal = 0;
        for (var stage : round.procedure().stages()) {
            ordinal++;
            var here = open != null && open.ordinal() == ordinal ? open : null;
            boolean stopped = open == null && !passed(it) && ordinal == reached;
            boolean past = it.state() == State.GRANTED || ordinal < reached;
            lines.add(
                    new StageLine(
                            stage.step(),
                            stage.acts(),
                            stage.days(),
                            here != null ? "here" : stopped ? "stopped" : past ? "past" : "",
                            here == null ? null : here.due()));
        }
        return lines;
    }

    private static boolean passed(Application it) {
        return it.state() == State.GRANTED || it.state() == State.UNDER_WAY;
    }

    /** Who is to act: the message {@code application.next.…} says it. */
    private static String next(Application it, @Nullable Passage open) {
        return open == null ? it.state().name() : open.step().name();
    }

    private @Nullable LocalDate until(
            Application it, Round round, List<Passage> passages, @Nullable Passage open) {
        return switch (it.state()) {
            case DRAFT -> round.closes().minusDays(1);
            case UNDER_WAY -> open == null ? null : open.due();
            case RETURNED ->
                    passages.stream()
                            .map(Passage::leftAt)
                            .filter(Objects::nonNull)
                            .map(at -> at.atZone(clock.getZone()).toLocalDate())
                            .max(LocalDate::compareTo)
                            .map(day -> day.plusDays(round.procedure().returnDays()))
                            .orElse(null);
            case GRANTED, REFUSED, WITHDRAWN -> null;
        };
    }

    private List<ConditionLine> conditions(
            Application it, Round round, Map<String, String> typed, Locale locale) {
        var facts = applications.facts(it);
        var lines = new ArrayList<ConditionLine>();
        int place = 0;
        for (var condition : round.conditions()) {
            place++;
            var rule = condition.rule();
            lines.add(
                    new ConditionLine(
                            place,
                            condition.name().in(locale),
                            rule == null ? null : ShownRule.of(rule, rule.judge(facts), locale),
                            typed.getOrDefault(
                                    "answer-" + place, it.answers().getOrDefault(place, "")),
                            condition.source().toString(),
                            condition.confirmed()));
        }
        return lines;
    }

    private static Tally tally(List<ConditionLine> lines) {
        return new Tally(
                count(lines, "MET"),
                count(lines, "LACKING"),
                count(lines, "UNDECIDED"),
                lines.stream().filter(it -> it.rule == null).count());
    }

    private static long count(List<ConditionLine> lines, String answer) {
        return lines.stream()
                .filter(it -> it.rule != null && answer.equals(it.rule.answer()))
                .count();
    }

    private List<PaperLine> papers(Application it, Round round, Locale locale) {
        var attached = new HashMap<String, List<Attached>>();
        applications
                .papers(it.id())
                .forEach(each ->
                        attached.computeIfAbsent(each.paper(), _ -> new ArrayList<>()).add(each));
        return round.procedure().papers().stream()
                .map(paper ->
                        new PaperLine(
                                paper.key(),
                                paper.name().in(locale),
                                paper.required(),
                                attached.getOrDefault(paper.key(), List.of())))
                .toList();
    }

    /** Opinions go to the applicant once all is over. */
    private PassageLine passage(Passage it, Application of) {
        var left = it.leftAt();
        var day = left == null ? LocalDate.now(clock) : left.atZone(clock.getZone()).toLocalDate();
        boolean told = of.state().ended() || viewers.current().seesRegion();
        return new PassageLine(
                it.step(),
                said(it.enteredAt()),
                it.due(),
                left == null ? null : said(left),
                it.verdict(),
                it.reason(),
                it.by(),
                it.onBehalfOf(),
                day.isAfter(it.due()),
                told ? it.opinions() : List.of());
    }

    private List<RevisionLine> revisions(Application it, Round round, Locale locale) {
        var revisions = applications.revisions(it.id());
        var lines = new ArrayList<RevisionLine>();
        for (int at = 0; at < revisions.size(); at++) {
            var revision = revisions.get(at);
            var before = at + 1 < revisions.size() ? revisions.get(at + 1) : null;
            lines.add(
                    new RevisionLine(
                            revision.revision(),
                            said(revision.at()),
                            revision.by(),
                            before == null
                                    ? List.of()
                                    : Differences.between(before, revision, round, locale)));
        }
        return lines;
    }

    private @Nullable DecisionForm decision(Passage open, Application it, Round round) {
        var viewer = viewers.current();
        boolean may =
                switch (open.acts()) {
                    case DISTRICT -> viewer.runsDistrict(it.district());
                    case CITY -> viewer.runsRegion();
                };
        return may
                ? new DecisionForm(
                        open.id(),
                        open.step(),
                        open.step().verdicts(),
                        open.ordinal() == round.procedure().stages().size())
                : null;
    }

    private ReviewLine review(Review it) {
        return new ReviewLine(
                it.expertName(),
                it.score() == null ? null : it.score().stripTrailingZeros().toPlainString(),
                it.opinion(),
                it.recused(),
                it.givenAt() == null ? null : said(it.givenAt()));
    }

    private List<Expert> free(List<Review> reviews) {
        var appointed = reviews.stream().map(Review::expert).toList();
        return casework.experts().stream().filter(it -> !appointed.contains(it.account())).toList();
    }

    private ObjectionLine objection(Objection it) {
        return new ObjectionLine(
                it.id(),
                it.byName(),
                it.contact(),
                it.text(),
                said(it.filedAt()),
                it.due(),
                it.upheld() == null && it.due().isBefore(LocalDate.now(clock)),
                it.upheld(),
                it.answer(),
                it.answeredBy());
    }

    private @Nullable Result result(Application it, Round round, Locale locale) {
        return casework.evaluated(it.id())
                .map(each ->
                        new Result(
                                each.score().stripTrailingZeros().toPlainString(),
                                round.procedure().bands().stream()
                                        .filter(band -> band.key().equals(each.band()))
                                        .findFirst()
                                        .map(band -> band.name().in(locale))
                                        .orElse(each.band()),
                                each.day(),
                                each.nextDue()))
                .orElse(null);
    }

    private String said(Instant moment) {
        return MOMENT.format(moment.atZone(clock.getZone()));
    }
}
