package yanzhen.app.cluster.web;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.util.Matrix;

/** 版面: the sheet that a certificate is drawn on. Places and sizes are in points, from below. */
final class CertificateSheet implements AutoCloseable {

    /** The colours of the pages, and one of old brass for lines. */
    enum Ink {
        BLACK(0x1b2733),
        GREY(0x4a5866),
        ACCENT(0x17456b),
        BRASS(0xb09a5b),
        BAD(0xb3261e),
        DEMO(0x6a4a8c);

        private final Color color;

        Ink(int rgb) {
            this.color = new Color(rgb);
        }
    }

    private static final float FAINT = 0.1f;
    private static final float STRONG = 0.8f;
    private static final float STAMPED = 28;

    /** Height of a line of a name, as a share of its size. */
    private static final float CLOSE = 1.2f;

    /** Sizes that a long text may shrink to, and the lines that it may then have. */
    private static final float[] SMALLER = {18, 15, 13, 11, 9};

    private final PDPageContentStream out;
    private final Letters regular;
    private final Letters bold;

    CertificateSheet(PDDocument document, PDPage paper, Letters regular, Letters bold)
            throws IOException {
        this.out = new PDPageContentStream(document, paper);
        this.regular = regular;
        this.bold = bold;
    }

    static byte[] bytes(PDDocument document) throws IOException {
        var bytes = new ByteArrayOutputStream();
        document.save(bytes);
        return bytes.toByteArray();
    }

    private void text(Letters letters, String text, float x, float y, float size, Ink ink)
            throws IOException {
        out.beginText();
        out.setFont(letters.font(), size);
        out.setNonStrokingColor(ink.color);
        out.newLineAtOffset(x, y);
        out.showText(letters.shown(text));
        out.endText();
    }

    void left(String text, float x, float y, float size, Ink ink) throws IOException {
        text(regular, text, x, y, size, ink);
    }

    void right(String text, float edge, float y, float size, Ink ink) throws IOException {
        text(regular, text, edge - regular.width(text, size), y, size, ink);
    }

    void rightBold(String text, float edge, float y, float wanted, float widest, Ink ink)
            throws IOException {
        float size = bold.fitting(text, wanted, widest);
        text(bold, text, edge - bold.width(text, size), y, size, ink);
    }

    void middle(String text, float x, float y, float size, Ink ink) throws IOException {
        text(regular, text, x - regular.width(text, size) / 2, y, size, ink);
    }

    void middleFitting(String text, float x, float y, float wanted, float widest, Ink ink)
            throws IOException {
        middle(text, x, y, regular.fitting(text, wanted, widest), ink);
    }

    void middleBold(String text, float x, float y, float wanted, float widest, Ink ink)
            throws IOException {
        float size = bold.fitting(text, wanted, widest);
        text(bold, text, x - bold.width(text, size) / 2, y, size, ink);
    }

    /** In one line where that is large enough to read from afar, else in two or three. */
    void middleName(String text, float x, float y, float wanted, float widest) throws IOException {
        float size = bold.fitting(text, wanted, widest);
        if (size > SMALLER[0]) {
            middleBold(text, x, y, wanted, widest, Ink.BLACK);
            return;
        }
        for (float smaller : SMALLER) {
            int most = smaller >= 13 ? 2 : 3;
            var lines = bold.lines(text, smaller, widest, most);
            if (smaller == SMALLER[SMALLER.length - 1] || !lines.getLast().endsWith("…")) {
                float at = y - 4 + smaller * CLOSE * (lines.size() - 1);
                for (var line : lines) {
                    middleBold(line, x, at, smaller, widest, Ink.BLACK);
                    at -= smaller * CLOSE;
                }
                return;
            }
        }
    }

    /** A line of letters with this much room between them. */
    void spaced(String text, float x, float y, float size, float room, Ink ink, boolean heavy)
            throws IOException {
        var letters = heavy ? bold : regular;
        float width = letters.width(text, size) + room * (text.length() - 1);
        out.setCharacterSpacing(room);
        text(letters, text, x - width / 2, y, size, ink);
        out.setCharacterSpacing(0);
    }

    /** White letters on a band. */
    void label(String text, float x, float y, float size, Ink ink) throws IOException {
        out.setNonStrokingColor(ink.color);
        out.addRect(x, y - 4, bold.width(text, size) + 20, size + 9);
        out.fill();
        out.beginText();
        out.setFont(bold.font(), size);
        out.setNonStrokingColor(Color.WHITE);
        out.newLineAtOffset(x + 10, y + 1);
        out.showText(bold.shown(text));
        out.endText();
    }

    /** Large and faint across the sheet, under all that is written. */
    void across(String text, Ink ink, float size) throws IOException {
        turned(
                CertificatePdf.PAPER.getWidth() / 2,
                CertificatePdf.PAPER.getHeight() / 2,
                18,
                FAINT);
        text(bold, text, -bold.width(text, size) / 2, -size * 0.36f, size, ink);
        out.restoreGraphicsState();
    }

    /** 戳记: set askew upon what is written, as a stamp would be. */
    void stamp(String text, String below, float x, float y, Ink ink) throws IOException {
        float half = bold.width(text, STAMPED) / 2 + 16;
        turned(x, y, 12, STRONG);
        out.setStrokingColor(ink.color);
        out.setLineWidth(2);
        out.addRect(-half, -28, 2 * half, 60);
        out.stroke();
        text(bold, text, 16 - half, -4, STAMPED, ink);
        middle(below, 0, -19, 9, ink);
        out.restoreGraphicsState();
    }

    /** Draws around this point and turned by so many degrees, until the state is given back. */
    private void turned(float x, float y, int degrees, float strength) throws IOException {
        var state = new PDExtendedGraphicsState();
        state.setNonStrokingAlphaConstant(strength);
        state.setStrokingAlphaConstant(strength);
        out.saveGraphicsState();
        out.setGraphicsStateParameters(state);
        out.transform(Matrix.getRotateInstance(Math.toRadians(degrees), x, y));
    }

    /** A strong line, and a fine one inside of it. */
    void frame() throws IOException {
        frame(24, 2.2f, Ink.ACCENT);
        frame(31, 0.7f, Ink.BRASS);
    }

    private void frame(float inset, float line, Ink ink) throws IOException {
        out.setStrokingColor(ink.color);
        out.setLineWidth(line);
        out.addRect(
                inset,
                inset,
                CertificatePdf.PAPER.getWidth() - 2 * inset,
                CertificatePdf.PAPER.getHeight() - 2 * inset);
        out.stroke();
    }

    void rule(float x, float y, float width) throws IOException {
        line(x - width / 2, x + width / 2, y, 1.2f);
    }

    private void line(float from, float to, float y, float width) throws IOException {
        out.setStrokingColor(Ink.BRASS.color);
        out.setLineWidth(width);
        out.moveTo(from, y);
        out.lineTo(to, y);
        out.stroke();
    }

    /** A row of facts between two fine lines: each has its label above it. */
    Facts facts(float x, float y, float width) throws IOException {
        line(x, x + width, y, 0.6f);
        line(x, x + width, y - 58, 0.6f);
        return new Facts(x, y, width);
    }

    /** What has been put into the row so far. */
    final class Facts {
        private static final float ROOM = 16;
        private static final float SIZE = 11;
        private final float y;
        private final float width;
        private float x;

        private Facts(float x, float y, float width) {
            this.x = x;
            this.y = y;
            this.width = width;
        }

        /**
         * Adds one.
         *
         * @param share of the row's width, 0 to 1
         */
        void add(String label, String value, float share) throws IOException {
            left(label, x, y - 16, 8.5f, Ink.GREY);
            float below = y - 33;
            for (var line : regular.lines(value, SIZE, width * share - ROOM, 2)) {
                left(line, x, below, SIZE, Ink.BLACK);
                below -= 15;
            }
            x += width * share;
        }
    }

    /** 二维码 that leads to the address. */
    void square(String address, float x, float y, float size) throws IOException {
        var modules = modules(address);
        float module = size / modules.getWidth();
        out.setNonStrokingColor(Ink.BLACK.color);
        for (int row = 0; row < modules.getHeight(); row++) {
            for (int column = 0; column < modules.getWidth(); column++) {
                if (modules.get(column, row)) {
                    // A hair wider, so that no viewer draws a gap between two.
                    out.addRect(
                            x + column * module,
                            y + size - (row + 1) * module,
                            module + 0.05f,
                            module + 0.05f);
                }
            }
        }
        out.fill();
    }

    private static BitMatrix modules(String address) {
        try {
            return new QRCodeWriter()
                    .encode(
                            address,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.MARGIN,
                                    0,
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.M));
        } catch (WriterException e) {
            throw new IllegalArgumentException(
                    "The address (%s) is too long for a square code.".formatted(address), e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
