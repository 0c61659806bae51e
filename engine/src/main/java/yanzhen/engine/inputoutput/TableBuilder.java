package yanzhen.engine.inputoutput;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes the amounts of a table one by one, in any order; those of the same place are added up. */
public final class TableBuilder {

    private final List<Activity> activities;
    private final List<TableFault> faults = new ArrayList<>();
    private final Map<String, double[]> demand = new LinkedHashMap<>();
    private final double[] valueAdded;
    private boolean knowsValueAdded;
    private int[] row = new int[16];
    private int[] column = new int[16];
    private double[] amount = new double[16];
    private int flows;

    /**
     * A table without amounts.
     *
     * @param activities in the order in which they are numbered from 0
     */
    public TableBuilder(List<Activity> activities) {
        this.activities = List.copyOf(activities);
        valueAdded = new double[activities.size()];
    }

    /**
     * A sale from one activity to another.
     *
     * @param sold in the unit of the table, 0 or more
     */
    public TableBuilder flow(int seller, int buyer, double sold) {
        if (isKnown(seller, name(seller), name(buyer), sold)
                && isKnown(buyer, name(seller), name(buyer), sold)
                && isNumber(name(seller), name(buyer), sold)) {
            if (sold < 0) {
                fault(TableFault.Kind.NEGATIVE_FLOW, name(seller), name(buyer), sold);
            } else if (sold > 0) {
                put(seller, buyer, sold);
            }
        }
        return this;
    }

    private void put(int seller, int buyer, double sold) {
        if (flows == row.length) {
            int room = flows + (flows >> 1);
            row = Arrays.copyOf(row, room);
            column = Arrays.copyOf(column, room);
            amount = Arrays.copyOf(amount, room);
        }
        row[flows] = seller;
        column[flows] = buyer;
        amount[flows++] = sold;
    }

    /**
     * What final demand takes.
     *
     * @param use who or what for, for example the region whose households they are
     * @param taken in the unit of the table; below 0 where stocks are used up
     */
    public TableBuilder demand(int seller, String use, double taken) {
        if (isKnown(seller, name(seller), use, taken) && isNumber(name(seller), use, taken)) {
            demand.computeIfAbsent(use, _ -> new double[activities.size()])[seller] += taken;
        }
        return this;
    }

    /**
     * Wages, profits, taxes and all else that is paid to nobody in the table.
     *
     * @param paid in the unit of the table; may be below 0
     */
    public TableBuilder valueAdded(int buyer, double paid) {
        knowsValueAdded = true;
        if (isKnown(buyer, TableFault.VALUE_ADDED, name(buyer), paid)
                && isNumber(TableFault.VALUE_ADDED, name(buyer), paid)) {
            valueAdded[buyer] += paid;
        }
        return this;
    }

    /**
     * The table. Where no value added was given it is what remains of each output.
     *
     * @throws MalformedTable naming everything wrong with the amounts
     */
    public InputOutputTable build() {
        labels();
        var sales = SparseMatrix.of(activities.size(), flows, row, column, amount);
        var output = output(sales);
        outputs(sales.transposed(), output);
        if (!faults.isEmpty()) {
            throw new MalformedTable(faults);
        }
        var paid = knowsValueAdded ? valueAdded : remainder(sales.transposed(), output);
        return new InputOutputTable(activities, sales, demand, paid, output);
    }

    private void labels() {
        var times = new HashMap<Activity, Integer>();
        activities.forEach(it -> times.merge(it, 1, Integer::sum));
        activities.stream()
                .distinct()
                .filter(it -> times.getOrDefault(it, 0) > 1)
                .forEach(it -> twice(it.toString(), times.getOrDefault(it, 0)));
    }

    private void twice(String label, int times) {
        fault(TableFault.Kind.LABEL_TWICE, label, label, times);
    }

    private double[] output(SparseMatrix sales) {
        var output = sales.rowSums();
        for (var taken : demand.values()) {
            Arrays.setAll(output, at -> output[at] + taken[at]);
        }
        return output;
    }

    private void outputs(SparseMatrix purchases, double[] output) {
        for (int at = 0; at < output.length; at++) {
            if (output[at] < 0) {
                fault(TableFault.Kind.NEGATIVE_OUTPUT, name(at), TableFault.OUTPUT, output[at]);
            } else if (output[at] == 0) {
                withoutOutput(purchases, at);
            }
        }
    }

    private void withoutOutput(SparseMatrix purchases, int buyer) {
        for (int at = purchases.start[buyer]; at < purchases.start[buyer + 1]; at++) {
            fault(
                    TableFault.Kind.BUYS_WITHOUT_OUTPUT,
                    name(purchases.column[at]),
                    name(buyer),
                    purchases.value[at]);
        }
    }

    private static double[] remainder(SparseMatrix purchases, double[] output) {
        var remains = purchases.rowSums();
        Arrays.setAll(remains, at -> output[at] - remains[at]);
        return remains;
    }

    private boolean isKnown(int activity, String rowName, String columnName, double value) {
        if (activity >= 0 && activity < activities.size()) {
            return true;
        }
        fault(TableFault.Kind.NO_SUCH_ACTIVITY, rowName, columnName, value);
        return false;
    }

    private boolean isNumber(String rowName, String columnName, double value) {
        if (Double.isFinite(value)) {
            return true;
        }
        fault(TableFault.Kind.NOT_A_NUMBER, rowName, columnName, value);
        return false;
    }

    private void fault(TableFault.Kind kind, String rowName, String columnName, double value) {
        faults.add(new TableFault(kind, rowName, columnName, value));
    }

    private String name(int activity) {
        return activity >= 0 && activity < activities.size()
                ? activities.get(activity).toString()
                : "number " + activity;
    }
}
