package yanzhen.app.cluster.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** 字体 in one document: of its many letters only those that are used go into the file. */
record Letters(PDFont font, CmapLookup known) {

    /** 〓 stands for a character that the font lacks, as printers have it. */
    private static final String LACKING = "〓";

    static Letters in(PDDocument document, TrueTypeFont font) throws IOException {
        return new Letters(PDType0Font.load(document, font, true), font.getUnicodeCmapLookup());
    }

    /** The text with what the font can show. */
    String shown(String text) {
        var shown = new StringBuilder();
        text.codePoints()
                .forEach(it -> {
                    if (known.getGlyphId(it) == 0) {
                        shown.append(LACKING);
                    } else {
                        shown.appendCodePoint(it);
                    }
                });
        return shown.toString();
    }

    /** Width in points, without the room that spacing adds. */
    float width(String text, float size) throws IOException {
        return font.getStringWidth(shown(text)) / 1000 * size;
    }

    /** The largest size, at most the wanted one, at which the text is no wider than this. */
    float fitting(String text, float wanted, float widest) throws IOException {
        float width = width(text, wanted);
        return width <= widest ? wanted : wanted * widest / width;
    }

    /** The text in lines no wider than this; what would be a further line ends the last by …. */
    List<String> lines(String text, float size, float widest, int most) throws IOException {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var part : parts(text)) {
            if (!line.isEmpty() && width(line + part.stripTrailing(), size) > widest) {
                lines.add(line.toString().strip());
                line.setLength(0);
            }
            line.append(part);
        }
        lines.add(line.toString().strip());
        if (lines.size() <= most) {
            return lines;
        }
        var kept = new ArrayList<>(lines.subList(0, most));
        kept.set(most - 1, kept.getLast() + "…");
        return kept;
    }

    /** A line may end after any Chinese character, and after a blank in other scripts. */
    private static List<String> parts(String text) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        text.codePoints()
                .forEach(it -> {
                    part.appendCodePoint(it);
                    if (it == ' ' || Character.isIdeographic(it)) {
                        parts.add(part.toString());
                        part.setLength(0);
                    }
                });
        if (!part.isEmpty()) {
            parts.add(part.toString());
        }
        return parts;
    }
}
