package yanzhen.selection.assignment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Numbers by lot that anybody can make again from the seed: block i is SHA-256 of the seed in
 * UTF-8, a zero byte and i as eight bytes, the greatest first; each block gives four numbers of 63
 * bits, the sign left out. A number below n is taken modulo n; those from the last whole multiple
 * of n on are passed over, so that all are as likely.
 */
final class Draw {

    private static final int BLOCK = 32;

    private final byte[] seed;
    private ByteBuffer block = ByteBuffer.allocate(0);
    private long blocks;

    Draw(String seed) {
        this.seed = seed.getBytes(StandardCharsets.UTF_8);
    }

    /** From 0 to below the end. */
    long below(long end) {
        long last = Long.MAX_VALUE - Long.MAX_VALUE % end;
        long number = next();
        while (number >= last) {
            number = next();
        }
        return number % end;
    }

    private long next() {
        if (!block.hasRemaining()) {
            block = ByteBuffer.wrap(digest());
        }
        return block.getLong() & Long.MAX_VALUE;
    }

    private byte[] digest() {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(seed);
            sha.update((byte) 0);
            sha.update(ByteBuffer.allocate(Long.BYTES).putLong(blocks++).array());
            var made = sha.digest();
            if (made.length != BLOCK) {
                throw new IllegalStateException("SHA-256 has %d bytes.".formatted(made.length));
            }
            return made;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
