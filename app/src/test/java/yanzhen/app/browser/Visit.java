package yanzhen.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;

/**
 * One person at one browser, in one language.
 *
 * <p>Everything is found as a person finds it: by role and by the words on the page, which come
 * from the same message files. Whatever the browser complains of is a fault of the page: console
 * errors, breaches of the content policy, exceptions of scripts, files that do not load, requests
 * to other hosts.
 */
final class Visit {

    private static final double PATIENCE = 15_000;
    private static final AtomicInteger KEPT = new AtomicInteger();

    private final String address;
    private final Language language;
    private final MessageSource messages;
    private final BrowserContext context;
    private final Page page;
    private final List<String> console = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Set<Integer> meant = new HashSet<>();

    Visit(String address, Language language, MessageSource messages, BrowserContext context) {
        this.address = address;
        this.language = language;
        this.messages = messages;
        this.context = context;
        context.setDefaultTimeout(PATIENCE);
        this.page = context.newPage();
        page.onConsoleMessage(this::heard);
        page.onPageError(error -> faults.add("script: " + error));
        page.onRequest(this::asked);
        page.onRequestFailed(this::failed);
        page.onDialog(dialog -> dialog.accept());
    }

    Page page() {
        return page;
    }

    Language language() {
        return language;
    }

    /** The words of a message in the language of the visit. */
    String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, language.locale());
    }

    /** Opens a page that answers 200. */
    Visit open(String path) {
        return open(path, 200);
    }

    /** Opens a page that answers with this status. */
    Visit open(String path, int status) {
        meaning(status);
        var separator = path.contains("?") ? "&" : "?";
        var answer = page.navigate(path + separator + "lang=" + language.code());
        int found = answer == null ? 0 : answer.status();
        if (found != status) {
            throw new AssertionError(
                    "%s answered %d instead of %d.".formatted(path, found, status));
        }
        return this;
    }

    /** From here on an answer of this status is meant, not a fault. */
    Visit meaning(int status) {
        if (status >= 400) {
            meant.add(status);
        }
        return this;
    }

    Visit logIn(String login, String password) {
        open("/login");
        field("login.login").fill(login);
        field("login.password").fill(password);
        main().getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(say("site.login")).setExact(true))
                .click();
        assertThat(button("site.logout")).isVisible();
        return this;
    }

    Visit logOut() {
        button("site.logout").click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText(say("login.goodbye"));
        return this;
    }

    Locator main() {
        return page.getByRole(AriaRole.MAIN);
    }

    Locator heading() {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    /**
     * The field with this label. A label around a text or a list also holds what stands in it, and
     * a date has no role: so by label or by name.
     */
    Locator field(String key, Object... arguments) {
        var name = say(key, arguments);
        return page.getByLabel(name, new Page.GetByLabelOptions().setExact(true))
                .or(ofRole(AriaRole.TEXTBOX, name))
                .or(ofRole(AriaRole.COMBOBOX, name))
                .or(ofRole(AriaRole.SPINBUTTON, name))
                .first();
    }

    /** The field whose label begins with this message and goes on with a hint. */
    Locator fieldWithHint(String key) {
        return page.getByLabel(say(key)).first();
    }

    private Locator ofRole(AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The button with the words of this message. */
    Locator button(String key, Object... arguments) {
        return page.getByRole(
                AriaRole.BUTTON,
                new Page.GetByRoleOptions().setName(say(key, arguments)).setExact(true));
    }

    /** The link with the words of this message. */
    Locator link(String key, Object... arguments) {
        return linkOf(say(key, arguments));
    }

    /** The link inside the page with exactly these words. */
    Locator linkOf(String words) {
        return main().getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName(words).setExact(true));
    }

    /** All entries of the rail that this viewer has. */
    Locator rail() {
        return page.getByRole(
                        AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName(say("site.rail")))
                .getByRole(AriaRole.LINK);
    }

    /** The entry of the rail with this key. */
    Locator rail(String key) {
        return page.getByRole(
                        AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName(say("site.rail")))
                .getByRole(
                        AriaRole.LINK, new Locator.GetByRoleOptions().setName(say("rail." + key)));
    }

    /** The page says this, somewhere in its body. */
    void reads(String words) {
        assertThat(main()).containsText(words);
    }

    /**
     * Looks at the page as it stands: its language, its one heading, no raw message key, nothing
     * serious that axe finds.
     */
    Visit sound() {
        assertThat(page.locator("html"))
                .hasAttribute("lang", language == Language.EN ? "en" : "zh-CN");
        assertThat(heading()).hasCount(1);
        var text = page.locator("body").innerText();
        if (text.contains("??")) {
            faults.add("raw message key on " + page.url());
        }
        accessible();
        keepWhenAsked();
        return this;
    }

    /** With {@code -Dbrowser.keep=true} every page that was looked at is kept as a picture. */
    private void keepWhenAsked() {
        if (Boolean.getBoolean("browser.keep")) {
            var name = "%02d-%s.png".formatted(KEPT.incrementAndGet(), language.code());
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(Path.of("target", "browser", "kept", name)));
        }
    }

    private void accessible() {
        var results = new AxeBuilder(page).setLegacyMode(true).analyze();
        results.getViolations().stream()
                .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
                .map(this::described)
                .forEach(faults::add);
    }

    private String described(Rule rule) {
        return "axe %s on %s: %s (%s)"
                .formatted(
                        rule.getId(),
                        page.url(),
                        rule.getHelp(),
                        rule.getNodes().stream()
                                .limit(4)
                                .map(CheckedNode::getHtml)
                                .collect(Collectors.joining(" | ")));
    }

    private void heard(ConsoleMessage message) {
        console.add("[%s] %s (%s)".formatted(message.type(), message.text(), message.location()));
        if (message.type().equals("error") && meant.stream().noneMatch(it -> says(message, it))) {
            faults.add("console: %s (%s)".formatted(message.text(), page.url()));
        }
    }

    private static boolean says(ConsoleMessage message, int status) {
        return message.text().contains("status of " + status);
    }

    private void asked(Request request) {
        var url = request.url();
        if (!url.startsWith(address) && !url.startsWith("data:") && !url.startsWith("about:")) {
            faults.add("a request to another host: " + url);
        }
    }

    /** Leaving a page ends what it was still loading; that is no fault. */
    private void failed(Request request) {
        var why = String.valueOf(request.failure());
        console.add("[failed] %s %s".formatted(request.url(), why));
        if (!why.contains("ERR_ABORTED")) {
            faults.add("not loaded: %s (%s)".formatted(request.url(), why));
        }
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    /** Keeps what was on the screen when a test failed. */
    void keep(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(folder.resolve(name + ".png")));
        Files.writeString(
                folder.resolve(name + ".txt"),
                page.url() + "\n\n" + page.locator("body").innerText() + "\n");
        Files.writeString(
                folder.resolve(name + ".console.txt"),
                String.join("\n", console) + "\n\nfaults:\n" + String.join("\n", faults) + "\n");
    }

    /** The answer that the page got for what is done here. */
    Response answerTo(String pathEnd, Runnable done) {
        return page.waitForResponse(it -> it.url().contains(pathEnd), done);
    }

    void close() {
        context.close();
    }
}
