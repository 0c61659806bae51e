package yanzhen.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import yanzhen.engine.Loaded.Refused;

/**
 * 网络表: a supply network as a text table of supplier, customer and amount sold, separated by commas,
 * semicolons or tabs as the header is; plain, or gzip by the ending {@code .gz}.
 *
 * <p>Firms are numbers. A row that cannot be a link is left out and named with its line. Read in
 * one pass; memory holds the links and one buffer, never the text.
 */
public final class NetworkTable {

    /** How many refused rows are named. */
    static final int SAID = 1000;

    private final int firms;
    private final int first;
    private final NetworkBuilder builder;
    private final List<Refused> refused = new ArrayList<>();
    private long refusedRows;
    private long rows;

    private NetworkTable(int firms, int first) {
        this.firms = firms;
        this.first = first;
        builder = new NetworkBuilder(firms);
    }

    /**
     * Reads a table.
     *
     * @param firms how many there are
     * @param first the number of the first firm in the table, mostly 0 or 1
     * @throws MalformedNetwork when the header does not name the three columns
     * @throws IOException when it cannot be read
     */
    public static Loaded read(Path file, int firms, int first) throws IOException {
        try (var bytes = open(file)) {
            return new NetworkTable(firms, first).read(file, bytes);
        }
    }

    private static InputStream open(Path file) throws IOException {
        var bytes = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    }

    private Loaded read(Path file, InputStream bytes) throws IOException {
        var lines = new Lines(bytes);
        byte separator = separator(file, lines.next() ? lines.text() : "");
        while (lines.next()) {
            if (lines.length() > 0) {
                rows++;
                row(lines, separator);
            }
        }
        var built = builder.build();
        return new Loaded(built.network(), rows, refused, refusedRows, built.merged());
    }

    private static byte separator(Path file, String header) throws MalformedNetwork {
        var bare = header.startsWith("\uFEFF") ? header.substring(1) : header;
        for (char separator : new char[] {',', ';', '\t'}) {
            if (bare.equals("supplier%ccustomer%cweight".formatted(separator, separator))) {
                return (byte) separator;
            }
        }
        throw new MalformedNetwork(
                file,
                "Line 1 (%s) is not supplier,customer,weight."
                        .formatted(bare.substring(0, Math.min(80, bare.length()))));
    }

    private void row(Lines lines, byte separator) {
        var field = new Field(lines);
        long supplier = field.integer(separator);
        long customer = field.integer(separator);
        double weight = field.decimal();
        if (field.fault != null) {
            refuse(lines, field.fault);
        } else if (supplier < first || supplier - first >= firms) {
            refuse(
                    lines,
                    "supplier (%d) is not between %d and %d".formatted(supplier, first, last()));
        } else if (customer < first || customer - first >= firms) {
            refuse(
                    lines,
                    "customer (%d) is not between %d and %d".formatted(customer, first, last()));
        } else if (!(weight > 0) || weight == Double.POSITIVE_INFINITY) {
            refuse(lines, "weight (%s) is not a number above 0".formatted(weight));
        } else {
            builder.add((int) (supplier - first), (int) (customer - first), weight);
        }
    }

    private long last() {
        return (long) first + firms - 1;
    }

    private void refuse(Lines lines, String why) {
        refusedRows++;
        if (refused.size() < SAID) {
            refused.add(new Refused(lines.number(), "The " + why + "."));
        }
    }

    /** Lines of bytes, without their ends; a line that is too long is cut. */
    static final class Lines {

        private static final int ROOM = 1 << 16;

        private final InputStream bytes;
        private byte[] buffer = new byte[ROOM];
        private int start;
        private int length;
        private int from;
        private int until;
        private long number;

        Lines(InputStream bytes) {
            this.bytes = bytes;
        }

        boolean next() throws IOException {
            int end = from;
            while (true) {
                while (end < until && buffer[end] != '\n') {
                    end++;
                }
                if (end < until) {
                    break;
                }
                int already = end - from;
                if (!more()) {
                    if (already == 0) {
                        return false;
                    }
                    end = from + already;
                    break;
                }
                end = from + already;
            }
            start = from;
            from = Math.min(end + 1, until);
            length = end > start && buffer[end - 1] == '\r' ? end - 1 - start : end - start;
            number++;
            return true;
        }

        /** Moves what is left to the front and reads on. */
        private boolean more() throws IOException {
            int left = until - from;
            if (left == buffer.length) {
                buffer = java.util.Arrays.copyOf(buffer, Math.multiplyExact(left, 2));
            }
            System.arraycopy(buffer, from, buffer, 0, left);
            from = 0;
            until = left;
            int read = bytes.read(buffer, left, buffer.length - left);
            until += Math.max(0, read);
            return read > 0;
        }

        int length() {
            return length;
        }

        byte at(int place) {
            return buffer[start + place];
        }

        /** The number written there; NaN when it is none. */
        double decimal(int begin, int end) {
            return Decimals.read(buffer, start + begin, start + end);
        }

        long number() {
            return number;
        }

        String text() {
            return text(0, length);
        }

        String text(int begin, int end) {
            return new String(buffer, start + begin, end - begin, StandardCharsets.UTF_8);
        }
    }
}
