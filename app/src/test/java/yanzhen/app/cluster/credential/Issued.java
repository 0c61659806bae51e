package yanzhen.app.cluster.credential;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An issuer for tests, with a key, a credential of one firm and a status list. */
public final class Issued {

    public static final String ISSUER = "urn:uuid:5a1b7a52-6d0e-4f3c-9a57-1c1d0f6c9e01";
    static final String LIST = "https://node.example/credentials/status/0";
    public static final int INDEX = 94_567;

    /** The key began with 2026; the credential was signed in May, the list on the first of June. */
    static final Instant SIGNED = Instant.parse("2026-05-01T02:00:00Z");

    static final Instant LISTED = Instant.parse("2026-06-01T00:00:00Z");
    public static final Instant NOW = Instant.parse("2026-06-02T00:00:00Z");

    final SigningKey key = SigningKey.made();
    private final List<KeySet.Key> keys = new ArrayList<>();

    public Issued() {
        publish(key, "2026-01-01T00:00:00Z", null);
    }

    void publish(SigningKey it, String from, @Nullable String until) {
        keys.add(
                new KeySet.Key(
                        it.shown(),
                        Instant.parse(from),
                        until == null ? null : Instant.parse(until)));
    }

    public KeySet keys() {
        return new KeySet(ISSUER, "某市认定名册", keys);
    }

    public String credential() {
        return credential(_ -> {});
    }

    /** The credential after somebody has changed what it says, signed all the same. */
    String credential(Consumer<Map<String, Object>> change) {
        return key.sign(claims(change));
    }

    static Map<String, Object> claims(Consumer<Map<String, Object>> change) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("@context", List.of("https://www.w3.org/ns/credentials/v2"));
        claims.put("type", List.of("VerifiableCredential", "RecognitionCredential"));
        claims.put("issuer", Map.of("id", ISSUER, "name", "某市认定名册"));
        claims.put("iss", ISSUER);
        claims.put("iat", SIGNED.getEpochSecond());
        claims.put("validFrom", "2024-01-01T00:00:00+08:00");
        claims.put("validUntil", "2027-01-01T00:00:00+08:00");
        claims.put(
                "credentialSubject",
                Map.of(
                        "name",
                        "甲公司",
                        "creditCode",
                        "91310101DEM0000015",
                        "synthetic",
                        true,
                        "recognition",
                        Map.of(
                                "number",
                                "YZ2024-000001-38",
                                "scheme",
                                "高新技术企业",
                                "level",
                                "national")));
        claims.put("credentialStatus", status());
        change.accept(claims);
        return claims;
    }

    static Map<String, Object> status() {
        return new HashMap<>(
                Map.of(
                        "type",
                        "BitstringStatusListEntry",
                        "statusPurpose",
                        "revocation",
                        "statusListIndex",
                        String.valueOf(INDEX),
                        "statusListCredential",
                        LIST));
    }

    public String list(Integer... revoked) {
        return list(_ -> {}, StatusBits.of(Set.of(revoked)).encoded());
    }

    /** A list in which these places are set because a later edition holds. */
    public String replacing(Integer... places) {
        var bits = StatusBits.of(Set.of(places)).encoded();
        return list(
                it -> {
                    @SuppressWarnings("unchecked") // as it was put in
                    var said = (Map<String, Object>) it.get("credentialSubject");
                    var subject = new HashMap<>(said);
                    subject.put("encodedReplaced", bits);
                    it.put("credentialSubject", subject);
                },
                bits);
    }

    String list(Consumer<Map<String, Object>> change, String encoded) {
        return key.sign(listClaims(change, encoded));
    }

    static Map<String, Object> listClaims(Consumer<Map<String, Object>> change, String encoded) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("@context", List.of("https://www.w3.org/ns/credentials/v2"));
        claims.put("id", LIST);
        claims.put("type", List.of("VerifiableCredential", "BitstringStatusListCredential"));
        claims.put("issuer", ISSUER);
        claims.put("iat", LISTED.getEpochSecond());
        claims.put("validFrom", "2026-06-01T08:00:00+08:00");
        claims.put("validUntil", "2026-06-08T08:00:00+08:00");
        claims.put(
                "credentialSubject",
                Map.of(
                        "type", "BitstringStatusList",
                        "statusPurpose", "revocation",
                        "encodedList", encoded));
        change.accept(claims);
        return claims;
    }

    /** A part of a signed text with other words in it; its signature is kept. */
    static String altered(String text, int part, String old, String fresh) {
        var parts = text.split("\\.", -1);
        var inside = new String(Base64.getUrlDecoder().decode(parts[part]), StandardCharsets.UTF_8);
        if (!inside.contains(old)) {
            throw new IllegalArgumentException("There is no %s in %s.".formatted(old, inside));
        }
        parts[part] = encoded(inside.replace(old, fresh));
        return String.join(".", parts);
    }

    static String part(String text, int part) {
        return text.split("\\.", -1)[part];
    }

    static String encoded(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
