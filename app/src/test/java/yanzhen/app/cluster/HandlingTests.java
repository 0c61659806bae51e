package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Account;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.cluster.Casework.Waiting;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.kernel.Period;
import yanzhen.app.site.NotFound;

/** Who has taken a step, and who stands in for whom. */
@IntegrationTest
class HandlingTests {

    private static final String DISTRICT = "310107";
    private static final String OTHER = "310109";

    @Autowired ApplicationContext application;
    @Autowired Handling handling;
    @Autowired Accounts accounts;
    @Autowired JdbcClient jdbc;
    private Applicants by;
    private Viewer first = Viewer.VISITOR;
    private Viewer second = Viewer.VISITOR;
    private Viewer elsewhere = Viewer.VISITOR;

    @BeforeEach
    void officers() {
        by = Applicants.of(application);
        first = officer("甲", DISTRICT);
        second = officer("乙", DISTRICT);
        elsewhere = officer("丙", OTHER);
    }

    private Viewer officer(String name, String district) {
        return by.as(
                Viewer.SYSTEM,
                () -> {
                    var login = "handling-" + UUID.randomUUID();
                    Account account =
                            accounts.open(
                                    new Accounts.NewAccount(
                                            login, name, Role.DISTRICT_OFFICER, district, true),
                                    null);
                    return account.asViewer();
                });
    }

    private static UUID account(Viewer viewer) {
        return java.util.Objects.requireNonNull(viewer.account());
    }

    private UUID waiting() {
        var round = by.call("etc-city", null, Map.of());
        return by.submitted(round, by.firm(DISTRICT));
    }

    private Waiting seen(Viewer viewer, UUID application) {
        return by.as(viewer, () -> by.casework.queue(null, null)).stream()
                .filter(it -> it.application().equals(application))
                .findFirst()
                .orElseThrow();
    }

    private Period days(int from, int until) {
        return new Period(by.today().plusDays(from), by.today().plusDays(until));
    }

    @Test
    void oneTakesAStepGivesItOnAndPutsItBack() {
        var application = waiting();
        var step = by.step(application);
        assertThat(seen(first, application).handler()).isNull();
        assertThat(by.<Integer>as(first, () -> handling.take(List.of(step, step)))).isOne();
        assertThat(seen(second, application).handler())
                .isEqualTo(new Casework.Handler(account(first), "甲", false));
        assertThat(by.<Integer>as(first, () -> handling.take(List.of(step)))).isZero();
        assertThat(by.<Integer>as(first, () -> handling.give(List.of(step), account(second))))
                .isOne();
        assertThat(seen(first, application).handler())
                .isEqualTo(new Casework.Handler(account(second), "乙", false));
        assertThat(by.<Integer>as(first, () -> handling.release(List.of(step)))).isOne();
        assertThat(seen(first, application).handler()).isNull();
        assertThat(
                        by.count(
                                """
                                select count(*) from evidence.audit
                                where action = 'cluster.hand' and subject = ?
                                """,
                                application.toString()))
                .isEqualTo(3);
    }

    @Test
    void whoMayNotDecideNeitherTakesNorIsGiven() {
        var application = waiting();
        var step = by.step(application);
        assertThat(by.<Integer>as(elsewhere, () -> handling.take(List.of(step)))).isZero();
        assertThat(by.<Integer>as(Applicants.CITY, () -> handling.take(List.of(step)))).isZero();
        assertThatThrownBy(
                        () -> by.as(first, () -> handling.give(List.of(step), account(elsewhere))))
                .isInstanceOf(Handling.NoColleague.class);
        var firm = by.firm(DISTRICT);
        assertThatThrownBy(() -> by.as(firm, () -> handling.take(List.of(step))))
                .isInstanceOf(Forbidden.class);
        assertThat(by.as(first, () -> handling.colleagues()))
                .extracting(Accounts.Colleague::account)
                .contains(account(second))
                .doesNotContain(account(first), account(elsewhere));
        assertThat(by.as(firm, () -> handling.colleagues())).isEmpty();
    }

    @Test
    void whoStandsInSeesTheWorkAndTheRecordSaysForWhom() {
        var mine = waiting();
        var free = waiting();
        by.run(first, () -> handling.take(List.of(by.step(mine))));
        assertThat(seen(second, mine).handler())
                .isEqualTo(new Casework.Handler(account(first), "甲", false));

        var delegation = by.as(first, () -> handling.delegate(account(second), days(0, 3), "出差"));

        assertThat(seen(second, mine).handler())
                .isEqualTo(new Casework.Handler(account(first), "甲", true));
        by.pass(second, mine);
        by.pass(second, free);
        assertThat(passage(mine).by()).isEqualTo("乙");
        assertThat(passage(mine).onBehalfOf()).isEqualTo("甲");
        assertThat(passage(free).onBehalfOf()).isNull();
        by.run(first, () -> handling.end(delegation));
        assertThat(by.as(second, () -> handling.delegations())).isEmpty();
    }

    /** The step that was decided, the first on the way. */
    private Applications.Passage passage(UUID application) {
        return by.as(Viewer.SYSTEM, () -> by.applications.passages(application)).stream()
                .filter(it -> it.verdict() == Verdict.PASSED)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aDelegationBeginsAndEndsByTheDayAlone() {
        var application = waiting();
        by.run(first, () -> handling.take(List.of(by.step(application))));
        by.run(first, () -> handling.delegate(account(second), days(1, 3), "出差"));
        assertThat(seen(second, application).handler())
                .isEqualTo(new Casework.Handler(account(first), "甲", false));
        insert(-3, 0);
        assertThat(seen(second, application).handler())
                .isEqualTo(new Casework.Handler(account(first), "甲", false));
        assertThat(by.as(second, () -> handling.delegations())).hasSize(1);
    }

    private void insert(int from, int until) {
        by.run(
                first,
                () ->
                        jdbc.sql(
                                        """
                                        insert into cluster.delegation
                                            (officer, officer_name, deputy, deputy_name, district, days, reason, made_at)
                                        values (?, '甲', ?, '乙', ?, daterange(?, ?), '过去', now())
                                        """)
                                .params(
                                        account(first),
                                        account(second),
                                        DISTRICT,
                                        by.today().plusDays(from),
                                        by.today().plusDays(until))
                                .update());
    }

    @Test
    void oneHasOneDeputyOnADayAndTakesOnlyTheOwnBack() {
        var third = officer("丁", DISTRICT);
        var delegation = by.as(first, () -> handling.delegate(account(second), days(0, 3), "出差"));
        assertThatThrownBy(() ->
                        by.as(first, () -> handling.delegate(account(third), days(2, 5), "再委托")))
                .isInstanceOf(Handling.DelegatedAlready.class);
        by.run(first, () -> handling.delegate(account(third), days(3, 5), "接着"));
        assertThatThrownBy(() -> by.run(second, () -> handling.end(delegation)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() ->
                        by.as(
                                first,
                                () -> handling.delegate(account(elsewhere), days(9, 11), "外区")))
                .isInstanceOf(Handling.NoColleague.class);
        assertThat(by.as(first, () -> handling.delegations()))
                .extracting(Handling.Delegation::deputyName)
                .containsExactly("乙", "丁");
    }

    /** No chain: whoever stands in for a deputy does not stand in for the deputy's officers. */
    @Test
    void aDeputysDeputyStandsInForTheDeputyOnly() {
        var third = officer("丁", DISTRICT);
        var application = waiting();
        by.run(first, () -> handling.take(List.of(by.step(application))));
        by.run(first, () -> handling.delegate(account(second), days(0, 3), "出差"));
        by.run(second, () -> handling.delegate(account(third), days(0, 3), "也出差"));
        assertThat(seen(third, application).handler())
                .isEqualTo(new Casework.Handler(account(first), "甲", false));
    }

    @Test
    void nobodyElseReadsDelegations() {
        by.run(first, () -> handling.delegate(account(second), days(0, 3), "出差"));
        var firm = new Viewer(UUID.randomUUID(), "企", Role.ENTERPRISE, Set.of(), null);
        for (var viewer : List.of(firm, elsewhere, Viewer.VISITOR)) {
            assertThat(
                            by.as(
                                    viewer,
                                    () ->
                                            jdbc.sql(
                                                            "select count(*) from cluster.delegation where officer = ?")
                                                    .param(account(first))
                                                    .query(Long.class)
                                                    .single()))
                    .isZero();
        }
    }
}
