package yanzhen.engine;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * 网络文件: a supply network as a file that is mapped into memory, not read.
 *
 * <p>Layout, all numbers with the lowest byte first:
 *
 * <pre>
 * byte  0  8 bytes   "YANZHENW"
 *       8  int       version, 1
 *      12  int       firms
 *      16  long      links
 *      24  int       CRC-32C of bytes 0 to 23 and of all links
 *      28  int       0
 *      32  16 bytes  each link: int supplier, int customer, double amount; firms from 0
 * </pre>
 *
 * <p>A file ends with its last link. Links may come in any order, and a pair more than once.
 */
public final class NetworkFile {

    private static final byte[] MAGIC = {'Y', 'A', 'N', 'Z', 'H', 'E', 'N', 'W'};
    private static final int VERSION = 1;
    private static final int SUMMED = 24;
    private static final int HEADER = 32;
    private static final int LINK = 16;
    private static final int CHUNK = 1 << 16;
    private static final ValueLayout.OfInt INT =
            JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private NetworkFile() {}

    /**
     * The network of a file. Links that are no links, as {@link NetworkBuilder} has it, are left
     * out and returned.
     *
     * @throws MalformedNetwork when the file is no network, of another version, cut short, longer
     *     than it says, or changed since it was written
     * @throws IOException when it cannot be read
     */
    public static Built read(Path file) throws IOException {
        try (var arena = Arena.ofConfined();
                var channel = FileChannel.open(file)) {
            var bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
            int links = check(file, bytes);
            return NetworkBuilder.build(
                    bytes.get(INT, 12),
                    visitor -> {
                        long end = HEADER + (long) links * LINK;
                        for (long at = HEADER; at < end; at += LINK) {
                            visitor.link(
                                    bytes.get(INT, at),
                                    bytes.get(INT, at + 4),
                                    bytes.get(DOUBLE, at + 8));
                        }
                    });
        }
    }

    /** How many links there are, once nothing is wrong. */
    private static int check(Path file, MemorySegment bytes) throws MalformedNetwork {
        if (bytes.byteSize() < HEADER) {
            throw new MalformedNetwork(
                    file,
                    "It has %d bytes; a network has %d at least."
                            .formatted(bytes.byteSize(), HEADER));
        }
        if (bytes.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) >= 0) {
            throw new MalformedNetwork(file, "It does not begin with YANZHENW: not a network.");
        }
        if (bytes.get(INT, 8) != VERSION) {
            throw new MalformedNetwork(
                    file,
                    "Its version is %d; this program reads version %d."
                            .formatted(bytes.get(INT, 8), VERSION));
        }
        int firms = bytes.get(INT, 12);
        long links = bytes.get(LONG, 16);
        if (firms < 0 || links < 0 || links > Integer.MAX_VALUE || bytes.get(INT, 28) != 0) {
            throw new MalformedNetwork(
                    file,
                    "Its header (%d firms, %d links) cannot be right.".formatted(firms, links));
        }
        if (bytes.byteSize() != HEADER + links * LINK) {
            throw new MalformedNetwork(
                    file,
                    "It has %d bytes; %d links take %d. Maybe it was not copied whole."
                            .formatted(bytes.byteSize(), links, HEADER + links * LINK));
        }
        checkSum(file, bytes);
        return (int) links;
    }

    private static void checkSum(Path file, MemorySegment bytes) throws MalformedNetwork {
        var sum = new CRC32C();
        sum.update(bytes.asSlice(0, SUMMED).asByteBuffer());
        for (long at = HEADER; at < bytes.byteSize(); at += CHUNK) {
            long length = Math.min(CHUNK, bytes.byteSize() - at);
            sum.update(bytes.asSlice(at, length).asByteBuffer());
        }
        if ((int) sum.getValue() != bytes.get(INT, SUMMED)) {
            throw new MalformedNetwork(
                    file,
                    "Its checksum is %08x, of its content %08x: it was changed since it was written."
                            .formatted(bytes.get(INT, SUMMED), (int) sum.getValue()));
        }
    }

    /**
     * Writes a network; a file of that name is replaced once the new one is whole.
     *
     * @throws IOException when it cannot be written
     */
    public static void write(SupplyNetwork network, Path file) throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + ".part");
        try (var channel =
                FileChannel.open(
                        unfinished,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            write(network, channel);
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(SupplyNetwork network, FileChannel channel) throws IOException {
        var header = buffer(HEADER);
        header.put(MAGIC).putInt(VERSION).putInt(network.firms()).putLong(network.links());
        var sum = new CRC32C();
        sum.update(header.duplicate().flip());
        channel.position(HEADER);
        var links = buffer(CHUNK);
        for (int supplier = 0; supplier < network.firms(); supplier++) {
            for (int link = network.outStart[supplier];
                    link < network.outStart[supplier + 1];
                    link++) {
                links.putInt(supplier).putInt(network.outCustomer[link]);
                links.putDouble(network.outWeight[link]);
                if (!links.hasRemaining()) {
                    put(links, sum, channel);
                }
            }
        }
        put(links, sum, channel);
        header.putInt((int) sum.getValue()).putInt(0);
        channel.position(0);
        putAll(header.flip(), channel);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void put(ByteBuffer links, CRC32C sum, FileChannel channel) throws IOException {
        links.flip();
        sum.update(links.duplicate());
        putAll(links, channel);
        links.clear();
    }

    private static void putAll(ByteBuffer bytes, FileChannel channel) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
