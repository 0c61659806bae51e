package yanzhen.app.site;

/**
 * 导航项: one entry of the left rail. A module makes a bean of each page that belongs there.
 *
 * @param order place from above; tens, by the parts of the plan
 * @param key message key of its name, {@code rail.<key>}, and of its icon in {@code site/rail.svg}
 * @param path address; the entry shows only to those whom the matrix admits
 */
public record RailEntry(int order, String key, String path) {}
