package yanzhen.engine.substitutes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Tables for tests: by rows of marks, nested, random, numbered anew. */
final class Tables {

    private Tables() {}

    static List<Capability> products(int count) {
        return IntStream.range(0, count)
                .mapToObj(it -> new Capability(Capability.Kind.PRODUCT, "p" + it))
                .toList();
    }

    /** One row for each firm, an x for each capability that it has. */
    static Holdings of(String... rows) {
        var builder = new CapabilityBuilder(rows.length, products(rows[0].length()));
        for (int firm = 0; firm < rows.length; firm++) {
            for (int at = 0; at < rows[firm].length(); at++) {
                if (rows[firm].charAt(at) == 'x') {
                    builder.holds(firm, at);
                }
            }
        }
        return builder.build().present();
    }

    /** Each firm has what the next has, and one thing more. */
    static Holdings nested(int size) {
        return of(
                IntStream.range(0, size)
                        .mapToObj(it -> "x".repeat(size - it) + ".".repeat(it))
                        .toArray(String[]::new));
    }

    static Holdings any(long seed) {
        return of(anyRows(seed));
    }

    static String[] anyRows(long seed) {
        var random = new Random(seed);
        var rows = new String[3 + random.nextInt(20)];
        int columns = 3 + random.nextInt(25);
        double density = 0.1 + 0.6 * random.nextDouble();
        for (int firm = 0; firm < rows.length; firm++) {
            var row = new StringBuilder();
            for (int at = 0; at < columns; at++) {
                row.append(random.nextDouble() < density ? 'x' : '.');
            }
            rows[firm] = row.toString();
        }
        return rows;
    }

    static List<Integer> shuffled(int size, long seed) {
        var order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        return order;
    }

    static Holdings numbered(String[] rows, List<Integer> firms, List<Integer> capabilities) {
        return of(
                firms.stream()
                        .map(firm -> inOrder(rows[firm], capabilities))
                        .toArray(String[]::new));
    }

    private static String inOrder(String row, List<Integer> order) {
        var out = new StringBuilder();
        order.forEach(it -> out.append(row.charAt(it)));
        return out.toString();
    }
}
