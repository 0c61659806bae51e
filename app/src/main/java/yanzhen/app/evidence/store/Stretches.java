package yanzhen.app.evidence.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file as stretches of Latin-1 text, a character a byte, that overlap: what is shorter than the
 * overlap is whole in one of them, and may be in two.
 */
final class Stretches {

    private static final int LENGTH = 1 << 20;

    /** In bytes. */
    static final int OVERLAP = 4096;

    /** Somebody who looks at one stretch after the other. */
    interface Look {

        /**
         * Looks at one.
         *
         * @param start byte of the file at which the text begins
         */
        void at(long start, String text) throws IOException;
    }

    private Stretches() {}

    static void of(Path file, Look look) throws IOException {
        var buffer = new byte[OVERLAP + LENGTH];
        int kept = 0;
        long start = 0;
        try (var in = Files.newInputStream(file)) {
            for (int read = in.readNBytes(buffer, 0, LENGTH);
                    read > 0;
                    read = in.readNBytes(buffer, kept, LENGTH)) {
                int length = kept + read;
                look.at(start, new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
                kept = Math.min(OVERLAP, length);
                System.arraycopy(buffer, length - kept, buffer, 0, kept);
                start += length - kept;
            }
        }
    }
}
