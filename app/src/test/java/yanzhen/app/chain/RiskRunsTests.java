package yanzhen.app.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.RiskRuns.State;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

@IntegrationTest
class RiskRunsTests {

    private static final String WAFER = "integrated-circuits/silicon-wafer";

    @Autowired PackLoader loader;
    @Autowired SupplyNetworks networks;
    @Autowired RiskRuns risks;
    @Autowired CascadeRules.Book book;
    @Autowired SystemicRiskOf systemicRisk;
    @Autowired Atlas atlas;
    @Autowired ChainTables tables;
    @Autowired Runs runs;
    @Autowired Clock clock;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;

    private final Viewer officer = SmallChain.officer();
    private double mine = 60;

    @BeforeEach
    void load() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("..", "packs", "shanghai-14fyp"), true)));
    }

    /** Content of its own, so that no other test has asked for it: the mine sells otherwise. */
    private UUID network() {
        mine = 60 + Math.abs(UUID.randomUUID().hashCode() % 1_000_000) / 1000.0;
        return asOfficer(() ->
                networks.store(
                        networks.keep(TinyNetwork.draft(TinyNetwork.unique(), mine, WAFER))));
    }

    /**
     * By hand, with all inputs essential and nobody standing in: the mill's stop takes mine, quarry
     * and shop with it: all but the spare 20.
     */
    @Test
    void rankEveryFirmByWhatItsStopCosts() {
        var network = network();
        var run = asOfficer(() -> risks.begin(network, TinyNetwork.STRICT));
        done(run);

        var ranking = asOfficer(() -> risks.ranking(run));

        double all = mine + 20 + 100 + 20;
        var mill = ranking.stream().filter(it -> it.firm().id().equals("mill")).findFirst();
        assertThat(mill.orElseThrow().index()).isCloseTo((all - 20) / all, within(1e-9));
        assertThat(mill.orElseThrow().down()).isCloseTo(100 / all, within(1e-9));
        assertThat(ranking).hasSize(6);
        assertThat(ranking)
                .isSortedAccordingTo((one, other) -> Double.compare(other.index(), one.index()));
        // The same question again is the same run.
        assertThat(asOfficer(() -> risks.begin(network, TinyNetwork.STRICT))).isEqualTo(run);
    }

    /** A run with the usual settings makes the chains of the makers' nodes be diagnosed anew. */
    @Test
    void tellNodesTheIndexOfTheirMakersAndNothingOfOthers() {
        var key = SmallChain.unique();
        asOfficer(() ->
                tables.store(tables.keep(SmallChain.draft(key)), new ChainTables.How(false, null)));
        var map = asOfficer(() -> atlas.map(key).orElseThrow());
        var ore = node(map, "ore");
        var none = node(map, "wire");
        var network =
                asOfficer(() ->
                        networks.store(
                                networks.keep(
                                        TinyNetwork.draft(
                                                TinyNetwork.unique(), 600, key + "/ore"))));
        var strict = asOfficer(() -> risks.begin(network, TinyNetwork.STRICT));
        done(strict);
        assertThat(systemicRisk.nodes(List.of(ore, none), clock.instant())).isEmpty();

        var run = asOfficer(() -> risks.begin(network, book.inForce().usual()));
        done(run);

        var makers =
                asOfficer(() -> risks.ranking(run)).stream()
                        .filter(it -> it.firm().nodes().contains(key + "/ore"))
                        .mapToDouble(RiskRuns.FirmRisk::index)
                        .toArray();
        double highest = Math.max(makers[0], makers[1]);
        var risk = systemicRisk.nodes(List.of(ore, none), clock.instant());
        assertThat(risk).containsOnlyKeys(ore);
        assertThat(risk.get(ore))
                .satisfies(it -> {
                    assertThat(it.run()).isEqualTo(run);
                    assertThat(it.makers()).isEqualTo(2);
                    assertThat(it.highest()).isEqualTo(highest);
                    assertThat(it.sum()).isCloseTo(makers[0] + makers[1], within(1e-12));
                    assertThat(it.percent())
                            .isEqualByComparingTo(String.valueOf(Math.round(highest * 100)));
                    assertThat(it.synthetic()).isTrue();
                });
        assertThat(systemicRisk.nodes(List.of(ore), map.run().knownAt())).isEmpty();

        var anew = asOfficer(() -> runs.of(key, 0, 10));
        assertThat(anew).hasSize(2);
        assertThat(asOfficer(() -> atlas.findings(anew.getFirst().id(), ore)))
                .extracting(Finding::rule)
                .contains("systemic-risk");
        assertThat(asOfficer(() -> runs.again(anew.getFirst().id())).orElseThrow().same()).isTrue();
        assertThat(asOfficer(() -> runs.again(anew.getLast().id())).orElseThrow().same()).isTrue();
    }

    private static UUID node(Atlas.Map map, String key) {
        return map.nodes().stream()
                .filter(it -> it.key().equals(key))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** What a restart leaves behind: a row at work of which nobody gives a sign. */
    @Test
    void showASilentRunAsInterruptedAndBeginItAnew() {
        var network = network();
        var run = left(network, Duration.ofMinutes(5));

        assertThat(state(run)).isEqualTo(State.INTERRUPTED);
        var anew = asOfficer(() -> risks.begin(network, TinyNetwork.STRICT));

        assertThat(anew).isNotEqualTo(run);
        done(anew);
        assertThat(state(run)).isEqualTo(State.INTERRUPTED);
    }

    @Test
    void cancelWhatIsAtWorkAndNothingElse() {
        var network = network();
        var run = left(network, Duration.ZERO);
        assertThat(asOfficer(() -> risks.begin(network, TinyNetwork.STRICT))).isEqualTo(run);

        asOfficer(() -> {
            risks.cancel(run);
            return true;
        });

        assertThat(state(run)).isEqualTo(State.CANCELLED);
        assertThatThrownBy(() ->
                        asOfficer(() -> {
                            risks.cancel(run);
                            return true;
                        }))
                .isInstanceOf(RiskRuns.Over.class);
        var anew = asOfficer(() -> risks.begin(network, TinyNetwork.STRICT));
        done(anew);
        assertThat(asOfficer(() -> risks.ranking(run))).isEmpty();
    }

    /** One run at a time: had the first not ended, the second would wait for minutes. */
    @Test
    void stopTheThreadsOfACancelledRunSoThatTheNextComesOn() {
        var ring =
                asOfficer(() ->
                        networks.store(
                                networks.keep(TinyNetwork.ring(TinyNetwork.unique(), 4_000))));
        var run = asOfficer(() -> risks.begin(ring, TinyNetwork.STRICT));
        var network = network();
        var next = asOfficer(() -> risks.begin(network, TinyNetwork.STRICT));
        comes(run, State.RUNNING);
        assertThat(state(next)).isEqualTo(State.WAITING);

        asOfficer(() -> {
            risks.cancel(run);
            return true;
        });

        done(next);
        assertThat(state(run)).isEqualTo(State.CANCELLED);
        assertThat(asOfficer(() -> risks.ranking(run))).isEmpty();
    }

    /** A run as another process would have it, last heard of so long ago. */
    private UUID left(UUID network, Duration ago) {
        var done = asOfficer(() -> risks.begin(network, TinyNetwork.STRICT));
        done(done);
        return asOfficer(() ->
                Objects.requireNonNull(
                        transaction.execute(_ -> {
                            jdbc.sql(
                                            "update chain.risk_run set state = 'INTERRUPTED', indices = null where id = ?")
                                    .param(done)
                                    .update();
                            return jdbc.sql(
                                            """
                                            insert into chain.risk_run
                                                (network, question, reading, state, done, total, begun_at, beat_at)
                                            select network, question, reading, 'RUNNING', 2, total,
                                                   now() - make_interval(secs => ?), now() - make_interval(secs => ?)
                                            from chain.risk_run where id = ? returning id
                                            """)
                                    .params(ago.toSeconds(), ago.toSeconds(), done)
                                    .query((row, _) -> row.getObject(1, UUID.class))
                                    .single();
                        })));
    }

    private State state(UUID run) {
        return asOfficer(() -> risks.find(run).orElseThrow()).state();
    }

    private void done(UUID run) {
        comes(run, State.DONE);
    }

    private void comes(UUID run, State awaited) {
        TinyNetwork.until(() -> state(run) == awaited);
    }

    private <T> T asOfficer(Supplier<T> work) {
        return Viewers.doAs(officer, work);
    }
}
