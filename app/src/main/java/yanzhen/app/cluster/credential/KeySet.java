package yanzhen.app.cluster.credential;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * 签发公钥集: the public keys of an issuer as its node publishes them, a JWK Set (RFC 7517) with the
 * issuer's identity beside the keys.
 *
 * @param issuer its identity, a URN
 * @param name how it is called
 * @param keys the present one and all before it
 */
public record KeySet(String issuer, String name, List<Key> keys) {

    private static final int LARGEST = 1 << 20;
    private static final int MOST = 10_000;

    public KeySet {
        keys = List.copyOf(keys);
    }

    /**
     * 公钥.
     *
     * @param from when it began to sign ({@code nbf})
     * @param until when it ceased to ({@code exp}); null while it signs
     */
    public record Key(ECKey jwk, Instant from, @Nullable Instant until) {

        /** Whether it signed at the moment, give or take what clocks differ by. */
        boolean signedAt(Instant moment) {
            return !moment.isBefore(from.minus(CredentialCheck.CLOCKS_DIFFER))
                    && (until == null
                            || moment.isBefore(until.plus(CredentialCheck.CLOCKS_DIFFER)));
        }
    }

    Optional<Key> find(@Nullable String kid) {
        return keys.stream().filter(it -> it.jwk.getKeyID().equals(kid)).findFirst();
    }

    /** As it is published. */
    public Map<String, Object> published() {
        var set = new LinkedHashMap<String, Object>();
        set.put("issuer", issuer);
        set.put("issuerName", name);
        set.put("keys", keys.stream().map(KeySet::published).toList());
        return set;
    }

    private static Map<String, Object> published(Key key) {
        var members = new LinkedHashMap<>(key.jwk.toPublicJWK().toJSONObject());
        members.put("use", "sig");
        members.put("alg", JWSAlgorithm.ES256.getName());
        members.put("nbf", key.from.getEpochSecond());
        if (key.until != null) {
            members.put("exp", key.until.getEpochSecond());
        }
        return members;
    }

    /**
     * Reads a published set.
     *
     * @throws Unfit when it is too large, no such set, or holds a key that is not what it says
     */
    public static KeySet read(String json) throws Unfit {
        if (json.length() > LARGEST) {
            throw new Unfit("keys-too-large", LARGEST >> 10);
        }
        try {
            var claims = new Claims(JSONObjectUtils.parse(json, LARGEST));
            var name = claims.find("issuerName");
            return new KeySet(claims.text("issuer"), name == null ? "" : name, keys(claims));
        } catch (ParseException | JOSEException | Unfit e) {
            throw new Unfit("keys-unreadable");
        }
    }

    private static List<Key> keys(Claims claims) throws ParseException, JOSEException, Unfit {
        var keys = new ArrayList<Key>();
        var kids = new HashSet<String>();
        if (!(claims.values().get("keys") instanceof List<?> list) || list.size() > MOST) {
            throw new Unfit("keys-unreadable");
        }
        for (var it : list) {
            var key = key(it);
            if (!kids.add(key.jwk.getKeyID())) {
                throw new Unfit("keys-unreadable");
            }
            keys.add(key);
        }
        return keys;
    }

    /** A key is named by its thumbprint, so that no name can stand for another key. */
    private static Key key(@Nullable Object given) throws ParseException, JOSEException, Unfit {
        if (given == null) {
            throw new Unfit("keys-unreadable");
        }
        var members = new Claims(Map.of("key", given)).object("key");
        var jwk = ECKey.parse(members.values()).toPublicJWK();
        if (!Curve.P_256.equals(jwk.getCurve())
                || !jwk.computeThumbprint().toString().equals(jwk.getKeyID())) {
            throw new Unfit("keys-unreadable");
        }
        return new Key(
                new ECKey.Builder(jwk.getCurve(), jwk.getX(), jwk.getY())
                        .keyID(jwk.getKeyID())
                        .build(),
                members.seconds("nbf"),
                members.values().containsKey("exp") ? members.seconds("exp") : null);
    }
}
