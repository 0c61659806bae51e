package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.util.FileSystemUtils;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.http.Caller;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** Versions of the rules as visitors and officers meet them: 专精特新 with a stricter one next year. */
@IntegrationTest
class SchemeRulesHttpTests {

    private static final Path SHANGHAI = Path.of("../packs/shanghai-14fyp");
    private static final String PAGE = "/recognitions/specialised-sme";
    private static final String TERMS =
            "validityMonths: 36, basis: { document: 优质中小企业梯度培育管理暂行办法, place: \"\", mark: verified } }\n"
                    + "  - { key: little-giant";

    @Autowired PackLoader loader;
    @Autowired ApplicationContext application;
    @Autowired Clock clock;
    @LocalServerPort int port;
    @TempDir Path parent;

    @BeforeEach
    void loadTwoVersions() throws IOException {
        var copy = parent.resolve("pack");
        FileSystemUtils.copyRecursively(SHANGHAI, copy);
        var change = LocalDate.now(clock).plusMonths(2);
        replace(
                copy.resolve("schemes.yaml"),
                TERMS,
                """
                versions: [{ version: one, name: { zh: 暂行办法, en: Interim measure }, until: "%1$s", validityMonths: 36, basis: { document: 优质中小企业梯度培育管理暂行办法, place: "", mark: verified } }, \
                { version: two, name: { zh: 试验修订, en: Trial revision }, from: "%1$s", validityMonths: 24, basis: { document: 试验修订, place: "", mark: to-be-confirmed }, quotas: { districts: { "310115": 40 }, others: 7, reading: { zh: 试验, en: Trial } }, \
                transition: { heldUntil: "%2$s", reading: { zh: 试验过渡, en: Trial transition } } }] }
                  - { key: little-giant\
                """
                        .formatted(change, change.plusYears(9)));
        replace(
                copy.resolve("conditions.yaml"),
                "- { scheme: specialised-sme, name: { zh: 研发投入与强度, en: R&D spend and intensity }, rule: \"rd >= 100万元 and rd / revenue >= 3%\"",
                "- { scheme: specialised-sme, version: two, name: { zh: 研发投入与强度, en: R&D spend and intensity }, rule: \"rd >= 900万元 and rd / revenue >= 9%\", basis: { document: 试验修订, place: 第一条, mark: to-be-confirmed } }\n"
                        + "  - { scheme: specialised-sme, version: one, name: { zh: 研发投入与强度, en: R&D spend and intensity }, rule: \"rd >= 100万元 and rd / revenue >= 3%\"");
        load(copy);
    }

    private static void replace(Path file, String old, String with) throws IOException {
        var text = Files.readString(file);
        assertThat(text).contains(old);
        Files.writeString(file, text.replace(old, with));
    }

    @AfterEach
    void loadTheOriginal() {
        load(SHANGHAI);
    }

    private void load(Path pack) {
        Viewers.doAs(Viewer.SYSTEM, () -> loader.load(Pack.at(pack, true)));
    }

    private Caller city() {
        var account = TestAccounts.of(application).open(Role.CITY_OFFICER, null, Set.of());
        var caller = Caller.at(port);
        caller.logIn(account.login(), TestAccounts.PASSWORD);
        return caller;
    }

    @Test
    void showsWhatStandsAndWhatIsToCome() {
        var visitor = Caller.at(port);

        var now = visitor.get(PAGE + "?lang=zh").body();
        assertThat(now).contains("试验修订将自").contains("看有哪些变化");
        assertThat(now).contains("暂行办法").contains("待施行").contains("100").doesNotContain("900 万元");
        var next = visitor.get(PAGE + "?version=two&lang=zh").body();
        assertThat(next)
                .contains("这里显示的是试验修订，还没有施行。")
                .contains("与暂行办法相比")
                .contains("修改")
                .contains("试验过渡")
                .contains("届时自动失效")
                .contains("其他各区")
                .doesNotContain("试算这一版");
        assertThat(city().get(PAGE + "?version=two&lang=zh").body()).contains("试算这一版");
        assertThat(visitor.get(PAGE + "?version=three").statusCode()).isEqualTo(404);
    }

    @Test
    void tellsPrograms() {
        var visitor = Caller.at(port);

        assertThat(visitor.get("/api/v1/schemes").body()).contains("\"specialised-sme\"");
        assertThat(visitor.get("/api/v1/schemes/specialised-sme").body())
                .contains("\"standing\":\"one\"")
                .contains("\"heldUntil\"")
                .contains("rd >= 900万元 and rd / revenue >= 9%");
        assertThat(visitor.get("/api/v1/schemes/nothing").statusCode()).isEqualTo(404);
    }

    /** The demonstration has firms that spend between 3 % and 9 %, and none the other way round. */
    @Test
    void triesTheVersionToComeOnAllFirms() {
        var tried = city().get("/formation/simulation?scheme=specialised-sme&version=two&lang=zh");

        assertThat(tried.statusCode()).isEqualTo(200);
        assertThat(tried.body()).contains("id=\"leaves\"").contains("900");
        var rows =
                city().get(
                                "/formation/simulation/export/csv?scheme=specialised-sme&version=two&lang=zh")
                        .body();
        assertThat(rows).contains(",退出,").doesNotContain(",进入,");
    }

    /** By the day on which it opens: without quotas this year, with those of the rules the next. */
    @Test
    void fillsInTheQuotasOfTheVersionThatTheRoundFollows() {
        var city = city();
        var next = LocalDate.now(clock).plusMonths(3);
        var form = "/rounds/new?fill=1&scheme=specialised-sme&lang=zh&opens=";

        var early = city.get(form + LocalDate.now(clock)).body();
        assertThat(early).contains("没有规定各区名额").doesNotContain("value=\"40\"");
        var late = city.get(form + next + "&quota-310104=3").body();
        assertThat(late)
                .contains("name=\"quota-310115\" value=\"40\"")
                .contains("name=\"quota-310104\" value=\"3\"")
                .contains("name=\"quota-310110\" value=\"7\"");
    }

    /** At its field, with the remedy; nothing typed is lost. */
    @Test
    void refusesARoundOnADayWithoutRules() throws IOException {
        var end = LocalDate.now(clock).plusMonths(5);
        var copy = parent.resolve("pack");
        replace(
                copy.resolve("schemes.yaml"),
                "validityMonths: 24, basis: { document: 试验修订",
                "until: \"%s\", validityMonths: 24, basis: { document: 试验修订".formatted(end));
        load(copy);
        var fields =
                java.util.Map.of(
                        "scheme",
                        "specialised-sme",
                        "kind",
                        "RECOGNITION",
                        "title",
                        "没有规定的批次",
                        "opens",
                        end.toString(),
                        "lastDay",
                        end.plusDays(9).toString(),
                        "key",
                        java.util.UUID.randomUUID().toString());

        var refused = city().post("/rounds?lang=zh", fields);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("这一天没有施行中的规定")
                .contains("没有规定的批次")
                .contains(end + " 没有施行中的规定，不能开设。");
    }
}
