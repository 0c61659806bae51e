package yanzhen.app.chain.web;

import java.util.ArrayList;
import java.util.List;

/**
 * 节点标注: a name broken over the lines of a box.
 *
 * @param text of one line; what finds no room on the last is cut with an ellipsis
 * @param tight whether the line is wider than the box and must be drawn narrower
 */
record Label(String text, boolean tight) {

    /**
     * Half of a Chinese character at the size of the boxes, in pixels. A Latin letter takes one.
     */
    private static final double HALF_WIDTH = 6.6;

    /** What the strip of colour and the margins take of a box, in pixels. */
    private static final int TAKEN = 32;

    /** The lines of a name, at most so many, in a box of this width in pixels. */
    static List<Label> lines(String name, int boxWidth, int most) {
        int room = (int) ((boxWidth - TAKEN) / HALF_WIDTH);
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var piece : pieces(name)) {
            if (width(line.toString().stripTrailing()) + width(piece.stripTrailing()) > room
                    && !line.isEmpty()) {
                lines.add(line.toString().strip());
                line.setLength(0);
            }
            line.append(piece);
        }
        lines.add(line.toString().strip());
        if (lines.size() > most) {
            lines.set(most - 1, lines.get(most - 1) + "…");
        }
        return lines.stream().limit(most).map(it -> new Label(it, width(it) > room)).toList();
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
