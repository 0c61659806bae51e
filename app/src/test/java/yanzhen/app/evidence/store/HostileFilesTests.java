package yanzhen.app.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static yanzhen.app.evidence.store.MadeZip.field;
import static yanzhen.app.evidence.store.MadeZip.formula;
import static yanzhen.app.evidence.store.MadeZip.relations;
import static yanzhen.app.evidence.store.MadeZip.types;
import static yanzhen.app.evidence.store.MadeZip.words;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yanzhen.app.kernel.Problem;

/**
 * Files that bring what acts or hides. Each is an honest one with a single thing put in; the honest
 * ones pass in {@link HonestFilesTests}.
 */
class HostileFilesTests {

    private static final byte[] OLE = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 0, 0, 0, 0};
    private static final MadeZip DOCX = MadeZip.docx();
    private static final MadeZip XLSX = MadeZip.xlsx();

    @TempDir Path folder;

    /** A file, what it hides, and the only codes that it is refused with. */
    @SuppressWarnings("ArrayRecordComponent") // no two of them are compared
    record Hostile(String hides, String name, byte[] content, Set<String> codes) {
        @Override
        public String toString() {
            return hides;
        }
    }

    private static Hostile hides(String what, String name, byte[] content, String... codes) {
        return new Hostile(what, name, content, Set.of(codes));
    }

    private static Hostile docx(String what, MadeZip zip, String... codes) {
        return hides(what, "方案.docx", zip.bytes(), codes);
    }

    private static Hostile xlsx(String what, MadeZip zip, String... codes) {
        return hides(what, "数据.xlsx", zip.bytes(), codes);
    }

    private static Hostile pdf(String what, byte[] content, String... codes) {
        return hides(what, "报告.pdf", content, codes);
    }

    private static Hostile text(String what, String content, String... codes) {
        return hides(what, "说明.txt", content.getBytes(StandardCharsets.UTF_8), codes);
    }

    static Stream<Hostile> actsInADocument() {
        return Stream.of(
                docx("macros", DOCX.with("word/vbaProject.bin", "x"), "file-macros"),
                docx("macros in capitals", DOCX.with("word/VBAPROJECT.BIN", "x"), "file-macros"),
                docx(
                        "macros behind an escape",
                        DOCX.with("word/vbaPr%6Fject.bin", "x"),
                        "file-macros"),
                docx("data of macros", DOCX.with("word/vbaData.xml", "<a/>"), "file-macros"),
                docx(
                        "macros under another name",
                        DOCX.with("word/a.bin", "x").related("vbaProject", "a.bin", false),
                        "file-macros"),
                docx(
                        "a kind of content that enables macros",
                        DOCX.with(
                                "[Content_Types].xml",
                                "<Types><Override ContentType=\"application/vnd.ms-word.document.MacroEnabled.main+xml\"/></Types>"),
                        "file-macros"),
                docx("a control", DOCX.with("word/activeX/activeX1.xml", "<a/>"), "file-activex"),
                docx(
                        "a control by relation",
                        DOCX.related("control", "c.xml", false),
                        "file-activex"),
                docx(
                        "an OLE object",
                        DOCX.with("word/embeddings/oleObject1.bin", OLE),
                        "file-embedded"),
                docx(
                        "an OLE object as a picture",
                        DOCX.with("word/media/a.png", OLE),
                        "file-embedded"),
                docx(
                        "a package by relation",
                        DOCX.related("package", "a.xlsx", false),
                        "file-embedded"),
                docx("a piece of HTML", DOCX.related("aFChunk", "a.xml", false), "file-embedded"),
                docx(
                        "a template",
                        DOCX.related("attachedTemplate", "https://a.example/t.dotm", true),
                        "file-external"),
                docx(
                        "a template in capitals",
                        DOCX.with(
                                "word/_rels/settings.xml.rels",
                                relations(
                                        "<Relationship Type=\"HTTP://X/ATTACHEDTEMPLATE\" Target=\"\\\\a\\t\" TargetMode=\"EXTERNAL\"/>")),
                        "file-external"),
                docx(
                        "a picture from elsewhere",
                        DOCX.related("image", "https://a.example/p.png", true),
                        "file-external"),
                docx("a frame", DOCX.related("frame", "https://a.example/", true), "file-external"),
                docx(
                        "a link to a file",
                        DOCX.related("hyperlink", "file:///c:/a.exe", true),
                        "file-external"),
                docx(
                        "a link to a share",
                        DOCX.related("hyperlink", "\\\\a.example\\s", true),
                        "file-external"),
                docx(
                        "a link to a script",
                        DOCX.related("hyperlink", "JavaScript:alert(1)", true),
                        "file-external"),
                docx(
                        "a link to a program's own scheme",
                        DOCX.related("hyperlink", "ms-msdt:/id", true),
                        "file-external"),
                docx(
                        "DDEAUTO",
                        DOCX.saying(field(" DDEAUTO c:\\\\cmd.exe \"/k calc\" ")),
                        "file-dde"),
                docx("dde in small letters", DOCX.saying(field("dde excel a b")), "file-dde"),
                docx(
                        "DDE in a simple field",
                        DOCX.saying("<w:fldSimple w:instr=\" DDE a b \"/>"),
                        "file-dde"),
                docx(
                        "DDEAUTO split over runs",
                        DOCX.saying(field("D", "DE", "AU", "TO a b")),
                        "file-dde"),
                docx(
                        "DDEAUTO computed by a field",
                        DOCX.saying(field(field("QUOTE 68 68 69"), " a b")),
                        "file-dde"),
                docx(
                        "DDEAUTO partly computed",
                        DOCX.saying(field("D", field("QUOTE 68"), "EAUTO a")),
                        "file-dde"),
                docx(
                        "DDE within a condition",
                        DOCX.saying(field("IF 1 = 1 ", field("DDE a b"))),
                        "file-dde"),
                docx(
                        "DDE after many spaces",
                        DOCX.saying(field(" ".repeat(40_000), "DDE a b")),
                        "file-dde"),
                docx(
                        "DDE without an end",
                        DOCX.saying(
                                field("DDE a b")
                                        .replace("separate", "x")
                                        .replace("\"end\"", "\"x\"")),
                        "file-dde"),
                docx(
                        "DDE in a header",
                        DOCX.with("word/header1.xml", words(field("DDE a b"))),
                        "file-dde"),
                docx(
                        "a text of another file",
                        DOCX.saying(field("INCLUDETEXT \"\\\\\\\\a\\\\b\"")),
                        "file-external"),
                docx(
                        "a field's picture from elsewhere",
                        DOCX.saying(field("INCLUDEPICTURE \"http://a\"")),
                        "file-external"),
                docx(
                        "buttons of its own",
                        DOCX.with("customUI/customUI14.xml", "<customUI/>"),
                        "file-addin"),
                docx(
                        "an add-in",
                        DOCX.with("word/webextensions/taskpanes.xml", "<a/>"),
                        "file-addin"),
                xlsx(
                        "a macro sheet",
                        XLSX.with("xl/macrosheets/sheet1.xml", "<a/>"),
                        "file-macros"),
                xlsx(
                        "an international macro sheet",
                        XLSX.related("xlIntlMacrosheet", "s.xml", false),
                        "file-macros"),
                xlsx(
                        "a link to another workbook",
                        XLSX.with("xl/externalLinks/externalLink1.xml", "<a/>"),
                        "file-external"),
                xlsx(
                        "a DDE link",
                        XLSX.with("xl/links/l.xml", "<l><ddeLink ddeService=\"cmd\"/></l>"),
                        "file-dde"),
                xlsx(
                        "an OLE link",
                        XLSX.with("xl/links/l.xml", "<l><oleLink/></l>"),
                        "file-external"),
                xlsx(
                        "DDE in a formula",
                        XLSX.with("xl/worksheets/sheet1.xml", formula("cmd|' /C calc'!A0")),
                        "file-dde"),
                xlsx(
                        "DDE in a check of data",
                        XLSX.with(
                                "xl/worksheets/s.xml",
                                "<a><formula1>msexcel|'\\..\\cmd'!x</formula1></a>"),
                        "file-dde"),
                xlsx(
                        "a macro that starts by its name",
                        XLSX.with(
                                "xl/workbook.xml",
                                "<a><definedName name=\"_xlnm.Auto_Open\">S!$A$1</definedName></a>"),
                        "file-macros"),
                xlsx(
                        "a name that is a macro",
                        XLSX.with(
                                "xl/workbook.xml",
                                "<a><definedName name=\"a\" xlm=\"1\">S!$A$1</definedName></a>"),
                        "file-macros"),
                xlsx(
                        "a call of a library",
                        XLSX.with("xl/worksheets/sheet1.xml", formula("CALL(\"urlmon\",\"x\")")),
                        "file-macros"),
                xlsx(
                        "a web service",
                        XLSX.with(
                                "xl/worksheets/sheet1.xml",
                                formula("_xlfn.WEBSERVICE(\"http://a\")")),
                        "file-external"),
                xlsx(
                        "a query",
                        XLSX.with("xl/connections.xml", "<c><connection name=\"q\"/></c>"),
                        "file-external"));
    }

    static Stream<Hostile> liesInAZip() {
        var zip = DOCX.with("word/media/a.bin", "0123456789").bytes();
        var other = DOCX.with("word/documenA.xml", "<a/>").bytes();
        var large = DOCX.with("word/media/a.bin", new byte[20 << 20]);
        return Stream.of(
                docx(
                        "an entity",
                        DOCX.with(
                                "word/document.xml",
                                "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>"),
                        "file-dtd"),
                docx(
                        "a laugh a billion times",
                        DOCX.with(
                                "word/_rels/a.rels",
                                "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>"),
                        "file-dtd"),
                docx("a ZIP", DOCX.with("word/a.zip", "x"), "file-archive-nested"),
                docx(
                        "a ZIP as a picture",
                        DOCX.with("word/media/a.png", DOCX.bytes()),
                        "file-archive-nested"),
                docx(
                        "a program as a picture",
                        DOCX.with("word/media/a.png", "MZ\0"),
                        "file-program"),
                docx("a script", DOCX.with("word/a.JS", "x"), "file-program"),
                docx("a name above", DOCX.with("word/../../a.xml", "<a/>"), "file-archive-path"),
                docx("an absolute name", DOCX.with("/etc/a.xml", "<a/>"), "file-archive-path"),
                docx("a name of Windows", DOCX.with("word\\a.xml", "<a/>"), "file-archive-path"),
                docx("a drive", DOCX.with("C:a.xml", "<a/>"), "file-archive-path"),
                docx(
                        "two names that differ in case",
                        DOCX.with("word/Document.xml", "<a/>"),
                        "file-archive-twice"),
                docx("XML that breaks off", DOCX.with("word/a.xml", "<a><b>"), "file-unreadable"),
                docx(
                        "a tag without end",
                        DOCX.with("word/a.xml", "<a b=\"" + "x".repeat(5 << 20)),
                        "file-unreadable"),
                docx(
                        "elements within elements",
                        DOCX.with("word/a.xml", "<a>".repeat(300)),
                        "file-unreadable"),
                docx(
                        "no list of contents",
                        MadeZip.empty().with("word/document.xml", words("")),
                        "file-unreadable"),
                docx(
                        "a workbook too",
                        DOCX.with("xl/workbook.xml", "<a/>"),
                        "file-polyglot",
                        "file-extension"),
                docx("a bomb", large, "file-archive-bomb"),
                docx("a crowd", crowded(), "file-archive-many"),
                raw(
                        "the same name twice",
                        MadeZip.renamed(other, "word/documenA.xml", "word/document.xml", true),
                        "file-archive-twice"),
                raw(
                        "another name in the directory",
                        MadeZip.renamed(zip, "media/a.bin", "media/b.bin", false),
                        "file-unreadable"),
                raw("a secret", encrypted(zip), "file-encrypted"),
                raw(
                        "more than it says",
                        MadeZip.patched(zip, MadeZip.record(zip, "word/media/a.bin") + 24, 5),
                        "file-archive-bomb"),
                raw(
                        "600 MB, as it says",
                        MadeZip.patched(
                                zip, MadeZip.record(zip, "word/media/a.bin") + 24, 600 << 20),
                        "file-archive-bomb"),
                raw(
                        "other bytes than it says",
                        MadeZip.patched(zip, MadeZip.record(zip, "word/media/a.bin") + 16, 7),
                        "file-unreadable"),
                raw(
                        "another way of packing",
                        MadeZip.patched(zip, MadeZip.record(zip, "word/media/a.bin") + 10, 12),
                        "file-unreadable"),
                raw("bytes between", MadeZip.stuffed(zip, new byte[64]), "file-surplus"),
                raw(
                        "bytes at the end",
                        joined(zip, "MZ program".getBytes(StandardCharsets.UTF_8)),
                        "file-surplus"),
                raw(
                        "bytes in the comment",
                        DOCX.bytes("<script>alert(1)</script>"),
                        "file-surplus"),
                raw(
                        "an entry that the directory lacks",
                        MadeZip.withLastHidden(zip),
                        "file-surplus"),
                raw(
                        "nothing after its middle",
                        Arrays.copyOf(zip, zip.length / 2),
                        "file-unreadable"));
    }

    private static Hostile raw(String what, byte[] zip, String... codes) {
        return hides(what, "方案.docx", zip, codes);
    }

    private static MadeZip crowded() {
        var all = new LinkedHashMap<String, byte[]>();
        for (int at = 0; at < 5_000; at++) {
            all.put("word/media/%d.bin".formatted(at), new byte[] {1});
        }
        return DOCX.withAll(all);
    }

    private static byte[] encrypted(byte[] zip) {
        int at = MadeZip.record(zip, "word/media/a.bin") + 8;
        var copy = zip.clone();
        copy[at] |= 1;
        return copy;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        var made = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, made, one.length, other.length);
        return made;
    }

    private static byte[] joined(byte[] one, String other) {
        return joined(one, other.getBytes(StandardCharsets.ISO_8859_1));
    }

    static Stream<Hostile> actsInAPdf() {
        var honest = MadePdf.of("", "");
        var script = "<</S/JavaScript/JS(app.alert\\(1\\))>>";
        return Stream.of(
                pdf(
                        "a script at its opening",
                        MadePdf.of("/OpenAction" + script, ""),
                        "file-pdf-script"),
                pdf(
                        "a script by name",
                        MadePdf.of("/Names<</JavaScript<</Names[(a) 4 0 R]>>>>", "", "<<>>"),
                        "file-pdf-script"),
                pdf(
                        "a script behind an escape",
                        MadePdf.with("<</S/J#61vaScript/J#53(x)>>"),
                        "file-pdf-script"),
                pdf(
                        "a script of a page",
                        MadePdf.of("", "/AA<</O" + script + ">>"),
                        "file-pdf-script"),
                pdf(
                        "a script in a packed object",
                        MadePdf.made((it, _) ->
                                it.getDocumentCatalog()
                                        .setOpenAction(new PDActionJavaScript("app.alert(1)"))),
                        "file-pdf-script"),
                pdf(
                        "a script of an older state",
                        MadePdf.updated(MadePdf.with(script), 4, "<<>>"),
                        "file-pdf-script"),
                pdf(
                        "a script of a newer state",
                        MadePdf.updated(MadePdf.with("<<>>"), 4, script),
                        "file-pdf-script"),
                pdf(
                        "a script after another action",
                        MadePdf.with("<</S/GoTo/D[3 0 R/Fit]/Next[" + script + "]>>"),
                        "file-pdf-script"),
                pdf(
                        "a program behind a link",
                        MadePdf.of("", "/Annots[<</Subtype/Link/A<</S/Launch/F(cmd.exe)>>>>]"),
                        "file-pdf-launch"),
                pdf(
                        "a program that nothing leads to",
                        MadePdf.with("<</S/Launch/F(cmd.exe)>>"),
                        "file-pdf-launch"),
                pdf(
                        "an attachment by name",
                        MadePdf.of("/Names<</EmbeddedFiles<<>>>>", ""),
                        "file-pdf-attachment"),
                pdf(
                        "an attachment",
                        MadePdf.with("<</Type/Filespec/EF<</F 3 0 R>>>>"),
                        "file-pdf-attachment"),
                pdf(
                        "an attachment on a page",
                        MadePdf.of("", "/Annots[<</Subtype/FileAttachment>>]"),
                        "file-pdf-attachment"),
                pdf("a portfolio", MadePdf.of("/Collection<<>>", ""), "file-pdf-attachment"),
                pdf("a film", MadePdf.of("", "/Annots[<</Subtype/RichMedia>>]"), "file-pdf-media"),
                pdf("a sound", MadePdf.with("<</S/Sound/Sound 3 0 R>>"), "file-pdf-media"),
                pdf(
                        "three dimensions",
                        MadePdf.of("", "/Annots[<</Subtype/3D>>]"),
                        "file-pdf-media"),
                pdf(
                        "an XFA form",
                        MadePdf.of("/AcroForm<</XFA 4 0 R>>", "", "<<>>"),
                        "file-pdf-form"),
                pdf(
                        "a form that sends",
                        MadePdf.with("<</S/SubmitForm/F(http://a)>>"),
                        "file-pdf-form"),
                pdf(
                        "a form that reads",
                        MadePdf.with("<</S/ImportData/F(a.fdf)>>"),
                        "file-pdf-form"),
                pdf(
                        "a way into a file within",
                        MadePdf.with("<</S/GoToE/T<<>>>>"),
                        "file-pdf-remote"),
                pdf(
                        "a way into another file",
                        MadePdf.with("<</S/GoToR/F(\\\\\\\\a\\\\b)>>"),
                        "file-pdf-remote"),
                pdf(
                        "a link to a file",
                        MadePdf.with("<</S/URI/URI(file:///c:/a.exe)>>"),
                        "file-pdf-remote"),
                pdf(
                        "a link to a script",
                        MadePdf.with("<</S/URI/URI(javascript:alert)>>"),
                        "file-pdf-remote"),
                pdf(
                        "a stream that lies elsewhere",
                        MadePdf.with("<</Length 0/F(http://a)>>\nstream\n\nendstream"),
                        "file-pdf-remote"),
                pdf("itself behind a password", locked("geheim"), "file-encrypted"),
                pdf("itself behind restrictions", locked(""), "file-encrypted"),
                pdf(
                        "tables that unpack to too much",
                        MadePdf.with(MadePdf.tableOf(40 << 20)),
                        "file-archive-bomb"),
                pdf("bytes at the end", joined(honest, "MZ program"), "file-surplus"),
                pdf(
                        "a ZIP at the end",
                        joined(honest, DOCX.bytes()),
                        "file-surplus",
                        "file-polyglot"),
                pdf(
                        "a ZIP whose comment ends as a PDF does",
                        joined(honest, DOCX.bytes("startxref\n9\n%%EOF")),
                        "file-polyglot"),
                pdf(
                        "no objects",
                        "%PDF-1.7\nrubbish\nstartxref\n0\n%%EOF\n".getBytes(StandardCharsets.UTF_8),
                        "file-unreadable"),
                pdf("no end", Arrays.copyOf(honest, honest.length - 20), "file-unreadable"),
                pdf(
                        "no pages",
                        joined(
                                "%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n"
                                        .getBytes(StandardCharsets.UTF_8),
                                "trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF"),
                        "file-unreadable"),
                pdf(
                        "itself after other text",
                        joined(
                                "GIF\n".getBytes(StandardCharsets.UTF_8),
                                new String(honest, StandardCharsets.ISO_8859_1)),
                        "file-polyglot",
                        "file-extension"));
    }

    private static byte[] locked(String password) {
        return MadePdf.made((it, _) -> {
            var policy = new StandardProtectionPolicy("owner", password, new AccessPermission());
            policy.setEncryptionKeyLength(256);
            it.protect(policy);
        });
    }

    static Stream<Hostile> hidesInPicturesAndTexts() {
        var png = MadePicture.of("png");
        var jpeg = MadePicture.of("jpeg");
        var lines = "一二三四五\n".repeat(2_000);
        var wrong = png.clone();
        wrong[png.length - 20] ^= 1;
        var headless = new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xd9};
        return Stream.of(
                hides("a ZIP after a PNG", "a.png", joined(png, DOCX.bytes()), "file-surplus"),
                hides("other pixels than the sum says", "a.png", wrong, "file-unreadable"),
                hides(
                        "half a PNG",
                        "a.png",
                        Arrays.copyOf(png, png.length - 13),
                        "file-unreadable"),
                hides(
                        "a PDF in a PNG",
                        "a.png",
                        MadePicture.pngWith("tEXt", "a\0%PDF-1.7"),
                        "file-polyglot"),
                hides("a program after a JPEG", "a.jpg", joined(jpeg, "MZ"), "file-surplus"),
                hides(
                        "half a JPEG",
                        "a.jpg",
                        Arrays.copyOf(jpeg, jpeg.length - 2),
                        "file-unreadable"),
                hides("a JPEG without a picture", "a.jpg", headless, "file-unreadable"),
                text("a zero far inside", lines + "\0", "file-text"),
                hides(
                        "bytes of no character far inside",
                        "a.txt",
                        joined(lines.getBytes(StandardCharsets.UTF_8), "\u00ff\u00ff"),
                        "file-text"),
                text("a page", "<html><script>", "file-type"),
                text("a page after a byte order mark", "\uFEFF<html><script>", "file-type"),
                text("a drawing with a script", "  <svg onload=\"alert(1)\">", "file-type"),
                text("a script of a shell", "#!/bin/sh\nrm", "file-type"),
                text("RTF", "{\\rtf1\\object}", "file-type"),
                text("a page as mail", "MIME-Version: 1.0\n", "file-type"),
                hides("SYLK", "a.csv", "ID;P\nO;E\n".getBytes(StandardCharsets.UTF_8), "file-type"),
                hides(
                        "DDE in a table",
                        "a.csv",
                        "名称,值\n甲,=cmd|' /C calc'!A0\n".getBytes(StandardCharsets.UTF_8),
                        "file-dde"),
                hides("a program", "a.pdf", new byte[] {'M', 'Z', 0, 1, 2}, "file-type"),
                hides("a GIF", "a.gif", MadePicture.of("gif"), "file-type"),
                hides("an old Word document", "a.doc", OLE, "file-type"),
                hides(
                        "a presentation",
                        "a.pptx",
                        MadeZip.empty().with("[Content_Types].xml", types("a", "b", "")).bytes(),
                        "file-type"),
                hides(
                        "an OpenDocument",
                        "a.odt",
                        MadeZip.empty()
                                .with("content.xml", "<a/>")
                                .with("[Content_Types].xml", "<a/>")
                                .bytes(),
                        "file-type"));
    }

    static Stream<Hostile> showsAnotherName() {
        var pdf = MadePdf.of("", "");
        var note = "说明".getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                hides("a program behind a document", "报告.pdf.exe", note, "file-name-double"),
                hides("a program behind spaces", "报告.pdf          .scr ", note, "file-name-double"),
                hides("a program before a document", "报告.exe.pdf", pdf, "file-name-double"),
                hides(
                        "a program by turned letters",
                        "报告\u202Efdp.exe",
                        note,
                        "file-name-hidden",
                        "file-extension"),
                hides("letters within an isolate", "报告\u2067.txt", note, "file-name-hidden"),
                hides("a bell", "报告\u0007.txt", note, "file-name-hidden"),
                hides("a script", "运行.bat", note, "file-extension"),
                hides("a script with a dot at its end", "运行.vbs.", note, "file-extension"),
                hides("macros by name", "方案.docm", DOCX.bytes(), "file-extension"),
                hides("a workbook as a document", "方案.docx", XLSX.bytes(), "file-extension"),
                hides("a picture as a document", "报告.pdf", MadePicture.of("png"), "file-extension"),
                hides("a document as a text", "报告.txt", pdf, "file-extension"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "actsInADocument",
        "liesInAZip",
        "actsInAPdf",
        "hidesInPicturesAndTexts",
        "showsAnotherName"
    })
    void areRefusedForWhatTheyBringAndForNothingElse(Hostile it) throws IOException {
        var problems = checked(it.name, it.content);

        var codes = new LinkedHashSet<>(problems.stream().map(Problem::code).toList());
        assertThat(codes).as("%s", problems).isEqualTo(it.codes);
        assertThat(problems).allMatch(each -> each.value().equals(FileNames.cleaned(it.name)));
        assertThat(problems).allSatisfy(HostileFilesTests::saidInBothLanguages);
    }

    @Test
    void areToldEverythingAtOnceAndWhereItIs() throws IOException {
        var zip =
                DOCX.with("word/vbaProject.bin", "x")
                        .with("word/embeddings/a.xlsx", "x")
                        .saying(field("DDEAUTO a b"))
                        .related("attachedTemplate", "https://a.example/t.dotm", true);

        var problems = checked("方案.pdf.docm", zip.bytes());

        assertThat(problems)
                .extracting(Problem::code, it -> it.details().getFirst())
                .containsExactlyInAnyOrder(
                        tuple("file-macros", "word/vbaProject.bin"),
                        tuple("file-embedded", "word/embeddings/a.xlsx"),
                        tuple("file-dde", "word/document.xml: DDEAUTO a b"),
                        tuple(
                                "file-external",
                                "word/_rels/document.xml.rels: attachedtemplate → https://a.example/t.dotm"),
                        tuple("file-name-double", ".pdf.docm"));
    }

    private List<Problem> checked(String name, byte[] content) throws IOException {
        var file = Files.write(folder.resolve("checked"), content);
        return FileChecks.of(name, file).problems();
    }

    /** Each has its sentence and its remedy, and every value that a sentence names. */
    private static void saidInBothLanguages(Problem it) {
        for (var language : List.of("zh", "en")) {
            var words = messages(language);
            var sentence = words.getProperty("problem." + it.code());
            assertThat(sentence).as(it.code()).isNotBlank();
            assertThat(words.getProperty("problem." + it.code() + ".remedy"))
                    .as(it.code())
                    .isNotBlank();
            for (int at = it.arguments().length; at < 4; at++) {
                assertThat(sentence).as("%s", it).doesNotContain("{" + at + "}");
            }
        }
    }

    private static Properties messages(String language) {
        var all = new Properties();
        for (var module : List.of("evidence", "challenge")) {
            var file =
                    Path.of("src/main/resources/i18n/%s_%s.properties".formatted(module, language));
            try (Reader reader = Files.newBufferedReader(file)) {
                all.load(reader);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return all;
    }
}
