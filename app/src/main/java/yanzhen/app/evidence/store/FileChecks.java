package yanzhen.app.evidence.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Problem;

/**
 * 文件检查: which kind of file this is, by its content (PDF, PNG, JPEG, XLSX, DOCX or plain text), and
 * everything in it that would act when somebody opens it, or that hides in it.
 *
 * <p>Files are read in streams. At most these stay in memory: {@value ZipDirectory#MOST_DIRECTORY}
 * bytes of a ZIP's directory, one tag or run of text of an XML part ({@link OfficeXml}), and of a
 * PDF its objects without their streams ({@link PdfChecks}).
 */
final class FileChecks {

    private static final byte[] PDF = {'%', 'P', 'D', 'F', '-'};
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final int HEAD = 4096;

    /** How far from the beginning readers of PDF look for its header. */
    private static final int PDF_HEADER = 1024;

    private static final Pattern LATER = Pattern.compile("%PDF-[0-9]");

    /**
     * What came of it.
     *
     * @param type media type; null when it is of no kind that is taken
     * @param problems empty when the file is taken
     */
    record Checked(@Nullable String type, List<Problem> problems) {}

    private FileChecks() {}

    /**
     * Looks at a file.
     *
     * @param given name as it came, with everything that hides in it
     */
    static Checked of(String given, Path file) throws IOException {
        var found = new Findings(FileNames.cleaned(given));
        var type = type(file, found);
        if (type == null && !found.has("file-unreadable") && !found.has("file-archive-many")) {
            found.add("file-type");
        }
        FileNameChecks.check(given, type, found);
        return new Checked(type, found.all());
    }

    private static @Nullable String type(Path file, Findings found) throws IOException {
        var head = head(file);
        if (begins(head, PDF)) {
            PdfChecks.check(file, found);
            return "application/pdf";
        }
        checkNoLaterPdf(head, found);
        if (begins(head, PNG)) {
            ImageChecks.png(file, found);
            return "image/png";
        }
        if (begins(head, JPEG)) {
            ImageChecks.jpeg(file, found);
            return "image/jpeg";
        }
        if (begins(head, ZIP)) {
            return OfficeChecks.check(file, found);
        }
        if (!TextChecks.begins(head, head.length == HEAD)) {
            return null;
        }
        TextChecks.check(file, found);
        return "text/plain";
    }

    /** Readers of PDF take a file whose header comes later; others take it for something else. */
    private static void checkNoLaterPdf(byte[] head, Findings found) {
        int length = Math.min(head.length, PDF_HEADER);
        var header = LATER.matcher(new String(head, 0, length, StandardCharsets.ISO_8859_1));
        if (header.find()) {
            found.add("file-polyglot", header.start(), "PDF");
        }
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
}
