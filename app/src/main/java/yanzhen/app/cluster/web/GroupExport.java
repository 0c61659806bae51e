package yanzhen.app.cluster.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import yanzhen.app.cluster.ControlLinks;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Recognitions;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Sheet;

/** What a group holds together, as a table; written while it is read. */
@Controller
class GroupExport {

    private static final List<String> HEADS =
            List.of(
                    "column.code",
                    "column.identifier_kind",
                    "column.identifier",
                    "column.name",
                    "group.level",
                    "column.scheme",
                    "column.from",
                    "column.until",
                    "column.document",
                    "column.mark");

    private final Organisations organisations;
    private final ControlLinks links;
    private final Recognitions recognitions;
    private final MessageSource messages;
    private final Clock clock;

    GroupExport(
            Organisations organisations,
            ControlLinks links,
            Recognitions recognitions,
            MessageSource messages,
            Clock clock) {
        this.organisations = organisations;
        this.links = links;
        this.recognitions = recognitions;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/organisations/{id}/group/export/{form}")
    void export(
            @PathVariable UUID id,
            @PathVariable String form,
            @ModelAttribute GroupPage.Asked asked,
            HttpServletResponse answer,
            Locale locale) {
        var organisation =
                organisations.find(id).orElseThrow(() -> new NotFound("organisation", id));
        var schemes =
                recognitions.schemes().stream()
                        .collect(Collectors.toMap(it -> it.key(), it -> it.name().in(locale)));
        Sheet.stream(
                answer,
                messages.getMessage(
                        "group.held.of", new Object[] {organisation.nameIn(locale)}, locale),
                Sheet.Form.of(form),
                HEADS.stream().map(it -> say(it, locale)).toList(),
                rows ->
                        links.eachHeld(
                                id,
                                asked.asOf(clock),
                                it -> {
                                    var holder = it.holder();
                                    var told = new ToldApart(holder, locale);
                                    rows.add(
                                            holder.codeText(),
                                            told.kind(),
                                            told.value(),
                                            holder.nameIn(locale),
                                            it.level(),
                                            schemes.getOrDefault(it.scheme(), it.scheme()),
                                            it.valid().from(),
                                            it.valid().until(),
                                            it.document(),
                                            holder.synthetic()
                                                    ? say("site.synthetic", locale)
                                                    : null);
                                }));
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
