package yanzhen.app.evidence.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** 文本检查: UTF-8 or GB 18030 without control characters, and no page, script or DDE formula. */
final class TextChecks {

    private static final List<Charset> CHARSETS =
            List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"));

    /** Markup, scripts, RTF, mail with parts, and SYLK, which a spreadsheet takes for its own. */
    private static final List<String> OTHERS = List.of("<", "#!", "{\\rtf", "mime-version:", "id;");

    /** {@code =cmd|' /C calc'!A0}: a spreadsheet that opens such a table starts the program. */
    private static final Pattern DDE =
            Pattern.compile("[=+@-]\\h*[A-Za-z][\\w.]*\\h*\\|\\h*'[^'\\r\\n]*'\\h*!");

    private TextChecks() {}

    /**
     * Whether a file that begins so may be text.
     *
     * @param cut whether the file goes on, so that a character may be split
     */
    static boolean begins(byte[] head, boolean cut) {
        for (var charset : CHARSETS) {
            for (int less = 0; less < (cut ? 4 : 1); less++) {
                if (readable(head, head.length - less, charset)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean readable(byte[] head, int length, Charset charset) {
        try {
            var decoded = charset.newDecoder().decode(ByteBuffer.wrap(head, 0, length)).toString();
            var bare = decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
            var lower = bare.strip().toLowerCase(Locale.ROOT);
            return decoded.chars().noneMatch(TextChecks::control)
                    && OTHERS.stream().noneMatch(lower::startsWith);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean control(int it) {
        return it < 0x20 && it != '\n' && it != '\r' && it != '\t';
    }

    /** The whole of a file that begins as text. */
    static void check(Path file, Findings found) throws IOException {
        long fault = Math.max(readUntil(file, CHARSETS.get(0)), readUntil(file, CHARSETS.get(1)));
        if (fault < Long.MAX_VALUE) {
            found.add("file-text", fault);
        }
        Stretches.of(
                file,
                (start, text) -> {
                    text.chars()
                            .filter(TextChecks::control)
                            .limit(1)
                            .forEach(it -> found.add("file-text", start + text.indexOf(it)));
                    var formula = DDE.matcher(text);
                    if (formula.find() && !found.has("file-dde")) {
                        found.add(
                                "file-dde",
                                "@" + (start + formula.start()) + " " + formula.group());
                    }
                });
    }

    /**
     * How far it can be read.
     *
     * @return byte of the first character that is none; the largest number when all are
     */
    private static long readUntil(Path file, Charset charset) throws IOException {
        var decoder = charset.newDecoder();
        var bytes = ByteBuffer.allocate(1 << 16);
        var characters = CharBuffer.allocate(1 << 16);
        long done = 0;
        try (var in = Files.newByteChannel(file)) {
            boolean end = false;
            while (!end) {
                end = in.read(bytes) < 0;
                bytes.flip();
                CoderResult result = CoderResult.OVERFLOW;
                while (result.isOverflow()) {
                    characters.clear();
                    result = decoder.decode(bytes, characters, end);
                }
                if (result.isError()) {
                    return done + bytes.position();
                }
                done += bytes.position();
                bytes.compact();
            }
        }
        return Long.MAX_VALUE;
    }
}
