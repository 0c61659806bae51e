package yanzhen.app.cluster.credential;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 离线核验: whether a credential is genuine, in force on a day and not revoked, from files alone.
 *
 * <p>Order of the answers: what is not genuine is {@code INVALID} whatever else it is; then {@code
 * REVOKED}, {@code NOT_IN_FORCE}, {@code REPLACED}, {@code UNDECIDED}. A status list says what held
 * when it was signed, and not since when: about a day before the revocation it knows nothing.
 */
public final class CredentialCheck {

    /** By how much the clocks of the issuer's processes may differ. */
    static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    /** Characters that a credential may have. */
    private static final int LARGEST = 64 << 10;

    /** Characters that a status list may have: a mebibyte of bits without any compression. */
    private static final int LARGEST_STATUS = 2 << 20;

    private final @Nullable KeySet keys;
    private final @Nullable String statusList;
    private final Instant now;

    /**
     * A check with what is at hand.
     *
     * @param keys of the issuer; null when there are none, so that nothing can be believed
     * @param statusList as the issuer's node serves it; null when there is none
     * @param now moment of the check, for the age of the status list
     */
    public CredentialCheck(@Nullable KeySet keys, @Nullable String statusList, Instant now) {
        this.keys = keys;
        this.statusList = statusList;
        this.now = now;
    }

    /** Whether the credential held on the day. */
    public Finding of(String credential, LocalDate day) {
        try {
            var signed = Signed.read(credential, LARGEST);
            if (keys == null) {
                return new Finding(
                        Finding.Verdict.UNDECIDED, List.of(Reason.of("no-keys")), null, null);
            }
            signed.mustBeOf(keys);
            signed.claims().mustBe("RecognitionCredential");
            return genuine(signed.claims(), keys, day);
        } catch (Unfit e) {
            return new Finding(Finding.Verdict.INVALID, List.of(e.reason()), null, null);
        }
    }

    private Finding genuine(Claims claims, KeySet issuer, LocalDate day) throws Unfit {
        var statement = Statement.of(claims);
        var place = Place.of(claims.object("credentialStatus"));
        var reasons = new ArrayList<Reason>();
        var verdict = Finding.Verdict.VALID;
        String asOf = null;
        try {
            var list = list(place, issuer, day);
            asOf = list.asOf.toLocalDate().toString();
            if (list.replaced != null && list.replaced.isSet(place.index)) {
                reasons.add(Reason.of("replaced", asOf));
                verdict = Finding.Verdict.REPLACED;
            } else if (list.bits.isSet(place.index)) {
                reasons.add(Reason.of("revoked", asOf));
                verdict = Finding.Verdict.REVOKED;
            }
        } catch (Unfit e) {
            reasons.add(e.reason());
            verdict = Finding.Verdict.UNDECIDED;
        }
        var outside = outside(statement, day);
        if (outside != null && verdict != Finding.Verdict.REVOKED) {
            return new Finding(Finding.Verdict.NOT_IN_FORCE, List.of(outside), statement, asOf);
        }
        return new Finding(verdict, reasons, statement, asOf);
    }

    private static @Nullable Reason outside(Statement it, LocalDate day) {
        var from = it.validFrom();
        var until = it.validUntil();
        if (!from.toInstant().isBefore(endOf(day, from))) {
            return Reason.of("not-yet", day, from.toLocalDate());
        }
        if (until != null && !until.isAfter(day.atStartOfDay().atOffset(until.getOffset()))) {
            return Reason.of("expired", day, until.toLocalDate());
        }
        return null;
    }

    /** Days are those of the place where the credential was issued. */
    private static Instant endOf(LocalDate day, OffsetDateTime there) {
        return day.plusDays(1).atStartOfDay().toInstant(there.getOffset());
    }

    /** Where a list says whether the credential was revoked. */
    private record Place(String list, int index) {
        static Place of(Claims status) throws Unfit {
            if (!"BitstringStatusListEntry".equals(status.find("type"))
                    || !"revocation".equals(status.find("statusPurpose"))) {
                throw new Unfit("claim-wrong", "credentialStatus", status.text("type"));
            }
            try {
                return new Place(
                        status.text("statusListCredential"),
                        Integer.parseInt(status.text("statusListIndex")));
            } catch (NumberFormatException e) {
                throw new Unfit("claim-wrong", "statusListIndex", status.text("statusListIndex"));
            }
        }
    }

    /**
     * @param replaced places whose certificates gave way to a later edition; null where the list
     *     does not say
     */
    private record StatusList(
            StatusBits bits, @Nullable StatusBits replaced, OffsetDateTime asOf) {}

    /** The list that the credential names, signed by the same issuer and fresh enough. */
    private StatusList list(Place place, KeySet issuer, LocalDate day) throws Unfit {
        if (statusList == null) {
            throw new Unfit("no-status", place.list);
        }
        Claims claims;
        try {
            var signed = Signed.read(statusList, LARGEST_STATUS);
            signed.mustBeOf(issuer);
            claims = signed.claims();
            claims.mustBe("BitstringStatusListCredential");
        } catch (Unfit e) {
            throw new Unfit(e.reason().inside("status-not-genuine"));
        }
        if (!claims.text("id").equals(place.list)) {
            throw new Unfit("status-other-list", claims.text("id"), place.list);
        }
        var asOf = fresh(claims, day);
        var subject = claims.object("credentialSubject");
        if (!"revocation".equals(subject.find("statusPurpose"))) {
            throw new Unfit("status-unreadable");
        }
        if (!(subject.values().get("encodedList") instanceof String encoded)) {
            throw new Unfit("status-unreadable");
        }
        return new StatusList(
                StatusBits.decoded(encoded),
                subject.values().get("encodedReplaced") instanceof String others
                        ? StatusBits.decoded(others)
                        : null,
                asOf);
    }

    /** Signed for today, or for the day that is asked about. */
    private OffsetDateTime fresh(Claims claims, LocalDate day) throws Unfit {
        var from = claims.time("validFrom");
        var until = claims.time("validUntil");
        if (from == null || until == null) {
            throw new Unfit("status-unreadable");
        }
        boolean today =
                !now.isBefore(from.toInstant().minus(CLOCKS_DIFFER))
                        && now.isBefore(until.toInstant());
        boolean then =
                from.toLocalDate().compareTo(day) <= 0
                        && until.isAfter(day.atStartOfDay().atOffset(until.getOffset()));
        if (!today && !then) {
            throw new Unfit("status-stale", from.toLocalDate(), until.toLocalDate());
        }
        return from;
    }
}
