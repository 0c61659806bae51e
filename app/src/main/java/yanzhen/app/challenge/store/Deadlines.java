package yanzhen.app.challenge.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 截止时刻: the one clock by which a deadline is judged, that of the database, where the policies judge
 * too. A process with a clock that is fast or slow opens and closes nothing.
 */
@Component
class Deadlines {

    private final JdbcClient jdbc;

    Deadlines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Instant now() {
        return jdbc.sql("select challenge.now()").query(OffsetDateTime.class).single().toInstant();
    }
}
