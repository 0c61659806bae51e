package yanzhen.app.cluster;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Casework.Award;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.cluster.Rounds.Kind;
import yanzhen.app.cluster.Rounds.Opening;
import yanzhen.app.evidence.Files;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.IndustryCode;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** Firms that apply and officers who decide, with the demonstration loaded. */
final class Applicants {

    static final Viewer CITY = new Viewer(new UUID(7, 1), "市", Role.CITY_OFFICER, Set.of(), null);

    final Rounds rounds;
    final Applications applications;
    final Casework casework;
    final Recognitions recognitions;
    final Register register;
    private final Enrolment enrolment;
    private final Files files;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Map<UUID, Viewer> owners = new HashMap<>();

    private Applicants(ApplicationContext of) {
        rounds = of.getBean(Rounds.class);
        applications = of.getBean(Applications.class);
        casework = of.getBean(Casework.class);
        recognitions = of.getBean(Recognitions.class);
        register = of.getBean(Register.class);
        enrolment = of.getBean(Enrolment.class);
        files = of.getBean(Files.class);
        jdbc = of.getBean(JdbcClient.class);
        transaction = of.getBean(TransactionTemplate.class);
        clock = of.getBean(Clock.class);
    }

    static Applicants of(ApplicationContext application) {
        var pack = Pack.at(Path.of("../packs/shanghai-14fyp"), true);
        Viewers.doAs(Viewer.SYSTEM, () -> application.getBean(PackLoader.class).load(pack));
        return new Applicants(application);
    }

    <T> T as(Viewer viewer, Supplier<T> work) {
        return Viewers.doAs(
                viewer, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }

    void run(Viewer viewer, Runnable work) {
        Viewers.doAs(viewer, () -> transaction.executeWithoutResult(_ -> work.run()));
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    Instant now() {
        return clock.instant();
    }

    static Viewer officerOf(String district) {
        return new Viewer(
                UUID.nameUUIDFromBytes(district.getBytes(StandardCharsets.UTF_8)),
                "区",
                Role.DISTRICT_OFFICER,
                Set.of(),
                district);
    }

    /** A firm that nothing is known of, with somebody who acts for it. */
    Viewer firm(String district) {
        return firm(district, null);
    }

    Viewer firm(String district, @Nullable IndustryCode industry) {
        var code = CreditCode.completing("91%sAP%07d".formatted(district, COUNT.getAndIncrement()));
        var facts =
                new yanzhen.app.cluster.Facts(
                        "申请企业" + code.value(),
                        null,
                        Organisation.Kind.ENTERPRISE,
                        district,
                        null,
                        industry,
                        today().minusYears(5));
        var id = as(Viewer.SYSTEM, () -> enrolment.register(code, null, facts));
        var owner = new Viewer(UUID.randomUUID(), "企", Role.ENTERPRISE, Set.of(id), null);
        owners.put(id, owner);
        return owner;
    }

    private static final AtomicInteger COUNT = new AtomicInteger(1);

    UUID call(String scheme, @Nullable Integer places, Map<String, Integer> quotas) {
        var opening =
                new Opening(
                        scheme,
                        Kind.RECOGNITION,
                        "测试批次",
                        today(),
                        today().plusDays(30),
                        places,
                        quotas,
                        null);
        return as(CITY, () -> rounds.open(opening));
    }

    /** A draft with everything that the procedure asks for. */
    UUID ready(UUID round, Viewer firm) {
        var application = as(firm, () -> applications.begin(round, firm.onlyOrganisation()));
        fill(application, firm);
        return application;
    }

    void fill(UUID application, Viewer firm) {
        var call =
                as(
                        firm,
                        () -> {
                            var it = applications.find(application).orElseThrow();
                            return rounds.find(it.round()).orElseThrow();
                        });
        var answers = new HashMap<Integer, String>();
        for (int at = 0; at < call.conditions().size(); at++) {
            if (call.conditions().get(at).rule() == null) {
                answers.put(at + 1, "符合，见附件");
            }
        }
        run(firm, () -> applications.save(application, answers));
        for (var paper : call.procedure().papers()) {
            if (paper.required()) {
                run(firm, () -> attach(application, firm, paper.key()));
            }
        }
    }

    void attach(UUID application, Viewer firm, String paper) {
        var content = new ByteArrayInputStream(paper.getBytes(StandardCharsets.UTF_8));
        var file = files.store(paper + ".txt", content, firm.onlyOrganisation());
        applications.attach(application, paper, file.id(), file.name());
    }

    UUID submitted(UUID round, Viewer firm) {
        var application = ready(round, firm);
        run(firm, () -> applications.submit(application));
        return application;
    }

    /** The open step, as the database has it. */
    UUID step(UUID application) {
        return as(
                Viewer.SYSTEM,
                () ->
                        jdbc.sql(
                                        "select id from cluster.application_step where application = ? and left_at is null")
                                .param(application)
                                .query(UUID.class)
                                .single());
    }

    Step kind(UUID application) {
        return as(Viewer.SYSTEM, () -> applications.passages(application).getFirst().step());
    }

    Applications.Application find(UUID application) {
        return as(Viewer.SYSTEM, () -> applications.find(application).orElseThrow());
    }

    void decide(Viewer officer, UUID application, Verdict verdict, @Nullable Award award) {
        var step = step(application);
        run(officer, () -> casework.decide(List.of(step), verdict, "理由充分", award));
    }

    void pass(Viewer officer, UUID application) {
        decide(officer, application, Verdict.PASSED, null);
    }

    Award award() {
        return new Award(today(), "演示〔2026〕1号");
    }

    /** An opinion that comes to a score, whatever the sheet of the round leaves open. */
    void judge(Viewer expert, UUID application, BigDecimal score, String opinion) {
        run(
                expert,
                () -> {
                    var it = applications.find(application).orElseThrow();
                    var sheet = rounds.find(it.round()).orElseThrow().sheet();
                    if (sheet == null) {
                        casework.judge(application, score, opinion);
                    } else {
                        var card = ScoreCard.of(sheet, applications.basis(it));
                        casework.judge(application, comingTo(score, card), opinion);
                    }
                });
    }

    private static Map<String, BigDecimal> comingTo(BigDecimal score, ScoreCard card) {
        var points = new HashMap<String, BigDecimal>();
        var left = score;
        for (var line : card.lines()) {
            boolean item = line.item().part() == ScoreSheet.Part.ITEM;
            var of = item ? left.min(line.most()).max(line.least()) : line.least();
            left = item ? left.subtract(of) : left;
            if (line.open()) {
                points.put(line.item().key(), of);
            }
        }
        return points;
    }

    /** Lets the days of an open step go by. */
    void age(UUID application, int days) {
        run(
                Viewer.SYSTEM,
                () ->
                        jdbc.sql(
                                        """
                                        update cluster.application_step
                                        set due = due - ?, entered_at = entered_at - make_interval(days => ?)
                                        where application = ? and left_at is null
                                        """)
                                .params(days, days, application)
                                .update());
    }

    /** Lets the round close and the sending back lie so many more days in the past. */
    void backdate(UUID round, UUID application, int days) {
        jdbc.sql("update cluster.round set opens = opens - 40, closes = ? where id = ?")
                .params(today(), round)
                .update();
        jdbc.sql(
                        """
                        update cluster.application_step set left_at = left_at - make_interval(days => ?)
                        where application = ? and verdict = 'RETURNED'
                        """)
                .params(days, application)
                .update();
    }

    /** Ends what another test left under way, so that all who are due take part. */
    void endEvaluations() {
        jdbc.sql(
                        """
                        update cluster.application set state = 'WITHDRAWN', ended_at = ?
                        where state in ('DRAFT', 'UNDER_WAY', 'RETURNED')
                        """)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    long count(String sql, Object... parameters) {
        return as(
                Viewer.SYSTEM,
                () -> jdbc.sql(sql).params(List.of(parameters)).query(Long.class).single());
    }
}
