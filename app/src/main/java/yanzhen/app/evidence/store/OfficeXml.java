package yanzhen.app.evidence.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Office 部件检查: one XML part, read as a stream without document types and without anything from
 * outside; a tag or a run of text is at most 4 MiB long.
 *
 * <p>Elements are told by their local names, so that both the transitional and the strict
 * vocabulary, and prefixes of any name, are the same.
 */
final class OfficeXml {

    private static final int DEEPEST = 256;

    /** The parser keeps every name that ever occurred. */
    private static final int MOST_NAMES = 1_000;

    private static final int LONGEST_CODE = 32_768;

    /** Stands in a field's code where another field gives the words. */
    private static final char NESTED = '\uFFFC';

    /** The last word of a relation's type, in small letters, and what it brings. */
    private static final Map<String, String> RELATIONS =
            Map.ofEntries(
                    Map.entry("vbaproject", "file-macros"),
                    Map.entry("vbaprojectsignature", "file-macros"),
                    Map.entry("wordvbadata", "file-macros"),
                    Map.entry("xlmacrosheet", "file-macros"),
                    Map.entry("xlintlmacrosheet", "file-macros"),
                    Map.entry("dialogsheet", "file-macros"),
                    Map.entry("control", "file-activex"),
                    Map.entry("activexcontrolbinary", "file-activex"),
                    Map.entry("oleobject", "file-embedded"),
                    Map.entry("package", "file-embedded"),
                    Map.entry("afchunk", "file-embedded"),
                    Map.entry("attachedtemplate", "file-external"),
                    Map.entry("externallink", "file-external"),
                    Map.entry("externallinkpath", "file-external"),
                    Map.entry("frame", "file-external"),
                    Map.entry("subdocument", "file-external"),
                    Map.entry("extensibility", "file-addin"),
                    Map.entry("usercustomization", "file-addin"),
                    Map.entry("webextension", "file-addin"),
                    Map.entry("webextensiontaskpanes", "file-addin"),
                    Map.entry("attachedtoolbars", "file-addin"));

    /** What a kind of content contains, in small letters, and what it brings. */
    private static final Map<String, String> CONTENTS =
            Map.of(
                    "macroenabled", "file-macros",
                    "vbaproject", "file-macros",
                    "vbadata", "file-macros",
                    "macrosheet", "file-macros",
                    "activex", "file-activex",
                    "oleobject", "file-embedded",
                    "externallink", "file-external",
                    "webextension", "file-addin");

    private static final Map<String, String> ELEMENTS =
            Map.of(
                    "ddeLink", "file-dde",
                    "ddeItem", "file-dde",
                    "oleLink", "file-external",
                    "OLEObject", "file-embedded",
                    "oleObject", "file-embedded",
                    "altChunk", "file-embedded",
                    "customUI", "file-addin",
                    "webextension", "file-addin");

    /** Fields that bring in what lies elsewhere. */
    private static final Set<String> FETCHING =
            Set.of("INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DATABASE", "RD");

    private static final Set<String> FORMULAS =
            Set.of(
                    "f",
                    "formula",
                    "formula1",
                    "formula2",
                    "definedName",
                    "calculatedColumnFormula",
                    "totalsRowFormula");
    private static final Set<String> PLAIN = Set.of("http", "https", "mailto");
    private static final Pattern SCHEME =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);
    private static final Pattern KEYWORD = Pattern.compile("[\\s\"“”]*([^\\s\"“”]*)");
    private static final Pattern QUOTED =
            Pattern.compile("\"[^\"]*\"|'(?:[^']|'')*'|\\[[^\\[\\]]*]");
    private static final Pattern REMOTE =
            Pattern.compile(
                    "\\b(WEBSERVICE|IMAGE|RTD|STOCKHISTORY)\\s*\\(", Pattern.CASE_INSENSITIVE);
    private static final Pattern CALLING =
            Pattern.compile(
                    "\\b(CALL|REGISTER|REGISTER\\.ID|EXEC)\\s*\\(", Pattern.CASE_INSENSITIVE);

    private final String part;
    private final Findings found;
    private final Deque<Field> fields = new ArrayDeque<>();
    private final StringBuilder formula = new StringBuilder();
    private final Set<String> names = new HashSet<>();
    private int instruction;
    private int calculated;

    private static final class Field {
        private final StringBuilder code = new StringBuilder();
        private boolean ended;

        /** Spaces before the first word do not fill it. */
        void add(String text) {
            if (code.length() < LONGEST_CODE) {
                code.append(code.isEmpty() ? text.stripLeading() : text);
            }
        }
    }

    /**
     * For one part.
     *
     * @param part name of the entry
     */
    OfficeXml(String part, Findings found) {
        this.part = part;
        this.found = found;
        fields.push(new Field());
    }

    void read(InputStream in) throws XMLStreamException {
        var xml = reader(new ShortRuns(in));
        try {
            int depth = 0;
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.DTD -> {
                        found.add("file-dtd", part);
                        return;
                    }
                    case XMLStreamConstants.START_ELEMENT -> {
                        depth++;
                        watch(xml, depth);
                        begin(xml);
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        depth--;
                        end(xml);
                    }
                    case XMLStreamConstants.CHARACTERS,
                            XMLStreamConstants.CDATA,
                            XMLStreamConstants.SPACE ->
                            text(xml);
                    case XMLStreamConstants.PROCESSING_INSTRUCTION -> names.add(xml.getPITarget());
                    default -> {}
                }
            }
            while (!fields.isEmpty()) {
                judge(fields.pop());
            }
        } finally {
            xml.close();
        }
    }

    /** The JDK's own parser, whatever else is on the class path. */
    private static XMLStreamReader reader(InputStream in) throws XMLStreamException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory.createXMLStreamReader(in);
    }

    private void watch(XMLStreamReader xml, int depth) throws XMLStreamException {
        names.add(xml.getLocalName());
        names.add(String.valueOf(xml.getPrefix()));
        for (int at = 0; at < xml.getAttributeCount(); at++) {
            names.add(xml.getAttributeLocalName(at));
        }
        if (depth > DEEPEST || fields.size() > DEEPEST || names.size() > MOST_NAMES) {
            throw new XMLStreamException("No Office document nests or names so much.");
        }
    }

    private void begin(XMLStreamReader xml) {
        var name = xml.getLocalName();
        var code = ELEMENTS.get(name);
        if (code != null) {
            found.addUnlessKnown(code, part + ": " + name);
        }
        switch (name) {
            case "Relationship" -> relation(xml);
            case "Default", "Override" -> content(attribute(xml, "ContentType"));
            case "instrText", "delInstrText" -> instruction++;
            case "fldChar" -> mark(attribute(xml, "fldCharType"));
            case "fldSimple" -> {
                var simple = new Field();
                simple.add(attribute(xml, "instr"));
                judge(simple);
            }
            case "connection" -> connection(xml);
            case "definedName" -> defined(xml);
            default -> {}
        }
        calculated += formula(xml) ? 1 : 0;
    }

    /** In mathematics {@code f} is a fraction. */
    private static boolean formula(XMLStreamReader xml) {
        var space = xml.getNamespaceURI();
        return FORMULAS.contains(xml.getLocalName())
                && (space == null || !space.toLowerCase(Locale.ROOT).endsWith("/math"));
    }

    private void end(XMLStreamReader xml) {
        var name = xml.getLocalName();
        if (name.equals("instrText") || name.equals("delInstrText")) {
            instruction--;
        } else if (formula(xml)) {
            calculated--;
            calculate(formula.toString());
            formula.setLength(0);
        }
    }

    private void text(XMLStreamReader xml) {
        if (instruction > 0) {
            var field = fields.getFirst();
            (field.ended ? fields.getLast() : field).add(xml.getText());
        } else if (calculated > 0 && formula.length() < LONGEST_CODE) {
            formula.append(xml.getText());
        }
    }

    private static String attribute(XMLStreamReader xml, String name) {
        for (int at = 0; at < xml.getAttributeCount(); at++) {
            if (xml.getAttributeLocalName(at).equalsIgnoreCase(name)) {
                return xml.getAttributeValue(at);
            }
        }
        return "";
    }

    private void relation(XMLStreamReader xml) {
        var type = attribute(xml, "Type");
        var kind = type.substring(type.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        var target = attribute(xml, "Target").strip();
        var code = RELATIONS.get(kind);
        boolean external = attribute(xml, "TargetMode").strip().equalsIgnoreCase("External");
        if (code != null) {
            if (external || !found.has(code)) {
                found.add(code, part + ": " + kind + " → " + target);
            }
        } else if (external && !(kind.equals("hyperlink") && plain(target))) {
            found.add("file-external", part + ": " + kind + " → " + target);
        }
    }

    /** A link to a page or an address, or to a place in the same document. */
    private static boolean plain(String target) {
        var scheme = SCHEME.matcher(target);
        return scheme.matches()
                ? PLAIN.contains(scheme.group(1).toLowerCase(Locale.ROOT))
                : target.startsWith("#");
    }

    private void content(String type) {
        var lower = type.toLowerCase(Locale.ROOT);
        CONTENTS.forEach((word, code) -> {
            if (lower.contains(word)) {
                found.addUnlessKnown(code, part + ": " + type);
            }
        });
    }

    /** A field's code runs from its beginning to its separator; others may begin within it. */
    private void mark(String kind) {
        switch (kind.toLowerCase(Locale.ROOT)) {
            case "begin" -> {
                if (fields.size() > 1 && !fields.getFirst().ended) {
                    fields.getFirst().add(String.valueOf(NESTED));
                }
                fields.push(new Field());
            }
            case "separate" -> finish(fields.getFirst());
            case "end" -> {
                if (fields.size() > 1) {
                    finish(fields.pop());
                }
            }
            default -> {}
        }
    }

    private void finish(Field field) {
        if (fields.getLast() != field && !field.ended) {
            judge(field);
            field.ended = true;
        }
    }

    private void judge(Field field) {
        if (field.ended) {
            return;
        }
        var code = field.code.toString();
        var keyword = KEYWORD.matcher(code);
        var word = keyword.lookingAt() ? keyword.group(1).toUpperCase(Locale.ROOT) : "";
        var where = part + ": " + code.strip().replace(NESTED, '…');
        if (word.equals("DDE") || word.equals("DDEAUTO") || word.indexOf(NESTED) >= 0) {
            found.add("file-dde", where);
        } else if (FETCHING.contains(word)) {
            found.add("file-external", where);
        } else if (code.length() >= LONGEST_CODE) {
            found.add("file-unreadable", where);
        }
    }

    private void connection(XMLStreamReader xml) {
        if (part.toLowerCase(Locale.ROOT).endsWith("connections.xml")) {
            found.add("file-external", part + ": " + attribute(xml, "name"));
        }
    }

    private void defined(XMLStreamReader xml) {
        var name = attribute(xml, "name");
        boolean macro = name.toLowerCase(Locale.ROOT).startsWith("_xlnm.auto_");
        for (var kind : Set.of("function", "vbProcedure", "xlm")) {
            macro |= Set.of("1", "true").contains(attribute(xml, kind));
        }
        if (macro) {
            found.add("file-macros", part + ": " + name);
        }
    }

    /** Outside of quotes a formula has no {@code |} but that of DDE. */
    private void calculate(String formula) {
        var bare = QUOTED.matcher(formula).replaceAll("'");
        var where = part + ": " + formula;
        if (bare.indexOf('|') >= 0) {
            found.add("file-dde", where);
        } else if (CALLING.matcher(bare).find()) {
            found.add("file-macros", where);
        } else if (REMOTE.matcher(bare).find()) {
            found.add("file-external", where);
        } else if (formula.length() >= LONGEST_CODE) {
            found.add("file-unreadable", where);
        }
    }

    /** Ends the reading where a tag or a run of text is longer than any that Office writes. */
    private static final class ShortRuns extends FilterInputStream {

        private static final int LONGEST = 4 << 20;

        private int run;

        ShortRuns(InputStream in) {
            super(in);
        }

        /** The parser closes what it has read; whoever gave it goes on reading. */
        @Override
        public void close() {}

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int got = super.read(into, from, length);
            for (int at = from; at < from + got; at++) {
                run = into[at] == '<' ? 0 : run + 1;
                if (run > LONGEST) {
                    throw new IOException("A run of more than %d bytes.".formatted(LONGEST));
                }
            }
            return got;
        }
    }
}
