package yanzhen.app.rules;

import yanzhen.app.kernel.Bilingual;

/**
 * 数据项: something known of a firm, of which rules speak.
 *
 * @param key name in rules: small letters, digits and underlines
 * @param yearly whether each year has its own value; otherwise there is one, of today
 */
public record Datum(String key, Kind kind, Bilingual name, boolean yearly) {}
