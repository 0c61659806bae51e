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
                    "name",
                    "name_en",
                    "kind",
                    "district",
                    "industry",
                    "registered",
                    "mark");
    private static final List<String> RECOGNITION_HEADS =
            List.of("code", "name", "scheme", "from", "until", "document", "state", "mark");

    private final Register register;
    private final Regions regions;
    private final Recognitions recognitions;
    private final MessageSource messages;
    private final Clock clock;

    RegisterExport(
            Register register,
            Regions regions,
            Recognitions recognitions,
            MessageSource messages,
            Clock clock) {
        this.register = register;
        this.regions = regions;
        this.recognitions = recognitions;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/organisations/export/{form}")
    void organisations(
            @PathVariable String form,
            @ModelAttribute RegisterPage.Asked asked,
            HttpServletResponse answer,
            Locale locale) {
        var districts =
                regions.districts().stream()
                        .collect(Collectors.toMap(it -> it.code(), it -> it.name().in(locale)));
        Sheet.stream(
                answer,
                say("organisations.title", locale),
                Sheet.Form.of(form),
                heads(ORGANISATION_HEADS, locale),
                rows ->
                        register.each(
                                asked.query(LocalDate.now(clock)),
                                it -> add(rows, it, districts, locale)));
    }

    private void add(
            Sheet.Rows rows, Organisation it, Map<String, String> districts, Locale locale) {
        rows.add(
                it.code().value(),
                it.name(),
                it.nameEn(),
                say("kind." + it.kind(), locale),
                districts.getOrDefault(it.district(), it.district()),
                it.industry() == null ? null : it.industry().value(),
                it.registered(),
                it.synthetic() ? say("site.synthetic", locale) : null);
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
                it.code(),
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
