package yanzhen.selection.portfolio;

/**
 * 障碍: a rule that a selection would break.
 *
 * @param kind which
 * @param subject the year from 1, the domain, region, organisation or the id of another item; empty
 *     where there is only one such rule
 * @param by how much it would be broken: money, items
 */
public record Obstacle(Kind kind, String subject, long by) {

    /** Which rule. */
    public enum Kind {
        /** 年度预算: money of a year. */
        YEAR_BUDGET,
        /** Number of items. */
        MOST_SELECTED,
        /** 领域占比: share of a domain in the money. */
        DOMAIN_SHARE,
        /** Number of items of an organisation. */
        ORGANISATION_MOST,
        /** 互斥: another item, of which only one may be funded. */
        EXCLUDED,
        /** 依赖: another item, without which this one may not be funded. */
        REQUIRED,
        /** Least number of items of a domain. */
        DOMAIN_LEAST,
        /** Least number of items of a region. */
        REGION_LEAST,
        /** Each rule can be kept, all together cannot. */
        TOGETHER
    }
}
