package yanzhen.app.cluster;

import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.IndustryCode;

/**
 * 机构: a firm, institute, university or other body, as it is known today.
 *
 * @param code hard key; changes never, except by an audited correction
 * @param nameEn null when it has none
 * @param district six digits of the district that it lies in
 * @param industry null where none applies
 * @param registered day of registration; null when not known
 * @param synthetic 演示数据
 */
public record Organisation(
        UUID id,
        CreditCode code,
        String name,
        @Nullable String nameEn,
        Kind kind,
        String district,
        @Nullable IndustryCode industry,
        @Nullable LocalDate registered,
        boolean synthetic) {

    /** The name for a reader's language; the Chinese one where there is no English. */
    public String nameIn(Locale locale) {
        return locale.getLanguage().equals("en") && nameEn != null ? nameEn : name;
    }

    /** 机构类别. */
    public enum Kind {
        /** 企业. */
        ENTERPRISE,
        /** 科研院所. */
        INSTITUTE,
        /** 高等院校. */
        UNIVERSITY,
        /** 行业协会、联盟. */
        ASSOCIATION,
        /** 政府部门和事业单位. */
        GOVERNMENT
    }
}
