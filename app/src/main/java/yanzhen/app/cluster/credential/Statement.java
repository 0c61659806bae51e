package yanzhen.app.cluster.credential;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * 凭证内容, believed after the signature was found right.
 *
 * @param identifier credit code of the holder, or what stood in for it
 * @param edition 版次, of a later one than the first; null for the first
 * @param validUntil first moment no longer in force; null while the end is open
 * @param document notice by which it was granted; null where the register has none
 * @param basis where it is written what it takes; null where the credential says nothing
 * @param synthetic 演示数据
 */
public record Statement(
        String number,
        @Nullable String edition,
        String issuer,
        String issuerName,
        String holder,
        String identifier,
        String scheme,
        String level,
        OffsetDateTime validFrom,
        @Nullable OffsetDateTime validUntil,
        @Nullable String document,
        @Nullable String basis,
        boolean synthetic) {

    static Statement of(Claims claims) throws Unfit {
        var subject = claims.object("credentialSubject");
        var recognition = subject.object("recognition");
        var from = claims.time("validFrom");
        if (from == null) {
            throw new Unfit("claim-missing", "validFrom");
        }
        var name = claims.object("issuer").find("name");
        var code = subject.find("creditCode");
        return new Statement(
                recognition.text("number"),
                recognition.find("edition"),
                claims.issuer(),
                name == null ? "" : name,
                subject.text("name"),
                code == null ? subject.text("identifier") : code,
                recognition.text("scheme"),
                recognition.text("level"),
                from,
                claims.time("validUntil"),
                recognition.find("document"),
                recognition.find("basis"),
                subject.isTrue("synthetic"));
    }
}
