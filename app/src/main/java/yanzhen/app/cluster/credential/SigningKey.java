package yanzhen.app.cluster.credential;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;
import java.util.Map;

/** 签发密钥 with its private half: an elliptic curve key on P-256, named by its thumbprint. */
public final class SigningKey {

    private final ECKey jwk;

    private SigningKey(ECKey jwk) {
        this.jwk = jwk;
    }

    /** A new one, by the machine's secure random numbers. */
    public static SigningKey made() {
        try {
            return new SigningKey(
                    new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java virtual machine makes no keys on P-256.", e);
        }
    }

    /**
     * Takes up what {@link #kept()} gave.
     *
     * @throws IllegalArgumentException when it is no such key
     */
    public static SigningKey of(String kept) {
        try {
            return new SigningKey(ECKey.parse(kept));
        } catch (ParseException e) {
            throw new IllegalArgumentException("This is no signing key.", e);
        }
    }

    /** The whole of it, to be sealed. */
    public String kept() {
        return jwk.toJSONString();
    }

    public String kid() {
        return jwk.getKeyID();
    }

    /** The public half. */
    public ECKey shown() {
        return jwk.toPublicJWK();
    }

    /** The claims as signed text ({@code vc+jwt}). */
    public String sign(Map<String, Object> claims) {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(Signed.TYPE)
                        .keyID(jwk.getKeyID())
                        .build();
        var jws = new JWSObject(header, new Payload(claims));
        try {
            jws.sign(new ECDSASigner(jwk));
        } catch (JOSEException e) {
            throw new IllegalStateException("The credential cannot be signed.", e);
        }
        return jws.serialize();
    }
}
