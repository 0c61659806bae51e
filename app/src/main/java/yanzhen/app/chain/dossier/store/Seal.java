package yanzhen.app.chain.dossier.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** 摘要: SHA-256 in hexadecimal over the UTF-8 of a text. */
final class Seal {

    private Seal() {}

    static String of(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** Of an edition: over the digests of both parts, a line feed between them. */
    static String ofBoth(String open, String offices) {
        return of(open + "\n" + offices);
    }
}
