package yanzhen.app.chain.supply;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import yanzhen.engine.NetworkBuilder;
import yanzhen.engine.SupplyNetwork;

/**
 * 供应关系: edges.tsv, who sold how much to whom. A pair may come once; an amount of 0 is no link.
 * Keeps 28 bytes a row until the network is made.
 */
final class SupplyLinkRows {

    static final String FILE = "edges.tsv";

    private static final int SUPPLIER = 0;
    private static final int CUSTOMER = 1;
    private static final int WEIGHT = 2;

    private final FolderFile file;
    private final Firms firms;
    private final NetworkBuilder builder;
    private long[] pairs = new long[1 << 10];
    private int[] lines = new int[1 << 10];
    private int count;
    private boolean ascending = true;
    private long empty;

    private SupplyLinkRows(FolderFile file, Firms firms) {
        this.file = file;
        this.firms = firms;
        builder = new NetworkBuilder(firms.count());
    }

    static SupplyLinkRows read(FolderFile file, Firms firms) {
        var links = new SupplyLinkRows(file, firms);
        new RowTable(file, List.of("supplier", "customer", "weight")).forEach("", links::add);
        links.checkPairs();
        return links;
    }

    private void add(Row row) {
        int supplier = firms.placeIn(row, SUPPLIER);
        int customer = firms.placeIn(row, CUSTOMER);
        double weight = row.decimal(WEIGHT, Row.Range.AMOUNT);
        if (!row.isGood() || supplier < 0 || customer < 0) {
            return;
        }
        note((long) supplier << Integer.SIZE | customer, row.number());
        if (weight == 0) {
            empty++;
        } else {
            builder.add(supplier, customer, weight);
        }
    }

    private void note(long pair, int line) {
        if (count == pairs.length) {
            pairs = Arrays.copyOf(pairs, Math.multiplyExact(count, 2));
            lines = Arrays.copyOf(lines, pairs.length);
        }
        ascending &= count == 0 || pair > pairs[count - 1];
        pairs[count] = pair;
        lines[count] = line;
        count++;
    }

    /** Most files are in order, and then no pair can come twice. */
    private void checkPairs() {
        if (ascending) {
            return;
        }
        var sorted = Arrays.copyOf(pairs, count);
        Arrays.sort(sorted);
        var firstLine = new HashMap<Long, Integer>();
        for (int at = 1; at < count; at++) {
            if (sorted[at] == sorted[at - 1]) {
                firstLine.put(sorted[at], 0);
            }
        }
        if (!firstLine.isEmpty()) {
            namePairs(firstLine);
        }
    }

    private void namePairs(Map<Long, Integer> firstLine) {
        for (int at = 0; at < count; at++) {
            var first = firstLine.get(pairs[at]);
            if (first == null) {
                continue;
            }
            if (first == 0) {
                firstLine.put(pairs[at], lines[at]);
            } else {
                var pair =
                        "%d → %d"
                                .formatted(
                                        firms.numberAt((int) (pairs[at] >> Integer.SIZE)),
                                        firms.numberAt((int) pairs[at]));
                file.problem(
                        lines[at], "supplier, customer", pair, "supply-link-twice", "" + first);
            }
        }
    }

    /** Rows whose amount is 0. */
    long empty() {
        return empty;
    }

    SupplyNetwork network() {
        return builder.build().network();
    }
}
