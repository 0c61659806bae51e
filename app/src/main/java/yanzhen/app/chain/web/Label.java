package yanzhen.app.chain.web;

import java.util.ArrayList;
import java.util.List;

/** Breaks a name over at most two lines of a box; the rest is cut with an ellipsis. */
final class Label {

    /** In half-widths: a Chinese character takes two. */
    private static final int ROOM = 18;

    private static final int LINES = 2;

    private Label() {}

    static List<String> lines(String name) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var piece : pieces(name)) {
            if (width(line.toString().stripTrailing()) + width(piece.stripTrailing()) > ROOM
                    && !line.isEmpty()) {
                lines.add(line.toString().strip());
                line.setLength(0);
            }
            line.append(piece);
        }
        lines.add(line.toString().strip());
        if (lines.size() > LINES) {
            lines.set(LINES - 1, lines.get(LINES - 1) + "…");
        }
        return List.copyOf(lines.subList(0, Math.min(LINES, lines.size())));
    }

    /** Words with the space after them; Chinese characters one by one. */
    private static List<String> pieces(String name) {
        var pieces = new ArrayList<String>();
        var word = new StringBuilder();
        name.codePoints()
                .forEach(it -> {
                    if (wide(it)) {
                        flush(word, pieces);
                        pieces.add(Character.toString(it));
                    } else {
                        word.appendCodePoint(it);
                        if (it == ' ' || it == '-') {
                            flush(word, pieces);
                        }
                    }
                });
        flush(word, pieces);
        return pieces;
    }

    private static void flush(StringBuilder word, List<String> pieces) {
        if (!word.isEmpty()) {
            pieces.add(word.toString());
            word.setLength(0);
        }
    }

    private static int width(String text) {
        return text.codePoints().map(it -> wide(it) ? 2 : 1).sum();
    }

    private static boolean wide(int character) {
        return Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN;
    }
}
