package yanzhen.app.cluster.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Imports;
import yanzhen.app.cluster.Imports.Kind;
import yanzhen.app.site.UploadedTable.Column;

/** 导入模板: a workbook with the heads, one example and what each column takes. */
@Component
class ImportTemplate {

    private static final MediaType XLSX =
            MediaType.parseMediaType(
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    private static final int WIDTH = 22;
    private static final int NOTE_WIDTH = 90;

    private final Imports imports;
    private final MessageSource messages;

    ImportTemplate(Imports imports, MessageSource messages) {
        this.imports = imports;
        this.messages = messages;
    }

    ResponseEntity<byte[]> of(Kind kind, Locale locale) {
        var file =
                URLEncoder.encode(say("import.template." + kind, locale), StandardCharsets.UTF_8)
                        .replace("+", "%20");
        return ResponseEntity.ok()
                .contentType(XLSX)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename*=UTF-8''" + file + ".xlsx")
                .body(workbook(kind, locale));
    }

    private byte[] workbook(Kind kind, Locale locale) {
        var bytes = new ByteArrayOutputStream();
        var columns = imports.columns(kind);
        try (var book = new Workbook(bytes, "Yanzhen", "1.0")) {
            heads(book.newWorksheet(say("import.template." + kind, locale)), columns, locale);
            notes(book.newWorksheet(say("import.notes", locale)), columns, locale);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The example fails the check of its code, so that nobody imports it by mistake. */
    private void heads(Worksheet sheet, List<Column> columns, Locale locale) {
        for (int at = 0; at < columns.size(); at++) {
            var column = columns.get(at);
            sheet.value(
                    0, at, say("column." + column.key(), locale) + (column.required() ? "*" : ""));
            sheet.style(0, at).bold().set();
            sheet.value(1, at, messages.getMessage(example(column), null, "", locale));
            sheet.style(1, at).format("@").fontColor("666666").italic().set();
            sheet.width(at, WIDTH);
        }
        sheet.freezePane(0, 1);
    }

    private void notes(Worksheet sheet, List<Column> columns, Locale locale) {
        sheet.value(0, 0, say("site.problems.field", locale));
        sheet.value(0, 1, say("import.key", locale));
        sheet.value(0, 2, say("import.takes", locale));
        sheet.range(0, 0, 0, 2).style().bold().set();
        for (int at = 0; at < columns.size(); at++) {
            var column = columns.get(at);
            sheet.value(at + 1, 0, say("column." + column.key(), locale));
            sheet.value(at + 1, 1, column.key());
            sheet.value(at + 1, 2, say("import.note." + column.key(), locale));
        }
        sheet.value(columns.size() + 2, 0, say("import.note", locale));
        sheet.width(0, WIDTH);
        sheet.width(1, WIDTH);
        sheet.width(2, NOTE_WIDTH);
    }

    private static String example(Column column) {
        return "import.example." + column.key();
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
