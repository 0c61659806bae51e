package yanzhen.app.access.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

class PasswordHashesTests {

    private final Argon2PasswordEncoder encoder =
            Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    private final PasswordHashes hashes = new PasswordHashes(encoder);

    /** Else one could tell by the time of an answer which accounts there are. */
    @Test
    void checksAPasswordOfNobodyAtThePriceOfARealOne() {
        var real = hashes.of("a password of somebody");

        assertThat(PasswordHashes.ofNobody())
                .hasSameSizeAs(real)
                .startsWith(real.substring(0, real.indexOf("$", real.indexOf("p=")) + 1))
                .isNotEqualTo(PasswordHashes.ofNobody());
        assertThat(encoder.upgradeEncoding(PasswordHashes.ofNobody())).isFalse();
        assertThat(hashes.matches("a password of somebody", null)).isFalse();
        assertThat(hashes.matches("a password of somebody", real)).isTrue();
    }
}
