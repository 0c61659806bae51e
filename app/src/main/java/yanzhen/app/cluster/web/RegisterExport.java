package yanzhen.app.cluster.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import yanzhen.app.cluster.EmergingAreas;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Recognitions;
import yanzhen.app.cluster.Regions;
import yanzhen.app.cluster.Register;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.site.Sheet;

/** The register as a table that can be imported again; written while it is read. */
@Controller
class RegisterExport {

    private static final List<String> ORGANISATION_HEADS =
            List.of(
                    "code",
                    "identifier_kind",
                    "jurisdiction",
                    "identifier",
                    "name",
                    "name_en",
                    "kind",
                    "district",
                    "park",
                    "address",
                    "industry",
                    "emerging",
                    "registered",
                    "mark");
    private static final List<String> RECOGNITION_HEADS =
            List.of("code", "name", "scheme", "from", "until", "document", "state", "mark");

    private final Register register;
    private final Regions regions;
    private final Recognitions recognitions;
    private final EmergingAreas areas;
    private final MessageSource messages;
    private final Clock clock;

    RegisterExport(
            Register register,
            Regions regions,
            Recognitions recognitions,
            EmergingAreas areas,
            MessageSource messages,
            Clock clock) {
        this.register = register;
        this.regions = regions;
        this.recognitions = recognitions;
        this.areas = areas;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/organisations/export/{form}")
    void organisations(
            @PathVariable String form,
            @ModelAttribute RegisterPage.Asked asked,
            HttpServletResponse answer,
            Locale locale) {
        var districts = regions.names(locale);
        var parks = regions.parkNames(locale);
        var lying = areas.reader();
        Sheet.stream(
                answer,
                say("organisations.title", locale),
                Sheet.Form.of(form),
                heads(ORGANISATION_HEADS, locale),
                rows ->
                        register.each(
                                asked.query(LocalDate.now(clock)),
                                it -> add(rows, it, districts, parks, lying.apply(it), locale)));
    }

    private void add(
            Sheet.Rows rows,
            Organisation it,
            Map<String, String> districts,
            Map<String, String> parks,
            List<EmergingAreas.Of> lying,
            Locale locale) {
        var told = new ToldApart(it, locale);
        rows.add(
                it.codeText(),
                told.kind(),
                told.jurisdiction(),
                told.value(),
                it.name(),
                it.nameEn(),
                say("kind." + it.kind(), locale),
                districts.getOrDefault(it.district(), it.district()),
                it.park() == null ? null : parks.getOrDefault(it.park(), it.park()),
                it.address(),
                it.industry() == null ? null : it.industry().value(),
                said(lying, locale),
                it.registered(),
                it.synthetic() ? say("site.synthetic", locale) : null);
    }

    /** An area that is only possible says so; null where there is none. */
    private @Nullable String said(List<EmergingAreas.Of> lying, Locale locale) {
        return lying.isEmpty()
                ? null
                : lying.stream()
                        .map(it ->
                                it.certainty() == EmergingAreas.Certainty.POSSIBLE
                                        ? messages.getMessage(
                                                "emerging.possibly",
                                                new Object[] {it.area().name().in(locale)},
                                                locale)
                                        : it.area().name().in(locale))
                        .collect(Collectors.joining("; "));
    }

    @GetMapping("/recognitions/export/{form}")
    void recognitions(
            @PathVariable String form,
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(required = false) @Nullable LocalDate known,
            HttpServletResponse answer,
            Locale locale) {
        var schemes =
                recognitions.schemes().stream()
                        .collect(Collectors.toMap(it -> it.key(), it -> it.name().in(locale)));
        var asked = day == null ? LocalDate.now(clock) : day;
        Sheet.stream(
                answer,
                say("stock.title", locale),
                Sheet.Form.of(form),
                heads(RECOGNITION_HEADS, locale),
                rows ->
                        register.eachListed(
                                new AsOf(asked, endOf(known, clock)),
                                it -> add(rows, it, schemes, locale)));
    }

    private void add(
            Sheet.Rows rows, Register.Listed it, Map<String, String> schemes, Locale locale) {
        rows.add(
                it.key(),
                it.name(),
                schemes.getOrDefault(it.scheme(), it.scheme()),
                it.valid().from(),
                it.valid().until(),
                it.document(),
                say(it.revoked() ? "held.revoked" : "held.in-force", locale),
                it.synthetic() ? say("site.synthetic", locale) : null);
    }

    /** What was known on a day is what had been recorded by its end. */
    static Instant endOf(@Nullable LocalDate known, Clock clock) {
        var day = known == null ? LocalDate.now(clock) : known;
        return day.plusDays(1).atStartOfDay(clock.getZone()).toInstant();
    }

    private List<String> heads(List<String> keys, Locale locale) {
        return keys.stream().map(it -> say("column." + it, locale)).toList();
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
