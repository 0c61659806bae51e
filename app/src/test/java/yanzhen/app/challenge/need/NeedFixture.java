package yanzhen.app.challenge.need;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.Response;
import yanzhen.app.challenge.Wall;
import yanzhen.app.challenge.WallWatch;
import yanzhen.app.challenge.need.Need.Answer;
import yanzhen.app.challenge.need.Need.Commitment;
import yanzhen.app.challenge.need.Need.Draft;
import yanzhen.app.challenge.need.Need.State;
import yanzhen.app.challenge.need.Need.Target;
import yanzhen.app.challenge.need.Need.Verdict;
import yanzhen.app.cluster.Enrolment;
import yanzhen.app.cluster.Facts;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** Needs in every state, and who moves them. */
final class NeedFixture {

    private static final java.util.concurrent.atomic.AtomicInteger MADE =
            new java.util.concurrent.atomic.AtomicInteger();

    private final ApplicationContext application;
    private final Needs needs;
    private final Wall wall;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    NeedFixture(ApplicationContext application) {
        this.application = application;
        needs = application.getBean(Needs.class);
        wall = application.getBean(Wall.class);
        jdbc = application.getBean(JdbcClient.class);
        transaction =
                new TransactionTemplate(
                        application.getBean(
                                org.springframework.transaction.PlatformTransactionManager.class));
        clock = application.getBean(Clock.class);
        var loader = application.getBean(PackLoader.class);
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), true)));
    }

    UUID firm(String name) {
        var code = CreditCode.completing("91310115ND0%06d".formatted(MADE.incrementAndGet()));
        var facts = new Facts(name, null, Organisation.Kind.ENTERPRISE, "310115", null, null, null);
        var enrolment = application.getBean(Enrolment.class);
        return Viewers.doAs(Viewer.SYSTEM, () -> enrolment.register(code, null, facts));
    }

    /** Whole, so that it can be handed in. */
    Draft whole(UUID owner) {
        return whole(owner, "需求 " + UUID.randomUUID(), null);
    }

    Draft whole(UUID owner, String title, @Nullable UUID weakLink) {
        return new Draft(
                owner,
                weakLink,
                title,
                "现有设备不能满足要求",
                BaseCategory.CORE_COMPONENT,
                Yuan.of("5000000"),
                owner,
                "",
                List.of(new Target("良率", true, new BigDecimal("92"), "%", "连续 30 批抽检")),
                "归揭榜单位，需求单位优先使用",
                Commitment.BUY,
                "首批采购 20 套",
                LocalDate.now(clock).plusMonths(12));
    }

    /** With nothing but what a draft must have. */
    static Draft bare(UUID owner) {
        return new Draft(
                owner, null, "只有名称", "", null, null, null, "", List.of(), "", null, "", null);
    }

    UUID in(State state, UUID owner) {
        var id = asFirm(owner, () -> needs.draft(whole(owner)));
        switch (state) {
            case DRAFT -> {}
            case SUBMITTED -> submitted(id, owner);
            case PUBLISHABLE -> judged(submitted(id, owner), Verdict.PUBLISHABLE);
            case ORDINARY_PROJECT -> judged(submitted(id, owner), Verdict.ORDINARY_PROJECT);
            case PLAIN_TRANSFER -> judged(submitted(id, owner), Verdict.PLAIN_TRANSFER);
            case RETURNED -> judged(submitted(id, owner), Verdict.RETURNED);
            case MERGED -> {
                var root = in(State.SUBMITTED, owner);
                submitted(id, owner);
                asOfficer(() -> done(() -> needs.merge(id, root, "同一需求")));
            }
            case WITHDRAWN -> asFirm(owner, () -> done(() -> needs.withdraw(id, "不再需要")));
            case IN_CALL -> published(judged(submitted(id, owner), Verdict.PUBLISHABLE));
            case MET -> {
                var challenge = published(judged(submitted(id, owner), Verdict.PUBLISHABLE));
                told(challenge, "completed");
            }
        }
        return id;
    }

    private UUID submitted(UUID id, UUID owner) {
        asFirm(owner, () -> done(() -> needs.submit(id)));
        return id;
    }

    UUID judged(UUID id, Verdict verdict) {
        asOfficer(() -> done(() -> needs.judge(id, verdict, "按清单研判", answers(verdict))));
        return id;
    }

    /** Those that agree with the verdict. */
    List<Answer> answers(Verdict verdict) {
        return needs.rules().questions().stream()
                .map(it -> new Answer(it.key(), it.speaksFor() == verdict, "查过了"))
                .toList();
    }

    /** The challenge that was drafted from the need and hangs on the wall. */
    UUID published(UUID need) {
        var challenge = drafted(need);
        asOfficer(() -> done(() -> wall.publish(challenge)));
        return challenge;
    }

    UUID drafted(UUID need) {
        return asOfficer(() ->
                inTransaction(() -> {
                    var it = needs.find(need).orElseThrow().draft();
                    var challenge =
                            wall.draft(
                                    new Wall.Content(
                                            it.weakLink(),
                                            it.owner(),
                                            it.title(),
                                            it.problem(),
                                            Objects.requireNonNull(it.category()),
                                            it.budget(),
                                            "需求单位",
                                            it.ipRule(),
                                            it.commitmentText(),
                                            clock.instant().plus(Duration.ofDays(20)),
                                            it.wantedBy(),
                                            List.of(
                                                    new Wall.Target(
                                                            "良率",
                                                            true,
                                                            new BigDecimal("92"),
                                                            "%",
                                                            "连续 30 批抽检"))));
                    needs.call(need, challenge);
                    return challenge;
                }));
    }

    /** As when the challenge has come so far. */
    void told(UUID challenge, String state) {
        asOfficer(() ->
                inTransaction(() -> {
                    var response =
                            new Response(
                                    "challenge", challenge, "/challenges/" + challenge, "榜", state);
                    application
                            .getBeansOfType(WallWatch.class)
                            .values()
                            .forEach(it -> it.moved(challenge, response));
                    return challenge;
                }));
    }

    long audited(UUID need) {
        return Viewers.doAs(
                Viewer.SYSTEM,
                () ->
                        inTransaction(() ->
                                jdbc.sql("select count(*) from evidence.audit where subject = ?")
                                        .param(need.toString())
                                        .query(Long.class)
                                        .single()));
    }

    <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }

    static boolean done(Runnable work) {
        work.run();
        return true;
    }

    <T> T asOfficer(Supplier<T> work) {
        return as(Role.CITY_OFFICER, Set.of(), work);
    }

    <T> T asFirm(UUID organisation, Supplier<T> work) {
        return as(Role.ENTERPRISE, Set.of(organisation), work);
    }

    static <T> T as(Role role, Set<UUID> organisations, Supplier<T> work) {
        var account = role == Role.PUBLIC ? null : UUID.randomUUID();
        return Viewers.doAs(new Viewer(account, "测试 " + role, role, organisations, null), work);
    }
}
