package yanzhen.app.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.ChainDraft.EdgeRow;
import yanzhen.app.chain.ChainDraft.NodeRow;
import yanzhen.app.chain.ChainHistory.Change;
import yanzhen.app.chain.ChainHistory.Part;
import yanzhen.app.chain.ChainHistory.Turn;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** Ore goes into wire. Then the ore is called copper ore, the wire leaves, and rod comes. */
@IntegrationTest
class ChainHistoryTests {

    @Autowired PackLoader loader;
    @Autowired ChainTables tables;
    @Autowired Atlas atlas;
    @Autowired Provisions provisions;
    @Autowired NodeFacts facts;
    @Autowired ChainHistory history;
    @Autowired Clock clock;

    private final Viewer officer = SmallChain.officer();
    private final String key = SmallChain.unique();
    private Instant first = Instant.EPOCH;

    @BeforeEach
    void changeAChain() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), true)));
        store(SmallChain.draft(key));
        first = clock.instant();
        store(
                new ChainDraft(
                        key,
                        null,
                        null,
                        List.of(
                                row("ore", "materials", "铜矿", "Copper ore"),
                                row("rod", "products", "杆", "Rod")),
                        List.of(new EdgeRow("ore", "rod", "made-from")),
                        null));
    }

    @Test
    void tellWhatCameWentAndChanged() {
        assertThat(changes())
                .extracting(Change::part, Change::turn, it -> it.nodeName().en())
                .containsExactlyInAnyOrder(
                        tuple(Part.NODE, Turn.CHANGED, "Copper ore"),
                        tuple(Part.NODE, Turn.WENT, "Wire"),
                        tuple(Part.NODE, Turn.CAME, "Rod"),
                        tuple(Part.EDGE, Turn.WENT, "Copper ore"),
                        tuple(Part.EDGE, Turn.CAME, "Copper ore"));
        assertThat(changes())
                .allSatisfy(it -> {
                    assertThat(it.by()).isEqualTo("测试");
                    assertThat(it.reason()).isEqualTo("年度核对");
                });
    }

    @Test
    void giveTheChainAsItWasKnown() {
        var then = asOfficer(() -> atlas.mapAsKnown(key, first).orElseThrow());
        var now = asOfficer(() -> atlas.map(key).orElseThrow());

        assertThat(then.nodes()).extracting(it -> it.name().en()).containsExactly("Ore", "Wire");
        assertThat(then.edges())
                .containsExactly(
                        new Atlas.Edge(
                                then.nodes().get(0).id(), then.nodes().get(1).id(), "made-from"));
        assertThat(now.nodes())
                .extracting(it -> it.name().en())
                .containsExactly("Copper ore", "Rod");
        assertThat(asOfficer(() -> atlas.mapAsKnown(key, clock.instant())).orElseThrow())
                .isEqualTo(now);
        assertThat(asOfficer(() -> atlas.mapAsKnown(key, Instant.EPOCH))).isEmpty();
    }

    @Test
    void followACorrectedSupplierAndLeaveOutWhatCameAndWent() {
        var ore = ore();
        var kept = asOfficer(() -> provisions.state(ore, supplier("甲", "40")));
        var gone = asOfficer(() -> provisions.state(ore, supplier("乙", "10")));
        var between = clock.instant();
        asOfficer(() -> provisions.correct(kept, supplier("甲集团", "45"), "更名"));
        withdraw(gone);
        var passing = asOfficer(() -> provisions.state(ore, supplier("丙", "5")));
        withdraw(passing);

        var changes = asOfficer(() -> history.between(key, between, clock.instant()));

        assertThat(changes)
                .extracting(Change::part, Change::turn, it -> it.subject().zh(), Change::reason)
                .containsExactlyInAnyOrder(
                        tuple(Part.PROVIDER, Turn.CHANGED, "甲集团", "更名"),
                        tuple(Part.PROVIDER, Turn.WENT, "乙", "停产"));
    }

    @Test
    void tellOfAFactWithWhatItSays() {
        var ore = ore();
        var since = clock.instant();
        asOfficer(() ->
                facts.state(
                        ore,
                        new NodeFact.Statement(
                                NodeFact.Kind.READINESS,
                                "6",
                                null,
                                new Bilingual("测试组", "Testers"),
                                source(),
                                LocalDate.of(2025, 12, 31),
                                null)));

        assertThat(asOfficer(() -> history.between(key, since, clock.instant())))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.part()).isEqualTo(Part.FACT);
                    assertThat(it.turn()).isEqualTo(Turn.CAME);
                    assertThat(it.after())
                            .contains(new ChainHistory.Detail("value", new Bilingual("6", "6")));
                });
    }

    @Test
    void isEmptyWhenTheSameComesInAgain() {
        var since = clock.instant();
        store(asOfficer(() -> tables.export(key).orElseThrow()));

        assertThat(asOfficer(() -> history.between(key, since, clock.instant()))).isEmpty();
    }

    private List<Change> changes() {
        return asOfficer(() -> history.between(key, first, clock.instant()));
    }

    private UUID ore() {
        return asOfficer(() -> atlas.map(key).orElseThrow()).nodes().getFirst().id();
    }

    private void withdraw(UUID id) {
        asOfficer(() -> {
            provisions.withdraw(id, "停产");
            return id;
        });
    }

    private static NodeRow row(String key, String stage, String zh, String en) {
        return new NodeRow(
                key, stage, "material", BaseCategory.BASIC_MATERIAL, new Bilingual(zh, en), true);
    }

    private static Provision.Statement supplier(String name, String share) {
        return new Provision.Statement(
                null, new Bilingual(name, name), "CN", new java.math.BigDecimal(share), source());
    }

    private static SourceNote source() {
        return new SourceNote("年报", null, LocalDate.of(2025, 12, 31), Confidence.GENERAL_KNOWLEDGE);
    }

    private void store(ChainDraft draft) {
        asOfficer(() -> tables.store(tables.keep(draft), new ChainTables.How(true, "年度核对")));
    }

    private <T> T asOfficer(Supplier<T> work) {
        return Viewers.doAs(officer, work);
    }
}
