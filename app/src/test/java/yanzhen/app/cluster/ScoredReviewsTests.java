package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static yanzhen.app.cluster.Applicants.CITY;
import static yanzhen.app.cluster.Applicants.officerOf;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.util.FileSystemUtils;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Account;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.http.Caller;
import yanzhen.app.kernel.IndustryCode;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** Reviews by the score sheet of a round: enterprise technology centres. */
@IntegrationTest
class ScoredReviewsTests {

    private static final Path SHANGHAI = Path.of("../packs/shanghai-14fyp");
    private static final String XUHUI = "310104";
    private static final String SCHEME = "etc-city";
    private static final IndustryCode ELECTRONICS = new IndustryCode("C3973");

    /** What experts give; what is reported below comes to 43.42 beside it. */
    private static final Map<String, BigDecimal> FULL =
            given(
                    "strategy",
                    "8",
                    "projects",
                    "7",
                    "cooperation",
                    "5",
                    "awards",
                    "0",
                    "doubts",
                    "0");

    private static final Map<String, BigDecimal> LESS =
            given(
                    "strategy",
                    "6",
                    "projects",
                    "5.5",
                    "cooperation",
                    "4",
                    "awards",
                    "1",
                    "doubts",
                    "2.5");

    @Autowired ApplicationContext application;
    @Autowired Reports reports;
    @Autowired PackLoader loader;
    @TempDir Path parent;
    @LocalServerPort int port;
    private Applicants by;

    @BeforeEach
    void load() {
        by = Applicants.of(application);
    }

    @AfterEach
    void loadTheOriginal() {
        load(SHANGHAI);
    }

    private void load(Path pack) {
        Viewers.doAs(Viewer.SYSTEM, () -> loader.load(Pack.at(pack, true)));
    }

    private static Map<String, BigDecimal> given(String... pairs) {
        var given = new HashMap<String, BigDecimal>();
        for (int at = 0; at < pairs.length; at += 2) {
            given.put(pairs[at], new BigDecimal(pairs[at + 1]));
        }
        return given;
    }

    /**
     * 6 % × 0.8 = 4.8 %, of 1 to 5 % for 15: 14.25. 600 of 1500万 for 15: 6. 60 of 150 for 10: 4. 60
     * of 300 are 20 %: 5. 500 of 2000万 for 10: 2.5. 9 inventions: 5. 1 of 3 standards for 5: 1.67.
     * 30 of 60 % for 10: 5. Together 43.42. Awards of three years are not reported.
     */
    private Viewer reporting() {
        var firm = by.firm(XUHUI, ELECTRONICS);
        report(firm, "rd", "6000000");
        report(
                firm,
                "revenue",
                "100000000",
                "rd_staff",
                "60",
                "staff",
                "300",
                "rd_equipment",
                "5000000",
                "inventions",
                "9",
                "standards",
                "1",
                "high_tech_revenue",
                "30000000");
        return firm;
    }

    private void report(Viewer firm, String... pairs) {
        var numbers = new HashMap<String, BigDecimal>(given(pairs));
        by.run(
                firm,
                () ->
                        reports.report(
                                firm.onlyOrganisation(),
                                by.today().getYear() - 1,
                                Map.copyOf(numbers)));
    }

    private UUID inReview(Viewer firm) {
        var it = by.submitted(by.call(SCHEME, null, Map.of()), firm);
        by.pass(officerOf(XUHUI), it);
        by.pass(officerOf(XUHUI), it);
        assertThat(by.kind(it)).isEqualTo(Step.REVIEW);
        return it;
    }

    private Account account() {
        return TestAccounts.of(application).open(Role.EXPERT);
    }

    private static Viewer expert(Account account) {
        return new Viewer(account.id(), account.name(), Role.EXPERT, Set.of(), null);
    }

    private Viewer appointed(UUID it) {
        var expert = expert(account());
        by.run(CITY, () -> by.casework.appoint(it, Objects.requireNonNull(expert.account())));
        return expert;
    }

    private ScoreCard card(Viewer viewer, UUID it) {
        return by.as(
                viewer,
                () -> {
                    var of = by.applications.find(it).orElseThrow();
                    var sheet = by.rounds.find(of.round()).orElseThrow().sheet();
                    return ScoreCard.of(Objects.requireNonNull(sheet), by.applications.basis(of));
                });
    }

    @Test
    void takeWhatCanBeComputedFromTheReportAsItWasHandedIn() {
        var firm = reporting();
        var it = inReview(firm);
        report(firm, "rd", "100000000");
        var expert = appointed(it);

        by.run(expert, () -> by.casework.judge(it, FULL, "体系完整"));

        var review = by.as(CITY, () -> by.casework.reviews(it)).getFirst();
        assertThat(review.score()).isEqualByComparingTo("63.42");
        assertThat(review.points()).hasSize(13);
        assertThat(review.points().get("rd-intensity")).isEqualByComparingTo("14.25");
        assertThat(review.points().get("standards")).isEqualByComparingTo("1.67");
        assertThat(review.points().get("strategy")).isEqualByComparingTo("8");
        assertThat(card(expert, it).lines().getFirst().coefficient()).isEqualByComparingTo("0.8");
    }

    /** Who reported a number, and when, is kept with what was handed in. */
    @Test
    void keepWhenceTheNumbersCome() {
        var firm = reporting();
        var it = inReview(firm);
        report(firm, "rd", "7000000");

        var basis =
                by.as(CITY, () -> by.applications.basis(by.applications.find(it).orElseThrow()));

        int year = by.today().getYear() - 1;
        assertThat(basis.origins()).containsKeys("rd" + year, "inventions" + year);
        assertThat(basis.origins().get("rd" + year))
                .isNotNull()
                .satisfies(origin -> assertThat(origin.by()).isEqualTo(firm.name()))
                .satisfies(origin -> assertThat(origin.report()).isEqualTo(year));
        assertThat(basis.industry()).isEqualTo(ELECTRONICS);
    }

    /** 63.42 and 57.42 are 60.42 in the mean; each item has its own. */
    @Test
    void comeToTheMeanOfAllExperts() {
        var firm = reporting();
        var it = inReview(firm);
        var one = appointed(it);
        var two = appointed(it);
        by.run(one, () -> by.casework.judge(it, FULL, "体系完整"));
        by.run(two, () -> by.casework.judge(it, LESS, "有待加强"));
        by.pass(CITY, it);

        assertThat(by.find(it).score()).isEqualByComparingTo("60.42");
        var opinions =
                by.as(CITY, () -> by.applications.passages(it)).stream()
                        .filter(passage -> passage.step() == Step.REVIEW)
                        .findFirst()
                        .orElseThrow()
                        .opinions();
        assertThat(opinions)
                .extracting(each -> Objects.requireNonNull(each.points()).get("strategy"))
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactlyInAnyOrder(new BigDecimal("8"), new BigDecimal("6"));
    }

    /** Too many, too fine and forgotten: by the field of each item, and nothing is kept. */
    @Test
    void refusePointsOutOfBoundsAndNameTheField() {
        var it = inReview(reporting());
        var expert = appointed(it);
        var wrong =
                given(
                        "strategy",
                        "8.01",
                        "projects",
                        "-1",
                        "cooperation",
                        "4.125",
                        "awards",
                        "5",
                        "rd-spend",
                        "15");

        var refused =
                catchThrowableOfType(
                        Problems.Refused.class,
                        () -> by.run(expert, () -> by.casework.judge(it, wrong, "打分有误")));

        assertThat(refused.problems().kept())
                .extracting(Problem::field, Problem::code)
                .containsExactlyInAnyOrder(
                        Tuple.tuple("points-strategy", "points-range"),
                        Tuple.tuple("points-projects", "points-range"),
                        Tuple.tuple("points-cooperation", "points-range"),
                        Tuple.tuple("points-doubts", "required"),
                        Tuple.tuple("points-rd-spend", "points-computed"));
        assertThat(by.as(CITY, () -> by.casework.reviews(it)).getFirst().givenAt()).isNull();
    }

    @Test
    void areNotGivenAsAWholeWhereThereIsASheetNorByItemWhereThereIsNone() {
        var it = inReview(reporting());
        var expert = appointed(it);
        assertThatThrownBy(() -> by.run(expert, () -> by.casework.judge(it, BigDecimal.TEN, "总分")))
                .isInstanceOf(Casework.ScoredByItem.class);

        var other = by.submitted(by.call("hidden-champion", null, Map.of()), by.firm(XUHUI));
        by.pass(officerOf(XUHUI), other);
        by.pass(officerOf(XUHUI), other);
        var second = appointed(other);
        assertThatThrownBy(() -> by.run(second, () -> by.casework.judge(other, FULL, "分项")))
                .isInstanceOf(Casework.NoSheet.class);
        by.run(second, () -> by.casework.judge(other, new BigDecimal("81.5"), "总体较好"));
        assertThat(by.as(CITY, () -> by.casework.reviews(other)).getFirst().points()).isEmpty();
    }

    /** As an opinion: the expert's own, the city's; the applicant's once all is over. */
    @Test
    void showPointsToThoseWhoReadTheOpinion() {
        var firm = reporting();
        var it = inReview(firm);
        var one = appointed(it);
        var two = appointed(it);
        by.run(one, () -> by.casework.judge(it, FULL, "体系完整"));

        assertThat(by.as(two, () -> by.casework.reviews(it)))
                .extracting(Casework.Review::expert)
                .containsExactly(two.account());
        var round = by.find(it).round();
        for (var other : List.of(firm, officerOf(XUHUI), Viewer.VISITOR)) {
            assertThat(by.as(other, () -> by.casework.reviewsOf(round))).isEmpty();
        }
        assertThat(by.as(CITY, () -> by.casework.reviewsOf(round)).get(it)).hasSize(2);
        assertThat(by.as(one, () -> by.casework.reviewsOf(round)).get(it)).hasSize(1);
    }

    /** Numbers that cannot be computed are judged by the papers, up to the weight of the item. */
    @Test
    void leaveToTheExpertWhatTheReportDoesNotSay() {
        var it = inReview(by.firm(XUHUI));
        var expert = appointed(it);

        assertThat(card(expert, it).lines()).allMatch(ScoreCard.Line::open);
        by.judge(expert, it, new BigDecimal("77.25"), "按材料评定");

        assertThat(by.as(CITY, () -> by.casework.reviews(it)).getFirst().score())
                .isEqualByComparingTo("77.25");
    }

    private Path with(String before, String after) throws IOException {
        var copy = parent.resolve("pack");
        FileSystemUtils.copyRecursively(SHANGHAI, copy);
        var file = copy.resolve("procedures.yaml");
        var text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));
        return copy;
    }

    /** A pack that changes its sheet changes the rounds that are opened after it. */
    @Test
    void goOnByTheSheetThatTheRoundWasOpenedWith() throws IOException {
        var it = inReview(reporting());
        load(with("zero: \"0万元\", full: \"1500万元\"", "zero: \"0万元\", full: \"600万元\""));
        var later = by.call(SCHEME, null, Map.of());

        assertThat(points(card(CITY, it), "rd-spend")).isEqualByComparingTo("6");
        var fresh =
                Objects.requireNonNull(
                        by.as(CITY, () -> by.rounds.find(later)).orElseThrow().sheet());
        var basis =
                by.as(CITY, () -> by.applications.basis(by.applications.find(it).orElseThrow()));
        assertThat(points(ScoreCard.of(fresh, basis), "rd-spend")).isEqualByComparingTo("15");
        var expert = appointed(it);
        by.run(expert, () -> by.casework.judge(it, FULL, "体系完整"));
        assertThat(by.as(CITY, () -> by.casework.reviews(it)).getFirst().score())
                .isEqualByComparingTo("63.42");
    }

    private static BigDecimal points(ScoreCard card, String item) {
        return card.lines().stream()
                .filter(it -> it.item().key().equals(item))
                .findFirst()
                .orElseThrow()
                .least();
    }

    @Test
    void refuseAPackWithABadSheet() throws IOException {
        var bad = with("weight: 8 }", "weight: 9 }");

        var refused = catchThrowableOfType(Problems.Refused.class, () -> load(bad));

        assertThat(refused.problems().kept())
                .extracting(it -> it.file() + it.field() + " " + it.code())
                .containsExactly("procedures.yaml/procedures/0/sheet/total sheet-total");
    }

    /** Synthetic experts have given points for each item of the sheet. */
    @Test
    void areThereInTheDemonstrationByItem() {
        assertThat(
                        by.count(
                                """
                                select count(*) from cluster.review r join cluster.application a on a.id = r.application
                                where a.synthetic and a.scheme = ? and r.score is not null
                                """,
                                SCHEME))
                .isPositive()
                .isEqualTo(
                        by.count(
                                """
                                select count(*) from cluster.review r join cluster.application a on a.id = r.application
                                where a.synthetic and a.scheme = ? and (select count(*) from jsonb_object_keys(r.points)) = 13
                                """,
                                SCHEME));
    }

    private static final String OPINION =
            """
            { "points": { "strategy": 8, "projects": 7, "cooperation": 5, "awards": 0, "doubts": %s }, "opinion": "体系完整" }
            """;

    /** The same by the programs' way and by the form; the comparison names each item. */
    @Test
    void areGivenByApiAndByFormAndComparedInATable() {
        var it = inReview(reporting());
        var account = account();
        by.run(CITY, () -> by.casework.appoint(it, account.id()));
        var program = Caller.at(port).basic(account.login(), TestAccounts.PASSWORD);
        var address = "/api/v1/applications/" + it;

        assertThat(program.get(address + "/sheet").body().replace(" ", ""))
                .contains("\"key\":\"rd-intensity\"", "\"least\":33.42", "\"coefficient\":0.8");
        var wrong = program.json("POST", address + "/review", key(), OPINION.formatted("10.5"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("points-doubts");
        var right = program.json("POST", address + "/review", key(), OPINION.formatted("1"));
        assertThat(right.statusCode()).isEqualTo(200);

        var form = Caller.at(port);
        form.logIn(account.login(), TestAccounts.PASSWORD);
        var typed =
                Map.of(
                        "points-strategy",
                        "许多",
                        "points-projects",
                        "7",
                        "points-cooperation",
                        "5.5",
                        "points-awards",
                        "0",
                        "points-doubts",
                        "",
                        "opinion",
                        "再看",
                        "key",
                        key());
        var refused = form.post("/applications/%s/review".formatted(it), typed);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("“许多”不是得分", "“5.5”不在 0 到 5 之间", "你的评分：62.42");

        var city = Caller.at(port);
        city.logIn(
                TestAccounts.of(application).open(Role.CITY_OFFICER).login(),
                TestAccounts.PASSWORD);
        var table = city.get("/rounds/%s/comparison/csv".formatted(by.find(it).round())).body();
        assertThat(table).contains("研发经费占营业收入比重（15 分）", "14.25", "62.42", "合格");
        var stranger = Caller.at(port).basic(account().login(), TestAccounts.PASSWORD);
        assertThat(stranger.get(address + "/sheet").statusCode()).isEqualTo(404);
        assertThat(
                        stranger.json("POST", address + "/review", key(), OPINION.formatted("1"))
                                .statusCode())
                .isEqualTo(404);
        var visitor = Caller.at(port);
        assertThat(
                        visitor.get("/rounds/%s/comparison/csv".formatted(by.find(it).round()))
                                .statusCode())
                .isNotEqualTo(200);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    /** Before it applies a firm sees what its numbers come to; others do not. */
    @Test
    void areSeenBeforehandByTheFirmAlone() {
        var firm = reporting();
        var account =
                TestAccounts.of(application)
                        .open(Role.ENTERPRISE, null, Set.of(firm.onlyOrganisation()));
        var own = Caller.at(port);
        own.logIn(account.login(), TestAccounts.PASSWORD);
        var address = "/organisations/%s/sheets/%s".formatted(firm.onlyOrganisation(), SCHEME);

        var page = own.get(address).body();

        assertThat(page).contains("按年报数据已得 33.42 分，最高可到 68.42 分", "再增加 900 万元，可多得 9 分");
        assertThat(own.get("/organisations/%s/ladder".formatted(firm.onlyOrganisation())).body())
                .contains("自评：已得 33.42 分，最高可到 68.42 分");
        var rival = Caller.at(port);
        rival.logIn(
                TestAccounts.of(application)
                        .open(Role.ENTERPRISE, null, Set.of(by.firm(XUHUI).onlyOrganisation()))
                        .login(),
                TestAccounts.PASSWORD);
        assertThat(rival.get(address).statusCode()).isEqualTo(403);
        assertThat(own.get(address.replace(SCHEME, "unicorn")).statusCode()).isEqualTo(404);
    }

    /** What is awarded by a sheet has the band of its total. */
    @Test
    void endWithTheVerdictOfTheirTotal() {
        var it = inReview(reporting());
        for (var expert : List.of(appointed(it), appointed(it))) {
            by.run(expert, () -> by.casework.judge(it, FULL, "体系完整"));
        }
        by.decide(CITY, it, Verdict.PASSED, null);

        assertThat(by.kind(it)).isEqualTo(Step.PANEL);
        assertThat(by.find(it).score()).isEqualByComparingTo("63.42");
    }
}
