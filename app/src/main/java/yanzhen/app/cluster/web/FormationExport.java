package yanzhen.app.cluster.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import yanzhen.app.cluster.Formations;
import yanzhen.app.site.Sheet;

/** A list of the formation as a table, whole; written in parts. */
@Controller
class FormationExport {

    private static final int AT_ONCE = 1_000;

    private static final List<String> HEADS =
            List.of(
                    "column.code",
                    "column.name",
                    "column.district",
                    "column.industry",
                    "column.scheme",
                    "formation.gap",
                    "formation.required",
                    "formation.found",
                    "formation.distance",
                    "formation.undecided",
                    "formation.reason",
                    "formation.day",
                    "column.mark");

    private final Formations formations;
    private final FormationFilter filter;
    private final FirmRows rows;
    private final MessageSource messages;

    FormationExport(
            Formations formations, FormationFilter filter, FirmRows rows, MessageSource messages) {
        this.formations = formations;
        this.filter = filter;
        this.rows = rows;
        this.messages = messages;
    }

    @GetMapping("/formation/firms/export/{form}")
    void export(
            @PathVariable String form,
            @ModelAttribute FormationFilter.Asked asked,
            @ModelAttribute FormationPage.AskedList listed,
            HttpServletResponse answer,
            Locale locale) {
        var chosen = filter.readOrRefuse(asked, locale);
        var survey = formations.survey();
        var entries =
                listed.which()
                        .of(
                                survey,
                                chosen.selection(),
                                chosen.scheme(),
                                listed.order(),
                                listed.turned());
        Sheet.stream(
                answer,
                say("formation.list." + listed.which(), locale),
                Sheet.Form.of(form),
                HEADS.stream().map(it -> say(it, locale)).toList(),
                out -> {
                    for (int from = 0; from < entries.size(); from += AT_ONCE) {
                        var part = entries.subList(from, Math.min(from + AT_ONCE, entries.size()));
                        rows.of(survey, part, locale).forEach(it -> add(out, it, locale));
                    }
                });
    }

    private void add(Sheet.Rows out, FirmRows.Row it, Locale locale) {
        out.add(
                it.code(),
                it.name(),
                it.district(),
                it.industry(),
                it.scheme(),
                joined(it.gaps().stream().map(FirmRows.Gap::condition).toList()),
                joined(it.gaps().stream().map(FirmRows.Gap::rule).toList()),
                joined(it.gaps().stream().map(FirmRows.Gap::found).toList()),
                joined(it.gaps().stream().map(FirmRows.Gap::distance).toList()),
                it.undecided() == 0 ? null : it.undecided(),
                it.reason() == null ? null : say("formation.reason." + it.reason(), locale),
                it.day().isEmpty() ? null : it.day(),
                it.synthetic() ? say("site.synthetic", locale) : null);
    }

    private static String joined(List<String> parts) {
        return parts.stream().collect(Collectors.joining("; "));
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
