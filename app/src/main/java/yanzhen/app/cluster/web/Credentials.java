package yanzhen.app.cluster.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Certificate;
import yanzhen.app.cluster.IssuerKeys;
import yanzhen.app.cluster.credential.StatusBits;

/**
 * 可验证凭证: what a certificate says as a Verifiable Credential of the second data model of the W3C,
 * and which certificates ended early as a Bitstring Status List v1.0; both signed.
 */
@Component
class Credentials {

    private static final String CONTEXT = "https://www.w3.org/ns/credentials/v2";

    /** Gives the words that only we use an address each, so that readers of JSON-LD take them. */
    private static final String OWN_WORDS = "https://www.w3.org/ns/credentials/undefined-terms/v2";

    /** For so long an inspector without a network may use a list. */
    private static final int DAYS_OF_A_LIST = 7;

    private final IssuerKeys keys;
    private final PublicAddress address;
    private final Clock clock;

    Credentials(IssuerKeys keys, PublicAddress address, Clock clock) {
        this.keys = keys;
        this.address = address;
        this.clock = clock;
    }

    String of(Certificate it) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("@context", List.of(CONTEXT, OWN_WORDS));
        claims.put("id", identity(it));
        claims.put("type", List.of("VerifiableCredential", "RecognitionCredential"));
        claims.put("name", inBoth(it.scheme().name().zh(), it.scheme().name().en()));
        if (it.synthetic()) {
            claims.put(
                    "description",
                    inBoth("演示数据：不是真实的认定", "Demonstration record: not a real recognition"));
        }
        claims.put("issuer", issuer());
        claims.put("validFrom", beginningOf(it.valid().from()));
        if (it.valid().until() != null) {
            claims.put("validUntil", beginningOf(it.valid().until()));
        }
        claims.put("credentialSubject", subject(it));
        claims.put("credentialStatus", status(it.status()));
        return keys.sign(claims);
    }

    /** Editions of one recognition are different credentials of it. */
    private static String identity(Certificate it) {
        return it.edition() == 1
                ? urn(it.recognition())
                : "%s#edition-%d".formatted(urn(it.recognition()), it.edition());
    }

    private static Map<String, Object> subject(Certificate it) {
        var subject = new LinkedHashMap<String, Object>();
        subject.put("id", urn(it.organisation()));
        subject.put("name", it.holder().zh());
        if (it.holder().en() != null) {
            subject.put("nameEn", it.holder().en());
        }
        var code = it.identifier().code();
        if (code == null) {
            subject.put("identifier", it.identifier().key());
        } else {
            subject.put("creditCode", code.value());
        }
        subject.put("recognition", recognition(it));
        if (it.synthetic()) {
            subject.put("synthetic", true);
            subject.put("mark", "演示数据 Demonstration record");
        }
        return subject;
    }

    private static Map<String, Object> recognition(Certificate it) {
        var recognition = new LinkedHashMap<String, Object>();
        recognition.put("number", it.number().value());
        if (it.edition() > 1) {
            recognition.put("edition", String.valueOf(it.edition()));
            recognition.put("replaces", "%s (edition %d)".formatted(it.number(), it.edition() - 1));
        }
        recognition.put("scheme", it.scheme().name().zh());
        recognition.put("schemeEn", it.scheme().name().en());
        recognition.put("schemeKey", it.scheme().key());
        recognition.put("level", it.scheme().level());
        if (!it.document().isEmpty()) {
            recognition.put("document", it.document());
        }
        recognition.put("basis", it.basis());
        return recognition;
    }

    private Map<String, Object> status(Certificate.StatusPlace place) {
        var list = address(place.list());
        return Map.of(
                "id",
                list + "#" + place.index(),
                "type",
                "BitstringStatusListEntry",
                "statusPurpose",
                "revocation",
                "statusListIndex",
                String.valueOf(place.index()),
                "statusListCredential",
                list);
    }

    /**
     * A status list. A place is set when its certificate is not to be relied on any more; a second
     * string of bits, of our own, says of which a later edition holds instead.
     */
    String list(int list, Set<Integer> ended, Set<Integer> replaced) {
        var set = new HashSet<>(ended);
        set.addAll(replaced);
        var only = new HashSet<>(replaced);
        only.removeAll(ended);
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var claims = new LinkedHashMap<String, Object>();
        claims.put("@context", List.of(CONTEXT, OWN_WORDS));
        claims.put("id", address(list));
        claims.put("type", List.of("VerifiableCredential", "BitstringStatusListCredential"));
        claims.put("issuer", issuer());
        claims.put("validFrom", said(now));
        claims.put("validUntil", said(now.plus(DAYS_OF_A_LIST, ChronoUnit.DAYS)));
        claims.put(
                "credentialSubject",
                Map.of(
                        "id",
                        address(list) + "#list",
                        "type",
                        "BitstringStatusList",
                        "statusPurpose",
                        "revocation",
                        "encodedList",
                        StatusBits.of(set).encoded(),
                        "encodedReplaced",
                        StatusBits.of(only).encoded()));
        return keys.sign(claims);
    }

    private Map<String, Object> issuer() {
        return Map.of("id", keys.issuer(), "name", keys.name().zh());
    }

    private String address(int list) {
        return address.of("/credentials/status/" + list);
    }

    private static List<Map<String, String>> inBoth(String zh, String en) {
        return List.of(
                Map.of("@value", zh, "@language", "zh"), Map.of("@value", en, "@language", "en"));
    }

    private static String urn(UUID id) {
        return "urn:uuid:" + id;
    }

    private String beginningOf(LocalDate day) {
        return said(day.atStartOfDay(clock.getZone()).toInstant());
    }

    private String said(Instant moment) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                moment.truncatedTo(ChronoUnit.SECONDS).atZone(clock.getZone()));
    }
}
