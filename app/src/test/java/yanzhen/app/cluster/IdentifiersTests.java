package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Identifiers.Entry;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Period;

@IntegrationTest
class IdentifiersTests {

    private static final Viewer CITY =
            new Viewer(UUID.randomUUID(), "市", Role.CITY_OFFICER, Set.of(), null);
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final LocalDate START = LocalDate.of(2020, 1, 1);

    @Autowired Identifiers identifiers;
    @Autowired Enrolment enrolment;
    @Autowired Organisations organisations;
    @Autowired Register register;
    @Autowired ApplicationContext application;
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient jdbc;

    @BeforeEach
    void load() {
        FirmOfItsOwn.in(application);
    }

    @Test
    void registersABodyWithoutACreditCode() {
        var number = number();

        var id = registered(number);

        var body = find(id);
        assertThat(body.code()).isNull();
        assertThat(body.key()).isEqualTo("FOREIGN-REGISTER:DE:" + number.value());
        assertThat(as(CITY, () -> organisations.findByKey(body.key()))).contains(body);
        assertThat(entries(id)).extracting(Entry::leads).containsExactly(true);
        assertThat(searched(number.value())).containsExactly(id);
    }

    @Test
    void givesAValueToOneOrganisationAtATime() {
        var number = number();
        var first = coded();
        var second = coded();
        add(first, number, START, LocalDate.of(2022, 1, 1));

        // Until is the first day after: the next may have it from then on, and not a day before.
        assertThatThrownBy(() -> add(second, number, LocalDate.of(2021, 12, 31), null))
                .isInstanceOfSatisfying(
                        Identifiers.Taken.class,
                        it -> assertThat(it.organisation()).isEqualTo(first));
        add(second, number, LocalDate.of(2022, 1, 1), null);

        assertThat(entries(second)).hasSize(1);
    }

    @Test
    void tellsTheSameNumberOfTwoCountriesApart() {
        var german = number();
        var french = new OtherIdentifier(german.kind(), "FR", german.value());

        assertThat(registered(german)).isNotEqualTo(registered(french));
    }

    @Test
    void letsOneOfEightWhoRecordTheSameIdentifierAtOnce() throws Exception {
        var number = number();
        var bodies = IntStream.range(0, 8).mapToObj(_ -> coded()).toList();

        assertThat(
                        winners(
                                bodies.stream()
                                        .map(it -> attempt(() -> add(it, number, START, null)))
                                        .toList()))
                .isEqualTo(1);
    }

    @Test
    void letsOneOfEightWhoRegisterTheSameBodyAtOnce() throws Exception {
        var number = number();

        assertThat(
                        winners(
                                IntStream.range(0, 8)
                                        .mapToObj(_ -> attempt(() -> registered(number)))
                                        .toList()))
                .isEqualTo(1);
    }

    private static Callable<Boolean> attempt(Supplier<UUID> work) {
        return () -> {
            try {
                var _ = work.get();
                return true;
            } catch (Identifiers.Taken e) {
                return false;
            }
        };
    }

    private static int winners(List<Callable<Boolean>> tasks) throws Exception {
        int won = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(tasks)) {
                won += each.get() ? 1 : 0;
            }
        }
        return won;
    }

    @Test
    void keepsIdentityAndHistoryWhenTheCodeComes() {
        var number = number();
        var id = registered(number);
        var code = new CreditCode(ImportsTests.code());

        assign(id, code);

        var body = find(id);
        assertThat(body.code()).isEqualTo(code);
        assertThat(body.key()).isEqualTo(code.value());
        assertThat(as(CITY, () -> enrolment.versions(id))).hasSize(1);
        assertThat(entries(id)).extracting(Entry::number).containsExactly(number);
        assertThat(entries(id)).extracting(Entry::leads).containsExactly(false);
        assertThat(searched(number.value())).containsExactly(id);
        assertThat(actions(id)).containsExactly("cluster.register", "cluster.assign-code");
        assertThatThrownBy(() -> assign(id, new CreditCode(ImportsTests.code())))
                .isInstanceOf(Identifiers.HasCode.class);
    }

    @Test
    void refusesACodeThatSomebodyElseHas() {
        var other = coded();
        var code = java.util.Objects.requireNonNull(find(other).code());
        var id = registered(number());

        assertThatThrownBy(() -> assign(id, code))
                .isInstanceOfSatisfying(
                        Enrolment.CodeTaken.class,
                        it -> assertThat(it.organisation()).isEqualTo(other));
        assertThat(find(id).code()).isNull();
    }

    @Test
    void keepsTheIdentifierThatTellsABodyApartUntilThereIsACode() {
        var id = registered(number());
        var lead = entries(id).getFirst().id();

        assertThatThrownBy(() -> withdraw(CITY, id, lead)).isInstanceOf(Identifiers.Leading.class);
        assign(id, new CreditCode(ImportsTests.code()));
        withdraw(CITY, id, lead);

        assertThat(entries(id)).allMatch(it -> it.supersededAt() != null);
    }

    /** Whatever a program does: the database looks at it when the transaction ends. */
    @Test
    void isHeldByTheDatabaseToo() {
        assertThatThrownBy(() ->
                        as(
                                Viewer.SYSTEM,
                                () ->
                                        jdbc.sql(
                                                        """
                                                        insert into cluster.organisation
                                                            (lead_kind, lead_jurisdiction, lead_value, created_at)
                                                        values ('FOREIGN-REGISTER', 'DE', 'NOBODY', now())
                                                        """)
                                                .update()))
                .hasStackTraceContaining("keeps the identifier that it is told apart by");
        assertThatThrownBy(() ->
                        as(
                                Viewer.SYSTEM,
                                () ->
                                        jdbc.sql(
                                                        "insert into cluster.organisation (created_at) values (now())")
                                                .update()))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("organisation_is_told_apart");
    }

    @Test
    void endsAnIdentifierOnADayInsideOfItsPeriodOnly() {
        var id = coded();
        var entry = add(id, number(), START, null);

        assertThatThrownBy(() -> end(id, entry, START)).isInstanceOf(Identifiers.NotInForce.class);
        end(id, entry, START.plusDays(1));

        assertThat(entries(id).getFirst().valid()).isEqualTo(new Period(START, START.plusDays(1)));
        assertThat(entries(id).getLast().supersededAt()).isNotNull();
    }

    @Test
    void letsADistrictOfficerChangeOwnOrganisationsOnly() {
        var id = registered(number());
        var own = FirmOfItsOwn.officerOf("310115");
        var other = FirmOfItsOwn.officerOf("310104");

        assertThatThrownBy(() ->
                        as(other, () -> identifiers.add(id, statement(number(), START, null))))
                .isInstanceOf(Forbidden.class);
        as(own, () -> identifiers.add(id, statement(number(), START, null)));
        as(
                own,
                () -> {
                    identifiers.assign(id, new CreditCode(ImportsTests.code()), null, "领取执照");
                    return true;
                });

        assertThat(entries(id)).hasSize(2);
        assertThat(find(id).code()).isNotNull();
    }

    /** The service refuses first; without it the second wall stands. */
    @Test
    void hidesForeignRowsFromTheWritingOfAnotherDistrict() {
        var id = registered(number());

        int touched =
                as(
                        FirmOfItsOwn.officerOf("310104"),
                        () ->
                                jdbc.sql(
                                                "update cluster.identifier set reason = 'x' where organisation = ?")
                                        .param(id)
                                        .update());

        assertThat(touched).isZero();
    }

    private static OtherIdentifier number() {
        return new OtherIdentifier(
                "FOREIGN-REGISTER", "DE", "TEST HRB %06d".formatted(NUMBERS.incrementAndGet()));
    }

    private static Identifiers.Statement statement(
            OtherIdentifier number, LocalDate from, @Nullable LocalDate until) {
        return new Identifiers.Statement(number, new Period(from, until), "登记证明");
    }

    private static Facts facts() {
        return new Facts("境外甲乙", null, Organisation.Kind.ENTERPRISE, "310115", null, null, null);
    }

    private UUID registered(OtherIdentifier number) {
        return as(CITY, () -> identifiers.register(statement(number, START, null), facts()));
    }

    private UUID coded() {
        return as(
                CITY, () -> enrolment.register(new CreditCode(ImportsTests.code()), null, facts()));
    }

    private UUID add(UUID id, OtherIdentifier number, LocalDate from, @Nullable LocalDate until) {
        return as(CITY, () -> identifiers.add(id, statement(number, from, until)));
    }

    private void assign(UUID id, CreditCode code) {
        as(
                CITY,
                () -> {
                    identifiers.assign(id, code, null, "领取执照");
                    return true;
                });
    }

    private void withdraw(Viewer viewer, UUID id, UUID entry) {
        as(
                viewer,
                () -> {
                    identifiers.withdraw(id, entry, "登记有误");
                    return true;
                });
    }

    private void end(UUID id, UUID entry, LocalDate on) {
        as(
                CITY,
                () -> {
                    identifiers.end(id, entry, on, "停用");
                    return true;
                });
    }

    private List<Entry> entries(UUID id) {
        return as(CITY, () -> identifiers.of(id));
    }

    private Organisation find(UUID id) {
        return as(CITY, () -> organisations.find(id)).orElseThrow();
    }

    private List<UUID> searched(String words) {
        var query = new Register.Query(words, "", "", "", "", "", START, Register.Sort.CODE, false);
        return as(CITY, () -> register.search(query, null, 10)).items().stream()
                .map(Organisation::id)
                .toList();
    }

    private List<String> actions(UUID id) {
        return as(
                Viewer.SYSTEM,
                () ->
                        jdbc.sql("select action from evidence.audit where subject = ? order by id")
                                .param(id.toString())
                                .query(String.class)
                                .list());
    }

    private <T> T as(Viewer viewer, Supplier<T> work) {
        return Viewers.doAs(viewer, () -> transaction.execute(_ -> work.get()));
    }
}
