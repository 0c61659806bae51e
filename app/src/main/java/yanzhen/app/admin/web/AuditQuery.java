package yanzhen.app.admin.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.evidence.AuditRecords;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Typed;

/** Reads what somebody looks for in the audit trail. */
@Component
class AuditQuery {

    /** What the address holds; all may be missing. Days are inclusive. */
    record Asked(
            @Nullable String action,
            @Nullable String subjectType,
            @Nullable String subject,
            @Nullable String person,
            @Nullable String account,
            @Nullable String organisation,
            @Nullable String from,
            @Nullable String until) {}

    private final Names names;

    AuditQuery(Names names) {
        this.names = names;
    }

    /** What was asked for; whatever cannot be read becomes a problem and is left out. */
    AuditRecords.Query read(Asked asked, Locale locale, Problems problems) {
        var from = Typed.day("from", asked.from, problems);
        var until = Typed.day("until", asked.until, problems);
        if (from != null && until != null && until.isBefore(from)) {
            problems.add("", null, "until", until.toString(), "period-empty");
        }
        return new AuditRecords.Query(
                Typed.text(asked.action),
                Typed.text(asked.subjectType),
                Typed.text(asked.subject),
                Typed.text(asked.person),
                Typed.id("account", asked.account, problems),
                organisations(Typed.text(asked.organisation), locale),
                names.start(from),
                names.start(dayAfter(until)));
    }

    private static @Nullable LocalDate dayAfter(@Nullable LocalDate day) {
        return day == null ? null : day.plusDays(1);
    }

    /** By identity, by credit code, or all whose name holds the words. */
    private @Nullable Set<UUID> organisations(String words, Locale locale) {
        if (words.isEmpty()) {
            return null;
        }
        var id = Typed.id("organisation", words, new Problems());
        return id != null
                ? Set.of(id)
                : List.copyOf(names.matching(words, locale)).stream()
                        .map(Names.Named::id)
                        .collect(Collectors.toUnmodifiableSet());
    }
}
