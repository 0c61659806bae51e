package yanzhen.app.site;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * 条件: what narrows a list, with the values that it compares.
 *
 * <p>Every piece of a statement is a constant of the program, which the compiler checks; what
 * somebody typed is only ever an argument.
 */
public final class Conditions {

    private final StringBuilder where = new StringBuilder("where true");
    private final List<Object> arguments = new ArrayList<>();

    /**
     * One more condition.
     *
     * @param values one for each of its question marks
     */
    public Conditions and(@CompileTimeConstant String condition, Object... values) {
        return add(condition, List.of(values));
    }

    /**
     * One more condition when its value was given.
     *
     * @param value of its question mark; null or an empty text to ask for all
     */
    public Conditions andIfGiven(@CompileTimeConstant String condition, @Nullable Object value) {
        return value == null || value.equals("") ? this : add(condition, List.of(value));
    }

    /**
     * One more condition when words were given: that a text holds them.
     *
     * @param condition with {@code ilike} before each of its question marks
     */
    public Conditions andIfHolds(@CompileTimeConstant String condition, String words) {
        if (words.isEmpty()) {
            return this;
        }
        int marks = (int) condition.chars().filter(it -> it == '?').count();
        return add(condition, Collections.nCopies(marks, Like.containing(words)));
    }

    private Conditions add(String condition, List<?> values) {
        where.append(" and (").append(condition).append(')');
        arguments.addAll(values);
        return this;
    }

    /** As it stands behind the tables of a statement, beginning with {@code where}. */
    public String sql() {
        return where.toString();
    }

    /** One for each question mark of {@link #sql}, in order. */
    public List<Object> arguments() {
        return List.copyOf(arguments);
    }

    /** How many rows there are. */
    public long count(JdbcClient jdbc, @CompileTimeConstant String from) {
        return jdbc.sql("select count(*) from " + from + " " + where)
                .params(arguments)
                .query(Long.class)
                .single();
    }

    /** The statement that asks for all rows. */
    public StatementSpec all(JdbcClient jdbc, @CompileTimeConstant String select, Order order) {
        return jdbc.sql(select + " " + where + " order by " + order.columns()).params(arguments);
    }

    /** The rows after a place of the list; null for the first. */
    public Part part(Order order, @Nullable Cursor after, int size) {
        return new Part(order, after, size);
    }

    /** 一段: some rows of a list, asked for by where they begin and how many there are. */
    public final class Part {

        private final Order order;
        private final @Nullable Cursor after;
        private final int size;

        private Part(Order order, @Nullable Cursor after, int size) {
            this.order = order;
            this.after = after;
            this.size = size;
        }

        /**
         * Asks for them, and for one more to know whether others follow.
         *
         * @param place the values of the order's two columns
         */
        public <T> Slice<T> of(
                JdbcClient jdbc,
                @CompileTimeConstant String select,
                RowMapper<T> row,
                Function<T, Cursor> place) {
            var asked = new ArrayList<>(arguments);
            if (after != null) {
                asked.addAll(after.values());
            }
            asked.add(size + 1);
            var found =
                    jdbc.sql(
                                    "%s %s%s order by %s limit ?"
                                            .formatted(
                                                    select,
                                                    where,
                                                    after == null ? "" : " and " + order.after(),
                                                    order.columns()))
                            .params(asked)
                            .query(row)
                            .list();
            return Slice.of(found, size, place);
        }
    }
}
