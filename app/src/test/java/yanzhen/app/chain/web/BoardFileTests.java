package yanzhen.app.chain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import yanzhen.app.chain.Atlas;

class BoardFileTests {

    private static final Board.Links LINKS =
            new Board.Links(it -> "/" + it.key(), it -> "/?" + it, _ -> Board.Mark.NONE);

    @Test
    void isWellFormedAndNeedsNothingBesideItself() throws Exception {
        var file = parsed(text(Set.of(), Locale.CHINESE));

        assertThat(file.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(file.getDocumentElement().getAttribute("font-family")).endsWith("sans-serif");
        for (var element : elements(file, "*")) {
            assertThat(element.getTagName()).isIn("svg", "title", "g", "rect", "path", "text");
            assertThat(element.hasAttribute("class") || element.hasAttribute("href")).isFalse();
        }
        for (var shape : elements(file, "rect")) {
            assertThat(shape.getAttribute("fill")).startsWith("#");
        }
    }

    /** Every node and every edge of the chain is in the file. */
    @Test
    void holdsEveryBoxAndEveryLine() throws Exception {
        var chain = BoardTests.large(1);
        var file = parsed(text(Set.of(), Locale.CHINESE));

        var titles = elements(file, "title").stream().map(Element::getTextContent).toList();
        assertThat(titles).containsAll(chain.nodes().stream().map(it -> it.name().zh()).toList());
        assertThat(elements(file, "path"))
                .filteredOn(it -> it.getAttribute("fill").equals("none"))
                .hasSize(chain.edges().size());
    }

    @Test
    void staysInsideOfItsOwnFrame() throws Exception {
        var file = parsed(text(Set.of(), Locale.ENGLISH));
        int width = Integer.parseInt(file.getDocumentElement().getAttribute("width"));
        int height = Integer.parseInt(file.getDocumentElement().getAttribute("height"));

        assertThat(file.getDocumentElement().getAttribute("viewBox"))
                .isEqualTo("0 0 %d %d".formatted(width, height));
        for (var text : elements(file, "text")) {
            assertThat(Double.parseDouble(text.getAttribute("x"))).isBetween(0.0, (double) width);
            assertThat(Double.parseDouble(text.getAttribute("y"))).isBetween(0.0, (double) height);
        }
    }

    @Test
    void countsAFoldedStageByState() throws Exception {
        var chain = BoardTests.large(1);
        var file = parsed(text(Set.of("s0"), Locale.CHINESE));
        var texts = elements(file, "text").stream().map(Element::getTextContent).toList();
        long inside = chain.nodes().stream().filter(it -> it.stage().equals("s0")).count();

        assertThat(texts).contains(inside + " 个节点");
    }

    /** Whatever a name holds is text in the file, not markup. */
    @Test
    void takesNoMarkupFromNames() throws Exception {
        var head =
                new BoardFile.Head(
                        "<script>&\"链", null, LocalDate.of(2026, 1, 1), "来源 <b>", "维护 & 人");

        var file = parsed(new BoardFile(messages()).text(head, board(Set.of()), Locale.CHINESE));

        assertThat(elements(file, "script")).isEmpty();
        assertThat(elements(file, "title").getFirst().getTextContent()).startsWith("<script>&\"链");
    }

    /** The page and the file must not drift apart in what a colour means. */
    @Test
    void hasTheColoursOfThePage() throws IOException {
        var page = Files.readString(Path.of("src/main/resources/static/site/yanzhen.css"));

        assertThat(page).contains("--bad: " + BoardFile.colours("weak").strong() + ";");
        assertThat(page).contains("--bad-wash: " + BoardFile.colours("weak").wash() + ";");
        assertThat(page).contains("--watch: " + BoardFile.colours("watch").strong() + ";");
        assertThat(page).contains("--watch-wash: " + BoardFile.colours("watch").wash() + ";");
        assertThat(page).contains("--good: " + BoardFile.colours("sound").strong() + ";");
    }

    private static String text(Set<String> folded, Locale locale) {
        var head = new BoardFile.Head("测试链", null, LocalDate.of(2026, 1, 1), "测试来源", "测试组");
        return new BoardFile(messages()).text(head, board(folded), locale);
    }

    private static Board board(Set<String> folded) {
        var chain = BoardTests.large(1);
        var shown = chain.nodes().stream().map(Atlas.Node::id).collect(Collectors.toSet());
        return Board.of(new Framing("", 2, 2, folded).of(chain), shown, LINKS, Locale.CHINESE);
    }

    private static ResourceBundleMessageSource messages() {
        var messages = new ResourceBundleMessageSource();
        messages.setBasenames("i18n/chain", "i18n/site");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return messages;
    }

    private static Document parsed(String text)
            throws ParserConfigurationException, IOException, SAXException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)));
    }

    private static List<Element> elements(Document file, String name) {
        var found = file.getElementsByTagName(name);
        var elements = new ArrayList<Element>();
        IntStream.range(0, found.getLength()).forEach(it -> elements.add((Element) found.item(it)));
        return elements;
    }
}
