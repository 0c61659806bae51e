package yanzhen.app.access;

import java.io.Serializable;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.evidence.Actor;

/**
 * 当前用户: who looks and acts.
 *
 * @param account null for visitors and for the program itself
 * @param name as shown
 * @param role the one role
 * @param organisations whom the account may act for
 * @param district six digits; the district of a district officer, else null
 */
public record Viewer(
        @Nullable UUID account,
        String name,
        Role role,
        Set<UUID> organisations,
        @Nullable String district)
        implements Serializable {

    public static final Viewer VISITOR = new Viewer(null, "visitor", Role.PUBLIC, Set.of(), null);
    public static final Viewer SYSTEM = new Viewer(null, "system", Role.SYSTEM, Set.of(), null);

    public Viewer {
        organisations = Set.copyOf(organisations);
    }

    public boolean signedIn() {
        return account != null;
    }

    public boolean is(Role... any) {
        return Set.of(any).contains(role);
    }

    public boolean actsFor(@Nullable UUID organisation) {
        return organisation != null && organisations.contains(organisation);
    }

    /** Reads across the region; the same as {@code access.sees_region()} in the database. */
    public boolean seesRegion() {
        return is(Role.SYSTEM, Role.CITY_OFFICER, Role.CHAIN_TASK_FORCE, Role.AUDITOR);
    }

    /** Writes across the region; the same as {@code access.runs_region()} in the database. */
    public boolean runsRegion() {
        return is(Role.SYSTEM, Role.CITY_OFFICER);
    }

    /** Looks after this district; the same as {@code access.oversees()} in the database. */
    public boolean oversees(@Nullable String code) {
        return role == Role.DISTRICT_OFFICER && code != null && code.equals(district);
    }

    /** Writes in this district: for the whole region, or as the one who looks after it. */
    public boolean runsDistrict(@Nullable String code) {
        return runsRegion() || oversees(code);
    }

    /**
     * Refuses everybody who does not write in the district.
     *
     * @throws Forbidden when the account looks after another or none
     */
    public void mustRunDistrict(String code) {
        if (!runsDistrict(code)) {
            throw new Forbidden(
                    "other-district",
                    "The account looks after another district than %s.".formatted(code),
                    code);
        }
    }

    /**
     * The only organisation that the account acts for.
     *
     * @throws Forbidden when there is none or more than one, so that it must be named
     */
    public UUID onlyOrganisation() {
        if (organisations.size() != 1) {
            throw new Forbidden(
                    "several-organisations",
                    "The account acts for %d organisations; name the one that is meant."
                            .formatted(organisations.size()),
                    organisations.size());
        }
        return organisations.iterator().next();
    }

    /**
     * Refuses everybody who does not act for the organisation.
     *
     * @throws Forbidden when the account does not act for it
     */
    public void mustActFor(UUID organisation) {
        if (!actsFor(organisation)) {
            throw new Forbidden(
                    "other-organisation",
                    "The account does not act for organisation %s.".formatted(organisation),
                    organisation);
        }
    }

    Actor asActor() {
        return new Actor(
                account,
                name,
                role.name(),
                organisations.size() == 1 ? organisations.iterator().next() : null);
    }
}
