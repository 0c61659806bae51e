package yanzhen.app.site;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * 列表地址: where a list is found with what was asked of it, so that its other orders, its pages and
 * its table to take away keep the filters.
 */
public final class ListAddress {

    private static final String SORT = "sort";
    private static final String TURNED = "desc";

    private final String path;
    private final Map<String, Object> filters;
    private final Set<String> largestFirst;
    private final String anchor;

    private ListAddress(
            String path, Map<String, Object> filters, Set<String> largestFirst, String anchor) {
        this.path = path;
        this.filters = filters;
        this.largestFirst = largestFirst;
        this.anchor = anchor;
    }

    /** The list as it stands when nothing is asked of it. */
    public static ListAddress of(String path) {
        return new ListAddress(path, Map.of(), Set.of(), "");
    }

    /**
     * Keeps what was asked for.
     *
     * @param value null to leave it out; an empty text stays, as in the form of the filters
     */
    public ListAddress with(String parameter, @Nullable Object value) {
        return value == null
                ? this
                : new ListAddress(path, and(parameter, value), largestFirst, anchor);
    }

    private Map<String, Object> and(String parameter, Object value) {
        var more = new LinkedHashMap<>(filters);
        more.put(parameter, value);
        return more;
    }

    /** The column by which the list stands, where each column has one direction. */
    public ListAddress sorted(Enum<?> column) {
        return with(SORT, column.name());
    }

    /**
     * The column by which the list stands, where a column can be turned round.
     *
     * @param turned whether it runs against its own direction
     */
    public ListAddress sorted(Enum<?> column, boolean turned) {
        return sorted(column).with(TURNED, turned);
    }

    /** Columns whose own direction is the largest first; that of the others is the smallest. */
    public ListAddress largestFirst(Enum<?>... columns) {
        var names = Arrays.stream(columns).map(Enum::name).collect(Collectors.toUnmodifiableSet());
        return new ListAddress(path, filters, names, anchor);
    }

    /** The list stands at this place of its page. */
    public ListAddress at(String anchor) {
        return new ListAddress(path, filters, largestFirst, "#" + anchor);
    }

    /** The first page. */
    public String first() {
        return address(path, filters) + anchor;
    }

    /** The page that begins at a cursor. */
    public String after(String cursor) {
        return page("cursor", cursor);
    }

    /** The page that a parameter names. */
    public String page(String parameter, Object value) {
        return address(path, and(parameter, value)) + anchor;
    }

    /** The list by this column; when it stands so already and can be turned, turned round. */
    public String sortedBy(String column) {
        var asked = new LinkedHashMap<>(filters);
        boolean again = column.equals(asked.put(SORT, column));
        asked.computeIfPresent(TURNED, (_, turned) -> again && turned.equals(false));
        return address(path, asked) + anchor;
    }

    /**
     * How the list runs by this column, in the words of {@code aria-sort}; null when by another.
     */
    public @Nullable String sortOf(String column) {
        if (!column.equals(filters.get(SORT))) {
            return null;
        }
        boolean turned = Boolean.TRUE.equals(filters.get(TURNED));
        return largestFirst.contains(column) == turned ? "ascending" : "descending";
    }

    /**
     * The whole list as a table.
     *
     * @param form as {@link Sheet.Form} is called in an address
     */
    public String export(String form) {
        return address(path + "/export/" + form, filters);
    }

    private static String address(String path, Map<String, Object> parameters) {
        var address = UriComponentsBuilder.fromPath(path);
        parameters.keySet().forEach(it -> address.queryParam(it, "{" + it + "}"));
        return address.encode().buildAndExpand(parameters).toUriString();
    }
}
