package yanzhen.app.evidence.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Office 文件检查: a DOCX or XLSX (ECMA-376) without anything that acts when it is opened.
 *
 * <p>Names of entries are judged first; then each entry is unpacked once, as a stream, never beyond
 * what the directory said, and what is XML is read by {@link OfficeXml}.
 */
final class OfficeChecks {

    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";

    /** What a part of a name says; letters are small. */
    private static final Map<String, String> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("vbaproject", "file-macros");
        BY_NAME.put("vbadata", "file-macros");
        BY_NAME.put("/macrosheets/", "file-macros");
        BY_NAME.put("/dialogsheets/", "file-macros");
        BY_NAME.put("/activex/", "file-activex");
        BY_NAME.put("/embeddings/", "file-embedded");
        BY_NAME.put("oleobject", "file-embedded");
        BY_NAME.put("/externallinks/", "file-external");
        BY_NAME.put("customui/", "file-addin");
        BY_NAME.put("/webextensions/", "file-addin");
        BY_NAME.put("attachedtoolbars", "file-addin");
    }

    /** What the first bytes of an entry say, one character a byte. */
    private static final Map<String, String> BY_HEAD =
            Map.of(
                    "PK\3\4", "file-archive-nested",
                    "PK\5\6", "file-archive-nested",
                    "Rar!", "file-archive-nested",
                    "7z\u00bc\u00af", "file-archive-nested",
                    "\u001f\u008b\b", "file-archive-nested",
                    "\u00d0\u00cf\u0011\u00e0", "file-embedded",
                    "%PDF", "file-embedded",
                    "{\\rt", "file-embedded",
                    "MZ", "file-program",
                    "\u007fELF", "file-program");

    private static final int HEAD = 4;
    private static final Pattern PROGRAM =
            Pattern.compile(
                    ".*\\.(exe|dll|scr|bat|cmd|com|pif|js|jse|vbs|vbe|wsf|hta|ps1|msi|jar|lnk|sh|html?|mht|swf)");
    private static final Pattern ARCHIVE =
            Pattern.compile(".*\\.(zip|rar|7z|gz|tar|cab|iso|xz|bz2)");
    private static final Pattern ESCAPE = Pattern.compile("%([0-9a-fA-F]{2})");
    private static final Pattern XML = Pattern.compile(".*\\.(xml|rels|vml)");

    private final ZipDirectory directory;
    private final Findings found;

    private OfficeChecks(ZipDirectory directory, Findings found) {
        this.directory = directory;
        this.found = found;
    }

    /** The media type; null when it is another ZIP. */
    static @Nullable String check(Path file, Findings found) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var checks = new OfficeChecks(ZipDirectory.of(channel, found), found);
            checks.look();
            return checks.type();
        }
    }

    private @Nullable String type() {
        boolean sheet = has("xl/workbook.xml");
        boolean text = has("word/document.xml");
        if (sheet && text) {
            found.add("file-polyglot", "word/document.xml", "XLSX + DOCX");
        }
        if (sheet) {
            return OFFICE + "spreadsheetml.sheet";
        }
        return text ? OFFICE + "wordprocessingml.document" : null;
    }

    private boolean has(String name) {
        return directory.entries().stream().anyMatch(it -> it.name().equals(name));
    }

    private void look() throws IOException {
        for (var it : directory.entries()) {
            judge(it.name());
        }
        if (!directory.sound()) {
            return;
        }
        if (type() != null && !has("[Content_Types].xml")) {
            found.add("file-unreadable", "[Content_Types].xml");
        }
        for (var it : directory.entries()) {
            if (!it.encrypted()) {
                unpack(it);
            }
        }
    }

    private void judge(String name) {
        var lower = plain(name);
        BY_NAME.forEach((part, code) -> {
            if (("/" + lower).contains(part)) {
                found.add(code, name);
            }
        });
        if (PROGRAM.matcher(lower).matches()) {
            found.add("file-program", name);
        } else if (ARCHIVE.matcher(lower).matches()) {
            found.add("file-archive-nested", name);
        }
    }

    /** In small letters, and without the escapes that names of parts may have. */
    private static String plain(String name) {
        var plain =
                ESCAPE.matcher(name)
                        .replaceAll(it -> {
                            var letter = (char) Integer.parseInt(it.group(1), 16);
                            return Matcher.quoteReplacement(String.valueOf(letter));
                        });
        return plain.toLowerCase(Locale.ROOT);
    }

    private void unpack(ZipDirectory.Entry entry) throws IOException {
        var inflater = new Inflater(true);
        var sum = new CRC32();
        try {
            InputStream packed = directory.packed(entry);
            var in = entry.deflated() ? new InflaterInputStream(packed, inflater, 1 << 15) : packed;
            var limited = new Limited(in, entry.size());
            read(entry.name(), new CheckedInputStream(limited, sum));
            if (limited.count != entry.size() || sum.getValue() != entry.crc()) {
                found.add("file-unreadable", entry.name());
            }
        } catch (TooMuch e) {
            found.add("file-archive-bomb", entry.name(), entry.size());
        } catch (ZipException | java.io.EOFException | XMLStreamException e) {
            found.add("file-unreadable", entry.name());
        } finally {
            inflater.end();
        }
    }

    private void read(String name, InputStream unpacked) throws IOException, XMLStreamException {
        var in = new PushbackInputStream(unpacked, HEAD);
        var first = in.readNBytes(HEAD);
        var head = new String(first, StandardCharsets.ISO_8859_1);
        BY_HEAD.forEach((begin, code) -> {
            if (head.startsWith(begin)) {
                found.addUnlessKnown(code, name);
            }
        });
        in.unread(first);
        var lower = plain(name);
        if (XML.matcher(lower).matches() && !data(lower)) {
            new OfficeXml(name, found).read(in);
        }
        in.transferTo(OutputStream.nullOutputStream());
    }

    /** Data of the author's own, which no program acts upon; the relations beside them are read. */
    private static boolean data(String lower) {
        return lower.startsWith("customxml/") && !lower.endsWith(".rels");
    }

    /** More comes out than the directory said. */
    private static final class TooMuch extends IOException {
        TooMuch(long most) {
            super("More than %d bytes.".formatted(most));
        }
    }

    private static final class Limited extends FilterInputStream {

        private final long most;
        private long count;

        Limited(InputStream in, long most) {
            super(in);
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int got = super.read(into, from, length);
            count += Math.max(0, got);
            if (count > most) {
                throw new TooMuch(most);
            }
            return got;
        }
    }
}
