package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.http.Caller;

/** Annual reports as browsers and programs meet them, over HTTP. */
@IntegrationTest
@Timeout(180)
class ReportsHttpTests {

    private static final String HEADS = "表号,代码,数据项,出处,单位,上年数,本年数\n";

    @Autowired ApplicationContext application;
    @Autowired Reports reports;
    @Autowired ObjectMapper json;
    @Autowired Clock clock;
    @LocalServerPort int port;

    private FirmOfItsOwn firm;
    private int year;
    private Caller clerk;

    @BeforeEach
    void load() {
        firm = FirmOfItsOwn.in(application);
        year = LocalDate.now(clock).getYear() - 1;
        clerk = clerkOf(firm);
    }

    private Caller clerkOf(FirmOfItsOwn of) {
        var account = TestAccounts.of(application).open(Role.ENTERPRISE, null, Set.of(of.id));
        var person = Caller.at(port);
        person.logIn(account.login(), TestAccounts.PASSWORD);
        return person;
    }

    private String page(String rest) {
        return "/organisations/" + firm.id + "/report" + rest;
    }

    private String api() {
        return "/api/v1/organisations/%s/reports/%d".formatted(firm.id, year);
    }

    private @org.jspecify.annotations.Nullable BigDecimal present(String datum) {
        return firm.as(firm.own, () -> reports.asOf(firm.id, year, reports.latest(firm.id, year)))
                .get(datum);
    }

    private HttpResponse<String> upload(Caller by, String name, byte[] table) {
        var fields = Map.of("year", String.valueOf(year));
        return by.upload(page("/table"), fields, "file", name, table);
    }

    private HttpResponse<String> upload(Caller by, String csv) {
        return upload(by, "表.csv", (HEADS + csv).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private String row(int submission, String rest) {
        return "%s-%d-%d,%s\n".formatted(firm.code.value(), year, submission, rest);
    }

    private static String followed(Caller by, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(302);
        return by.get(answer.headers().firstValue("Location").orElseThrow()).body();
    }

    private static String hidden(String page, String name) {
        var found = Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        assertThat(found.find()).as(name).isTrue();
        return found.group(1);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    // The table

    /** What was downloaded and not changed changes nothing, in both forms. */
    @Test
    void sayThatATableBroughtBackUnchangedChangesNothing() {
        firm.reports(year, "revenue", "123456500", "staff", "12");
        for (var form : List.of("xlsx", "csv")) {
            var table = clerk.download(page("/table/" + form + "?year=" + year));

            var answer = upload(clerk, "t." + form, table);

            assertThat(followed(clerk, answer)).contains("这张表和已填的数一致，没有变化。");
        }
        assertThat(firm.as(firm.own, () -> reports.latest(firm.id, year))).isEqualTo(1);
    }

    @Test
    void storeAWorkbookOnlyOnceItsDifferencesAreConfirmed() throws Exception {
        firm.reports(year - 1, "revenue", "100000000");
        firm.reports(year, "revenue", "123456500", "staff", "12");
        var table = clerk.download(page("/table/xlsx?year=" + year));
        var edited = edited(table, Map.of("revenue", "54321.5", "staff", "", "rd", "30"));

        var comparison = followed(clerk, upload(clerk, "年报.xlsx", edited));

        assertThat(comparison).contains("提交后改变 3 个数：新填 1，修改 1，收回 1。", "来自“年报.xlsx”");
        assertThat(comparison).contains("12345.65", "54321.5", "营业收入超过上年的三倍");
        assertThat(present("revenue")).isEqualByComparingTo("123456500");

        var answer = clerk.post(page("/draft/confirmation"), confirmation(comparison));

        assertThat(followed(clerk, answer)).contains("已保存");
        // 54,321.5 of 10,000 yuan.
        assertThat(present("revenue")).isEqualByComparingTo("543215000");
        assertThat(present("rd")).isEqualByComparingTo("300000");
        assertThat(present("staff")).isNull();
        assertThat(clerk.get(page("/history?year=" + year)).body()).contains("第 2 次", "上传表格");
    }

    private Map<String, String> confirmation(String comparison) {
        return Map.of(
                "key", key(),
                "year", String.valueOf(year),
                "seen", hidden(comparison, "seen"),
                "state", hidden(comparison, "state"));
    }

    /** The first sheet again, with other numbers of this year. */
    private static byte[] edited(byte[] table, Map<String, String> values) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(table));
                var copy = new Workbook(bytes, "Test", "1.0");
                var rows = book.getFirstSheet().openStream()) {
            var sheet = copy.newWorksheet("1");
            for (var row : rows.toList()) {
                int at = row.getRowNum() - 1;
                var key = row.getCellText(1);
                for (int column = 0; column < 7; column++) {
                    var cell = row.getOptionalCell(column).orElse(null);
                    if (column == 6 && values.containsKey(key)) {
                        var value = Objects.requireNonNull(values.get(key));
                        if (!value.isEmpty()) {
                            sheet.value(at, column, new BigDecimal(value));
                        }
                    } else if (cell != null && cell.getType() == CellType.NUMBER) {
                        sheet.value(at, column, cell.asNumber());
                    } else if (cell != null) {
                        sheet.value(at, column, cell.getText());
                    }
                }
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void nameEveryProblemOfATableAtOnce() {
        firm.reports(year, "staff", "12");
        var answer =
                upload(
                        clerk,
                        row(1, "revenue,营业收入,利润表,元,,5")
                                + row(1, "profit,净利润,利润表,万元,,很多")
                                + row(1, "staff,从业人员,102-1,人,,-3")
                                + row(1, "staff,从业人员,102-1,人,,4")
                                + row(1, "registered_years,注册年限,登记簿,年,,9")
                                + row(1, "luck,运气,,项,,7")
                                + "哪一张,rd,研发费用,107-2,万元,,7\n");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("7 处")
                .contains("单位写的是“元”", "这一项的单位是 万元，")
                .contains("“很多”不是数字", "“-3”超出范围")
                .contains("“staff”出现了不止一次")
                .contains("没有要填报的数据项“registered_years”", "没有要填报的数据项“luck”")
                .contains("“哪一张”不是表号");
        // Rows are numbered as a spreadsheet does, and the data are called by their names.
        assertThat(answer.body().replaceAll("<[^>]+>|\\s+", " "))
                .containsPattern("3 +净利润 +很多")
                .containsPattern("4 +从业人员 +-3");
        assertThat(clerk.get(page("/draft?year=" + year)).statusCode()).isEqualTo(302);
        assertThat(present("staff")).isEqualByComparingTo("12");
    }

    @Test
    void refuseTheTableOfAnotherFirmAndOfAnotherYear() {
        var other = FirmOfItsOwn.in(application);
        var rest = ",staff,从业人员,102-1,人,,4\n";

        var ofOther = upload(clerk, "%s-%d-0%s".formatted(other.code.value(), year, rest));
        var ofBefore = upload(clerk, "%s-%d-0%s".formatted(firm.code.value(), year - 1, rest));

        assertThat(ofOther.statusCode()).isEqualTo(422);
        assertThat(ofOther.body()).contains("这是另一家机构（" + other.code.value() + "）的表");
        assertThat(ofBefore.statusCode()).isEqualTo(422);
        assertThat(ofBefore.body()).contains("这是 %d 年的表，不是 %d 年的".formatted(year - 1, year));
        assertThat(present("staff")).isNull();
    }

    /** A table that lay while somebody reported: what it did not touch is not turned back. */
    @Test
    void compareATableWithWhatItBeganFrom() {
        firm.reports(year, "staff", "12", "rd", "100000");
        firm.reports(year, "rd", "200000");

        var comparison =
                followed(clerk, upload(clerk, row(1, "staff,,,人,,13") + row(1, "rd,,,万元,,10")));

        assertThat(comparison).contains("提交后改变 1 个数", "在您之后，又有人填报了这一年的数");
        assertThat(
                        followed(
                                clerk,
                                clerk.post(page("/draft/confirmation"), confirmation(comparison))))
                .contains("已保存");
        assertThat(present("staff")).isEqualByComparingTo("13");
        assertThat(present("rd")).isEqualByComparingTo("200000");
    }

    /** Two colleagues press the button at one moment: one is stored, the other sees what moved. */
    @Test
    void storeOneOfTwoTablesConfirmedAtOnceAndShowTheOtherWhatMoved() throws Exception {
        firm.reports(year, "staff", "12");
        var both = List.of(clerk, clerkOf(firm));
        var tasks = new ArrayList<Callable<HttpResponse<String>>>();
        for (var each : both) {
            var value = each == clerk ? "20" : "30";
            var comparison = followed(each, upload(each, row(1, "staff,,,人,," + value)));
            var fields = confirmation(comparison);
            tasks.add(() -> each.post(page("/draft/confirmation"), fields));
        }

        var places = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(tasks)) {
                places.add(done.get().headers().firstValue("Location").orElseThrow());
            }
        }

        var stored = page("?year=" + year);
        var moved = page("/draft?year=" + year);
        assertThat(places)
                .satisfiesExactlyInAnyOrder(
                        it -> assertThat(it).endsWith(stored),
                        it -> assertThat(it).endsWith(moved));
        int late = places.getFirst().endsWith(moved) ? 0 : 1;
        assertThat(both.get(late).get(moved).body()).contains("在您之后，又有人填报了这一年的数", "提交后改变 1 个数");
        assertThat(present("staff")).isEqualByComparingTo(late == 0 ? "30" : "20");
        assertThat(firm.as(firm.own, () -> reports.latest(firm.id, year))).isEqualTo(2);
    }

    // The form and its draft

    @Test
    void keepWhatIsTypedAndOfferItAgainToWhoTypedIt() {
        firm.reports(year, "staff", "12", "rd", "100000");
        var typed =
                Map.of(
                        "year",
                        String.valueOf(year),
                        "seen",
                        "1",
                        "then",
                        "stay",
                        "staff",
                        "15",
                        "rd",
                        "10");

        var kept = clerk.post(page("/draft"), typed);
        var offered = clerk.get(page("?year=" + year)).body();
        var resumed = clerk.get(page("?resume=true&year=" + year)).body();

        assertThat(kept.body()).startsWith("草稿已存，");
        assertThat(offered).contains("草稿里有 1 个数和已填的不同。").doesNotContain("草稿之后又有人");
        assertThat(resumed).contains("value=\"15\"", "已填的是 12");
        assertThat(clerkOf(firm).get(page("?year=" + year)).body()).doesNotContain("草稿里有");

        firm.reports(year, "rd", "300000");
        assertThat(clerk.get(page("?year=" + year)).body()).contains("草稿之后又有人填报过");
        // What the draft did not touch is the latest.
        assertThat(clerk.get(page("?resume=true&year=" + year)).body()).contains("value=\"30\"");

        clerk.post(page("/draft/discard"), Map.of("year", String.valueOf(year)));
        assertThat(clerk.get(page("?year=" + year)).body()).doesNotContain("草稿里有");
    }

    @Test
    void compareWhatIsHandedInOverAnOlderReport() {
        firm.reports(year, "staff", "12", "rd", "100000");
        var shown = clerk.get(page("?year=" + year)).body();
        firm.reports(year, "rd", "200000");
        var typed =
                Map.of(
                        "key",
                        key(),
                        "year",
                        String.valueOf(year),
                        "seen",
                        hidden(shown, "seen"),
                        "staff",
                        "15",
                        "rd",
                        "10");

        var comparison = followed(clerk, clerk.post(page(""), typed));

        assertThat(comparison).contains("在您之后，又有人填报了这一年的数", "提交后改变 1 个数");
        assertThat(present("staff")).isEqualByComparingTo("12");
        assertThat(
                        followed(
                                clerk,
                                clerk.post(page("/draft/confirmation"), confirmation(comparison))))
                .contains("已保存");
        assertThat(present("staff")).isEqualByComparingTo("15");
        assertThat(present("rd")).isEqualByComparingTo("200000");
    }

    @Test
    void sayThatAFormSentUnchangedChangesNothing() {
        firm.reports(year, "staff", "12");
        var typed =
                Map.of("key", key(), "year", String.valueOf(year), "seen", "1", "staff", "12.0");

        assertThat(followed(clerk, clerk.post(page(""), typed))).contains("和已填的数一致，没有变化。");
        assertThat(firm.as(firm.own, () -> reports.latest(firm.id, year))).isEqualTo(1);
    }

    /** A form can ask for what is missing only; what it does not hold stays. */
    @Test
    void askForTheRestOnly() {
        firm.reports(year, "staff", "12");
        var rest = clerk.get(page("?missing=true&year=" + year)).body();
        var typed = Map.of("key", key(), "year", String.valueOf(year), "seen", "1", "rd", "10");

        assertThat(rest).contains("id=\"n-rd\"").doesNotContain("id=\"n-staff\"");
        assertThat(clerk.post(page(""), typed).statusCode()).isEqualTo(302);
        assertThat(present("staff")).isEqualByComparingTo("12");
        assertThat(present("rd")).isEqualByComparingTo("100000");
    }

    /** What is on the screen is what is stored, or nothing. */
    @Test
    void refuseToHandInADraftThatChangedElsewhere() {
        firm.reports(year, "staff", "12");
        var comparison = followed(clerk, upload(clerk, row(1, "staff,,,人,,13")));
        var again = followed(clerk, upload(clerk, row(1, "staff,,,人,,14")));

        assertThat(clerk.post(page("/draft/confirmation"), confirmation(comparison)).statusCode())
                .isEqualTo(409);
        assertThat(present("staff")).isEqualByComparingTo("12");
        assertThat(clerk.post(page("/draft/confirmation"), confirmation(again)).statusCode())
                .isEqualTo(302);
        assertThat(present("staff")).isEqualByComparingTo("14");
    }

    @Test
    void warnOfAContradictionAndStoreItAllTheSame() {
        var typed =
                Map.of(
                        "key",
                        key(),
                        "year",
                        String.valueOf(year),
                        "seen",
                        "0",
                        "staff",
                        "10",
                        "rd_staff",
                        "11");

        var page = followed(clerk, clerk.post(page(""), typed));

        assertThat(page).contains("已保存", "研发人员多于从业人员");
        assertThat(present("rd_staff")).isEqualByComparingTo("11");
    }

    // The papers

    @Test
    void listAPaperAndKeepItWhenItIsWithdrawn() {
        var fields = Map.of("key", key(), "year", String.valueOf(year), "paper", "table-107-2");

        var added = followed(clerk, clerk.upload(page("/papers"), fields, "file", "一".repeat(1)));
        var paper = Pattern.compile("papers/([0-9a-f-]{36})/withdrawal").matcher(added);
        assertThat(paper.find()).isTrue();
        var withdrawn =
                followed(
                        clerk,
                        clerk.post(
                                page("/papers/" + paper.group(1) + "/withdrawal"),
                                Map.of(
                                        "key", key(),
                                        "year", String.valueOf(year),
                                        "reason", "传错了")));

        assertThat(added).contains("附件已上传。", "107-2 研究开发活动表", "a.txt", "SHA-256");
        assertThat(withdrawn).contains("a.txt", "撤回：传错了");
    }

    @Test
    void refuseAPaperOfNoKindAndWithoutAFile() {
        var fields = Map.of("key", key(), "year", String.valueOf(year), "paper", "poem");

        var answer = clerk.post(page("/papers"), fields);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("找不到所引用的 poem", "必填");
    }

    // Everybody else

    @Test
    void areClosedToOtherFirmsAndToOfficersWhoOnlyRead() {
        firm.reports(year, "staff", "12");
        var stranger = clerkOf(FirmOfItsOwn.in(application));
        var officer = TestAccounts.of(application).open(Role.DISTRICT_OFFICER);
        var district = Caller.at(port);
        district.logIn(officer.login(), TestAccounts.PASSWORD);
        var fields =
                Map.of(
                        "key",
                        key(),
                        "year",
                        String.valueOf(year),
                        "seen",
                        "1",
                        "state",
                        "x",
                        "staff",
                        "13",
                        "reason",
                        "没有理由");

        for (var read : List.of("/history", "/table/xlsx", "/draft")) {
            assertThat(stranger.get(page(read)).statusCode()).as(read).isEqualTo(403);
        }
        var change = values("{\"datum\": \"staff\", \"value\": 14, \"unit\": \"people\"}");
        assertThat(programOf(FirmOfItsOwn.in(application)).get(api()).statusCode()).isEqualTo(403);
        assertThat(
                        programOf(FirmOfItsOwn.in(application))
                                .json("PATCH", api(), key(), change)
                                .statusCode())
                .isEqualTo(403);
        for (var read : List.of("/history", "/table/csv")) {
            assertThat(district.get(page(read)).statusCode()).as(read).isEqualTo(200);
        }
        for (var write :
                List.of(
                        "/draft",
                        "/draft/confirmation",
                        "/draft/discard",
                        "/papers",
                        "/papers/" + UUID.randomUUID() + "/withdrawal",
                        "/table")) {
            assertThat(stranger.post(page(write), fields).statusCode()).as(write).isEqualTo(403);
            assertThat(district.post(page(write), fields).statusCode()).as(write).isEqualTo(403);
        }
        assertThat(present("staff")).isEqualByComparingTo("12");
    }

    // The API

    private Caller program() {
        return programOf(firm);
    }

    private Caller programOf(FirmOfItsOwn of) {
        var account = TestAccounts.of(application).open(Role.ENTERPRISE, null, Set.of(of.id));
        return Caller.at(port).basic(account.login(), TestAccounts.PASSWORD);
    }

    private JsonNode body(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }

    private static String values(String entries) {
        return "{\"values\":[" + entries + "]}";
    }

    @Test
    void giveAProgramTheNumbersAndItsContradictions() {
        firm.reports(year, "revenue", "123456500", "staff", "12", "rd_staff", "13");
        var program = program();

        var answer = program.get(api());
        var tag = answer.headers().firstValue("ETag").orElseThrow();

        assertThat(tag).isEqualTo("\"1\"");
        var revenue = body(answer).path("values").get(0);
        assertThat(revenue.path("datum").asString()).isEqualTo("revenue");
        assertThat(revenue.path("unit").asString()).isEqualTo("CNY");
        assertThat(revenue.path("value").decimalValue()).isEqualByComparingTo("123456500");
        assertThat(revenue.path("reportedBy").asString()).isEqualTo("甲");
        var doubt = body(answer).path("doubts").get(0);
        assertThat(doubt.path("check").asString()).isEqualTo("rd-staff");
        assertThat(doubt.path("figures")).hasSize(2);
        assertThat(program.getUnless(tag, api()).statusCode()).isEqualTo(304);
        firm.reports(year, "staff", "14");
        assertThat(program.getUnless(tag, api()).statusCode()).isEqualTo(200);
    }

    @Test
    void takeNumbersOfAProgramOnceForItsKey() {
        firm.reports(year, "staff", "12", "rd", "100000");
        var program = program();
        var key = key();
        var change =
                values(
                        """
                        {"datum": "revenue", "value": 5000000.5, "unit": "CNY"},
                        {"datum": "rd", "value": null}
                        """);

        var first = program.json("PATCH", api(), key, "\"1\"", change);
        var again = program.json("PATCH", api(), key, "\"1\"", change);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("ETag")).contains("\"2\"");
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(present("revenue")).isEqualByComparingTo("5000000.5");
        assertThat(present("rd")).isNull();
        assertThat(present("staff")).isEqualByComparingTo("12");
        var submissions = body(program.get(api() + "/submissions"));
        assertThat(submissions).hasSize(2);
        assertThat(submissions.get(0).path("way").asString()).isEqualTo("API");
        assertThat(submissions.get(0).path("changes")).hasSize(2);
    }

    @Test
    void refuseAProgramThatHasNotReadTheLatest() {
        firm.reports(year, "staff", "12");
        firm.reports(year, "staff", "13");
        var change = values("{\"datum\": \"staff\", \"value\": 14, \"unit\": \"people\"}");

        var answer = program().json("PATCH", api(), key(), "\"1\"", change);

        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(body(answer).path("detail").asString()).contains("If-Match");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(it -> assertThat(it).startsWith("application/problem+json"));
        assertThat(present("staff")).isEqualByComparingTo("13");
    }

    @Test
    void nameEveryProblemOfARequestAtOnce() {
        var change =
                values(
                        """
                        {"datum": "luck", "value": 1, "unit": "count"},
                        {"datum": "revenue", "value": 500, "unit": "万元"},
                        {"datum": "profit", "value": 500},
                        {"datum": "staff", "value": -1, "unit": "people"},
                        {"datum": "staff", "value": 2, "unit": "people"},
                        {"value": 2}
                        """);

        var answer = program().json("PATCH", api(), key(), change);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(
                        body(answer).path("problems").values().stream()
                                .map(it ->
                                        it.path("field").asString()
                                                + " "
                                                + it.path("code").asString()))
                .containsExactly(
                        "values[0].datum report-datum",
                        "values[1].unit report-unit",
                        "values[2].unit required",
                        "values[3].value typed-range",
                        "values[4].datum duplicate",
                        "values[5].datum required");
        assertThat(present("staff")).isNull();
    }
}
