package yanzhen.app.challenge.store;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import yanzhen.app.challenge.Wall.Offer;

/**
 * 回执正文: what was handed in and when, as a text that anybody can take the digest of. The fields
 * stand in the order of their names; a secret number keeps prices from being guessed by trying.
 *
 * @param text JSON in UTF-8, without spaces and line breaks
 */
record ReceiptSheet(String text) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int SECRET_BYTES = 32;

    static ReceiptSheet of(
            UUID challenge, UUID organisation, int version, Instant arrivedAt, Offer offer) {
        var secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        var fields = new TreeMap<String, Object>();
        fields.put("challenge", challenge.toString());
        fields.put("organisation", organisation.toString());
        fields.put("version", version);
        fields.put("arrivedAt", arrivedAt.toString());
        fields.put("approach", offer.approach());
        fields.put("priceYuan", offer.price().toString());
        fields.put("promises", offer.promises().stream().map(BigDecimal::toPlainString).toList());
        fields.put("secret", Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        return new ReceiptSheet(JSON.writeValueAsString(fields));
    }

    /** SHA-256 in hexadecimal, as {@code sha256sum} gives it for the downloaded file. */
    String digest() {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
