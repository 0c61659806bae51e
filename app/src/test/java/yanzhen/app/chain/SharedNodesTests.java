package yanzhen.app.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.ChainDraft.EdgeRow;
import yanzhen.app.chain.ChainDraft.NodeRow;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** Ore and wire of one chain; the other chain makes a motor of the same wire. */
@IntegrationTest
class SharedNodesTests {

    @Autowired PackLoader loader;
    @Autowired ChainTables tables;
    @Autowired Atlas atlas;
    @Autowired Provisions provisions;

    private final Viewer officer = SmallChain.officer();
    private final String cables = SmallChain.unique();
    private final String motors = SmallChain.unique();

    @BeforeEach
    void makeTwoChains() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), true)));
        store(SmallChain.draft(cables), false);
        store(motors(cables + "/wire"), false);
    }

    @Test
    void areOneNodeWithAPlaceInEachChain() {
        var one = node(cables, "wire");
        var other = node(motors, "coil-wire");

        assertThat(other.id()).isEqualTo(one.id());
        assertThat(other.name()).isEqualTo(new Bilingual("线", "Wire"));
        assertThat(other.essential()).isTrue();
        assertThat(one.essential()).isFalse();
        assertThat(asOfficer(() -> atlas.places(one.id())))
                .extracting(Atlas.Place::chain, Atlas.Place::home)
                .containsExactly(tuple(cables, true), tuple(motors, false));
    }

    @Test
    void areDiagnosedInEveryChainWhenASupplierIsStated() {
        var wire = node(cables, "wire");
        assertThat(node(motors, "coil-wire").state()).isEqualTo(State.UNKNOWN);

        asOfficer(() -> provisions.state(wire.id(), supplier()));

        assertThat(node(cables, "wire").state()).isEqualTo(State.WEAK);
        assertThat(node(motors, "coil-wire").state()).isEqualTo(State.WEAK);
    }

    @Test
    void bringOnlyTheEdgesBetweenNodesOfTheChain() {
        assertThat(map(cables).edges()).hasSize(1);
        assertThat(map(motors).edges()).hasSize(1);
    }

    @Test
    void areAnsweredForByTheChainThatKeepsThem() {
        var wire = node(cables, "wire");
        var draft = SmallChain.draft(cables);
        var nodes = new ArrayList<>(Objects.requireNonNull(draft.nodes()));
        nodes.removeIf(it -> it.key().equals("wire"));

        store(new ChainDraft(cables, null, null, nodes, List.of(), null), true);

        assertThat(map(cables).node(wire.id())).isEmpty();
        assertThat(asOfficer(() -> atlas.places(wire.id())))
                .extracting(Atlas.Place::chain, Atlas.Place::home)
                .containsExactly(tuple(motors, true));
        assertThat(map(motors).edges()).hasSize(1);
    }

    @Test
    void changeNothingWhenAnExportComesInAgain() {
        var out = asOfficer(() -> tables.export(motors).orElseThrow());

        assertThat(Objects.requireNonNull(out.nodes()))
                .extracting(NodeRow::sameAs)
                .containsExactly(cables + "/wire", null);
        store(out, true);
        assertThat(asOfficer(() -> tables.export(motors).orElseThrow())).isEqualTo(out);
    }

    @Test
    void areInBothChainsOfTheDemonstration() {
        var processors = node("integrated-circuits", "cpu");

        assertThat(node("civil-aircraft", "cpu").id()).isEqualTo(processors.id());
        assertThat(node("civil-aircraft", "cpu").state()).isEqualTo(processors.state());
    }

    private ChainDraft motors(String wire) {
        var draft = SmallChain.draft(motors);
        return new ChainDraft(
                motors,
                draft.head(),
                draft.stages(),
                List.of(
                        row("coil-wire", "materials", true, wire),
                        row("motor", "products", true, null)),
                List.of(new EdgeRow("coil-wire", "motor", "made-from")),
                List.of());
    }

    private static NodeRow row(
            String key, String stage, boolean essential, @Nullable String sameAs) {
        return new NodeRow(
                key,
                stage,
                "product",
                BaseCategory.OTHER,
                new Bilingual("电机", "Motor"),
                essential,
                sameAs);
    }

    private static Provision.Statement supplier() {
        return new Provision.Statement(
                null,
                new Bilingual("甲", "A"),
                "DE",
                new BigDecimal("90"),
                new SourceNote(
                        "年报", null, LocalDate.of(2025, 12, 31), Confidence.GENERAL_KNOWLEDGE));
    }

    private Atlas.Node node(String chain, String key) {
        return map(chain).nodes().stream()
                .filter(it -> it.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private Atlas.Map map(String chain) {
        return asOfficer(() -> atlas.map(chain).orElseThrow());
    }

    private void store(ChainDraft draft, boolean retire) {
        asOfficer(() -> tables.store(tables.keep(draft), new ChainTables.How(retire, null)));
    }

    private <T> T asOfficer(Supplier<T> work) {
        return Viewers.doAs(officer, work);
    }
}
