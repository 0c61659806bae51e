package yanzhen.app.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yanzhen.app.cluster.IssuerKeys.SecretMissing;

class IssuerSecretTests {

    @TempDir Path folder;

    private IssuerSecret inFolder() {
        return new IssuerSecret("", folder.resolve("data"));
    }

    private static IssuerSecret given(int filling) {
        var bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) filling);
        return new IssuerSecret(
                Base64.getUrlEncoder().encodeToString(bytes), Path.of("no-such-folder"));
    }

    @Test
    void opensWhatItSealedAndNothingElse() {
        var sealed = given(1).seal("the key", "name");

        assertThat(given(1).open(sealed, "name")).isEqualTo("the key");
        assertThat(given(1).seal("the key", "name")).isNotEqualTo(sealed);
        assertThatThrownBy(() -> given(2).open(sealed, "name")).isInstanceOf(SecretMissing.class);
        assertThatThrownBy(() -> given(1).open(sealed, "other")).isInstanceOf(SecretMissing.class);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> given(1).open(sealed, "name")).isInstanceOf(SecretMissing.class);
    }

    @Test
    void isMadeOnceAndKept() throws IOException {
        inFolder().make();
        var first = Files.readString(folder.resolve("data/issuer.secret"));
        inFolder().make();

        assertThat(Files.readString(folder.resolve("data/issuer.secret"))).isEqualTo(first);
        var sealed = inFolder().seal("the key", "name");
        assertThat(inFolder().open(sealed, "name")).isEqualTo("the key");
        try (var files = Files.list(folder.resolve("data"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void isTheSameForAllWhoMakeItAtOnce() throws Exception {
        Callable<String> making =
                () -> {
                    inFolder().make();
                    return Files.readString(folder.resolve("data/issuer.secret"));
                };

        var seen = new HashSet<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var it :
                    threads.invokeAll(IntStream.range(0, 16).mapToObj(_ -> making).toList())) {
                seen.add(it.get());
            }
        }

        assertThat(seen).hasSize(1);
    }

    @Test
    void isMissedWhereItIsNotOrNotWhole() throws IOException {
        var sealed = given(1).seal("the key", "name");

        assertThatThrownBy(() -> inFolder().open(sealed, "name"))
                .isInstanceOf(SecretMissing.class)
                .hasMessageContaining("issuer.secret");
        for (var damaged : new String[] {"", "abc", "?".repeat(43)}) {
            Files.createDirectories(folder.resolve("data"));
            Files.writeString(folder.resolve("data/issuer.secret"), damaged);
            assertThatThrownBy(() -> inFolder().open(sealed, "name"))
                    .isInstanceOf(SecretMissing.class);
        }
    }
}
