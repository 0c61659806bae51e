package yanzhen.app.cluster.store;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Adjustments.Adjustable;
import yanzhen.app.cluster.Adjustments.Kind;
import yanzhen.app.cluster.Adjustments.Paper;
import yanzhen.app.cluster.Adjustments.Touched;
import yanzhen.app.cluster.Adjustments.Wish;
import yanzhen.app.cluster.Certificate;
import yanzhen.app.cluster.Certificates;
import yanzhen.app.cluster.Facts;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Procedure;
import yanzhen.app.kernel.Period;
import yanzhen.app.kernel.Problems;

/**
 * 调整核查: what stands against a request, all of it at once. The same is asked when it is filed and
 * when it is decided, for the register may have moved between the two.
 */
@Component
class AdjustmentCheck {

    private final JdbcClient jdbc;
    private final AdjustmentReader reader;
    private final Organisations organisations;
    private final Certificates certificates;
    private final Clock clock;

    AdjustmentCheck(
            JdbcClient jdbc,
            AdjustmentReader reader,
            Organisations organisations,
            Certificates certificates,
            Clock clock) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.organisations = organisations;
        this.certificates = certificates;
        this.clock = clock;
    }

    /** The papers that nothing is taken without. */
    static void papers(Procedure rule, List<Paper> papers, Problems problems) {
        var there = papers.stream().map(Paper::paper).collect(Collectors.toSet());
        for (var paper : rule.papers()) {
            if (paper.required() && !there.contains(paper.key())) {
                problems.add("", null, "paper-" + paper.key(), "", "adjustment-paper-missing");
            }
        }
        var known = rule.papers().stream().map(Procedure.Paper::key).collect(Collectors.toSet());
        papers.stream()
                .filter(it -> !known.contains(it.paper()))
                .forEach(it ->
                        problems.add("", null, "papers", it.paper(), "adjustment-paper-unknown"));
    }

    /** What the register has against it. */
    void wish(Organisation it, Kind kind, Wish wish, Problems problems) {
        var held = held(it.id(), wish);
        if (kind == Kind.NAME) {
            name(it, wish, problems);
        }
        if (wish.touched().isEmpty()) {
            problems.add("", null, "touched", "", "adjustment-nothing");
        }
        var seen = new HashSet<UUID>();
        for (var touched : wish.touched()) {
            var recognition = held.get(touched.recognition());
            if (recognition == null) {
                problems.add(
                        "",
                        null,
                        "touched",
                        touched.recognition().toString(),
                        "adjustment-unknown-recognition");
            } else if (seen.add(touched.recognition())) {
                touched(recognition, kind, wish, problems);
            }
        }
        if (kind == Kind.SUCCESSION) {
            successors(it, wish, held, problems);
        }
    }

    private Map<UUID, Adjustable> held(UUID organisation, Wish wish) {
        var held = new HashMap<UUID, Adjustable>();
        var today = LocalDate.now(clock);
        var day = wish.effective().isBefore(today) ? wish.effective() : today;
        reader.adjustable(organisation, day).forEach(it -> held.put(it.recognition(), it));
        return held;
    }

    /** A name is registered elsewhere first: it cannot hold from a day to come. */
    private void name(Organisation it, Wish wish, Problems problems) {
        var name = wish.name() == null ? "" : wish.name();
        if (name.length() < Facts.LEAST_NAME || name.length() > Facts.MOST_NAME) {
            problems.add(
                    "",
                    null,
                    "name",
                    name,
                    "text-length",
                    String.valueOf(Facts.LEAST_NAME),
                    String.valueOf(Facts.MOST_NAME));
        } else if (isOnAllPapers(it, wish, name)) {
            problems.add("", null, "name", name, "adjustment-same-name");
        }
        if (wish.effective().isAfter(LocalDate.now(clock))) {
            problems.add(
                    "", null, "effective", wish.effective().toString(), "adjustment-day-to-come");
        }
    }

    /** Where the register was corrected before, papers may still bear the name of before. */
    private boolean isOnAllPapers(Organisation it, Wish wish, String name) {
        return name.equals(it.name())
                && Objects.equals(wish.nameEn(), it.nameEn())
                && wish.touched().stream()
                        .flatMap(each -> certificates.find(it.id(), each.recognition()).stream())
                        .noneMatch(Certificate::renamed);
    }

    private static void touched(Adjustable it, Kind kind, Wish wish, Problems problems) {
        var scheme = it.scheme().key();
        if (!it.kinds().contains(kind)) {
            problems.add("", null, "touched", scheme, "adjustment-kind-unfit");
        }
        boolean inside =
                it.valid().covers(wish.effective()) && !wish.effective().equals(it.valid().from());
        if (kind != Kind.NAME && !inside) {
            problems.add(
                    "",
                    null,
                    "touched",
                    scheme,
                    "adjustment-not-in-force",
                    wish.effective().toString());
        }
    }

    private void successors(
            Organisation it, Wish wish, Map<UUID, Adjustable> held, Problems problems) {
        var called =
                organisations.byId(
                        wish.touched().stream()
                                .map(Touched::successor)
                                .filter(Objects::nonNull)
                                .collect(Collectors.toSet()));
        for (var touched : wish.touched()) {
            var recognition = held.get(touched.recognition());
            var successor = touched.successor();
            var scheme = recognition == null ? "" : recognition.scheme().key();
            var heir = successor == null ? null : called.get(successor);
            if (heir == null) {
                problems.add("", null, "successor", scheme, "adjustment-no-successor");
            } else if (heir.id().equals(it.id())) {
                problems.add("", null, "successor", heir.name(), "adjustment-own-successor");
            } else if (recognition != null && recognition.valid().covers(wish.effective())) {
                var rest = new Period(wish.effective(), recognition.valid().until());
                overlap(heir.id(), recognition.scheme().key(), rest)
                        .ifPresent(other ->
                                problems.add(
                                        "",
                                        null,
                                        "successor",
                                        heir.name(),
                                        "adjustment-held-already",
                                        scheme,
                                        said(other)));
            }
        }
    }

    private static String said(Period period) {
        return "%s – %s"
                .formatted(
                        period.from(),
                        period.until() == null ? "…" : period.until().minusDays(1).toString());
    }

    private Optional<Period> overlap(UUID organisation, String scheme, Period rest) {
        return jdbc.sql(
                        """
                        select lower(valid), upper(valid) from cluster.recognition
                        where organisation = ? and scheme = ? and upper_inf(known) and valid && daterange(?, ?)
                        order by lower(valid) limit 1
                        """)
                .param(organisation)
                .param(scheme)
                .param(rest.from())
                .param(rest.until())
                .query((row, _) ->
                        new Period(
                                row.getObject(1, LocalDate.class),
                                row.getObject(2, LocalDate.class)))
                .optional();
    }
}
