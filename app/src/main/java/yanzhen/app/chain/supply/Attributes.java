package yanzhen.app.chain.supply;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * 企业属性: the columns of attributes.tsv that a case needs, one number for each firm in each.
 *
 * @param columns by name, each by the place of the firm
 */
record Attributes(Map<String, double[]> columns) {

    static final String FILE = "attributes.tsv";

    /** Reads what the case needs; nothing when it needs nothing. */
    static Attributes read(FolderFile file, RiskCase which, Firms firms) {
        var columns = new HashMap<String, double[]>();
        which.attributes().forEach(it -> columns.put(it, new double[firms.count()]));
        if (!columns.isEmpty()) {
            new Reading(file, which, firms, columns).read();
        }
        return new Attributes(columns);
    }

    double[] column(String name) {
        return columns.getOrDefault(name, new double[0]);
    }

    /** Market labels as numbers from 0 without gaps; the labels are whole numbers. */
    int[] markets() {
        var labels = column("market");
        var numbers = new HashMap<Double, Integer>();
        var markets = new int[labels.length];
        for (int at = 0; at < labels.length; at++) {
            markets[at] = numbers.computeIfAbsent(labels[at], _ -> numbers.size());
        }
        return markets;
    }

    private static final class Reading {

        private final FolderFile file;
        private final RiskCase which;
        private final Firms firms;
        private final Map<String, double[]> columns;
        private final int[] lineOf;

        Reading(FolderFile file, RiskCase which, Firms firms, Map<String, double[]> columns) {
            this.file = file;
            this.which = which;
            this.firms = firms;
            this.columns = columns;
            lineOf = new int[firms.count()];
        }

        void read() {
            var heads = new ArrayList<String>(List.of("firm"));
            heads.addAll(which.attributes());
            boolean whole = new RowTable(file, heads).forEach(which.toString(), this::add);
            if (whole && firms.isWhole()) {
                check();
            }
        }

        private void add(Row row) {
            int place = firms.placeIn(row, 0);
            if (place >= 0 && lineOf[place] > 0) {
                row.problem(0, "supply-firm-twice", "" + lineOf[place]);
            }
            for (int at = 0; at < which.attributes().size(); at++) {
                double number = number(row, at);
                if (place >= 0) {
                    columns.getOrDefault(which.attributes().get(at), new double[0])[place] = number;
                }
            }
            if (place >= 0) {
                lineOf[place] = row.number();
            }
        }

        private double number(Row row, int at) {
            return switch (which.attributes().get(at)) {
                case "market" -> row.whole(at + 1);
                case "employees" -> row.decimal(at + 1, Row.Range.AMOUNT);
                default -> row.decimal(at + 1, Row.Range.AMOUNT_ABOVE_0);
            };
        }

        private void check() {
            for (int place = 0; place < lineOf.length; place++) {
                if (lineOf[place] == 0) {
                    var firm = "" + firms.numberAt(place);
                    file.problem("firm", firm, "supply-firm-without", file.shown());
                }
            }
            var staff = columns.get("employees");
            if (staff != null && file.problems().none() && !anyAbove0(staff)) {
                file.problem("employees", "0", "supply-weightless");
            }
        }

        private static boolean anyAbove0(double[] amounts) {
            for (double it : amounts) {
                if (it > 0) {
                    return true;
                }
            }
            return false;
        }
    }
}
