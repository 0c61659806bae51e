package yanzhen.app.cluster.web;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.cluster.Identities;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** 拆分: gives some of a record's things to another record. */
@Controller
class SplitPage {

    /** All that the template may read. */
    record Sight(
            IdentityLines.Party giver,
            List<IdentityLines.GroupLine> groups,
            String code,
            Set<String> chosen,
            String reason) {}

    private record SplitCommand(UUID giver, UUID taker, Set<String> items, String reason) {}

    private final Organisations organisations;
    private final Identities identities;
    private final Commands commands;

    SplitPage(Organisations organisations, Identities identities, Commands commands) {
        this.organisations = organisations;
        this.identities = identities;
        this.commands = commands;
    }

    @GetMapping("/organisations/{id}/split")
    ModelAndView show(@PathVariable UUID id, Locale locale) {
        return page(id, "", Set.of(), "", new Problems(), locale);
    }

    private ModelAndView page(
            UUID id,
            String code,
            Set<String> chosen,
            String reason,
            Problems problems,
            Locale locale) {
        var giver = organisations.find(id).orElseThrow(() -> new NotFound("organisation", id));
        return FormPage.of("cluster/split", problems)
                .addObject(
                        "sight",
                        new Sight(
                                new IdentityLines.Party(
                                        giver.id(), giver.key(), giver.nameIn(locale)),
                                IdentityLines.groups(identities.belongings(id), locale),
                                code,
                                chosen,
                                reason));
    }

    @PostMapping("/organisations/{id}/split")
    ModelAndView split(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(required = false) @Nullable List<String> item,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var chosen = new TreeSet<>(item == null ? List.of() : item);
        if (chosen.isEmpty()) {
            problems.add("", null, "items", "", "none-chosen");
        }
        var taker = taker(id, Typed.text(code), problems);
        var why = Typed.reason(reason, problems);
        if (taker == null || !problems.none()) {
            return page(id, Typed.text(code), chosen, why, problems, locale);
        }
        var command = new SplitCommand(id, taker.id(), chosen, why);
        var answer =
                commands.once(
                        key,
                        command,
                        () ->
                                identities
                                        .split(new Identities.Split(id, taker.id(), chosen, why))
                                        .toString());
        flash.addFlashAttribute("done", "split");
        return new ModelAndView("redirect:/organisations/steps/" + answer.value());
    }

    private @Nullable Organisation taker(UUID giver, String typed, Problems problems) {
        if (typed.isEmpty()) {
            problems.add("", null, "code", "", "required");
            return null;
        }
        var found = organisations.findByKey(typed.toUpperCase(Locale.ROOT));
        if (found.isEmpty()) {
            problems.add("", null, "code", typed, "unknown-organisation");
        } else if (found.get().id().equals(giver)) {
            problems.add("", null, "code", typed, "same-organisation");
        }
        return found.orElse(null);
    }
}
