package yanzhen.app.cluster.store;

/** 战略性新兴产业 in SQL. */
final class EmergingRows {

    /**
     * Organisation {@code o} with the facts {@code f} lies in an area, or may: by its industry, or
     * because it is stated.
     */
    static final String OF_AREA =
            """
            exists (select from cluster.emerging_area a where a.key = ? and (
                exists (select from cluster.emerging_mapping m
                        where m.area = a.key and starts_with(f.industry, m.industry))
                or exists (select from cluster.emerging_statement e
                           where e.area = a.key and e.organisation = o.id and e.superseded_at is null)))
            """;

    private EmergingRows() {}
}
