package yanzhen.app.cluster.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import yanzhen.app.cluster.Applications;
import yanzhen.app.cluster.Applications.Application;
import yanzhen.app.cluster.Casework;
import yanzhen.app.cluster.Casework.Waiting;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.cluster.Regions;
import yanzhen.app.cluster.Rounds;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Sheet;

/** What waits, and the applications of a round, as tables to take away. */
@Controller
class WorkExport {

    private static final List<String> WAITING =
            List.of(
                    "column.name",
                    "rounds.round",
                    "column.district",
                    "application.step",
                    "work.since",
                    "application.due",
                    "application.score",
                    "column.mark");

    private static final List<String> APPLICATIONS =
            List.of(
                    "column.code",
                    "column.name",
                    "column.district",
                    "application.state",
                    "application.score",
                    "application.reason",
                    "column.mark");

    private final ApplicationReaders readers;
    private final Casework casework;
    private final Applications applications;
    private final Rounds rounds;
    private final Organisations organisations;
    private final Regions regions;
    private final MessageSource messages;

    WorkExport(
            ApplicationReaders readers,
            Casework casework,
            Applications applications,
            Rounds rounds,
            Organisations organisations,
            Regions regions,
            MessageSource messages) {
        this.readers = readers;
        this.casework = casework;
        this.applications = applications;
        this.rounds = rounds;
        this.organisations = organisations;
        this.regions = regions;
        this.messages = messages;
    }

    @GetMapping("/work/export/{form}")
    void waiting(
            @PathVariable String form,
            @RequestParam(required = false) @Nullable Step step,
            HttpServletResponse answer,
            Locale locale) {
        var districts = regions.names(locale);
        var queue = casework.queue(null, step);
        Sheet.stream(
                answer,
                say("work.title", locale),
                Sheet.Form.of(form),
                WAITING.stream().map(it -> say(it, locale)).toList(),
                out -> queue.forEach(it -> add(out, it, districts, locale)));
    }

    private void add(Sheet.Rows out, Waiting it, Map<String, String> districts, Locale locale) {
        out.add(
                it.nameIn(locale),
                it.roundTitle(),
                districts.getOrDefault(it.district(), it.district()),
                say("step." + it.kind(), locale),
                it.since().toString(),
                it.due().toString(),
                it.score(),
                it.synthetic() ? say("site.synthetic", locale) : null);
    }

    /** As far as the viewer may see them: for anybody those that are publicised or granted. */
    @GetMapping("/rounds/{id}/export/{form}")
    void round(
            @PathVariable UUID id,
            @PathVariable String form,
            HttpServletResponse answer,
            Locale locale) {
        var round = rounds.find(id).orElseThrow(() -> new NotFound("round", id));
        var seen = applications.of(id);
        var called = organisations.byId(seen.stream().map(Application::organisation).toList());
        var districts = regions.names(locale);
        Sheet.stream(
                answer,
                round.title(),
                Sheet.Form.of(form),
                APPLICATIONS.stream().map(it -> say(it, locale)).toList(),
                out ->
                        seen.forEach(it ->
                                add(out, it, called.get(it.organisation()), districts, locale)));
    }

    private void add(
            Sheet.Rows out,
            Application it,
            @Nullable Organisation organisation,
            Map<String, String> districts,
            Locale locale) {
        boolean full = readers.include(it);
        out.add(
                organisation == null ? null : organisation.codeText(),
                organisation == null ? null : organisation.nameIn(locale),
                districts.getOrDefault(it.district(), it.district()),
                say("application.state." + it.state(), locale),
                full ? it.score() : null,
                full ? it.reason() : null,
                it.synthetic() ? say("site.synthetic", locale) : null);
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
