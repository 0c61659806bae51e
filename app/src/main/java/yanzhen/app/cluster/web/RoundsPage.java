package yanzhen.app.cluster.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Adjustments;
import yanzhen.app.cluster.Casework;
import yanzhen.app.cluster.Recognitions;
import yanzhen.app.cluster.Rounds;
import yanzhen.app.cluster.Rounds.Round;
import yanzhen.app.site.RailEntry;

/** 申报批次: what can be applied for, until when; and how long the office takes. */
@Controller
class RoundsPage {

    private static final int PER_CENT = 2;

    /** All that the template may read. */
    record Sight(
            long open,
            List<Line> lines,
            List<Pace> pace,
            List<AdjustmentsPage.Pace> adjusting,
            boolean mayOpen) {}

    /**
     * A round.
     *
     * @param state COMING, OPEN or CLOSED
     * @param left days until nothing is taken any more
     * @param places null without a limit
     */
    record Line(
            UUID id,
            String title,
            String scheme,
            String kind,
            String state,
            LocalDate opens,
            LocalDate lastDay,
            long left,
            @Nullable Integer places,
            int taken,
            boolean synthetic) {}

    /** 办理时效: days at the median, per cent in time. */
    record Pace(String scheme, String step, long left, String median, String inTime) {}

    private final Rounds rounds;
    private final Casework casework;
    private final Adjustments adjustments;
    private final Recognitions recognitions;
    private final Viewers viewers;
    private final Clock clock;

    RoundsPage(
            Rounds rounds,
            Casework casework,
            Adjustments adjustments,
            Recognitions recognitions,
            Viewers viewers,
            Clock clock) {
        this.rounds = rounds;
        this.casework = casework;
        this.adjustments = adjustments;
        this.recognitions = recognitions;
        this.viewers = viewers;
        this.clock = clock;
    }

    @GetMapping("/rounds")
    String show(Model model, Locale locale) {
        var names = names(recognitions, locale);
        var lines = rounds.all().stream().map(it -> line(it, names)).toList();
        model.addAttribute(
                "sight",
                new Sight(
                        lines.stream().filter(it -> it.state.equals("OPEN")).count(),
                        lines,
                        casework.timeliness().stream().map(it -> pace(it, names)).toList(),
                        adjustments.timeliness().stream().map(AdjustmentsPage::pace).toList(),
                        viewers.current().runsRegion()));
        return "cluster/rounds";
    }

    private Line line(Round it, Map<String, String> names) {
        var today = LocalDate.now(clock);
        return new Line(
                it.id(),
                it.title(),
                names.getOrDefault(it.scheme(), it.scheme()),
                it.kind().name(),
                it.state(today),
                it.opens(),
                it.closes().minusDays(1),
                java.time.temporal.ChronoUnit.DAYS.between(today, it.closes()) - 1,
                it.places(),
                it.taken(),
                it.synthetic());
    }

    private static Pace pace(Casework.Timeliness it, Map<String, String> names) {
        return new Pace(
                names.getOrDefault(it.scheme(), it.scheme()),
                it.step().name(),
                it.left(),
                it.median().setScale(1, RoundingMode.HALF_UP).toPlainString(),
                perCent(it.inTime()));
    }

    private static String perCent(BigDecimal share) {
        return share.movePointRight(PER_CENT).setScale(0, RoundingMode.HALF_UP).toPlainString();
    }

    /** Of every scheme, by its key. */
    static Map<String, String> names(Recognitions recognitions, Locale locale) {
        var names = new HashMap<String, String>();
        recognitions.schemes().forEach(it -> names.put(it.key(), it.name().in(locale)));
        return names;
    }

    /** Its places in the rail. */
    @Configuration(proxyBeanMethods = false)
    static class Rail {
        @Bean
        RailEntry roundsEntry() {
            return new RailEntry(24, "rounds", "/rounds");
        }

        @Bean
        RailEntry workEntry() {
            return new RailEntry(5, "work", "/work");
        }
    }
}
