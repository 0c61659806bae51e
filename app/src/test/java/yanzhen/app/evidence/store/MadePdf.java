package yanzhen.app.evidence.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;

/** PDFs put together in a test: object 1 is the catalogue, 2 the pages, 3 a page. */
final class MadePdf {

    private MadePdf() {}

    /** What is added to the catalogue, to the page, and further objects from number 4 on. */
    static byte[] of(String catalog, String page, String... objects) {
        var all = new ArrayList<String>();
        all.add("<</Type/Catalog/Pages 2 0 R%s>>".formatted(catalog));
        all.add("<</Type/Pages/Kids[3 0 R]/Count 1>>");
        all.add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]%s>>".formatted(page));
        all.addAll(List.of(objects));
        return written(all);
    }

    /** An object more, which nothing leads to. */
    static byte[] with(String object) {
        return of("", "", object);
    }

    private static byte[] written(List<String> objects) {
        var text = new StringBuilder("%PDF-1.7\n");
        var table = new StringBuilder("0000000000 65535 f \n");
        for (int at = 0; at < objects.size(); at++) {
            table.append("%010d 00000 n \n".formatted(text.length()));
            text.append("%d 0 obj\n%s\nendobj\n".formatted(at + 1, objects.get(at)));
        }
        int start = text.length();
        int count = objects.size() + 1;
        text.append(
                "xref\n0 %d\n%strailer\n<</Size %d/Root 1 0 R>>\n".formatted(count, table, count));
        text.append("startxref\n%d\n%%%%EOF\n".formatted(start));
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Appends a later state in which an object reads otherwise. */
    static byte[] updated(byte[] pdf, int number, String object) {
        var text = new StringBuilder(new String(pdf, StandardCharsets.ISO_8859_1));
        int before = text.lastIndexOf("xref\n0");
        int place = text.length();
        text.append("%d 0 obj\n%s\nendobj\n".formatted(number, object));
        int start = text.length();
        text.append("xref\n%d 1\n%010d 00000 n \n".formatted(number, place));
        text.append(
                "trailer\n<</Size 9/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
                        .formatted(before, start));
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A packed stream that says it holds objects and unpacks to this many bytes. */
    static String tableOf(int bytes) {
        var packed = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(packed)) {
            var zeros = new byte[1 << 16];
            for (int done = 0; done < bytes; done += zeros.length) {
                out.write(zeros);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream"
                .formatted(packed.size(), packed.toString(StandardCharsets.ISO_8859_1));
    }

    /** Something done to a document. */
    interface Work {
        void on(PDDocument document, PDPage page) throws IOException;
    }

    /** As PDFBox writes it: its objects packed in a stream. */
    static byte[] made(Work work) {
        try (var document = new PDDocument()) {
            var page = new PDPage();
            document.addPage(page);
            work.on(document, page);
            var bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
