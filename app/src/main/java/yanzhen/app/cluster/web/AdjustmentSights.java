package yanzhen.app.cluster.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Adjustments;
import yanzhen.app.cluster.Adjustments.Adjustment;
import yanzhen.app.cluster.Adjustments.Kind;
import yanzhen.app.cluster.Adjustments.Paper;
import yanzhen.app.cluster.Adjustments.Passage;
import yanzhen.app.cluster.Adjustments.Revision;
import yanzhen.app.cluster.Adjustments.Touched;
import yanzhen.app.cluster.Adjustments.Wish;
import yanzhen.app.cluster.CertificateNumber;
import yanzhen.app.cluster.Certificates;
import yanzhen.app.cluster.Enrolment;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Procedure.Acts;
import yanzhen.app.cluster.Procedure.Stage;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.cluster.Register;
import yanzhen.app.cluster.web.Differences.Difference;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;

/** 调整申请: puts together what one viewer may see of one request, and may do with it. */
@Component
class AdjustmentSights {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /**
     * All that the template may read.
     *
     * @param name of the organisation, in the reader's language
     * @param former Chinese name before the change; null when it is no change of name
     * @param next who is to act, as a key of a message
     * @param until day of which the message speaks; null where it speaks of none
     * @param decision the open step when the viewer may end it; null otherwise
     */
    record Sight(
            Adjustment it,
            String name,
            LocalDate filed,
            @Nullable String former,
            Wish wish,
            List<TouchedLine> touched,
            List<PaperLine> papers,
            List<StageLine> stages,
            String next,
            @Nullable LocalDate until,
            List<PassageLine> passages,
            List<RevisionLine> revisions,
            boolean mayEdit,
            boolean mayWithdraw,
            @Nullable DecisionForm decision,
            String source,
            boolean confirmed,
            @Nullable String reading) {}

    /**
     * A recognition that is touched.
     *
     * @param number of its certificate; null when the register has it no more
     * @param heir organisation to which it passes; null when it does not
     */
    record TouchedLine(
            String scheme,
            @Nullable LocalDate from,
            @Nullable LocalDate last,
            @Nullable String number,
            @Nullable UUID heir,
            @Nullable String heirName) {}

    record PaperLine(String name, boolean required, List<Paper> files) {}

    /** A step of the way; state past, here, stopped or empty. */
    record StageLine(Step step, Acts acts, int days, String state, @Nullable LocalDate due) {}

    record PassageLine(
            Step step,
            String entered,
            @Nullable String left,
            LocalDate due,
            boolean late,
            @Nullable Verdict verdict,
            @Nullable String reason,
            @Nullable String by) {}

    record RevisionLine(int revision, String at, String by, List<Difference> differences) {}

    record DecisionForm(UUID step, Step kind, List<Verdict> verdicts, boolean decides) {}

    private final Adjustments adjustments;
    private final AdjustmentWords words;
    private final Organisations organisations;
    private final Enrolment enrolment;
    private final Register register;
    private final Certificates certificates;
    private final Viewers viewers;
    private final Clock clock;

    AdjustmentSights(
            Adjustments adjustments,
            AdjustmentWords words,
            Organisations organisations,
            Enrolment enrolment,
            Register register,
            Certificates certificates,
            Viewers viewers,
            Clock clock) {
        this.adjustments = adjustments;
        this.words = words;
        this.organisations = organisations;
        this.enrolment = enrolment;
        this.register = register;
        this.certificates = certificates;
        this.viewers = viewers;
        this.clock = clock;
    }

    ModelAndView page(UUID id, Problems problems, Map<String, String> typed, Locale locale) {
        var it = adjustments.find(id).orElseThrow(() -> new NotFound("adjustment", id));
        var view = FormPage.of("cluster/adjustment", problems);
        view.addObject("listed", words.listed(problems, it.rule(), locale));
        view.addObject("typed", typed);
        view.addObject("sight", sight(it, locale));
        return view;
    }

    /** What the lines of a request are put together from. */
    private record Known(
            Map<UUID, Register.Held> held,
            Map<UUID, CertificateNumber> numbers,
            Map<UUID, Organisation> called,
            Locale locale) {

        String scheme(UUID recognition) {
            var found = held.get(recognition);
            return found == null ? recognition.toString() : found.scheme().name().in(locale);
        }

        String heir(UUID organisation) {
            var found = called.get(organisation);
            return found == null ? organisation.toString() : found.nameIn(locale);
        }
    }

    private Sight sight(Adjustment it, Locale locale) {
        var organisation = organisations.find(it.organisation()).orElseThrow();
        var revisions = adjustments.revisions(it.id());
        var passages = adjustments.passages(it.id());
        var last = revisions.getFirst();
        var known = known(it, revisions, locale);
        var open = passages.stream().filter(each -> each.leftAt() == null).findFirst();
        return new Sight(
                it,
                organisation.nameIn(locale),
                it.filedAt().atZone(clock.getZone()).toLocalDate(),
                it.kind() == Kind.NAME ? former(organisation, last.wish()) : null,
                last.wish(),
                last.wish().touched().stream().map(each -> touched(each, known)).toList(),
                it.rule().papers().stream()
                        .map(each ->
                                new PaperLine(
                                        each.name().in(locale),
                                        each.required(),
                                        of(each.key(), last.papers())))
                        .toList(),
                stages(it, passages),
                open.map(each -> each.step().name()).orElse(it.state().name()),
                open.map(Passage::due).orElseGet(() -> returnedUntil(it, passages)),
                passages.stream().map(this::passage).toList(),
                revisions(revisions, it, known),
                it.state() == Adjustments.State.RETURNED && words.mayAnswerFor(it),
                !it.state().ended() && words.mayAnswerFor(it),
                open.map(each -> decision(each, it)).orElse(null),
                "%s %s".formatted(it.rule().document(), it.rule().place()),
                it.rule().confirmed(),
                it.rule().reading() == null ? null : it.rule().reading().in(locale));
    }

    private Known known(Adjustment it, List<Revision> revisions, Locale locale) {
        var held = new HashMap<UUID, Register.Held>();
        register.history(it.organisation(), clock.instant())
                .forEach(each -> held.put(each.recognition(), each));
        var heirs = new HashSet<UUID>();
        for (var revision : revisions) {
            revision.wish().touched().stream()
                    .map(Touched::successor)
                    .filter(Objects::nonNull)
                    .forEach(heirs::add);
        }
        return new Known(
                held, certificates.numbers(it.organisation()), organisations.byId(heirs), locale);
    }

    /** The name that the new one took the place of; the present one while it has not. */
    private String former(Organisation it, Wish wish) {
        var versions = enrolment.versions(it.id());
        for (int at = 0; at < versions.size() - 1; at++) {
            var version = versions.get(at);
            if (wish.effective().equals(version.effective())
                    && version.facts().name().equals(wish.name())) {
                return versions.get(at + 1).facts().name();
            }
        }
        return it.name();
    }

    private static List<Paper> of(String key, List<Paper> papers) {
        return papers.stream().filter(each -> each.paper().equals(key)).toList();
    }

    private static TouchedLine touched(Touched it, Known known) {
        var held = known.held.get(it.recognition());
        var until = held == null ? null : held.valid().until();
        var number = known.numbers.get(it.recognition());
        return new TouchedLine(
                known.scheme(it.recognition()),
                held == null ? null : held.valid().from(),
                until == null ? null : until.minusDays(1),
                number == null ? null : number.value(),
                it.successor(),
                it.successor() == null ? null : known.heir(it.successor()));
    }

    private @Nullable LocalDate returnedUntil(Adjustment it, List<Passage> passages) {
        if (it.state() != Adjustments.State.RETURNED) {
            return null;
        }
        var left = passages.getFirst().leftAt();
        return left == null
                ? null
                : left.atZone(clock.getZone()).toLocalDate().plusDays(it.rule().returnDays());
    }

    private static List<StageLine> stages(Adjustment it, List<Passage> passages) {
        var stages = it.rule().stages();
        var lines = new ArrayList<StageLine>();
        for (int at = 0; at < stages.size(); at++) {
            int ordinal = at + 1;
            var last = passages.stream().filter(each -> each.ordinal() == ordinal).findFirst();
            lines.add(stage(stages.get(at), last.orElse(null)));
        }
        return lines;
    }

    private static StageLine stage(Stage it, @Nullable Passage last) {
        var verdict = last == null ? null : last.verdict();
        var state =
                last == null
                        ? ""
                        : verdict == null ? "here" : verdict == Verdict.PASSED ? "past" : "stopped";
        return new StageLine(
                it.step(),
                it.acts(),
                it.days(),
                state,
                last != null && verdict == null ? last.due() : null);
    }

    private PassageLine passage(Passage it) {
        var left = it.leftAt();
        var day = (left == null ? clock.instant() : left).atZone(clock.getZone()).toLocalDate();
        return new PassageLine(
                it.step(),
                said(it.enteredAt()),
                left == null ? null : said(left),
                it.due(),
                day.isAfter(it.due()),
                it.verdict(),
                it.reason(),
                it.by());
    }

    private List<RevisionLine> revisions(List<Revision> revisions, Adjustment it, Known known) {
        var lines = new ArrayList<RevisionLine>();
        for (int at = 0; at < revisions.size() - 1; at++) {
            var after = revisions.get(at);
            lines.add(
                    new RevisionLine(
                            after.revision(),
                            said(after.at()),
                            after.by(),
                            AdjustmentDifferences.between(
                                    revisions.get(at + 1),
                                    after,
                                    it.rule(),
                                    new AdjustmentDifferences.Names(
                                            known::scheme, known::heir, known.locale))));
        }
        return lines;
    }

    private @Nullable DecisionForm decision(Passage open, Adjustment it) {
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
                        Adjustments.verdicts(open.step()),
                        open.ordinal() == it.rule().stages().size())
                : null;
    }

    private String said(Instant moment) {
        return MOMENT.format(moment.atZone(clock.getZone()));
    }
}
