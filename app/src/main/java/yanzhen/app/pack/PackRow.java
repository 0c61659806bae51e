package yanzhen.app.pack;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    public List<String> fields() {
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

    /** Complains of each of these cells that is empty. */
    public void required(Problems problems, String... fields) {
        for (var field : fields) {
            if (orNull(field) == null) {
                complain(problems, field, "required");
            }
        }
    }

    /** Complains of each of these cells that is filled and no day. */
    public void days(Problems problems, String... fields) {
        for (var field : fields) {
            try {
                dateOrNull(field);
            } catch (DateTimeException e) {
                complain(problems, field, "date");
            }
        }
    }

    /**
     * Complains of a cell that is filled and none of the keys.
     *
     * @return whether it is one of them
     */
    public boolean known(Problems problems, String field, Set<String> keys) {
        var key = orNull(field);
        if (key != null && !keys.contains(key)) {
            complain(problems, field, "unknown-reference");
        }
        return key != null && keys.contains(key);
    }

    /** Adds a problem about a cell of this row. */
    public void complain(Problems problems, String field, String code, String... details) {
        var value = orNull(field);
        problems.add(file, line(), field, value == null ? "" : value, code, details);
    }
}
