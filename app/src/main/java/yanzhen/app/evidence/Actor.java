package yanzhen.app.evidence;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 行为人: who does something, as the audit record keeps it.
 *
 * @param account the account; null for the system itself
 * @param name as shown at that moment
 * @param role role at that moment, for example CITY_OFFICER
 * @param organisation whom the account acted for; null when for nobody
 */
public record Actor(
        @Nullable UUID account, String name, String role, @Nullable UUID organisation) {}
