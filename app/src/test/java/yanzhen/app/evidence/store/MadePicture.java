package yanzhen.app.evidence.store;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** Pictures drawn in a test. */
final class MadePicture {

    private MadePicture() {}

    private static BufferedImage drawn() {
        var image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 64; x++) {
            image.setRGB(x, x % 48, 0x336699 + x);
        }
        return image;
    }

    static byte[] of(String format) {
        try {
            var bytes = new ByteArrayOutputStream();
            ImageIO.write(drawn(), format, bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whose scans get finer one after the other. */
    static byte[] progressiveJpeg() {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            var how = writer.getDefaultWriteParam();
            how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(out);
            writer.write(null, new IIOImage(drawn(), null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** A segment of EXIF after the first marker; a thumbnail in it has an end mark of its own. */
    static byte[] jpegWithExif() {
        var jpeg = of("jpeg");
        var thumbnail = of("jpeg");
        var made = ByteBuffer.allocate(jpeg.length + 10 + thumbnail.length);
        made.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) (8 + thumbnail.length));
        made.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(thumbnail);
        return made.put(jpeg, 2, jpeg.length - 2).array();
    }

    /** A chunk after the head of a PNG. */
    static byte[] pngWith(String type, String content) {
        var png = of("png");
        var body = (type + content).getBytes(StandardCharsets.ISO_8859_1);
        var sum = new CRC32();
        sum.update(body);
        var made = ByteBuffer.allocate(png.length + body.length + 8);
        made.put(png, 0, 33).putInt(body.length - 4).put(body).putInt((int) sum.getValue());
        return made.put(png, 33, png.length - 33).array();
    }
}
