package yanzhen.app.browser;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One warm Chromium for all browser tests of this JVM; each test gets contexts of its own. */
final class Browser implements AutoCloseable {

    private static final List<String> FLAGS =
            List.of(
                    "--disable-gpu",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--disable-dev-shm-usage",
                    "--force-color-profile=srgb",
                    "--font-render-hinting=none");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
        this.playwright = playwright;
        this.chromium = chromium;
    }

    /**
     * Starts Chromium, after installing one where there is none.
     *
     * @throws IllegalStateException when there is none and none can be had, with what to do
     */
    static Browser start() {
        var program = Chromium.ready();
        var playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var options =
                new BrowserType.LaunchOptions()
                        .setHeadless(true)
                        .setChromiumSandbox(!Chromium.asRoot())
                        .setArgs(FLAGS);
        program.ifPresent(options::setExecutablePath);
        return new Browser(playwright, playwright.chromium().launch(options));
    }

    /** A context as a new visitor has it: no cookies, 1440 by 900, clock of Shanghai. */
    com.microsoft.playwright.BrowserContext context(String address, Language language) {
        return chromium.newContext(
                new com.microsoft.playwright.Browser.NewContextOptions()
                        .setBaseURL(address)
                        .setViewportSize(1440, 900)
                        .setTimezoneId("Asia/Shanghai")
                        .setLocale(language.locale().toLanguageTag()));
    }

    String version() {
        return chromium.version();
    }

    @Override
    public void close() {
        Stream.<AutoCloseable>of(chromium, playwright).forEach(Browser::closeQuietly);
    }

    private static void closeQuietly(AutoCloseable it) {
        try {
            it.close();
        } catch (Exception e) {
            System.err.println("Browser tests: " + e.getMessage());
        }
    }
}
