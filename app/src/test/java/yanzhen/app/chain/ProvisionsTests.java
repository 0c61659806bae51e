package yanzhen.app.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Fact.End;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.Provision.Statement;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

@IntegrationTest
class ProvisionsTests {

    @Autowired PackLoader loader;
    @Autowired Provisions provisions;
    @Autowired ChainTables tables;
    @Autowired Atlas atlas;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired Clock clock;

    private String chain = "";
    private UUID node = new UUID(0, 0);

    @BeforeEach
    void aChainOfOneNode() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), true)));
        chain = SmallChain.unique();
        var officer = SmallChain.officer();
        as(
                officer,
                () ->
                        tables.store(
                                tables.keep(SmallChain.draft(chain)),
                                new ChainTables.How(false, null)));
        node = as(officer, () -> atlas.map(chain).orElseThrow().nodes().getFirst().id());
    }

    @Test
    void judgesTheNodeAnewWithEachFact() {
        assertThat(state()).isEqualTo(State.UNKNOWN);

        var only = asOfficer(() -> provisions.state(node, said("甲", "JP", "100")));
        assertThat(state()).isEqualTo(State.WEAK);

        // 40 % abroad, then 20 % each at home: HHI 2000 and 2400 are sound, 1600 + 3 · 400 = 2800
        // is to be watched from 2500 on.
        asOfficer(() -> provisions.correct(only, said("甲", "JP", "40"), "口径有误"));
        for (var name : List.of("乙", "丙", "丁")) {
            asOfficer(() -> provisions.state(node, said(name, "CN", "20")));
        }
        assertThat(state()).isEqualTo(State.WATCH);
        assertThat(asOfficer(() -> atlas.turns(node, 9)))
                .extracting(Atlas.Turn::after)
                .containsExactly(State.WATCH, State.SOUND, State.WEAK, State.UNKNOWN);
    }

    @Test
    void keepsWhatWasKnownBeforeACorrection() {
        var first = asOfficer(() -> provisions.state(node, said("甲", "JP", "80")));
        var before = clock.instant();
        var second = asOfficer(() -> provisions.correct(first, said("甲", "JP", "60"), "年报更新"));

        assertThat(asOfficer(() -> provisions.of(node, before)))
                .singleElement()
                .satisfies(it -> assertThat(it.statement().share()).isEqualByComparingTo("80"));
        assertThat(asOfficer(() -> provisions.of(node, clock.instant())))
                .extracting(Provision::id)
                .containsExactly(second);
        assertThat(asOfficer(() -> provisions.history(node)))
                .filteredOn(it -> it.id().equals(first))
                .singleElement()
                .satisfies(it ->
                        assertThat(it.end())
                                .isInstanceOfSatisfying(
                                        End.class,
                                        end -> {
                                            assertThat(end.kind()).isEqualTo(End.Kind.CORRECTED);
                                            assertThat(end.by()).isEqualTo("测试");
                                            assertThat(end.reason()).isEqualTo("年报更新");
                                        }));
    }

    @Test
    void refusesASecondCorrectionOfTheSameFactAndASecondFactOnTheSameSupplier() {
        var first = asOfficer(() -> provisions.state(node, said("甲", "JP", "80")));
        asOfficer(() -> provisions.correct(first, said("甲", "JP", "60"), "更新"));

        assertThatThrownBy(() ->
                        asOfficer(() -> provisions.correct(first, said("甲", "JP", "50"), "又更新")))
                .isInstanceOf(Provisions.Superseded.class);
        assertThatThrownBy(() -> asOfficer(() -> provisions.state(node, said("甲", "JP", "10"))))
                .isInstanceOf(Provisions.Doubled.class);
        assertThat(asOfficer(() -> provisions.of(node, clock.instant()))).hasSize(1);
    }

    @Test
    void leavesNoFactButItsHistoryAfterAWithdrawal() {
        var fact = asOfficer(() -> provisions.state(node, said("甲", "JP", "100")));
        asOfficer(() -> {
            provisions.withdraw(fact, "已停产");
            return true;
        });

        assertThat(asOfficer(() -> provisions.of(node, clock.instant()))).isEmpty();
        assertThat(asOfficer(() -> provisions.history(node))).hasSize(1);
        assertThat(state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void leavesAnAuditRecordWithTheReason() {
        var fact = asOfficer(() -> provisions.state(node, said("甲", "JP", "80")));
        var newer = asOfficer(() -> provisions.correct(fact, said("甲", "JP", "60"), "年报更新"));

        var reason =
                Viewers.doAs(
                        Viewer.SYSTEM,
                        () ->
                                transaction.execute(_ ->
                                        jdbc.sql(
                                                        "select reason from evidence.audit where action = 'chain.provision.correct' and subject = ?")
                                                .param(newer.toString())
                                                .query(String.class)
                                                .single()));
        assertThat(reason).isEqualTo("年报更新");
    }

    /**
     * A run reads the whole chain, so the second of two changes waits and counts the first one's.
     */
    @Test
    void judgesByBothOfTwoFactsStatedAtOnce() throws Exception {
        var other = asOfficer(() -> atlas.map(chain).orElseThrow().nodes().getLast().id());
        var second = new CompletableFuture<UUID>();
        asOfficer(() ->
                transaction.execute(_ -> {
                    var first = provisions.state(node, said("甲", "JP", "100"));
                    Thread.startVirtualThread(() ->
                            second.completeAsync(
                                    () ->
                                            asOfficer(() ->
                                                    provisions.state(
                                                            other, said("乙", "JP", "100"))),
                                    Runnable::run));
                    assertThat(second)
                            .as("waits while the first is not stored")
                            .failsWithin(Duration.ofMillis(700))
                            .withThrowableOfType(TimeoutException.class);
                    return first;
                }));
        second.get(20, TimeUnit.SECONDS);

        assertThat(asOfficer(() -> atlas.map(chain).orElseThrow().nodes()))
                .extracting(Atlas.Node::state)
                .containsExactly(State.WEAK, State.WEAK);
    }

    /** The second wall: the database itself, whatever the pages check. */
    @Test
    void letsNobodyButThoseWhoKeepChainsWriteFacts() {
        for (var role : List.of(Role.ENTERPRISE, Role.DISTRICT_OFFICER, Role.AUDITOR)) {
            var viewer = new Viewer(UUID.randomUUID(), "外人", role, Set.of(), null);
            assertThatThrownBy(() -> as(viewer, () -> provisions.state(node, said("甲", "JP", "1"))))
                    .as(role.name())
                    .isInstanceOf(DataAccessException.class);
        }
        var taskForce = new Viewer(UUID.randomUUID(), "专班", Role.CHAIN_TASK_FORCE, Set.of(), null);
        assertThat(as(taskForce, () -> provisions.state(node, said("甲", "JP", "1")))).isNotNull();
    }

    private State state() {
        return asOfficer(() -> atlas.map(chain).orElseThrow().node(node).orElseThrow().state());
    }

    private Statement said(String provider, String country, @Nullable String share) {
        return new Statement(
                null,
                new Bilingual(provider + "（演示）", provider + " (demo)"),
                country,
                share == null ? null : new BigDecimal(share),
                new SourceNote(
                        "测试", null, LocalDate.now(clock).minusDays(1), Confidence.SYNTHETIC));
    }

    private <T> T asOfficer(Supplier<T> work) {
        return as(SmallChain.officer(), work);
    }

    private static <T> T as(Viewer viewer, Supplier<T> work) {
        return Viewers.doAs(viewer, work);
    }
}
