package yanzhen.app.challenge.store;

import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.challenge.Wall.Arrival;
import yanzhen.app.site.NotFound;

/**
 * 送达: when something reached us, by the clock of the database, kept in a transaction of its own
 * before anything is checked or waited for.
 */
@Component
class Arrivals {

    private final JdbcClient jdbc;
    private final TransactionTemplate alone;

    Arrivals(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.alone = new TransactionTemplate(transactions);
        this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Whoever does not act for the organisation is refused by the database. */
    Arrival note(UUID challenge, UUID organisation) {
        return Objects.requireNonNull(alone.execute(_ -> insert(challenge, organisation)));
    }

    private Arrival insert(UUID challenge, UUID organisation) {
        return jdbc.sql(
                        """
                        insert into challenge.arrival (challenge, organisation, account)
                        select c.id, ?, access.viewer_account() from challenge.challenge c where c.id = ?
                        returning id, at
                        """)
                .params(organisation, challenge)
                .query((row, _) ->
                        new Arrival(
                                row.getObject("id", UUID.class),
                                challenge,
                                organisation,
                                row.getObject("at", OffsetDateTime.class).toInstant()))
                .optional()
                .orElseThrow(() -> new NotFound("challenge", challenge));
    }

    /** In the transaction that stores what arrived: from now on nobody waits for it any more. */
    void settle(UUID arrival) {
        jdbc.sql(
                        "update challenge.arrival set settled_at = challenge.now() where id = ? and settled_at is null")
                .param(arrival)
                .update();
    }

    /** Whether something that came before the deadline is still being seen to. */
    boolean inHand(UUID challenge) {
        return jdbc.sql(
                        """
                        select exists (
                            select from challenge.arrival a join challenge.challenge c on c.id = a.challenge
                            where c.id = ? and a.settled_at is null and a.at < c.bid_deadline and challenge.in_hand(a.at))
                        """)
                .param(challenge)
                .query(Boolean.class)
                .single();
    }
}
