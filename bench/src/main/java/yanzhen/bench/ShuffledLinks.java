package yanzhen.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * A network file with the same links in another order, drawn with a seed; {@link
 * yanzhen.engine.NetworkFile} says how such a file is laid out.
 */
final class ShuffledLinks {

    private static final int SUMMED = 24;
    private static final int HEADER = 32;
    private static final int LINK = 16;

    private final byte[] file;

    private ShuffledLinks(byte[] file) {
        this.file = file;
    }

    /** Reads the file, which must fit into an array, and draws an order (Fisher and Yates). */
    static ShuffledLinks of(Path file, Random random) throws IOException {
        var all = Files.readAllBytes(file);
        var bytes = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        for (int last = (bytes.limit() - HEADER) / LINK - 1; last > 0; last--) {
            swap(bytes, at(last), at(random.nextInt(last + 1)));
        }
        var sum = new CRC32C();
        sum.update(bytes.slice(0, SUMMED));
        sum.update(bytes.slice(HEADER, bytes.limit() - HEADER));
        bytes.putInt(SUMMED, (int) sum.getValue());
        return new ShuffledLinks(all);
    }

    private static int at(int link) {
        return HEADER + link * LINK;
    }

    private static void swap(ByteBuffer bytes, int one, int other) {
        for (int half = 0; half < LINK; half += Long.BYTES) {
            long kept = bytes.getLong(one + half);
            bytes.putLong(one + half, bytes.getLong(other + half));
            bytes.putLong(other + half, kept);
        }
    }

    void write(Path to) throws IOException {
        Files.write(to, file);
    }
}
