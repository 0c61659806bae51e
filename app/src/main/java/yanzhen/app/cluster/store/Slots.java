package yanzhen.app.cluster.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import yanzhen.app.cluster.Conditions.Condition;
import yanzhen.app.rules.Datum;

/** Which numbers of a firm the conditions may ask for, each with its place in a row. */
final class Slots {

    private final int lastYear;
    private final Map<String, Integer> first = new HashMap<>();
    private final Map<String, Integer> depth = new HashMap<>();
    private final List<String> data = new ArrayList<>();
    private final List<Integer> years = new ArrayList<>();

    Slots(List<Condition> conditions, int lastYear) {
        this.lastYear = lastYear;
        var needs = new HashMap<Datum, Integer>();
        for (var condition : conditions) {
            if (condition.rule() != null) {
                condition.rule().needs().forEach((it, deep) -> needs.merge(it, deep, Math::max));
            }
        }
        needs.forEach((it, deep) -> take(it.key(), deep));
    }

    private void take(String datum, int deep) {
        first.put(datum, data.size());
        depth.put(datum, deep);
        for (int back = 0; back < deep; back++) {
            data.add(datum);
            years.add(lastYear - back);
        }
    }

    int lastYear() {
        return lastYear;
    }

    int size() {
        return data.size();
    }

    String[] data() {
        return data.toArray(String[]::new);
    }

    Integer[] years() {
        return years.toArray(Integer[]::new);
    }

    /** Place of a number; -1 when no condition asks for it. */
    int of(String datum, int year) {
        var begin = first.get(datum);
        int back = lastYear - year;
        return begin == null || back < 0 || back >= depth.getOrDefault(datum, 0)
                ? -1
                : begin + back;
    }
}
