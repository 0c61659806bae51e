package yanzhen.app.rules;

import org.jspecify.annotations.Nullable;

/** 企业数据: what is known of one firm, for rules to look at. */
public interface Facts {

    /** The last year that is closed: what rules mean by 上年度. */
    int lastYear();

    /**
     * The value of a datum.
     *
     * @param year of a yearly datum; the last year for the others
     * @return null when it is not known
     */
    @Nullable Amount value(Datum datum, int year);
}
