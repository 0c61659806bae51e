package yanzhen.app.evidence.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;

/**
 * PDF 检查: every object of the file (ISO 32000-2), reached from a page or not, is looked at for
 * actions, attachments and media; nothing is drawn and no content is unpacked.
 *
 * <p>Parsed by PDFBox. Its buffers take 16 MiB of memory and 512 MiB of a temporary file at most;
 * beside them it holds the objects themselves, which {@link PdfBytes} has bounded before.
 */
final class PdfChecks {

    private static final long MEMORY = 16L << 20;
    private static final long STORAGE = 512L << 20;

    private static final String SCRIPT = "file-pdf-script";
    private static final String ATTACHMENT = "file-pdf-attachment";
    private static final String MEDIA = "file-pdf-media";
    private static final String FORM = "file-pdf-form";
    private static final String REMOTE = "file-pdf-remote";

    /** Kinds of actions (12.6.4), by the entry S. */
    private static final Map<String, String> ACTIONS =
            Map.ofEntries(
                    Map.entry("JavaScript", SCRIPT),
                    Map.entry("Launch", "file-pdf-launch"),
                    Map.entry("SubmitForm", FORM),
                    Map.entry("ImportData", FORM),
                    Map.entry("GoToE", REMOTE),
                    Map.entry("GoToR", REMOTE),
                    Map.entry("Rendition", MEDIA),
                    Map.entry("Movie", MEDIA),
                    Map.entry("Sound", MEDIA),
                    Map.entry("RichMediaExecute", MEDIA),
                    Map.entry("GoTo3DView", MEDIA));

    /** Keys of the catalogue, of name trees and of forms. */
    private static final Map<String, String> KEYS =
            Map.of(
                    "JavaScript", SCRIPT,
                    "EmbeddedFiles", ATTACHMENT,
                    "Collection", ATTACHMENT,
                    "XFA", FORM,
                    "RichMediaContent", MEDIA);

    /** Kinds of annotations and streams, by the entries Subtype and Type. */
    private static final Map<String, String> KINDS =
            Map.of(
                    "EmbeddedFile", ATTACHMENT,
                    "FileAttachment", ATTACHMENT,
                    "RichMedia", MEDIA,
                    "Screen", MEDIA,
                    "Movie", MEDIA,
                    "Sound", MEDIA,
                    "3D", MEDIA);

    private static final Set<String> PLACES_OF_FILES = Set.of("F", "UF", "DOS", "Unix", "Mac");
    private static final Set<String> PLAIN = Set.of("http", "https", "mailto");

    private final Findings found;

    private PdfChecks(Findings found) {
        this.found = found;
    }

    static void check(Path file, Findings found) throws IOException {
        var bytes = new PdfBytes(file, found);
        if (bytes.look()) {
            new PdfChecks(found).parse(file);
        }
        bytes.tellNames();
    }

    /** What a name brings that is an action, a key or a kind; null when it brings nothing. */
    static @Nullable String codeOf(String name) {
        var action = ACTIONS.getOrDefault(name, KEYS.get(name));
        return action == null ? KINDS.get(name) : action;
    }

    /**
     * The parser stops at what it cannot hold; such a file is refused, and nothing else happens.
     */
    private void parse(Path file) {
        var limits = MemoryUsageSetting.setupMixed(MEMORY, STORAGE);
        try (var document = Loader.loadPDF(file.toFile(), limits.streamCache)) {
            if (document.isEncrypted()) {
                found.add("file-encrypted", "/Encrypt");
            }
            if (document.getNumberOfPages() < 1) {
                found.add("file-unreadable", "/Pages");
            }
            look(document.getDocument());
        } catch (InvalidPasswordException e) {
            found.add("file-encrypted", "/Encrypt");
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            found.add("file-unreadable", "PDF");
        }
    }

    private void look(COSDocument document) {
        look("trailer", document.getTrailer());
        var keys = new ArrayList<>(document.getXrefTable().keySet());
        Collections.sort(keys);
        for (var key : keys) {
            var object = document.getObjectFromPool(key).getObject();
            look("%d %d obj".formatted(key.getNumber(), key.getGeneration()), object);
        }
    }

    /** An object with what lies directly in it; other objects have their own turn. */
    private void look(String place, @Nullable COSBase object) {
        var waiting = new ArrayDeque<COSBase>();
        if (object != null) {
            waiting.add(object);
        }
        while (!waiting.isEmpty()) {
            var it = waiting.remove();
            Iterable<? extends COSBase> parts = Collections.emptyList();
            if (it instanceof COSDictionary dictionary) {
                judge(place, dictionary);
                parts = dictionary.getValues();
            } else if (it instanceof COSArray array) {
                parts = array;
            }
            for (var part : parts) {
                if (part instanceof COSDictionary || part instanceof COSArray) {
                    waiting.add(part);
                }
            }
        }
    }

    private void judge(String place, COSDictionary it) {
        var action = it.getNameAsString("S");
        tell(place, action, ACTIONS);
        tell(place, it.getNameAsString("Type"), KINDS);
        tell(place, it.getNameAsString("Subtype"), KINDS);
        for (var key : it.keySet()) {
            tell(place, key.getName(), KEYS);
        }
        var script = it.getDictionaryObject("JS");
        if (script instanceof COSString || script instanceof COSStream) {
            found.add(SCRIPT, place + " /JS");
        }
        if (it.getDictionaryObject("EF") instanceof COSDictionary files
                && files.keySet().stream()
                        .anyMatch(each -> PLACES_OF_FILES.contains(each.getName()))) {
            found.add(ATTACHMENT, place + " /EF");
        }
        if ("URI".equals(action) && !plain(it.getString("URI"))) {
            found.add(REMOTE, place + " /URI " + it.getString("URI"));
        }
        if (it instanceof COSStream && it.containsKey("F")) {
            found.add(REMOTE, place + " /F");
        }
    }

    private void tell(String place, @Nullable String name, Map<String, String> codes) {
        var code = name == null ? null : codes.get(name);
        if (code != null) {
            found.add(code, place + " /" + name);
        }
    }

    /** Without a scheme it is relative to where the file lies, and leads to a page only. */
    private static boolean plain(@Nullable String address) {
        if (address == null) {
            return true;
        }
        var lower = address.strip().toLowerCase(Locale.ROOT);
        int colon = lower.indexOf(':');
        var scheme = colon < 0 ? "" : lower.substring(0, colon);
        return scheme.matches("[a-z][a-z0-9+.-]*")
                ? PLAIN.contains(scheme)
                : !lower.startsWith("\\\\") && !lower.startsWith("//");
    }
}
