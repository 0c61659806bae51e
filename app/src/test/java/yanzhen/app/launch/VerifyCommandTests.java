package yanzhen.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yanzhen.app.cluster.credential.Issued;

/**
 * The command as an inspector types it, on files. The day is always given: the files are of 2026.
 */
class VerifyCommandTests {

    private static final String DAY = "2026-06-02";

    @TempDir Path folder;

    private final Issued issued = new Issued();

    @BeforeEach
    void download() throws IOException {
        write("keys.json", JSONObjectUtils.toJSONString(issued.keys().published()));
        write("firm.jwt", issued.credential());
        write("status.jwt", issued.list());
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private Said verify(String... more) {
        var arguments = new java.util.ArrayList<String>();
        arguments.add("verify-credential");
        for (var it : more) {
            arguments.add(it.contains(".") ? folder.resolve(it).toString() : it);
        }
        return Said.by(arguments.toArray(String[]::new));
    }

    @Test
    void saysThatALaterEditionHolds() throws IOException {
        write("status.jwt", issued.replacing(Issued.INDEX));

        var zh = verify("firm.jwt", "--keys", "keys.json", "--status", "status.jwt", "--on", DAY);

        assertThat(zh.code()).isEqualTo(7);
        assertThat(zh.out()).startsWith("已换发：").contains("已将其列为换发");
    }

    @Test
    void saysValidWithWhatItSaysInBothLanguages() {
        var zh = verify("firm.jwt", "--keys", "keys.json", "--status", "status.jwt", "--on", DAY);
        var en =
                verify(
                        "firm.jwt",
                        "--keys",
                        "keys.json",
                        "--status",
                        "status.jwt",
                        "--on",
                        DAY,
                        "--lang",
                        "en");

        assertThat(zh.code()).isZero();
        assertThat(zh.out())
                .startsWith("有效：签名属实，2026-06-02 在有效期内，未被撤销。")
                .contains("【演示数据】")
                .contains("持有人：甲公司")
                .contains("认定类别：高新技术企业（国家级）")
                .contains("有效期：2024-01-01 至 2026-12-31（含当日）")
                .contains("状态列表日期：2026-06-01");
        assertThat(en.code()).isZero();
        assertThat(en.out())
                .startsWith("Valid: ")
                .contains("[DEMONSTRATION RECORD]")
                .contains("Holder: 甲公司")
                .contains("2024-01-01 to 2026-12-31");
        assertThat(zh.err() + en.err()).isEmpty();
    }

    @Test
    void endsWithACodeForEachAnswer() throws IOException {
        write("revoked.jwt", issued.list(94_567));
        write("other.json", JSONObjectUtils.toJSONString(new Issued().keys().published()));

        assertThat(verify("firm.jwt", "--keys", "other.json", "--on", DAY))
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo(3);
                    assertThat(it.out()).startsWith("无效").contains("不在公钥文件中");
                });
        assertThat(verify("firm.jwt", "--keys", "keys.json", "--on", "2027-01-01"))
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo(4);
                    assertThat(it.out()).startsWith("不在有效期");
                });
        assertThat(
                        verify(
                                "firm.jwt",
                                "--keys",
                                "keys.json",
                                "--status",
                                "revoked.jwt",
                                "--on",
                                DAY))
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo(5);
                    assertThat(it.out()).startsWith("已撤销");
                });
        assertThat(verify("firm.jwt", "--keys", "keys.json", "--on", DAY, "--lang", "en"))
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo(6);
                    assertThat(it.out())
                            .startsWith("Undecided: the signature is genuine")
                            .contains("--status");
                });
        assertThat(verify("firm.jwt"))
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo(6);
                    assertThat(it.out()).contains("--keys").doesNotContain("甲公司");
                });
    }

    @Test
    void saysWhyTheStatusListCannotBeBelieved() throws IOException {
        write("stranger.jwt", new Issued().list());

        var said =
                verify("firm.jwt", "--keys", "keys.json", "--status", "stranger.jwt", "--on", DAY);

        assertThat(said.code()).isEqualTo(6);
        assertThat(said.out()).contains("状态列表不能采信", "不在公钥文件中");
    }

    @Test
    void refusesAnythingElseInASentence() throws IOException {
        write("garbage.jwt", "\u0000\u001b[2J?");
        write("large.jwt", "a".repeat(5 << 20));

        assertThat(verify("garbage.jwt", "--keys", "keys.json").out()).contains("不是签名的凭证");
        assertThat(verify("garbage.jwt", "--keys", "keys.json").code()).isEqualTo(3);
        assertThat(verify("large.jwt", "--keys", "keys.json").out()).contains("64 KB");
        assertThat(verify("none.jwt", "--keys", "keys.json"))
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo(1);
                    assertThat(it.err()).contains("none.jwt").doesNotContain("\tat ");
                });
        assertThat(verify("firm.jwt", "--keys", "firm.jwt"))
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo(1);
                    assertThat(it.err()).contains("公钥文件").doesNotContain("\tat ");
                });
        assertThat(verify("firm.jwt", "--on", "yesterday").code()).isEqualTo(2);
        assertThat(verify().code()).isEqualTo(2);
    }

    /** What a file says must not move the cursor of whoever reads it. */
    @Test
    void showsNoControlCharactersOfAFile() throws IOException {
        write("odd.jwt", "eyJhbGciOiJcdTAwMWJbMkoiLCJ0eXAiOiJ2Yytqd3QifQ.e30.AAAA");

        var said = verify("odd.jwt", "--keys", "keys.json");

        assertThat(said.code()).isEqualTo(3);
        assertThat(said.out()).contains("ES256").doesNotContain("\u001b");
    }
}
