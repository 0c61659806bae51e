package yanzhen.app.admin.web;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.evidence.AuditRecord;
import yanzhen.app.evidence.AuditRecords;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Slice;
import yanzhen.app.site.Typed;

/** 审计记录: who did what to what, when and why; the latest first. */
@Controller
class AuditPage {

    private static final List<String> HEADS =
            List.of(
                    "audit.number",
                    "audit.at",
                    "audit.person",
                    "audit.role",
                    "audit.for",
                    "audit.action",
                    "audit.type",
                    "audit.subject",
                    "audit.before",
                    "audit.after",
                    "audit.reason");

    private static final int ROWS = 50;
    private static final int EXPORTED = 10_000;
    private static final int COUNTED = 10_000;
    private static final List<String> NAMES = List.of("title", "name", "login", "number");

    /**
     * All that the list's template may read.
     *
     * @param counted how many there are, or {@value #COUNTED} when there are more
     * @param all whether the viewer sees everybody's records
     * @param subjectName what {@code subject} is called; null when it is not asked for
     */
    record Listing(
            List<Line> lines,
            long counted,
            boolean more,
            @Nullable String next,
            boolean first,
            ListAddress address,
            boolean all,
            boolean filtered,
            AuditQuery.Asked asked,
            @Nullable String subjectName,
            @Nullable String subjectPath,
            List<String> actions,
            List<String> types) {}

    /**
     * One record.
     *
     * @param subjectName what the organisation or the record itself calls it, else a short identity
     * @param subjectPath page of the subject; null when there is none for this viewer
     */
    record Line(
            long id,
            String at,
            @Nullable UUID account,
            String person,
            String role,
            Names.@Nullable Named organisation,
            String action,
            String type,
            String subject,
            String subjectName,
            @Nullable String subjectPath,
            @Nullable String reason) {}

    /** All that the detail's template may read. */
    record Detail(Line line, boolean created, boolean ended, List<Changed> changes, boolean self) {}

    /**
     * One field that changed.
     *
     * @param field its name in the reader's language
     */
    record Changed(String field, @Nullable Value from, @Nullable Value to) {}

    /**
     * A value of a field.
     *
     * @param path page of the organisation that it names; null for other values
     */
    record Value(String text, @Nullable String path) {}

    private final AuditRecords records;
    private final AuditQuery reading;
    private final Names names;
    private final SubjectPages pages;
    private final Viewers viewers;
    private final MessageSource messages;

    AuditPage(
            AuditRecords records,
            AuditQuery reading,
            Names names,
            SubjectPages pages,
            Viewers viewers,
            MessageSource messages) {
        this.records = records;
        this.reading = reading;
        this.names = names;
        this.pages = pages;
        this.viewers = viewers;
        this.messages = messages;
    }

    @GetMapping("/audit")
    ModelAndView show(
            @ModelAttribute AuditQuery.Asked asked,
            @RequestParam(required = false) @Nullable String cursor,
            Locale locale) {
        var problems = new Problems();
        var query = reading.read(asked, locale, problems);
        if (!problems.none()) {
            return list(asked, query, List.of(), null, true, problems, locale);
        }
        var before = before(cursor);
        var slice = slice(records, query, before, ROWS);
        return list(asked, query, slice.items(), slice.next(), before == null, problems, locale);
    }

    static @Nullable Long before(@Nullable String cursor) {
        return Cursor.read(cursor, 1).map(it -> number(it.values().getFirst())).orElse(null);
    }

    private static Long number(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw Cursor.foreign(text);
        }
        return Long.valueOf(text);
    }

    static Slice<AuditRecord> slice(
            AuditRecords records, AuditRecords.Query query, @Nullable Long before, int size) {
        return Slice.of(
                records.search(query, before, size + 1),
                size,
                last -> Cursor.after(String.valueOf(last.id())));
    }

    private ModelAndView list(
            AuditQuery.Asked asked,
            AuditRecords.Query query,
            List<AuditRecord> found,
            @Nullable String next,
            boolean first,
            Problems problems,
            Locale locale) {
        long count = problems.none() ? records.count(query, COUNTED + 1) : 0;
        boolean one = !query.subject().isEmpty() && !query.subjectType().isEmpty();
        var view = FormPage.of("admin/audit", problems);
        view.addObject(
                "listing",
                new Listing(
                        lines(found, locale),
                        Math.min(count, COUNTED),
                        count > COUNTED,
                        next,
                        first,
                        address(asked),
                        seesAll(viewers.current()),
                        !query.equals(AuditRecords.Query.ALL),
                        asked,
                        one ? subjectName(query, found, locale) : null,
                        one ? pages.of(query.subjectType(), query.subject()) : null,
                        records.actions(),
                        records.subjectTypes()));
        return view;
    }

    private static ListAddress address(AuditQuery.Asked asked) {
        return ListAddress.of("/audit")
                .with("action", asked.action())
                .with("subjectType", asked.subjectType())
                .with("subject", asked.subject())
                .with("person", asked.person())
                .with("account", asked.account())
                .with("organisation", asked.organisation())
                .with("from", asked.from())
                .with("until", asked.until());
    }

    /** The same as the policy of the table. */
    private static boolean seesAll(Viewer viewer) {
        return viewer.seesRegion() || viewer.is(Role.AUDIT_ADMIN);
    }

    private String subjectName(AuditRecords.Query query, List<AuditRecord> found, Locale locale) {
        var id = uuid(query.subject());
        return id.map(it -> names.named(Set.of(it), locale).get(it))
                .map(Names.Named::name)
                .or(() ->
                        found.stream()
                                .map(AuditPage::ownName)
                                .flatMap(Optional::stream)
                                .findFirst())
                .orElseGet(() -> shortened(query.subject()));
    }

    private List<Line> lines(List<AuditRecord> found, Locale locale) {
        var ids = new HashSet<UUID>();
        for (var it : found) {
            if (it.organisation() != null) {
                ids.add(it.organisation());
            }
            if (it.subjectType().equals("organisation")) {
                uuid(it.subject()).ifPresent(ids::add);
            }
        }
        var organisations = names.named(ids, locale);
        return found.stream().map(it -> line(it, organisations)).toList();
    }

    private Line line(AuditRecord it, Map<UUID, Names.Named> organisations) {
        var subject = uuid(it.subject());
        return new Line(
                it.id(),
                names.moment(it.at()),
                it.account(),
                it.actorName(),
                it.role(),
                it.organisation() == null ? null : organisations.get(it.organisation()),
                it.action(),
                it.subjectType(),
                it.subject(),
                subject.map(organisations::get)
                        .map(Names.Named::name)
                        .or(() -> ownName(it))
                        .orElseGet(() -> shortened(it.subject())),
                pages.of(it.subjectType(), it.subject()),
                it.reason());
    }

    /** The name that stands in the record. */
    private static Optional<String> ownName(AuditRecord it) {
        return Stream.of(Optional.ofNullable(it.after()), Optional.ofNullable(it.before()))
                .flatMap(Optional::stream)
                .flatMap(state -> NAMES.stream().map(field -> state.path(field).asString("")))
                .filter(name -> !name.isBlank())
                .findFirst();
    }

    /** The end of a UUID tells two apart; its beginning is the time, which neighbours share. */
    private static String shortened(String subject) {
        return uuid(subject).isPresent() ? "…" + subject.substring(subject.length() - 8) : subject;
    }

    private static Optional<UUID> uuid(String text) {
        return text.length() == 36
                ? Optional.ofNullable(Typed.id("", text, new Problems()))
                : Optional.empty();
    }

    @GetMapping("/audit/{id}")
    ModelAndView one(@PathVariable long id, Locale locale) {
        var found = records.find(id).orElseThrow(() -> new NotFound("audit record", id));
        var view = new ModelAndView("admin/audit-record");
        view.addObject(
                "detail",
                new Detail(
                        lines(List.of(found), locale).getFirst(),
                        found.before() == null,
                        found.after() == null,
                        changes(found, locale),
                        found.account() != null
                                && found.account().equals(viewers.current().account())));
        return view;
    }

    private List<Changed> changes(AuditRecord found, Locale locale) {
        var differences = Difference.between(found.before(), found.after());
        var ids =
                differences.stream()
                        .flatMap(it -> Stream.of(uuidOf(it.from()), uuidOf(it.to())))
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet());
        var organisations = names.named(ids, locale);
        return differences.stream()
                .map(it ->
                        new Changed(
                                field(found.action(), it.path(), locale),
                                value(it.from(), organisations, locale),
                                value(it.to(), organisations, locale)))
                .toList();
    }

    private static Optional<UUID> uuidOf(@Nullable String text) {
        return text == null ? Optional.empty() : uuid(text);
    }

    /**
     * Names of fields are messages where there is one, those of the module whose action it is; a
     * place in a list stays a number.
     */
    private String field(String action, List<String> path, Locale locale) {
        if (path.isEmpty()) {
            return say("audit.value", locale);
        }
        var words = "field." + action.substring(0, action.indexOf('.') + 1);
        return path.stream()
                .map(it ->
                        or("audit.field." + it, locale).or(() -> or(words + it, locale)).orElse(it))
                .collect(Collectors.joining(" › "));
    }

    private @Nullable Value value(
            @Nullable String text, Map<UUID, Names.Named> organisations, Locale locale) {
        if (text == null) {
            return null;
        }
        var organisation = uuid(text).map(organisations::get);
        if (organisation.isPresent()) {
            return new Value(organisation.get().name(), pages.of("organisation", text));
        }
        return new Value(
                text.matches("[A-Za-z-]+") ? or("audit.value." + text, locale).orElse(text) : text,
                null);
    }

    @GetMapping("/audit/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String form, @ModelAttribute AuditQuery.Asked asked, Locale locale) {
        var kind = Sheet.Form.of(form);
        var problems = new Problems();
        var query = reading.read(asked, locale, problems);
        problems.mustBeNone();
        var sheet = new Sheet(say("audit.title", locale), HEADS, it -> say(it, locale));
        var found = records.search(query, null, EXPORTED);
        var lines = lines(found, locale);
        for (int at = 0; at < found.size(); at++) {
            var line = lines.get(at);
            sheet.add(
                    line.id,
                    line.at,
                    line.person,
                    or("role." + line.role, locale).orElse(line.role),
                    line.organisation == null ? "" : line.organisation.name(),
                    or("action." + line.action, locale).orElse(line.action),
                    or("subject." + line.type, locale).orElse(line.type),
                    line.subject,
                    found.get(at).before(),
                    found.get(at).after(),
                    line.reason);
        }
        return sheet.download(kind);
    }

    private Optional<String> or(String key, Locale locale) {
        return Optional.ofNullable(messages.getMessage(key, null, null, locale));
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
