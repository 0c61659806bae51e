package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static yanzhen.app.cluster.Applicants.CITY;
import static yanzhen.app.cluster.Applicants.officerOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.cluster.Rounds.Kind;
import yanzhen.app.cluster.Rounds.Opening;
import yanzhen.app.kernel.Period;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** A scheme whose rules have two versions, with a transition from the one to the other. */
@IntegrationTest
class SchemeRulesTests {

    private static final Path SHANGHAI = Path.of("../packs/shanghai-14fyp");
    private static final String KEY = "versioned-scheme";
    private static final String YANGPU = "310110";

    /** First day of the second version, and what its transition says. */
    private record Text(LocalDate change, String transition) {

        String whole() {
            return """
            scheme:
              key: versioned-scheme
              family: versioned-scheme
              level: city
              rank: 1
              name: { zh: 两版类别, en: Scheme of two versions }
              versions:
                - { version: old, name: { zh: 旧版, en: Old rules }, until: "%1$s", validityMonths: 24, cycleMonths: 12, basis: { document: 旧办法, place: 第一条, mark: to-be-confirmed } }
                - version: new
                  name: { zh: 新版, en: New rules }
                  from: "%1$s"
                  validityMonths: 36
                  cycleMonths: 24
                  basis: { document: 新办法, place: 第一条, mark: to-be-confirmed }
                  quotas: { districts: { "310110": 2 }, others: 1, basis: { document: 新办法, place: 第九条, mark: to-be-confirmed } }
                  transition: { %2$s basis: { document: 新办法, place: 第二十条, mark: to-be-confirmed } }
            conditions:
              - { name: { zh: 研发投入, en: R&D spend }, version: old, rule: "rd >= 100万元", basis: { document: 旧办法, place: 第二条, mark: to-be-confirmed } }
              - { name: { zh: 研发投入, en: R&D spend }, version: new, rule: "rd >= 200万元", basis: { document: 新办法, place: 第二条, mark: to-be-confirmed } }
              - { name: { zh: 典型经验, en: A method worth showing }, basis: { document: 旧办法, place: 第三条, mark: to-be-confirmed } }
            grounds:
              - { way: REVOCATION, name: { zh: 停产, en: Production stopped }, version: new, basis: { document: 新办法, place: 第八条, mark: to-be-confirmed } }
            procedures:
              - { version: old, %3$s, steps: [ { step: PANEL, by: CITY, days: 5 }, { step: DECISION, by: CITY, days: 5 } ] }
              - { version: new, %3$s, steps: [ { step: RECOMMENDATION, by: DISTRICT, days: 5 }, { step: REVIEW, by: CITY, days: 5, reviewers: 1 }, { step: DECISION, by: CITY, days: 5 } ], bands: [ { key: pass, name: { zh: 合格, en: Passed }, from: 0 } ] }
            """
                    .formatted(
                            change,
                            transition,
                            "basis: { document: 办法, place: 第四条, mark: to-be-confirmed }, returnDays: 15, answerDays: 10");
        }
    }

    @Autowired ApplicationContext application;
    @Autowired PackLoader loader;
    @Autowired Conditions conditions;
    @Autowired Formations formations;
    @Autowired JdbcClient jdbc;
    @TempDir Path parent;
    private Applicants by;

    @BeforeEach
    void open() throws IOException {
        by = Applicants.of(application);
        FileSystemUtils.copyRecursively(SHANGHAI, parent.resolve("pack"));
    }

    @AfterEach
    void loadTheOriginal() {
        load(SHANGHAI);
    }

    private void load(Path pack) {
        Viewers.doAs(Viewer.SYSTEM, () -> loader.load(Pack.at(pack, true)));
    }

    private void load(LocalDate change, String transition) {
        load(new Text(change, transition).whole());
    }

    private void load(String text) {
        try {
            Files.writeString(parent.resolve("pack/schemes/versioned-scheme.yaml"), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        load(parent.resolve("pack"));
    }

    private UUID round(Kind kind, LocalDate opens) {
        var dueBy = kind == Kind.EVALUATION ? by.today().plusYears(9) : null;
        var opening =
                new Opening(KEY, kind, "批次", opens, opens.plusDays(30), null, Map.of(), dueBy);
        return by.as(CITY, () -> by.rounds.open(opening));
    }

    private String versionOf(Kind kind, LocalDate opens) {
        return by.as(CITY, () -> by.rounds.find(round(kind, opens)).orElseThrow().version().key());
    }

    private UUID granted(Viewer firm, LocalDate from, LocalDate until) {
        var period = new Period(from, until);
        return by.as(CITY, () -> by.register.grant(firm.onlyOrganisation(), KEY, period, "某通知"));
    }

    private Register.Held held(Viewer firm) {
        return by.as(firm, () -> by.register.history(firm.onlyOrganisation(), by.now())).getFirst();
    }

    /** From the change on the new ones; a version that is no more in force opens nothing new. */
    @Test
    void applyToWhatOpensInTheirTime() {
        var today = by.today();
        load(today, "");

        assertThat(versionOf(Kind.RECOGNITION, today.minusDays(1))).isEqualTo("old");
        assertThat(versionOf(Kind.RECOGNITION, today)).isEqualTo("new");
        var old = by.as(CITY, () -> by.rounds.find(round(Kind.RECOGNITION, today.minusDays(1))));
        assertThat(old.orElseThrow().procedure().stages()).hasSize(2);
        assertThat(old.orElseThrow().version().validityMonths()).isEqualTo(24);
    }

    @Test
    void stayThoseBeforeWhereTheTransitionSaysSo() {
        var today = by.today();
        load(
                today,
                "callsUntil: \"%s\", evaluationsUntil: \"%s\","
                        .formatted(today.plusDays(10), today.plusDays(20)));
        granted(by.firm(YANGPU), today, today.plusMonths(36));

        assertThat(versionOf(Kind.RECOGNITION, today.plusDays(9))).isEqualTo("old");
        assertThat(versionOf(Kind.RECOGNITION, today.plusDays(10))).isEqualTo("new");
        assertThat(versionOf(Kind.EVALUATION, today.plusDays(19))).isEqualTo("old");
    }

    @Test
    void areMissedWhereNoneIsInForce() {
        var text = new Text(by.today(), "").whole();
        load(
                text.replace(
                        "from: \"",
                        "until: \"%s\"\n      from: \"".formatted(by.today().plusDays(5))));

        assertThatThrownBy(() -> round(Kind.RECOGNITION, by.today().plusDays(5)))
                .isInstanceOf(Rounds.NoRules.class);
        assertThat(versionOf(Kind.RECOGNITION, by.today().plusDays(4))).isEqualTo("new");
    }

    /** What is granted lasts as its round says, and not as the rules that stand meanwhile. */
    @Test
    void areKeptByARoundToItsEnd() {
        load(by.today().plusDays(1), "");
        var firm = by.firm(YANGPU);
        var round = by.call(KEY, null, Map.of());
        var it = by.submitted(round, firm);
        load(by.today().minusDays(1), "");

        by.pass(CITY, it);
        by.decide(CITY, it, Verdict.PASSED, by.award());

        assertThat(held(firm).valid().until()).isEqualTo(by.today().plusMonths(24));
    }

    /** By the load, once, with its reason and an audit record; what ends before is left alone. */
    @Test
    void endWhatWasGrantedBeforeOnTheDayOfTheTransition() {
        var today = by.today();
        load(today.plusDays(1), "");
        var late = by.firm(YANGPU);
        var early = by.firm(YANGPU);
        var after = by.firm(YANGPU);
        granted(late, today.minusYears(1), today.plusYears(1));
        granted(early, today.minusYears(1), today.plusMonths(2));
        granted(after, today.plusDays(1), today.plusYears(2));
        var end = today.plusMonths(6);

        load(today.plusDays(1), "heldUntil: \"%s\",".formatted(end));

        assertThat(held(late).valid().until()).isEqualTo(end);
        assertThat(held(late).ending()).isEqualTo(Register.Ending.TRANSITION);
        assertThat(held(late).reason()).isEqualTo("新办法 第二十条");
        assertThat(held(early).valid().until()).isEqualTo(today.plusMonths(2));
        assertThat(held(after).valid().until()).isEqualTo(today.plusYears(2));
        assertThat(records(late)).isEqualTo(1);
        assertThat(records(early)).isZero();

        load(SHANGHAI);
        load(today.plusDays(1), "heldUntil: \"%s\", cycleAnew: true,".formatted(end));
        assertThat(records(late)).isEqualTo(1);
    }

    /** Passed on after the change, but granted before: the transition counts from the first one. */
    @Test
    void endWhatContinuesSomethingGrantedBefore() {
        var today = by.today();
        load(today.minusMonths(1), "");
        var firm = by.firm(YANGPU);
        var heir = by.firm(YANGPU);
        var fresh = by.firm(YANGPU);
        var old = granted(firm, today.minusYears(1), today.plusYears(2));
        granted(fresh, today, today.plusYears(2));
        by.run(
                CITY,
                () -> {
                    var next = by.register.passOn(old, heir.onlyOrganisation(), today, "某通知", "合并");
                    jdbc.sql(
                                    """
                                    with a as (
                                        insert into cluster.adjustment
                                            (organisation, district, kind, state, rule, filed_by_name, filed_at)
                                        values (?, ?, 'SUCCESSION', 'UNDER_WAY', '{}', '试', now()) returning id)
                                    insert into cluster.succession (successor, predecessor, adjustment, recorded_at)
                                    select ?, ?, a.id, now() from a
                                    """)
                            .params(firm.onlyOrganisation(), YANGPU, next, old)
                            .update();
                });

        load(today.minusMonths(1), "heldUntil: \"%s\",".formatted(today.plusMonths(6)));

        assertThat(held(heir).valid()).isEqualTo(new Period(today, today.plusMonths(6)));
        assertThat(held(heir).ending()).isEqualTo(Register.Ending.TRANSITION);
        assertThat(held(fresh).valid().until()).isEqualTo(today.plusYears(2));
        assertThat(held(fresh).ending()).isNull();
    }

    /**
     * Synthetic recognitions of the same load too: with reason and record, not silently shorter.
     */
    @Test
    void endSyntheticRecognitionsOfTheSameLoad() throws IOException {
        var today = by.today();
        var file = parent.resolve("pack/demo/recognitions.csv");
        var text = Files.readString(file);
        var code = text.lines().skip(1).findFirst().orElseThrow().split(",", 2)[0];
        var head = text.lines().findFirst().orElseThrow().split(",", -1);
        var cells = new java.util.HashMap<String, String>();
        cells.put("code", code);
        cells.put("scheme", KEY);
        cells.put("from", today.minusYears(1).toString());
        cells.put("until", today.plusYears(1).toString());
        var row =
                java.util.Arrays.stream(head)
                        .map(it -> cells.getOrDefault(it, ""))
                        .collect(java.util.stream.Collectors.joining(","));
        Files.writeString(file, text.stripTrailing() + "\n" + row + "\n");
        var end = today.plusMonths(6);

        load(today.plusDays(1), "heldUntil: \"%s\",".formatted(end));

        var ended =
                by.as(
                        CITY,
                        () ->
                                jdbc.sql(
                                                """
                                                select upper(valid)::text || ' ' || ended from cluster.recognition r
                                                join cluster.organisation o on o.id = r.organisation
                                                where o.code = ? and r.scheme = ? and upper_inf(r.known)
                                                """)
                                        .params(code, KEY)
                                        .query(String.class)
                                        .single());
        assertThat(ended).isEqualTo(end + " TRANSITION");
    }

    private long records(Viewer firm) {
        return by.as(
                Viewer.SYSTEM,
                () ->
                        jdbc.sql(
                                        """
                                        select count(*) from evidence.audit
                                        where action = 'cluster.transition' and subject = ?
                                        """)
                                .param(firm.onlyOrganisation().toString())
                                .query(Long.class)
                                .single());
    }

    /** Nobody writes a longer one afterwards, and an award is cut to the day. */
    @Test
    void limitWhatIsGrantedMeanwhile() {
        var today = by.today();
        var end = today.plusMonths(6);
        load(today.plusMonths(1), "heldUntil: \"%s\",".formatted(end));
        var typed = by.firm(YANGPU);

        assertThatThrownBy(() -> granted(typed, today, end.plusDays(1)))
                .isInstanceOf(Register.BeyondTransition.class)
                .hasMessageContaining(end.toString());
        granted(typed, today, end);

        var firm = by.firm(YANGPU);
        var it = by.submitted(by.call(KEY, null, Map.of()), firm);
        by.pass(CITY, it);
        by.decide(CITY, it, Verdict.PASSED, by.award());
        assertThat(held(firm).valid().until()).isEqualTo(end);
    }

    /** The database and the formation count the same days, whenever something was granted. */
    @Test
    void giveOneDayOfEvaluationWhoeverAsks() {
        var today = by.today();
        var random = new Random(20261129);
        for (var anew : List.of("", "cycleAnew: true,")) {
            load(today.minusMonths(3), anew);
            var rules = by.as(CITY, () -> conditions.versions(KEY)).orElseThrow();
            for (int each = 0; each < 12; each++) {
                var from = today.minusMonths(1 + random.nextInt(30)).minusDays(random.nextInt(28));
                var firm = by.firm(YANGPU);
                granted(firm, from, from.plusYears(9));
                var cycle = rules.cycle(from, today);
                assertThat(cycle).isNotNull();
                var day = from.plusMonths(cycle == null ? 0 : cycle);

                var due = by.as(CITY, () -> by.rounds.due(KEY, LocalDate.of(2999, 1, 1)));

                assertThat(due)
                        .filteredOn(it -> it.organisation().equals(firm.onlyOrganisation()))
                        .extracting(Rounds.Due::due)
                        .containsExactly(day);
                var quarter = Quarter.of(today);
                var surveyed = by.as(CITY, () -> formations.survey()).due();
                assertThat(surveyed)
                        .filteredOn(it -> it.organisation().equals(firm.onlyOrganisation()))
                        .filteredOn(it -> it.day().equals(day))
                        .hasSize(quarter.covers(day) ? 1 : 0);
            }
        }
    }

    /** Asked of one or of all, in SQL or here: one answer, on every day around each change. */
    @Test
    void standAlikeWhoeverAsks() {
        var change = by.today().minusMonths(3);
        load(
                new Text(change, "")
                        .whole()
                        .replace(
                                "from: \"",
                                "until: \"%s\"\n      from: \"".formatted(by.today().plusDays(5))));
        var rules = by.as(CITY, () -> conditions.versions(KEY)).orElseThrow();
        for (var day :
                List.of(
                        LocalDate.of(1990, 1, 1),
                        change.minusDays(1),
                        change,
                        by.today().plusDays(4),
                        by.today().plusDays(5))) {
            var one =
                    by.as(
                            CITY,
                            () ->
                                    jdbc.sql("select cluster.version_on(?, ?::date)")
                                            .params(KEY, day)
                                            .query(String.class)
                                            .single());
            assertThat(one).isEqualTo(rules.standing(day).key());
        }
        assertThat(by.as(CITY, () -> conditions.all()).get(KEY))
                .isEqualTo(by.as(CITY, () -> conditions.of(KEY, rules.standing(by.today()).key())));
        assertThat(by.as(CITY, () -> by.rounds.procedures()).get(KEY))
                .isEqualTo(
                        by.as(
                                        CITY,
                                        () ->
                                                by.rounds.procedure(
                                                        KEY, rules.standing(by.today()).key()))
                                .orElseThrow());
    }

    @Test
    void haveTheirOwnConditionsGroundsAndQuotas() {
        load(by.today().plusDays(1), "");

        var old = by.as(CITY, () -> conditions.of(KEY));
        var next = by.as(CITY, () -> conditions.of(KEY, "new"));
        assertThat(old).hasSize(2);
        assertThat(next).hasSize(2);
        assertThat(old.getFirst().rule()).isNotEqualTo(next.getFirst().rule());
        assertThat(by.as(CITY, () -> conditions.all()).get(KEY)).isEqualTo(old);
        assertThat(by.as(CITY, () -> conditions.grounds()))
                .noneMatch(it -> it.scheme().equals(KEY));
        assertThat(by.as(CITY, () -> conditions.grounds(KEY, "new"))).hasSize(1);
        var quotas =
                by.as(CITY, () -> conditions.versions(KEY))
                        .orElseThrow()
                        .find("new")
                        .orElseThrow()
                        .quotas();
        assertThat(quotas).isNotNull();
        assertThat(quotas == null ? null : quotas.others()).isEqualTo(1);
    }

    /** Everything that is wrong is said at once, with its place. */
    @Test
    void areRefusedWithAllThatIsWrong() {
        var today = by.today();
        var text =
                new Text(today, "heldUntil: \"%s\",".formatted(today.minusDays(1)))
                        .whole()
                        .replace("until: \"%s\", validity".formatted(today), "validity")
                        .replace("  rank: 1\n", "  rank: 1\n  cycleMonths: 12\n")
                        .replace("\"310110\": 2", "\"999999\": 2")
                        .replace("第八条", "第八条")
                        .replace(
                                "version: new, basis: { document: 新办法, place: 第八条",
                                "version: newer, basis: { document: 新办法, place: 第八条")
                        .replace("- { version: new, basis", "- { version: old, basis");

        var refused = catchThrowableOfType(Problems.Refused.class, () -> load(text));

        assertThat(refused.problems().kept())
                .extracting(Problem::code)
                .containsExactlyInAnyOrder(
                        "terms-of-versions",
                        "version-order",
                        "transition-before",
                        "unknown-reference",
                        "unknown-reference",
                        "duplicate");
        assertThat(refused.problems().kept())
                .extracting(Problem::file)
                .containsOnly("schemes/versioned-scheme.yaml");
    }

    /** An officer of a district finds nothing of it to write. */
    @Test
    void areNotOpenedByADistrict() {
        load(by.today(), "");
        var opening =
                new Opening(
                        KEY,
                        Kind.RECOGNITION,
                        "批次",
                        by.today(),
                        by.today().plusDays(3),
                        null,
                        Map.of(),
                        null);

        assertThatThrownBy(() -> by.as(officerOf(YANGPU), () -> by.rounds.open(opening)))
                .isInstanceOf(yanzhen.app.access.Forbidden.class);
    }
}
