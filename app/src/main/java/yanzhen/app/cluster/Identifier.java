package yanzhen.app.cluster;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.CreditCode;

/** 主标识: by what an organisation is told from every other. */
public sealed interface Identifier {

    /**
     * As it is written where one line must tell organisations apart, in the database and in tables:
     * the credit code, else kind and value with colons between. Never the one in the shape of the
     * other.
     */
    String key();

    /** As a reader is shown it. */
    String in(Locale locale);

    /** 统一社会信用代码; null where there is none. */
    @Nullable CreditCode code();

    /** 有统一社会信用代码的. */
    record Credit(CreditCode code) implements Identifier {
        @Override
        public String key() {
            return code.value();
        }

        @Override
        public String in(Locale locale) {
            return code.value();
        }
    }

    /** 没有统一社会信用代码的: a foreign body, or one that is not registered yet. */
    record Other(OtherIdentifier number, Bilingual kind) implements Identifier {
        @Override
        public String key() {
            return number.key();
        }

        @Override
        public String in(Locale locale) {
            return kind.in(locale) + " " + number.said();
        }

        @Override
        public @Nullable CreditCode code() {
            return null;
        }
    }

    /**
     * The key that somebody typed: a credit code, whether or not it passes its check, or a kind and
     * a value with colons between.
     *
     * @throws IllegalArgumentException when it has the form of neither
     */
    static String keyOf(String typed) {
        var plain = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
        return plain.indexOf(':') < 0
                ? CreditCode.admittedByOverride(plain).value()
                : OtherIdentifier.plain(plain);
    }
}
