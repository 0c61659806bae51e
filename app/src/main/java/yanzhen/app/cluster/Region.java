package yanzhen.app.cluster;

import yanzhen.app.kernel.Bilingual;

/**
 * 行政区.
 *
 * @param code six digits
 */
public record Region(String code, Bilingual name) {}
