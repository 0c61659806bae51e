package yanzhen.app.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Catalogues.Item;
import yanzhen.app.chain.Catalogues.Progress;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

@IntegrationTest
class CataloguesTests {

    private static final String MATERIALS = "basic-materials";
    private static final LocalDate DAY = LocalDate.of(2025, 6, 30);

    @Autowired PackLoader loader;
    @Autowired ChainTables tables;
    @Autowired Atlas atlas;
    @Autowired Provisions provisions;
    @Autowired WeakLinks weakLinks;
    @Autowired Catalogues catalogues;
    @Autowired TransactionTemplate transaction;

    private final Viewer officer = SmallChain.officer();
    private final String key = SmallChain.unique();
    private UUID ore = new UUID(0, 0);

    @BeforeEach
    void makeAWeakMaterial() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), true)));
        asOfficer(() ->
                tables.store(tables.keep(SmallChain.draft(key)), new ChainTables.How(false, null)));
        ore = asOfficer(() -> atlas.map(key).orElseThrow()).nodes().getFirst().id();
        asOfficer(() ->
                provisions.state(
                        ore,
                        new Provision.Statement(
                                null,
                                new Bilingual("荷兰企业", "Dutch firm"),
                                "NL",
                                new BigDecimal(100),
                                new SourceNote("调研", null, DAY, Confidence.VERIFIED))));
    }

    @Test
    void comeFromThePackWithTheNumbersOfThePlan() {
        assertThat(asOfficer(catalogues::all))
                .extracting(it -> it.catalogue().target())
                .containsExactly(300, 150, 10);
    }

    /** Weak and not listed → listed → a challenge → an accepted outcome → taken out. */
    @Test
    void showHowFarEachItemIs() {
        assertThat(unlisted()).contains(ore);

        list("首批列入");
        assertThat(unlisted()).doesNotContain(ore);
        assertThat(item().progress()).isEqualTo(Progress.OPEN);
        assertThat(item().by()).isEqualTo("测试");

        answer("challenge", "published");
        assertThat(item().progress()).isEqualTo(Progress.WORKED_ON);
        answer("challenge", "withdrawn");
        assertThat(item().progress()).isEqualTo(Progress.OPEN);
        answer("outcome", "accepted");
        assertThat(item().progress()).isEqualTo(Progress.MASTERED);

        var id = item().id();
        asOfficer(() -> {
            catalogues.takeOut(id, "重复列入");
            catalogues.takeOut(id, "再次移出");
            return true;
        });
        assertThat(item().end())
                .satisfies(it -> assertThat(it).isNotNull())
                .extracting(it -> it == null ? "" : it.reason())
                .isEqualTo("重复列入");
        assertThat(unlisted()).contains(ore);
    }

    @Test
    void takeANodeOnceAndOnlyOfTheirCategory() {
        var wire = asOfficer(() -> atlas.map(key).orElseThrow()).nodes().getLast().id();

        assertThatThrownBy(() ->
                        asOfficer(() -> {
                            catalogues.list(MATERIALS, Set.of(ore, wire), "一并列入");
                            return true;
                        }))
                .isInstanceOf(Catalogues.Unfit.class);
        assertThat(unlisted()).as("nothing is listed then").contains(ore);
        list("首批列入");
        assertThatThrownBy(() -> list("又一次")).isInstanceOf(Catalogues.Unfit.class);
    }

    @Test
    void letOneOfSixteenAtOnceListIt() throws Exception {
        Callable<Boolean> attempt =
                () -> {
                    try {
                        list("同时列入");
                        return true;
                    } catch (Catalogues.Unfit e) {
                        return false;
                    }
                };
        try (var pool = Executors.newFixedThreadPool(16)) {
            var answers = pool.invokeAll(java.util.Collections.nCopies(16, attempt));
            int listed = 0;
            for (var answer : answers) {
                listed += answer.get() ? 1 : 0;
            }
            assertThat(listed).isOne();
        }
        assertThat(
                        asOfficer(() -> catalogues.items(MATERIALS)).stream()
                                .filter(it -> it.node().equals(ore)))
                .hasSize(1);
    }

    private void list(String reason) {
        asOfficer(() -> {
            catalogues.list(MATERIALS, Set.of(ore), reason);
            return true;
        });
    }

    private java.util.List<UUID> unlisted() {
        return asOfficer(() -> catalogues.unlisted(MATERIALS)).stream()
                .map(Catalogues.Unlisted::node)
                .toList();
    }

    private Item item() {
        return asOfficer(() -> catalogues.items(MATERIALS)).stream()
                .filter(it -> it.node().equals(ore))
                .findFirst()
                .orElseThrow();
    }

    private void answer(String kind, String state) {
        var link = asOfficer(() -> weakLinks.ofNode(key, "ore")).orElseThrow();
        var id = UUID.nameUUIDFromBytes(kind.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Viewers.doAs(
                officer,
                () ->
                        transaction.executeWithoutResult(_ ->
                                weakLinks.answeredBy(
                                        link, new Response(kind, id, "/" + kind, "攻关", state))));
    }

    private <T> T asOfficer(Supplier<T> work) {
        return Viewers.doAs(officer, work);
    }
}
