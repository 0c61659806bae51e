package yanzhen.app.cluster.credential;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * 签名文本: a credential secured with JOSE ({@code vc+jwt}), read but not yet believed.
 *
 * <p>The algorithm is ours and not the text's: whatever another header asks for is refused before
 * any key is taken.
 */
record Signed(JWSObject jws, Claims claims) {

    static final JOSEObjectType TYPE = new JOSEObjectType("vc+jwt");
    private static final String LONG_TYPE = "application/vc+jwt";

    /**
     * Reads a text.
     *
     * @param most how many characters it may have
     * @throws Unfit when it is too long, no signed text, or its header is not as it must be
     */
    static Signed read(String text, int most) throws Unfit {
        var stripped = text.strip();
        if (stripped.length() > most) {
            throw new Unfit("too-large", most >> 10);
        }
        var parts = stripped.split("\\.", -1);
        if (parts.length != 3) {
            throw new Unfit("not-signed-text");
        }
        try {
            checkHeader(JSONObjectUtils.parse(new Base64URL(parts[0]).decodeToString()));
            var jws = JWSObject.parse(stripped);
            var claims = jws.getPayload().toJSONObject();
            if (claims == null) {
                throw new Unfit("not-signed-text");
            }
            return new Signed(jws, new Claims(claims));
        } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
            throw new Unfit("not-signed-text");
        }
    }

    private static void checkHeader(Map<String, Object> header) throws Unfit {
        if (!JWSAlgorithm.ES256.getName().equals(header.get("alg"))) {
            throw new Unfit("other-algorithm", shortened(header.get("alg")));
        }
        if (!(header.get("typ") instanceof String typ)
                || !(typ.equalsIgnoreCase(TYPE.getType()) || typ.equalsIgnoreCase(LONG_TYPE))) {
            throw new Unfit("other-header-type", shortened(header.get("typ")));
        }
        if (header.containsKey("crit")) {
            throw new Unfit("critical-header");
        }
    }

    private static String shortened(@Nullable Object value) {
        var text = String.valueOf(value);
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    /**
     * Believes it, when a key of the issuer signed it while that key signed.
     *
     * @throws Unfit when the key is not among the issuer's, the signature is not the key's, it
     *     names another issuer, or it was signed before or after the key's time
     */
    void mustBeOf(KeySet issuer) throws Unfit {
        var kid = jws.getHeader().getKeyID();
        var key =
                issuer.find(kid)
                        .orElseThrow(
                                () -> new Unfit("unknown-key", shortened(String.valueOf(kid))));
        try {
            if (!jws.verify(new ECDSAVerifier(key.jwk().toECPublicKey()))) {
                throw new Unfit("wrong-signature");
            }
        } catch (JOSEException e) {
            throw new Unfit("wrong-signature");
        }
        if (!claims.issuer().equals(issuer.issuer())
                || (claims.values().containsKey("iss")
                        && !issuer.issuer().equals(claims.find("iss")))) {
            throw new Unfit("other-issuer", claims.issuer(), issuer.issuer());
        }
        if (!key.signedAt(claims.seconds("iat"))) {
            throw new Unfit("key-not-signing", claims.seconds("iat"));
        }
    }
}
