package yanzhen.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Made-up organisations for measuring: as many as asked for, the same for the same seed, with names
 * as long and as different as real ones.
 *
 * @param count up to 1,000,000
 * @param seed also makes the codes different from those of another seed
 */
record ManyOrganisations(int count, int seed) {

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final List<String> HEADS =
            List.of(
                    "code",
                    "name",
                    "name_en",
                    "kind",
                    "district",
                    "industry",
                    "registered",
                    "mark");
    private static final List<String> DISTRICTS =
            List.of("310101", "310104", "310105", "310106", "310109", "310110", "310112", "310115");
    private static final List<String> INDUSTRIES = List.of("C3973", "C3562", "C3985", "I6513", "");
    private static final String SIGNS = "青梧望舒聿新昭原衔芯泊岸霁远弘砺渊湛穆清序良简知谦合启明若水行健致远博观厚积";
    private static final List<String> TRADES =
            List.of("集成电路", "半导体设备", "电子材料", "工业软件", "生物制药", "智能装备");

    /** One row; cells in the order of the heads. */
    interface Rows {
        void add(String... cells) throws IOException;
    }

    void each(Rows rows) throws IOException {
        var random = new Random(seed);
        for (int number = 0; number < count; number++) {
            rows.add(
                    code(number),
                    "上海" + sign(random) + sign(random) + pick(TRADES, random) + "有限公司",
                    "Shanghai Demo Technology No. " + number + " Co., Ltd.",
                    "ENTERPRISE",
                    pick(DISTRICTS, random),
                    pick(INDUSTRIES, random),
                    LocalDate.of(1990, 1, 1).plusDays(random.nextInt(12_000)).toString(),
                    "演示");
        }
    }

    private static String pick(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static String sign(Random random) {
        int at = random.nextInt(SIGNS.length() - 1);
        return SIGNS.substring(at, at + 2);
    }

    /** A code with the check character of GB 32100-2015. */
    private String code(int number) {
        var first = "91310115B%02d%06d".formatted(seed % 100, number);
        int sum = 0;
        int weight = 1;
        for (int at = 0; at < first.length(); at++) {
            sum += ALPHABET.indexOf(first.charAt(at)) * weight;
            weight = weight * 3 % 31;
        }
        return first + ALPHABET.charAt((31 - sum % 31) % 31);
    }

    Path csv(Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write(String.join(",", HEADS) + "\n");
            each(cells -> out.write(quoted(cells) + "\n"));
        }
        return file;
    }

    private static String quoted(String... cells) {
        return "\"" + String.join("\",\"", cells) + "\"";
    }

    /** A workbook as spreadsheets write them, with its texts in the cells. */
    Path xlsx(Path file) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file));
                var out = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8))) {
            part(
                    zip,
                    out,
                    "_rels/.rels",
                    "<Relationships><Relationship Id=\"r1\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            part(
                    zip,
                    out,
                    "xl/workbook.xml",
                    "<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
            part(
                    zip,
                    out,
                    "xl/_rels/workbook.xml.rels",
                    "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            out.write("<worksheet><sheetData>");
            var number = new int[] {1};
            row(out, number[0], HEADS.toArray(String[]::new));
            each(cells -> row(out, ++number[0], cells));
            out.write("</sheetData></worksheet>");
            out.flush();
        }
        return file;
    }

    private static void part(ZipOutputStream zip, Writer out, String name, String content)
            throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        out.write(content);
        out.flush();
    }

    private static void row(Writer out, int number, String... cells) throws IOException {
        out.write("<row r=\"" + number + "\">");
        for (int at = 0; at < cells.length; at++) {
            out.write("<c r=\"" + (char) ('A' + at) + number + "\" t=\"inlineStr\"><is><t>");
            out.write(cells[at]);
            out.write("</t></is></c>");
        }
        out.write("</row>");
    }
}
