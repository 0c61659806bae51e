package yanzhen.app.site;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * 一页: a part of a sorted list.
 *
 * @param items the rows of this page
 * @param next cursor of the page after; null on the last one
 */
public record Slice<T>(List<T> items, @Nullable String next) {

    public Slice {
        items = List.copyOf(items);
    }

    /**
     * A page from one row more than it holds.
     *
     * @param found up to {@code size + 1} rows
     */
    public static <T> Slice<T> of(List<T> found, int size, Function<T, Cursor> cursor) {
        if (found.size() <= size) {
            return new Slice<>(found, null);
        }
        var items = found.subList(0, size);
        return new Slice<>(items, cursor.apply(items.getLast()).toString());
    }

    public <R> Slice<R> map(Function<T, R> each) {
        return new Slice<>(items.stream().map(each).toList(), next);
    }
}
