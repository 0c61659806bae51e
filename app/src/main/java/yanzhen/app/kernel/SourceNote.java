package yanzhen.app.kernel;

import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * 来源: what a fact rests on.
 *
 * @param title document or page
 * @param titleEn the same in English; null where there is no other
 * @param url where it can be read; null when it has no public address
 * @param asOf the day that the fact is about
 * @param confidence how sure
 */
public record SourceNote(
        String title,
        @Nullable String titleEn,
        @Nullable String url,
        LocalDate asOf,
        Confidence confidence) {

    /** With one title for readers of both languages. */
    public SourceNote(String title, @Nullable String url, LocalDate asOf, Confidence confidence) {
        this(title, null, url, asOf, confidence);
    }

    /**
     * @throws IllegalArgumentException when the title is blank
     */
    public SourceNote {
        if (title.isBlank()) {
            throw new IllegalArgumentException(
                    "A source needs a title; name the document or the page.");
        }
    }

    /** The title for a reader's language. */
    public String title(Locale locale) {
        return titleEn == null ? title : new Bilingual(title, titleEn).in(locale);
    }

    /** 可信程度 of a statement, from a reading of the source down to an invented example. */
    public enum Confidence {
        /** 已核 read in the named source. */
        VERIFIED,
        /** 推算 computed from verified figures. */
        COMPUTED,
        /** 待核 general knowledge that nobody has confirmed yet. */
        GENERAL_KNOWLEDGE,
        /** 演示 synthetic: made for demonstration, says nothing about the world. */
        SYNTHETIC
    }
}
