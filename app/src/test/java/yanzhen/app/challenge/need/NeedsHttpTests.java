package yanzhen.app.challenge.need;

import static org.assertj.core.api.Assertions.assertThat;
import static yanzhen.app.challenge.need.NeedFixture.done;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Account;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.challenge.need.Need.State;
import yanzhen.app.challenge.need.Need.Verdict;
import yanzhen.app.http.Caller;

/** Needs over HTTP: what each role is shown, offered and refused. */
@IntegrationTest
class NeedsHttpTests {

    private static final String API = "/api/v1/needs";

    @LocalServerPort int port;
    @Autowired ApplicationContext application;
    @Autowired Needs needs;
    @Autowired WeakLinks weakLinks;
    @Autowired ObjectMapper json;

    private NeedFixture by;
    private UUID owner;
    private Account firm;
    private Account city;

    @BeforeEach
    void load() {
        by = new NeedFixture(application);
        owner = by.firm("网上需求单位");
        var accounts = TestAccounts.of(application);
        firm = accounts.open(Role.ENTERPRISE, null, Set.of(owner));
        city = accounts.open(Role.CITY_OFFICER);
    }

    @Test
    void savesAFormWithGapsAndNamesEverythingOnceWhenItIsHandedIn() {
        var caller = page(firm);
        var typed = form("owner", owner.toString(), "title", "缺内容的需求", "then", "save");

        var saved = caller.post("/needs", typed);
        assertThat(saved.statusCode()).isEqualTo(302);
        var path = path(saved);
        var draft = caller.get(path).body();
        assertThat(draft).contains("缺内容的需求", "还缺 6 项必备内容");

        var edited = new LinkedHashMap<>(typed);
        edited.put("key", key());
        edited.put("then", "submit");
        var refused = caller.post(path, edited);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("要解决的问题", "五基类别", "金额（元）", "由谁出资", "一项指标也没有", "知识产权约定");
        assertThat(refused.body()).contains("缺内容的需求");

        var lone = caller.post(path + "/submission", form());
        assertThat(lone.statusCode()).isEqualTo(422);
    }

    @Test
    void handsInJudgesAndPutsOnTheWallOverThePages() {
        var caller = page(firm);
        var handedIn = caller.post("/needs", whole("真空阀 " + UUID.randomUUID(), "submit"));
        assertThat(handedIn.statusCode()).isEqualTo(302);
        var path = path(handedIn);
        assertThat(caller.get(path).body()).contains("待研判");
        assertThat(caller.get(path + "/judgement").statusCode()).isEqualTo(403);

        var officer = page(city);
        assertThat(officer.get(path + "/judgement").body()).contains("市场上是否已有合格产品");
        var silent = officer.post(path + "/judgement", form("verdict", "PUBLISHABLE"));
        assertThat(silent.statusCode()).isEqualTo(422);
        assertThat(silent.body()).contains("没有回答");
        var against = judgement("PUBLISHABLE", "on-sale");
        assertThat(officer.post(path + "/judgement", against).statusCode()).isEqualTo(422);
        assertThat(officer.post(path + "/judgement", judgement("PUBLISHABLE", "")).statusCode())
                .isEqualTo(302);
        assertThat(caller.get(path).body()).contains("可发榜", "逐项回答", city.name(), "发榜");

        var need = path.substring("/needs/".length());
        var filled = caller.get("/challenges/new?need=" + need).body();
        assertThat(filled).contains("真空阀", "漏率", "氦质谱检漏", "首批采购 20 套");
        var challenge =
                caller.post(
                        "/challenges",
                        form(
                                "need",
                                need,
                                "owner",
                                owner.toString(),
                                "title",
                                "真空阀榜",
                                "category",
                                "CORE_COMPONENT"));
        assertThat(challenge.statusCode()).isEqualTo(302);
        assertThat(caller.get(path(challenge)).body()).contains("来自需求");
        assertThat(caller.get(path).body()).contains("真空阀榜");
    }

    @Test
    void tellsTheOwnerWhatToDoInstead() {
        var ordinary = by.in(State.ORDINARY_PROJECT, owner);
        var transfer = by.in(State.PLAIN_TRANSFER, owner);

        assertThat(page(firm).get("/needs/" + ordinary).body())
                .contains("一般项目", "href=\"/rounds\"", "按单位自己的采购或技术改造程序办理");
        assertThat(page(firm).get("/needs/" + transfer + "?lang=en").body())
                .contains("Plain transfer", "href=\"/contracts\"");
        assertThat(page(firm).get("/challenges/new?need=" + ordinary).statusCode()).isEqualTo(409);
    }

    @Test
    void saysWhyAnOfficerMayNotJudgeHisOwn() {
        var need = by.in(State.SUBMITTED, owner);
        var own = TestAccounts.of(application).open(Role.CITY_OFFICER, null, Set.of(owner));
        var caller = page(own);

        assertThat(caller.get("/needs/" + need).body()).contains("须由其他官员研判");
        var sheet = caller.get("/needs/" + need + "/judgement");
        assertThat(sheet.body()).contains("不能研判").doesNotContain("answer-on-sale");
        var tried = caller.post("/needs/" + need + "/judgement", judgement("PUBLISHABLE", ""));
        assertThat(tried.statusCode()).isEqualTo(403);
        assertThat(tried.body()).contains("请由其他市级官员办理");
        assertThat(by.asOfficer(() -> needs.find(need)).orElseThrow().state())
                .isEqualTo(State.SUBMITTED);
    }

    @Test
    void mergesOnlyWhatAnOfficerChoosesAndShowsWhy() {
        var title = "耐腐蚀隔膜泵 " + UUID.randomUUID();
        var one = by.asFirm(owner, () -> needs.draft(by.whole(owner, title, null)));
        by.asFirm(owner, () -> done(() -> needs.submit(one)));
        var two = by.asFirm(owner, () -> needs.draft(by.whole(owner, title, null)));
        by.asFirm(owner, () -> done(() -> needs.submit(two)));
        var officer = page(city);

        var sheet = officer.get("/needs/" + one + "/merge").body();
        assertThat(sheet).contains(two.toString(), "相似 100%", "平台的口径");
        var unsaid = officer.post("/needs/" + one + "/merge", form("reason", "同一需求"));
        assertThat(unsaid.statusCode()).isEqualTo(422);
        var merged =
                officer.post(
                        "/needs/" + one + "/merge", form("root", two.toString(), "reason", "同一需求"));
        assertThat(path(merged)).isEqualTo("/needs/" + two);
        assertThat(officer.get("/needs/" + two).body()).contains("共同需求方", "撤销合并");
        assertThat(officer.get("/needs/" + one).body()).contains("已并入");
        assertThat(page(firm).post("/needs/" + one + "/parting", form("reason", "不")).statusCode())
                .isEqualTo(403);
        var parted = officer.post("/needs/" + one + "/parting", form("reason", "两回事"));
        assertThat(parted.statusCode()).isEqualTo(302);
    }

    @Test
    void offersANeedOnThePageOfAWeakLinkAndFillsItIn() {
        var link = weakLinks.ofNode("civil-aircraft", "apu").orElseThrow();
        var found = by.asOfficer(() -> weakLinks.find(link)).orElseThrow();
        var node = "/chains/civil-aircraft/nodes/" + found.node();

        assertThat(page(firm).get(node).body()).contains("/needs/new?weakLink=" + link);
        assertThat(Caller.at(port).get(node).body()).doesNotContain("/needs/new");
        assertThat(page(firm).get("/needs/new?weakLink=" + link).body())
                .contains(found.nodeName().zh(), link.toString());
        assertThat(page(firm).get("/needs/new?weakLink=" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void showsVisitorsOnlyWhatIsOpenAndNoHistory() {
        var waiting = by.in(State.SUBMITTED, owner);
        var open = by.in(State.PUBLISHABLE, owner);
        var visitor = Caller.at(port);

        assertThat(visitor.get("/needs/" + waiting).statusCode()).isEqualTo(404);
        assertThat(visitor.get("/needs/" + open).body())
                .contains("可发榜")
                .doesNotContain("按清单研判", "逐项回答", "经过");
        assertThat(visitor.get("/needs").body()).doesNotContain("待研判</span></td>");
        var table =
                new String(
                        visitor.download("/needs/export/csv"),
                        java.nio.charset.StandardCharsets.UTF_8);
        assertThat(table).contains("铜互连用化学机械抛光液", "第三方检测机构").doesNotContain("洁净室扩建");
        assertThat(visitor.get("/needs/export/xlsx").statusCode()).isEqualTo(200);
        assertThat(visitor.get("/needs/export/pdf").statusCode()).isEqualTo(404);
    }

    @Test
    void importsDraftsAllOrNone() {
        var caller = page(firm);
        var code =
                by.asOfficer(() ->
                                application
                                        .getBean(yanzhen.app.cluster.Organisations.class)
                                        .find(owner))
                        .orElseThrow()
                        .key();
        var heads = "需求名称,需求单位代码,要解决的问题,五基类别,金额（元）,出资方,指标1,比较1,数值1,单位1,测试方法1,期限\n";
        var good = "导入的需求," + code + ",没有第二来源,基础零部件,300000,需求单位自筹,寿命,不超过,12,h,台架试验,2028-01-31\n";
        var bad = "坏," + code + ",x,颜色,1e9,,寿命,,abc,h,台架,2028-02-31\n";

        var refused = caller.upload("/needs/imports", form(), "file", heads + good + bad);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("1e9", "abc", "2028-02-31");
        assertThat(count()).isZero();

        var taken = caller.upload("/needs/imports", form(), "file", heads + good);
        assertThat(taken.statusCode()).isEqualTo(302);
        assertThat(count()).isEqualTo(1);
        var stranger =
                TestAccounts.of(application).open(Role.ENTERPRISE, null, Set.of(by.firm("旁人单位")));
        var others = page(stranger).upload("/needs/imports", form(), "file", heads + good);
        assertThat(others.statusCode()).isEqualTo(422);
        assertThat(others.body()).contains("请只导入本单位的需求");
    }

    private long count() {
        var mine = new Needs.Query("", "", "", "", "MINE", Needs.Sort.STATE);
        return by.asFirm(owner, () -> needs.count(mine));
    }

    @Test
    void draftsChangesAndHandsInEachOnceForItsKey() {
        var caller = api(firm);
        var key = key();
        var body = "{\"owner\": \"%s\", \"title\": \"接口需求\"}".formatted(owner);
        var first = caller.json("POST", API, key, body);
        var again = caller.json("POST", API, key, body);
        var id = read(first).path("id").asString();

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(read(again).path("id").asString()).isEqualTo(id);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(read(first).path("missing")).hasSize(6);
        var missing = caller.json("POST", API + "/" + id + "/submission", key(), "");
        assertThat(missing.statusCode()).isEqualTo(422);
        assertThat(read(missing).path("problems")).hasSize(8);
        assertThat(read(missing).path("problems").get(0).path("remedy").asString()).isNotBlank();

        var whole =
                """
                {"owner": "%s", "title": "接口需求", "problem": "没有第二来源", "category": "CORE_COMPONENT",
                 "budget": "300000", "payer": "TEXT", "payerText": "自筹", "ipRule": "双方共有",
                 "commitment": "USE", "commitmentText": "产线使用", "wantedBy": "2028-06-30",
                 "targets": [{"metric": "寿命", "atLeast": true, "value": "1000", "unit": "h", "testMethod": "台架"}]}
                """
                        .formatted(owner);
        assertThat(caller.json("PUT", API + "/" + id, key(), whole).statusCode()).isEqualTo(200);
        var submitted = caller.json("POST", API + "/" + id + "/submission", key(), "");
        assertThat(read(submitted).path("state").asString()).isEqualTo("SUBMITTED");
        assertThat(caller.json("PUT", API + "/" + id, key(), whole).statusCode()).isEqualTo(409);
        assertThat(Caller.at(port).get(API + "/" + id).statusCode()).isEqualTo(404);

        var answers = new ArrayList<String>();
        needs.rules()
                .questions()
                .forEach(it ->
                        answers.add(
                                "{\"question\": \"%s\", \"yes\": false, \"ground\": \"查过了\"}"
                                        .formatted(it.key())));
        var verdict =
                "{\"verdict\": \"PUBLISHABLE\", \"reason\": \"齐全\", \"answers\": [%s]}"
                        .formatted(String.join(",", answers));
        assertThat(caller.json("POST", API + "/" + id + "/judgement", key(), verdict).statusCode())
                .isEqualTo(403);
        var judged = api(city).json("POST", API + "/" + id + "/judgement", key(), verdict);
        assertThat(read(judged).path("judgements").get(0).path("by").asString())
                .isEqualTo(city.name());
        assertThat(read(Caller.at(port).get(API + "/" + id)).path("judgements")).isEmpty();
        var gone =
                caller.json("POST", API + "/" + id + "/withdrawal", key(), "{\"reason\": \"不做了\"}");
        assertThat(read(gone).path("state").asString()).isEqualTo("WITHDRAWN");
    }

    @Test
    void pagesByCursorAndAnswersByTag() {
        for (int at = 0; at < 3; at++) {
            by.in(State.DRAFT, owner);
        }
        var caller = api(firm);
        var seen = new ArrayList<String>();
        var cursor = "";
        do {
            var page = read(caller.get(API + "?from=MINE&limit=2&cursor=" + cursor));
            page.path("items").forEach(it -> seen.add(it.path("id").asString()));
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());
        assertThat(seen).hasSize(3).doesNotHaveDuplicates();
        assertThat(caller.get(API + "?cursor=nonsense").statusCode()).isEqualTo(400);

        var one = caller.get(API + "/" + seen.getFirst());
        assertThat(one.headers().firstValue("ETag")).contains("\"1\"");
        var path = API + "/" + seen.getFirst();
        assertThat(caller.getUnless("\"1\"", path).statusCode()).isEqualTo(304);
        var body = "{\"owner\": \"%s\", \"title\": \"改过\"}".formatted(owner);
        assertThat(caller.json("PUT", path, key(), "\"7\"", body).statusCode()).isEqualTo(412);
        var changed = caller.json("PUT", path, key(), "\"1\"", body);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(caller.getUnless("\"1\"", path).statusCode()).isEqualTo(200);
        var alike = read(caller.get(API + "/" + seen.getFirst() + "/alike"));
        assertThat(alike.isArray()).isTrue();
    }

    @Test
    void mergesAndPartsOverTheApi() {
        var one = by.in(State.SUBMITTED, owner);
        var two = by.in(State.SUBMITTED, owner);
        var officer = api(city);
        var body = "{\"root\": \"%s\", \"reason\": \"同一需求\"}".formatted(two);

        var merged = officer.json("POST", API + "/" + one + "/merge", key(), body);
        assertThat(read(merged).path("mergedInto").asString()).isEqualTo(two.toString());
        assertThat(read(officer.get(API + "/" + two)).path("coOwners")).hasSize(1);
        var parted =
                officer.json("POST", API + "/" + one + "/parting", key(), "{\"reason\": \"分开\"}");
        assertThat(read(parted).path("state").asString()).isEqualTo("SUBMITTED");
        var itself = "{\"root\": \"%s\", \"reason\": \"同一需求\"}".formatted(one);
        assertThat(officer.json("POST", API + "/" + one + "/merge", key(), itself).statusCode())
                .isEqualTo(409);
    }

    @Test
    void draftsAChallengeFromANeedOverTheApi() {
        var need = by.in(State.SUBMITTED, owner);
        var body =
                "{\"owner\": \"%s\", \"title\": \"接口榜\", \"category\": \"OTHER\", \"need\": \"%s\"}"
                        .formatted(owner, need);
        var caller = api(firm);

        assertThat(caller.json("POST", "/api/v1/challenges", key(), body).statusCode())
                .isEqualTo(409);
        by.judged(need, Verdict.PUBLISHABLE);
        var made = caller.json("POST", "/api/v1/challenges", key(), body);
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(read(caller.get(API + "/" + need)).path("challenges").get(0).path("challenge"))
                .isEqualTo(read(made).path("id"));
    }

    private Map<String, String> whole(String title, String then) {
        return form(
                "owner",
                owner.toString(),
                "title",
                title,
                "problem",
                "漏率达不到要求",
                "category",
                "CORE_COMPONENT",
                "budget",
                "1,200,000",
                "payer",
                "OWNER",
                "metric",
                "漏率",
                "comparator",
                "at-most",
                "value",
                "0.001",
                "unit",
                "Pa·L/s",
                "testMethod",
                "氦质谱检漏",
                "ipRule",
                "双方共有",
                "commitment",
                "BUY",
                "commitmentText",
                "首批采购 20 套",
                "wantedBy",
                "2028-06-30",
                "then",
                then);
    }

    private Map<String, String> judgement(String verdict, String yes) {
        var typed = form("verdict", verdict, "reason", "按清单研判");
        for (var question : needs.rules().questions()) {
            typed.put("answer-" + question.key(), question.key().equals(yes) ? "yes" : "no");
            typed.put("ground-" + question.key(), "查过了");
        }
        return typed;
    }

    private static Map<String, String> form(String... pairs) {
        var typed = new LinkedHashMap<String, String>();
        typed.put("key", key());
        for (int at = 0; at < pairs.length; at += 2) {
            typed.put(pairs[at], pairs[at + 1]);
        }
        return typed;
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private Caller page(Account account) {
        var caller = Caller.at(port);
        caller.logIn(account.login(), TestAccounts.PASSWORD);
        return caller;
    }

    private Caller api(Account account) {
        return Caller.at(port).basic(account.login(), TestAccounts.PASSWORD);
    }

    private JsonNode read(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }

    private static String path(HttpResponse<String> answer) {
        var location = answer.headers().firstValue("Location").orElse("");
        var found = Pattern.compile("(/(?:needs|challenges)/[0-9a-f-]{36})").matcher(location);
        assertThat(found.find()).as(location).isTrue();
        return found.group(1);
    }
}
