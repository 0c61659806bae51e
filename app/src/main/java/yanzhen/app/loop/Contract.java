package yanzhen.app.loop;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Yuan;

/**
 * 技术合同: handed in by its seller for registration (国科发政字〔2000〕063号).
 *
 * @param number of the contract, as its parties wrote it
 * @param seller developer, assignor, licensor or provider
 * @param sellerDistrict the seller's district when it was handed in
 * @param total 合同成交总额
 * @param technical 技术交易额: the total without equipment, parts and raw materials
 * @param submittedOn the day that it was handed in; the decision is due thirty days later
 * @param outcome the accepted outcome that it carries further; null when none
 * @param product the product that it is about; null when none
 */
public record Contract(
        UUID id,
        String number,
        String name,
        Type type,
        UUID seller,
        String sellerDistrict,
        Buyer buyer,
        Yuan total,
        Yuan technical,
        LocalDate signedOn,
        LocalDate submittedOn,
        Instant recordedAt,
        Registration registration,
        @Nullable UUID outcome,
        @Nullable UUID product,
        boolean synthetic) {

    /** Days within which a contract is decided. */
    public static final int DAYS_TO_DECIDE = 30;

    /** 合同类型; a licence is a type of its own since the Civil Code. */
    public enum Type {
        /** 技术开发. */
        DEVELOPMENT,
        /** 技术转让. */
        TRANSFER,
        /** 技术许可. */
        LICENCE,
        /** 技术咨询. */
        CONSULTING,
        /** 技术服务. */
        SERVICE
    }

    /**
     * 买方.
     *
     * @param organisation when it is in the register; else null
     * @param region six digits, also outside of the plan's region
     */
    public record Buyer(@Nullable UUID organisation, String name, String region) {}

    /** 登记状态. */
    public sealed interface Registration {
        /** 待定. */
        record Pending() implements Registration {}

        /**
         * 已登记.
         *
         * @param certificate number of the certificate
         */
        record Registered(String certificate, LocalDate on, Instant decidedAt)
                implements Registration {}

        /** 未予登记. */
        record Refused(String reason, LocalDate on, Instant decidedAt) implements Registration {}

        /** PENDING, REGISTERED or REFUSED. */
        default String name() {
            return switch (this) {
                case Pending _ -> "PENDING";
                case Registered _ -> "REGISTERED";
                case Refused _ -> "REFUSED";
            };
        }
    }

    /** The last day for a decision. */
    public LocalDate due() {
        return submittedOn.plusDays(DAYS_TO_DECIDE);
    }

    /** Whether it waits for a decision that should have been made before this day. */
    public boolean overdue(LocalDate today) {
        return registration instanceof Registration.Pending && due().isBefore(today);
    }

    public String path() {
        return "/contracts/" + id;
    }
}
