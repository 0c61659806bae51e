package yanzhen.app.cluster.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ReloadableResourceBundleMessageSource;
import yanzhen.app.cluster.Certificate;
import yanzhen.app.cluster.CertificateNumber;
import yanzhen.app.cluster.Identifier;
import yanzhen.app.cluster.Register;
import yanzhen.app.cluster.Scheme;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Period;

class CertificatePdfTests {

    private static final String PAGE = "https://yanzhen.example.cn/certificates/YZ2024-000001-81";
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-06-02T04:00:00Z"), ZoneId.of("Asia/Shanghai"));

    /** Where to keep what was drawn, for somebody who wants to look at it. */
    private static final @Nullable String KEPT = System.getProperty("certificates.kept");

    private final CertificatePdf pdf = new CertificatePdf(messages(), CLOCK);

    private static ReloadableResourceBundleMessageSource messages() {
        var source = new ReloadableResourceBundleMessageSource();
        source.setBasenames("classpath:i18n/cluster");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        return source;
    }

    private static Certificate of(
            String holder, LocalDate until, @Nullable String reason, boolean synthetic) {
        return of(
                holder,
                until,
                reason,
                reason == null ? null : Register.Ending.REVOKED,
                1,
                null,
                synthetic);
    }

    private static Certificate of(
            String holder,
            LocalDate until,
            @Nullable String reason,
            Register.@Nullable Ending ending,
            int edition,
            @Nullable Instant replaced,
            boolean synthetic) {
        var name = new Certificate.Name(holder, "Jiayi Precision Instruments Co., Ltd.");
        return new Certificate(
                new CertificateNumber("YZ2024-000001-81"),
                new UUID(1, 2),
                new UUID(3, 4),
                new Identifier.Credit(new CreditCode("91310101DEM0000015")),
                name,
                name,
                new Scheme(
                        "high-tech-enterprise",
                        "high-tech",
                        "national",
                        1,
                        null,
                        new Bilingual("高新技术企业", "High and new technology enterprise")),
                "国科发火〔2016〕32号《高新技术企业认定管理办法》 第十一条",
                new Period(LocalDate.of(2024, 3, 1), until),
                "某科〔2024〕12号",
                reason,
                ending,
                edition,
                Instant.parse("2024-03-05T02:00:00Z"),
                replaced,
                new Certificate.StatusPlace(0, 7),
                synthetic);
    }

    private static Certificate real() {
        return of("上海甲乙精密仪器有限公司", LocalDate.of(2027, 3, 1), null, false);
    }

    private byte[] drawn(Certificate it, String name) throws IOException {
        var bytes = pdf.of(it, "上海市认定名册", PAGE);
        if (KEPT != null) {
            Files.write(Path.of(KEPT, name + ".pdf"), bytes);
        }
        return bytes;
    }

    private static String text(byte[] bytes) throws IOException {
        try (PDDocument document = Loader.loadPDF(bytes)) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            return new PDFTextStripper().getText(document);
        }
    }

    @Test
    void saysWhoWasRecognisedAsWhatAndForHowLong() throws IOException {
        var text = text(drawn(real(), "real"));

        // The last day is the one before the first day no longer in force.
        assertThat(text)
                .contains("YZ2024-000001-81")
                .contains("上海甲乙精密仪器有限公司")
                .contains("91310101DEM0000015")
                .contains("高新技术企业")
                .contains("国家级")
                .contains("2024年3月1日 至 2027年2月28日")
                .contains("某科〔2024〕12号")
                .contains("第十一条")
                .contains("上海市认定名册")
                .contains("2024年3月5日")
                .doesNotContain("演示数据", "已撤销", "已到期");
    }

    @Test
    void saysThatItIsMadeUp() throws IOException {
        var made = of("上海甲乙精密仪器有限公司", LocalDate.of(2027, 3, 1), null, true);

        assertThat(text(drawn(made, "synthetic"))).contains("演示数据", "不是真实的认定");
    }

    @Test
    void saysThatItWasRevokedOrHasExpired() throws IOException {
        var day = LocalDate.of(2026, 5, 1);

        assertThat(text(drawn(of("甲乙公司", day, "不再符合条件", true), "revoked")))
                .contains("已撤销", "自 2026年5月1日 起撤销：不再符合条件");
        assertThat(text(drawn(of("甲乙公司", day, null, false), "lapsed"))).contains("已到期");
    }

    /** The state of the recognition goes before that of the paper. */
    @Test
    void saysThatItWasReplacedOrTakesThePlaceOfAnother() throws IOException {
        var until = LocalDate.of(2027, 3, 1);
        var then = Instant.parse("2025-05-05T02:00:00Z");

        assertThat(text(drawn(of("甲乙公司", until, null, null, 1, then, true), "replaced")))
                .contains("甲乙公司", "已换发");
        assertThat(text(drawn(of("丙丁公司", until, null, null, 2, null, true), "edition-2")))
                .contains("丙丁公司", "第 2 版（换发，第 1 版作废）")
                .doesNotContain("已换发");
        var day = LocalDate.of(2026, 5, 1);
        var passed = of("甲乙公司", day, "合并", Register.Ending.SUCCEEDED, 1, then, true);
        assertThat(text(drawn(passed, "succeeded")))
                .contains("已承继", "自 2026年5月1日 起由其他单位承继：合并")
                .doesNotContain("已换发");
    }

    /** The same bytes again, also from another process that has read the letters anew. */
    @Test
    void isTheSameFileForTheSameCertificate() throws IOException {
        assertThat(new CertificatePdf(messages(), CLOCK).of(real(), "上海市认定名册", PAGE))
                .isEqualTo(pdf.of(real(), "上海市认定名册", PAGE));
    }

    /** Of 30 000 letters of two weights only those that are used lie in the file. */
    @Test
    void carriesItsLettersAndNoOthers() throws IOException {
        var bytes = drawn(real(), "real");

        assertThat(bytes.length).isLessThan(200_000);
        try (var document = Loader.loadPDF(bytes)) {
            for (var name : document.getPage(0).getResources().getFontNames()) {
                var font = document.getPage(0).getResources().getFont(name);
                assertThat(font.isEmbedded()).isTrue();
                assertThat(font.getName()).matches("[A-Z]{6}\\+NotoSansSC-.*");
            }
        }
    }

    /** A name may be long, and hold a character that the letters lack. */
    @Test
    void holdsAnyName() throws IOException {
        var rare = "\uD883\uDF4F"; // a character of extension H, rarer than any in a font of today
        var text =
                text(
                        drawn(
                                of(
                                        "某" + rare + "氏" + "长".repeat(190),
                                        LocalDate.of(2027, 3, 1),
                                        "x".repeat(500),
                                        true),
                                "long"));

        assertThat(text.replaceAll("\\R", "").replaceAll("[^长]", "")).hasSize(190);
        assertThat(text).contains("某〓氏长").contains("91310101DEM0000015");
    }

    @Test
    void leadsToItsPageByTheSquareCode() throws Exception {
        try (var document = Loader.loadPDF(drawn(real(), "real"))) {
            var image = new PDFRenderer(document).renderImageWithDPI(0, 150);

            assertThat(read(image)).isEqualTo(PAGE);
        }
    }

    private static String read(BufferedImage image) throws Exception {
        int width = image.getWidth();
        int height = image.getHeight();
        LuminanceSource light =
                new RGBLuminanceSource(
                        width, height, image.getRGB(0, 0, width, height, null, 0, width));
        try {
            return new QRCodeReader()
                    .decode(
                            new BinaryBitmap(new HybridBinarizer(light)),
                            Map.of(DecodeHintType.TRY_HARDER, true))
                    .getText();
        } catch (NotFoundException e) {
            throw new AssertionError("No square code is seen.", e);
        }
    }
}
