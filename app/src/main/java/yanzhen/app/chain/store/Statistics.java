package yanzhen.app.chain.store;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the database believes to know of the size of the tables. It learns of itself about a minute
 * after a change, and until then takes a large chain for an empty one.
 */
@Component
class Statistics {

    private static final int MANY = 2_000;

    /** From so many on, what is read right after writing them needs it too. */
    private static final int VERY_MANY = 20_000;

    private final JdbcClient jdbc;

    Statistics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Before the chain is diagnosed that was written into. */
    void written(int rows) {
        if (rows >= VERY_MANY) {
            count();
        }
    }

    /**
     * At the end of the transaction that wrote: others who have the tables counted wait until it
     * ends.
     */
    void stored(int rows) {
        if (rows >= MANY) {
            count();
        }
    }

    private void count() {
        jdbc.sql(
                        """
                        analyze chain.node, chain.place, chain.edge, chain.provision, chain.node_fact,
                                chain.diagnosis, chain.node_state, chain.finding, chain.weak_link
                        """)
                .update();
    }
}
