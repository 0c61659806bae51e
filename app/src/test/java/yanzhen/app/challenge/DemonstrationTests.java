package yanzhen.app.challenge;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Problem;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

@IntegrationTest
class DemonstrationTests {

    private static final Path PACK = Path.of("../packs/shanghai-14fyp");

    @Autowired PackLoader loader;
    @Autowired Wall wall;
    @Autowired Delivery delivery;
    @Autowired Outcomes outcomes;
    @Autowired MessageSource messages;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired Clock clock;

    @BeforeEach
    void load() {
        Viewers.doAs(Viewer.SYSTEM, () -> loader.load(Pack.at(PACK, true)));
    }

    @Test
    void bringsChallengesOfEveryStateOnWeakLinksOfBothChains() {
        var found = asOfficer(this::ofTheDemonstration);

        assertThat(found.stream().collect(groupingBy(this::state, counting())))
                .containsEntry("DRAFT", 1L)
                .containsEntry("OPEN", 2L)
                .containsEntry("CLOSED", 2L)
                .containsEntry("AWARDED", 4L)
                .containsEntry("COMPLETED", 8L)
                .containsEntry("WITHDRAWN", 1L);
        assertThat(found).extracting(it -> it.node()).doesNotContainNull();
        assertThat(found)
                .extracting(it -> it.chain() == null ? "" : it.chain().zh())
                .containsOnly("集成电路", "大型民用飞机");
    }

    @Test
    void bringsOutcomesThatTheIndicatorsOfTheFiveBasesCount() {
        var today = new AsOf(LocalDate.now(clock), clock.instant());
        var found =
                asOfficer(() -> outcomes.accepted(today)).stream()
                        .filter(Outcome::synthetic)
                        .filter(it -> it.acceptedOn().getYear() <= 2025)
                        .toList();

        assertThat(found.stream().collect(groupingBy(Outcome::category, counting())))
                .containsEntry(BaseCategory.CORE_COMPONENT, 4L)
                .containsEntry(BaseCategory.BASIC_MATERIAL, 2L)
                .containsEntry(BaseCategory.INDUSTRIAL_SOFTWARE, 2L);
        assertThat(found)
                .extracting(it -> it.acceptedOn().getYear())
                .contains(2022, 2023, 2024, 2025);
        assertThat(found).extracting(Outcome::weakLink).doesNotContainNull();
    }

    @Test
    void bringsThreadsThatGoOnToProductsAndContracts() {
        long products =
                asOfficer(
                        () -> count("select count(*) from loop.product where outcome is not null"));
        long contracts =
                asOfficer(() ->
                        count("select count(*) from loop.contract where outcome is not null"));

        assertThat(products).isGreaterThanOrEqualTo(6);
        assertThat(contracts).isGreaterThanOrEqualTo(5);
    }

    @Test
    void keepsEvidenceForEveryMilestoneThatWasHandedIn() {
        var projects =
                asOfficer(() ->
                        delivery.search(Delivery.Query.all(LocalDate.now(clock)), null, 100)
                                .items());
        var milestones =
                projects.stream()
                        .filter(it -> it.project().synthetic())
                        .flatMap(it ->
                                asOfficer(() -> delivery.milestones(it.project().id())).stream())
                        .filter(it -> it.state() != Delivery.MilestoneState.OPEN)
                        .toList();

        assertThat(milestones).hasSizeGreaterThanOrEqualTo(20);
        assertThat(milestones)
                .allSatisfy(it ->
                        assertThat(it.submissions().getLast().evidence())
                                .as(it.toString())
                                .isNotEmpty());
    }

    /** One cell of one file is changed; the fault is found at its place and says what to do. */
    @ParameterizedTest(name = "{4} in {0}")
    @CsvSource({
        "demo/challenges.csv, ic-vacuum-pump, ',vacuum-pump,', ',vacuum-bump,', unknown-reference, node",
        "demo/challenges.csv, ic-vacuum-pump, '91310120DEM0000153', '91310120DEM0000999', unknown-reference, owner",
        "demo/challenges.csv, ic-vacuum-pump, '2021-09-15', '2021-02-30', date, published_on",
        "demo/challenges.csv, ic-vacuum-pump, 'COMPLETED', 'AWARDED', outcome-for-completed, state",
        "demo/targets.csv, ic-vacuum-pump, 'ic-vacuum-pump', 'ic-nothing', unknown-reference, challenge",
        "demo/bids.csv, ic-vacuum-pump, ';', ';1;', one-for-each-target, promises",
        "demo/bids.csv, ic-vacuum-pump, '91310104DEM000002K', '91310120DEM0000153', bidder-is-owner, organisation",
        "demo/bids.csv, ic-vacuum-pump, '2021-10', '2022-10', bid-late, submitted_on",
        "demo/bids.csv, ic-implanter, ',,', ',DECLINED,没有理由', bid-decided, decision",
        "demo/bids.csv, ic-vacuum-pump, 'AWARDED', 'DECLINED', winners, state",
        "demo/milestones.csv, ic-vacuum-pump, ',1,', ',3,', milestone-beyond, ordinal",
        "demo/milestones.csv, 'ic-vacuum-pump,2', ',2,', ',1,', duplicate, ordinal",
        "demo/milestones.csv, ic-vacuum-pump, '中期测试报告（演示）.txt', '', required, file",
        "demo/outcomes.csv, ic-vacuum-pump, 'ic-vacuum-pump', 'ic-light-source', outcome-early, challenge",
        "demo/outcomes.csv, ic-vacuum-pump, ';1', ';0', target-not-met, measured",
        "demo/products.csv, product-ic-vacuum-pump, '91310104DEM000002K', '91310105DEM0000035', outcome-of-another, outcome",
        "challenge.yaml, '    share: 40', '40', '41', milestone-shares, milestones",
        "challenge.yaml, '    due: 50', '50', '100', milestone-order, milestones/1/due",
        "challenge.yaml, '    due: 100', '100', '90', milestone-end, milestones/1/due",
        "challenge.yaml, '  least: 1', '1', '5', '', ''",
        "challenge.yaml, '  - field: payer', 'payer', 'colour', schema-choice, /required/2/field",
        "demo/needs.csv, need-cmp-slurry, '91310117DEM0000296,TASK', '91310117DEM0000999,TASK', unknown-reference, owner",
        "demo/needs.csv, need-implanter, ',implanter,', ',implantor,', unknown-reference, node",
        "demo/needs.csv, need-implanter, ',ic-implanter', ',ic-nothing', unknown-reference, challenge",
        "demo/needs.csv, need-clean-room, 'on-sale;', 'on-moon;', unknown-reference, yes",
        "demo/needs.csv, need-seal-ring-fab, '2027-10-31', '', required, wanted_by",
        "demo/need-targets.csv, need-clean-room, 'need-clean-room', 'need-draft-x', targets-none, key",
        "need.yaml, '  - content: payer', 'payer', 'budget', duplicate, contents/2/content",
        "need.yaml, '  title: 40', '40', '41', need-weights, likeness",
        "need.yaml, '    speaksFor: PLAIN_TRANSFER', 'PLAIN_TRANSFER', 'RETURNED', need-question-none, questions"
    })
    void saysWhatIsWrongAndWhere(
            String file,
            String line,
            String found,
            String written,
            String code,
            String field,
            @TempDir Path folder)
            throws IOException {
        var pack = copy(folder);
        int at = change(pack.resolve(file), line, found, written);

        var problems =
                Viewers.doAs(Viewer.SYSTEM, () -> loader.validate(Pack.at(pack, true))).kept();

        if (code.isEmpty()) {
            assertThat(problems).isEmpty();
            return;
        }
        assertThat(problems)
                .anySatisfy(it -> {
                    assertThat(it.code()).isEqualTo(code);
                    assertThat(it.field()).isEqualTo(field);
                    assertThat(it.line()).isNotNull();
                    if (it.file().equals(file) && file.endsWith(".csv")) {
                        assertThat(it.line()).isEqualTo(at);
                    }
                    assertThat(remedy(it)).isNotBlank();
                });
    }

    @Test
    void findsThatFewerTargetsAreAllowedThanAsked(@TempDir Path folder) throws IOException {
        var rules = copy(folder).resolve("challenge.yaml");
        int line = change(rules, "  least: 1", "1", "4");
        change(rules, "  most: 5", "5", "3");

        var problems = Viewers.doAs(Viewer.SYSTEM, () -> loader.validate(Pack.at(folder, true)));

        assertThat(problems.kept())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo("targets-range");
                    assertThat(it.line()).isEqualTo(line);
                    assertThat(remedy(it)).isNotBlank();
                });
    }

    private String remedy(Problem problem) {
        return messages.getMessage(
                "problem." + problem.code() + ".remedy",
                problem.arguments(),
                java.util.Locale.CHINESE);
    }

    private static Path copy(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(PACK)) {
            for (var from : files.filter(Files::isRegularFile).toList()) {
                var to = folder.resolve(PACK.relativize(from).toString());
                Files.createDirectories(to.getParent());
                Files.copy(from, to);
            }
        }
        return folder;
    }

    /** Changes the first line that begins so; its number, from 1. */
    private static int change(Path file, String start, String found, String written)
            throws IOException {
        var lines = new java.util.ArrayList<>(Files.readAllLines(file));
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at).startsWith(start)) {
                assertThat(lines.get(at)).contains(found);
                int place = lines.get(at).indexOf(found);
                lines.set(
                        at,
                        lines.get(at).substring(0, place)
                                + written
                                + lines.get(at).substring(place + found.length()));
                Files.write(file, lines);
                return at + 1;
            }
        }
        throw new IllegalArgumentException(file + " has no line that begins with " + start);
    }

    private List<Wall.Listed> ofTheDemonstration() {
        var keyed =
                Set.copyOf(
                        Objects.requireNonNull(
                                transaction.execute(_ ->
                                        jdbc.sql(
                                                        "select id from challenge.challenge where demo_key is not null")
                                                .query(java.util.UUID.class)
                                                .list())));
        return wall.search(Wall.Query.all(), null, 500).items().stream()
                .filter(it -> keyed.contains(it.challenge().id()))
                .toList();
    }

    private String state(Wall.Listed listed) {
        return listed.challenge().shownState(clock.instant());
    }

    private long count(String sql) {
        return Objects.requireNonNull(
                transaction.execute(_ -> jdbc.sql(sql).query(Long.class).single()));
    }

    private <T> T asOfficer(Supplier<T> work) {
        var officer =
                new Viewer(java.util.UUID.randomUUID(), "测试", Role.CITY_OFFICER, Set.of(), null);
        return Viewers.doAs(officer, work);
    }
}
