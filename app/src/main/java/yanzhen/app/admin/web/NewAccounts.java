package yanzhen.app.admin.web;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Accounts.NewAccount;
import yanzhen.app.access.Role;
import yanzhen.app.cluster.Regions;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Typed;

/** Reads an account to be opened from a form or a request, with all its problems at once. */
@Component
class NewAccounts {

    /** What the form or the request holds. */
    record Typing(
            @Nullable String key,
            @Nullable String login,
            @Nullable String name,
            @Nullable String role,
            @Nullable String district) {
        static final Typing NOTHING = new Typing(null, "", "", "", "");
    }

    private final Regions regions;

    NewAccounts(Regions regions) {
        this.regions = regions;
    }

    /** The account; null when something is wrong with it. */
    @Nullable NewAccount read(Typing typed, Problems problems) {
        var login = Typed.text(typed.login);
        if (!login.matches("[a-z0-9][a-z0-9._@-]{1,63}")) {
            problems.add("", null, "login", login, login.isEmpty() ? "required" : "login-form");
        }
        var name = Typed.text("name", typed.name, 1, 100, problems);
        var role = role(typed.role, problems);
        var district = district(typed.district, role, problems);
        return problems.none() && role != null
                ? new NewAccount(login, name, role, district, false)
                : null;
    }

    private static @Nullable Role role(@Nullable String typed, Problems problems) {
        var role = Typed.choice("role", typed, Role.class, true, problems);
        if (role != null && !role.ofAccounts()) {
            problems.add("", null, "role", role.name(), "unknown-reference");
            return null;
        }
        return role;
    }

    /** Only a district officer has one, and must. */
    private @Nullable String district(
            @Nullable String typed, @Nullable Role role, Problems problems) {
        var code = Typed.text(typed);
        if (role != Role.DISTRICT_OFFICER) {
            if (!code.isEmpty() && role != null) {
                problems.add("", null, "district", code, "district-only-for-officers");
            }
            return null;
        }
        if (code.isEmpty()) {
            problems.add("", null, "district", "", "required");
        } else if (regions.districts().stream().noneMatch(it -> it.code().equals(code))) {
            problems.add("", null, "district", code, "unknown-reference");
        }
        return code;
    }
}
