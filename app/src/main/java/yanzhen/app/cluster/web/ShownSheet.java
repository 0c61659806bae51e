package yanzhen.app.cluster.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.ScoreBasis;
import yanzhen.app.cluster.ScoreCard;
import yanzhen.app.cluster.ScoreSheet;
import yanzhen.app.cluster.ScoreSheet.Part;
import yanzhen.app.rules.Facts;

/**
 * 评分表与得分: a score sheet with what comes of it, as pages show it.
 *
 * @param blank whether it is the sheet only, without the numbers of a firm
 * @param least lowest total that is possible
 * @param most highest total that is possible
 * @param coefficients of the industries that are named; none where every industry counts alike
 * @param otherwise coefficient of the others
 * @param mean total as the experts have it; null where the viewer is not told, or none has said
 * @param band what the mean comes to; null where there are no bands
 * @param opinions how many the mean is of
 */
record ShownSheet(
        boolean blank,
        String total,
        @Nullable String pass,
        String least,
        String most,
        String source,
        boolean confirmed,
        @Nullable String reading,
        List<String> coefficients,
        String otherwise,
        List<Head> heads,
        List<Line> extras,
        @Nullable String mean,
        @Nullable String band,
        int opinions) {

    /**
     * 一级指标.
     *
     * @param required points that it must come to; null where the sheet does not say
     */
    record Head(
            String name,
            String weight,
            @Nullable String required,
            String least,
            String most,
            List<Line> lines) {}

    /**
     * 二级指标.
     *
     * @param form how points come about: JUDGED, LINEAR, STEPS or CASES
     * @param found what the firm has; empty where it is not known
     * @param missing data that are not known
     * @param source document, where it is another than that of the sheet
     * @param mean of the experts; null as that of the sheet
     * @param each of the experts' points
     * @param typed what stands in the field
     */
    record Line(
            String key,
            Part part,
            String name,
            String weight,
            String form,
            String measure,
            String zero,
            String full,
            String factor,
            List<Rung> rungs,
            String found,
            @Nullable String coefficient,
            boolean open,
            String least,
            String most,
            List<String> missing,
            @Nullable Way gain,
            List<Source> sources,
            @Nullable String source,
            boolean confirmed,
            @Nullable String reading,
            @Nullable String mean,
            List<String> each,
            String typed) {}

    /** 一档. */
    record Rung(String from, boolean rule, String points) {}

    /** 再得分. */
    record Way(String by, boolean less, String points, String on) {}

    /**
     * Whence numbers come.
     *
     * @param reports years of the annual reports, the latest first
     */
    record Source(String reports, String by, LocalDate day) {}

    /**
     * What is known beside the card.
     *
     * @param given points of each expert, as far as the viewer is told
     * @param mean of the totals; null where there is none
     * @param typed by the field
     * @param advised whether it is said what would bring more, as it is to who applies
     */
    record Opinions(
            List<Map<String, BigDecimal>> given,
            @Nullable BigDecimal mean,
            @Nullable String band,
            Map<String, String> typed,
            boolean advised) {
        static final Opinions NONE = new Opinions(List.of(), null, null, Map.of(), true);
    }

    /** All of them, those of the heads first. */
    List<Line> lines() {
        return Stream.concat(heads.stream().flatMap(it -> it.lines.stream()), extras.stream())
                .toList();
    }

    /** Whether its total is known. */
    public boolean known() {
        return least.equals(most);
    }

    /** The sheet only. */
    static ShownSheet of(ScoreSheet sheet, int lastYear, Locale locale) {
        var nothing = new ScoreBasis(new Nothing(lastYear), null, Map.of());
        var card = ScoreCard.of(sheet, nothing);
        return new SheetWords(card, nothing, Opinions.NONE, ZoneOffset.UTC, locale).sheet(true);
    }

    /** With what comes of it. */
    static ShownSheet of(
            ScoreCard card, ScoreBasis basis, Opinions opinions, ZoneId zone, Locale locale) {
        return new SheetWords(card, basis, opinions, zone, locale).sheet(false);
    }

    private record Nothing(int lastYear) implements Facts {
        @Override
        public yanzhen.app.rules.@Nullable Amount value(yanzhen.app.rules.Datum datum, int year) {
            return null;
        }
    }
}
