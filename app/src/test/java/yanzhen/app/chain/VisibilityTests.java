package yanzhen.app.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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
import yanzhen.app.chain.Provision.Statement;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** Ore has suppliers, five at home and one abroad; levels are those of the Shanghai pack. */
@IntegrationTest
class VisibilityTests {

    private static final int SENSITIVE = 2;

    @Autowired PackLoader loader;
    @Autowired ChainTables tables;
    @Autowired Atlas atlas;
    @Autowired Provisions provisions;
    @Autowired Makers makers;
    @Autowired Runs runs;
    @Autowired Visibility visibility;
    @Autowired Looks looks;
    @Autowired Freshness freshness;
    @Autowired UpdateRequests requests;
    @Autowired Organisations organisations;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired Clock clock;

    private final Viewer officer = SmallChain.officer();
    private final Viewer auditor =
            new Viewer(UUID.randomUUID(), "审计", Role.AUDITOR, Set.of(), null);
    private final Viewer district =
            new Viewer(UUID.randomUUID(), "区里", Role.DISTRICT_OFFICER, Set.of(), "310115");
    private final String chain = SmallChain.unique();
    private UUID ore = new UUID(0, 0);
    private UUID firm = new UUID(0, 0);
    private Viewer firms = Viewer.VISITOR;

    @BeforeEach
    void aNodeWithSixSuppliers() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), true)));
        as(
                officer,
                () ->
                        tables.store(
                                tables.keep(SmallChain.draft(chain)),
                                new ChainTables.How(false, null)));
        ore = as(officer, () -> atlas.map(chain).orElseThrow().nodes().getFirst().id());
        firm =
                Viewers.doAs(
                        Viewer.SYSTEM,
                        () -> organisations.findByKey("91310107DEM0000058").orElseThrow().id());
        firms = new Viewer(UUID.randomUUID(), "企业", Role.ENTERPRISE, Set.of(firm), null);
        state(firm, "本企", "CN");
        for (var name : List.of("甲", "乙", "丙", "丁")) {
            state(null, name, "CN");
        }
        state(null, "戊", "JP");
    }

    /** By raw SQL as the application's user: what the database shows, whatever the pages do. */
    @Test
    void hidesSuppliersAndFindingsOfAProtectedNodeInTheDatabaseItself() {
        assertThat(rows(Viewer.VISITOR, "chain.provision")).isEqualTo(6);
        long findings = rows(officer, "chain.finding");
        assertThat(findings).isPositive();

        Viewers.doAs(officer, () -> visibility.protect(ore, SENSITIVE, "敏感"));

        assertThat(rows(officer, "chain.provision")).isEqualTo(6);
        assertThat(rows(auditor, "chain.provision")).isEqualTo(6);
        assertThat(rows(Viewer.VISITOR, "chain.provision")).isZero();
        assertThat(rows(district, "chain.provision")).isZero();
        assertThat(rows(firms, "chain.provision")).as("its own").isEqualTo(1);
        assertThat(rows(officer, "chain.finding")).isEqualTo(findings);
        assertThat(rows(Viewer.VISITOR, "chain.finding")).isZero();
    }

    @Test
    void tellsASumInWhichNoCellBelowThreeCanBeReckoned() {
        Viewers.doAs(officer, () -> visibility.protect(ore, SENSITIVE, "敏感"));

        // 5 at home and 1 abroad: the one is hidden, and 5 of 6 would give it away.
        var sum = as(Viewer.VISITOR, () -> visibility.aggregate(ore));
        assertThat(sum.suppliers()).isEqualTo(6);
        assertThat(sum.places()).isEmpty();
        assertThat(sum.hidden()).isEqualTo(2);

        state(null, "己", "JP");
        state(null, "庚", "JP");
        assertThat(as(Viewer.VISITOR, () -> visibility.aggregate(ore)).places())
                .extracting(Visibility.Place::country, Visibility.Place::suppliers)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("CN", 5),
                        org.assertj.core.api.Assertions.tuple("JP", 3));
    }

    /** Six facts, all fresh: the six may be told; with one of them due, the one would be told. */
    @Test
    void countsTheFreshnessOfProtectedNodesOnlyWhereNoNumberBelowThreeIsTold() {
        Viewers.doAs(officer, () -> visibility.protect(ore, SENSITIVE, "敏感"));
        assertThat(counted(Viewer.VISITOR)).isEqualTo(new Freshness.Counts(6, 0, 0));

        as(
                officer,
                () ->
                        transaction.execute(_ ->
                                jdbc.sql(
                                                """
                                                update chain.provision set stale_after = as_of + 2
                                                where node = ? and provider_zh = '甲'
                                                """)
                                        .param(ore)
                                        .update()));
        assertThat(counted(officer)).isEqualTo(new Freshness.Counts(5, 1, 0));
        assertThat(counted(Viewer.VISITOR).facts()).isZero();
        assertThat(as(Viewer.VISITOR, () -> freshness.ofNodes(chain, LocalDate.now(clock))))
                .filteredOn(Freshness.NodeLine::withheld)
                .singleElement()
                .satisfies(it -> assertThat(it.counts().facts()).isZero());
    }

    private Freshness.Counts counted(Viewer viewer) {
        return as(viewer, () -> freshness.on(LocalDate.now(clock))).stream()
                .filter(it -> it.chain().equals(chain))
                .findFirst()
                .orElseThrow()
                .counts();
    }

    @Test
    void passesTheLevelOfAChainToItsNodesAndKeepsTheHigherOfTheTwo() {
        Viewers.doAs(officer, () -> visibility.protect(chain, 1, "内部"));
        assertThat(as(officer, () -> visibility.of(ore))).isEqualTo(new Visibility.Marked(0, 1, 1));
        assertThat(rows(district, "chain.provision")).isEqualTo(6);
        assertThat(rows(Viewer.VISITOR, "chain.provision")).isZero();

        Viewers.doAs(officer, () -> visibility.protect(ore, SENSITIVE, "敏感"));
        Viewers.doAs(officer, () -> visibility.protect(chain, 0, "公开"));
        assertThat(as(officer, () -> visibility.of(ore)))
                .isEqualTo(new Visibility.Marked(SENSITIVE, 0, SENSITIVE));
        assertThatThrownBy(
                        () -> Viewers.doAs(officer, () -> visibility.protect(ore, SENSITIVE, "再设")))
                .isInstanceOf(Visibility.Unchanged.class);
    }

    /** The state stays public and the reason goes; a run done again still reads everything. */
    @Test
    void showsThePublicTheStateWithoutItsGroundsInEveryPicture() {
        Viewers.doAs(officer, () -> visibility.protect(ore, SENSITIVE, "敏感"));

        var map = as(Viewer.VISITOR, () -> atlas.map(chain).orElseThrow());
        var full = as(officer, () -> atlas.map(chain).orElseThrow());
        assertThat(map.node(ore).orElseThrow().state())
                .isEqualTo(full.node(ore).orElseThrow().state());
        assertThat(map.node(ore).orElseThrow().reason())
                .isEqualTo(
                        new Bilingual("依据受保护，不公开。", "The grounds are protected and not public."));
        assertThat(as(Viewer.VISITOR, () -> makers.of(chain))).isEmpty();
        assertThat(as(officer, () -> makers.of(chain))).hasSize(6);
        assertThat(as(Viewer.VISITOR, () -> runs.again(map.run().id())).orElseThrow().same())
                .isTrue();
    }

    @Test
    void letsWhoeverIsAskedSeeTheFactAskedAboutAndNoOther() {
        Viewers.doAs(officer, () -> visibility.protect(ore, SENSITIVE, "敏感"));
        var owner = new Viewer(UUID.randomUUID(), "区里", Role.DISTRICT_OFFICER, Set.of(), "310115");
        as(
                officer,
                () ->
                        transaction.execute(_ ->
                                jdbc.sql(
                                                """
                                                insert into chain.update_request
                                                    (node, provision, due, asked, district, asked_at, reminded_at)
                                                select node, id, stale_after, 'DISTRICT', '310115', now(), now()
                                                from chain.provision where node = ? and provider_zh = '甲'
                                                """)
                                        .param(ore)
                                        .update()));

        assertThat(rows(owner, "chain.provision")).isEqualTo(1);
        assertThat(
                        as(
                                owner,
                                () ->
                                        requests.search(
                                                        new UpdateRequests.Query(
                                                                chain, null, "", "", true),
                                                        null,
                                                        9)
                                                .items()))
                .extracting(it -> it.about().zh())
                .containsExactly("甲");
    }

    @Test
    void recordsALookForAuditorsAndTellsTheBodyWhichOfficeLooked() {
        Viewers.doAs(officer, () -> looks.atSuppliers(Looks.What.NODE, chain, List.of(ore)));
        assertThat(seen()).as("public data leave no record").isEmpty();
        Viewers.doAs(officer, () -> visibility.protect(ore, SENSITIVE, "敏感"));

        Viewers.doAs(officer, () -> looks.atSuppliers(Looks.What.NODE, chain, List.of(ore)));
        Viewers.doAs(Viewer.VISITOR, () -> looks.atSuppliers(Looks.What.NODE, chain, List.of(ore)));

        Viewers.doAs(
                officer,
                () -> looks.atSuppliers(Looks.What.PICTURE, atlas.map(chain).orElseThrow()));
        Viewers.doAs(
                officer,
                () -> looks.atSuppliers(Looks.What.API, List.of(ore), _ -> chain, it -> it));

        assertThat(seen())
                .allSatisfy(it -> {
                    assertThat(it.role()).isEqualTo("CITY_OFFICER");
                    assertThat(it.organisation()).isEqualTo(firm);
                })
                .extracting(Looks.OfBody::what)
                .containsExactly(Looks.What.API, Looks.What.PICTURE, Looks.What.NODE);
        assertThat(as(auditor, () -> looks.latest(null, "测试", Looks.What.NODE, 50)))
                .filteredOn(it -> it.subject().equals(ore))
                .hasSize(1);
        assertThat(as(firms, () -> looks.latest(null, "", Looks.What.NODE, 50))).isEmpty();
        assertThatThrownBy(() ->
                        as(
                                firms,
                                () ->
                                        transaction.execute(_ ->
                                                jdbc.sql("delete from chain.look_at_body")
                                                        .update())))
                .isInstanceOf(DataAccessException.class);
    }

    private List<Looks.OfBody> seen() {
        return as(firms, () -> looks.atOwn(50)).stream()
                .filter(it -> it.chain().equals(chain))
                .toList();
    }

    private long rows(Viewer viewer, String table) {
        Long found =
                as(
                        viewer,
                        () ->
                                transaction.execute(_ ->
                                        jdbc.sql(
                                                        "select count(*) from "
                                                                + table
                                                                + " where node = ?")
                                                .param(ore)
                                                .query(Long.class)
                                                .single()));
        return found == null ? -1 : found;
    }

    private void state(@Nullable UUID organisation, String name, String country) {
        as(
                officer,
                () ->
                        provisions.state(
                                ore,
                                new Statement(
                                        organisation,
                                        new Bilingual(name, name),
                                        country,
                                        BigDecimal.TEN,
                                        new SourceNote(
                                                "测试",
                                                null,
                                                LocalDate.now(clock).minusDays(1),
                                                Confidence.SYNTHETIC))));
    }

    private static <T> T as(Viewer viewer, Supplier<T> work) {
        return Viewers.doAs(viewer, work);
    }
}
