package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.credential.CredentialCheck;
import yanzhen.app.cluster.credential.Finding;
import yanzhen.app.cluster.credential.Finding.Verdict;
import yanzhen.app.cluster.credential.KeySet;
import yanzhen.app.http.Caller;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Period;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** From the recognition in the register to the file that an inspector checks. */
@IntegrationTest
class CertificatesTests {

    private static final String SCHEME = "high-tech-enterprise";

    @Autowired Certificates certificates;
    @Autowired IssuerKeys keys;
    @Autowired Register register;
    @Autowired Enrolment enrolment;
    @Autowired Identifiers identifiers;
    @Autowired Accounts accounts;
    @Autowired PackLoader loader;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired Clock clock;
    @LocalServerPort int port;

    @Value("${yanzhen.data}")
    Path data;

    private Viewer city = Viewer.VISITOR;

    @BeforeEach
    void load() {
        var pack = Pack.at(Path.of("../packs/shanghai-14fyp"), true);
        Viewers.doAs(Viewer.SYSTEM, () -> loader.load(pack));
        city = viewer("city");
    }

    private Viewer viewer(String login) {
        return Viewers.doAs(
                Viewer.SYSTEM,
                () -> {
                    var account = accounts.findByLogin(login).orElseThrow();
                    return new Viewer(
                            account.id(),
                            account.name(),
                            account.role(),
                            Set.of(),
                            account.district());
                });
    }

    private <T> T as(Viewer viewer, Supplier<T> work) {
        return Viewers.doAs(
                viewer, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }

    private static Facts facts(String name) {
        return new Facts(
                name, "Jiayi Ltd.", Organisation.Kind.ENTERPRISE, "310115", null, null, null);
    }

    private UUID firm(String name) {
        return as(
                city,
                () -> enrolment.register(new CreditCode(ImportsTests.code()), null, facts(name)));
    }

    private UUID granted(UUID firm) {
        return as(
                city,
                () ->
                        register.grant(
                                firm,
                                SCHEME,
                                new Period(LocalDate.of(2024, 1, 1), LocalDate.of(2090, 1, 1)),
                                "某〔2024〕1号"));
    }

    private Certificate certificate(UUID firm, UUID recognition) {
        return as(Viewer.VISITOR, () -> certificates.find(firm, recognition).orElseThrow());
    }

    private Finding checked(Caller caller, String credential) throws Exception {
        var list = caller.get("/credentials/status/0");
        assertThat(list.statusCode()).isEqualTo(200);
        var known = KeySet.read(caller.get("/.well-known/jwks.json").body());
        return new CredentialCheck(known, list.body(), clock.instant())
                .of(credential, LocalDate.now(clock));
    }

    private static String path(UUID firm, UUID recognition, String ending) {
        return "/organisations/%s/recognitions/%s/certificate.%s"
                .formatted(firm, recognition, ending);
    }

    @Test
    void areThereForEveryRecognitionWithANumberThatNoticesTypingErrors() {
        var firm = firm("甲乙");
        var recognition = granted(firm);
        var number = certificate(firm, recognition).number();
        var other = firm("丙丁");
        long without =
                as(
                        Viewer.VISITOR,
                        () ->
                                jdbc.sql(
                                                "select count(*) from cluster.recognition r where not exists (select from cluster.certificate c where c.recognition = r.recognition)")
                                        .query(Long.class)
                                        .single());

        assertThat(without).isZero();
        assertThat(number.value()).matches("YZ2024-[0-9]{6}-[0-9]{2}");
        assertThat(new BigInteger(number.value().replaceAll("\\D", "")).mod(BigInteger.valueOf(97)))
                .isEqualTo(BigInteger.ONE);
        assertThat(CertificateNumber.typed(" " + number.value().toLowerCase(java.util.Locale.ROOT)))
                .contains(number);
        assertThat(as(Viewer.VISITOR, () -> certificates.numbers(firm)))
                .isEqualTo(Map.of(recognition, number));
        assertThat(as(Viewer.VISITOR, () -> certificates.find(other, recognition))).isEmpty();
    }

    @Test
    void areBelievedUntilTheRecognitionIsRevoked() throws Exception {
        var firm = firm("甲乙");
        var recognition = granted(firm);
        var before = certificate(firm, recognition);
        var caller = Caller.at(port);
        var answer = caller.get(path(firm, recognition, "jwt"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(it -> assertThat(it).startsWith("application/vc+jwt"));
        var valid = checked(caller, answer.body());
        assertThat(valid.verdict()).isEqualTo(Verdict.VALID);
        assertThat(valid.statement())
                .satisfies(it -> {
                    assertThat(it.holder()).isEqualTo("甲乙");
                    assertThat(it.number()).isEqualTo(before.number().value());
                    assertThat(it.synthetic()).isFalse();
                    assertThat(it.issuerName()).isEqualTo("上海市认定名册");
                });

        as(
                city,
                () -> {
                    register.revoke(recognition, LocalDate.now(clock), "不再符合条件");
                    return true;
                });

        assertThat(checked(caller, answer.body()).verdict()).isEqualTo(Verdict.REVOKED);
        var after = certificate(firm, recognition);
        assertThat(after.number()).isEqualTo(before.number());
        assertThat(after.status()).isEqualTo(before.status());
        assertThat(after.on(LocalDate.now(clock))).isEqualTo(Certificate.State.REVOKED);
        assertThat(caller.get("/certificates/" + after.number()).body()).contains("已撤销", "不再符合条件");
    }

    /**
     * The paper and the credential name what stands in for the credit code; nobody makes one up.
     */
    @Test
    void tellsABodyWithoutACodeApartByItsOtherIdentifier() throws Exception {
        var caller = Caller.at(port);
        var number = new OtherIdentifier("FOREIGN-REGISTER", "DE", "TEST CERTIFICATE 1");
        var lead =
                new Identifiers.Statement(number, Period.since(LocalDate.of(2020, 1, 1)), "登记证明");
        var firm = as(city, () -> identifiers.register(lead, facts("境外甲乙")));
        var recognition = granted(firm);

        var credential = caller.get(path(firm, recognition, "jwt")).body();
        var paper = caller.get(path(firm, recognition, "pdf"));
        var finding = checked(caller, credential);

        assertThat(paper.statusCode()).isEqualTo(200);
        assertThat(finding.verdict()).isEqualTo(Verdict.VALID);
        assertThat(Objects.requireNonNull(finding.statement()).identifier())
                .isEqualTo("FOREIGN-REGISTER:DE:TEST CERTIFICATE 1");
        assertThat(caller.get("/certificates/" + certificate(firm, recognition).number()).body())
                .contains("DE TEST CERTIFICATE 1");
    }

    /** A revocation that is recorded today and takes effect tomorrow is none today. */
    @Test
    void areNotRevokedBeforeTheDayOfTheRevocation() throws Exception {
        var firm = firm("甲乙");
        var recognition = granted(firm);
        var caller = Caller.at(port);
        var credential = caller.get(path(firm, recognition, "jwt")).body();
        var tomorrow = LocalDate.now(clock).plusDays(1);

        as(
                city,
                () -> {
                    register.revoke(recognition, tomorrow, "不再符合条件");
                    return true;
                });

        assertThat(checked(caller, credential).verdict()).isEqualTo(Verdict.VALID);
        var place = certificate(firm, recognition).status();
        assertThat(as(Viewer.VISITOR, () -> certificates.endedEarly(place.list(), tomorrow)))
                .hasValueSatisfying(it -> assertThat(it).contains(place.index()));
    }

    @Test
    void keepTheNameOfTheDayOfIssueAndThePageSaysThePresentOne() {
        var firm = firm("甲乙科技");
        var recognition = granted(firm);
        as(
                city,
                () -> {
                    enrolment.correct(firm, facts("丙丁科技"), "更名");
                    return true;
                });

        var it = certificate(firm, recognition);

        assertThat(it.holder().zh()).isEqualTo("甲乙科技");
        assertThat(it.presentHolder().zh()).isEqualTo("丙丁科技");
        var page = Caller.at(port).get("/certificates/" + it.number());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("甲乙科技", "持有人现名", "丙丁科技", "今天有效");
        assertThat(Caller.at(port).get("/certificates/" + it.number() + "?lang=en").body())
                .contains("Jiayi Ltd.", "Present name", "丙丁科技", "in force today");
    }

    private record Pair(UUID recognition, UUID firm) {}

    @Test
    void sayThatTheyAreMadeUpWhereTheyAre() throws Exception {
        var listed =
                as(
                        Viewer.VISITOR,
                        () ->
                                jdbc.sql(
                                                "select recognition, organisation from cluster.recognition where synthetic and upper_inf(known) and valid @> ? limit 1")
                                        .param(LocalDate.now(clock))
                                        .query((row, _) ->
                                                new Pair(
                                                        row.getObject(1, UUID.class),
                                                        row.getObject(2, UUID.class)))
                                        .single());
        var caller = Caller.at(port);

        var finding =
                checked(caller, caller.get(path(listed.firm, listed.recognition, "jwt")).body());

        assertThat(finding.verdict()).isEqualTo(Verdict.VALID);
        assertThat(finding.statement()).satisfies(it -> assertThat(it.synthetic()).isTrue());
        var number = certificate(listed.firm, listed.recognition).number();
        assertThat(caller.get("/certificates/" + number).body()).contains("演示数据");
    }

    @Test
    void areNotFoundUnderAnotherFirmOrAMistypedNumber() {
        var firm = firm("甲乙");
        var recognition = granted(firm);
        var other = firm("丙丁");
        var caller = Caller.at(port);
        var number = certificate(firm, recognition).number().value();
        var wrong = number.substring(0, number.length() - 1) + (number.endsWith("0") ? "1" : "0");

        assertThat(caller.get(path(other, recognition, "pdf")).statusCode()).isEqualTo(404);
        assertThat(caller.get(path(other, recognition, "jwt")).statusCode()).isEqualTo(404);
        assertThat(caller.get("/certificates/" + wrong).statusCode()).isEqualTo(404);
        assertThat(caller.get("/certificates/" + number).statusCode()).isEqualTo(200);
        for (var list : Set.of("7777", "-1", "99999999999999", "a")) {
            assertThat(caller.get("/credentials/status/" + list).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void areFoundByWhoeverTypesTheNumberOfAPaper() {
        var firm = firm("甲乙");
        var number = certificate(firm, granted(firm)).number().value();
        var caller = Caller.at(port);
        // By hand: 2099 and 999999 give 98 - (209999999900 mod 97) = 98 - 56 = 42.
        var sound = "YZ2099-999999-42";

        var found =
                caller.get("/certificates?number=+" + number.toLowerCase(java.util.Locale.ROOT));
        assertThat(found.statusCode()).isEqualTo(302);
        assertThat(found.headers().firstValue("Location"))
                .hasValueSatisfying(it -> assertThat(it).endsWith("/certificates/" + number));
        assertThat(caller.get("/certificates?number=YZ2024").statusCode()).isEqualTo(422);
        assertThat(caller.get("/certificates?number=YZ2024").body()).contains("不是证书编号");
        assertThat(caller.get("/certificates?number=" + sound).body()).contains("名册中没有编号为");
        assertThat(caller.get("/certificates").statusCode()).isEqualTo(200);
    }

    @Test
    void stayBelievedAfterTheKeyWasReplaced() throws Exception {
        var firm = firm("甲乙");
        var recognition = granted(firm);
        var caller = Caller.at(port);
        var credential = caller.get(path(firm, recognition, "jwt")).body();

        var rotation = keys.rotate();

        assertThat(rotation.before()).isNotNull().isNotEqualTo(rotation.after());
        assertThat(checked(caller, credential).verdict()).isEqualTo(Verdict.VALID);
        var fresh = caller.get(path(firm, recognition, "jwt")).body();
        assertThat(checked(caller, fresh).verdict()).isEqualTo(Verdict.VALID);
        var published = keys.published();
        assertThat(published.keys().stream().filter(it -> it.until() == null))
                .extracting(it -> it.jwk().getKeyID())
                .containsExactly(rotation.after());
        assertThat(
                        program(
                                "select count(*) from cluster.issuer_secret where kid = ?",
                                Objects.requireNonNull(rotation.before())))
                .isZero();
        assertThat(
                        program(
                                "select count(*) from evidence.audit where action = 'cluster.rotate-key' and subject = ?",
                                rotation.after()))
                .isEqualTo(1);
    }

    private long program(String sql, Object parameter) {
        return as(Viewer.SYSTEM, () -> jdbc.sql(sql).param(parameter).query(Long.class).single());
    }

    /** As before the very first: no key signs, and eight want to. */
    @Test
    void bringOneKeyIntoBeingWhenManyNeedTheFirstAtOnce() throws Exception {
        as(
                Viewer.SYSTEM,
                () -> {
                    jdbc.sql("delete from cluster.issuer_secret").update();
                    return jdbc.sql(
                                    "update cluster.issuer_key set signs_until = greatest(signs_from, ?) where signs_until is null")
                            .param(clock.instant().atOffset(java.time.ZoneOffset.UTC))
                            .update();
                });
        int before = programKeys();
        Callable<String> signing = () -> keys.sign(Map.of("a", "b"));

        var signed = new HashSet<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var it :
                    threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> signing).toList())) {
                signed.add(com.nimbusds.jose.JWSObject.parse(it.get()).getHeader().getKeyID());
            }
        }

        assertThat(signed).hasSize(1);
        assertThat(programKeys()).isEqualTo(before + 1);
    }

    private int programKeys() {
        return as(
                Viewer.SYSTEM,
                () ->
                        jdbc.sql("select count(*) from cluster.issuer_key")
                                .query(Integer.class)
                                .single());
    }

    @Test
    void areSignedWithKeysThatNoAccountCanRead() throws Exception {
        keys.published();
        var count = "select count(*) from cluster.issuer_secret";

        for (var viewer : Set.of(city, viewer("pudong"), viewer("firm1"), Viewer.VISITOR)) {
            assertThat(as(viewer, () -> jdbc.sql(count).query(Long.class).single())).isZero();
            assertThatThrownBy(() ->
                            as(
                                    viewer,
                                    () ->
                                            jdbc.sql(
                                                            "insert into cluster.issuer_key (kid, public_key, signs_from, signs_until) values (repeat('a', 43), '{}', now(), now())")
                                                    .update()))
                    .isInstanceOf(DataAccessException.class);
            assertThat(
                            as(
                                    viewer,
                                    () ->
                                            jdbc.sql(
                                                            "update cluster.issuer_key set public_key = ''")
                                                    .update()))
                    .isZero();
        }
        assertThat(as(Viewer.SYSTEM, () -> jdbc.sql(count).query(Long.class).single()))
                .isEqualTo(1);
        var sealed =
                as(
                        Viewer.SYSTEM,
                        () ->
                                jdbc.sql("select sealed from cluster.issuer_secret")
                                        .query((row, _) -> row.getBytes(1))
                                        .single());
        assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("\"d\"");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(data.resolve("issuer.secret"))))
                .isEqualTo("rw-------");
    }

    /** A certificate comes with its recognition; nobody hands out a second or moves one. */
    @Test
    void areWrittenByNobodyFromElsewhere() {
        var firm = firm("甲乙");
        var qingpu =
                new Viewer(
                        UUID.randomUUID(),
                        "乙",
                        yanzhen.app.access.Role.DISTRICT_OFFICER,
                        Set.of(),
                        "310118");

        for (var viewer : Set.of(qingpu, viewer("firm1"), Viewer.VISITOR)) {
            assertThatThrownBy(() ->
                            as(
                                    viewer,
                                    () ->
                                            jdbc.sql(
                                                            "insert into cluster.certificate (recognition, organisation, year, issued_at, status_index) values (gen_random_uuid(), ?, 2024, now(), 5)")
                                                    .param(firm)
                                                    .update()))
                    .isInstanceOf(DataAccessException.class);
        }
        assertThatThrownBy(() ->
                        as(
                                city,
                                () ->
                                        jdbc.sql("update cluster.certificate set status_index = 1")
                                                .update()))
                .isInstanceOf(DataAccessException.class);
    }
}
