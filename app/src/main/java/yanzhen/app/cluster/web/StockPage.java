package yanzhen.app.cluster.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import yanzhen.app.cluster.Register;
import yanzhen.app.kernel.AsOf;

/** 在册认定: how many hold what, on any day, as known on any day. */
@Controller
class StockPage {

    /** All that the template may read. */
    record Stocks(LocalDate day, LocalDate known, List<Line> lines) {}

    record Line(String key, String name, String level, long count, boolean synthetic) {}

    private final Register register;
    private final Clock clock;

    StockPage(Register register, Clock clock) {
        this.register = register;
        this.clock = clock;
    }

    /** What was known on a day is what had been recorded by its end. */
    @GetMapping("/recognitions")
    String show(
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(required = false) @Nullable LocalDate known,
            Model model,
            Locale locale) {
        var today = LocalDate.now(clock);
        var asked = day == null ? today : day;
        var knownOn = known == null ? today : known;
        Instant moment = knownOn.plusDays(1).atStartOfDay(clock.getZone()).toInstant();
        model.addAttribute(
                "stocks",
                new Stocks(
                        asked,
                        knownOn,
                        register.stock(new AsOf(asked, moment)).stream()
                                .map(it ->
                                        new Line(
                                                it.scheme().key(),
                                                it.scheme().name().in(locale),
                                                it.scheme().level(),
                                                it.count(),
                                                it.synthetic()))
                                .toList()));
        return "cluster/stock";
    }
}
