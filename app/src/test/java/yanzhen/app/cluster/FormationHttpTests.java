package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.http.Caller;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** The pages of the formation as browsers meet them. */
@IntegrationTest
class FormationHttpTests {

    private static final String TRIAL = "/formation/simulation?scheme=specialised-sme&condition=2";

    @Autowired PackLoader loader;
    @Autowired ApplicationContext application;
    @LocalServerPort int port;

    private Caller city = Caller.at(0);

    @BeforeEach
    void load() {
        var pack = Pack.at(Path.of("../packs/shanghai-14fyp"), true);
        Viewers.doAs(Viewer.SYSTEM, () -> loader.load(pack));
        city = caller(Role.CITY_OFFICER, null);
    }

    private Caller caller(Role role, @org.jspecify.annotations.Nullable String district) {
        var account = TestAccounts.of(application).open(role, district, Set.of());
        var caller = Caller.at(port);
        caller.logIn(account.login(), TestAccounts.PASSWORD);
        return caller;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/formation",
                "/formation/firms?list=CLOSE",
                "/formation/firms/export/csv?list=DUE",
                "/formation/movement?first=2023-01-01",
                "/formation/movement/firms?before=1&after=1",
                "/formation/simulation"
            })
    void areRefusedToAnOfficerOfAnotherDistrict(String path) {
        var officer = caller(Role.DISTRICT_OFFICER, "310104");
        var with = path + (path.contains("?") ? "&" : "?") + "district=";

        assertThat(officer.get(path).statusCode()).isEqualTo(200);
        assertThat(officer.get(with + "310104").statusCode()).isEqualTo(200);
        assertThat(officer.get(with + "310115").statusCode()).isEqualTo(403);
        assertThat(city.get(with + "310115").statusCode()).isEqualTo(200);
    }

    /** Every list of the own district: no row of another. */
    @ParameterizedTest
    @ValueSource(strings = {"HELD", "READY", "CLOSE", "UNDECIDED", "FALLING", "DUE"})
    void listTheOwnDistrictOnly(String list) {
        var officer = caller(Role.DISTRICT_OFFICER, "310104");

        var own = officer.get("/formation/firms/export/csv?list=" + list).body().lines().toList();
        var all = city.get("/formation/firms/export/csv?list=" + list).body().lines().toList();

        assertThat(own.stream().skip(1)).allMatch(it -> it.contains("徐汇区"));
        assertThat(all).hasSizeGreaterThan(own.size()).containsAll(own.stream().skip(1).toList());
    }

    @ParameterizedTest
    @CsvSource({"39, 422", "C39737, 422", "Z1, 422", "c39, 200", "C, 200", "'', 200"})
    void sayWhatIsNoIndustry(String industry, int status) {
        var answer = city.get("/formation?industry=" + industry);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body().contains("不是行业代码的开头")).isEqualTo(status == 422);
        assertThat(city.get("/formation/firms/export/csv?industry=" + industry).statusCode())
                .isEqualTo(status == 422 ? 400 : 200);
    }

    @Test
    void haveAnEmptyStateForAnIndustryOfNobody() {
        assertThat(city.get("/formation?industry=T97").body())
                .contains("没有只差一条的企业", "没有回落的企业", "本季度没有到期或应评价的认定");
        assertThat(city.get("/formation/movement?industry=T97").body()).contains("这两天都没有企业在梯队上");
        assertThat(city.get("/formation?scheme=nothing").statusCode()).isEqualTo(404);
    }

    /** The pages and the whole table: as many rows, in the same order, none twice. */
    @Test
    void pageThroughAList() {
        var codes = new java.util.ArrayList<String>();
        var address = "/formation/firms?list=READY&sort=DISTRICT&from=";
        int from = 0;
        while (true) {
            var page = city.get(address + from).body();
            codes.addAll(
                    java.util.regex.Pattern.compile("/organisations/([0-9a-f-]{36})/ladder")
                            .matcher(page)
                            .results()
                            .map(it -> it.group(1))
                            .toList());
            if (!page.contains("rel=\"next\"")) {
                break;
            }
            from += 50;
        }
        var exported = city.get("/formation/firms/export/csv?list=READY&sort=DISTRICT").body();

        assertThat(codes).hasSizeGreaterThan(100);
        assertThat(exported.lines().skip(1)).hasSameSizeAs(codes);
    }

    @Test
    void sayWhatIsWrongWithATrialAllAtOnce() {
        var wrong = city.get(TRIAL + "&rule=" + encoded("rd >= 70") + "&factor=11&datum=nothing");

        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("数字 70 没有单位", "“11”不能用作倍数", "找不到所引用的 nothing")
                .doesNotContain("够数的企业由");
        assertThat(city.get(TRIAL + "&rule=").body()).contains("必填");
        assertThat(city.get("/formation/simulation?scheme=gazelle").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"0, 200", "10, 200", "10.0001, 422", "-1, 422", "1e3, 422", "1.00001, 422"})
    void takeAFactorFromNothingToTen(String factor, int status) {
        var path = TRIAL + "&datum=rd&rule=" + encoded("rd >= 100万元") + "&factor=" + factor;

        assertThat(city.get(path).statusCode()).isEqualTo(status);
    }

    /** The rule in force, and one that nobody can meet: everybody who passed leaves. */
    @Test
    void tryARuleWithoutStoringIt() {
        var same =
                city.get(TRIAL + "&rule=" + encoded("rd >= 100万元 and rd / revenue >= 3%")).body();
        var hard = city.get(TRIAL + "&rule=" + encoded("rd >= 99999亿元")).body();
        var exported =
                city.get(
                                "/formation/simulation/export/csv?scheme=specialised-sme&condition=2&rule="
                                        + encoded("rd >= 99999亿元"))
                        .body();

        assertThat(same).contains("进入 <b>0</b> 家，退出 <b>0</b> 家");
        assertThat(hard).contains("变为 <b class=\"big\">0</b> 家");
        assertThat(exported.lines().skip(1)).isNotEmpty().allMatch(it -> it.contains("退出"));
        assertThat(city.get(TRIAL).body()).contains("rd &gt;= 100万元 and rd / revenue &gt;= 3%");
    }

    @Test
    void refuseDaysInTheWrongOrder() {
        var answer = city.get("/formation/movement?first=2026-01-02&second=2026-01-01");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("晚于后一天");
        assertThat(city.get("/formation/movement?first=never").statusCode()).isEqualTo(422);
        assertThat(
                        city.get(
                                        "/formation/movement/export/csv?first=2026-01-02&second=2026-01-01")
                                .statusCode())
                .isEqualTo(422);
    }
}
