package yanzhen.app.cluster;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.IndustryCode;

/**
 * 基本信息: what the register says of an organisation and what may be corrected.
 *
 * @param name 2 to 200 characters
 * @param nameEn null when it has none
 * @param district six digits of the district that it lies in
 * @param park 园区 inside of the district; null where it lies in none
 * @param industry null where none applies
 * @param registered day of registration; null when not known
 * @param address 住所 as the licence has it, 2 to 200 characters; null when not known
 */
public record Facts(
        String name,
        @Nullable String nameEn,
        Organisation.Kind kind,
        String district,
        @Nullable String park,
        @Nullable IndustryCode industry,
        @Nullable LocalDate registered,
        @Nullable String address) {

    /** Shortest and longest name. */
    public static final int LEAST_NAME = 2;

    /** Longest name, in any language. */
    public static final int MOST_NAME = 200;

    /** Shortest address. */
    public static final int LEAST_ADDRESS = 2;

    /** Longest address. */
    public static final int MOST_ADDRESS = 200;

    /**
     * @throws IllegalArgumentException when the name or the address is too short or too long, or
     *     the park lies in another district
     */
    public Facts {
        Objects.requireNonNull(kind);
        if (name.length() < LEAST_NAME || name.length() > MOST_NAME) {
            throw new IllegalArgumentException(
                    "The name (%s) has %d characters, not %d to %d."
                            .formatted(name, name.length(), LEAST_NAME, MOST_NAME));
        }
        if (address != null
                && (address.length() < LEAST_ADDRESS || address.length() > MOST_ADDRESS)) {
            throw new IllegalArgumentException(
                    "The address (%s) has %d characters, not %d to %d."
                            .formatted(address, address.length(), LEAST_ADDRESS, MOST_ADDRESS));
        }
        if (park != null && !park.startsWith(district + "-")) {
            throw new IllegalArgumentException(
                    "The park (%s) does not lie in the district %s.".formatted(park, district));
        }
    }

    /** Of a body whose address is not known. */
    public Facts(
            String name,
            @Nullable String nameEn,
            Organisation.Kind kind,
            String district,
            @Nullable String park,
            @Nullable IndustryCode industry,
            @Nullable LocalDate registered) {
        this(name, nameEn, kind, district, park, industry, registered, null);
    }

    public static Facts of(Organisation it) {
        return new Facts(
                it.name(),
                it.nameEn(),
                it.kind(),
                it.district(),
                it.park(),
                it.industry(),
                it.registered(),
                it.address());
    }
}
