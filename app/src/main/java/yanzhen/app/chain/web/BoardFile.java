package yanzhen.app.chain.web;

import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * 链图文件: a board as an SVG 1.1 file that needs nothing beside itself. Every shape carries its own
 * colours and every text its fonts with what to fall back on, so that the file looks the same in a
 * browser, in a word processor and in a drawing program; there is no style sheet and no script.
 *
 * <p>It says what it is of, of which day, what its signs mean, and whether synthetic records went
 * into it, since a file travels without its page.
 */
final class BoardFile {

    /**
     * The page's colours, by what they mean; {@code yanzhen.css} and {@code chain.css} say the
     * same.
     */
    private static final Map<String, Colours> STATES =
            Map.of(
                    "weak", new Colours("#b3261e", "#fbebea", "#d98f89"),
                    "watch", new Colours("#8a5a00", "#fdf3df", "#dcc391"),
                    "unknown", new Colours("#6b7884", "#f3f5f7", "#a3b0bb"),
                    "sound", new Colours("#1a6b43", "#ffffff", "#cbd4dc"));

    private static final String FONTS =
            "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC',SimHei,sans-serif";
    private static final String INK = "#1b2733";
    private static final String INK_2 = "#4a5866";
    private static final String INK_3 = "#5f6b76";
    private static final String LINE = "#8b9aa7";

    private static final int EDGE = 20;
    private static final int ABOVE = 84;
    private static final int BELOW = 40;
    private static final int NARROWEST = 720;

    /**
     * Colours of a state.
     *
     * @param strong of the strip with its sign
     * @param wash of the ground of the box
     * @param frame of its outline
     */
    record Colours(String strong, String wash, String frame) {}

    /**
     * What the picture is of.
     *
     * @param focus the node whose neighbourhood it is; null for the whole chain
     * @param source what its structure rests on; empty when nobody has said
     */
    record Head(String name, @Nullable String focus, LocalDate day, String source, String owner) {

        static Head of(Framing.Excerpt excerpt, Locale locale) {
            var chain = excerpt.map().chain();
            var focus = excerpt.focus();
            var basis = chain.basis();
            return new Head(
                    chain.name().in(locale),
                    focus == null ? null : focus.name().in(locale),
                    excerpt.map().run().day(),
                    basis == null ? "" : basis.title().in(locale),
                    chain.owner().in(locale));
        }

        /** The same under another name. */
        Head named(String name) {
            return new Head(name, null, day, source, owner);
        }
    }

    private final MessageSource messages;

    BoardFile(MessageSource messages) {
        this.messages = messages;
    }

    /** An answer that saves the picture. */
    ResponseEntity<byte[]> of(Head head, Board board, Locale locale) {
        var title = title(head, locale);
        var file = URLEncoder.encode(title + ".svg", StandardCharsets.UTF_8).replace("+", "%20");
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("image/svg+xml"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename*=UTF-8''" + file)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(text(head, board, locale).getBytes(StandardCharsets.UTF_8));
    }

    private String title(Head head, Locale locale) {
        return head.focus == null
                ? say("picture.file.title", locale, head.name)
                : say("picture.file.focus", locale, head.name, head.focus);
    }

    private String say(String key, Locale locale, Object... values) {
        return messages.getMessage(key, values, locale);
    }

    /** The whole file. */
    String text(Head head, Board board, Locale locale) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            new Sheet(xml, head, board, locale).write();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("The picture could not be written.", e);
        }
        return text.toString();
    }

    /** Writes one file. */
    private final class Sheet {

        private final XMLStreamWriter xml;
        private final Head head;
        private final Board board;
        private final Locale locale;

        Sheet(XMLStreamWriter xml, Head head, Board board, Locale locale) {
            this.xml = xml;
            this.head = head;
            this.board = board;
            this.locale = locale;
        }

        void write() throws XMLStreamException {
            int width = Math.max(NARROWEST, board.width() + 2 * EDGE);
            int height = ABOVE + board.height() + BELOW;
            xml.writeStartElement("svg");
            xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
            attributes("version", "1.1", "width", width, "height", height);
            attributes("viewBox", "0 0 " + width + " " + height, "font-family", FONTS);
            attributes("xml:lang", locale.getLanguage().equals("en") ? "en" : "zh-CN");
            element("title", title(head, locale));
            shape("rect", "width", width, "height", height, "fill", "#ffffff");
            writeHead();
            xml.writeStartElement("g");
            attributes("transform", "translate(%d,%d)".formatted(EDGE, ABOVE));
            for (var column : board.columns()) {
                column(column);
            }
            lines();
            for (var stack : board.stacks()) {
                stack(stack);
            }
            for (var box : board.boxes()) {
                box(box);
            }
            xml.writeEndElement();
            words(EDGE, height - 14, 11, INK_3, foot());
            xml.writeEndElement();
        }

        private String foot() {
            var said =
                    head.source.isEmpty()
                            ? say("chain.basis.none", locale)
                            : say("chain.basis", locale) + " " + head.source;
            var made =
                    board.boxes().stream().anyMatch(Board.Box::synthetic)
                            ? " " + say("picture.file.synthetic", locale)
                            : "";
            return said + made;
        }

        private void writeHead() throws XMLStreamException {
            xml.writeStartElement("text");
            attributes("x", EDGE, "y", 32, "font-size", 20, "font-weight", 600, "fill", INK);
            xml.writeCharacters(title(head, locale));
            xml.writeEndElement();
            words(EDGE, 54, 12, INK_2, say("chain.run", locale, head.day.toString(), head.owner));
            int x = EDGE;
            for (var state : NodeQuery.STATES) {
                var colours = colours(state);
                shape(
                        "rect",
                        "x",
                        x,
                        "y",
                        62,
                        "width",
                        14,
                        "height",
                        14,
                        "rx",
                        2,
                        "fill",
                        colours.strong);
                sign(x + 7, 73, state, "#ffffff");
                var name = say("state." + state, locale);
                words(x + 20, 73, 12, INK_2, name);
                x += 40 + width(name);
            }
            x += 10;
            for (var kind : board.kinds()) {
                shape(
                        "path",
                        "d",
                        "M%d 69h30".formatted(x),
                        "stroke",
                        LINE,
                        "stroke-width",
                        1.6,
                        "stroke-dasharray",
                        dashes(kind));
                var name = say("edge-kind." + kind, locale);
                words(x + 36, 73, 12, INK_2, name);
                x += 54 + width(name);
            }
        }

        private int width(String words) {
            return words.codePoints().map(it -> it > 0x2e80 ? 12 : 7).sum();
        }

        private void column(Board.Column column) throws XMLStreamException {
            xml.writeStartElement("text");
            attributes("x", column.x(), "y", 16, "font-size", 13, "font-weight", 600);
            attributes("fill", INK_2);
            xml.writeCharacters(cut(column.name()) + "  " + column.count());
            xml.writeEndElement();
            shape(
                    "path",
                    "d",
                    "M%d 24h%d".formatted(column.x(), board.boxWidth()),
                    "stroke",
                    "#dde3e8",
                    "stroke-width",
                    2);
        }

        private String cut(String name) {
            return name.length() <= 18 ? name : name.substring(0, 17) + "…";
        }

        private void lines() throws XMLStreamException {
            for (var curve : board.curves()) {
                shape(
                        "path",
                        "d",
                        curve.path(),
                        "fill",
                        "none",
                        "stroke",
                        LINE,
                        "stroke-width",
                        1.2,
                        "stroke-opacity",
                        0.7,
                        "stroke-dasharray",
                        dashes(curve.kind()));
            }
            for (var tip : board.tips()) {
                shape("path", "d", tip.path(), "fill", LINE);
            }
        }

        private String dashes(String kind) {
            var dashes = EdgeKinds.dashes(kind);
            return dashes.isEmpty() ? "none" : dashes;
        }

        private void stack(Board.Stack stack) throws XMLStreamException {
            for (int under : new int[] {6, 3, 0}) {
                shape(
                        "rect",
                        "x",
                        stack.x() + under,
                        "y",
                        stack.y() + under,
                        "width",
                        board.boxWidth() - 6,
                        "height",
                        stack.height() - 6,
                        "rx",
                        5,
                        "fill",
                        "#ffffff",
                        "stroke",
                        "#a3b0bb");
            }
            words(
                    stack.x() + 12,
                    stack.y() + 20,
                    12,
                    INK,
                    say("board.stack", locale, stack.nodes()));
            int at = 0;
            for (var count : stack.counts()) {
                int x = stack.x() + 12 + at % 2 * 62;
                int y = stack.y() + 34 + at / 2 * 20;
                var colours = colours(count.state());
                shape(
                        "rect",
                        "x",
                        x,
                        "y",
                        y - 6,
                        "width",
                        14,
                        "height",
                        14,
                        "rx",
                        2,
                        "fill",
                        colours.strong);
                sign(x + 7, y + 5, count.state(), "#ffffff");
                words(x + 19, y + 6, 12, INK, String.valueOf(count.nodes()));
                at++;
            }
        }

        private void box(Board.Box box) throws XMLStreamException {
            var colours = colours(box.state());
            xml.writeStartElement("g");
            if (box.out()) {
                attributes("opacity", 0.3);
            }
            element(
                    "title",
                    box.reason().isEmpty() ? box.name() : box.name() + " · " + box.reason());
            shape(
                    "rect",
                    "x",
                    box.x(),
                    "y",
                    box.y(),
                    "width",
                    board.boxWidth(),
                    "height",
                    box.height(),
                    "rx",
                    5,
                    "fill",
                    colours.wash,
                    "stroke",
                    box.focus() ? INK : colours.frame,
                    "stroke-width",
                    box.focus() ? 2.4 : 1,
                    "stroke-dasharray",
                    box.state().equals("unknown") ? "4 3" : "none");
            shape("path", "d", strip(box), "fill", colours.strong);
            sign(box.x() + 9, box.midY() + 4, box.state(), "#ffffff");
            int size = board.low() ? 12 : 13;
            for (int at = 0; at < box.lines().size(); at++) {
                label(box, at, size);
            }
            xml.writeEndElement();
        }

        private void label(Board.Box box, int at, int size) throws XMLStreamException {
            var label = box.lines().get(at);
            xml.writeStartElement("text");
            attributes("x", box.x() + 26, "y", box.lineY(at), "font-size", size, "fill", INK);
            if (label.tight()) {
                attributes(
                        "textLength",
                        box.room(board.boxWidth()),
                        "lengthAdjust",
                        "spacingAndGlyphs");
            }
            xml.writeCharacters(label.text());
            xml.writeEndElement();
        }

        private String strip(Board.Box box) {
            return "M%d %dh-13a5 5 0 0 0 -5 5v%da5 5 0 0 0 5 5h13z"
                    .formatted(box.x() + 18, box.y(), box.height() - 10);
        }

        private void sign(int x, int y, String state, String colour) throws XMLStreamException {
            xml.writeStartElement("text");
            attributes("x", x, "y", y, "font-size", 11, "font-weight", 700, "fill", colour);
            attributes("text-anchor", "middle");
            xml.writeCharacters(say("state." + state + ".sign", locale));
            xml.writeEndElement();
        }

        private void words(int x, int y, int size, String colour, String words)
                throws XMLStreamException {
            xml.writeStartElement("text");
            attributes("x", x, "y", y, "font-size", size, "fill", colour);
            xml.writeCharacters(words);
            xml.writeEndElement();
        }

        private void element(String name, String words) throws XMLStreamException {
            xml.writeStartElement(name);
            xml.writeCharacters(words);
            xml.writeEndElement();
        }

        private void shape(String name, Object... attributes) throws XMLStreamException {
            xml.writeEmptyElement(name);
            attributes(attributes);
        }

        private void attributes(Object... attributes) throws XMLStreamException {
            for (int at = 0; at < attributes.length; at += 2) {
                xml.writeAttribute(
                        String.valueOf(attributes[at]), String.valueOf(attributes[at + 1]));
            }
        }
    }

    static Colours colours(String state) {
        var colours = STATES.get(state);
        if (colours == null) {
            throw new IllegalArgumentException(
                    "A node is weak, watch, unknown or sound, not %s.".formatted(state));
        }
        return colours;
    }
}
