package yanzhen.app.cluster.credential;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Collection;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * 状态位串: one bit for each place of a status list, as the Bitstring Status List v1.0 of the W3C has
 * them: the first is the highest bit of the first byte; compressed by GZIP, then base64url behind a
 * {@code u}.
 */
public final class StatusBits {

    /** The fewest that the recommendation allows, so that one place hides among the others. */
    public static final int PLACES = 131_072;

    private static final int MOST_BYTES = 1 << 20;

    private final byte[] bytes;

    private StatusBits(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The bits of these places set, all others not.
     *
     * @param set places, 0 to {@link #PLACES} exclusive
     */
    public static StatusBits of(Collection<Integer> set) {
        var bytes = new byte[PLACES / 8];
        for (int place : set) {
            bytes[place / 8] |= (byte) (0x80 >> place % 8);
        }
        return new StatusBits(bytes);
    }

    /**
     * Whether the bit of the place is set.
     *
     * @throws Unfit when the list has no such place
     */
    boolean isSet(int place) throws Unfit {
        if (place < 0 || place >= bytes.length * 8) {
            throw new Unfit("status-no-place", place);
        }
        return (bytes[place / 8] & 0x80 >> place % 8) != 0;
    }

    public String encoded() {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "u" + Base64.getUrlEncoder().withoutPadding().encodeToString(packed.toByteArray());
    }

    /**
     * Unpacks no more than a mebibyte, whatever was packed.
     *
     * @throws Unfit when it is not such a list, or shorter or longer than allowed
     */
    static StatusBits decoded(String encoded) throws Unfit {
        if (!encoded.startsWith("u")) {
            throw new Unfit("status-unreadable");
        }
        try (var in =
                new GZIPInputStream(
                        new ByteArrayInputStream(
                                Base64.getUrlDecoder().decode(encoded.substring(1))))) {
            var bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length < PLACES / 8 || bytes.length > MOST_BYTES) {
                throw new Unfit("status-unreadable");
            }
            return new StatusBits(bytes);
        } catch (IOException | IllegalArgumentException e) {
            throw new Unfit("status-unreadable");
        }
    }
}
