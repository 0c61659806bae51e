package yanzhen.app.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.ChainDraft.NodeRow;
import yanzhen.app.chain.ChainHistory.Change;
import yanzhen.app.chain.ChainHistory.Part;
import yanzhen.app.chain.ChainHistory.Turn;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** Ore goes into wire; the order in the chain is ore, wire. */
@IntegrationTest
class NodeEntriesTests {

    @Autowired PackLoader loader;
    @Autowired ChainTables tables;
    @Autowired Atlas atlas;
    @Autowired NodeEntries entries;
    @Autowired ChainHistory history;
    @Autowired Clock clock;

    private final Viewer officer = SmallChain.officer();
    private final String key = SmallChain.unique();

    @BeforeEach
    void makeAChain() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), true)));
        asOfficer(() ->
                tables.store(tables.keep(SmallChain.draft(key)), new ChainTables.How(false, null)));
    }

    @Test
    void renameANodeAndKeepItsOrderAndItsHistory() {
        var wire = id("wire");
        var since = clock.instant();
        Viewers.doAs(officer, () -> entries.edit(key, wire, row(), "按新国标更名"));

        assertThat(map().nodes())
                .extracting(Atlas.Node::key, it -> it.name().zh(), Atlas.Node::essential)
                .containsExactly(tuple("ore", "矿", true), tuple("wire", "导线", true));
        assertThat(asOfficer(() -> history.between(key, since, clock.instant())))
                .extracting(Change::part, Change::turn, Change::reason)
                .containsExactly(
                        tuple(Part.NODE, Turn.CHANGED, "按新国标更名"),
                        tuple(Part.NODE, Turn.CHANGED, "按新国标更名"));
    }

    @Test
    void partAndJoinNodes() {
        var ore = id("ore");
        var wire = id("wire");
        Viewers.doAs(officer, () -> entries.part(key, ore, wire, "不再使用"));
        assertThat(map().edges()).isEmpty();

        Viewers.doAs(officer, () -> entries.join(key, ore, wire, "step-before", "恢复"));
        assertThat(map().edges()).containsExactly(new Atlas.Edge(ore, wire, "step-before"));
    }

    @Test
    void refuseASecondEdgeAndACircle() {
        var ore = id("ore");
        var wire = id("wire");

        assertThatThrownBy(() -> join(ore, wire, "kind-of"))
                .isInstanceOfSatisfying(
                        NodeEntries.EdgeRefused.class,
                        it -> assertThat(it.problem()).isEqualTo("duplicate"));
        Viewers.doAs(officer, () -> entries.part(key, ore, wire, "不再使用"));
        join(ore, wire, "step-before");
        assertThatThrownBy(() -> join(wire, ore, "step-before"))
                .isInstanceOfSatisfying(
                        NodeEntries.EdgeRefused.class,
                        it -> assertThat(it.problem()).isEqualTo("edge-circle"));
    }

    private void join(UUID supplier, UUID consumer, String kind) {
        Viewers.doAs(officer, () -> entries.join(key, supplier, consumer, kind, "测试"));
    }

    private static NodeRow row() {
        return new NodeRow(
                "wire",
                "products",
                "product",
                BaseCategory.OTHER,
                new Bilingual("导线", "Conductor"),
                true);
    }

    private UUID id(String node) {
        return map().nodes().stream()
                .filter(it -> it.key().equals(node))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private Atlas.Map map() {
        return asOfficer(() -> atlas.map(key).orElseThrow());
    }

    private <T> T asOfficer(Supplier<T> work) {
        return Viewers.doAs(officer, work);
    }
}
