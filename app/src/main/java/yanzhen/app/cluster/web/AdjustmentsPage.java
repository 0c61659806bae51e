package yanzhen.app.cluster.web;

import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Adjustments;
import yanzhen.app.cluster.Adjustments.Adjustment;
import yanzhen.app.cluster.Adjustments.Waiting;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Regions;

/** 调整: what waits for the viewer, and every request that the viewer sees. */
@Controller
class AdjustmentsPage {

    private static final int PER_CENT = 2;

    /** All that the template may read. */
    record Sight(
            boolean officer,
            int waiting,
            long late,
            List<Line> lines,
            List<Entry> all,
            List<Pace> pace,
            List<Own> own) {}

    /** A step that waits. */
    record Line(
            UUID adjustment,
            String name,
            String kind,
            String district,
            String step,
            LocalDate since,
            long days,
            LocalDate due,
            boolean late,
            boolean synthetic) {}

    /** A request. */
    record Entry(
            UUID id,
            UUID organisation,
            String name,
            String kind,
            String district,
            String state,
            LocalDate filed,
            @Nullable LocalDate ended,
            @Nullable String document,
            boolean synthetic) {}

    /** 办理时效: days at the median, per cent in time. */
    record Pace(String kind, String step, long left, String median, String inTime) {}

    /** An organisation of the viewer, for which a request can be filed. */
    record Own(UUID id, String name) {}

    private final Adjustments adjustments;
    private final Organisations organisations;
    private final Regions regions;
    private final Viewers viewers;
    private final Clock clock;

    AdjustmentsPage(
            Adjustments adjustments,
            Organisations organisations,
            Regions regions,
            Viewers viewers,
            Clock clock) {
        this.adjustments = adjustments;
        this.organisations = organisations;
        this.regions = regions;
        this.viewers = viewers;
        this.clock = clock;
    }

    @GetMapping("/adjustments")
    String show(Model model, Locale locale) {
        var viewer = viewers.current();
        boolean officer = viewer.runsRegion() || viewer.is(Role.DISTRICT_OFFICER);
        var queue = officer ? adjustments.queue() : List.<Waiting>of();
        var today = LocalDate.now(clock);
        var districts = regions.names(locale);
        var own =
                officer
                        ? List.<Own>of()
                        : organisations.byId(viewer.organisations()).values().stream()
                                .map(it -> new Own(it.id(), it.nameIn(locale)))
                                .toList();
        model.addAttribute(
                "sight",
                new Sight(
                        officer,
                        queue.size(),
                        queue.stream().filter(it -> it.late(today)).count(),
                        queue.stream().map(it -> line(it, districts, locale)).toList(),
                        entries(districts, locale),
                        adjustments.timeliness().stream().map(AdjustmentsPage::pace).toList(),
                        own));
        return "cluster/adjustments";
    }

    private Line line(Waiting it, Map<String, String> districts, Locale locale) {
        var today = LocalDate.now(clock);
        var since = it.since().atZone(clock.getZone()).toLocalDate();
        return new Line(
                it.adjustment(),
                it.nameIn(locale),
                it.kind().name(),
                districts.getOrDefault(it.district(), it.district()),
                it.at().name(),
                since,
                ChronoUnit.DAYS.between(since, today),
                it.due(),
                it.late(today),
                it.synthetic());
    }

    private List<Entry> entries(Map<String, String> districts, Locale locale) {
        var all = adjustments.all();
        var called =
                organisations.byId(
                        all.stream().map(Adjustment::organisation).collect(Collectors.toSet()));
        return all.stream().map(it -> entry(it, called, districts, locale)).toList();
    }

    private Entry entry(
            Adjustment it,
            Map<UUID, Organisation> called,
            Map<String, String> districts,
            Locale locale) {
        var organisation = called.get(it.organisation());
        var ended = it.endedAt();
        return new Entry(
                it.id(),
                it.organisation(),
                organisation == null ? "" : organisation.nameIn(locale),
                it.kind().name(),
                districts.getOrDefault(it.district(), it.district()),
                it.state().name(),
                it.filedAt().atZone(clock.getZone()).toLocalDate(),
                ended == null ? null : ended.atZone(clock.getZone()).toLocalDate(),
                it.document(),
                it.synthetic());
    }

    static Pace pace(Adjustments.Timeliness it) {
        return new Pace(
                it.kind().name(),
                it.step().name(),
                it.left(),
                it.median().setScale(1, RoundingMode.HALF_UP).toPlainString(),
                it.inTime()
                        .movePointRight(PER_CENT)
                        .setScale(0, RoundingMode.HALF_UP)
                        .toPlainString());
    }
}
