package yanzhen.app.pack;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Problems;

/** One row of a CSV file of a pack, with its place. An empty cell is no value. */
public final class PackRow {

    private final String file;
    private final NamedCsvRecord record;

    PackRow(String file, NamedCsvRecord record) {
        this.file = file;
        this.record = record;
    }

    public String file() {
        return file;
    }

    public int line() {
        return (int) record.getStartingLineNumber();
    }

    List<String> fields() {
        return record.getHeader();
    }

    /** The cell without spaces around; null when it is empty or there is no such column. */
    public @Nullable String orNull(String field) {
        return record.findField(field).map(String::strip).filter(it -> !it.isEmpty()).orElse(null);
    }

    public Optional<String> find(String field) {
        return Optional.ofNullable(orNull(field));
    }

    /**
     * The cell of a required column.
     *
     * @throws IllegalStateException when it is empty; the schema must have required it
     */
    public String text(String field) {
        var value = orNull(field);
        if (value == null) {
            throw new IllegalStateException(
                    "%s line %d has no %s; its schema should require it."
                            .formatted(file, line(), field));
        }
        return value;
    }

    public LocalDate date(String field) {
        return LocalDate.parse(text(field));
    }

    public @Nullable LocalDate dateOrNull(String field) {
        var value = orNull(field);
        return value == null ? null : LocalDate.parse(value);
    }

    public BigDecimal decimal(String field) {
        return new BigDecimal(text(field));
    }

    public @Nullable BigDecimal decimalOrNull(String field) {
        var value = orNull(field);
        return value == null ? null : new BigDecimal(value);
    }

    public boolean flag(String field) {
        return "true".equals(orNull(field));
    }

    /** Adds a problem about a cell of this row. */
    public void complain(Problems problems, String field, String code, String... details) {
        var value = orNull(field);
        problems.add(file, line(), field, value == null ? "" : value, code, details);
    }
}
