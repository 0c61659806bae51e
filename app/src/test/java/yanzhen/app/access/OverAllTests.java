package yanzhen.app.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;

@IntegrationTest
class OverAllTests {

    @Autowired OverAll overAll;
    @Autowired OnBehalf onBehalf;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;

    @Test
    void asksAsTheProgramAndGoesOnAsWhoeverAsked() {
        transaction.executeWithoutResult(_ -> {
            assertThat(role()).isEqualTo("PUBLIC");
            assertThat(overAll.ask(this::role)).isEqualTo("SYSTEM");
            assertThat(role()).isEqualTo("PUBLIC");
        });
    }

    @Test
    void goesOnAsWhoeverAskedAlsoWhenTheWorkFails() {
        transaction.executeWithoutResult(_ -> {
            assertThatThrownBy(() ->
                            overAll.ask(() -> {
                                throw new IllegalStateException("broken off");
                            }))
                    .hasMessage("broken off");
            assertThat(role()).isEqualTo("PUBLIC");
        });
    }

    /**
     * A part done on behalf has rights that are nobody's own; a question inside must not end them.
     */
    @Test
    void goesOnWithTheRightsOfAPartDoneOnBehalf() {
        var body = UUID.randomUUID();
        transaction.executeWithoutResult(_ ->
                onBehalf.of(
                        Set.of(body),
                        () -> {
                            var asked = overAll.ask(this::role);
                            assertThat(role()).isEqualTo("SYSTEM");
                            assertThat(organisations()).isEqualTo("{" + body + "}");
                            return asked;
                        }));
    }

    private String organisations() {
        return Objects.requireNonNull(
                jdbc.sql("select current_setting('yanzhen.organisations')")
                        .query(String.class)
                        .single());
    }

    @Test
    void bringsATransactionOfItsOwnWhereThereIsNone() {
        assertThat(overAll.ask(this::role)).isEqualTo("SYSTEM");
        assertThat(transaction.<String>execute(_ -> role())).isEqualTo("PUBLIC");
    }

    /** Whatever it asks, it asks on the connection that the transaction has already. */
    @Test
    void staysOnTheConnectionOfTheTransaction() {
        transaction.executeWithoutResult(
                _ -> assertThat(overAll.ask(this::backEnd)).isEqualTo(backEnd()));
    }

    private String role() {
        return Objects.requireNonNull(
                jdbc.sql("select current_setting('yanzhen.role')").query(String.class).single());
    }

    private Integer backEnd() {
        return jdbc.sql("select pg_backend_pid()").query(Integer.class).single();
    }
}
