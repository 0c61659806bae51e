package yanzhen.app.evidence.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A ZIP put together in a test, entry by entry; each change makes another one. */
final class MadeZip {

    private static final String WORDS =
            "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    private static final String SHEETS =
            "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private static final String RELATIONS =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private MadeZip(Map<String, byte[]> entries) {
        this.entries.putAll(entries);
    }

    static MadeZip empty() {
        return new MadeZip(Map.of());
    }

    static MadeZip docx() {
        return empty().with(
                        "[Content_Types].xml",
                        types("word/document.xml", "wordprocessingml.document.main+xml", ""))
                .with(
                        "_rels/.rels",
                        relations(relation("officeDocument", "word/document.xml", false)))
                .with("word/document.xml", words("<w:p><w:r><w:t>揭榜方案</w:t></w:r></w:p>"));
    }

    static MadeZip xlsx() {
        return empty().with(
                        "[Content_Types].xml",
                        types("xl/workbook.xml", "spreadsheetml.sheet.main+xml", ""))
                .with(
                        "_rels/.rels",
                        relations(relation("officeDocument", "xl/workbook.xml", false)))
                .with("xl/workbook.xml", "<workbook %s/>".formatted(SHEETS))
                .with("xl/worksheets/sheet1.xml", formula("SUM(B1:B9)"));
    }

    static String types(String main, String kind, String more) {
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
        <Default Extension="xml" ContentType="application/xml"/>\
        <Override PartName="/%s" ContentType="%s"/>%s</Types>\
        """
                .formatted(main, OFFICE + kind, more);
    }

    static String relations(String... relations) {
        return """
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>\
        """
                .formatted(String.join("", relations));
    }

    static String relation(String kind, String target, boolean external) {
        return "<Relationship Id=\"r1\" Type=\"%s\" Target=\"%s\"%s/>"
                .formatted(RELATIONS + kind, target, external ? " TargetMode=\"External\"" : "");
    }

    static String words(String body) {
        return "<w:document %s><w:body>%s</w:body></w:document>".formatted(WORDS, body);
    }

    /** A field of Word whose code comes in these pieces, each in a run of its own. */
    static String field(String... pieces) {
        var runs = new StringBuilder(mark("begin"));
        for (var piece : pieces) {
            runs.append(
                    piece.startsWith("<")
                            ? piece
                            : "<w:r><w:instrText>%s</w:instrText></w:r>".formatted(piece));
        }
        return runs + mark("separate") + "<w:r><w:t>值</w:t></w:r>" + mark("end");
    }

    private static String mark(String kind) {
        return "<w:r><w:fldChar w:fldCharType=\"%s\"/></w:r>".formatted(kind);
    }

    static String formula(String formula) {
        return """
        <worksheet %s><sheetData><row r="1"><c r="A1"><f>%s</f><v>0</v></c></row></sheetData></worksheet>\
        """
                .formatted(SHEETS, formula);
    }

    MadeZip with(String name, String content) {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    MadeZip with(String name, byte[] content) {
        var made = new MadeZip(entries);
        made.entries.put(name, content);
        return made;
    }

    MadeZip withAll(Map<String, byte[]> more) {
        var made = new MadeZip(entries);
        made.entries.putAll(more);
        return made;
    }

    MadeZip related(String kind, String target, boolean external) {
        var part =
                entries.containsKey("word/document.xml")
                        ? "word/_rels/document.xml"
                        : "xl/_rels/workbook.xml";
        return with(part + ".rels", relations(relation(kind, target, external)));
    }

    MadeZip saying(String body) {
        return with("word/document.xml", words(body));
    }

    byte[] bytes() {
        return bytes("");
    }

    byte[] bytes(String comment) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.setComment(comment);
            for (var it : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(it.getKey()));
                zip.write(it.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Another name of the same length everywhere, or only in the directory. */
    static byte[] renamed(byte[] zip, String name, String to, boolean everywhere) {
        var text = new String(zip, StandardCharsets.ISO_8859_1);
        int directory = text.indexOf("PK\1\2");
        var head =
                everywhere
                        ? text.substring(0, directory).replace(name, to)
                        : text.substring(0, directory);
        return (head + text.substring(directory).replace(name, to))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Place of an entry's record in the directory. */
    static int record(byte[] zip, String name) {
        var text = new String(zip, StandardCharsets.ISO_8859_1);
        return text.indexOf(name, text.indexOf("PK\1\2")) - 46;
    }

    /** Writes four bytes into a ZIP. */
    static byte[] patched(byte[] zip, int at, int value) {
        var copy = zip.clone();
        ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        return copy;
    }

    /** Puts bytes between the entries and the directory, and tells the end where that now is. */
    static byte[] stuffed(byte[] zip, byte[] between) {
        int directory = new String(zip, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        var made = ByteBuffer.allocate(zip.length + between.length).order(ByteOrder.LITTLE_ENDIAN);
        made.put(zip, 0, directory).put(between).put(zip, directory, zip.length - directory);
        return made.putInt(made.capacity() - 6, directory + between.length).array();
    }

    /** Leaves the last entry where it is and takes it out of the directory. */
    static byte[] withLastHidden(byte[] zip) {
        var text = new String(zip, StandardCharsets.ISO_8859_1);
        int directory = text.indexOf("PK\1\2");
        int last = text.lastIndexOf("PK\1\2");
        int end = text.lastIndexOf("PK\5\6");
        var made = ByteBuffer.allocate(zip.length - (end - last)).order(ByteOrder.LITTLE_ENDIAN);
        made.put(zip, 0, last).put(zip, end, zip.length - end);
        short count = (short) (made.getShort(last + 10) - 1);
        made.putShort(last + 8, count).putShort(last + 10, count);
        return made.putInt(last + 12, last - directory).array();
    }
}
