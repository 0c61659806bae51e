package yanzhen.app.notice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Account;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.OverAll;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.access.Viewers;
import yanzhen.app.evidence.AuditRecords;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.notice.FakeSmtp;
import yanzhen.app.notice.FakeSmtp.Manner;
import yanzhen.app.notice.HandClock;
import yanzhen.app.notice.Inbox;
import yanzhen.app.notice.MailPreferences.Preference;
import yanzhen.app.notice.MailPreferences.Trouble;
import yanzhen.app.notice.MailRoute;
import yanzhen.app.notice.Message;
import yanzhen.app.notice.NodeAddress;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.NotFound;

/** From what an account is told to what a mail server is given, against a real server of mail. */
@IntegrationTest
class MailRoundTests {

    private static final MailRoute OPEN = () -> MailRoute.Lack.NONE;

    @Autowired ApplicationContext application;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired PlatformTransactionManager transactions;
    @Autowired OverAll program;
    @Autowired Accounts accounts;
    @Autowired AuditTrail audit;
    @Autowired AuditRecords records;
    @Autowired Self self;
    @Autowired Inbox inbox;
    @Autowired MessageSource messages;

    private final FakeSmtp server = new FakeSmtp();
    private final NodeAddress node = new NodeAddress("https://yanzhen.example.cn/");

    /** A little ahead, so that what the application does by itself was before. */
    private final HandClock clock = new HandClock(Instant.parse("2031-05-06T01:00:00Z"));

    private TestAccounts people;
    private Account firm;
    private JdbcNotices notices;
    private JdbcMailPreferences preferences;
    private MailRound round;

    @BeforeEach
    void open() {
        people = TestAccounts.of(application);
        people.update(
                """
                update notice.mail set state = 'GIVEN_UP', fault = 'interrupted', ended_at = now()
                where state in ('WAITING', 'FAILED')
                """);
        firm = people.open(Role.ENTERPRISE);
        notices = new JdbcNotices(jdbc, program, OPEN, clock);
        preferences = new JdbcMailPreferences(jdbc, program, OPEN, audit, self, clock);
        round = round(smtp());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void sendsWhatAnAccountIsToldInItsLanguage() throws Exception {
        confirmed(firm, "firm@example.cn");
        as(
                firm,
                () -> {
                    preferences.choose(true, true);
                    return true;
                });
        tell("k", "截止日期改为 6 月 1 日", "The deadline is now 1 June");

        assertThat(round.send(9)).isEqualTo(1);

        var mail = parsed(last());
        assertThat(mail.getSubject()).isEqualTo("[Yanzhen] The deadline is now 1 June");
        assertThat(mail.getAllRecipients()[0].toString()).isEqualTo("firm@example.cn");
        assertThat(mail.getFrom()[0].toString()).contains("no-reply@yanzhen.example.cn");
        assertThat(mail.getHeader("Message-ID", ""))
                .isEqualTo("<" + latest() + "@yanzhen.example.cn>");
        assertThat(mail.getHeader("Auto-Submitted", "")).isEqualTo("auto-generated");
        assertThat(mail.getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
        assertThat(mail.getContent().toString())
                .contains("The deadline is now 1 June")
                .contains("Due: 2031-06-01 17:00 (Beijing time)")
                .contains("https://yanzhen.example.cn/calls/7")
                .contains("https://yanzhen.example.cn/notices/settings");
        assertThat(state()).isEqualTo("SENT 1");
        assertThat(round.send(9)).isZero();
    }

    @Test
    void writesChineseAndCharactersOfFourOctetsWhole() throws Exception {
        confirmed(firm, "firm@example.cn");
        tell("k", "𠮷田半导体\n" + "雁".repeat(300), "x");

        round.send(9);

        var mail = parsed(last());
        assertThat(mail.getSubject()).isEqualTo("【雁阵】𠮷田半导体 " + "雁".repeat(93) + "…");
        assertThat(mail.getContent().toString().replace("\r", ""))
                .startsWith("𠮷田半导体\n" + "雁".repeat(300) + "\n\n截止：2031-06-01 17:00（北京时间）\n");
    }

    @Test
    void triesAgainLaterWhenTheServerIsBusy() {
        confirmed(firm, "firm@example.cn");
        tell("k", "甲", "a");
        server.will(Manner.BUSY, Manner.BUSY);
        int before = server.taken().size();

        assertThat(round.send(9)).isEqualTo(1);
        assertThat(state()).isEqualTo("FAILED 1 refused 451");
        assertThat(round.send(9)).isZero();
        clock.pass(Duration.ofMinutes(1));
        assertThat(round.send(9)).isEqualTo(1);
        assertThat(trouble().givenUp()).isFalse();
        clock.pass(Duration.ofMinutes(4));
        assertThat(round.send(9)).isZero();
        clock.pass(Duration.ofMinutes(1));
        assertThat(round.send(9)).isEqualTo(1);

        assertThat(state()).isEqualTo("SENT 3");
        assertThat(server.taken()).hasSize(before + 1);
        assertThat(as(firm, () -> preferences.trouble())).isEmpty();
    }

    @Test
    void sendsAgainUnderTheSameIdWhenTheServerDropsTheConnection() throws Exception {
        confirmed(firm, "firm@example.cn");
        tell("k", "甲", "a");
        server.will(Manner.TAKES_AND_DROPS);
        int before = server.taken().size();

        round.send(9);
        assertThat(state()).isEqualTo("FAILED 1 unreachable");
        clock.pass(Duration.ofMinutes(1));
        round.send(9);

        assertThat(state()).isEqualTo("SENT 2");
        var sent = server.taken().subList(before, server.taken().size());
        assertThat(ids(sent)).containsExactly(id(), id());
    }

    /** The process dies when the server has the mail and the table does not know it yet. */
    @Test
    void sendsAgainUnderTheSameIdAfterADeathBetweenSendingAndMarking() throws Exception {
        confirmed(firm, "firm@example.cn");
        tell("k", "甲", "a");
        int before = server.taken().size();

        assertThatThrownBy(() -> round(new DiesAfterSending()).send(9)).isInstanceOf(Died.class);
        assertThat(server.taken()).hasSize(before + 1);
        assertThat(state()).isEqualTo("WAITING 1");
        // Nobody else takes it while it may still be on its way.
        assertThat(round.send(9)).isZero();
        clock.pass(MailRound.HELD);
        assertThat(round.send(9)).isEqualTo(1);

        assertThat(state()).isEqualTo("SENT 2");
        var sent = server.taken().subList(before, server.taken().size());
        assertThat(ids(sent)).containsExactly(id(), id());
    }

    /** A mail that kills whoever sends it ends all the same. */
    @Test
    void givesUpAMailThatKillsItsSenderEachTime() {
        confirmed(firm, "firm@example.cn");
        tell("k", "甲", "a");

        for (int at = 0; at <= MailRound.WAITS.size(); at++) {
            assertThatThrownBy(() -> round(new DiesAfterSending()).send(9))
                    .isInstanceOf(Died.class);
            clock.pass(MailRound.HELD);
        }
        round.send(9);

        assertThat(state()).isEqualTo("GIVEN_UP 9 interrupted");
    }

    @Test
    void givesUpAfterTheLastAttemptAndTellsTheAccountWhy() {
        confirmed(firm, "firm@example.cn");
        tell("k", "甲", "a");
        server.close();

        for (var wait : MailRound.WAITS) {
            assertThat(round.send(9)).isEqualTo(1);
            assertThat(state()).startsWith("FAILED");
            clock.pass(wait);
        }
        assertThat(round.send(9)).isEqualTo(1);

        assertThat(state()).isEqualTo("GIVEN_UP 8 unreachable");
        assertThat(trouble())
                .isEqualTo(
                        new Trouble(
                                new MailRoute.Fault("unreachable", null),
                                clock.instant(),
                                true,
                                8));
        assertThat(
                        as(firm, () -> inbox.find(UUID.fromString(latest())).orElseThrow())
                                .undelivered())
                .isEqualTo(new MailRoute.Fault("unreachable", null));
        clock.pass(Duration.ofDays(30));
        assertThat(round.send(9)).isZero();
    }

    @Test
    void doesNotTryAgainWhereThereIsNoSuchAddress() {
        confirmed(firm, "gone@example.cn");
        tell("k", "甲", "a");
        server.will(Manner.NO_SUCH_ADDRESS);

        round.send(9);

        assertThat(state()).isEqualTo("GIVEN_UP 1 no-such-address 550");
        assertThat(trouble().fault()).isEqualTo(new MailRoute.Fault("no-such-address", 550));
    }

    @Test
    void sendsNothingToAnAccountThatIsDisabledOrHasSwitchedMailOff() {
        confirmed(firm, "firm@example.cn");
        var away = people.open(Role.INSTITUTE);
        confirmed(away, "away@example.cn");
        int before = server.taken().size();
        tell(List.of(firm, away), "k", "甲", "a");
        as(
                firm,
                () -> {
                    preferences.choose(false, false);
                    return true;
                });
        people.update("update access.account set enabled = false where id = ?", away.id());

        assertThat(round.send(9)).isEqualTo(2);

        assertThat(server.taken()).hasSize(before);
        assertThat(states(firm)).containsExactly("SENT 1", "GIVEN_UP 1 switched-off");
        assertThat(states(away)).containsExactly("SENT 1", "GIVEN_UP 1 account-disabled");
        assertThat(as(firm, () -> preferences.trouble())).isEmpty();
        // And nothing more is put on its way.
        tell("k2", "乙", "b");
        assertThat(states(firm)).hasSize(2);
    }

    @Test
    void sharesTheWorkBetweenProcessesWithoutSendingTwice() throws Exception {
        var crowd = new ArrayList<Account>();
        for (int at = 0; at < 24; at++) {
            var one = people.open(Role.ENTERPRISE);
            crowd.add(one);
            confirmed(one, "a" + at + "@example.cn");
        }
        int before = server.taken().size();
        tell(crowd, "k", "甲", "a");

        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<Integer> process = () -> round(smtp()).send(100);
            int attempts = 0;
            for (var done : threads.invokeAll(List.of(process, process, process, process))) {
                attempts += done.get();
            }
            assertThat(attempts).isEqualTo(24);
        }

        var sent = server.taken().subList(before, server.taken().size());
        assertThat(sent).hasSize(24);
        assertThat(new HashSet<>(ids(sent))).hasSize(24);
    }

    @Test
    void usesAnAddressOnlyOnceItsLinkWasFollowed() throws Exception {
        propose(firm, "new@example.cn");
        assertThat(own()).isEqualTo(new Preference(null, "new@example.cn", false, false));
        tell("k", "还没有邮箱", "x");

        assertThat(round.send(9)).isEqualTo(1);
        var mail = parsed(last());
        assertThat(mail.getAllRecipients()[0].toString()).isEqualTo("new@example.cn");
        assertThat(mail.getSubject()).isEqualTo("【雁阵】确认您的通知邮箱");
        var token = token(mail.getContent().toString());
        assertThat(as(firm, () -> preferences.waiting(token)).orElseThrow().email())
                .isEqualTo("new@example.cn");
        confirm(firm, token);

        assertThat(own()).isEqualTo(new Preference("new@example.cn", null, true, false));
        assertThatThrownBy(() -> confirm(firm, token)).isInstanceOf(NotFound.class);
        tell("k2", "有邮箱了", "x");
        assertThat(round.send(9)).isEqualTo(1);
        assertThat(parsed(last()).getSubject()).isEqualTo("【雁阵】有邮箱了");
    }

    @Test
    void keepsTheAddressBeforeUntilTheNewOneIsConfirmed() throws Exception {
        confirmed(firm, "old@example.cn");
        propose(firm, "new@example.cn");
        round.send(9);
        var token = token(parsed(last()).getContent().toString());

        tell("k", "甲", "a");
        round.send(9);
        assertThat(parsed(last()).getAllRecipients()[0].toString()).isEqualTo("old@example.cn");

        confirm(firm, token);
        assertThat(own().email()).isEqualTo("new@example.cn");
    }

    @Test
    void takesNoLinkOfSomebodyElseNorAnOldOneNorOneToAnotherAddress() throws Exception {
        var other = people.open(Role.ENTERPRISE);
        propose(firm, "first@example.cn");
        round.send(9);
        var first = token(parsed(last()).getContent().toString());
        propose(firm, "second@example.cn");
        round.send(9);
        var second = token(parsed(last()).getContent().toString());

        assertThatThrownBy(() -> confirm(other, second)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> confirm(firm, first)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> confirm(firm, "no-such-token")).isInstanceOf(NotFound.class);
        clock.pass(JdbcMailPreferences.GOOD_FOR);
        assertThatThrownBy(() -> confirm(firm, second)).isInstanceOf(NotFound.class);
        assertThat(own().email()).isNull();
    }

    /** It lies in clear only as long as it may have to be sent. */
    @Test
    void forgetsTheTokenOfALinkOnceItsMailHasLeft() {
        propose(firm, "new@example.cn");
        assertThat(tokens()).isEqualTo(1);

        round.send(9);

        assertThat(tokens()).isZero();
    }

    @Test
    void givesUpALinkThatRanOutOnItsWay() {
        propose(firm, "new@example.cn");
        clock.pass(JdbcMailPreferences.GOOD_FOR);

        round.send(9);

        assertThat(state()).isEqualTo("GIVEN_UP 1 expired");
        assertThat(tokens()).isZero();
    }

    @Test
    void sendsNoMoreThanAFewLinksADay() {
        for (int at = 0; at < JdbcMailPreferences.MOST_LINKS; at++) {
            propose(firm, "a" + at + "@example.cn");
        }

        assertRefused("many-links", () -> propose(firm, "b@example.cn"));
        clock.pass(Duration.ofHours(24));
        propose(firm, "b@example.cn");
        assertThat(own().pending()).isEqualTo("b@example.cn");
    }

    @Test
    void refusesWhatChangesNothingAndMailWithoutAnAddress() {
        assertRefused("no-address", () -> choose(true, false));
        assertRefused("settings-as-they-were", () -> choose(false, false));
        assertRefused("settings-as-they-were", this::forget);
        confirmed(firm, "firm@example.cn");
        assertRefused("address-in-use", () -> propose(firm, "Firm@example.cn"));
        forget();
        assertThat(own()).isEqualTo(Preference.DEFAULT);
    }

    /** Officers and auditors read the trail: it says that there is an address, and never which. */
    @Test
    void leavesOneAuditRecordForEachChangeWithoutTheAddress() {
        confirmed(firm, "secret@example.cn");
        choose(true, true);
        forget();

        var kept =
                as(
                        people.open(Role.AUDITOR),
                        () ->
                                records.search(
                                        new AuditRecords.Query(
                                                "", "", "", "", firm.id(), null, null, null),
                                        null,
                                        9));
        assertThat(kept)
                .extracting(it -> it.action())
                .containsExactly(
                        "notice.forget-address",
                        "notice.choose",
                        "notice.confirm-address",
                        "notice.propose-address");
        assertThat(kept.toString()).doesNotContain("secret@example.cn");
    }

    @Test
    void refusesAnAddressWhereTheNodeSendsNoMail() {
        var closed =
                new JdbcMailPreferences(
                        jdbc, program, () -> MailRoute.Lack.SERVER, audit, self, clock);

        assertRefused(
                "mail-not-set-up",
                () ->
                        as(
                                firm,
                                () -> {
                                    closed.propose("firm@example.cn");
                                    return true;
                                }));
        // And nothing waits for the day on which there is a server.
        confirmed(firm, "firm@example.cn");
        var quiet = new JdbcNotices(jdbc, program, () -> MailRoute.Lack.ADDRESS, clock);
        as(
                firm,
                () -> {
                    quiet.tell(List.of(firm.id()), message("k", "甲", "a"));
                    return true;
                });
        assertThat(states(firm)).containsExactly("SENT 1");
    }

    @Test
    void saysWhatASenderMustLookLike() {
        assertThatThrownBy(() -> new Postman(smtp(), messages, node, "not an address", clock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("YANZHEN_MAIL_FROM");
    }

    /** Ends like a process that is killed: nothing behind it runs. */
    private static final class Died extends Error {
        Died() {
            super("killed");
        }
    }

    private final class DiesAfterSending extends JavaMailSenderImpl {

        DiesAfterSending() {
            setHost("127.0.0.1");
            setPort(server.port());
        }

        @Override
        protected void doSend(
                MimeMessage[] mails, Object @org.jspecify.annotations.Nullable [] originals) {
            super.doSend(mails, originals);
            throw new Died();
        }
    }

    private JavaMailSenderImpl smtp() {
        var smtp = new JavaMailSenderImpl();
        smtp.setHost("127.0.0.1");
        smtp.setPort(server.port());
        return smtp;
    }

    private MailRound round(JavaMailSender sender) {
        return new MailRound(
                jdbc,
                accounts,
                OPEN,
                new Wording(messages, node, clock),
                new Postman(sender, messages, node, "", clock),
                transactions,
                clock);
    }

    private void confirmed(Account account, String email) {
        propose(account, email);
        var token =
                people(() ->
                        jdbc.sql(
                                        "select token from notice.confirmation where account = ? and email = ? and token is not null")
                                .params(account.id(), email)
                                .query(String.class)
                                .single());
        assertThat(round.send(9)).isEqualTo(1);
        confirm(account, token);
    }

    private void propose(Account account, String email) {
        as(
                account,
                () -> {
                    preferences.propose(email);
                    return true;
                });
    }

    private void confirm(Account account, String token) {
        as(
                account,
                () -> {
                    preferences.confirm(token);
                    return true;
                });
    }

    private void choose(boolean byMail, boolean english) {
        as(
                firm,
                () -> {
                    preferences.choose(byMail, english);
                    return true;
                });
    }

    private void forget() {
        as(
                firm,
                () -> {
                    preferences.forget();
                    return true;
                });
    }

    private Preference own() {
        return as(firm, () -> preferences.own());
    }

    private Trouble trouble() {
        return as(firm, () -> preferences.trouble()).orElseThrow();
    }

    private static void assertRefused(String code, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOf(Conflict.class)
                .extracting(it -> ((Conflict) it).code())
                .isEqualTo(code);
    }

    private void tell(String key, String zh, String en) {
        tell(List.of(firm), key, zh, en);
    }

    private void tell(List<Account> told, String key, String zh, String en) {
        as(
                firm,
                () -> {
                    notices.tell(told.stream().map(Account::id).toList(), message(key, zh, en));
                    return true;
                });
    }

    private static Message message(String key, String zh, String en) {
        return new Message(
                key,
                "changed",
                "call",
                "7",
                "/calls/7",
                new Bilingual(zh, en),
                Instant.parse("2031-06-01T09:00:00Z"));
    }

    /** State, attempts, fault and reply of the latest mail of the firm. */
    private String state() {
        return states(firm).getLast();
    }

    private List<String> states(Account account) {
        return as(
                account,
                () ->
                        jdbc.sql(
                                        "select concat_ws(' ', state, tries, fault, reply) from notice.mail where account = ? order by id")
                                .param(account.id())
                                .query(String.class)
                                .list());
    }

    private long tokens() {
        return people(() ->
                jdbc.sql("select count(token) from notice.confirmation where account = ?")
                        .param(firm.id())
                        .query(Long.class)
                        .single());
    }

    private String latest() {
        return as(firm, () -> inbox.latest().orElseThrow()).toString();
    }

    private String id() {
        return "<" + latest() + "@yanzhen.example.cn>";
    }

    private static List<String> ids(List<String> mails) throws Exception {
        var ids = new ArrayList<String>();
        for (var mail : mails) {
            ids.add(parsed(mail).getHeader("Message-ID", ""));
        }
        return ids;
    }

    private String last() {
        return server.taken().getLast();
    }

    private static MimeMessage parsed(String mail) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
    }

    private static String token(String text) {
        var before = "https://yanzhen.example.cn/notices/confirm/";
        int at = text.indexOf(before) + before.length();
        return text.substring(at, at + 43);
    }

    private <T> T people(Supplier<T> work) {
        return Viewers.doAs(
                yanzhen.app.access.Viewer.SYSTEM, () -> transaction.execute(_ -> work.get()));
    }

    private <T> T as(Account account, Supplier<T> work) {
        return Viewers.doAs(account.asViewer(), () -> transaction.execute(_ -> work.get()));
    }
}
