package yanzhen.app.evidence.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * What the bytes of a PDF say, whatever its table of objects says: where it ends, how large its
 * packed tables become, and names that no object of the table has (an older state of the file).
 */
final class PdfBytes {

    /** Bytes that one packed table of objects may become, since a reader holds it whole. */
    private static final int MOST_OF_TABLE = 16 << 20;

    private static final int MOST_OF_TABLES = 64 << 20;
    private static final int LONGEST_COMMENT = 65_535;
    private static final int ZIP_END = 22;

    private static final Pattern END =
            Pattern.compile("startxref[\\x00\\s]+[0-9]{1,12}[\\x00\\s]+%%EOF");
    private static final Pattern STREAM = Pattern.compile("(?<!end)stream\\r?\\n");

    /** Keys that only streams of objects and of references have (ISO 32000-2, 7.5.7 and 7.5.8). */
    private static final Pattern TABLE = Pattern.compile("/(ObjStm|XRef|First|W)(?![A-Za-z0-9])");

    private static final Pattern ESCAPE = Pattern.compile("#([0-9A-Fa-f]{2})");

    private static final Pattern NAME =
            Pattern.compile(
                    "/(JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToE|GoToR)(?=[\\x00\\s<>\\[\\]()/%])");

    private final Path file;
    private final Findings found;
    private final TreeMap<String, Long> names = new TreeMap<>();
    private long end = -1;
    private long seen = -1;
    private long unpacked;

    PdfBytes(Path file, Findings found) {
        this.file = file;
        this.found = found;
    }

    /** Looks at all of it; whether a reader may hold its tables in memory. */
    boolean look() throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Stretches.of(file, (start, text) -> look(channel, start, text));
            checkEnd(channel);
        }
        return unpacked <= MOST_OF_TABLES;
    }

    private void look(FileChannel channel, long start, String text) throws IOException {
        END.matcher(text).results().forEach(it -> end = start + it.end());
        var streams = STREAM.matcher(text);
        while (streams.find()) {
            long begin = start + streams.end();
            if (begin > seen) {
                seen = begin;
                var before = text.substring(Math.max(0, streams.start() - 2048), streams.start());
                var dictionary = before.substring(Math.max(0, before.lastIndexOf("obj")));
                if (TABLE.matcher(unescaped(dictionary)).find()) {
                    measure(channel, begin);
                }
            }
        }
        NAME.matcher(unescaped(text))
                .results()
                .forEach(it -> names.putIfAbsent(it.group(1), start + it.start()));
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(it -> {
                    var letter = (char) Integer.parseInt(it.group(1), 16);
                    return Matcher.quoteReplacement(String.valueOf(letter));
                });
    }

    private void measure(FileChannel channel, long begin) throws IOException {
        if (unpacked > MOST_OF_TABLES) {
            return;
        }
        long size = 0;
        channel.position(begin);
        var buffer = new byte[1 << 14];
        // Closing the stream would close the channel.
        var inflater = new Inflater();
        var in =
                new InflaterInputStream(
                        new BufferedInputStream(Channels.newInputStream(channel)), inflater);
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                if (size > MOST_OF_TABLE) {
                    size = MOST_OF_TABLES + 1L;
                    break;
                }
            }
        } catch (ZipException | java.io.EOFException e) {
            // Packed in another way, or not at all: then it is no larger than the file.
        } finally {
            inflater.end();
        }
        unpacked += size;
        if (unpacked > MOST_OF_TABLES) {
            found.add("file-archive-bomb", "PDF @" + begin);
        }
    }

    private void checkEnd(FileChannel channel) throws IOException {
        long size = channel.size();
        if (end < 0) {
            found.add("file-unreadable", "startxref … %%EOF");
            return;
        }
        channel.position(end);
        var rest = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
        for (int it = rest.read(); it >= 0; it = rest.read()) {
            if (it != 0 && it != '\t' && it != '\n' && it != '\f' && it != '\r' && it != ' ') {
                found.add("file-surplus", end, size - end);
                break;
            }
        }
        int tail = (int) Math.min(size, LONGEST_COMMENT + ZIP_END);
        var last = ByteBuffer.allocate(tail).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(size - tail);
        while (last.hasRemaining() && channel.read(last) >= 0) {
            // As much as there is.
        }
        for (int at = 0; at <= last.position() - ZIP_END; at++) {
            if (last.getInt(at) == 0x06054b50
                    && at + ZIP_END + (last.getShort(at + 20) & 0xffff) == tail) {
                found.add("file-polyglot", size - tail + at, "ZIP");
            }
        }
    }

    /** Names that act, of which the objects had none. */
    void tellNames() {
        names.forEach((name, at) -> {
            var code = PdfChecks.codeOf(name);
            if (code != null && !found.has(code)) {
                found.add(code, "@" + at + " /" + name);
            }
        });
    }
}
