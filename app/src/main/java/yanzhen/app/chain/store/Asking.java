package yanzhen.app.chain.store;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.UpdateRequests;

/**
 * 到期提请: what happens to facts by the day alone. They are asked for, and a chain whose facts went
 * stale since its last diagnosis is diagnosed anew, since the age of data is a rule. Several
 * processes may look at the same time: a fact is asked for once, a chain diagnosed once.
 */
@Component
class Asking {

    /** A run of a day before the one from which on a fact is stale, or holds no longer. */
    private static final String AGED =
            """
            select c.key from chain.chain c
            join lateral (select d.day from chain.diagnosis d where d.chain = c.key
                          order by d.at desc limit 1) run on run.day < :today
            where exists (
                select from chain.place l join chain.provision p on p.node = l.node and p.superseded_at is null
                where l.chain = c.key and l.ended_at is null
                  and p.stale_after >= run.day and p.stale_after < :today)
               or exists (
                select from chain.place l join chain.node_fact f on f.node = l.node and f.superseded_at is null
                where l.chain = c.key and l.ended_at is null
                  and ((f.stale_after >= run.day and f.stale_after < :today)
                       or (upper(f.valid) > run.day and upper(f.valid) <= :today)))
            order by c.key
            """;

    private final JdbcClient jdbc;
    private final UpdateRequests requests;
    private final Diagnoses diagnoses;
    private final TransactionTemplate aside;
    private final Clock clock;

    Asking(
            JdbcClient jdbc,
            UpdateRequests requests,
            Diagnoses diagnoses,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.requests = requests;
        this.diagnoses = diagnoses;
        this.aside = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 10, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
    void look() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> {
                    requests.ask();
                    judgeAged();
                });
    }

    /** Each chain in a transaction of its own, so that no lock is held longer than for one run. */
    void judgeAged() {
        var chains = aside.execute(_ -> aged());
        for (var chain : chains == null ? List.<String>of() : chains) {
            aside.executeWithoutResult(_ -> {
                diagnoses.lock(chain);
                if (aged().contains(chain)) {
                    diagnoses.run(chain);
                }
            });
        }
    }

    private List<String> aged() {
        return jdbc.sql(AGED)
                .param("today", LocalDate.now(clock))
                .query((row, _) -> row.getString(1))
                .list();
    }
}
