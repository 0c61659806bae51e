package yanzhen.app.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.challenge.Delivery;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Register;
import yanzhen.app.http.Caller;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.loop.Contract;
import yanzhen.app.loop.Contracts;
import yanzhen.app.loop.Product;
import yanzhen.app.loop.Products;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** Lists of all modules in every order: page by page they give the same as at once. */
@IntegrationTest
class ListsTests {

    private static final int ALL = 10_000;
    private static final int FEW = 7;
    private static final String HIGH_TECH = "high-tech-enterprise";

    @Autowired PackLoader loader;
    @Autowired Products products;
    @Autowired Contracts contracts;
    @Autowired Delivery delivery;
    @Autowired Register register;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired Clock clock;
    @LocalServerPort int port;

    /** A list with its filters and its order. */
    private interface Listed<T> {
        Slice<T> search(@Nullable Cursor after, int size);
    }

    @BeforeEach
    void load() {
        var pack = Pack.at(Path.of("../packs/shanghai-14fyp"), true);
        Viewers.doAs(Viewer.SYSTEM, () -> loader.load(pack));
    }

    private static <T> List<T> pageByPage(Listed<T> list) {
        var seen = new ArrayList<T>();
        @Nullable Cursor after = null;
        do {
            var slice = list.search(after, FEW);
            seen.addAll(slice.items());
            after = Cursor.read(slice.next(), 2).orElse(null);
        } while (after != null);
        return seen;
    }

    private static <T> void assertSamePageByPage(Listed<T> list, long count) {
        var all = list.search(null, ALL).items();

        assertThat(all).hasSizeGreaterThan(FEW).hasSize((int) count);
        assertThat(pageByPage(list)).containsExactlyElementsOf(all);
    }

    @ParameterizedTest
    @EnumSource(Products.Sort.class)
    void givesProductsPageByPage(Products.Sort sort) {
        var query = new Products.Query("", "", "", "", null, sort);

        assertSamePageByPage(
                (after, size) -> products.search(query, after, size), products.count(query));
    }

    @Test
    void givesTheLatestProductsFirstAndThoseOfOneDayByIdentity() {
        var query = new Products.Query("", "", "", "", null, Products.Sort.LISTED);

        assertThat(products.search(query, null, ALL).items())
                .isSortedAccordingTo(
                        java.util.Comparator.comparing(Product::listedOn)
                                .thenComparing(it -> it.id().toString())
                                .reversed());
    }

    @Test
    void givesContractsPageByPage() {
        var query = new Contracts.Query("", "", "", null, LocalDate.now(clock));
        var officer = new Viewer(UUID.randomUUID(), "测试", Role.CITY_OFFICER, Set.of(), null);

        Viewers.doAs(
                officer,
                () -> {
                    assertSamePageByPage(
                            (after, size) -> contracts.search(query, after, size),
                            contracts.count(query));
                    assertThat(contracts.search(query, null, ALL).items())
                            .isSortedAccordingTo(
                                    java.util.Comparator.comparing(Contract::submittedOn)
                                            .thenComparing(it -> it.id().toString())
                                            .reversed());
                });
    }

    @ParameterizedTest
    @EnumSource(Delivery.Sort.class)
    void givesProjectsPageByPage(Delivery.Sort sort) {
        var query = new Delivery.Query("", "", "", "", sort, LocalDate.now(clock));

        assertSamePageByPage(
                (after, size) -> delivery.search(query, after, size), delivery.count(query));
    }

    @ParameterizedTest
    @EnumSource(Register.Sort.class)
    void givesOrganisationsPageByPageBothWaysRound(Register.Sort sort) {
        var up =
                new Register.Query(
                        "", "", "", "", "", HIGH_TECH, LocalDate.now(clock), sort, false);
        var down =
                new Register.Query("", "", "", "", "", HIGH_TECH, LocalDate.now(clock), sort, true);
        var exported = new ArrayList<Organisation>();
        register.each(up, exported::add);

        assertSamePageByPage((after, size) -> register.search(up, after, size), register.count(up));
        assertSamePageByPage(
                (after, size) -> register.search(down, after, size), register.count(down));
        assertThat(register.search(down, null, ALL).items())
                .containsExactlyElementsOf(register.search(up, null, ALL).items().reversed());
        assertThat(exported).containsExactlyElementsOf(register.search(up, null, ALL).items());
    }

    @Test
    void givesRecognitionsPageByPage() {
        var now = new AsOf(LocalDate.now(clock), clock.instant());

        var all = register.holdings(HIGH_TECH, now, null, ALL).items();

        assertThat(pageByPage((after, size) -> register.holdings(HIGH_TECH, now, after, size)))
                .containsExactlyElementsOf(all);
        assertThat(all).extracting(it -> it.organisation()).hasSizeGreaterThan(FEW);
    }

    /**
     * Without it every page would sort the whole list. The planner is kept from the ways that are
     * cheaper for a short one.
     */
    @ParameterizedTest
    @CsvSource({
        "loop.contract, submitted_on, contract_listed",
        "loop.product, listed_on, product_listed",
        "challenge.outcome, accepted_on, outcome_listed"
    })
    void beginAPageFromAnIndexOfBothColumns(String table, String column, String index) {
        var plan =
                transaction.execute(_ -> {
                    jdbc.sql("set local enable_seqscan = off").update();
                    jdbc.sql("set local enable_bitmapscan = off").update();
                    return jdbc.sql(
                                    """
                                    explain select * from %s
                                    where (%s, id) < ('2025-06-30'::date, '%s'::uuid)
                                    order by %s desc, id desc limit 50
                                    """
                                            .formatted(table, column, new UUID(0, 0), column))
                            .query(String.class)
                            .list();
                });

        assertThat(String.join("\n", plan == null ? List.of() : plan))
                .contains("Index Scan using " + index, "Index Cond: (ROW(" + column + ", id)")
                .doesNotContain("Sort");
    }

    /** A cursor of another list, or one that somebody made: the caller's fault. */
    @ParameterizedTest
    @ValueSource(strings = {"products", "outcomes", "projects", "challenges", "threads"})
    void refuseACursorThatTheyDidNotGive(String list) {
        var forged = Cursor.after("soon", UUID.randomUUID().toString() + "x");

        assertThat(Caller.at(port).get("/" + list + "?cursor=" + forged).statusCode())
                .isEqualTo(400);
        assertThat(Caller.at(port).get("/api/v1/" + list + "?cursor=" + forged).statusCode())
                .isEqualTo(400);
    }
}
