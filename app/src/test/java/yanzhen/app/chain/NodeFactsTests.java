package yanzhen.app.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.NodeFact.Kind;
import yanzhen.app.chain.NodeFact.Statement;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

@IntegrationTest
class NodeFactsTests {

    private static final LocalDate DAY = LocalDate.of(2025, 6, 30);

    @Autowired PackLoader loader;
    @Autowired ChainTables tables;
    @Autowired Atlas atlas;
    @Autowired NodeFacts facts;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired Clock clock;

    private final Viewer officer = SmallChain.officer();
    private String key = "";
    private UUID ore = new UUID(0, 0);

    @BeforeEach
    void makeAChain() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), true)));
        key = SmallChain.unique();
        asOfficer(() ->
                tables.store(tables.keep(SmallChain.draft(key)), new ChainTables.How(false, null)));
        ore = asOfficer(() -> atlas.map(key).orElseThrow()).nodes().getFirst().id();
    }

    @Test
    void keepWhoAnswersAndWhenItGoesStale() {
        asOfficer(() -> facts.state(ore, said(Kind.FOREIGN_DEPENDENCE, "62.5", DAY, null)));

        var fact = asOfficer(() -> facts.history(ore)).getFirst();
        assertThat(fact.statement()).isEqualTo(said(Kind.FOREIGN_DEPENDENCE, "62.5", DAY, null));
        assertThat(fact.staleAfter()).isEqualTo(DAY.plusMonths(24));
        assertThat(fact.recordedBy()).isEqualTo("测试");
        assertThat(fact.present()).isTrue();
    }

    @Test
    void takeSeveralCodesButOneReadinessForADay() {
        asOfficer(() -> facts.state(ore, said(Kind.CUSTOMS_CODE, "381800", DAY, null)));
        asOfficer(() -> facts.state(ore, said(Kind.CUSTOMS_CODE, "370790", DAY, null)));
        asOfficer(() -> facts.state(ore, said(Kind.READINESS, "5", DAY, DAY.plusYears(1))));
        asOfficer(() -> facts.state(ore, said(Kind.READINESS, "6", DAY.plusYears(1), null)));

        assertThat(asOfficer(() -> facts.history(ore))).hasSize(4);
        assertThatThrownBy(() ->
                        asOfficer(() ->
                                facts.state(
                                        ore, said(Kind.READINESS, "9", DAY.plusYears(2), null))))
                .isInstanceOf(NodeFacts.Overlapping.class);
    }

    @Test
    void answerAsKnownBeforeACorrection() {
        var first = asOfficer(() -> facts.state(ore, said(Kind.READINESS, "5", DAY, null)));
        var between = clock.instant();
        var second =
                asOfficer(() -> facts.correct(first, said(Kind.READINESS, "6", DAY, null), "复核"));

        assertThat(asOfficer(() -> facts.of(ore, between)))
                .extracting(it -> it.statement().value())
                .containsExactly("5");
        assertThat(asOfficer(() -> facts.of(ore, clock.instant())))
                .extracting(NodeFact::id)
                .containsExactly(second);
        var reason =
                Viewers.doAs(
                        Viewer.SYSTEM,
                        () ->
                                transaction.execute(_ ->
                                        jdbc.sql(
                                                        "select reason from evidence.audit where action = 'chain.fact.correct' and subject = ?")
                                                .param(second.toString())
                                                .query(String.class)
                                                .single()));
        assertThat(reason).isEqualTo("复核");
    }

    /** Stated, corrected, withdrawn: the diagnosis follows each time, and says why. */
    @Test
    void turnTheDiagnosisOfTheirNode() {
        var first =
                asOfficer(() -> facts.state(ore, said(Kind.FOREIGN_DEPENDENCE, "70", DAY, null)));
        assertThat(found()).contains("foreign-dependence WEAK");

        var second =
                asOfficer(() ->
                        facts.correct(
                                first, said(Kind.FOREIGN_DEPENDENCE, "69.99", DAY, null), "复核"));
        assertThat(found()).contains("foreign-dependence WATCH");

        asOfficer(() -> {
            facts.withdraw(second, "来源撤回");
            return true;
        });
        assertThat(found()).noneMatch(it -> it.startsWith("foreign-dependence"));
    }

    /** What was taken for a number of patents turns out to be a readiness. */
    @Test
    void turnTheDiagnosisWhenACorrectionMakesItCount() {
        var first = asOfficer(() -> facts.state(ore, said(Kind.PATENTS, "3", DAY, null)));
        assertThat(found()).noneMatch(it -> it.startsWith("readiness"));

        var second =
                asOfficer(() -> facts.correct(first, said(Kind.READINESS, "3", DAY, null), "填错"));
        assertThat(found()).contains("readiness WEAK");

        asOfficer(() -> facts.correct(second, said(Kind.PATENTS, "3", DAY, null), "没有填错"));
        assertThat(found()).noneMatch(it -> it.startsWith("readiness"));
    }

    private java.util.List<String> found() {
        return asOfficer(() -> {
            var run = atlas.map(key).orElseThrow().run();
            return atlas.findings(run.id(), ore).stream()
                    .map(it -> it.rule() + " " + it.severity())
                    .toList();
        });
    }

    @Test
    void refuseToCorrectWhatSomebodyElseHasCorrected() {
        var first = asOfficer(() -> facts.state(ore, said(Kind.PATENTS, "12", DAY, null)));
        asOfficer(() -> facts.correct(first, said(Kind.PATENTS, "13", DAY, null), "复核"));

        assertThatThrownBy(() ->
                        Viewers.doAs(
                                officer,
                                () -> {
                                    facts.withdraw(first, "重复");
                                    return 0;
                                }))
                .isInstanceOf(NodeFacts.Superseded.class);
    }

    @Test
    void comeWithThePackAndStayWhenItIsLoadedAgain() {
        var map = asOfficer(() -> atlas.map("integrated-circuits").orElseThrow());
        var wafer =
                map.nodes().stream()
                        .filter(it -> it.key().equals("silicon-wafer"))
                        .findFirst()
                        .orElseThrow();

        assertThat(asOfficer(() -> facts.of(wafer.id(), clock.instant())))
                .extracting(it -> it.statement().value())
                .containsExactly("381800", "C3985");
    }

    private static Statement said(
            Kind kind, String value, LocalDate from, @Nullable LocalDate until) {
        return new Statement(
                kind,
                value,
                null,
                new Bilingual("测试组", "Testers"),
                new SourceNote("调研", null, DAY, Confidence.GENERAL_KNOWLEDGE),
                from,
                until);
    }

    private <T> T asOfficer(Supplier<T> work) {
        return Viewers.doAs(officer, work);
    }
}
