package yanzhen.app.chain.store;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.RiskRuns.State;

/** The rows of runs over all firms: begun, alive, ended. Inside of the caller's transaction. */
@Component
class RiskLedger {

    /** A run without a sign of life for so long has nobody who works on it. */
    static final Duration SILENT = Duration.ofSeconds(20);

    private final JdbcClient jdbc;
    private final Clock clock;

    RiskLedger(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    OffsetDateTime lastSign() {
        return now().minus(SILENT);
    }

    /** Whether it was waiting and is now being worked on. */
    boolean take(UUID run) {
        return jdbc.sql(
                                "update chain.risk_run set state = 'RUNNING', beat_at = ? where id = ? and state = 'WAITING'")
                        .params(now(), run)
                        .update()
                == 1;
    }

    /** Says that it is alive and how far it is; false when somebody has ended it. */
    boolean alive(UUID run, int done) {
        return jdbc.sql(
                                """
                                update chain.risk_run set beat_at = ?, done = greatest(done, least(?, total))
                                where id = ? and state in ('WAITING', 'RUNNING')
                                """)
                        .params(now(), done, run)
                        .update()
                == 1;
    }

    /** Whether it was being worked on and is done now. */
    boolean finish(UUID run, byte[] indices) {
        return jdbc.sql(
                                """
                                update chain.risk_run set state = 'DONE', done = total, indices = ?, ended_at = ?
                                where id = ? and state = 'RUNNING'
                                """)
                        .params(indices, now(), run)
                        .update()
                == 1;
    }

    /** Lets diagnosis read a finished run from now on. */
    void count(UUID run) {
        jdbc.sql("update chain.risk_run set counts_at = ? where id = ? and state = 'DONE'")
                .params(now(), run)
                .update();
    }

    /** Whether it was waiting or being worked on and is in this state now. */
    boolean end(UUID run, State state) {
        return jdbc.sql(
                                """
                                update chain.risk_run set state = ?, ended_at = ?
                                where id = ? and state in ('WAITING', 'RUNNING')
                                """)
                        .params(state.name(), now(), run)
                        .update()
                == 1;
    }

    /** Ends the runs of a question that give no sign of life. */
    void endSilent(String question) {
        jdbc.sql(
                        """
                        update chain.risk_run set state = 'INTERRUPTED', ended_at = ?
                        where question = ? and state in ('WAITING', 'RUNNING') and beat_at < ?
                        """)
                .params(now(), question, lastSign())
                .update();
    }
}
