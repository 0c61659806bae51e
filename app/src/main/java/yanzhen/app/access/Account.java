package yanzhen.app.access;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 账号: one person in one role.
 *
 * @param login what is typed to log in
 * @param name as shown
 * @param organisations whom the account acts for
 * @param district of a district officer
 * @param synthetic 演示数据
 */
public record Account(
        UUID id,
        String login,
        String name,
        Role role,
        Set<UUID> organisations,
        @Nullable String district,
        boolean enabled,
        boolean synthetic) {

    public Viewer asViewer() {
        return new Viewer(id, name, role, organisations, district);
    }
}
