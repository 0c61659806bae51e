package yanzhen.app.challenge;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 脉络中的一站: a step of the thread as the page 脉络 shows it.
 *
 * @param day when it came about
 * @param state key of its state
 * @param before identity of the step before; null when it has none
 */
public record Trace(
        UUID id,
        String title,
        String state,
        LocalDate day,
        String path,
        @Nullable UUID before,
        boolean synthetic) {}
