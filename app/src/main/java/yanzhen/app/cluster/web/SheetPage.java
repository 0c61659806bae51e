package yanzhen.app.cluster.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Recognitions;
import yanzhen.app.cluster.Reports;
import yanzhen.app.cluster.Rounds;
import yanzhen.app.cluster.Rounds.Round;
import yanzhen.app.cluster.ScoreCard;
import yanzhen.app.site.NotFound;

/** 自评: what a firm's numbers come to on the score sheet of a scheme, before it applies. */
@Controller
class SheetPage {

    /**
     * All that the template may read.
     *
     * @param year whose numbers count
     * @param round that takes applications today; null when none does
     */
    record Sight(
            UUID id,
            String name,
            boolean synthetic,
            String key,
            String scheme,
            int year,
            ShownSheet sheet,
            @Nullable OpenRound round) {}

    /** A round that takes applications. */
    record OpenRound(UUID id, String title, LocalDate lastDay) {}

    private final ReportReaders readers;
    private final Reports reports;
    private final Rounds rounds;
    private final Recognitions recognitions;
    private final Clock clock;

    SheetPage(
            ReportReaders readers,
            Reports reports,
            Rounds rounds,
            Recognitions recognitions,
            Clock clock) {
        this.readers = readers;
        this.reports = reports;
        this.rounds = rounds;
        this.recognitions = recognitions;
        this.clock = clock;
    }

    @GetMapping("/organisations/{id}/sheets/{scheme}")
    String show(@PathVariable UUID id, @PathVariable String scheme, Model model, Locale locale) {
        model.addAttribute("sight", sight(readers.mustRead(id), scheme, locale));
        return "cluster/sheet";
    }

    private Sight sight(Organisation of, String scheme, Locale locale) {
        var round = open(scheme);
        var sheet = round == null ? rounds.sheets().get(scheme) : round.sheet();
        if (sheet == null) {
            throw new NotFound("sheet", scheme);
        }
        var basis = reports.basis(of);
        return new Sight(
                of.id(),
                of.nameIn(locale),
                of.synthetic(),
                scheme,
                RoundsPage.names(recognitions, locale).getOrDefault(scheme, scheme),
                basis.facts().lastYear(),
                ShownSheet.of(
                        ScoreCard.of(sheet, basis),
                        basis,
                        ShownSheet.Opinions.NONE,
                        clock.getZone(),
                        locale),
                round == null
                        ? null
                        : new OpenRound(round.id(), round.title(), round.closes().minusDays(1)));
    }

    /** The one that closes last: its sheet may be an older one, and is the one that counts. */
    private @Nullable Round open(String scheme) {
        var today = LocalDate.now(clock);
        return rounds.all().stream()
                .filter(it -> it.scheme().equals(scheme))
                .filter(it -> it.takes(today) && it.kind() == Rounds.Kind.RECOGNITION)
                .findFirst()
                .orElse(null);
    }
}
