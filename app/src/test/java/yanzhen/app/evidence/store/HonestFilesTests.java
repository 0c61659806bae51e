package yanzhen.app.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static yanzhen.app.evidence.store.MadeZip.field;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageFitDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.poi.common.usermodel.PictureType;
import org.apache.poi.xssf.usermodel.XSSFRichTextString;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as people send them, written by the programs that write them: all of them are taken. */
class HonestFilesTests {

    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";
    private static final String DOCX = OFFICE + "wordprocessingml.document";
    private static final String XLSX = OFFICE + "spreadsheetml.sheet";

    @TempDir Path folder;

    /** What it is, as what it comes, and the media type that it is taken for. */
    @SuppressWarnings("ArrayRecordComponent") // no two of them are compared
    record Honest(String what, String name, byte[] content, String type) {
        @Override
        public String toString() {
            return what;
        }
    }

    private interface Writing {
        void to(OutputStream out) throws Exception;
    }

    private static byte[] written(Writing work) {
        var bytes = new ByteArrayOutputStream();
        try {
            work.to(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] document() {
        return written(out -> {
            try (var document = new XWPFDocument()) {
                var paragraph = document.createParagraph();
                paragraph.createHyperlinkRun("https://example.org/a?b=c").setText("链接");
                paragraph.createHyperlinkRun("mailto:a@example.org").setText("邮箱");
                document.createTable(3, 3).getRow(0).getCell(0).setText("=1+1");
                var picture = new java.io.ByteArrayInputStream(MadePicture.of("png"));
                paragraph.createRun().addPicture(picture, PictureType.PNG, "图.png", 9_525, 9_525);
                document.createFootnote().createParagraph().createRun().setText("脚注");
                document.write(out);
            }
        });
    }

    private static byte[] workbook() {
        return written(out -> {
            try (var book = new XSSFWorkbook()) {
                var sheet = book.createSheet("预算 甲|乙");
                var cell = sheet.createRow(0).createCell(0);
                cell.setCellFormula("SUM(B1:B9)*IF(C1=\"a|b!c\",1,2)");
                var comment =
                        sheet.createDrawingPatriarch()
                                .createCellComment(book.getCreationHelper().createClientAnchor());
                comment.setString(new XSSFRichTextString("批注"));
                cell.setCellComment(comment);
                var link =
                        book.getCreationHelper()
                                .createHyperlink(org.apache.poi.common.usermodel.HyperlinkType.URL);
                link.setAddress("https://example.org/");
                cell.setHyperlink(link);
                var other = book.createSheet("二").createRow(0).createCell(0);
                other.setCellFormula("'预算 甲|乙'!A1");
                var name = book.createName();
                name.setNameName("合计");
                name.setRefersToFormula("'二'!$A$1");
                book.write(out);
            }
        });
    }

    private static byte[] largeSheet() {
        return written(out -> {
            try (var book = new Workbook(out, "Yanzhen", "1.0")) {
                var sheet = book.newWorksheet("数据");
                for (int row = 0; row < 20_000; row++) {
                    sheet.value(row, 0, "同一个值");
                    sheet.value(row, 1, 1);
                }
            }
        });
    }

    private static byte[] report() {
        return MadePdf.made((document, page) -> {
            var there = new PDPageFitDestination();
            there.setPage(page);
            var outline = new PDDocumentOutline();
            var item = new PDOutlineItem();
            item.setTitle("第一章");
            item.setDestination(there);
            outline.addLast(item);
            document.getDocumentCatalog().setDocumentOutline(outline);
            document.getDocumentCatalog().setOpenAction(there);
            var within = new PDAnnotationLink();
            within.setDestination(there);
            var web = new PDAnnotationLink();
            var address = new PDActionURI();
            address.setURI("https://example.org/");
            web.setAction(address);
            page.setAnnotations(java.util.List.of(within, web));
        });
    }

    static Stream<Honest> files() {
        var fields =
                MadeZip.docx()
                        .saying(
                                field("PAGE \\* MERGEFORMAT")
                                        + field("HYPERLINK \"https://a.example\"")
                                        + field("IF ", field("MERGEFIELD 甲"), " = 1 \"DDE\" \"b\"")
                                        + "<w:p><w:r><w:t>DDEAUTO 是一种域</w:t></w:r></w:p>");
        var fraction =
                "<m:f xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><m:num><m:r><m:t>|x|</m:t></m:r></m:num></m:f>";
        var table = "名称,金额\n甲,-5\n乙,\"=1+1\"\n";
        return Stream.of(
                new Honest(
                        "a document with links, a table, a picture and a footnote",
                        "揭榜方案（终稿）v2.1.docx",
                        document(),
                        DOCX),
                new Honest("a document with fields", "a.DOCX", fields.bytes(), DOCX),
                new Honest(
                        "a document with mathematics",
                        "公式.docx",
                        MadeZip.docx().saying(fraction).bytes(),
                        DOCX),
                new Honest(
                        "a document with data of its author",
                        "a.docx",
                        MadeZip.docx().with("customXml/item1.xml", "<a f=\"x|y\"/>").bytes(),
                        DOCX),
                new Honest(
                        "a document with a link to a place in it",
                        "a.docx",
                        MadeZip.docx().related("hyperlink", "#第二章", true).bytes(),
                        DOCX),
                new Honest(
                        "a workbook with formulas, names and comments",
                        "预算.xlsx",
                        workbook(),
                        XLSX),
                new Honest("a workbook of equal rows", "数据.xlsx", largeSheet(), XLSX),
                new Honest(
                        "a workbook with settings of a printer",
                        "a.xlsx",
                        MadeZip.xlsx().with("xl/printerSettings/printerSettings1.bin", "x").bytes(),
                        XLSX),
                new Honest("a PDF with outline and links", "检测报告.pdf", report(), "application/pdf"),
                new Honest(
                        "a PDF with a table of places",
                        "a.pdf",
                        MadePdf.of("", ""),
                        "application/pdf"),
                new Honest(
                        "a PDF with a later state",
                        "a.pdf",
                        MadePdf.updated(MadePdf.with("<<>>"), 4, "<</S/GoTo/D[3 0 R/Fit]>>"),
                        "application/pdf"),
                new Honest(
                        "a PDF that ends with spaces",
                        "a.pdf",
                        (new String(MadePdf.of("", ""), StandardCharsets.ISO_8859_1) + "\r\n \0\0")
                                .getBytes(StandardCharsets.ISO_8859_1),
                        "application/pdf"),
                new Honest(
                        "a PDF of a page of the web",
                        "node.js.pdf",
                        MadePdf.of("", ""),
                        "application/pdf"),
                new Honest("a PNG", "截图.png", MadePicture.of("png"), "image/png"),
                new Honest(
                        "a PNG with words",
                        "a.png",
                        MadePicture.pngWith("tEXt", "Title\0Yanzhen"),
                        "image/png"),
                new Honest("a JPEG", "照片.JPG", MadePicture.of("jpeg"), "image/jpeg"),
                new Honest(
                        "a JPEG with EXIF and a thumbnail",
                        "照片.jpeg",
                        MadePicture.jpegWithExif(),
                        "image/jpeg"),
                new Honest(
                        "a JPEG of several scans",
                        "照片.jpg",
                        MadePicture.progressiveJpeg(),
                        "image/jpeg"),
                new Honest(
                        "a table in GB 18030",
                        "表.csv",
                        (table + "丙,".repeat(9_000)).getBytes(Charset.forName("GB18030")),
                        "text/plain"),
                new Honest(
                        "a table in UTF-8 with its mark",
                        "表.csv",
                        ("\uFEFF" + table).getBytes(StandardCharsets.UTF_8),
                        "text/plain"),
                new Honest(
                        "a long text of characters of four bytes",
                        "长文.txt",
                        "𠀀甲\n".repeat(30_000).getBytes(StandardCharsets.UTF_8),
                        "text/plain"),
                new Honest(
                        "a name with a number and without an extension",
                        "第3.1节",
                        "内容".getBytes(StandardCharsets.UTF_8),
                        "text/plain"),
                new Honest(
                        "a name of a site",
                        "example.com.txt",
                        "内容".getBytes(StandardCharsets.UTF_8),
                        "text/plain"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void areTakenForWhatTheyAre(Honest it) throws IOException {
        var file = Files.write(folder.resolve("checked"), it.content);

        var checked = FileChecks.of(it.name, file);

        assertThat(checked.problems()).isEmpty();
        assertThat(checked.type()).isEqualTo(it.type);
    }
}
