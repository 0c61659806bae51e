package yanzhen.app.cluster.store;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Casework.Award;
import yanzhen.app.cluster.Register;
import yanzhen.app.cluster.Rounds;
import yanzhen.app.cluster.Rounds.Round;
import yanzhen.app.cluster.store.Decisions.Case;
import yanzhen.app.kernel.Period;
import yanzhen.app.kernel.Problems;

/** 认定与评价结果: what the last step brings. */
@Component
class Awards {

    private final JdbcClient jdbc;
    private final Register register;
    private final Clock clock;

    Awards(JdbcClient jdbc, Register register, Clock clock) {
        this.jdbc = jdbc;
        this.register = register;
        this.clock = clock;
    }

    /** Says what stands against it, all of it. */
    void check(List<Case> cases, @Nullable Award award, Problems problems) {
        var last = cases.stream().filter(it -> it.last() && it.open()).toList();
        if (last.isEmpty()) {
            return;
        }
        if (award == null) {
            problems.add("", null, "document", "", "required");
            return;
        }
        last.stream().filter(Awards::evaluates).forEach(it -> checkScore(it, problems));
        checkFree(last.stream().filter(it -> !evaluates(it)).toList(), award, problems);
    }

    private static boolean evaluates(Case it) {
        return it.round().kind() == Rounds.Kind.EVALUATION;
    }

    private static void checkScore(Case it, Problems problems) {
        if (it.application().score() == null) {
            problems.add("", null, it.name(), "", "score-missing");
        }
    }

    /** One question for all of them. */
    private void checkFree(List<Case> cases, Award award, Problems problems) {
        var names = new HashMap<UUID, String>();
        cases.forEach(it -> names.put(it.application().organisation(), it.name()));
        var schemes = cases.stream().map(it -> it.round().scheme()).toArray(String[]::new);
        var months =
                cases.stream()
                        .map(it -> it.round().version().validityMonths())
                        .toArray(Integer[]::new);
        jdbc.sql(
                        """
                        select r.organisation, lower(r.valid)::text || ' – ' || coalesce(upper(r.valid)::text, '…') as held
                        from unnest(?::uuid[], ?::text[], ?::int[]) as c (organisation, scheme, months)
                        join cluster.recognition r on r.organisation = c.organisation and r.scheme = c.scheme
                        where upper_inf(r.known)
                          and r.valid && daterange(?::date, least((?::date + make_interval(months => c.months))::date,
                                                                  cluster.latest_end(c.scheme, ?::date)))
                        order by r.organisation, lower(r.valid)
                        """)
                .param(organisations(cases))
                .param(schemes)
                .param(months)
                .param(award.from())
                .param(award.from())
                .param(award.from())
                .query(row -> {
                    var name = names.get(row.getObject("organisation", UUID.class));
                    problems.add(
                            "",
                            null,
                            String.valueOf(name),
                            row.getString("held"),
                            "held-already",
                            row.getString("held"));
                });
    }

    private static UUID[] organisations(List<Case> cases) {
        return cases.stream().map(it -> it.application().organisation()).toArray(UUID[]::new);
    }

    /** By the rules of its round, and by the transition to later ones; null when it has no end. */
    private @Nullable LocalDate until(Round round, LocalDate from) {
        return jdbc.sql(
                        """
                        select least((?::date + make_interval(months => ?::integer))::date,
                                     cluster.latest_end(?, ?::date))
                        """)
                .param(from)
                .param(round.version().validityMonths())
                .param(round.scheme())
                .param(from)
                .query(LocalDate.class)
                .optional()
                .orElse(null);
    }

    /** Recognises, or writes down what the evaluation came to. */
    void give(Case it, Award award, String reason) {
        var recognition =
                evaluates(it)
                        ? evaluate(it, award, reason)
                        : register.grant(
                                it.application().organisation(),
                                it.round().scheme(),
                                new Period(award.from(), until(it.round(), award.from())),
                                award.document());
        jdbc.sql(
                        """
                        update cluster.application
                        set state = 'GRANTED', recognition = ?, ended_at = ?, reason = ? where id = ?
                        """)
                .params(recognition, now(), reason, it.application().id())
                .update();
    }

    private UUID evaluate(Case it, Award award, String reason) {
        var score = Objects.requireNonNull(it.application().score());
        var recognition = Objects.requireNonNull(it.application().recognition());
        var band = it.round().procedure().band(score).orElseThrow();
        jdbc.sql(
                        """
                        insert into cluster.evaluation (application, recognition, day, score, band, next_due)
                        select ?, ?, ?, ?, ?, case when ? then null
                                                   else (?::date + make_interval(months => ?::integer * ?))::date end
                        """)
                .param(it.application().id())
                .param(recognition)
                .param(award.from())
                .param(score)
                .param(band.key())
                .param(band.ends())
                .param(award.from())
                .param(it.round().version().cycleMonths())
                .param(1 + band.skips())
                .update();
        if (band.ends()) {
            register.revoke(recognition, award.from(), reason);
        }
        return recognition;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
