package yanzhen.app.chain;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;

/**
 * 供应记录: who can make what a node stands for. A fact: it never changes, a correction supersedes it.
 *
 * @param staleAfter last day on which it still counts as fresh
 * @param recordedBy who stated it, as named at that time; null for the program itself
 * @param end how it ceased to be the present fact; null while it is
 */
public record Provision(
        UUID id,
        UUID node,
        Statement statement,
        LocalDate staleAfter,
        Instant recordedAt,
        @Nullable String recordedBy,
        @Nullable End end)
        implements Fact {

    /**
     * 陈述: what is said about a supplier.
     *
     * @param organisation null for a supplier outside of the register
     * @param provider its name; that of the register when it is in it
     * @param country or region, ISO 3166-1 alpha-2
     * @param share percent of the node's market, 0 to 100 with two decimals; null when not known or
     *     negligible
     * @param negligible whether the share is known to be too small to be told: neither 0 nor
     *     unknown
     * @param total whether it speaks of all makers of the country together, not of one
     */
    public record Statement(
            @Nullable UUID organisation,
            Bilingual provider,
            String country,
            @Nullable BigDecimal share,
            boolean negligible,
            boolean total,
            SourceNote source) {

        /** Stands for several countries that the source does not tell apart. */
        public static final String VARIOUS = "ZZ";

        private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
        private static final BigDecimal WHOLE = new BigDecimal(100);
        private static final int DECIMALS = 2;

        /** Of one supplier with a share or an unknown one. */
        public Statement(
                @Nullable UUID organisation,
                Bilingual provider,
                String country,
                @Nullable BigDecimal share,
                SourceNote source) {
            this(organisation, provider, country, share, false, false, source);
        }

        /**
         * @throws IllegalArgumentException when the country or the share is none, or a share is
         *     both negligible and told
         */
        public Statement {
            if (!isCountry(country)) {
                throw new IllegalArgumentException(
                        "The country (%s) is no ISO 3166-1 code such as CN or NL."
                                .formatted(country));
            }
            if (share != null && !isShare(share)) {
                throw new IllegalArgumentException(
                        "The share (%s) is not between 0 and 100 with at most two decimals."
                                .formatted(share));
            }
            if (negligible && share != null) {
                throw new IllegalArgumentException(
                        "A negligible share has no number (%s); leave one of the two out."
                                .formatted(share));
            }
        }

        public static boolean isCountry(String code) {
            return COUNTRIES.contains(code) || code.equals(VARIOUS);
        }

        public static boolean isShare(BigDecimal share) {
            return share.signum() >= 0
                    && share.compareTo(WHOLE) <= 0
                    && share.stripTrailingZeros().scale() <= DECIMALS;
        }

        public boolean synthetic() {
            return source.confidence() == Confidence.SYNTHETIC;
        }

        /** Whether it speaks of the same supplier, whatever it says about it. */
        public boolean sameProvider(Statement other) {
            return provider.zh().equals(other.provider.zh()) && country.equals(other.country);
        }

        /** Whether it says the same, 40 and 40.00 being one share. */
        public boolean saysTheSameAs(Statement other) {
            return sameProvider(other)
                    && provider.equals(other.provider)
                    && java.util.Objects.equals(organisation, other.organisation)
                    && source.equals(other.source)
                    && negligible == other.negligible
                    && total == other.total
                    && (share == null
                            ? other.share == null
                            : other.share != null && share.compareTo(other.share) == 0);
        }
    }
}
