package yanzhen.app.site;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Lets a part of an XLSX through to the parser while it is as plain as spreadsheets write it.
 *
 * <p>The parser keeps a tag, a comment or a run of text in memory until it ends; so this ends the
 * reading when one is longer than any spreadsheet's, when the part unpacks to more bytes than
 * allowed, and at every markup but elements (document types, comments, CDATA, instructions).
 */
final class PlainXml extends FilterInputStream {

    /** A cell's text of 32,767 characters, each written as a reference of up to 10 bytes. */
    private static final int LONGEST_RUN = 512 << 10;

    /** Only the byte order mark and the declaration of XML may come before this place. */
    private static final int DECLARATION = 4;

    /** The part goes on beyond what is allowed. */
    static final class TooMuch extends IOException {
        TooMuch(String what) {
            super(what);
        }
    }

    private final long most;
    private long count;
    private int run;
    private boolean tag;

    PlainXml(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int it = super.read();
        if (it >= 0) {
            look((byte) it);
        }
        return it;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int got = super.read(into, from, length);
        for (int at = from; at < from + got; at++) {
            look(into[at]);
        }
        return got;
    }

    private void look(byte it) throws IOException {
        count++;
        if (count > most) {
            throw new TooMuch("The part unpacks to more than %d bytes.".formatted(most));
        }
        if (it == 0 || (tag && (it == '!' || (it == '?' && count > DECLARATION + 1)))) {
            throw new IOException("Markup that spreadsheets do not write.");
        }
        tag = it == '<';
        run = tag ? 0 : run + 1;
        if (run > LONGEST_RUN) {
            throw new TooMuch("A run of more than %d bytes without a tag.".formatted(LONGEST_RUN));
        }
    }
}
