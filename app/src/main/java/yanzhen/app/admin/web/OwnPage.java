package yanzhen.app.admin.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.access.Account;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Credentials;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Passwords;
import yanzhen.app.access.Role;
import yanzhen.app.access.Sessions;
import yanzhen.app.access.Viewers;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;

/** 我的账号: who I am, whom I act for, and another password. */
@Controller
class OwnPage {

    /** All that the template may read. */
    record Own(
            UUID id,
            String login,
            String name,
            Role role,
            @Nullable String district,
            boolean actsForOrganisations,
            List<Names.Named> organisations,
            boolean synthetic) {}

    private final Accounts accounts;
    private final Credentials credentials;
    private final Sessions sessions;
    private final Viewers viewers;
    private final Names names;

    OwnPage(
            Accounts accounts,
            Credentials credentials,
            Sessions sessions,
            Viewers viewers,
            Names names) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.sessions = sessions;
        this.viewers = viewers;
        this.names = names;
    }

    @GetMapping("/me")
    ModelAndView show(Locale locale) {
        return page(new Problems(), locale);
    }

    @PostMapping("/me/password")
    ModelAndView change(
            @RequestParam(defaultValue = "") String old,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String again,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes flash,
            Locale locale) {
        var problems = problems(old, password, again);
        if (!problems.none()) {
            return page(problems, locale);
        }
        switch (credentials.change(old, password)) {
            case Credentials.Change.Done(var account, var epoch) -> {
                sessions.goOn(account, epoch, request, response);
                flash.addFlashAttribute("done", "password-changed");
                return new ModelAndView("redirect:/me");
            }
            case Credentials.Change.WrongPassword() ->
                    problems.add("", null, "old", "", "password-wrong");
            case Credentials.Change.Locked(var until) ->
                    problems.add("", null, "old", "", "password-locked", names.moment(until));
        }
        return page(problems, locale);
    }

    private Problems problems(String old, String password, String again) {
        var problems = new Problems();
        if (old.isEmpty()) {
            problems.add("", null, "old", "", "required");
        }
        Passwords.check(password, own().login(), problems);
        if (password.equals(old)) {
            problems.add("", null, "password", "", "password-same");
        }
        if (!password.equals(again)) {
            problems.add("", null, "again", "", "password-again");
        }
        return problems;
    }

    private Account own() {
        var id = viewers.current().account();
        if (id == null) {
            throw new Forbidden("nobody", "Nobody is logged in.");
        }
        return accounts.find(id).orElseThrow(() -> new NotFound("account", id));
    }

    private ModelAndView page(Problems problems, Locale locale) {
        var account = own();
        var view = FormPage.of("admin/own", problems);
        view.addObject(
                "own",
                new Own(
                        account.id(),
                        account.login(),
                        account.name(),
                        account.role(),
                        names.district(account.district(), locale),
                        account.role().actsForOrganisations(),
                        names.named(account.organisations(), locale).values().stream()
                                .sorted(Comparator.comparing(Names.Named::name))
                                .toList(),
                        account.synthetic()));
        return view;
    }
}
