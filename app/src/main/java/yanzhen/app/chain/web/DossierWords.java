package yanzhen.app.chain.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.dossier.Cell;
import yanzhen.app.chain.dossier.Line;
import yanzhen.app.chain.dossier.Listing;
import yanzhen.app.kernel.SourceNote;

/**
 * Lists of a chain in the reader's language: one wording for the page, the workbook and the
 * document.
 */
@Component
class DossierWords {

    private final MessageSource messages;
    private final Spots spots;

    DossierWords(MessageSource messages, Spots spots) {
        this.messages = messages;
        this.spots = spots;
    }

    /** The wording for one reader. */
    Wording in(Locale locale) {
        return new Wording(locale, spots.names());
    }

    /** 措辞 for one reader; names of places are read once. */
    final class Wording {

        private final Locale locale;
        private final Spots.Names places;

        private Wording(Locale locale, Spots.Names places) {
            this.locale = locale;
            this.places = places;
        }

        Locale locale() {
            return locale;
        }

        Spots.Names places() {
            return places;
        }

        String say(String key, Object... values) {
            return messages.getMessage(key, values, locale);
        }

        String title(Listing listing) {
            return say("dossier.list." + listing);
        }

        /** The name, then the columns. */
        List<String> heads(Listing listing) {
            var heads = new ArrayList<String>();
            heads.add(say("dossier.name." + listing));
            listing.columns().forEach(it -> heads.add(say("dossier.column." + it)));
            return heads;
        }

        String name(Line line) {
            return line.name().in(locale);
        }

        /** The cell as text; empty when nothing is known. */
        String text(Cell cell) {
            return switch (cell.kind()) {
                case NONE -> "";
                case TEXT -> cell.in(locale);
                case NUMBER, DAY -> cell.zh();
                case PERCENT -> cell.zh() + "%";
                case PLACE -> places.in(cell.zh(), locale);
                case WORDS ->
                        Arrays.stream(cell.zh().split(" "))
                                .map(this::word)
                                .collect(Collectors.joining(say("dossier.and")));
            };
        }

        /** A word that an edition of long ago used and that is gone is shown by its key. */
        private String word(String key) {
            var said = messages.getMessage(key, null, key, locale);
            return said == null ? key : said;
        }

        /** The cell for a workbook: numbers and days as such. */
        @Nullable Object value(Cell cell) {
            return switch (cell.kind()) {
                case NONE -> null;
                case NUMBER, PERCENT -> new BigDecimal(cell.zh());
                case DAY -> LocalDate.parse(cell.zh());
                case TEXT, PLACE, WORDS -> text(cell);
            };
        }

        /** The source in words; empty where the page of the line says it. */
        String source(@Nullable SourceNote source) {
            return source == null
                    ? ""
                    : say(
                            "dossier.source",
                            source.title(locale),
                            source.asOf().toString(),
                            say("confidence." + source.confidence()));
        }
    }
}
