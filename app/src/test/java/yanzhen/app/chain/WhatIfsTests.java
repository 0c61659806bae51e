package yanzhen.app.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Scenario.Added;
import yanzhen.app.chain.Scenario.Kind;
import yanzhen.app.chain.Scenario.Stop;
import yanzhen.app.chain.WhatIfs.FirmLoss;
import yanzhen.app.chain.WhatIfs.Through;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

@IntegrationTest
class WhatIfsTests {

    private static final double TINY = 1e-12;

    @Autowired PackLoader loader;
    @Autowired SupplyNetworks networks;
    @Autowired WhatIfs whatIfs;
    @Autowired Looks looks;

    private final Viewer officer = SmallChain.officer();
    private UUID network = new UUID(0, 0);

    @BeforeEach
    void aNetworkOfItsOwn() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("..", "packs", "shanghai-14fyp"), true)));
        network =
                asOfficer(() ->
                        networks.store(networks.keep(TinyNetwork.draft(TinyNetwork.unique()))));
    }

    /**
     * By hand: without the quarry the mill lacks 20 of 80, a quarter, and the shop with it. All
     * sales are 200; lost are 20 + 25; upwards the mine loses nothing by it, since the quarry buys
     * nothing, and the mill's quarter costs the mine and the quarry nothing downwards.
     */
    @Test
    void handOnWhatIsMissingStepByStep() {
        var id = ask(new Stop(Kind.FIRM, "quarry", 100));
        var run = asOfficer(() -> whatIfs.find(id).orElseThrow());

        assertThat(run.total().down()).isCloseTo((20 + 25) / 200.0, within(TINY));
        assertThat(run.total().shock()).isCloseTo(20 / 200.0, within(TINY));
        assertThat(run.total().stopped()).isEqualTo(1);
        assertThat(run.total().hit()).isEqualTo(2);
        assertThat(run.steps()).extracting(WhatIfs.Step::hit).startsWith(1, 1, 1);
        assertThat(loss(id, "mill").down()).isCloseTo(0.25, within(TINY));
        assertThat(loss(id, "mill").through()).isEqualTo(Through.DELIVERIES);
        assertThat(loss(id, "mill").from().id()).isEqualTo("quarry");
        assertThat(loss(id, "mill").amount()).isCloseTo(25, within(1e-9));
        assertThat(loss(id, "shop").step()).isEqualTo(2);
    }

    /**
     * By hand: the shop buys all of the mill; when it stops, mill, mine and quarry sell nothing.
     */
    @Test
    void runUpwardsWhenACustomerStops() {
        var id = ask(new Stop(Kind.FIRM, "shop", 40));

        assertThat(loss(id, "mill").up()).isCloseTo(0.4, within(TINY));
        assertThat(loss(id, "mine").up()).isCloseTo(0.4, within(TINY));
        assertThat(loss(id, "mine").through()).isEqualTo(Through.SALES);
    }

    /** Half of 80 goes to the spare mine: quarry 10 and mine 30 are left, an eighth is missing. */
    @Test
    void tellsWhatANewSupplierSpares() {
        var id =
                asOfficer(() ->
                        whatIfs.ask(
                                network,
                                new Scenario(
                                        List.of(new Stop(Kind.FIRM, "quarry", 100)),
                                        List.of(new Added("spare", "mill", 50))),
                                TinyNetwork.STRICT));
        var run = asOfficer(() -> whatIfs.find(id).orElseThrow());

        assertThat(Objects.requireNonNull(run.before()).down()).isCloseTo(45 / 200.0, within(TINY));
        var relief = run.relief().getFirst();
        assertThat(relief.volume()).isCloseTo(40, within(TINY));
        assertThat(relief.lossBefore()).isCloseTo(0.25, within(TINY));
        assertThat(relief.lossAfter()).isCloseTo(0.125, within(TINY));
        assertThat(run.total().down()).isCloseTo((20 + 12.5) / 200, within(TINY));
    }

    @Test
    void reachesCountriesDistrictsIndustriesAndMakersOfANode() {
        assertThat(stopped(new Stop(Kind.COUNTRY, "JP", 100))).isEqualTo(1);
        assertThat(stopped(new Stop(Kind.DISTRICT, "310115", 100))).isEqualTo(2);
        assertThat(stopped(new Stop(Kind.INDUSTRY, "C3985", 100))).isEqualTo(3);
        assertThat(stopped(new Stop(Kind.NODE, "integrated-circuits/silicon-wafer", 50)))
                .isEqualTo(2);
    }

    @Test
    void givesTheSameAnswerAndTheSameBitsToTheSameQuestion() {
        var once = ask(new Stop(Kind.FIRM, "quarry", 100));
        var twice = ask(new Stop(Kind.FIRM, "quarry", 100));
        var run = asOfficer(() -> whatIfs.find(once).orElseThrow());
        // The same content under another name is asked the same question.
        var twin =
                asOfficer(() ->
                        networks.store(networks.keep(TinyNetwork.draft(TinyNetwork.unique()))));
        var there =
                asOfficer(() ->
                        whatIfs.asked(
                                twin,
                                new Scenario(
                                        List.of(new Stop(Kind.FIRM, "quarry", 100)), List.of()),
                                TinyNetwork.STRICT));

        assertThat(twice).isEqualTo(once);
        assertThat(there).contains(once);
        assertThat(asOfficer(() -> whatIfs.repeated(once))).isEqualTo(run.digest());
    }

    @Test
    void keepsWhatFirmsAndNodesWereCalledWhenItWasAsked() {
        var id =
                ask(
                        new Stop(Kind.FIRM, "quarry", 100),
                        new Stop(Kind.NODE, "integrated-circuits/silicon-wafer", 50));

        var names = asOfficer(() -> whatIfs.find(id).orElseThrow()).names();

        assertThat(names).containsOnlyKeys("FIRM|quarry", "NODE|integrated-circuits/silicon-wafer");
        assertThat(names.get("NODE|integrated-circuits/silicon-wafer"))
                .isNotNull()
                .extracting(it -> it.in(java.util.Locale.ENGLISH))
                .asString()
                .isNotEqualTo("integrated-circuits/silicon-wafer");
    }

    @Test
    void saysWhyAFirmLosesAndOnWhichWay() {
        var id = ask(new Stop(Kind.FIRM, "quarry", 100));

        var why = asOfficer(() -> whatIfs.why(id, "shop").orElseThrow());
        var spared = asOfficer(() -> whatIfs.why(id, "other").orElseThrow());

        assertThat(why.way())
                .extracting(it -> it.firm().id())
                .containsExactly("quarry", "mill", "shop");
        assertThat(why.suppliers()).hasSize(1);
        assertThat(why.suppliers().getFirst().loss()).isCloseTo(0.25, within(TINY));
        assertThat(spared.own()).isNull();
        assertThat(spared.way()).isEmpty();
    }

    @Test
    void namesEverythingThatTheNetworkDoesNotHaveAtOnce() {
        var scenario =
                new Scenario(
                        List.of(
                                new Stop(Kind.FIRM, "nobody", 100),
                                new Stop(Kind.COUNTRY, "BR", 100)),
                        List.of(
                                new Added("spare", "shop", 50),
                                new Added("mill", "mill", 50),
                                new Added("ghost", "mill", 50)));

        assertThatThrownBy(
                        () -> asOfficer(() -> whatIfs.ask(network, scenario, TinyNetwork.STRICT)))
                .isInstanceOfSatisfying(
                        Problems.Refused.class,
                        it ->
                                assertThat(it.problems().kept())
                                        .extracting(Problem::code)
                                        .containsExactlyInAnyOrder(
                                                "what-if-unknown-firm",
                                                "what-if-unknown-country",
                                                "what-if-nothing-to-take-over",
                                                "what-if-supplies-itself",
                                                "what-if-unknown-firm"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"ENTERPRISE", "DISTRICT_OFFICER", "EXPERT", "FINANCIER", "PUBLIC"})
    void showNothingToWhoeverIsNotMeantToSee(Role role) {
        var id = ask(new Stop(Kind.FIRM, "quarry", 100));
        var other = new Viewer(UUID.randomUUID(), "别人", role, Set.of(), null);

        assertThatThrownBy(() -> Viewers.doAs(other, () -> whatIfs.find(id)))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> Viewers.doAs(other, () -> networks.firms(network)))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> Viewers.doAs(other, () -> networks.links(network, "mill")))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void leaveARecordOfEveryLookThatOnlyAuditorsRead() {
        var id = ask(new Stop(Kind.FIRM, "quarry", 100));
        asOfficer(() -> networks.firms(network));
        asOfficer(() -> networks.links(network, "mill"));
        asOfficer(() -> whatIfs.find(id));
        asOfficer(() -> whatIfs.why(id, "shop"));
        var auditor = new Viewer(UUID.randomUUID(), "审计", Role.AUDITOR, Set.of(), null);

        var seen =
                Viewers.doAs(auditor, () -> looks.latest(null, "", null, 100)).stream()
                        .filter(it -> Objects.equals(it.account(), officer.account()))
                        .toList();

        assertThat(seen)
                .extracting(Looks.Look::what)
                .containsExactly(
                        Looks.What.REASON, Looks.What.RUN, Looks.What.FIRM, Looks.What.NETWORK);
        assertThat(seen.get(2).detail()).endsWith("mill");
        assertThat(asOfficer(() -> looks.latest(null, "", null, 100))).isEmpty();
    }

    @Test
    void storesAVersionOnlyOnceForItsContentAndKeepsOldOnes() {
        var key = TinyNetwork.unique();
        var first = asOfficer(() -> networks.store(networks.keep(TinyNetwork.draft(key))));
        var again = asOfficer(() -> networks.keep(TinyNetwork.draft(key)));
        assertThat(asOfficer(() -> networks.compare(again).orElseThrow()).idle()).isTrue();
        assertThatThrownBy(() -> asOfficer(() -> networks.store(again)))
                .isInstanceOf(SupplyNetworks.Idle.class);

        var changed =
                asOfficer(() ->
                        networks.keep(
                                TinyNetwork.draft(key, 50, "integrated-circuits/silicon-wafer")));
        var preview = asOfficer(() -> networks.compare(changed).orElseThrow());
        assertThat(preview.idle()).isFalse();
        assertThat(preview.version()).isEqualTo(2);
        asOfficer(() -> networks.store(changed));

        assertThat(asOfficer(() -> networks.find(first).orElseThrow()).present()).isFalse();
        assertThat(asOfficer(() -> networks.firms(first))).hasSize(6);
    }

    private UUID ask(Stop... stops) {
        return asOfficer(() ->
                whatIfs.ask(network, new Scenario(List.of(stops), List.of()), TinyNetwork.STRICT));
    }

    private int stopped(Stop stop) {
        var id = ask(stop);
        return asOfficer(() -> whatIfs.find(id).orElseThrow()).total().stopped();
    }

    private FirmLoss loss(UUID run, String firm) {
        return asOfficer(() -> whatIfs.losses(run)).stream()
                .filter(it -> it.firm().id().equals(firm))
                .findFirst()
                .orElseThrow();
    }

    private <T> T asOfficer(Supplier<T> work) {
        return Viewers.doAs(officer, work);
    }
}
