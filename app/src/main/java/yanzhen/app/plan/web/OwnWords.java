package yanzhen.app.plan.web;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.plan.Indicator;
import yanzhen.app.plan.OwnReading;
import yanzhen.app.site.Money;

/** How the pages say what the platform's own records come to. */
@Component
class OwnWords {

    /**
     * The platform's own count.
     *
     * @param kind key of how it was reached
     * @param value the number in words; empty where there is none
     * @param detail a second, smaller line; empty where there is none
     */
    record Own(String kind, String value, String detail, boolean synthetic, boolean list) {}

    private final Words words;

    OwnWords(Words words) {
        this.words = words;
    }

    /** The reading of an indicator in words. */
    Own of(Indicator indicator, OwnReading reading, Locale locale) {
        return switch (reading) {
            case OwnReading.Stock(var raw, var organisations, var synthetic) ->
                    new Own(
                            "stock",
                            Words.plain(BigDecimal.valueOf(organisations)),
                            stock(indicator, raw, organisations, locale),
                            synthetic,
                            true);
            case OwnReading.Accepted(var within, var after, var synthetic) ->
                    new Own(
                            "accepted",
                            String.valueOf(within),
                            after == 0 ? "" : words.say("own.after", locale, after),
                            synthetic,
                            true);
            case OwnReading.Turnover turnover ->
                    new Own(
                            "turnover",
                            Money.said(turnover.total().total(), locale),
                            turnover(turnover, indicator.decimals(), locale),
                            turnover.synthetic(),
                            true);
            case OwnReading.NoneYet _ -> new Own("none-yet", "", "", false, false);
            case OwnReading.StatisticsOnly _ -> new Own("statistics", "", "", false, false);
            case OwnReading.NotKept(var note) ->
                    new Own(
                            "not-kept",
                            "",
                            Optional.ofNullable(note)
                                    .map((Bilingual it) -> it.in(locale))
                                    .orElse(""),
                            false,
                            false);
        };
    }

    private String stock(Indicator indicator, long raw, long organisations, Locale locale) {
        if (raw != organisations) {
            return words.say("own.raw", locale, raw, raw - organisations);
        }
        return indicator.scale() == 1 || locale.getLanguage().equals("en")
                ? ""
                : words.say(
                        "own.scaled",
                        locale,
                        Words.number(
                                BigDecimal.valueOf(organisations)
                                        .divide(BigDecimal.valueOf(indicator.scale())),
                                4),
                        indicator.unit().in(locale));
    }

    private String turnover(OwnReading.Turnover turnover, int decimals, Locale locale) {
        var year = String.valueOf(turnover.year());
        return turnover.ratio()
                .map(it ->
                        words.say(
                                "own.ratio",
                                locale,
                                year,
                                turnover.total().count(),
                                Words.number(it, Math.max(decimals, 4))))
                .orElseGet(() -> words.say("own.no-ratio", locale, year, turnover.total().count()));
    }
}
