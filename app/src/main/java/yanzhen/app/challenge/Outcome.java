package yanzhen.app.challenge;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.BaseCategory;

/**
 * 成果: what a project delivered and an officer accepted.
 *
 * @param weakLink what it was for; null when the challenge did not come from a chain
 * @param organisation lead of the team
 */
public record Outcome(
        UUID id,
        String title,
        UUID project,
        UUID challenge,
        @Nullable UUID weakLink,
        BaseCategory category,
        UUID organisation,
        LocalDate acceptedOn,
        Instant recordedAt,
        boolean synthetic) {}
