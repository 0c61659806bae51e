package yanzhen.app.notice.web;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.kernel.Problems;
import yanzhen.app.notice.Feeds;
import yanzhen.app.notice.MailAddress;
import yanzhen.app.notice.MailPreferences;
import yanzhen.app.notice.MailPreferences.Preference;
import yanzhen.app.notice.MailRoute;
import yanzhen.app.notice.Subscriptions;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;

/** 通知设置: mail, calendars, and what the viewer follows. */
@Controller
class NoticeSettingsPage {

    private static final String PAGE = "redirect:/notices/settings";

    /**
     * All that the template may read.
     *
     * @param typed address as it was typed
     * @param trouble why the latest mail did not arrive; null when it did
     * @param open address of the calendar that everybody may read
     * @param room whether another address can be made
     */
    record Settings(
            MailRoute.Lack lack,
            Preference preference,
            String typed,
            @Nullable Trouble trouble,
            List<Address> feeds,
            boolean room,
            int most,
            String open,
            List<Line> following) {}

    /** Why a mail did not arrive. */
    record Trouble(String why, boolean givenUp, String at, int tries) {}

    /** The address of a calendar; it itself is not kept. */
    record Address(UUID id, String made, @Nullable String used) {}

    /** Something that is followed. */
    record Line(UUID id, String title, String path, String since) {}

    private final MailRoute route;
    private final MailPreferences preferences;
    private final Feeds feeds;
    private final Subscriptions subscriptions;
    private final NoticeCommands commands;
    private final NoticeWords words;
    private final FeedAddress addresses;

    NoticeSettingsPage(
            MailRoute route,
            MailPreferences preferences,
            Feeds feeds,
            Subscriptions subscriptions,
            NoticeCommands commands,
            NoticeWords words,
            FeedAddress addresses) {
        this.route = route;
        this.preferences = preferences;
        this.feeds = feeds;
        this.subscriptions = subscriptions;
        this.commands = commands;
        this.words = words;
        this.addresses = addresses;
    }

    @GetMapping("/notices/settings")
    ModelAndView show(Locale locale) {
        return page("", new Problems(), locale);
    }

    private ModelAndView page(String typed, Problems problems, Locale locale) {
        var own = feeds.own();
        var view = FormPage.of("notice/settings", problems);
        view.addObject(
                "settings",
                new Settings(
                        route.lack(),
                        preferences.own(),
                        typed,
                        preferences.trouble().map(it -> trouble(it, locale)).orElse(null),
                        own.stream().map(this::address).toList(),
                        own.size() < Feeds.MOST,
                        Feeds.MOST,
                        addresses.open(locale.getLanguage().equals("en")),
                        subscriptions.all().stream().map(it -> line(it, locale)).toList()));
        return view;
    }

    private Trouble trouble(MailPreferences.Trouble it, Locale locale) {
        return new Trouble(
                words.fault(it.fault(), locale), it.givenUp(), words.moment(it.at()), it.tries());
    }

    private Address address(Feeds.Feed it) {
        return new Address(
                it.id(),
                words.moment(it.madeAt()),
                it.usedOn() == null ? null : it.usedOn().toString());
    }

    private Line line(Subscriptions.Following it, Locale locale) {
        return new Line(
                it.id(), it.what().title().in(locale), it.what().path(), words.moment(it.since()));
    }

    @PostMapping("/notices/settings/address")
    ModelAndView propose(
            @RequestParam(defaultValue = "") String key,
            @RequestParam(defaultValue = "") String email,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var address = MailAddress.read(email, problems);
        if (!problems.none()) {
            return page(email, problems, locale);
        }
        commands.propose(key, address);
        return done(flash, "mail-link-sent");
    }

    @PostMapping("/notices/settings/address/removal")
    ModelAndView forget(@RequestParam(defaultValue = "") String key, RedirectAttributes flash) {
        commands.forget(key);
        return done(flash, "mail-address-forgotten");
    }

    @PostMapping("/notices/settings")
    ModelAndView choose(
            @RequestParam(defaultValue = "") String key,
            @RequestParam(defaultValue = "false") boolean byMail,
            @RequestParam(defaultValue = "zh") String language,
            RedirectAttributes flash) {
        boolean english = language.equals("en");
        var now = preferences.own();
        // The same once more is no change, and nothing to complain of.
        if (now.byMail() != byMail || now.english() != english) {
            commands.choose(key, byMail, english);
        }
        return done(flash, "notice-settings");
    }

    /** A link in a mail is looked at by machines too: it asks before it does anything. */
    @GetMapping("/notices/confirm/{token}")
    String ask(@PathVariable String token, Model model) {
        var waiting = preferences.waiting(token).orElseThrow(() -> new NotFound("mail link", "…"));
        model.addAttribute("confirm", new Confirm(waiting.email(), token));
        return "notice/confirm";
    }

    /** All that the template of the question may read. */
    record Confirm(String email, String token) {}

    @PostMapping("/notices/confirm/{token}")
    ModelAndView confirm(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash) {
        commands.confirm(key, token);
        return done(flash, "mail-address-confirmed");
    }

    @PostMapping("/notices/feeds")
    ModelAndView make(@RequestParam(defaultValue = "") String key, RedirectAttributes flash) {
        var made = commands.makeFeed(key);
        if (made.token() != null) {
            flash.addFlashAttribute("feed", addresses.of(made.token()));
        }
        return done(flash, "feed-made");
    }

    @PostMapping("/notices/feeds/{id}/revoke")
    ModelAndView revoke(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash) {
        commands.revokeFeed(key, id);
        return done(flash, "feed-revoked");
    }

    @PostMapping("/notices/subscriptions/{id}/end")
    ModelAndView end(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash) {
        commands.end(key, id);
        return done(flash, "subscription-ended");
    }

    private static ModelAndView done(RedirectAttributes flash, String what) {
        flash.addFlashAttribute("done", what);
        return new ModelAndView(PAGE);
    }
}
