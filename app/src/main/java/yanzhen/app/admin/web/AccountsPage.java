package yanzhen.app.admin.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.access.AccountOffice;
import yanzhen.app.access.AccountOffice.Entry;
import yanzhen.app.access.AccountOffice.Query;
import yanzhen.app.access.AccountOffice.Sort;
import yanzhen.app.access.AccountOffice.State;
import yanzhen.app.access.Role;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.RailEntry;
import yanzhen.app.site.Slice;
import yanzhen.app.site.Typed;

/** 账号: all of them for the security administrator, and opening one. */
@Controller
class AccountsPage {

    private static final int ROWS = 50;

    /** What the address holds; all may be missing. */
    record Asked(
            @Nullable String q,
            @Nullable String role,
            @Nullable String state,
            @Nullable Sort sort,
            @Nullable Boolean desc,
            @Nullable String cursor) {

        Query query() {
            var unread = new Problems();
            var query =
                    new Query(
                            Typed.text(q),
                            Typed.choice("role", role, Role.class, false, unread),
                            Typed.choice("state", state, State.class, false, unread),
                            sort == null ? Sort.LOGIN : sort,
                            Boolean.TRUE.equals(desc));
            if (!unread.none()) {
                throw new Problems.Refused(unread);
            }
            return query;
        }
    }

    /** All that the list's template may read. */
    record Listing(
            List<Line> lines,
            long count,
            long waiting,
            long locked,
            @Nullable String next,
            boolean first,
            ListAddress address,
            Query query,
            List<Role> roles,
            List<State> states) {}

    /**
     * One account.
     *
     * @param organisation the first that it acts for; null when there is none
     * @param more how many others
     */
    record Line(
            UUID id,
            String login,
            String name,
            Role role,
            @Nullable String district,
            Names.@Nullable Named organisation,
            int more,
            State state,
            @Nullable String lastLogIn,
            String opened,
            boolean synthetic) {}

    /** All that the form's template may read. */
    record Form(NewAccounts.Typing typed, List<Role> roles, List<Names.District> districts) {}

    private final AccountOffice office;
    private final AccountCommands commands;
    private final NewAccounts reading;
    private final Names names;

    AccountsPage(AccountOffice office, AccountCommands commands, NewAccounts reading, Names names) {
        this.office = office;
        this.commands = commands;
        this.reading = reading;
        this.names = names;
    }

    @GetMapping("/accounts")
    String show(@ModelAttribute Asked asked, Model model, Locale locale) {
        var query = asked.query();
        var after = Cursor.read(asked.cursor, 2).orElse(null);
        var slice = slice(office, query, after, ROWS);
        model.addAttribute(
                "listing",
                new Listing(
                        lines(slice.items(), locale),
                        office.count(query),
                        office.count(only(State.WAITING)),
                        office.count(only(State.LOCKED)),
                        slice.next(),
                        after == null,
                        address(query),
                        query,
                        roles(),
                        List.of(State.values())));
        return "admin/accounts";
    }

    /** A page of accounts with the cursor of the next. */
    static Slice<Entry> slice(AccountOffice office, Query query, @Nullable Cursor after, int size) {
        var found = office.search(query, after == null ? null : after.values(), size + 1);
        return Slice.of(found, size, last -> new Cursor(office.place(query, last)));
    }

    private static ListAddress address(Query query) {
        return ListAddress.of("/accounts")
                .with("q", query.words())
                .with("role", query.role())
                .with("state", query.state())
                .sorted(query.sort(), query.descending());
    }

    private static Query only(State state) {
        return new Query("", null, state, Sort.LOGIN, false);
    }

    static List<Role> roles() {
        return Arrays.stream(Role.values()).filter(Role::ofAccounts).toList();
    }

    private List<Line> lines(List<Entry> found, Locale locale) {
        var organisations =
                names.named(
                        found.stream()
                                .flatMap(it -> it.account().organisations().stream())
                                .collect(Collectors.toSet()),
                        locale);
        var districts =
                names.districts(locale).stream()
                        .collect(Collectors.toMap(Names.District::code, Names.District::name));
        return found.stream().map(it -> line(it, organisations::get, districts::get)).toList();
    }

    private Line line(
            Entry it,
            Function<UUID, Names.@Nullable Named> organisations,
            Function<String, @Nullable String> districts) {
        var account = it.account();
        var mandated = new ArrayList<Names.Named>();
        for (var id : account.organisations()) {
            var named = organisations.apply(id);
            if (named != null) {
                mandated.add(named);
            }
        }
        mandated.sort(java.util.Comparator.comparing(Names.Named::name));
        return new Line(
                account.id(),
                account.login(),
                account.name(),
                account.role(),
                account.district() == null ? null : districts.apply(account.district()),
                mandated.isEmpty() ? null : mandated.getFirst(),
                Math.max(0, mandated.size() - 1),
                it.state(),
                names.momentOrNull(it.lastLogIn()),
                names.moment(it.openedAt()),
                account.synthetic());
    }

    @GetMapping("/accounts/new")
    ModelAndView blank(Locale locale) {
        return form(NewAccounts.Typing.NOTHING, new Problems(), locale);
    }

    @PostMapping("/accounts")
    ModelAndView open(
            @ModelAttribute NewAccounts.Typing typed, RedirectAttributes flash, Locale locale) {
        var problems = new Problems();
        var account = reading.read(typed, problems);
        if (account == null) {
            return form(typed, problems, locale);
        }
        try {
            var issued = commands.open(Typed.text(typed.key()), account);
            AccountPage.hand(issued, flash);
            flash.addFlashAttribute("done", "account-opened");
            return new ModelAndView("redirect:/accounts/" + issued.account());
        } catch (Problems.Refused e) {
            return form(typed, e.problems(), locale);
        }
    }

    private ModelAndView form(NewAccounts.Typing typed, Problems problems, Locale locale) {
        var view = FormPage.of("admin/account-form", problems);
        view.addObject("form", new Form(typed, roles(), names.districts(locale)));
        return view;
    }

    /** The entries of this module in the rail. */
    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    static class Rail {
        @Bean
        RailEntry auditEntry() {
            return new RailEntry(90, "audit", "/audit");
        }

        @Bean
        RailEntry accountsEntry() {
            return new RailEntry(95, "accounts", "/accounts");
        }
    }
}
