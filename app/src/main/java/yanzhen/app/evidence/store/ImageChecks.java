package yanzhen.app.evidence.store;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * 图片检查: a picture is read from its head to its end mark, and nothing comes after it.
 *
 * <p>PNG by ISO/IEC 15948 (chunks with their check sums), JPEG by ITU-T T.81 (segments and scans).
 * Pixels are not unpacked.
 */
final class ImageChecks {

    private static final int SIGNATURE = 8;
    private static final int LARGEST_SIDE = 65_535;

    private ImageChecks() {}

    static void png(Path file, Findings found) throws IOException {
        var sum = new CRC32();
        try (var in = new DataInputStream(new CheckedInputStream(opened(file), sum))) {
            in.skipNBytes(SIGNATURE);
            long at = SIGNATURE;
            boolean head = true;
            boolean pixels = false;
            while (true) {
                int length = in.readInt();
                sum.reset();
                var type = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
                if (length < 0 || type.equals("IHDR") != head || (head && !size(in))) {
                    found.add("file-unreadable", type + " @" + at);
                    return;
                }
                in.skipNBytes(head ? length - 8L : length);
                int computed = (int) sum.getValue();
                if (in.readInt() != computed) {
                    found.add("file-unreadable", type + " @" + at);
                    return;
                }
                at += 12L + length;
                head = false;
                pixels |= type.equals("IDAT");
                if (type.equals("IEND")) {
                    end(file, at, pixels, "IDAT", found);
                    return;
                }
            }
        } catch (EOFException e) {
            found.add("file-unreadable", "IEND");
        }
    }

    private static boolean size(DataInputStream in) throws IOException {
        int width = in.readInt();
        int height = in.readInt();
        return width > 0 && height > 0 && width <= LARGEST_SIDE && height <= LARGEST_SIDE;
    }

    private static void end(Path file, long at, boolean whole, String part, Findings found)
            throws IOException {
        if (!whole) {
            found.add("file-unreadable", part);
        }
        long after = Files.size(file) - at;
        if (after > 0) {
            found.add("file-surplus", at, after);
        }
    }

    static void jpeg(Path file, Findings found) throws IOException {
        try (var in = new Markers(new DataInputStream(opened(file)))) {
            in.skip(2);
            boolean frame = false;
            for (int marker = in.next(); marker != 0xd9; marker = in.next()) {
                if (marker < 0) {
                    found.add("file-unreadable", "@" + in.at);
                    return;
                }
                if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
                    continue;
                }
                int length = in.two() - 2;
                if (length < 0) {
                    found.add("file-unreadable", "@" + in.at);
                    return;
                }
                frame |= frame(marker);
                in.skip(length);
                if (marker == 0xda) {
                    in.passScan();
                }
            }
            end(file, in.at, frame, "SOF", found);
        } catch (EOFException e) {
            found.add("file-unreadable", "EOI");
        }
    }

    /** SOF0 to SOF15; among their codes are those of Huffman tables, extensions and arithmetic. */
    private static boolean frame(int marker) {
        return marker >= 0xc0
                && marker <= 0xcf
                && marker != 0xc4
                && marker != 0xc8
                && marker != 0xcc;
    }

    private static BufferedInputStream opened(Path file) throws IOException {
        return new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    /** The markers of a JPEG, one after the other. */
    private static final class Markers implements AutoCloseable {

        private final DataInputStream in;
        private long at;
        private int waiting = -1;

        Markers(DataInputStream in) {
            this.in = in;
        }

        int one() throws IOException {
            int it = in.readUnsignedByte();
            at++;
            return it;
        }

        int two() throws IOException {
            return one() << 8 | one();
        }

        void skip(int bytes) throws IOException {
            in.skipNBytes(bytes);
            at += bytes;
        }

        /**
         * The next marker.
         *
         * @return its code; negative where none stands
         */
        int next() throws IOException {
            int it = waiting;
            waiting = -1;
            if (it >= 0) {
                return it;
            }
            if (one() != 0xff) {
                return -1;
            }
            do {
                it = one();
            } while (it == 0xff);
            return it == 0 ? -1 : it;
        }

        /** Coded data go on until a marker that is neither a stuffed zero nor a restart. */
        void passScan() throws IOException {
            boolean escape = false;
            while (waiting < 0) {
                int it = one();
                if (escape && it != 0 && it != 0xff && (it < 0xd0 || it > 0xd7)) {
                    waiting = it;
                }
                escape = it == 0xff;
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
