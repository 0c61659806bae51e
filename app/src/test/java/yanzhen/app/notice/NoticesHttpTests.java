package yanzhen.app.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Account;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.access.Viewers;
import yanzhen.app.http.Caller;
import yanzhen.app.kernel.Bilingual;

/** As people and programs use it, over HTTP. */
@IntegrationTest
class NoticesHttpTests {

    private static final Pattern FEED = Pattern.compile("value=\"([^\"]*/calendar/[^\"]+\\.ics)\"");

    @Autowired ApplicationContext application;
    @Autowired Notices notices;
    @Autowired Subscriptions subscriptions;
    @Autowired TransactionTemplate transaction;
    @Autowired ObjectMapper json;
    @LocalServerPort int port;

    private TestAccounts accounts;
    private Account firm;
    private Account other;

    @BeforeEach
    void open() {
        accounts = TestAccounts.of(application);
        firm = accounts.open(Role.ENTERPRISE);
        other = accounts.open(Role.INSTITUTE);
    }

    @Test
    void ringsOnEveryPageOfThoseWhoAreLoggedIn() {
        var pages = pages(firm);
        assertThat(pages.get("/me").body()).contains("aria-label=\"通知\"");
        tell("a", "甲");
        tell("b", "乙");

        assertThat(pages.get("/me").body()).contains("aria-label=\"通知，2 条未读\"");
        assertThat(pages.get("/me?lang=en").body()).contains("aria-label=\"Notices, 2 unread\"");
        assertThat(pages.get("/no-such-page").body()).contains("aria-label=\"Notices, 2 unread\"");
        assertThat(Caller.at(port).get("/login").body()).doesNotContain("/notices");
        assertThat(pages(other).get("/me").body()).contains("aria-label=\"通知\"");
    }

    /** 99 still have their number; what is more is said as more, and not counted on. */
    @Test
    void saysMoreThan99AsMore() {
        for (int at = 0; at < 99; at++) {
            tell("many-" + at, "第 " + at + " 件");
        }
        var pages = pages(firm);
        assertThat(pages.get("/me").body()).contains("aria-label=\"通知，99 条未读\"");

        tell("many-99", "第 100 件");
        tell("many-100", "第 101 件");

        assertThat(pages.get("/me").body()).contains("aria-label=\"通知，未读超过 99 条\"").contains("99+");
    }

    @Test
    void opensANoticeMarksItAsReadAndLeadsToItsThing() {
        tell("a", "截止日期改了");
        var pages = pages(firm);
        var list = pages.get("/notices").body();
        assertThat(list).contains("截止日期改了").contains("标为已读");
        var id = first(list);

        var answer = pages.get("/notices/" + id);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(it -> assertThat(it).endsWith("/calls/7"));
        assertThat(pages.get("/notices").body()).contains("没有未读的通知");
        assertThat(pages(other).get("/notices/" + id).statusCode()).isEqualTo(404);
        assertThat(pages(other).post("/notices/" + id + "/read", Map.of()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void showsWhatAnEmptyListMeans() {
        var pages = pages(firm);
        assertThat(pages.get("/notices").body()).contains("还没有通知").doesNotContain("全部标为已读");
        tell("a", "甲");

        assertThat(pages.get("/notices?kind=none-such").body()).contains("没有符合条件的通知");
    }

    @Test
    void marksOneAndAllByForms() {
        tell("a", "甲");
        tell("b", "乙");
        tell("c", "丙");
        var pages = pages(firm);
        var id = first(pages.get("/notices").body());

        assertThat(
                        pages.post("/notices/" + id + "/read", Map.of("kind", "changed"))
                                .headers()
                                .firstValue("Location"))
                .hasValueSatisfying(it -> assertThat(it).endsWith("/notices?kind=changed"));
        assertThat(pages.get("/me").body()).contains("2 条未读");
        pages.post("/notices/read", Map.of("until", id, "kind", ""));
        assertThat(pages.get("/notices").body()).contains("已全部标为已读").contains("没有未读");
    }

    @Test
    void refusesCursorsThatAreNoneOfThisList() {
        for (var cursor :
                List.of(
                        "x",
                        "AAAA",
                        b64("true\u001fnot-an-id"),
                        b64("maybe\u001f" + UUID.randomUUID()))) {
            assertThat(pages(firm).get("/notices?cursor=" + cursor).statusCode()).isEqualTo(400);
            assertThat(api(firm).get("/api/v1/notices?cursor=" + cursor).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void servesNoticesToProgramsPageByPage() throws Exception {
        for (int at = 1; at <= 5; at++) {
            tell("n" + at, "第 " + at + " 件");
        }
        var api = api(firm);
        var seen = new ArrayList<String>();
        var cursor = "";
        do {
            var page = read(api.get("/api/v1/notices?limit=2&cursor=" + cursor));
            page.get("items").forEach(it -> seen.add(it.get("text").get("zh").asString()));
            cursor = page.has("next") ? page.get("next").asString() : "";
        } while (!cursor.isEmpty());
        assertThat(seen).containsExactly("第 5 件", "第 4 件", "第 3 件", "第 2 件", "第 1 件");

        assertThat(read(api.get("/api/v1/notices/unread")).get("count").asInt()).isEqualTo(5);
        var newest = read(api.get("/api/v1/notices?limit=1")).get("items").get(0);
        var id = newest.get("id").asString();
        assertThat(read(api.get("/api/v1/notices/" + id)).get("read").asBoolean()).isFalse();
        assertThat(
                        read(api.json("PATCH", "/api/v1/notices/" + id, key(), "{}"))
                                .get("read")
                                .asBoolean())
                .isTrue();
        assertThat(
                        read(api.json(
                                        "PATCH",
                                        "/api/v1/notices",
                                        key(),
                                        "{\"until\":\"" + id + "\"}"))
                                .get("marked")
                                .asInt())
                .isEqualTo(4);
        assertThat(api.json("PATCH", "/api/v1/notices", key(), "{}").statusCode()).isEqualTo(422);
        assertThat(api(other).get("/api/v1/notices/" + id).statusCode()).isEqualTo(404);
        assertThat(Caller.at(port).get("/api/v1/notices").statusCode()).isEqualTo(401);
    }

    @Test
    void makesACalendarAddressShowsItOnceAndRevokesIt() {
        var pages = pages(firm);
        tellDue();
        assertThat(pages.get("/notices/settings").body()).doesNotContain("/calendar/");

        pages.post("/notices/feeds", Map.of("key", key()));
        var shown = FEED.matcher(pages.get("/notices/settings").body());
        assertThat(shown.find()).isTrue();
        var path = shown.group(1).substring(shown.group(1).indexOf("/calendar/"));
        assertThat(pages.get("/notices/settings").body()).doesNotContain(path);

        var answer = Caller.at(port).get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(it -> assertThat(it).startsWith("text/calendar"));
        assertThat(answer.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(it -> assertThat(it).contains("private"));
        assertThat(answer.body()).contains("DTSTART:20310601T090000Z").contains("SUMMARY:请在截止前提交");
        var tag = answer.headers().firstValue("ETag").orElseThrow();
        assertThat(Caller.at(port).getUnless(tag, path).statusCode()).isEqualTo(304);
        tell("later", "不带期限的事");
        assertThat(Caller.at(port).getUnless(tag, path).statusCode()).isEqualTo(304);

        var settings = pages.get("/notices/settings").body();
        assertThat(settings).doesNotContain("尚未使用");
        var feed = found("/notices/feeds/([0-9a-f-]{36})/revoke", settings);
        assertThat(
                        pages(other)
                                .post("/notices/feeds/" + feed + "/revoke", Map.of("key", key()))
                                .statusCode())
                .isEqualTo(404);
        pages.post("/notices/feeds/" + feed + "/revoke", Map.of("key", key()));
        assertThat(Caller.at(port).get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void showsNoCalendarOfAWrongAddressNorOfADisabledAccount() throws Exception {
        var made = read(api(firm).json("POST", "/api/v1/notices/feeds", key(), "{}"));
        var address = made.get("address").asString();
        var path = address.substring(address.indexOf("/calendar/"));
        assertThat(Caller.at(port).get(path).statusCode()).isEqualTo(200);

        var wrong = Caller.at(port).get(path.replace(".ics", "x.ics"));
        assertThat(wrong.statusCode()).isEqualTo(404);
        assertThat(wrong.body()).doesNotContain("BEGIN:VCALENDAR");
        accounts.update("update access.account set enabled = false where id = ?", firm.id());
        assertThat(Caller.at(port).get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void givesTheAddressOnceAlsoToPrograms() throws Exception {
        var api = api(firm);
        var key = key();
        var made = read(api.json("POST", "/api/v1/notices/feeds", key, "{}"));
        var again = api.json("POST", "/api/v1/notices/feeds", key, "{}");

        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(read(again).get("id")).isEqualTo(made.get("id"));
        assertThat(read(again).has("address")).isFalse();
        for (int at = 1; at < Feeds.MOST; at++) {
            assertThat(api.json("POST", "/api/v1/notices/feeds", key(), "{}").statusCode())
                    .isEqualTo(201);
        }
        assertThat(api.json("POST", "/api/v1/notices/feeds", key(), "{}").statusCode())
                .isEqualTo(409);
        assertThat(read(api.get("/api/v1/notices/feeds"))).hasSize(Feeds.MOST);
        var id = made.get("id").asString();
        assertThat(read(api.json("POST", "/api/v1/notices/feeds/" + id + "/revoke", key(), "{}")))
                .hasSize(Feeds.MOST - 1);
        assertThat(api(other).get("/api/v1/notices/feeds").body()).isEqualTo("[]");
    }

    @Test
    void servesThePublicCalendarToEverybodyWithoutASession() {
        var visitor = Caller.at(port);

        var chinese = visitor.get("/calendar.ics");
        assertThat(chinese.statusCode()).isEqualTo(200);
        assertThat(chinese.body()).startsWith("BEGIN:VCALENDAR\r\n").contains("NAME:雁阵 · 公开日程");
        assertThat(visitor.cookie("yanzhen")).isNull();
        assertThat(visitor.get("/calendar.ics?lang=en").body())
                .contains("NAME:Yanzhen · Public dates");
        // The language of the public one is in its address, whatever page was read before.
        assertThat(visitor.get("/calendar.ics").body()).contains("公开日程");
        assertThat(
                        visitor.getUnless(
                                        chinese.headers().firstValue("ETag").orElseThrow(),
                                        "/calendar.ics")
                                .statusCode())
                .isEqualTo(304);
    }

    @Test
    void saysThatTheNodeSendsNoMail() {
        var pages = pages(firm);

        assertThat(pages.get("/notices/settings").body()).contains("没有配置邮件服务器");
        assertThat(
                        pages.post(
                                        "/notices/settings/address",
                                        Map.of("key", key(), "email", "a@example.cn"))
                                .statusCode())
                .isEqualTo(409);
        var bad = pages.post("/notices/settings/address", Map.of("key", key(), "email", "a@"));
        assertThat(bad.statusCode()).isEqualTo(422);
        assertThat(pages.get("/notices/confirm/wrong").statusCode()).isEqualTo(404);
    }

    @Test
    void keepsTheLanguageOfTheOwnCalendar() throws Exception {
        var api = api(firm);
        tellDue();
        var address =
                read(api.json("POST", "/api/v1/notices/feeds", key(), "{}"))
                        .get("address")
                        .asString();
        var path = address.substring(address.indexOf("/calendar/"));
        var key = key();

        var chosen = api.json("PATCH", "/api/v1/notices/settings", key, "{\"language\":\"en\"}");

        assertThat(read(chosen).get("language").asString()).isEqualTo("en");
        assertThat(Caller.at(port).get(path).body())
                .contains("SUMMARY:Hand it in before it is due");
        assertThat(
                        api.json("PATCH", "/api/v1/notices/settings", key, "{\"language\":\"en\"}")
                                .headers()
                                .firstValue("Idempotency-Replayed"))
                .hasValue("true");
        assertThat(
                        api.json(
                                        "PATCH",
                                        "/api/v1/notices/settings",
                                        key(),
                                        "{\"language\":\"fr\"}")
                                .statusCode())
                .isEqualTo(422);
        assertThat(
                        api.json("PATCH", "/api/v1/notices/settings", key(), "{\"byMail\":true}")
                                .statusCode())
                .isEqualTo(409);
    }

    @Test
    void listsAndEndsWhatIsFollowed() throws Exception {
        as(
                firm,
                () ->
                        subscriptions.follow(
                                new Followed(
                                        "call",
                                        "7",
                                        new Bilingual("高端芯片征集", "Chips"),
                                        "/calls/7")));
        var pages = pages(firm);
        var settings = pages.get("/notices/settings").body();
        assertThat(settings).contains("高端芯片征集").contains("href=\"/calls/7\"");
        var id = found("/notices/subscriptions/([0-9a-f-]{36})/end", settings);
        assertThat(
                        read(api(firm).get("/api/v1/notices/subscriptions"))
                                .get(0)
                                .get("subject")
                                .asString())
                .isEqualTo("7");

        assertThat(
                        pages(other)
                                .post("/notices/subscriptions/" + id + "/end", Map.of("key", key()))
                                .statusCode())
                .isEqualTo(404);
        pages.post("/notices/subscriptions/" + id + "/end", Map.of("key", key()));

        assertThat(pages.get("/notices/settings").body()).contains("已取消关注").contains("还没有关注任何事项");
    }

    private void tell(String key, String zh) {
        tell(new Message(key, "changed", "call", "7", "/calls/7", new Bilingual(zh, "x"), null));
    }

    private void tellDue() {
        tell(
                new Message(
                        "due",
                        "reminder",
                        "call",
                        "7",
                        "/calls/7",
                        new Bilingual("请在截止前提交", "Hand it in before it is due"),
                        Instant.parse("2031-06-01T09:00:00Z")));
    }

    private void tell(Message message) {
        as(
                firm,
                () -> {
                    notices.tell(List.of(firm.id()), message);
                    return true;
                });
    }

    private <T> T as(Account account, Supplier<T> work) {
        return Viewers.doAs(
                account.asViewer(),
                () -> java.util.Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }

    private Caller pages(Account account) {
        var caller = Caller.at(port);
        caller.logIn(account.login(), TestAccounts.PASSWORD);
        return caller;
    }

    private Caller api(Account account) {
        return Caller.at(port).basic(account.login(), TestAccounts.PASSWORD);
    }

    private JsonNode read(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return json.readTree(answer.body());
    }

    private static String first(String page) {
        return found("href=\"/notices/([0-9a-f-]{36})\"", page);
    }

    private static String found(String pattern, String page) {
        var found = Pattern.compile(pattern).matcher(page);
        assertThat(found.find()).as("%s in\n%s", pattern, page).isTrue();
        return found.group(1);
    }

    private static String b64(String text) {
        return java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
