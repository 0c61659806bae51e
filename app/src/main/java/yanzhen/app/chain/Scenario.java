package yanzhen.app.chain;

import java.util.ArrayList;
import java.util.List;

/**
 * 情景: what happens to a supply network: stops, and suppliers that are added. Their order does not
 * matter; the same stop twice counts once.
 */
public record Scenario(List<Stop> stops, List<Added> added) {

    /** Most changes of one scenario. */
    public static final int MOST = 30;

    private static final int WHOLE = 100;

    public Scenario {
        stops = stops.stream().distinct().sorted(Stop.ORDER).toList();
        added = added.stream().distinct().sorted(Added.ORDER).toList();
    }

    /** What stops. */
    public enum Kind {
        /** 企业. */
        FIRM,
        /** 国家和地区: all its firms. */
        COUNTRY,
        /** 区: all its firms. */
        DISTRICT,
        /** 行业: all its firms. */
        INDUSTRY,
        /** 环节: all that are known to make it. */
        NODE
    }

    /**
     * 停供.
     *
     * @param what id of the firm, code of the country, district or industry, or {@code chain/node}
     * @param percent of its output that each firm loses, 1 to 100
     */
    public record Stop(Kind kind, String what, int percent) {

        private static final java.util.Comparator<Stop> ORDER =
                java.util.Comparator.comparing(Stop::kind)
                        .thenComparing(Stop::what)
                        .thenComparingInt(Stop::percent);

        /**
         * @throws IllegalArgumentException when the percentage is none
         */
        public Stop {
            mustBePercent(percent);
        }
    }

    /**
     * 新增供应商: takes over a share of what the customer buys of the supplier's industry from others,
     * from each in proportion.
     *
     * @param percent 1 to 100
     */
    public record Added(String supplier, String customer, int percent) {

        private static final java.util.Comparator<Added> ORDER =
                java.util.Comparator.comparing(Added::supplier)
                        .thenComparing(Added::customer)
                        .thenComparingInt(Added::percent);

        /**
         * @throws IllegalArgumentException when the percentage is none
         */
        public Added {
            mustBePercent(percent);
        }
    }

    private static void mustBePercent(int percent) {
        if (percent < 1 || percent > WHOLE) {
            throw new IllegalArgumentException(
                    "The percentage (%d) is not between 1 and 100.".formatted(percent));
        }
    }

    /** Under which a firm or a node of a scenario is found among names. */
    public static String name(Kind kind, String what) {
        return kind + "|" + what;
    }

    public int size() {
        return stops.size() + added.size();
    }

    public Scenario with(Stop stop) {
        var more = new ArrayList<>(stops);
        more.add(stop);
        return new Scenario(more, added);
    }

    public Scenario with(Added one) {
        var more = new ArrayList<>(added);
        more.add(one);
        return new Scenario(stops, more);
    }
}
