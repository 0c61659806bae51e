package yanzhen.app.chain.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.apache.poi.wp.usermodel.HeaderFooterType;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;
import org.apache.poi.xwpf.usermodel.XWPFTableRow;
import org.jspecify.annotations.Nullable;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTFonts;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STFldCharType;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STPageOrientation;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STStyleType;

/**
 * 文本文档 (DOCX) in A4 across, with headings that word processors know as such, tables whose heads
 * come again on every page, and page numbers. Fonts are named, not carried: 宋体 for text, 黑体 for
 * headings, with what the reader's machine has in their place.
 */
final class TextDocument implements AutoCloseable {

    private static final String TEXT_FONT = "宋体";
    private static final String HEAD_FONT = "黑体";
    private static final String LATIN_FONT = "Times New Roman";
    private static final int TEXT_SIZE = 10;
    private static final int CELL_SIZE = 9;
    private static final String HEAD_GROUND = "E8EDF2";
    private static final String LINK_INK = "17456B";

    /** A4 across and its margins, in twentieths of a point. */
    private static final long WIDTH = 16838;

    private static final long HEIGHT = 11906;
    private static final long MARGIN = 1000;

    /** How letters look. */
    record Look(@Nullable String ink, boolean bold) {
        static final Look PLAIN = new Look(null, false);
    }

    /**
     * A piece of a cell's text.
     *
     * @param address where it leads; null for nowhere
     */
    record Piece(String text, Look look, @Nullable String address) {

        static Piece of(String text) {
            return new Piece(text, Look.PLAIN, null);
        }
    }

    private final XWPFDocument document = new XWPFDocument();

    /**
     * An empty document.
     *
     * @param title among its properties
     * @param page what stands before the number of a page
     */
    TextDocument(String title, String page) {
        document.getProperties().getCoreProperties().setTitle(title);
        var size = document.getDocument().getBody().addNewSectPr().addNewPgSz();
        size.setW(BigInteger.valueOf(WIDTH));
        size.setH(BigInteger.valueOf(HEIGHT));
        size.setOrient(STPageOrientation.LANDSCAPE);
        var margins = document.getDocument().getBody().getSectPr().addNewPgMar();
        var margin = BigInteger.valueOf(MARGIN);
        margins.setTop(margin);
        margins.setBottom(margin);
        margins.setLeft(margin);
        margins.setRight(margin);
        styles();
        footer(page);
    }

    private void styles() {
        var styles = document.createStyles();
        styles.setDefaultFonts(fonts(TEXT_FONT));
        style("Title", "Title", 20, null);
        style("Heading1", "heading 1", 15, 0);
        style("Heading2", "heading 2", 12, 1);
    }

    private static CTFonts fonts(String chinese) {
        var fonts = CTFonts.Factory.newInstance();
        fonts.setAscii(LATIN_FONT);
        fonts.setHAnsi(LATIN_FONT);
        fonts.setCs(LATIN_FONT);
        fonts.setEastAsia(chinese);
        return fonts;
    }

    /** A style that the outline of a word processor goes by. */
    private void style(String id, String name, int size, @Nullable Integer outline) {
        var style = CTStyle.Factory.newInstance();
        style.setType(STStyleType.PARAGRAPH);
        style.setStyleId(id);
        style.addNewName().setVal(name);
        style.addNewQFormat();
        var paragraph = style.addNewPPr();
        paragraph.addNewKeepNext();
        var spacing = paragraph.addNewSpacing();
        spacing.setBefore(BigInteger.valueOf(240));
        spacing.setAfter(BigInteger.valueOf(120));
        if (outline != null) {
            paragraph.addNewOutlineLvl().setVal(BigInteger.valueOf(outline));
        }
        var run = style.addNewRPr();
        run.addNewRFonts().set(fonts(HEAD_FONT));
        run.addNewB();
        run.addNewSz().setVal(BigInteger.valueOf(size * 2L));
        document.getStyles().addStyle(new XWPFStyle(style));
    }

    private void footer(String page) {
        var paragraph = document.createFooter(HeaderFooterType.DEFAULT).createParagraph();
        paragraph.setAlignment(ParagraphAlignment.CENTER);
        run(paragraph, page + " ", CELL_SIZE);
        field(paragraph, "PAGE");
        run(paragraph, " / ", CELL_SIZE);
        field(paragraph, "NUMPAGES");
    }

    private static void field(XWPFParagraph paragraph, String what) {
        run(paragraph, "", CELL_SIZE).getCTR().addNewFldChar().setFldCharType(STFldCharType.BEGIN);
        run(paragraph, "", CELL_SIZE).getCTR().addNewInstrText().setStringValue(what);
        run(paragraph, "", CELL_SIZE).getCTR().addNewFldChar().setFldCharType(STFldCharType.END);
    }

    private static XWPFRun run(XWPFParagraph paragraph, String text, int size) {
        var run = paragraph.createRun();
        if (!text.isEmpty()) {
            run.setText(text);
        }
        run.setFontSize(size);
        return run;
    }

    void title(String text) {
        styled("Title", text);
    }

    /**
     * A heading.
     *
     * @param level 1 or 2
     */
    void heading(int level, String text) {
        styled("Heading" + level, text);
    }

    private void styled(String style, String text) {
        var paragraph = document.createParagraph();
        paragraph.setStyle(style);
        paragraph.createRun().setText(text);
    }

    void paragraph(String text) {
        run(document.createParagraph(), text, TEXT_SIZE);
    }

    /** A table that begins with its head. */
    Table table(List<String> heads) {
        var table = document.createTable(1, heads.size());
        table.setWidth("100%");
        var head = table.getRow(0);
        head.setRepeatHeader(true);
        head.setCantSplitRow(true);
        for (int at = 0; at < heads.size(); at++) {
            var cell = head.getCell(at);
            cell.setColor(HEAD_GROUND);
            run(cell.getParagraphs().getFirst(), heads.get(at), CELL_SIZE).setBold(true);
        }
        return new Table(table);
    }

    /** 表 that grows row by row. */
    static final class Table {

        private final XWPFTable table;

        private Table(XWPFTable table) {
            this.table = table;
        }

        void row(String... texts) {
            row(Arrays.stream(texts).map(it -> List.of(Piece.of(it))).toList());
        }

        void row(List<List<Piece>> cells) {
            var row = table.createRow();
            row.setCantSplitRow(true);
            for (int at = 0; at < cells.size(); at++) {
                var paragraph = row.getCell(at).getParagraphs().getFirst();
                cells.get(at).forEach(it -> write(paragraph, it));
            }
        }

        private static void write(XWPFParagraph paragraph, Piece piece) {
            if (piece.text.isEmpty()) {
                return;
            }
            var run =
                    piece.address == null
                            ? paragraph.createRun()
                            : paragraph.createHyperlinkRun(piece.address);
            run.setText(piece.text);
            run.setFontSize(CELL_SIZE);
            run.setBold(piece.look.bold);
            var ink = piece.address == null ? piece.look.ink : LINK_INK;
            if (ink != null) {
                run.setColor(ink);
            }
        }

        /** Shades a cell of the last row. */
        void shade(int column, String ground, String ink) {
            TextDocument.shade(
                    table.getRow(table.getNumberOfRows() - 1).getCell(column), ground, ink);
        }
    }

    private static void shade(XWPFTableCell cell, String ground, String ink) {
        cell.setColor(ground);
        cell.getParagraphs().getFirst().getRuns().forEach(it -> it.setColor(ink));
    }

    /** An empty table without a head, to be filled cell by cell. */
    Grid grid(int rows, int columns) {
        var table = document.createTable(rows, columns);
        table.setWidth("100%");
        table.getRows().forEach(it -> it.setCantSplitRow(true));
        return new Grid(table.getRows());
    }

    /** 格网: cells that stand for places. */
    static final class Grid {

        private final List<XWPFTableRow> rows;

        private Grid(List<XWPFTableRow> rows) {
            this.rows = rows;
        }

        void fill(int row, int column, String text, String ground, String ink) {
            var cell = rows.get(row).getCell(column);
            run(cell.getParagraphs().getFirst(), text, CELL_SIZE);
            shade(cell, ground, ink);
        }
    }

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try {
            document.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        try {
            document.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
