package yanzhen.app.site;

import com.google.errorprone.annotations.CompileTimeConstant;

/**
 * 排序: the two columns by which a list stands and a cursor names a place in it: the one that was
 * chosen, then one that tells rows with the same value apart. Both run the same way, so that one
 * comparison of rows says what comes after a place, and an index of both columns serves.
 */
public final class Order {

    private final String column;
    private final String type;
    private final String apart;
    private final String apartType;
    private final boolean descending;

    private Order(String column, String type, String apart, String apartType, boolean descending) {
        this.column = column;
        this.type = type;
        this.apart = apart;
        this.apartType = apartType;
        this.descending = descending;
    }

    /**
     * The smallest first.
     *
     * @param column or an expression, never null
     * @param type of the column, as the values of a cursor are read
     * @param apart another in every row
     */
    public static Order ascending(
            @CompileTimeConstant String column,
            @CompileTimeConstant String type,
            @CompileTimeConstant String apart,
            @CompileTimeConstant String apartType) {
        return new Order(column, type, apart, apartType, false);
    }

    /** The same columns, the largest first. */
    public static Order descending(
            @CompileTimeConstant String column,
            @CompileTimeConstant String type,
            @CompileTimeConstant String apart,
            @CompileTimeConstant String apartType) {
        return new Order(column, type, apart, apartType, true);
    }

    /** The same columns in the direction asked for. */
    public Order turned(boolean descending) {
        return new Order(column, type, apart, apartType, descending);
    }

    /** As it stands behind {@code order by}. */
    String columns() {
        var direction = descending ? "desc" : "asc";
        return "%s %s, %s %s".formatted(column, direction, apart, direction);
    }

    /** The condition that a row comes after a place; its question marks stand for the cursor's. */
    String after() {
        return "(%s, %s) %s (?::%s, ?::%s)"
                .formatted(column, apart, descending ? "<" : ">", type, apartType);
    }
}
