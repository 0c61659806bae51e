package yanzhen.app.site;

/**
 * 选项: one of several things to choose from in a form.
 *
 * @param key as it is sent
 * @param name in the reader's language
 */
public record Choice(String key, String name) {}
