package yanzhen.app.site;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file.
 *
 * <p>The encoding is the one of the byte order mark; without one it is UTF-8 when the whole file is
 * sound UTF-8, else GB 18030 (which holds GBK) when it is sound GB 18030. The separator is the one
 * that cuts the heads into most parts.
 */
final class CsvRows implements RawRows {

    private static final int BOM = '\ufeff';
    private static final int CHUNK = 1 << 16;
    private static final char[] SEPARATORS = {',', '\t', ';'};

    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private int number;

    private CsvRows(CsvReader<CsvRecord> reader) {
        this.reader = reader;
        this.records = reader.iterator();
    }

    static CsvRows of(Path file) throws IOException, TableFault {
        var encoding = encoding(file);
        char separator = separator(file, encoding);
        var text = open(file, encoding);
        var cells =
                CsvRecordHandler.builder()
                        .maxFields(MOST_COLUMNS)
                        .maxFieldSize(2 * MOST_TEXT)
                        .maxRecordSize(16 * MOST_TEXT)
                        .build();
        return new CsvRows(
                CsvReader.builder()
                        .commentStrategy(CommentStrategy.NONE)
                        .fieldSeparator(separator)
                        .skipEmptyLines(false)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(false)
                        .maxBufferSize(32 * MOST_TEXT)
                        .build(cells, text));
    }

    private static Charset encoding(Path file) throws IOException, TableFault {
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(2);
        }
        if (head.length == 0) {
            throw new TableFault("table-empty");
        }
        if (head.length == 2 && (head[0] & 0xff) + (head[1] & 0xff) == 0xfe + 0xff) {
            return sound(file, StandardCharsets.UTF_16);
        }
        for (var charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
            if (reads(file, charset)) {
                return charset;
            }
        }
        throw new TableFault("table-unknown");
    }

    private static Charset sound(Path file, Charset charset) throws IOException, TableFault {
        if (!reads(file, charset)) {
            throw new TableFault("table-unknown");
        }
        return charset;
    }

    /** Whether the whole file is text of this encoding: no wrong byte, no NUL. */
    private static boolean reads(Path file, Charset charset) throws IOException {
        var chunk = new char[CHUNK];
        try (var text = open(file, charset)) {
            for (int length = text.read(chunk); length >= 0; length = text.read(chunk)) {
                for (int at = 0; at < length; at++) {
                    if (chunk[at] == 0) {
                        return false;
                    }
                }
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static Reader open(Path file, Charset charset) throws IOException {
        var strict =
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        var text =
                new BufferedReader(
                        new InputStreamReader(Files.newInputStream(file), strict), CHUNK);
        text.mark(1);
        if (text.read() != BOM) {
            text.reset();
        }
        return text;
    }

    private static char separator(Path file, Charset charset) throws IOException {
        var chunk = new char[CHUNK];
        int length;
        try (var text = open(file, charset)) {
            length = text.read(chunk);
        }
        var counts = new int[SEPARATORS.length];
        boolean quoted = false;
        boolean begun = false;
        for (int at = 0; at < length; at++) {
            char it = chunk[at];
            quoted ^= it == '"';
            boolean end = !quoted && (it == '\n' || it == '\r');
            if (end && begun) {
                break;
            }
            begun |= !end;
            for (int sign = 0; !quoted && sign < SEPARATORS.length; sign++) {
                counts[sign] += it == SEPARATORS[sign] ? 1 : 0;
            }
        }
        int best = 0;
        for (int sign = 1; sign < SEPARATORS.length; sign++) {
            best = counts[sign] > counts[best] ? sign : best;
        }
        return SEPARATORS[best];
    }

    @Override
    public @Nullable Row next() throws TableFault {
        try {
            if (!records.hasNext()) {
                return null;
            }
            var fields = records.next().getFields();
            var cells = new ArrayList<Cell>(fields.size());
            for (var field : fields) {
                cells.add(Cell.of(Sheet.armed(field.strip())));
            }
            return new Row(++number, cells);
        } catch (CsvParseException | UncheckedIOException e) {
            throw new TableFault("csv-broken", number + 1);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
