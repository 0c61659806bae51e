package yanzhen.app.cluster;

import java.util.UUID;
import yanzhen.app.kernel.Period;

/**
 * 在册认定: an organisation holds a recognition over a period.
 *
 * @param valid as known at the moment asked for
 */
public record Holding(
        UUID recognition, UUID organisation, String scheme, Period valid, boolean synthetic) {}
