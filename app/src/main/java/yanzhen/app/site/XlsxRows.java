package yanzhen.app.site;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the first visible sheet of an XLSX (ECMA-376, part 1, SpreadsheetML).
 *
 * <p>Read with the JDK's parser and not with a spreadsheet library: those that stream trust what
 * they read, so that one cell far to the right, one index beyond the texts or one list of formulas
 * keeps them busy for ever. See decision 0006.
 */
final class XlsxRows implements RawRows {

    private static final int LAST_COLUMN = 16_384;
    private static final int LAST_ROW = 1_048_576;
    private static final int MOST_TEXTS = 2_000_000;
    private static final int MOST_STYLES = 100_000;
    private static final int LONGEST_NUMBER = 40;

    /** Day 60 is 1900-02-29, which never was; so the count begins a day earlier from there on. */
    private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);

    private static final LocalDate DAY_ZERO_1904 = LocalDate.of(1904, 1, 1);
    private static final double LAST_DAY = 2_958_465;

    private final XlsxParts parts;
    private final InputStream in;
    private final XMLStreamReader xml;
    private final XlsxParts.Watch watch = new XlsxParts.Watch();
    private final List<String> texts;
    private final boolean[] days;
    private final boolean since1904;
    private int number;

    private XlsxRows(
            XlsxParts parts, InputStream in, List<String> texts, boolean[] days, boolean since1904)
            throws XMLStreamException {
        this.parts = parts;
        this.in = in;
        this.xml = XlsxParts.reader(in);
        this.texts = texts;
        this.days = days;
        this.since1904 = since1904;
    }

    /** The first visible sheet. */
    static XlsxRows of(Path file) throws IOException, TableFault {
        return opened(file, parts -> of(parts, null));
    }

    /** The visible sheet of this name. */
    static XlsxRows of(Path file, String sheet) throws IOException, TableFault {
        return opened(file, parts -> of(parts, sheet));
    }

    /** Names of the visible sheets. */
    static List<String> sheets(Path file) throws IOException, TableFault {
        return opened(
                file,
                parts -> {
                    try (parts) {
                        var workbook = target(parts.relations(""), "officeDocument");
                        return book(parts, workbook).visible.stream().map(Named::name).toList();
                    }
                });
    }

    private interface Opening<T> {
        T of(XlsxParts parts) throws IOException, XMLStreamException, TableFault;
    }

    private static <T> T opened(Path file, Opening<T> opening) throws IOException, TableFault {
        XlsxParts parts;
        try {
            parts = XlsxParts.of(file);
        } catch (IOException e) {
            throw new TableFault("xlsx-damaged");
        }
        try {
            return opening.of(parts);
        } catch (TableFault e) {
            parts.close();
            throw e;
        } catch (IOException | XMLStreamException | RuntimeException e) {
            parts.close();
            throw fault(e);
        }
    }

    private static XlsxRows of(XlsxParts parts, @Nullable String name)
            throws IOException, XMLStreamException, TableFault {
        var workbook = target(parts.relations(""), "officeDocument");
        var relations = parts.relations(workbook);
        var book = book(parts, workbook);
        var asked =
                book.visible.stream()
                        .filter(it -> name == null || it.name.equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IOException("The workbook has no such sheet."));
        var sheet =
                relations.stream()
                        .filter(it -> it.id().equals(asked.id))
                        .map(XlsxParts.Relation::target)
                        .findFirst()
                        .orElseThrow(() -> new IOException("The workbook has no sheet."));
        var texts = target(relations, "sharedStrings");
        var styles = target(relations, "styles");
        return new XlsxRows(
                parts,
                parts.sheet(sheet),
                texts.isEmpty() ? List.of() : texts(parts, texts),
                styles.isEmpty() ? new boolean[0] : days(parts, styles),
                book.since1904);
    }

    private static String target(List<XlsxParts.Relation> relations, String type) {
        return relations.stream()
                .filter(it -> it.type().equals(type))
                .map(XlsxParts.Relation::target)
                .findFirst()
                .orElse("");
    }

    private record Named(String name, String id) {}

    private record Book(List<Named> visible, boolean since1904) {}

    private static Book book(XlsxParts parts, String workbook)
            throws IOException, XMLStreamException {
        var visible = new ArrayList<Named>();
        boolean since1904 = false;
        try (var in = parts.other(workbook)) {
            var xml = XlsxParts.reader(in);
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamReader.START_ELEMENT) {
                    continue;
                }
                switch (xml.getLocalName()) {
                    case "workbookPr" -> since1904 = isTrue(XlsxParts.attribute(xml, "date1904"));
                    case "sheet" -> {
                        if (!XlsxParts.attribute(xml, "state").contains("idden")) {
                            visible.add(
                                    new Named(
                                            XlsxParts.attribute(xml, "name"),
                                            XlsxParts.attribute(xml, "id")));
                        }
                    }
                    default -> {}
                }
            }
        }
        return new Book(visible, since1904);
    }

    private static boolean isTrue(String value) {
        return value.equals("1") || value.equals("true");
    }

    /** The texts that cells refer to by their place. */
    private static List<String> texts(XlsxParts parts, String name)
            throws IOException, XMLStreamException {
        var texts = new ArrayList<String>();
        var watch = new XlsxParts.Watch();
        try (var in = parts.texts(name)) {
            var xml = XlsxParts.reader(in);
            while (xml.hasNext()) {
                if (watch.next(xml) == XMLStreamReader.START_ELEMENT
                        && xml.getLocalName().equals("si")) {
                    texts.add(richText(xml, watch, "si"));
                    if (texts.size() > MOST_TEXTS) {
                        throw new PlainXml.TooMuch("More texts than the rows could hold.");
                    }
                }
            }
        }
        return texts;
    }

    /** The {@code t} elements up to the end of an element, without those that say how to read. */
    private static String richText(XMLStreamReader xml, XlsxParts.Watch watch, String end)
            throws XMLStreamException {
        var text = new StringBuilder();
        boolean phonetic = false;
        while (true) {
            int event = watch.next(xml);
            if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals(end)) {
                return text.toString();
            }
            if (event == XMLStreamReader.START_ELEMENT) {
                phonetic |= xml.getLocalName().equals("rPh");
                if (xml.getLocalName().equals("t")) {
                    var part = textOf(xml, watch, "t");
                    if (!phonetic && text.length() <= MOST_TEXT) {
                        text.append(part);
                    }
                }
            } else if (event == XMLStreamReader.END_ELEMENT) {
                phonetic &= !xml.getLocalName().equals("rPh");
            }
        }
    }

    private static String textOf(XMLStreamReader xml, XlsxParts.Watch watch, String end)
            throws XMLStreamException {
        var text = new StringBuilder();
        while (true) {
            int event = watch.next(xml);
            if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals(end)) {
                return text.length() > MOST_TEXT + 1
                        ? text.substring(0, MOST_TEXT + 1)
                        : text.toString();
            }
            if (event == XMLStreamReader.CHARACTERS || event == XMLStreamReader.SPACE) {
                text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
            }
        }
    }

    /** For each cell style whether it shows a day. */
    private static boolean[] days(XlsxParts parts, String name)
            throws IOException, XMLStreamException {
        var written = new HashMap<Integer, String>();
        var days = new ArrayList<Boolean>();
        boolean cells = false;
        try (var in = parts.other(name)) {
            var xml = XlsxParts.reader(in);
            while (xml.hasNext() && days.size() <= MOST_STYLES) {
                int event = xml.next();
                if (event == XMLStreamReader.END_ELEMENT) {
                    cells &= !xml.getLocalName().equals("cellXfs");
                } else if (event == XMLStreamReader.START_ELEMENT) {
                    cells |= xml.getLocalName().equals("cellXfs");
                    if (xml.getLocalName().equals("numFmt")) {
                        written.put(whole(xml, "numFmtId"), XlsxParts.attribute(xml, "formatCode"));
                    } else if (cells && xml.getLocalName().equals("xf")) {
                        int format = whole(xml, "numFmtId");
                        days.add(XlsxParts.isDay(format, written.get(format)));
                    }
                }
            }
        }
        var result = new boolean[days.size()];
        for (int at = 0; at < result.length; at++) {
            result[at] = days.get(at);
        }
        return result;
    }

    private static int whole(XMLStreamReader xml, String attribute) {
        var value = XlsxParts.attribute(xml, attribute);
        return value.isEmpty() ? 0 : Integer.parseInt(value);
    }

    @Override
    public @Nullable Row next() throws TableFault {
        try {
            while (xml.hasNext()) {
                int event = watch.next(xml);
                if (event == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("row")) {
                    return row();
                }
                if (event == XMLStreamReader.END_ELEMENT
                        && xml.getLocalName().equals("sheetData")) {
                    return null;
                }
            }
            return null;
        } catch (XMLStreamException | RuntimeException e) {
            throw fault(e);
        }
    }

    private Row row() throws XMLStreamException {
        int at = whole(xml, "r");
        number = following(at == 0 ? number + 1 : at);
        var cells = new ArrayList<Cell>();
        int column = -1;
        while (true) {
            int event = watch.next(xml);
            if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("row")) {
                return new Row(number, cells);
            }
            if (event == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("c")) {
                column = column(XlsxParts.attribute(xml, "r"), column + 1);
                put(cells, column, cell());
            }
        }
    }

    private int following(int at) throws XMLStreamException {
        if (at <= number || at > LAST_ROW) {
            throw new XMLStreamException("Row %d after row %d.".formatted(at, number));
        }
        return at;
    }

    /** The column of a reference such as AB12, from 0. */
    private static int column(String reference, int otherwise) throws XMLStreamException {
        int column = 0;
        for (int at = 0; at < reference.length(); at++) {
            char it = reference.charAt(at);
            if (it < 'A' || it > 'Z' || column > LAST_COLUMN) {
                break;
            }
            column = column * 26 + (it - 'A' + 1);
        }
        if (column > LAST_COLUMN || otherwise > LAST_COLUMN) {
            throw new XMLStreamException("A cell outside of the sheet: " + reference);
        }
        return column == 0 ? otherwise : column - 1;
    }

    /** Empty cells take no room, and nothing is kept beyond the last column looked at. */
    private static void put(List<Cell> cells, int column, Cell cell) {
        if (cell.empty() || column > MOST_COLUMNS) {
            return;
        }
        while (cells.size() <= column) {
            cells.add(Cell.EMPTY);
        }
        cells.set(column, cell);
    }

    private Cell cell() throws XMLStreamException {
        var type = XlsxParts.attribute(xml, "t");
        int style = whole(xml, "s");
        var value = "";
        String formula = null;
        while (true) {
            int event = watch.next(xml);
            if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("c")) {
                break;
            }
            if (event == XMLStreamReader.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "v" -> value = textOf(xml, watch, "v");
                    case "is" -> value = richText(xml, watch, "is");
                    case "f" -> formula = textOf(xml, watch, "f");
                    default -> {}
                }
            }
        }
        return formula == null
                ? read(type, style, value.strip())
                : new Cell("=" + formula, "cell-formula");
    }

    private Cell read(String type, int style, String value) {
        if (value.isEmpty()) {
            return Cell.EMPTY;
        }
        return switch (type) {
            case "s" -> Cell.of(texts.get(Integer.parseInt(value)));
            case "inlineStr", "str" -> Cell.of(value);
            case "b" -> Cell.of(value.equals("1") ? "TRUE" : "FALSE");
            case "e" -> new Cell(value, "cell-error");
            case "d" -> Cell.of(value.length() > 10 ? value.substring(0, 10) : value);
            default -> number(style, value);
        };
    }

    /** Through double, as the spreadsheet holds it: 0.1 and not 0.10000000000000001. */
    private Cell number(int style, String value) {
        if (value.length() > LONGEST_NUMBER) {
            return new Cell(value, "cell-number");
        }
        double it;
        try {
            it = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            return new Cell(value, "cell-number");
        }
        if (!Double.isFinite(it)) {
            return new Cell(value, "cell-number");
        }
        boolean day = style >= 0 && style < days.length && days[style];
        return day ? day(it, value) : Cell.of(plain(it));
    }

    private static String plain(double it) {
        return it == 0 ? "0" : BigDecimal.valueOf(it).stripTrailingZeros().toPlainString();
    }

    private Cell day(double serial, String value) {
        if (serial < 0 || serial > LAST_DAY) {
            return new Cell(value, "cell-number");
        }
        long whole = (long) Math.floor(serial);
        var zero = since1904 ? DAY_ZERO_1904 : DAY_ZERO.plusDays(whole < 60 ? 1 : 0);
        var day = zero.plusDays(whole);
        long seconds = Math.round((serial - whole) * 86_400);
        return seconds == 0
                ? Cell.of(day.toString())
                : Cell.of(day.atStartOfDay().plusSeconds(seconds).toString());
    }

    private static TableFault fault(Exception e) {
        boolean much = e instanceof PlainXml.TooMuch || e.getCause() instanceof PlainXml.TooMuch;
        if (e instanceof XMLStreamException xml
                && xml.getNestedException() instanceof PlainXml.TooMuch) {
            much = true;
        }
        return new TableFault(much ? "xlsx-bomb" : "xlsx-damaged");
    }

    @Override
    public void close() throws IOException {
        in.close();
        parts.close();
    }
}
