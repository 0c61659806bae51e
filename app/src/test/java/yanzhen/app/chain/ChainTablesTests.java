package yanzhen.app.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.ChainDraft.EdgeRow;
import yanzhen.app.chain.ChainDraft.NodeRow;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

@IntegrationTest
class ChainTablesTests {

    @Autowired PackLoader loader;
    @Autowired ChainTables tables;
    @Autowired Atlas atlas;

    private final Viewer officer = SmallChain.officer();
    private final String key = SmallChain.unique();

    @BeforeEach
    void load() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), true)));
    }

    /** The law of this module: what went out may come in again and changes nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"integrated-circuits", "civil-aircraft"})
    void changeNothingWhenAnExportComesInAgain(String chain) {
        var out = asOfficer(() -> tables.export(chain).orElseThrow());

        var draft = asOfficer(() -> tables.keep(out));
        var comparison = asOfficer(() -> tables.compare(draft).orElseThrow());
        asOfficer(() -> tables.store(draft, new ChainTables.How(true, null)));

        assertThat(comparison.idle()).isTrue();
        assertThat(comparison.gone()).isZero();
        assertThat(asOfficer(() -> tables.export(chain).orElseThrow())).isEqualTo(out);
    }

    @Test
    void bringANewChainIntoBeingDiagnosed() {
        asOfficer(() ->
                tables.store(tables.keep(SmallChain.draft(key)), new ChainTables.How(false, null)));

        var map = asOfficer(() -> atlas.map(key).orElseThrow());
        assertThat(map.nodes()).extracting(Atlas.Node::key).containsExactly("ore", "wire");
        assertThat(map.nodes())
                .extracting(Atlas.Node::state)
                .containsOnly(NodeDiagnosis.State.UNKNOWN);
        assertThat(map.edges()).hasSize(1);
    }

    @Test
    void keepWhatTheTablesLeaveOutUntilSomebodyConfirms() {
        var draft = SmallChain.draft(key);
        asOfficer(() -> tables.store(tables.keep(draft), new ChainTables.How(false, null)));
        var nodes = Objects.requireNonNull(draft.nodes());
        var less =
                new ChainDraft(
                        key,
                        null,
                        null,
                        nodes.stream().filter(it -> it.key().equals("ore")).toList(),
                        List.of(),
                        null);

        var kept = asOfficer(() -> tables.keep(less));
        assertThat(asOfficer(() -> tables.compare(kept).orElseThrow()).gone()).isEqualTo(2);
        asOfficer(() -> tables.store(kept, new ChainTables.How(false, null)));
        assertThat(asOfficer(() -> atlas.map(key).orElseThrow()).nodes()).hasSize(2);

        asOfficer(() -> tables.store(kept, new ChainTables.How(true, null)));
        var map = asOfficer(() -> atlas.map(key).orElseThrow());
        assertThat(map.nodes()).extracting(Atlas.Node::key).containsExactly("ore");
        assertThat(map.edges()).isEmpty();
    }

    @Test
    void storeNothingWhenOneRowCannotBeStored() {
        var draft = SmallChain.draft(key);
        var lost =
                new NodeRow(
                        "lost",
                        "nowhere",
                        "material",
                        BaseCategory.OTHER,
                        new Bilingual("失", "Lost"),
                        false);
        var broken =
                new ChainDraft(
                        key, draft.head(), draft.stages(), List.of(lost), List.of(), List.of());

        assertThatThrownBy(() ->
                        asOfficer(() ->
                                tables.store(
                                        tables.keep(broken), new ChainTables.How(false, null))))
                .isInstanceOf(org.springframework.dao.DataIntegrityViolationException.class);
        assertThat(asOfficer(() -> tables.export(key))).isEmpty();
    }

    @Test
    void refuseANewChainWithoutItsNodes() {
        var draft = SmallChain.draft(key);
        var bare = new ChainDraft(key, draft.head(), draft.stages(), null, null, null);

        assertThatThrownBy(() ->
                        asOfficer(() ->
                                tables.store(tables.keep(bare), new ChainTables.How(false, null))))
                .isInstanceOf(ChainTables.Incomplete.class);
    }

    @Test
    void showADraftToItsSenderAlone() {
        var draft = asOfficer(() -> tables.keep(SmallChain.draft(key)));
        var other = new Viewer(UUID.randomUUID(), "别人", Role.CITY_OFFICER, Set.of(), null);

        assertThat(Viewers.doAs(other, () -> tables.compare(draft))).isEmpty();
    }

    /** Batches, no query a node; the limit only guards against hanging. */
    @Test
    @Timeout(300)
    void takeAndDiagnoseTenThousandNodes() {
        var few = SmallChain.draft(key);
        var nodes =
                IntStream.range(0, 10_000)
                        .mapToObj(it ->
                                new NodeRow(
                                        "n-" + it,
                                        "materials",
                                        "material",
                                        BaseCategory.BASIC_MATERIAL,
                                        new Bilingual("节点" + it, "Node " + it),
                                        it % 2 == 0))
                        .toList();
        var edges =
                IntStream.range(1, 10_000)
                        .mapToObj(it -> new EdgeRow("n-" + it / 2, "n-" + it, "made-from"))
                        .filter(it -> !it.supplier().equals(it.consumer()))
                        .toList();
        var many = new ChainDraft(key, few.head(), few.stages(), nodes, edges, List.of());
        asOfficer(() -> tables.store(tables.keep(many), new ChainTables.How(false, null)));

        asOfficer(() -> atlas.diagnose(key));
        var map = asOfficer(() -> atlas.map(key).orElseThrow());

        assertThat(map.nodes()).hasSize(10_000);
        assertThat(map.edges()).hasSize(edges.size());
    }

    private <T> T asOfficer(Supplier<T> work) {
        return Viewers.doAs(officer, work);
    }
}
