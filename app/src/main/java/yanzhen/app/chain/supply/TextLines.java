package yanzhen.app.chain.supply;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import yanzhen.engine.Decimals;

/**
 * The lines of a text, without their ends (LF or CRLF) and without a byte order mark, one at a time
 * in one buffer. A line of more than {@value #LONGEST} bytes is cut there.
 */
final class TextLines implements Closeable {

    static final int LONGEST = 1 << 20;

    private static final Pattern STEERING = Pattern.compile("[\\p{Cntrl}&&[^\t]]");
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream bytes;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private byte[] line = new byte[256];
    private int length;
    private int number;
    private boolean cut;
    private boolean plain;

    TextLines(InputStream bytes) {
        this.bytes = bytes;
    }

    /** Goes to the next line; false when there is none. */
    boolean next() throws IOException {
        if (at == end && !fill()) {
            return false;
        }
        length = 0;
        cut = false;
        collect();
        number++;
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        if (number == 1 && startsWithMark()) {
            length -= MARK.length;
            System.arraycopy(line, MARK.length, line, 0, length);
        }
        plain = hasOnlyAscii();
        return true;
    }

    private void collect() throws IOException {
        do {
            int begin = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            append(begin);
            if (at < end) {
                at++;
                return;
            }
        } while (fill());
    }

    private boolean fill() throws IOException {
        int read = bytes.read(buffer);
        at = 0;
        end = Math.max(0, read);
        return read > 0;
    }

    private void append(int begin) {
        int more = Math.min(at - begin, LONGEST - length);
        cut |= more < at - begin;
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(2 * line.length, length + more));
        }
        System.arraycopy(buffer, begin, line, length, more);
        length += more;
    }

    private boolean startsWithMark() {
        return length >= MARK.length && Arrays.equals(line, 0, MARK.length, MARK, 0, MARK.length);
    }

    private boolean hasOnlyAscii() {
        for (int it = 0; it < length; it++) {
            if (line[it] <= 0) {
                return false;
            }
        }
        return true;
    }

    /** Counted from 1; 0 before the first. */
    int number() {
        return number;
    }

    int length() {
        return length;
    }

    byte at(int place) {
        return line[place];
    }

    /** The number written there; NaN when it is none. */
    double decimal(int from, int until) {
        return Decimals.read(line, from, until);
    }

    /** Whether there was more of it than is kept. */
    boolean isCut() {
        return cut;
    }

    /** Whether every byte is a character of ASCII, as all that these files need are. */
    boolean isPlain() {
        return plain;
    }

    /** A part of it, fit to be shown: what would steer a terminal is made visible. */
    String text(int from, int until) {
        var part = ByteBuffer.wrap(line, from, until - from);
        if (plain) {
            return STEERING.matcher(StandardCharsets.US_ASCII.decode(part)).replaceAll("\uFFFD");
        }
        var likely = decodes(part.duplicate(), StandardCharsets.UTF_8);
        var charset = likely ? StandardCharsets.UTF_8 : Charset.forName("GB18030");
        return STEERING.matcher(charset.decode(part)).replaceAll("\uFFFD");
    }

    /** Whether the bytes are characters in UTF-8. */
    boolean isUtf8() {
        return plain || decodes(ByteBuffer.wrap(line, 0, length), StandardCharsets.UTF_8);
    }

    private static boolean decodes(ByteBuffer part, Charset charset) {
        try {
            charset.newDecoder().decode(part);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
