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
 * @param identifier hard key: the credit code, or what stands in for it until there is one
 * @param nameEn null when it has none
 * @param district six digits of the district that it lies in
 * @param park 园区 inside of the district; null where it lies in none
 * @param industry null where none applies
 * @param registered day of registration; null when not known
 * @param address 住所; null when not known
 * @param synthetic 演示数据
 */
public record Organisation(
        UUID id,
        Identifier identifier,
        String name,
        @Nullable String nameEn,
        Kind kind,
        String district,
        @Nullable String park,
        @Nullable IndustryCode industry,
        @Nullable LocalDate registered,
        @Nullable String address,
        boolean synthetic) {

    /** 统一社会信用代码; null where there is none. */
    public @Nullable CreditCode code() {
        return identifier.code();
    }

    /** Tells it from every other, with a code or without. */
    public String key() {
        return identifier.key();
    }

    /** The credit code for a cell of a table; null where there is none. */
    public @Nullable String codeText() {
        var code = identifier.code();
        return code == null ? null : code.value();
    }

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
