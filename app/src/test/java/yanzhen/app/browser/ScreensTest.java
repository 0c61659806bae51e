package yanzhen.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Role;

/**
 * Writes the pictures of the guide. Not part of the build; run it after a page has changed:
 *
 * <pre>
 * ./mvnw -pl app -am test -Dtest=ScreensTest -Dtests.excluded=none -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
@Tag("screens")
@BrowserTest
class ScreensTest {

    private static final Path GUIDE = Path.of("..", "docs", "guide");
    private static final int TALLEST = 1500;
    private static final long LARGEST = 300_000;

    @Autowired ApplicationContext application;

    /** Each by its address, or as the first record behind the table of such a page. */
    @ParameterizedTest
    @EnumSource
    void showTheMainPages(Language language, Visits visits) throws IOException {
        var city = Demonstration.loaded(application).account(Role.CITY_OFFICER);
        var visit = visits.in(language).logIn(city.login(), Accounts.DEMONSTRATION_PASSWORD);

        take(visit, "overview", "/");
        take(visit, "indicator", "/indicators/15");
        take(visit, "chains", "/chains");
        take(visit, "chain", "/chains/integrated-circuits");
        takeFirstBehind(visit, "node", "/chains/integrated-circuits", "/nodes/");
        take(visit, "weak-links", "/weak-links");
        takeFirstBehind(visit, "challenge", "/challenges", "/challenges/");
        takeFirstBehind(visit, "project", "/projects", "/projects/");
        take(visit, "organisations", "/organisations");
        takeFirstBehind(visit, "organisation", "/organisations", "/organisations/");
        take(visit, "products", "/products");
        take(visit, "contracts", "/contracts");
        take(visit, "threads", "/threads");
        takeFirstBehind(visit, "thread", "/threads?indicator=15", "/threads?challenge=");
        take(visit, "audit", "/audit");
    }

    private static void takeFirstBehind(Visit visit, String name, String list, String part)
            throws IOException {
        visit.open(list);
        var first =
                visit.main()
                        .locator("table a[href*='%s']".formatted(part))
                        .first()
                        .getAttribute("href");
        take(visit, name, first);
    }

    private static void take(Visit visit, String name, String path) throws IOException {
        take(visit.open(path), name);
    }

    private static void take(Visit visit, String name) throws IOException {
        var whole = visit.page().screenshot(new Page.ScreenshotOptions().setFullPage(true));
        var image = ImageIO.read(new ByteArrayInputStream(whole));
        int height = Math.min(image.getHeight(), TALLEST);
        var file = GUIDE.resolve("%s-%s.png".formatted(name, visit.language().code()));
        write(Palette.reduce(image.getSubimage(0, 0, image.getWidth(), height)), file);
        assertThat(Files.size(file)).as(file.toString()).isLessThanOrEqualTo(LARGEST);
    }

    private static void write(BufferedImage image, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        var writer = ImageIO.getImageWritersByFormatName("png").next();
        var smallest = writer.getDefaultWriteParam();
        smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        smallest.setCompressionQuality(0);
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), smallest);
        } finally {
            writer.dispose();
        }
        Files.write(file, bytes.toByteArray());
    }
}
