package yanzhen.app.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.UploadedTable.Column;

/** The time limit only guards against hanging: every file here is done with in seconds. */
@Timeout(120)
class UploadedTableTests {

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("name", true, 20, Set.of("名称", "Name")),
                    new Column("day", false, 30, Set.of("日期", "Day")),
                    new Column("amount", false, 30, Set.of("金额", "Amount")));

    @TempDir Path folder = Path.of("");

    private final Problems problems = new Problems();
    private final List<String> rows = new ArrayList<>();

    @Test
    void readsCsvInUtf8WithAByteOrderMark() throws IOException {
        read(csv("\ufeff名称,日期\n甲,2021-03-31\n", StandardCharsets.UTF_8));

        assertThat(rows).containsExactly("2 甲 2021-03-31 ");
        assertThat(problems.none()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GBK", "GB18030", "UTF-16"})
    void readsCsvInTheEncodingsOfChineseSpreadsheets(String charset) throws IOException {
        read(csv("名称;金额;日期\n\"甲;“乙”\";12.50;2021年3月5日\n", Charset.forName(charset)));

        assertThat(rows).containsExactly("2 甲;“乙” 2021-03-05 12.50");
    }

    @Test
    void countsRowsAsASpreadsheetDoes() throws IOException {
        read(csv("名称\tAmount*\n\n\"甲\"\t1\n\t\n乙\t2\n", StandardCharsets.UTF_8));

        assertThat(rows).containsExactly("3 甲 null 1", "5 乙 null 2");
    }

    @Test
    void namesADayThatDoesNotExist() throws IOException {
        read(csv("name,day\n甲,2021-02-30\n乙,2021-13-01\n丙,昨天\n", StandardCharsets.UTF_8));

        assertThat(problems.kept())
                .extracting(Problem::line, Problem::field, Problem::value, Problem::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2, "day", "2021-02-30", "date"),
                        org.assertj.core.groups.Tuple.tuple(3, "day", "2021-13-01", "date"),
                        org.assertj.core.groups.Tuple.tuple(4, "day", "昨天", "date"));
    }

    @Test
    void namesEveryFaultOfTheHeadsAtOnce() throws IOException {
        read(csv("日期,day,颜色\n2021-01-01,2021-01-01,红\n", StandardCharsets.UTF_8));

        assertThat(codes()).containsExactly("column-doubled", "column-unknown", "column-missing");
        assertThat(rows).isEmpty();
    }

    @Test
    void asksForHeadsWhereThereAreNone() throws IOException {
        read(csv("甲,2021-01-01\n", StandardCharsets.UTF_8));

        assertThat(codes()).containsExactly("header-missing");
    }

    @Test
    void namesCellsThatAreTooLongOrNotOneLineOrOutside() throws IOException {
        read(csv("name,day\n" + "长".repeat(21) + "\n\"甲\n乙\"\n丙,,多\n", StandardCharsets.UTF_8));

        assertThat(codes()).containsExactly("cell-too-long", "cell-control", "cell-outside");
    }

    @Test
    void endsAtAQuoteWithoutItsTwin() throws IOException {
        read(csv("name\n甲\n\"乙\n" + "丙\n".repeat(100_000), StandardCharsets.UTF_8));

        assertThat(codes()).containsExactly("csv-broken");
        assertThat(problems.kept().getFirst().line()).isEqualTo(3);
    }

    @Test
    void refusesWhatIsNoTable() throws IOException {
        var noise = new byte[100_000];
        new Random(7).nextBytes(noise);

        read(file(noise));

        assertThat(codes()).containsExactly("table-unknown");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        read(file(new byte[0]));

        assertThat(codes()).containsExactly("table-empty");
    }

    @Test
    void refusesAFileOf200Megabytes() throws IOException {
        var file = folder.resolve("large.csv");
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(200L << 20);
        }

        read(file);

        assertThat(codes()).containsExactly("table-too-large");
    }

    @Test
    void readsTextsNumbersAndDaysOfXlsx() throws IOException {
        read(
                xlsx(sheet -> {
                    heads(sheet);
                    sheet.value(1, 0, " 甲 ");
                    sheet.value(1, 1, LocalDate.of(2021, 3, 31));
                    sheet.style(1, 1).format("yyyy-mm-dd").set();
                    sheet.value(1, 2, 0.1 + 0.2);
                    sheet.inlineString(3, 0, "乙");
                    sheet.value(3, 1, LocalDateTime.of(2021, 3, 31, 12, 30));
                    sheet.style(3, 1).format("yyyy\"年\"m\"月\"d\"日\" hh:mm").set();
                    sheet.value(3, 2, 1_000_000);
                }));

        assertThat(rows).first().isEqualTo("2 甲 2021-03-31 0.30000000000000004");
        assertThat(codes()).containsExactly("date");
        assertThat(problems.kept().getFirst().value()).isEqualTo("2021-03-31T12:30");
        assertThat(rows).last().isEqualTo("4 乙 null 1000000");
    }

    @Test
    void neverBelievesAFormula() throws IOException {
        read(
                xlsx(sheet -> {
                    heads(sheet);
                    sheet.value(1, 0, "甲");
                    sheet.formula(1, 2, "1+1");
                    sheet.formula(2, 0, "A2");
                }));

        assertThat(problems.kept())
                .extracting(Problem::line, Problem::field, Problem::value, Problem::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2, "amount", "=1+1", "cell-formula"),
                        org.assertj.core.groups.Tuple.tuple(3, "name", "=A2", "cell-formula"));
    }

    @Test
    void refusesADamagedXlsx() throws IOException {
        var whole = Files.readAllBytes(xlsx(UploadedTableTests::heads));

        for (int length : new int[] {5, whole.length / 2, whole.length - 30}) {
            read(file(java.util.Arrays.copyOf(whole, length)));
        }

        assertThat(codes()).containsExactly("xlsx-damaged", "xlsx-damaged", "xlsx-damaged");
    }

    /** Any byte of a small XLSX changed: it is read or refused, and never ends in another fault. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void standsAnyChangedByte(long seed) throws IOException {
        var bytes = Files.readAllBytes(xlsx(UploadedTableTests::heads));
        var random = new Random(seed);
        for (int change = 0; change < 200; change++) {
            var changed = bytes.clone();
            changed[random.nextInt(bytes.length)] = (byte) random.nextInt();

            read(file(changed));
        }

        assertThat(problems.kept()).allSatisfy(it -> assertThat(it.code()).isNotEmpty());
    }

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 3);
    }

    @Test
    void refusesAnEncryptedOrOldWorkbook() throws IOException {
        var ole = new byte[2048];
        ole[0] = (byte) 0xd0;
        ole[1] = (byte) 0xcf;
        ole[2] = 0x11;
        ole[3] = (byte) 0xe0;

        read(file(ole));

        assertThat(codes()).containsExactly("table-encrypted");
    }

    @Test
    void stopsReadingASheetOfAMillionRows() throws IOException {
        var file =
                xlsx(sheet -> {
                    heads(sheet);
                    for (int row = 1; row <= 1_048_575; row++) {
                        sheet.value(row, 2, row);
                        if (row % 10_000 == 0) {
                            flush(sheet);
                        }
                    }
                });

        read(file);

        assertThat(codes()).containsExactly("table-too-many-rows");
        assertThat(problems.kept().getFirst().details()).containsExactly("200000");
    }

    @Test
    void readsASheetWhoseMillionRowsAreBlankButForOne() throws IOException {
        var rowsOfSheet = new StringBuilder(row(1, "名称"));
        for (int at = 2; at <= 1_000_000; at += 3) {
            rowsOfSheet.append("<row r=\"").append(at).append("\"><c s=\"1\"/></row>");
        }
        rowsOfSheet.append(row(1_048_576, "甲"));

        read(crafted(Map.of("xl/worksheets/sheet1.xml", sheetOf(rowsOfSheet.toString()))));

        assertThat(rows).containsExactly("1048576 甲 null ");
    }

    @Test
    void refusesAZipBombBeforeUnpackingIt() throws IOException {
        var file = folder.resolve("bomb.xlsx");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            var zeros = new byte[1 << 20];
            for (int megabyte = 0; megabyte < 1_000; megabyte++) {
                zip.write(zeros);
            }
        }
        assertThat(Files.size(file)).isLessThan(2 << 20);

        var begun = System.nanoTime();
        read(file);

        assertThat(codes()).containsExactly("xlsx-bomb");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void refusesARunOfTextThatNoCellCouldHold() throws IOException {
        var sheet = sheetOf(row(1, "名称") + " ".repeat(700_000));

        read(crafted(Map.of("xl/worksheets/sheet1.xml", sheet)));

        assertThat(codes()).containsExactly("xlsx-bomb");
    }

    @Test
    void countsWhatReallyUnpacksWhenTheDirectoryLies() throws IOException {
        var sheet = sheetOf(("<x>" + " ".repeat(400_000) + "</x>").repeat(400));
        var lying = Files.readAllBytes(crafted(Map.of("xl/worksheets/sheet1.xml", sheet)));
        var directory = java.nio.ByteBuffer.wrap(lying).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < lying.length - 46; at++) {
            if (directory.getInt(at) == 0x02014b50 && directory.getInt(at + 24) > 1_000_000) {
                directory.putInt(at + 24, 1_000);
            }
        }

        read(file(lying));

        assertThat(codes()).containsExactly("xlsx-bomb");
    }

    @Test
    void refusesTenThousandEntries() throws IOException {
        var parts = new LinkedHashMap<String, String>();
        IntStream.range(0, 10_000).forEach(it -> parts.put("xl/media/" + it, ""));

        read(crafted(parts));

        assertThat(codes()).containsExactly("xlsx-bomb");
    }

    /** What keeps readers busy for ever: far cells, missing texts, depth, names, entities. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "<row r=\"1\"><c r=\"ZZZZZZZ1\" t=\"inlineStr\"><is><t>x</t></is></c></row>",
                "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>2000000000</v></c></row>",
                "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c></row>",
                "<row r=\"2000000000\"><c/></row>",
                "<row r=\"5\"><c/></row><row r=\"4\"><c/></row>",
                "<row r=\"1\"><c r=\"A1\"><v>x</v></row>",
                "<!-- comment --><row r=\"1\"/>",
                "<row r=\"1\"><c t=\"inlineStr\"><is><t><![CDATA[x]]></t></is></c></row>",
                "<?php ?>",
                "<row r=\"x\"/>",
                "<row r=\"1048576\"><c/></row><row><c/></row>",
            })
    void refusesMarkupThatNoSpreadsheetWrites(String content) throws IOException {
        read(crafted(Map.of("xl/worksheets/sheet1.xml", sheetOf(content))));

        assertThat(codes()).containsExactly("xlsx-damaged");
    }

    @Test
    void refusesElementsNestedWithoutEndAndNamesWithoutNumber() throws IOException {
        read(crafted(Map.of("xl/worksheets/sheet1.xml", sheetOf("<a>".repeat(100_000)))));
        var names = new StringBuilder();
        IntStream.range(0, 100_000).forEach(it -> names.append("<n").append(it).append("/>"));
        read(crafted(Map.of("xl/worksheets/sheet1.xml", sheetOf(names.toString()))));

        assertThat(codes()).containsExactly("xlsx-damaged", "xlsx-damaged");
    }

    @Test
    void refusesADocumentTypeAndItsEntities() throws IOException {
        var sheet =
                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                        + "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>&x;</t></is></c></row></sheetData></worksheet>";

        read(crafted(Map.of("xl/worksheets/sheet1.xml", sheet)));

        assertThat(codes()).containsExactly("xlsx-damaged");
    }

    @Test
    void takesANumberOfAnySizeForItsText() throws IOException {
        var cells =
                "<row r=\"1\"><c t=\"inlineStr\"><is><t>name</t></is></c></row>"
                        + "<row r=\"2\"><c><v>1E+999999999</v></c></row>"
                        + "<row r=\"3\"><c><v>913101015600000000</v></c></row>";

        read(crafted(Map.of("xl/worksheets/sheet1.xml", sheetOf(cells))));

        assertThat(codes()).containsExactly("cell-number");
        assertThat(rows).last().isEqualTo("3 913101015600000000 null ");
    }

    /** Whatever text is exported comes back as it was, also one that begins like a formula. */
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "'=1", "''@a", "+86", "'甲'", "a,\"b\"", "－x", "'"})
    void givesBackWhatSheetWrote(String text) throws IOException {
        var sheet = new yanzhen.app.site.Sheet("表", List.of("名称", "金额"));
        sheet.add(text, 1);

        read(file(sheet.csv()));
        read(file(sheet.xlsx()));

        assertThat(rows).containsExactly("2 " + text + " null 1", "2 " + text + " null 1");
    }

    private void read(Path file) {
        UploadedTable.read(
                file,
                COLUMNS,
                UploadedTable.MOST_ROWS,
                problems,
                row ->
                        rows.add(
                                row.number()
                                        + " "
                                        + row.text("name")
                                        + " "
                                        + row.day("day", problems)
                                        + " "
                                        + row.text("amount")));
    }

    private List<String> codes() {
        return problems.kept().stream().map(Problem::code).toList();
    }

    private Path csv(String text, Charset charset) throws IOException {
        return file(text.getBytes(charset));
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "table", ""), bytes);
    }

    private Path xlsx(Consumer<Worksheet> content) throws IOException {
        var file = Files.createTempFile(folder, "table", ".xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                var book = new Workbook(out, "Test", "1.0")) {
            content.accept(book.newWorksheet("表"));
        }
        return file;
    }

    private static void heads(Worksheet sheet) {
        sheet.value(0, 0, "名称");
        sheet.value(0, 1, "日期");
        sheet.value(0, 2, "金额");
    }

    private static void flush(Worksheet sheet) {
        try {
            sheet.flush();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String row(int number, String text) {
        return "<row r=\"%d\"><c r=\"A%d\" t=\"inlineStr\"><is><t>%s</t></is></c></row>"
                .formatted(number, number, text);
    }

    private static String sheetOf(String rows) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
                + rows
                + "</sheetData></worksheet>";
    }

    /** A workbook whose parts are written by hand. */
    private Path crafted(Map<String, String> parts) throws IOException {
        var all = new LinkedHashMap<String, String>();
        all.put(
                "_rels/.rels",
                "<Relationships><Relationship Id=\"r1\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        all.put(
                "xl/workbook.xml",
                "<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
        all.put(
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"/xl/worksheets/sheet1.xml\"/></Relationships>");
        all.putAll(parts);
        var file = Files.createTempFile(folder, "crafted", ".xlsx");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var part : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }
}
