package yanzhen.app.cluster.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.GregorianCalendar;
import java.util.Locale;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Certificate;
import yanzhen.app.cluster.Identifier;
import yanzhen.app.cluster.web.CertificateSheet.Ink;

/**
 * 证书文件: a certificate on one A4 sheet across, in Chinese with English beside it.
 *
 * <p>The same certificate in the same state gives the same bytes. Its letters are those of Noto
 * Sans SC (SIL Open Font License), of which the used ones are put into the file.
 */
@Component
class CertificatePdf {

    /** A4 lies on its long side. */
    static final PDRectangle PAPER = new PDRectangle(841.89f, 595.28f);

    private static final float MIDDLE = PAPER.getWidth() / 2;
    private static final float WIDEST = 660;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日");

    private final MessageSource messages;
    private final Clock clock;
    private @Nullable TrueTypeFont regular;
    private @Nullable TrueTypeFont bold;

    CertificatePdf(MessageSource messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    /**
     * Draws it; one at a time, for all share the two fonts, which are read when first needed.
     *
     * @param issuer who answers for the register
     * @param page address at which its state can be looked up
     */
    synchronized byte[] of(Certificate it, String issuer, String page) {
        try (var document = new PDDocument()) {
            var paper = new PDPage(PAPER);
            document.addPage(paper);
            describe(document, it);
            try (var sheet =
                    new CertificateSheet(
                            document,
                            paper,
                            Letters.in(document, regular()),
                            Letters.in(document, bold()))) {
                draw(sheet, it, issuer, page);
            }
            return CertificateSheet.bytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TrueTypeFont regular() throws IOException {
        if (regular == null) {
            regular = font("Regular");
        }
        return regular;
    }

    private TrueTypeFont bold() throws IOException {
        if (bold == null) {
            bold = font("Bold");
        }
        return bold;
    }

    private static TrueTypeFont font(String weight) throws IOException {
        var name = "/fonts/ttf/NotoSansSC/NotoSansSC-%s.ttf".formatted(weight);
        try (var file = CertificatePdf.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("The class path lacks %s.".formatted(name));
            }
            return new TTFParser().parse(new RandomAccessReadBuffer(file));
        }
    }

    /** Without the moment of drawing: two of the same are the same file. */
    private void describe(PDDocument document, Certificate it) {
        var about = document.getDocumentInformation();
        about.setTitle(
                "%s %s %s".formatted(it.scheme().name().zh(), it.holder().zh(), it.number()));
        about.setSubject(it.synthetic() ? say("certificate.synthetic") : say("certificate.paper"));
        about.setCreator("Yanzhen 雁阵");
        about.setCreationDate(GregorianCalendar.from(it.issued().atZone(clock.getZone())));
        document.getDocumentCatalog().setLanguage("zh-CN");
        var shown = new PDViewerPreferences(document.getDocumentCatalog().getCOSObject());
        document.getDocumentCatalog().setViewerPreferences(shown);
        shown.setDisplayDocTitle(true);
        document.setDocumentId(
                it.number().value().hashCode() * 31L
                        + it.issued().toEpochMilli()
                        + it.edition()
                        - 1);
    }

    private void draw(CertificateSheet sheet, Certificate it, String issuer, String page)
            throws IOException {
        var state = it.on(LocalDate.now(clock));
        if (it.synthetic()) {
            sheet.across(say("certificate.mark.synthetic"), Ink.DEMO, 150);
        }
        sheet.frame();
        head(sheet, it);
        holder(sheet, it);
        recognised(sheet, it);
        facts(sheet, it);
        foot(sheet, it, issuer, page);
        if (state != Certificate.State.IN_FORCE && state != Certificate.State.COMING) {
            var mark = "certificate.mark." + state;
            sheet.stamp(
                    say(mark),
                    messages.getMessage(mark, null, Locale.ENGLISH),
                    706,
                    270,
                    state == Certificate.State.REVOKED ? Ink.BAD : Ink.GREY);
        }
    }

    private void head(CertificateSheet sheet, Certificate it) throws IOException {
        sheet.right("编号 No. " + it.number(), PAPER.getWidth() - 62, 530, 10.5f, Ink.GREY);
        if (it.edition() > 1) {
            sheet.right(
                    "第 %d 版（换发，第 %d 版作废）  Edition %d, replaces edition %d"
                            .formatted(
                                    it.edition(), it.edition() - 1, it.edition(), it.edition() - 1),
                    PAPER.getWidth() - 62,
                    514,
                    9,
                    Ink.GREY);
        }
        if (it.synthetic()) {
            sheet.label(say("certificate.synthetic"), 62, 526, 10.5f, Ink.DEMO);
        }
        sheet.spaced(say("certificate.paper"), MIDDLE, 468, 40, 12, Ink.ACCENT, true);
        sheet.spaced("CERTIFICATE OF RECOGNITION", MIDDLE, 444, 10.5f, 2.4f, Ink.GREY, false);
        sheet.rule(MIDDLE, 430, 64);
    }

    private void holder(CertificateSheet sheet, Certificate it) throws IOException {
        sheet.middle("兹证明  This is to certify that", MIDDLE, 398, 12.5f, Ink.GREY);
        sheet.middleName(it.holder().zh(), MIDDLE, 358, 30, WIDEST);
        if (it.holder().en() != null) {
            sheet.middleFitting(it.holder().en(), MIDDLE, 337, 12, WIDEST, Ink.GREY);
        }
        sheet.middle(told(it.identifier()), MIDDLE, 316, 11, Ink.GREY);
    }

    private static String told(Identifier it) {
        return switch (it) {
            case Identifier.Credit(var code) ->
                    "统一社会信用代码  Unified social credit code  " + code.value();
            case Identifier.Other(var number, var kind) ->
                    "%s  %s  %s".formatted(kind.zh(), kind.en(), number.said());
        };
    }

    private void recognised(CertificateSheet sheet, Certificate it) throws IOException {
        sheet.middle("被认定为  has been recognised as", MIDDLE, 284, 12.5f, Ink.GREY);
        sheet.middleBold(it.scheme().name().zh(), MIDDLE, 248, 27, WIDEST, Ink.ACCENT);
        sheet.middleFitting(it.scheme().name().en(), MIDDLE, 228, 12, WIDEST, Ink.GREY);
        if (it.endedEarly(LocalDate.now(clock))) {
            sheet.middleFitting(
                    "自 %s 起%s：%s"
                            .formatted(
                                    DAY.format(it.valid().until()),
                                    say("certificate.ended." + it.ending()),
                                    it.reason()),
                    MIDDLE,
                    208,
                    11,
                    WIDEST,
                    Ink.BAD);
        }
    }

    private void facts(CertificateSheet sheet, Certificate it) throws IOException {
        var until = it.valid().until();
        var fact = sheet.facts(62, 186, PAPER.getWidth() - 124);
        fact.add("有效期 Period", period(it.valid().from(), until), 0.27f);
        fact.add("级别 Level", say("level." + it.scheme().level()), 0.11f);
        fact.add(
                "认定文件 Granted by",
                it.document().isEmpty() ? say("certificate.no-document") : it.document(),
                0.27f);
        fact.add("认定依据 Basis", it.basis(), 0.35f);
    }

    private static String period(LocalDate from, @Nullable LocalDate until) {
        return until == null
                ? DAY.format(from) + " 起"
                : "%s 至 %s".formatted(DAY.format(from), DAY.format(until.minusDays(1)));
    }

    private void foot(CertificateSheet sheet, Certificate it, String issuer, String page)
            throws IOException {
        sheet.square(page, 62, 50, 68);
        sheet.left("扫码查验本证书现在的状态", 142, 100, 10.5f, Ink.BLACK);
        sheet.left("Scan to see whether it is in force", 142, 84, 9, Ink.GREY);
        sheet.left(page, 142, 58, 7.5f, Ink.GREY);
        float edge = PAPER.getWidth() - 62;
        sheet.rightBold(issuer, edge, 84, 15, 330, Ink.BLACK);
        sheet.right(
                DAY.format(it.issued().atZone(clock.getZone()).toLocalDate()),
                edge,
                62,
                11.5f,
                Ink.BLACK);
    }

    private String say(String key) {
        return messages.getMessage(key, null, Locale.CHINESE);
    }
}
