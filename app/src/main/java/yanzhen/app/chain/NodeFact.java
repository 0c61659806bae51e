package yanzhen.app.chain;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.IndustryCode;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;

/**
 * 节点事实: what is known of a node beyond its name and its place: which industry it belongs to, how
 * ripe it is, how much of it comes from abroad.
 */
public record NodeFact(
        UUID id,
        UUID node,
        Statement statement,
        LocalDate staleAfter,
        Instant recordedAt,
        @Nullable String recordedBy,
        @Nullable End end)
        implements Fact {

    /** 事实种类. */
    public enum Kind {
        /** 说明: what it is, in words; where these come from is the reference. */
        DESCRIPTION("(?s).{2,4000}", false),
        /** 市场规模: of the world, in the words of the source. */
        MARKET_SIZE(".{2,200}", false),
        /** 行业代码: class of GB/T 4754-2017. */
        INDUSTRY_CODE("[A-T]([0-9]{2,4})?", true),
        /** 商品编码: customs code of the Harmonized System, 6 to 10 digits. */
        CUSTOMS_CODE("[0-9]{6,10}", true),
        /** 可替代: whether something else can take its place, true or false. */
        SUBSTITUTABLE("true|false", false),
        /** 技术成熟度: readiness level 1 to 9 as in GB/T 22900. */
        READINESS("[1-9]", false),
        /** 对外依存度: percent of the need that is met from abroad, 0 to 100, two decimals. */
        FOREIGN_DEPENDENCE("[0-9]{1,3}(\\.[0-9]{1,2})?", false),
        /** 存续时间 (time to survive): days for which those who use it can go on without supply. */
        SURVIVAL_DAYS("[0-9]{1,5}", false),
        /** 恢复时间 (time to recover): days until supply is back, or comes from elsewhere. */
        RECOVERY_DAYS("[0-9]{1,5}", false),
        /** 专利数: how many patents are held. */
        PATENTS("[0-9]{1,7}", false),
        /** 专利: one that is held, by its title; its number is the reference. */
        PATENT(".{2,200}", true),
        /** 标准数: how many standards are held. */
        STANDARDS("[0-9]{1,7}", false),
        /** 标准: one that is held, by its title; its number is the reference. */
        STANDARD(".{2,200}", true);

        private final Pattern form;
        private final boolean many;

        Kind(String form, boolean many) {
            this.form = Pattern.compile(form);
            this.many = many;
        }

        /** Whether a node may have several at a time. */
        public boolean many() {
            return many;
        }

        /** Whether a diagnosis counts it. */
        public boolean counts() {
            return switch (this) {
                case READINESS, FOREIGN_DEPENDENCE, SUBSTITUTABLE, SURVIVAL_DAYS, RECOVERY_DAYS ->
                        true;
                case DESCRIPTION,
                        MARKET_SIZE,
                        INDUSTRY_CODE,
                        CUSTOMS_CODE,
                        PATENTS,
                        PATENT,
                        STANDARDS,
                        STANDARD ->
                        false;
            };
        }

        /** Whether it can say this. */
        public boolean holds(String value) {
            if (!form.matcher(value).matches()) {
                return false;
            }
            return switch (this) {
                case FOREIGN_DEPENDENCE -> new BigDecimal(value).compareTo(WHOLE) <= 0;
                case INDUSTRY_CODE -> {
                    var division = new IndustryCode(value).division();
                    yield division == null || IndustryCode.isDivision(division);
                }
                default -> true;
            };
        }

        private static final BigDecimal WHOLE = new BigDecimal(100);
    }

    /**
     * 陈述.
     *
     * @param value in the form of its kind
     * @param reference number or address of what the value names; null when there is none
     * @param owner who answers for it
     * @param validFrom first day on which it holds
     * @param validUntil first day on which it holds no longer; null when no end is known
     */
    public record Statement(
            Kind kind,
            String value,
            @Nullable String reference,
            Bilingual owner,
            SourceNote source,
            LocalDate validFrom,
            @Nullable LocalDate validUntil) {

        /**
         * @throws IllegalArgumentException when the value has not the form of its kind, or it never
         *     holds
         */
        public Statement {
            if (!kind.holds(value)) {
                throw new IllegalArgumentException(
                        "The value (%s) has not the form of %s: %s."
                                .formatted(value, kind, kind.form));
            }
            if (validUntil != null && !validUntil.isAfter(validFrom)) {
                throw new IllegalArgumentException(
                        "It would end (%s) before it begins (%s)."
                                .formatted(validUntil, validFrom));
            }
        }

        public boolean synthetic() {
            return source.confidence() == Confidence.SYNTHETIC;
        }

        public boolean holdsOn(LocalDate day) {
            return !day.isBefore(validFrom) && (validUntil == null || day.isBefore(validUntil));
        }

        /** What two facts must not both speak of at one time. */
        public String subject() {
            return kind.many() ? kind + " " + value : kind.name();
        }
    }
}
