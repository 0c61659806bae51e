package yanzhen.app.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.AccountOffice.Query;
import yanzhen.app.access.AccountOffice.Refusal;
import yanzhen.app.access.AccountOffice.Sort;
import yanzhen.app.access.AccountOffice.State;
import yanzhen.app.access.Accounts.NewAccount;
import yanzhen.app.access.LogIns.Outcome;

@IntegrationTest
class AccountOfficeTests {

    @Autowired ApplicationContext application;
    @Autowired AccountOffice office;
    @Autowired Credentials credentials;
    @Autowired Accounts book;
    @Autowired LogIns logIns;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;

    private TestAccounts accounts;
    private Viewer administrator = Viewer.VISITOR;

    @BeforeEach
    void prepare() {
        accounts = TestAccounts.of(application);
        administrator = accounts.open(Role.SECURITY_ADMIN).asViewer();
    }

    @ParameterizedTest(name = "by {0}, descending {1}")
    @CsvSource({
        "LOGIN,false",
        "LOGIN,true",
        "NAME,false",
        "NAME,true",
        "OPENED,false",
        "OPENED,true"
    })
    void pagesThroughEveryAccountOnceInOrder(Sort sort, boolean descending) {
        var mark = "页" + UUID.randomUUID().toString().substring(0, 6);
        for (int at = 0; at < 7; at++) {
            var number = (at * 5) % 7;
            opened("p%d-%s".formatted(number, UUID.randomUUID()), mark + number / 2);
        }
        var query = new Query(mark, null, null, sort, descending);

        var paged = new ArrayList<UUID>();
        List<String> after = null;
        for (int page = 0; page < 4; page++) {
            var found = search(query, after, 2);
            found.forEach(it -> paged.add(it.account().id()));
            after = office.place(query, found.getLast());
        }

        assertThat(paged).hasSize(7).doesNotHaveDuplicates();
        assertThat(paged)
                .isEqualTo(search(query, null, 50).stream().map(it -> it.account().id()).toList());
        assertThat(as(() -> office.count(query))).isEqualTo(7);
    }

    @Test
    void findsByRoleAndState() {
        var mark = "态" + UUID.randomUUID().toString().substring(0, 6);
        var waiting = opened("w-" + UUID.randomUUID(), mark).account();
        var disabled = opened("d-" + UUID.randomUUID(), mark).account();
        as(() -> {
            office.disable(disabled, "误开");
            return true;
        });

        assertThat(ids(mark, null, State.WAITING)).containsExactly(waiting);
        assertThat(ids(mark, null, State.DISABLED)).containsExactly(disabled);
        assertThat(ids(mark, null, State.ACTIVE)).isEmpty();
        assertThat(ids(mark, Role.EXPERT, null)).hasSize(2);
        assertThat(ids(mark, Role.AUDITOR, null)).isEmpty();
    }

    /** Signs of patterns are signs. */
    @Test
    void takesTypedWordsLiterally() {
        assertThat(search(new Query("%", null, null, Sort.LOGIN, false), null, 5)).isEmpty();
        assertThat(search(new Query("_", null, null, Sort.LOGIN, false), null, 5))
                .allSatisfy(it -> assertThat(it.account().name()).contains("_"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"SECURITY_ADMIN", "SYSTEM"},
            mode = EnumSource.Mode.EXCLUDE)
    void isClosedToEveryOtherRole(Role role) {
        var other = role == Role.PUBLIC ? Viewer.VISITOR : accounts.open(role).asViewer();
        var account = opened("c-" + UUID.randomUUID(), "别人").account();

        assertThatThrownBy(() -> Viewers.doAs(other, () -> office.find(account)))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> Viewers.doAs(other, () -> office.link(account)))
                .isInstanceOf(Forbidden.class);
        assertThat(Viewers.doAs(other, () -> book.find(account))).isEmpty();
    }

    @Test
    void makesOlderLinksWorthlessWithANewOne() {
        var first = opened("l-" + UUID.randomUUID(), "换链接");
        var second = as(() -> office.link(first.account()));

        assertThat(credentials.holderOf(first.token())).isEmpty();
        assertThat(credentials.holderOf(second.token())).isPresent();
        assertThatThrownBy(() -> credentials.setByLink(first.token(), "a long enough sentence"))
                .isInstanceOf(Credentials.Expired.class);
    }

    @Test
    void givesNoLinkOfADisabledAccountAnyForce() {
        var link = opened("x-" + UUID.randomUUID(), "停用");
        as(() -> {
            office.disable(link.account(), "误开");
            return true;
        });

        assertThat(credentials.holderOf(link.token())).isEmpty();
        assertThatThrownBy(() -> as(() -> office.link(link.account())))
                .isInstanceOfSatisfying(
                        Refusal.class, it -> assertThat(it.code()).isEqualTo("disabled"));
    }

    @Test
    void keepsALinkOnlyAsADigestAndOnlyForThreeDays() {
        var link = opened("e-" + UUID.randomUUID(), "过期");
        int stored =
                accounts.update(
                        "update access.invitation set expires_at = expires_at - interval '3 days' where account = ? and length(token_digest) = 32 and position(? in encode(token_digest, 'escape')) = 0",
                        link.account(),
                        link.token());

        assertThat(stored).isEqualTo(1);
        assertThat(credentials.holderOf(link.token())).isEmpty();
    }

    /**
     * All in one transaction that is taken back, since the other tests need their administrators.
     */
    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"SYSTEM_ADMIN", "SECURITY_ADMIN", "AUDIT_ADMIN"})
    void keepsTheLastAdministratorOfEachKind(Role role) {
        var last = accounts.open(role);

        as(() ->
                transaction.execute(state -> {
                    jdbc.sql("update access.account set enabled = false where role = ? and id <> ?")
                            .params(role.name(), last.id())
                            .update();
                    assertThatThrownBy(() -> office.disable(last.id(), "试一试"))
                            .isInstanceOfSatisfying(
                                    Refusal.class, it -> assertThat(it.code()).isEqualTo("last"));
                    state.setRollbackOnly();
                    return true;
                }));
    }

    @Test
    void endsALockBeforeItsTime() {
        var account = accounts.open(Role.AUDITOR);
        for (int at = 0; at < Tally.MOST; at++) {
            attempt(account.login(), "wrong");
        }
        assertThat(attempt(account.login(), TestAccounts.PASSWORD))
                .isInstanceOf(Outcome.Locked.class);

        as(() -> {
            office.unlock(account.id());
            return true;
        });

        assertThat(attempt(account.login(), TestAccounts.PASSWORD))
                .isInstanceOf(Outcome.Welcome.class);
    }

    /** With the real parameters of the hash: without it an unknown login would answer at once. */
    @Test
    void takesAsLongForAnUnknownLoginAsForAWrongPassword() {
        var login = "k-" + UUID.randomUUID();
        Viewers.doAs(
                Viewer.SYSTEM,
                () ->
                        book.open(
                                new NewAccount(login, "计时", Role.EXPERT, null, false),
                                TestAccounts.PASSWORD));
        var known = new ArrayList<Long>();
        var unknown = new ArrayList<Long>();
        for (int at = 0; at < 9; at++) {
            known.add(nanos(login));
            unknown.add(nanos("u-" + UUID.randomUUID()));
        }

        assertThat(median(unknown)).isBetween(median(known) / 2, median(known) * 2);
    }

    private long nanos(String login) {
        long start = System.nanoTime();
        assertThat(attempt(login, "wrong")).isInstanceOf(Outcome.Refused.class);
        return System.nanoTime() - start;
    }

    private static long median(List<Long> all) {
        return all.stream().sorted().skip(all.size() / 2).findFirst().orElseThrow();
    }

    private Outcome attempt(String login, String password) {
        return Viewers.doAs(Viewer.SYSTEM, () -> logIns.attempt(login, password));
    }

    private AccountOffice.Link opened(String login, String name) {
        return as(() -> office.open(new NewAccount(login, name, Role.EXPERT, null, false)));
    }

    private List<UUID> ids(String mark, @Nullable Role role, @Nullable State state) {
        return search(new Query(mark, role, state, Sort.LOGIN, false), null, 50).stream()
                .map(it -> it.account().id())
                .toList();
    }

    private List<AccountOffice.Entry> search(Query query, @Nullable List<String> after, int most) {
        return as(() -> office.search(query, after, most));
    }

    private <T> T as(Supplier<T> work) {
        return Viewers.doAs(administrator, work);
    }
}
