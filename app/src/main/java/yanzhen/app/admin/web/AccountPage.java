package yanzhen.app.admin.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import yanzhen.app.access.AccountOffice;
import yanzhen.app.access.AccountOffice.Entry;
import yanzhen.app.access.AccountOffice.State;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewers;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** 账号: one of them, whom it acts for, and the administrator's moves. */
@Controller
class AccountPage {

    /** What the forms of this page hold. */
    record Typing(
            @Nullable String key,
            @Nullable String reason,
            @Nullable String words,
            @Nullable String organisation) {
        static final Typing NOTHING = new Typing(null, null, null, null);
    }

    /**
     * All that the template may read.
     *
     * @param choices organisations among which one must be chosen; empty for none
     * @param own whether it is the viewer's own account
     */
    record Detail(
            UUID id,
            String login,
            String name,
            Role role,
            boolean administers,
            boolean actsForOrganisations,
            @Nullable String district,
            State state,
            String opened,
            @Nullable String lastLogIn,
            @Nullable String lockedUntil,
            @Nullable String disabledReason,
            @Nullable String linkUntil,
            List<MandateLine> mandates,
            List<Names.Named> choices,
            boolean own,
            boolean synthetic) {}

    record MandateLine(UUID organisation, String name, String code, String since) {}

    /** The link to hand on, shown once. */
    record Handed(String address, String until) {}

    private final AccountOffice office;
    private final AccountCommands commands;
    private final Names names;
    private final Viewers viewers;

    AccountPage(AccountOffice office, AccountCommands commands, Names names, Viewers viewers) {
        this.office = office;
        this.commands = commands;
        this.names = names;
        this.viewers = viewers;
    }

    @GetMapping("/accounts/{id}")
    ModelAndView show(
            @PathVariable UUID id,
            @ModelAttribute("handed") @Nullable Object handed,
            Locale locale) {
        var view = page(id, Typing.NOTHING, List.of(), new Problems(), locale);
        if (handed instanceof AccountOffice.Link link) {
            view.addObject("link", new Handed(address(link), names.moment(link.expires())));
        }
        return view;
    }

    /** Where this site is reached right now. */
    static String address(AccountOffice.Link link) {
        return ServletUriComponentsBuilder.fromCurrentContextPath()
                .path(link.path())
                .build()
                .toUriString();
    }

    /** Lets the next page show the link; it lies in the session until then and nowhere else. */
    static void hand(AccountCommands.Issued issued, RedirectAttributes flash) {
        if (issued.link() != null) {
            flash.addFlashAttribute("handed", issued.link());
        }
    }

    @PostMapping("/accounts/{id}/link")
    String link(@PathVariable UUID id, @ModelAttribute Typing typed, RedirectAttributes flash) {
        var issued = commands.link(Typed.text(typed.key), id);
        hand(issued, flash);
        flash.addFlashAttribute("done", "account-link");
        return "redirect:/accounts/" + id;
    }

    @PostMapping("/accounts/{id}/disable")
    ModelAndView disable(
            @PathVariable UUID id,
            @ModelAttribute Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        return reasoned(
                id,
                typed,
                flash,
                locale,
                "account-disabled",
                reason -> commands.disable(Typed.text(typed.key), id, reason));
    }

    @PostMapping("/accounts/{id}/enable")
    ModelAndView enable(
            @PathVariable UUID id,
            @ModelAttribute Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        return reasoned(
                id,
                typed,
                flash,
                locale,
                "account-enabled",
                reason -> commands.enable(Typed.text(typed.key), id, reason));
    }

    @PostMapping("/accounts/{id}/unlock")
    String unlock(@PathVariable UUID id, @ModelAttribute Typing typed, RedirectAttributes flash) {
        commands.unlock(Typed.text(typed.key), id);
        flash.addFlashAttribute("done", "account-unlocked");
        return "redirect:/accounts/" + id;
    }

    @PostMapping("/accounts/{id}/mandates")
    ModelAndView grant(
            @PathVariable UUID id,
            @ModelAttribute Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        var words = Typed.text(typed.words);
        var matching = words.isEmpty() ? List.<Names.Named>of() : names.matching(words, locale);
        var problems = new Problems();
        var organisation = names.only(Typed.text(typed.organisation), matching, words, problems);
        if (organisation == null) {
            return page(id, typed, matching, problems, locale);
        }
        commands.grant(Typed.text(typed.key), id, organisation);
        flash.addFlashAttribute("done", "account-mandated");
        return new ModelAndView("redirect:/accounts/" + id);
    }

    @PostMapping("/accounts/{id}/mandates/{organisation}/revoke")
    ModelAndView revoke(
            @PathVariable UUID id,
            @PathVariable("organisation") UUID from,
            @ModelAttribute Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        return reasoned(
                id,
                typed,
                flash,
                locale,
                "account-mandate-ended",
                reason -> commands.revoke(Typed.text(typed.key), id, from, reason));
    }

    private ModelAndView reasoned(
            UUID id,
            Typing typed,
            RedirectAttributes flash,
            Locale locale,
            String done,
            java.util.function.Consumer<String> work) {
        var problems = new Problems();
        var reason = Typed.reason(typed.reason, problems);
        if (!problems.none()) {
            return page(id, typed, List.of(), problems, locale);
        }
        work.accept(reason);
        flash.addFlashAttribute("done", done);
        return new ModelAndView("redirect:/accounts/" + id);
    }

    private ModelAndView page(
            UUID id, Typing typed, List<Names.Named> choices, Problems problems, Locale locale) {
        var entry = office.find(id).orElseThrow(() -> new NotFound("account", id));
        var view = FormPage.of("admin/account", problems);
        view.addObject("detail", detail(entry, choices.size() > 1 ? choices : List.of(), locale));
        view.addObject("typed", typed);
        return view;
    }

    private Detail detail(Entry entry, List<Names.Named> choices, Locale locale) {
        var account = entry.account();
        var organisations = names.named(account.organisations(), locale);
        return new Detail(
                account.id(),
                account.login(),
                account.name(),
                account.role(),
                account.role().administers(),
                account.role().actsForOrganisations(),
                names.district(account.district(), locale),
                entry.state(),
                names.moment(entry.openedAt()),
                names.momentOrNull(entry.lastLogIn()),
                names.momentOrNull(entry.lockedUntil()),
                entry.disabledReason(),
                names.momentOrNull(entry.linkUntil()),
                office.mandates(account.id()).stream()
                        .map(it -> mandate(it, organisations))
                        .toList(),
                choices,
                account.id().equals(viewers.current().account()),
                account.synthetic());
    }

    private MandateLine mandate(AccountOffice.Mandate it, Map<UUID, Names.Named> organisations) {
        var named = organisations.get(it.organisation());
        return new MandateLine(
                it.organisation(),
                named == null ? it.organisation().toString() : named.name(),
                named == null ? "" : named.code(),
                names.moment(it.grantedAt()));
    }
}
