package yanzhen.app.notice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;

class MailAddressTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name@example.cn",
                "  name@example.cn ",
                "first.last+notices@mail.example.com.cn",
                "o'neill@example.cn",
                "a@b1.co"
            })
    void takesWhatMailServersTake(String typed) {
        var problems = new Problems();

        assertThat(MailAddress.read(typed, problems)).isEqualTo(typed.strip());
        assertThat(problems.none()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "name@",
                "@example.cn",
                "name@example",
                "name@example.1",
                "name@-example.cn",
                "name@example-.cn",
                ".name@example.cn",
                "na..me@example.cn",
                "name@exa mple.cn",
                "name@example.cn\r\nBcc: all@example.cn",
                "name@example.cn,other@example.cn",
                "<name@example.cn>",
                "\"a b\"@example.cn",
                "name@[127.0.0.1]",
                "姓名@example.cn"
            })
    void tellsWhatIsNoAddress(String typed) {
        var problems = new Problems();

        MailAddress.read(typed, problems);

        assertThat(problems.kept())
                .extracting(Problem::field, Problem::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("email", "mail-address"));
    }

    @Test
    void asksForOneAndLimitsItsLength() {
        assertThat(code("")).isEqualTo("required");
        assertThat(code("x".repeat(64) + "@example.cn")).isEmpty();
        assertThat(code("x".repeat(65) + "@example.cn")).isEqualTo("mail-address");
        assertThat(code("x@" + "a.".repeat(125) + "cn")).isEmpty();
        assertThat(code("x@" + "a.".repeat(126) + "cn")).isEqualTo("mail-address");
    }

    private static String code(String typed) {
        var problems = new Problems();
        MailAddress.read(typed, problems);
        return problems.kept().isEmpty() ? "" : problems.kept().getFirst().code();
    }
}
