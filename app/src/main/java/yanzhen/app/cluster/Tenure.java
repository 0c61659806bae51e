package yanzhen.app.cluster;

import yanzhen.app.kernel.Period;

/**
 * 在册期间: an organisation holds a scheme over a period, as known at present.
 *
 * @param revoked whether its end was brought forward
 */
public record Tenure(String scheme, Period valid, boolean revoked) {}
