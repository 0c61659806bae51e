package yanzhen.app.cluster.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import yanzhen.app.cluster.credential.Finding.Verdict;

/** By hand, and as somebody who wants to be believed would try it. */
class CredentialCheckTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 2);

    private final Issued issued = new Issued();

    private Finding check(String credential) {
        return check(credential, issued.list(), TODAY);
    }

    private Finding check(String credential, @Nullable String list, LocalDate day) {
        return new CredentialCheck(issued.keys(), list, Issued.NOW).of(credential, day);
    }

    private static String why(Finding finding) {
        return finding.reasons().getFirst().code();
    }

    private void isRefused(String credential, String why) {
        var finding = check(credential);
        assertThat(finding.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(why(finding)).isEqualTo(why);
        assertThat(finding.statement()).isNull();
    }

    @Test
    void believesWhatIsGenuineInForceAndNotRevoked() {
        var finding = check(issued.credential() + "\n");

        assertThat(finding.verdict()).isEqualTo(Verdict.VALID);
        assertThat(finding.reasons()).isEmpty();
        assertThat(finding.statusAsOf()).isEqualTo("2026-06-01");
        assertThat(finding.statement())
                .isNotNull()
                .satisfies(it -> {
                    assertThat(it.holder()).isEqualTo("甲公司");
                    assertThat(it.synthetic()).isTrue();
                });
    }

    @Test
    void noticesAChangedWord() {
        isRefused(Issued.altered(issued.credential(), 1, "甲公司", "乙公司"), "wrong-signature");
        isRefused(
                Issued.altered(issued.credential(), 1, "2027-01-01", "2037-01-01"),
                "wrong-signature");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "HS256", "ES384", "RS256", "EdDSA", ""})
    void takesNoAlgorithmFromTheTextItself(String algorithm) {
        isRefused(
                Issued.altered(issued.credential(), 0, "\"ES256\"", "\"" + algorithm + "\""),
                "other-algorithm");
    }

    /** The public key is known to everybody: as the secret of an HMAC it proves nothing. */
    @Test
    void isNotConfusedByAnHmacMadeWithThePublicKey() throws JOSEException {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(Signed.TYPE)
                        .keyID(issued.key.kid())
                        .build();
        var forged = new JWSObject(header, new Payload(Issued.claims(_ -> {})));
        forged.sign(
                new MACSigner(issued.key.shown().toJSONString().getBytes(StandardCharsets.UTF_8)));

        isRefused(forged.serialize(), "other-algorithm");
    }

    @Test
    void refusesAnUnsignedText() {
        var header = Issued.encoded("{\"alg\":\"none\",\"typ\":\"vc+jwt\"}");

        isRefused(header + "." + Issued.part(issued.credential(), 1) + ".", "other-algorithm");
        isRefused(issued.credential().replaceAll("\\.[^.]*$", "."), "not-signed-text");
    }

    @ParameterizedTest
    @CsvSource({"JWT", "vp+jwt", "jwt", "vc+jwt2"})
    void takesNoOtherTypeForACredential(String type) {
        isRefused(
                Issued.altered(issued.credential(), 0, "\"vc+jwt\"", "\"" + type + "\""),
                "other-header-type");
    }

    @Test
    void refusesAHeaderThatMustBeUnderstood() {
        isRefused(
                Issued.altered(issued.credential(), 0, "{", "{\"crit\":[\"b64\"],\"b64\":false,"),
                "critical-header");
    }

    @Test
    void refusesAnotherKeyWhateverItCallsItself() throws JOSEException {
        var stranger = SigningKey.made();
        isRefused(stranger.sign(Issued.claims(_ -> {})), "unknown-key");

        // The stranger's signature under our key's name, with the stranger's key in the header.
        var key = new ECKeyGenerator(Curve.P_256).generate();
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(Signed.TYPE)
                        .keyID(issued.key.kid())
                        .jwk(key.toPublicJWK())
                        .build();
        var forged = new JWSObject(header, new Payload(Issued.claims(_ -> {})));
        forged.sign(new ECDSASigner(key));
        isRefused(forged.serialize(), "wrong-signature");
    }

    @Test
    void refusesASignatureOfZeros() {
        var zeros = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);

        isRefused(issued.credential().replaceAll("[^.]*$", zeros), "wrong-signature");
    }

    @Test
    void bindsTheKeyToItsIssuer() {
        isRefused(issued.credential(it -> it.put("issuer", "urn:uuid:another")), "other-issuer");
        isRefused(issued.credential(it -> it.put("iss", "urn:uuid:another")), "other-issuer");
        isRefused(issued.credential(it -> it.put("iss", 7)), "other-issuer");
        isRefused(issued.credential(it -> it.remove("issuer")), "claim-missing");
    }

    /** By hand: in force from 2024-01-01 up to, not including, 2027-01-01. */
    @ParameterizedTest
    @CsvSource({
        "2023-12-31,NOT_IN_FORCE,not-yet",
        "2024-01-01,VALID,",
        "2026-12-31,VALID,",
        "2027-01-01,NOT_IN_FORCE,expired"
    })
    void countsTheFirstDayAndNotTheOneAfterTheLast(
            LocalDate day, Verdict verdict, @Nullable String why) {
        var finding = check(issued.credential(), issued.list(), day);

        assertThat(finding.verdict()).isEqualTo(verdict);
        assertThat(finding.reasons().stream().map(Reason::code))
                .isEqualTo(why == null ? List.of() : List.of(why));
    }

    @Test
    void knowsNoEndWhereNoneIsSet() {
        var open = issued.credential(it -> it.remove("validUntil"));

        assertThat(check(open, issued.list(), LocalDate.of(2090, 1, 1)).verdict())
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void findsTheBitOfThisCredentialAndNotItsNeighbours() {
        var revoked = check(issued.credential(), issued.list(Issued.INDEX), TODAY);
        var neighbours = issued.list(Issued.INDEX - 1, Issued.INDEX + 1, 0, 131_071);

        assertThat(revoked.verdict()).isEqualTo(Verdict.REVOKED);
        assertThat(revoked.reasons()).containsExactly(Reason.of("revoked", "2026-06-01"));
        assertThat(check(issued.credential(), neighbours, TODAY).verdict())
                .isEqualTo(Verdict.VALID);
    }

    /** The list says which of the places that are set gave way to a later edition. */
    @Test
    void saysReplacedWhereALaterEditionHolds() {
        var replaced = check(issued.credential(), issued.replacing(Issued.INDEX), TODAY);
        var neighbour = check(issued.credential(), issued.replacing(Issued.INDEX + 1), TODAY);

        assertThat(replaced.verdict()).isEqualTo(Verdict.REPLACED);
        assertThat(replaced.reasons()).containsExactly(Reason.of("replaced", "2026-06-01"));
        assertThat(neighbour.verdict()).isEqualTo(Verdict.VALID);
        assertThat(
                        check(
                                        issued.credential(),
                                        issued.replacing(Issued.INDEX),
                                        LocalDate.of(2028, 1, 1))
                                .verdict())
                .isEqualTo(Verdict.NOT_IN_FORCE);
    }

    /** Whoever hides a revocation behind an early end is not helped by it. */
    @Test
    void saysRevokedRatherThanExpired() {
        var finding =
                check(issued.credential(), issued.list(Issued.INDEX), LocalDate.of(2028, 1, 1));

        assertThat(finding.verdict()).isEqualTo(Verdict.REVOKED);
    }

    private void leavesOpen(@Nullable String list, String why) {
        var finding = check(issued.credential(), list, TODAY);
        assertThat(finding.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(why(finding)).isEqualTo(why);
        assertThat(finding.statement()).isNotNull();
    }

    @Test
    void leavesOpenWhatALackingOrSwappedListWouldDecide() {
        leavesOpen(null, "no-status");
        leavesOpen(
                issued.list(
                        it -> it.put("id", "https://node.example/credentials/status/1"),
                        StatusBits.of(Set.of()).encoded()),
                "status-other-list");
        leavesOpen(issued.credential(), "status-not-genuine");
        leavesOpen("", "status-not-genuine");
        leavesOpen(
                issued.list(
                        it -> it.put("validUntil", "2026-06-01T20:00:00+08:00"),
                        StatusBits.of(Set.of()).encoded()),
                "status-stale");
    }

    @Test
    void leavesOpenWhatTheListOfAnotherIssuerSays() {
        leavesOpen(
                SigningKey.made()
                        .sign(Issued.listClaims(_ -> {}, StatusBits.of(Set.of()).encoded())),
                "status-not-genuine");
        leavesOpen(
                issued.list(
                        it -> it.put("issuer", "urn:uuid:another"),
                        StatusBits.of(Set.of()).encoded()),
                "status-not-genuine");
    }

    /** A list of the day in question answers for that day, however old it is by now. */
    @Test
    void takesAnOldListForItsOwnDays() {
        var late = Instant.parse("2026-12-01T00:00:00Z");
        var check = new CredentialCheck(issued.keys(), issued.list(Issued.INDEX), late);

        assertThat(check.of(issued.credential(), LocalDate.of(2026, 6, 3)).verdict())
                .isEqualTo(Verdict.REVOKED);
        assertThat(why(check.of(issued.credential(), LocalDate.of(2026, 12, 1))))
                .isEqualTo("status-stale");
    }

    @Test
    void unpacksNoListThatIsShorterOrLongerThanAllowed() throws IOException {
        for (var size : List.of(0, StatusBits.PLACES / 8 - 1, (1 << 20) + 1, 200 << 20)) {
            leavesOpen(issued.list(_ -> {}, packed(size)), "status-unreadable");
        }
        leavesOpen(issued.list(_ -> {}, "z" + packed(1 << 14).substring(1)), "status-unreadable");
        leavesOpen(issued.list(_ -> {}, "u%%%"), "status-unreadable");
    }

    private static String packed(int size) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            for (int left = size; left > 0; left -= 1 << 20) {
                out.write(new byte[Math.min(left, 1 << 20)]);
            }
        }
        return "u" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    @ParameterizedTest
    @CsvSource({
        "-1,status-no-place",
        "131072,status-no-place",
        "abc,claim-wrong",
        "99999999999,claim-wrong"
    })
    void refusesAPlaceThatNoListHas(String index, String why) {
        var odd =
                issued.credential(it -> {
                    var status = Issued.status();
                    status.put("statusListIndex", index);
                    it.put("credentialStatus", status);
                });

        assertThat(why(check(odd))).isEqualTo(why);
        assertThat(check(odd).verdict()).isNotEqualTo(Verdict.VALID);
    }

    @Test
    void refusesACredentialThatNamesNoList() {
        isRefused(issued.credential(it -> it.remove("credentialStatus")), "claim-missing");
    }

    @Test
    void believesAnOldKeyForWhatItSignedInItsTime() {
        var old = SigningKey.made();
        issued.publish(old, "2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z");
        var then = Instant.parse("2025-12-31T00:00:00Z").getEpochSecond();
        var after = Instant.parse("2026-01-01T00:06:00Z").getEpochSecond();
        var before = Instant.parse("2024-12-31T23:54:00Z").getEpochSecond();

        assertThat(check(old.sign(Issued.claims(it -> it.put("iat", then)))).verdict())
                .isEqualTo(Verdict.VALID);
        isRefused(old.sign(Issued.claims(it -> it.put("iat", after))), "key-not-signing");
        isRefused(old.sign(Issued.claims(it -> it.put("iat", before))), "key-not-signing");
        isRefused(old.sign(Issued.claims(it -> it.remove("iat"))), "claim-missing");
    }

    @Test
    void asksForTheKeysFirst() {
        var finding = new CredentialCheck(null, null, Issued.NOW).of(issued.credential(), TODAY);

        assertThat(finding.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(why(finding)).isEqualTo("no-keys");
        assertThat(finding.statement()).isNull();
    }

    @Test
    void refusesAnythingElseThatTheIssuerSigned() {
        isRefused(issued.list(), "other-type");
        isRefused(
                issued.credential(it -> it.put("@context", List.of("https://other.example"))),
                "claim-missing");
        isRefused(issued.credential(it -> it.put("validFrom", "yesterday")), "claim-wrong");
        isRefused(issued.credential(it -> it.remove("validFrom")), "claim-missing");
        isRefused(issued.credential(it -> it.put("credentialSubject", "甲")), "claim-missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "..", "a.b.c", "{}", "eyJhbGciOiJFUzI1NiJ9", "a.b.c.d", "\0.\0.\0"})
    void saysOfAnythingElseThatItIsNone(String text) {
        isRefused(text, "not-signed-text");
    }

    @Test
    void saysOfATooLargeFileThatItIsNone() {
        isRefused("a".repeat((64 << 10) + 1), "too-large");
    }

    @Test
    void survivesADeepNest() {
        var deep = Issued.encoded("[".repeat(10_000));
        isRefused(deep + "." + deep + "." + deep, "not-signed-text");
        var nest = Issued.encoded("{\"a\":".repeat(6_000) + "1" + "}".repeat(6_000));
        var header = Issued.part(issued.credential(), 0);
        assertThat(check(header + "." + nest + ".AAAA").verdict()).isEqualTo(Verdict.INVALID);
    }

    /** Any beginning of a credential, any bit of it turned: never valid, never a fault of ours. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isNeverTakenInByDamage(long seed) {
        var random = new Random(seed);
        var text = issued.credential();
        var cut = text.substring(0, random.nextInt(text.length()));
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int at = random.nextInt(text.lastIndexOf('.'));
        bytes[at] ^= (byte) (1 << random.nextInt(7));
        var noise = new byte[random.nextInt(2_000)];
        random.nextBytes(noise);

        for (var damaged :
                List.of(
                        cut,
                        new String(bytes, StandardCharsets.ISO_8859_1),
                        new String(noise, StandardCharsets.ISO_8859_1))) {
            assertThat(check(damaged).verdict()).isEqualTo(Verdict.INVALID);
        }
    }

    static Stream<Long> seeds() {
        return IntStream.range(0, 60).mapToObj(it -> 7_919L * it);
    }

    @Test
    void readsTheKeysAsTheyArePublished() throws Unfit {
        issued.publish(SigningKey.made(), "2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z");
        var published = JSONObjectUtils.toJSONString(issued.keys().published());

        assertThat(KeySet.read(published)).isEqualTo(issued.keys());
        assertThat(published).doesNotContain("\"d\"");
    }

    @Test
    void takesNothingElseForKeys() throws JOSEException {
        var key = issued.keys().published();
        var large = new ECKeyGenerator(Curve.P_384).keyIDFromThumbprint(true).generate();
        var twice = List.of(published(issued.key.shown()), published(issued.key.shown()));
        var renamed = published(new ECKey.Builder(issued.key.shown()).keyID("another").build());

        refusesKeys("");
        refusesKeys("[]");
        refusesKeys("{\"keys\":[]}");
        refusesKeys("[".repeat(100_000));
        refusesKeys(issued.credential());
        refusesKeys(with(key, twice));
        refusesKeys(with(key, List.of(renamed)));
        refusesKeys(with(key, List.of(published(large.toPublicJWK()))));
        refusesKeys(with(key, List.of("text")));
        refusesKeys(" ".repeat((1 << 20) + 1));
    }

    private static Map<String, Object> published(ECKey key) {
        var members = key.toJSONObject();
        members.put("nbf", 0);
        return members;
    }

    private static String with(Map<String, Object> set, List<?> keys) {
        set.put("keys", keys);
        return JSONObjectUtils.toJSONString(set);
    }

    private static void refusesKeys(String text) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> KeySet.read(text)))
                .isInstanceOf(Unfit.class);
    }
}
