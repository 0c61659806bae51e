package yanzhen.app.admin.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Identifier;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Regions;
import yanzhen.app.cluster.Register;
import yanzhen.app.kernel.Problems;

/** Organisations, districts and moments as the pages of this module say them. */
@Component
class Names {

    /** As many organisations as somebody can choose among. */
    static final int CHOICES = 20;

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int CODE_LENGTH = 18;

    /** An organisation by its name in the reader's language. */
    record Named(UUID id, String name, String code) {}

    /** A district in the reader's language. */
    record District(String code, String name) {}

    private final Organisations organisations;
    private final Register register;
    private final Regions regions;
    private final Clock clock;

    Names(Organisations organisations, Register register, Regions regions, Clock clock) {
        this.organisations = organisations;
        this.register = register;
        this.regions = regions;
        this.clock = clock;
    }

    /** In the region's own time, to the second. */
    String moment(Instant at) {
        return MOMENT.format(at.atZone(clock.getZone()));
    }

    @Nullable String momentOrNull(@Nullable Instant at) {
        return at == null ? null : moment(at);
    }

    /** The first moment of a day of the region; null for no day. */
    @Nullable Instant start(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(clock.getZone()).toInstant();
    }

    Map<UUID, Named> named(Collection<UUID> ids, Locale locale) {
        return organisations.byId(ids).values().stream()
                .map(it -> named(it, locale))
                .collect(Collectors.toMap(Named::id, it -> it));
    }

    List<District> districts(Locale locale) {
        return regions.districts().stream()
                .map(it -> new District(it.code(), it.name().in(locale)))
                .toList();
    }

    @Nullable String district(@Nullable String code, Locale locale) {
        return code == null
                ? null
                : regions.find(code).map(it -> it.name().in(locale)).orElse(code);
    }

    /**
     * Organisations by credit code or by part of the name; one alone when the name is exactly its
     * own.
     */
    List<Named> matching(String words, Locale locale) {
        if (isKey(words)) {
            return byKey(words, locale);
        }
        var query =
                new Register.Query(
                        words, "", "", "", "", "", LocalDate.now(clock), Register.Sort.NAME, false);
        var found = register.search(query, null, CHOICES).items();
        return found.stream()
                .filter(it -> it.name().equals(words))
                .findFirst()
                .map(List::of)
                .orElse(found)
                .stream()
                .map(it -> named(it, locale))
                .toList();
    }

    /** A whole credit code, or kind and value of another identifier. */
    private static boolean isKey(String words) {
        return (words.length() == CODE_LENGTH && words.matches("[0-9A-Za-z]+"))
                || words.matches("[A-Za-z][A-Za-z0-9-]+[:：].+");
    }

    private List<Named> byKey(String key, Locale locale) {
        try {
            return organisations
                    .findByKey(Identifier.keyOf(key))
                    .map(it -> List.of(named(it, locale)))
                    .orElse(List.of());
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /**
     * The one organisation that is meant; null with a problem when there is none or more than one.
     *
     * @param chosen an id, as a choice among several sends it
     */
    @Nullable UUID only(String chosen, List<Named> matching, String words, Problems problems) {
        if (!chosen.isEmpty()) {
            var id = yanzhen.app.site.Typed.id("mandate", chosen, problems);
            if (id != null && organisations.find(id).isEmpty()) {
                problems.add("", null, "mandate", chosen, "unknown-reference");
                return null;
            }
            return id;
        }
        if (words.isEmpty()) {
            problems.add("", null, "mandate", "", "required");
        } else if (matching.isEmpty()) {
            problems.add("", null, "mandate", words, "unknown-reference");
        } else if (matching.size() > 1) {
            problems.add(
                    "",
                    null,
                    "mandate",
                    words,
                    "organisation-several",
                    matching.size() < CHOICES ? String.valueOf(matching.size()) : CHOICES + "+");
        } else {
            return matching.getFirst().id();
        }
        return null;
    }

    private static Named named(Organisation it, Locale locale) {
        return new Named(it.id(), it.nameIn(locale), it.identifier().in(locale));
    }
}
