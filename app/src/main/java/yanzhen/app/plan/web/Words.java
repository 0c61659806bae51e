package yanzhen.app.plan.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import yanzhen.app.plan.Figure.Qualifier;
import yanzhen.app.plan.Indicator;
import yanzhen.app.plan.Overview;
import yanzhen.app.plan.Progress;
import yanzhen.app.plan.Target;

/** How the pages of this module put numbers, targets and states into words. */
@Component
class Words {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final MessageSource messages;

    Words(MessageSource messages) {
        this.messages = messages;
    }

    String say(String key, Locale locale, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }

    /** How exactly the source says a value; empty where it is exact. */
    Optional<String> mark(Qualifier qualifier, Locale locale) {
        return markKey(qualifier).map(it -> say("mark." + it, locale));
    }

    static Optional<String> markKey(Qualifier qualifier) {
        return qualifier == Qualifier.EXACT
                ? Optional.empty()
                : Optional.of(qualifier.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** With commas between thousands and the decimals of the indicator. */
    static String number(BigDecimal value, int decimals) {
        var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(value);
    }

    /** With no more decimals than the indicator has, and none that the value does not have. */
    static String upTo(BigDecimal value, int decimals) {
        return number(value, Math.min(decimals, Math.max(0, value.stripTrailingZeros().scale())));
    }

    /** As many decimals as the value has. */
    static String plain(BigDecimal value) {
        return number(value, Math.max(0, value.stripTrailingZeros().scale()));
    }

    /** 万家 is a Chinese unit; in English the things themselves are counted. */
    private static boolean unscales(Indicator indicator, Locale locale) {
        return indicator.scale() > 1 && locale.getLanguage().equals("en");
    }

    /** A value of the indicator with no more decimals than it should have. */
    static String value(BigDecimal value, Indicator indicator, Locale locale) {
        return unscales(indicator, locale)
                ? plain(value.multiply(BigDecimal.valueOf(indicator.scale())))
                : upTo(value, indicator.decimals());
    }

    /** The unit that goes with {@link #value}. */
    static String unit(Indicator indicator, Locale locale) {
        var unit = indicator.unit().in(locale);
        return unscales(indicator, locale)
                ? unit.replace(plain(BigDecimal.valueOf(indicator.scale())) + " ", "")
                : unit;
    }

    /** The target's words: in Chinese as written, in English by its kind. */
    String target(Indicator.Wording wording, Indicator indicator, Locale locale) {
        if (!locale.getLanguage().equals("en")) {
            return wording.words();
        }
        return switch (wording.target()) {
            case Target.About(var value) ->
                    say("qualifier.about", locale, target(value, indicator, locale));
            case Target.AtLeast(var value) ->
                    say("qualifier.at-least", locale, target(value, indicator, locale));
            case Target.MoreThan(var value) ->
                    say("qualifier.more-than", locale, target(value, indicator, locale));
            case Target.Reach(var value) -> target(value, indicator, locale);
            case Target.AmongLeaders _ -> say("qualifier.among-leaders", locale);
        };
    }

    private static String target(BigDecimal value, Indicator indicator, Locale locale) {
        return unscales(indicator, locale)
                ? plain(value.multiply(BigDecimal.valueOf(indicator.scale())))
                : plain(value);
    }

    /** A share as whole per cent, rounded down: 99.96 % is not yet all. */
    static String percent(BigDecimal share) {
        return share.multiply(HUNDRED).setScale(0, RoundingMode.FLOOR).toPlainString();
    }

    /** How far beyond the whole, in per cent with one decimal, rounded half up. */
    static String beyond(BigDecimal share) {
        return share.subtract(BigDecimal.ONE)
                .multiply(HUNDRED)
                .setScale(1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** The state in a few words. */
    String progress(Progress progress, Locale locale) {
        return switch (progress) {
            case Progress.Met _ -> say("progress.met", locale);
            case Progress.Over(var completion) -> say("progress.over", locale, beyond(completion));
            case Progress.OnTheWay way -> say("progress.way", locale, percent(way.completion()));
            case Progress.Near near -> near(near, locale);
            case Progress.Placed placed ->
                    say("progress.placed", locale, placed.rank(), placed.among());
            case Progress.NoData _ -> say("progress.none", locale);
            case Progress.NotJudged _ -> say("progress.unjudged", locale);
        };
    }

    private String near(Progress.Near near, Locale locale) {
        return switch (near.side()) {
            case 1 -> say("progress.near.above", locale, beyond(near.completion()));
            case 0 -> say("progress.near.on", locale);
            default -> say("progress.near.below", locale, percent(near.completion()));
        };
    }

    /** Class of the tag that shows a state; 左右 gets no verdict's colour. */
    static String tone(Overview.Line line) {
        return switch (line.progress()) {
            case Progress.Met _ -> "good";
            case Progress.Over _ -> "good";
            case Progress.OnTheWay _ -> "watch";
            case Progress.Near _ -> "busy";
            case Progress.Placed placed -> placed.leading() ? "good" : "watch";
            case Progress.NoData _ -> "none";
            case Progress.NotJudged _ -> "";
        };
    }
}
