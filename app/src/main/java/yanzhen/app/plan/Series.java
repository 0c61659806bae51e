package yanzhen.app.plan;

import yanzhen.app.kernel.Bilingual;

/**
 * 数据系列: public figures of one thing over time.
 *
 * @param key stable name
 * @param name what is measured
 * @param unit of its values
 */
public record Series(String key, Bilingual name, Bilingual unit) {}
