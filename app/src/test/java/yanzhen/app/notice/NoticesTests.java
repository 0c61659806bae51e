package yanzhen.app.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Account;
import yanzhen.app.access.OnBehalf;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.evidence.AuditRecord;
import yanzhen.app.evidence.AuditRecords;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.NotFound;

@IntegrationTest
class NoticesTests {

    @Autowired ApplicationContext application;
    @Autowired Notices notices;
    @Autowired Inbox inbox;
    @Autowired Subscriptions subscriptions;
    @Autowired AuditRecords records;
    @Autowired OnBehalf onBehalf;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;

    private TestAccounts accounts;
    private Account officer;
    private Account firm;
    private Account other;

    @BeforeEach
    void open() {
        accounts = TestAccounts.of(application);
        officer = accounts.open(Role.CITY_OFFICER);
        firm = accounts.open(Role.ENTERPRISE);
        other = accounts.open(Role.ENTERPRISE);
    }

    @Test
    void tellsEachAccountOnceForAKey() {
        var message = message("k1", "截止日期改为 6 月 1 日");

        tell(List.of(firm, other, firm), message);
        tell(List.of(firm, other), message("k1", "另一句话"));
        tell(List.of(firm), message("k2", "第二件事"));

        assertThat(texts(firm)).containsExactly("第二件事", "截止日期改为 6 月 1 日");
        assertThat(texts(other)).containsExactly("截止日期改为 6 月 1 日");
        assertThat(texts(officer)).isEmpty();
    }

    @Test
    void tellsNothingWhenTheChangeIsRolledBack() {
        as(
                officer,
                () -> {
                    notices.tell(List.of(firm.id()), message("lost", "不会发生"));
                    throw new Undone();
                });

        assertThat(texts(firm)).isEmpty();
        tell(List.of(firm), message("lost", "这次发生了"));
        assertThat(texts(firm)).containsExactly("这次发生了");
    }

    @Test
    void asksForATransactionAndForAccountsThatThereAre() {
        assertThatThrownBy(() ->
                        Viewers.doAs(
                                officer.asViewer(),
                                () -> notices.tell(List.of(firm.id()), message("k", "一句"))))
                .isInstanceOf(IllegalTransactionStateException.class);
        assertThatThrownBy(() -> tellIds(List.of(UUID.randomUUID()), message("k", "一句")))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    /** Both hold accounts that the other wants; the order of accounts keeps them from a ring. */
    @Test
    void tellsTheSameAccountsFromManyTransactionsAtOnce() throws Exception {
        var crowd = Stream.generate(() -> accounts.open(Role.ENTERPRISE)).limit(20).toList();
        var work = new ArrayList<Callable<Boolean>>();
        for (int at = 0; at < 16; at++) {
            var turned = at % 2 == 0 ? crowd : crowd.reversed();
            int key = at % 4;
            work.add(() -> {
                tell(turned, message("crowd-" + key, "同时"));
                return true;
            });
        }

        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var done : threads.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        }

        for (var one : crowd) {
            assertThat(texts(one)).hasSize(4);
        }
    }

    /** After it the rest of the transaction has the rights that it had before. */
    @Test
    void leavesTheRightsOfItsCallerAsTheyWere() {
        as(
                firm,
                () -> {
                    notices.tell(List.of(other.id()), message("rights", "一句"));
                    assertThat(visible("notice.message")).isZero();
                    assertThat(role()).isEqualTo("ENTERPRISE");
                    onBehalf.of(
                            Set.of(),
                            () -> {
                                notices.tell(List.of(other.id()), message("rights-2", "一句"));
                                assertThat(role()).isEqualTo("SYSTEM");
                                return true;
                            });
                    assertThat(role()).isEqualTo("ENTERPRISE");
                    return true;
                });
        assertThat(texts(other)).hasSize(2);
    }

    @Test
    void showsNobodysThingsToAnybodyElse() {
        tell(List.of(firm), message("mine", "只给一家看"));
        as(firm, () -> subscriptions.follow(followed("c-1")));
        as(firm, () -> feeds().make());
        var id = as(firm, () -> inbox.latest().orElseThrow());

        for (var role : Role.values()) {
            var viewer =
                    role == Role.PUBLIC
                            ? Viewer.VISITOR
                            : role == Role.SYSTEM ? null : accounts.open(role).asViewer();
            if (viewer == null) {
                continue;
            }
            for (var table :
                    List.of(
                            "message",
                            "mail",
                            "preference",
                            "confirmation",
                            "feed",
                            "subscription")) {
                assertThat(as(viewer, () -> visible("notice." + table)))
                        .as("%s reads %s", role, table)
                        .isZero();
            }
            assertThat(as(viewer, () -> marked(id))).as("%s marks", role).isZero();
        }
        assertThat(as(other, () -> inbox.find(id))).isEmpty();
        assertThat(as(other, () -> inbox.read(id))).isEmpty();
        assertThat(as(firm, () -> inbox.unread(9))).isEqualTo(1);
    }

    /** Only the program tells: no account writes into the list of another, nor into its own. */
    @Test
    void letsNoAccountWriteANoticeByItself() {
        for (var viewer : List.of(officer.asViewer(), firm.asViewer(), Viewer.VISITOR)) {
            assertThatThrownBy(() ->
                            as(
                                    viewer,
                                    () ->
                                            jdbc.sql(
                                                            """
                                                            insert into notice.message (account, key, kind, subject_type, subject, path, zh, en, at)
                                                            values (?, 'x', 'x', 'x', 'x', '/', 'x', 'x', now())
                                                            """)
                                                    .param(firm.id())
                                                    .update()))
                    .rootCause()
                    .hasMessageContaining("row-level security");
        }
    }

    @Test
    void listsUnreadFirstAndPagesThrough() {
        for (int at = 1; at <= 7; at++) {
            tell(List.of(firm), message("n" + at, "第 " + at + " 件"));
        }
        as(
                firm,
                () -> {
                    var all = inbox.search(Inbox.Query.ALL, null, 9).items();
                    inbox.read(all.get(0).id());
                    return inbox.read(all.get(2).id());
                });

        var seen = new ArrayList<String>();
        yanzhen.app.site.Cursor after = null;
        do {
            var from = after;
            var page = as(firm, () -> inbox.search(Inbox.Query.ALL, from, 3));
            page.items().forEach(it -> seen.add(it.text().zh()));
            after = yanzhen.app.site.Cursor.read(page.next(), 2).orElse(null);
        } while (after != null);

        assertThat(seen)
                .containsExactly("第 6 件", "第 4 件", "第 3 件", "第 2 件", "第 1 件", "第 7 件", "第 5 件");
    }

    @Test
    void marksAllThatTheReaderSawAndNothingThatCameLater() {
        tell(List.of(firm), message("a", "甲"));
        tell(List.of(firm, other), kind("b", "另一类"));
        var seen = as(firm, () -> inbox.latest().orElseThrow());
        tell(List.of(firm), message("c", "丙"));

        assertThat(as(firm, () -> inbox.readAll(new Inbox.Query("reminder", false), seen)))
                .isEqualTo(1);
        assertThat(as(firm, () -> inbox.readAll(Inbox.Query.ALL, seen))).isEqualTo(1);
        assertThat(as(firm, () -> inbox.readAll(Inbox.Query.ALL, seen))).isZero();

        assertThat(as(firm, () -> inbox.unread(9))).isEqualTo(1);
        assertThat(as(other, () -> inbox.unread(9))).isEqualTo(1);
        assertThat(as(firm, () -> inbox.kinds()))
                .containsExactly(new Inbox.Kind("changed", 2), new Inbox.Kind("reminder", 1));
    }

    @Test
    void leavesNoAuditRecordOfTellingAndReading() {
        long before =
                everything(new AuditRecords.Query("", "", "", "", firm.id(), null, null, null));

        as(
                firm,
                () -> {
                    notices.tell(List.of(firm.id()), message("self", "一句"));
                    return inbox.read(inbox.latest().orElseThrow());
                });

        assertThat(everything(new AuditRecords.Query("", "", "", "", firm.id(), null, null, null)))
                .isEqualTo(before);
    }

    @Test
    void tellsThoseWhoFollowAndNobodyElse() {
        as(firm, () -> subscriptions.follow(followed("call-7")));
        as(other, () -> subscriptions.follow(followed("call-8")));

        as(
                officer,
                () -> {
                    notices.tellSubscribers("call", "call-7", message("change-1", "有一处修改"));
                    return true;
                });

        assertThat(texts(firm)).containsExactly("有一处修改");
        assertThat(texts(other)).isEmpty();
        var mine = as(firm, () -> subscriptions.of("call", "call-7").orElseThrow());
        as(
                firm,
                () -> {
                    subscriptions.end(mine.id());
                    return true;
                });
        as(
                officer,
                () -> {
                    notices.tellSubscribers("call", "call-7", message("change-2", "又一处修改"));
                    return true;
                });
        assertThat(texts(firm)).hasSize(1);
    }

    @Test
    void refusesToFollowTwiceAndToEndWhatIsSomebodyElses() {
        var id = as(firm, () -> subscriptions.follow(followed("twice")));

        assertThatThrownBy(() -> as(firm, () -> subscriptions.follow(followed("twice"))))
                .isInstanceOf(Conflict.class)
                .extracting(it -> ((Conflict) it).code())
                .isEqualTo("followed-already");
        assertThatThrownBy(() ->
                        as(
                                other,
                                () -> {
                                    subscriptions.end(id);
                                    return true;
                                }))
                .isInstanceOf(NotFound.class);
        assertThat(as(firm, () -> subscriptions.all())).hasSize(1);
    }

    /** An officer reads the trail: it must not tell who has an eye on what. */
    @Test
    void keepsWhatIsFollowedOutOfTheAuditTrail() {
        var id = as(firm, () -> subscriptions.follow(followed("secret-interest")));
        as(
                firm,
                () -> {
                    subscriptions.end(id);
                    return true;
                });

        var kept =
                as(
                        officer,
                        () ->
                                records.search(
                                        new AuditRecords.Query(
                                                "", "", "", "", firm.id(), null, null, null),
                                        null,
                                        10));
        assertThat(kept)
                .extracting(AuditRecord::action)
                .containsExactly("notice.unfollow", "notice.follow");
        assertThat(kept.toString()).contains(id.toString()).doesNotContain("secret-interest");
    }

    /** One of two followed both already; nobody follows twice, and nobody is lost. */
    @Test
    void passesFollowersOnWhenOneThingBecomesAnother() {
        as(firm, () -> subscriptions.follow(followed("old")));
        as(other, () -> subscriptions.follow(followed("old")));
        as(other, () -> subscriptions.follow(followed("new")));

        as(
                officer,
                () -> {
                    subscriptions.passOn("call", "old", followed("new"));
                    subscriptions.passOn("call", "new", followed("new"));
                    return true;
                });

        for (var one : List.of(firm, other)) {
            assertThat(as(one, () -> subscriptions.all()))
                    .extracting(it -> it.what().subject())
                    .containsExactly("new");
        }
    }

    @Test
    void tellsADisabledAccountForLater() {
        accounts.update("update access.account set enabled = false where id = ?", firm.id());

        tell(List.of(firm), message("while-away", "离岗期间"));

        accounts.update("update access.account set enabled = true where id = ?", firm.id());
        assertThat(texts(firm)).containsExactly("离岗期间");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "calls",
                "//elsewhere.example",
                "/\\elsewhere.example",
                "https://elsewhere.example",
                "/a b",
                "/a\nb",
                "/a\u0000",
                "/a\\b"
            })
    void takesNoPathThatLeadsElsewhere(String path) {
        assertThatThrownBy(() ->
                        new Message(
                                "k", "changed", "call", "1", path, new Bilingual("甲", "a"), null))
                .isInstanceOf(IllegalArgumentException.class);
        // The database does not rely on it.
        assertThatThrownBy(() ->
                        accounts.update(
                                """
                                insert into notice.message (account, key, kind, subject_type, subject, path, zh, en, at)
                                values (?, 'x', 'x', 'x', 'x', ?, 'x', 'x', now())
                                """,
                                firm.id(),
                                path))
                .isInstanceOf(org.springframework.dao.DataAccessException.class);
    }

    private static final class Undone extends RuntimeException {}

    private Feeds feeds() {
        return application.getBean(Feeds.class);
    }

    private static Message message(String key, String zh) {
        return new Message(
                key, "changed", "call", "7", "/calls/7", new Bilingual(zh, "English"), null);
    }

    private static Message kind(String key, String zh) {
        return new Message(
                key,
                "reminder",
                "call",
                "7",
                "/calls/7",
                new Bilingual(zh, "English"),
                Instant.parse("2026-06-01T09:00:00Z"));
    }

    private static Followed followed(String subject) {
        return new Followed("call", subject, new Bilingual("征集", "A call"), "/calls/" + subject);
    }

    private void tell(List<Account> told, Message message) {
        tellIds(told.stream().map(Account::id).toList(), message);
    }

    private void tellIds(List<UUID> told, Message message) {
        as(
                officer,
                () -> {
                    notices.tell(told, message);
                    return true;
                });
    }

    private List<String> texts(Account account) {
        return as(account, () -> inbox.search(Inbox.Query.ALL, null, 100)).items().stream()
                .map(it -> it.text().zh())
                .toList();
    }

    private long everything(AuditRecords.Query query) {
        return as(officer, () -> records.count(query, 1_000));
    }

    private long visible(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private int marked(UUID id) {
        return jdbc.sql("update notice.message set read_at = now() where id = ?")
                .param(id)
                .update();
    }

    private String role() {
        return jdbc.sql("select access.viewer_role()").query(String.class).single();
    }

    private <T> T as(Account account, Supplier<T> work) {
        return as(account.asViewer(), work);
    }

    private <T> T as(Viewer viewer, Supplier<T> work) {
        return Viewers.doAs(
                viewer,
                () -> {
                    try {
                        return transaction.execute(_ -> work.get());
                    } catch (Undone e) {
                        return null;
                    }
                });
    }
}
