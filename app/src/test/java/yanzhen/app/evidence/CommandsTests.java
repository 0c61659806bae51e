package yanzhen.app.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;

@IntegrationTest
class CommandsTests {

    record Rename(String to) {}

    @Autowired Commands commands;
    @Autowired AuditTrail audit;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;

    final String subject = UUID.randomUUID().toString();
    final String key = UUID.randomUUID().toString();

    @Test
    void takesEffectOnceAndGivesTheSameAnswerAgain() {
        var first = send(new Rename("甲"));

        var second = send(new Rename("甲"));

        assertThat(first).isEqualTo(new Commands.Answer("/甲", false));
        assertThat(second).isEqualTo(new Commands.Answer("/甲", true));
        assertThat(records()).isEqualTo(1);
    }

    @Test
    void refusesAnotherContentUnderTheSameKey() {
        send(new Rename("甲"));

        assertThatThrownBy(() -> send(new Rename("乙")))
                .isInstanceOf(CommandKeyReused.class)
                .hasMessageContaining(key);
        assertThat(records()).isEqualTo(1);
    }

    @Test
    void letsOnlyOneOfSixteenTwinsThatArriveTogetherTakeEffect() throws Exception {
        var effects = new AtomicInteger();
        Callable<Commands.Answer> twin =
                () ->
                        Viewers.doAs(
                                Viewer.SYSTEM,
                                () ->
                                        commands.once(
                                                key,
                                                new Rename("甲"),
                                                () -> {
                                                    effects.incrementAndGet();
                                                    return renamed("甲");
                                                }));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(IntStream.range(0, 16).mapToObj(_ -> twin).toList());
            assertThat(answers).allSatisfy(it -> assertThat(it.get().value()).isEqualTo("/甲"));
        }

        assertThat(effects).hasValue(1);
        assertThat(records()).isEqualTo(1);
    }

    @Test
    void refusesACommandThatLeavesNoAuditRecord() {
        assertThatThrownBy(() ->
                        Viewers.doAs(
                                Viewer.SYSTEM,
                                () -> commands.once(key, new Rename("甲"), () -> "/")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no audit record");
    }

    @Test
    void leavesNothingWhenTheWorkFails() {
        assertThatThrownBy(() ->
                        Viewers.doAs(
                                Viewer.SYSTEM,
                                () ->
                                        commands.once(
                                                key,
                                                new Rename("甲"),
                                                () -> {
                                                    renamed("甲");
                                                    throw new UnsupportedOperationException();
                                                })))
                .isInstanceOf(UnsupportedOperationException.class);

        assertThat(records()).isZero();
        assertThat(send(new Rename("乙")).replayed()).isFalse();
    }

    @Test
    void mayNeitherChangeNorRemoveAnAuditRecord() {
        send(new Rename("甲"));

        assertThatThrownBy(() -> asSystem("update evidence.audit set reason = 'x'"))
                .hasStackTraceContaining("permission denied for table audit");
        assertThatThrownBy(() -> asSystem("delete from evidence.audit"))
                .hasStackTraceContaining("permission denied for table audit");
    }

    private void asSystem(String sql) {
        Viewers.doAs(
                Viewer.SYSTEM, () -> transaction.executeWithoutResult(_ -> jdbc.sql(sql).update()));
    }

    private Commands.Answer send(Rename command) {
        return Viewers.doAs(
                Viewer.SYSTEM, () -> commands.once(key, command, () -> renamed(command.to())));
    }

    private String renamed(String to) {
        audit.record(Change.created("test.rename", "test", subject, new Rename(to)));
        return "/" + to;
    }

    private long records() {
        return Viewers.doAs(
                Viewer.SYSTEM,
                () ->
                        transaction.execute(_ ->
                                jdbc.sql("select count(*) from evidence.audit where subject = ?")
                                        .param(subject)
                                        .query(Long.class)
                                        .single()));
    }
}
