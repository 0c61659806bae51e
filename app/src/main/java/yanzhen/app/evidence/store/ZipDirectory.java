package yanzhen.app.evidence.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * 压缩包目录: the directory of a ZIP, read by ourselves (PKWARE APPNOTE 6.3.10) before anything is
 * unpacked.
 *
 * <p>Every byte of the file belongs to an entry or to the directory, each entry is named once and
 * alike in both places, none is encrypted, and together they unpack to what is allowed. Two readers
 * then find the same entries in it.
 */
final class ZipDirectory {

    private static final int MOST_ENTRIES = 5_000;
    private static final long MOST_UNPACKED = 512L << 20;

    /** Bytes of the directory that are held in memory. */
    static final int MOST_DIRECTORY = 4 << 20;

    private static final long SMALL = 8L << 20;

    /** A sheet of equal rows packs 100 to 1; a bomb 1000 to 1. */
    private static final long MOST_RATIO = 200;

    private static final int LONGEST_NAME = 512;
    private static final int END = 22;
    private static final int ENTRY = 46;
    private static final int LOCAL = 30;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    /** A size after the data, with its signature and in eight bytes, has 24 bytes. */
    private static final int LONGEST_DESCRIPTOR = 24;

    private static final long IN_64 = 0xffff_ffffL;

    /**
     * An entry.
     *
     * @param size bytes unpacked, as the directory says
     * @param packed bytes in the file
     * @param begin of the data in the file
     */
    record Entry(
            String name,
            int flags,
            int method,
            long crc,
            long packed,
            long size,
            long header,
            long begin) {

        boolean encrypted() {
            return (flags & 0x41) != 0;
        }

        boolean deflated() {
            return method == DEFLATED;
        }

        private long end() {
            return begin + packed;
        }
    }

    private final FileChannel file;
    private final Findings found;
    private final List<Entry> entries = new ArrayList<>();
    private boolean sound = true;

    private ZipDirectory(FileChannel file, Findings found) {
        this.file = file;
        this.found = found;
    }

    static ZipDirectory of(FileChannel file, Findings found) throws IOException {
        var directory = new ZipDirectory(file, found);
        try {
            directory.read();
        } catch (EOFException e) {
            directory.unsound("file-unreadable", "ZIP");
        }
        return directory;
    }

    List<Entry> entries() {
        return entries;
    }

    /** Whether it may be unpacked: within the limits, and as the format says. */
    boolean sound() {
        return sound;
    }

    private void unsound(String code, Object... details) {
        sound = false;
        found.add(code, details);
    }

    private void read() throws IOException {
        long size = file.size();
        int tail = (int) Math.min(size, END + 65_535);
        var last = bytes(size - tail, tail);
        int at = tail - END;
        while (at >= 0 && last.getInt(at) != 0x06054b50) {
            at--;
        }
        if (at < 0) {
            unsound("file-unreadable", "ZIP");
            return;
        }
        if (at + END < tail) {
            found.add("file-surplus", size - tail + at + END, tail - at - END);
        }
        long count = last.getShort(at + 10) & 0xffff;
        long length = last.getInt(at + 12) & IN_64;
        long begin = last.getInt(at + 16) & IN_64;
        long end = size - tail + at;
        if (end >= 20 && bytes(end - 20, 4).getInt(0) == 0x07064b50) {
            long place = bytes(end - 20, 20).getLong(8);
            var large = bytes(place, 56);
            count = large.getLong(32);
            length = large.getLong(40);
            begin = large.getLong(48);
            end = place;
        }
        read(count, length, begin, end);
    }

    private void read(long count, long length, long begin, long end) throws IOException {
        if (count > MOST_ENTRIES || length > MOST_DIRECTORY) {
            unsound("file-archive-many", count);
            return;
        }
        if (begin < 0 || length < 0 || begin + length != end) {
            unsound("file-unreadable", "ZIP");
            return;
        }
        var directory = bytes(begin, (int) length);
        for (long at = 0; at < count; at++) {
            if (directory.remaining() < ENTRY
                    || directory.getInt(directory.position()) != 0x02014b50) {
                unsound("file-unreadable", "ZIP #" + (at + 1));
                return;
            }
            entries.add(entry(directory));
        }
        if (directory.hasRemaining()) {
            unsound("file-unreadable", "ZIP #" + (count + 1));
        }
        checkNames();
        checkSizes();
        checkPlaces(begin);
    }

    private Entry entry(ByteBuffer it) throws IOException {
        int at = it.position();
        int name = it.getShort(at + 28) & 0xffff;
        int extra = it.getShort(at + 30) & 0xffff;
        int comment = it.getShort(at + 32) & 0xffff;
        int next = at + ENTRY + name + extra + comment;
        if (next > it.limit()) {
            throw new EOFException();
        }
        var sizes =
                new long[] {
                    it.getInt(at + 24) & IN_64,
                    it.getInt(at + 20) & IN_64,
                    it.getInt(at + 42) & IN_64
                };
        widen(it, at + ENTRY + name, extra, sizes);
        var text = text(it, at + ENTRY, name);
        int flags = it.getShort(at + 8) & 0xffff;
        int method = it.getShort(at + 10) & 0xffff;
        long crc = it.getInt(at + 16) & IN_64;
        it.position(next);
        var local = bytes(sizes[2], LOCAL);
        int named = local.getShort(26) & 0xffff;
        var again =
                local.getInt(0) == 0x04034b50 ? text(bytes(sizes[2] + LOCAL, named), 0, named) : "";
        if (!again.equals(text)) {
            unsound("file-unreadable", text + " / " + again);
        }
        long begin = sizes[2] + LOCAL + named + (local.getShort(28) & 0xffff);
        int said = flags | (local.getShort(6) & 0x41);
        return new Entry(text, said, method, crc, sizes[1], sizes[0], sizes[2], begin);
    }

    /** Sizes that need eight bytes stand in an extra field, in this order. */
    private static void widen(ByteBuffer it, int from, int length, long[] sizes)
            throws EOFException {
        int at = from;
        while (at + 4 <= from + length) {
            int kind = it.getShort(at) & 0xffff;
            int end = at + 4 + (it.getShort(at + 2) & 0xffff);
            if (end > from + length) {
                return;
            }
            if (kind == 1) {
                at += 4;
                for (int which = 0; which < sizes.length; which++) {
                    if (sizes[which] == IN_64) {
                        if (at + 8 > end) {
                            throw new EOFException();
                        }
                        sizes[which] = it.getLong(at);
                        at += 8;
                    }
                }
            }
            at = end;
        }
    }

    private static String text(ByteBuffer it, int from, int length) {
        var bytes = new byte[length];
        it.get(from, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void checkNames() {
        Set<String> names = new HashSet<>();
        for (var it : entries) {
            var name = it.name;
            if (name.isEmpty()
                    || name.length() > LONGEST_NAME
                    || name.startsWith("/")
                    || name.indexOf('\\') >= 0
                    || name.indexOf(':') >= 0
                    || List.of(name.split("/", -1)).contains("..")
                    || name.chars().anyMatch(each -> each < 0x20)) {
                found.add("file-archive-path", name);
            }
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                found.add("file-archive-twice", name);
            }
            if (it.encrypted() || it.method == 99) {
                found.add("file-encrypted", name);
            } else if (it.method != STORED && it.method != DEFLATED) {
                unsound("file-unreadable", name);
            }
        }
    }

    private void checkSizes() {
        long unpacked = 0;
        for (var it : entries) {
            boolean wrong = it.size < 0 || it.packed < 0 || it.size > MOST_UNPACKED;
            unpacked += wrong ? 0 : it.size;
            boolean dense = it.size > SMALL && it.size / Math.max(1, it.packed) > MOST_RATIO;
            if (wrong || dense || unpacked > MOST_UNPACKED) {
                unsound("file-archive-bomb", it.name, it.size);
                return;
            }
        }
    }

    /** Entries follow each other without a gap, so that nothing lies between them. */
    private void checkPlaces(long directory) {
        long end = 0;
        int free = 0;
        var name = "ZIP";
        var byPlace = entries.stream().sorted(Comparator.comparingLong(Entry::header)).toList();
        for (var it : byPlace) {
            checkGap(end, it.header, free, name);
            end = it.end();
            free = (it.flags & 8) != 0 ? LONGEST_DESCRIPTOR : 0;
            name = it.name;
        }
        checkGap(end, directory, free, name);
    }

    private void checkGap(long end, long next, int free, String name) {
        if (next < end) {
            unsound("file-archive-bomb", name, end - next);
        } else if (next - end > free) {
            found.add("file-surplus", end, next - end);
        }
    }

    private ByteBuffer bytes(long from, int length) throws IOException {
        if (from < 0 || from > file.size() - length) {
            throw new EOFException();
        }
        var buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, from + buffer.position()) < 0) {
                throw new EOFException();
            }
        }
        return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The bytes of an entry as they lie in the file. */
    InputStream packed(Entry entry) {
        return new Slice(entry.begin, entry.end());
    }

    private final class Slice extends InputStream {

        private long at;
        private final long end;

        Slice(long at, long end) {
            this.at = at;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (at >= end) {
                return -1;
            }
            int most = (int) Math.min(length, end - at);
            int read = file.read(ByteBuffer.wrap(into, from, most), at);
            at += Math.max(0, read);
            return read;
        }
    }
}
