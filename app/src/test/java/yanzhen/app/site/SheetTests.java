package yanzhen.app.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;

class SheetTests {

    @Test
    void writesCsvWithMarkQuotesAndNoFormula() {
        var sheet = new Sheet("表", List.of("名称", "数", "日"));
        sheet.add("=1+1", new BigDecimal("1E+3"), LocalDate.of(2025, 12, 31));
        sheet.add("甲,\"乙\"", null, null);

        var text = new String(sheet.csv(), StandardCharsets.UTF_8);

        assertThat(text)
                .isEqualTo("\ufeff名称,数,日\r\n'=1+1,1000,2025-12-31\r\n\"甲,\"\"乙\"\"\",,\r\n");
    }

    @Test
    void disarmsEveryStartThatASpreadsheetTakesForAFormula() {
        var sheet = new Sheet("表", List.of("名称"));
        List.of("=a", "+a", "-a", "@a", "\ta", "＝a", "＋a", "－a", "＠a").forEach(sheet::add);

        var lines = new String(sheet.csv(), StandardCharsets.UTF_8).split("\r\n", -1);

        assertThat(List.of(lines).subList(1, 10)).allMatch(it -> it.startsWith("'"));
    }

    @Test
    void writesXlsxWhoseCellsKeepTheirKinds() throws IOException {
        var sheet = new Sheet("表/1", List.of("名称", "数"));
        sheet.add("=1+1", new BigDecimal("12.5"));

        try (var book = new ReadableWorkbook(new ByteArrayInputStream(sheet.xlsx()))) {
            var rows = book.getFirstSheet().read();
            assertThat(rows.get(1).getCellText(0)).isEqualTo("=1+1");
            assertThat(rows.get(1).getCellAsNumber(1)).contains(new BigDecimal("12.5"));
        }
    }

    @Test
    void refusesARowOfAnotherWidth() {
        var sheet = new Sheet("表", List.of("名称", "数"));

        assertThatThrownBy(() -> sheet.add("甲"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 cells for 2 columns");
    }
}
