package yanzhen.app.cluster;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.credential.KeySet;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.Conflict;

/**
 * 签发密钥: one key signs at a time, made when it is first needed, replaced when it is old or when
 * somebody asks for it. The public halves of all stay published.
 */
public interface IssuerKeys {

    /** 签发者: its identity, a URN that goes with the database and not with an address. */
    String issuer();

    /** How it is called: as the operator says, or the region's register. */
    Bilingual name();

    /** All public keys, with the time in which each signed. */
    KeySet published();

    /**
     * Signs, adding {@code iss} and {@code iat}.
     *
     * @throws SecretMissing when this process cannot open the key
     */
    String sign(Map<String, Object> claims);

    /**
     * Replaces the key that signs, and destroys its private half.
     *
     * @throws SecretMissing when this process holds no fit secret to seal the new key with
     */
    Rotation rotate();

    /**
     * 密钥轮换.
     *
     * @param before kid of the key that ceases to sign; null when there was none
     * @param after kid of the one that signs from now on
     */
    record Rotation(@Nullable String before, String after, Instant at) {}

    /** The secret that opens the signing key is not the one that this process has. */
    final class SecretMissing extends Conflict {
        public SecretMissing(String where) {
            super(
                    "issuer-secret",
                    "The secret in %s does not open the issuer's key.".formatted(where));
        }
    }
}
