package yanzhen.app.evidence.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Which kind of file this is, by its content: PDF, PNG, JPEG, XLSX, DOCX without macros, or plain
 * text. Of an Office file only the directory is read; nothing is unpacked.
 */
final class FileTypes {

    private static final byte[] PDF = {'%', 'P', 'D', 'F', '-'};
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final int HEAD = 4096;
    private static final int MOST_ENTRIES = 5_000;
    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";

    private FileTypes() {}

    /** The media type; null when the file is of no kind that is taken. */
    static @Nullable String of(Path file) throws IOException {
        var head = head(file);
        if (begins(head, PDF)) {
            return "application/pdf";
        }
        if (begins(head, PNG)) {
            return "image/png";
        }
        if (begins(head, JPEG)) {
            return "image/jpeg";
        }
        if (begins(head, ZIP)) {
            return office(file);
        }
        return text(head) ? "text/plain" : null;
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD);
        }
    }

    private static boolean begins(byte[] head, byte[] with) {
        return head.length >= with.length
                && Arrays.equals(head, 0, with.length, with, 0, with.length);
    }

    private static @Nullable String office(Path file) throws IOException {
        var names = new HashSet<String>();
        try (var zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_ENTRIES) {
                return null;
            }
            zip.stream().forEach(entry -> names.add(entry.getName()));
        } catch (ZipException e) {
            return null;
        }
        if (names.stream().anyMatch(it -> it.endsWith("vbaProject.bin"))) {
            return null;
        }
        if (names.contains("xl/workbook.xml")) {
            return OFFICE + "spreadsheetml.sheet";
        }
        return names.contains("word/document.xml") ? OFFICE + "wordprocessingml.document" : null;
    }

    /**
     * UTF-8 or GB 18030 without control characters; the cut of a long one may split a character.
     */
    private static boolean text(byte[] head) {
        int cuts = head.length == HEAD ? 4 : 1;
        for (var charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
            for (int cut = 0; cut < cuts; cut++) {
                if (readable(head, head.length - cut, charset)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean readable(byte[] head, int length, Charset charset) {
        try {
            var decoded = charset.newDecoder().decode(ByteBuffer.wrap(head, 0, length)).toString();
            var lower = decoded.strip().toLowerCase(java.util.Locale.ROOT);
            return decoded.chars().noneMatch(FileTypes::control)
                    && !lower.startsWith("<")
                    && !lower.startsWith("#!");
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean control(int it) {
        return it < 0x20 && it != '\n' && it != '\r' && it != '\t';
    }
}
