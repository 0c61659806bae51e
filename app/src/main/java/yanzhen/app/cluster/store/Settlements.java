package yanzhen.app.cluster.store;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Adjustments.Adjustment;
import yanzhen.app.cluster.Adjustments.Touched;
import yanzhen.app.cluster.Adjustments.Wish;
import yanzhen.app.cluster.Certificates;
import yanzhen.app.cluster.Enrolment;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Register;

/** 调整结果: what a decision brings to the register, inside of the caller's transaction. */
@Component
class Settlements {

    private final JdbcClient jdbc;
    private final Register register;
    private final Enrolment enrolment;
    private final Certificates certificates;
    private final Organisations organisations;
    private final Clock clock;

    Settlements(
            JdbcClient jdbc,
            Register register,
            Enrolment enrolment,
            Certificates certificates,
            Organisations organisations,
            Clock clock) {
        this.jdbc = jdbc;
        this.register = register;
        this.enrolment = enrolment;
        this.certificates = certificates;
        this.organisations = organisations;
        this.clock = clock;
    }

    /** Organisations by id: whoever else adjusts one of them waits. */
    void lockOrganisations(UUID organisation, Wish wish) {
        var concerned = new TreeSet<UUID>();
        concerned.add(organisation);
        wish.touched().stream()
                .map(Touched::successor)
                .filter(Objects::nonNull)
                .forEach(concerned::add);
        jdbc.sql("select id from cluster.organisation where id = any (?) order by id for update")
                .param(concerned.toArray(UUID[]::new))
                .query(UUID.class)
                .list();
    }

    /** Does what was asked for. */
    void settle(Adjustment it, Wish wish, String document) {
        var reason = "%s（%s）".formatted(wish.statement(), document);
        switch (it.kind()) {
            case NAME -> rename(it, wish, document);
            case SUCCESSION ->
                    wish.touched().forEach(each -> pass(it, wish, each, document, reason));
            case CESSATION ->
                    wish.touched()
                            .forEach(each ->
                                    register.cease(each.recognition(), wish.effective(), reason));
        }
    }

    /** Recognitions by identity: whoever else ends one of them waits. */
    void lockRecognitions(Wish wish) {
        jdbc.sql(
                        """
                        select id from cluster.recognition where recognition = any (?) and upper_inf(known)
                        order by recognition for update
                        """)
                .param(wish.touched().stream().map(Touched::recognition).toArray(UUID[]::new))
                .query(UUID.class)
                .list();
    }

    /** Where the register had the name before, only the papers follow. */
    private void rename(Adjustment it, Wish wish, String document) {
        var present = organisations.find(it.organisation()).orElseThrow();
        var name = Objects.requireNonNull(wish.name());
        if (!name.equals(present.name()) || !Objects.equals(wish.nameEn(), present.nameEn())) {
            enrolment.rename(it.organisation(), name, wish.nameEn(), wish.effective(), document);
        }
        wish.touched().stream()
                .map(Touched::recognition)
                .sorted()
                .forEach(each -> certificates.reissue(each, it.id()));
    }

    private void pass(Adjustment it, Wish wish, Touched touched, String document, String reason) {
        var next =
                register.passOn(
                        touched.recognition(),
                        Objects.requireNonNull(touched.successor()),
                        wish.effective(),
                        document,
                        reason);
        jdbc.sql(
                        """
                        insert into cluster.succession (successor, predecessor, adjustment, recorded_at)
                        values (?, ?, ?, ?)
                        """)
                .params(
                        next,
                        touched.recognition(),
                        it.id(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
