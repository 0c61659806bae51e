package yanzhen.app.challenge.store;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import yanzhen.app.challenge.Wall.Target;

/** 量化指标 of a challenge on their way into the table, in their order. */
final class Targets {

    private Targets() {}

    static void store(JdbcClient jdbc, UUID challenge, List<Target> targets) {
        int ordinal = 0;
        for (var target : targets) {
            jdbc.sql(
                            """
                            insert into challenge.target
                                (challenge, ordinal, metric, comparator, value, unit, test_method)
                            values (?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            challenge,
                            ++ordinal,
                            target.metric(),
                            target.atLeast() ? "at-least" : "at-most",
                            target.value(),
                            target.unit(),
                            target.testMethod())
                    .update();
        }
    }
}
