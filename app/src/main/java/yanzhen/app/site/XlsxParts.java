package yanzhen.app.site;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an XLSX that hold its first visible sheet, found by their relations (ECMA-376, part
 * 2). What the file says of its sizes is looked at before anything is unpacked, and what really
 * comes out is counted while it does.
 */
final class XlsxParts implements Closeable {

    private static final int MOST_ENTRIES = 2_000;
    private static final long MOST_UNPACKED = 512L << 20;
    private static final long SMALL = 8L << 20;

    /** A sheet of equal rows packs 100 to 1; a bomb 1000 to 1. */
    private static final long MOST_RATIO = 200;

    private static final long MOST_OF_SHEET = 128L << 20;
    private static final long MOST_OF_TEXTS = 64L << 20;
    private static final long MOST_OF_OTHER = 8L << 20;

    private final ZipFile zip;
    private final TreeMap<String, ZipEntry> entries = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private XlsxParts(ZipFile zip) {
        this.zip = zip;
    }

    static XlsxParts of(Path file) throws IOException, TableFault {
        var parts = new XlsxParts(new ZipFile(file.toFile()));
        try {
            parts.look();
            return parts;
        } catch (TableFault | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private void look() throws TableFault {
        long unpacked = 0;
        if (zip.size() > MOST_ENTRIES) {
            throw new TableFault("xlsx-bomb");
        }
        for (var entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
            long size = entry.getSize();
            unpacked += size;
            if (unpacked > MOST_UNPACKED || bomb(size, entry.getCompressedSize())) {
                throw new TableFault("xlsx-bomb");
            }
            entries.put(entry.getName(), entry);
        }
    }

    private static boolean bomb(long size, long packed) {
        return size < 0 || (size > SMALL && size / Math.max(1, packed) > MOST_RATIO);
    }

    InputStream sheet(String name) throws IOException {
        return open(name, MOST_OF_SHEET);
    }

    InputStream texts(String name) throws IOException {
        return open(name, MOST_OF_TEXTS);
    }

    InputStream other(String name) throws IOException {
        return open(name, MOST_OF_OTHER);
    }

    private InputStream open(String name, long most) throws IOException {
        var entry = entries.get(name);
        if (entry == null) {
            throw new IOException("The part %s is missing.".formatted(name));
        }
        return new PlainXml(zip.getInputStream(entry), most);
    }

    /**
     * A relation of one part to another.
     *
     * @param type last word of its address, for example {@code worksheet}
     * @param target name of the other part inside the file
     */
    record Relation(String id, String type, String target) {}

    /** The relations of a part; of the whole file for the empty name. */
    List<Relation> relations(String part) throws IOException, XMLStreamException {
        int slash = part.lastIndexOf('/') + 1;
        var folder = part.substring(0, slash);
        var name = folder + "_rels/" + part.substring(slash) + ".rels";
        var found = new ArrayList<Relation>();
        try (var in = other(name)) {
            var xml = reader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT
                        && xml.getLocalName().equals("Relationship")) {
                    var type = attribute(xml, "Type");
                    found.add(
                            new Relation(
                                    attribute(xml, "Id"),
                                    type.substring(type.lastIndexOf('/') + 1),
                                    resolved(folder, attribute(xml, "Target"))));
                }
            }
        }
        return found;
    }

    private static String resolved(String folder, String target) {
        var path = target.startsWith("/") ? target.substring(1) : folder + target;
        var parts = new ArrayList<String>();
        for (var part : path.split("/", -1)) {
            if (part.equals("..") && !parts.isEmpty()) {
                parts.removeLast();
            } else if (!part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    static String attribute(XMLStreamReader xml, String name) {
        var value = attributeOrNull(xml, name);
        return value == null ? "" : value;
    }

    static @Nullable String attributeOrNull(XMLStreamReader xml, String name) {
        for (int at = 0; at < xml.getAttributeCount(); at++) {
            if (xml.getAttributeLocalName(at).equals(name)) {
                return xml.getAttributeValue(at);
            }
        }
        return null;
    }

    /** The JDK's own parser, whatever else is on the class path, without anything from outside. */
    static XMLStreamReader reader(InputStream in) throws XMLStreamException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory.createXMLStreamReader(in, "UTF-8");
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /**
     * Watches what a parser keeps for the whole of a part: open elements, and every name that ever
     * occurred.
     */
    static final class Watch {

        private static final int DEEPEST = 64;
        private static final int MOST_NAMES = 1_000;

        private final Set<String> names = new HashSet<>();
        private int depth;

        /** Follows the parser to its next event. */
        int next(XMLStreamReader xml) throws XMLStreamException {
            int event = xml.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                depth++;
                names.add(xml.getLocalName());
                for (int at = 0; at < xml.getAttributeCount(); at++) {
                    names.add(xml.getAttributeLocalName(at));
                }
                if (depth > DEEPEST || names.size() > MOST_NAMES) {
                    throw new XMLStreamException("No spreadsheet nests or names so much.");
                }
            } else if (event == XMLStreamReader.END_ELEMENT) {
                depth--;
            }
            return event;
        }
    }

    /** Which of the numbers of a workbook are days: by the formats of its cell styles. */
    static boolean isDay(int format, @Nullable String written) {
        if (written == null) {
            return (format >= 14 && format <= 17)
                    || format == 22
                    || (format >= 27 && format <= 31)
                    || format == 36
                    || (format >= 50 && format <= 54)
                    || format == 57
                    || format == 58;
        }
        var bare = written.replaceAll("\"[^\"]*\"|\\\\.|\\[[^]]*]", "").toLowerCase(Locale.ROOT);
        return bare.indexOf('y') >= 0 || bare.indexOf('d') >= 0;
    }
}
