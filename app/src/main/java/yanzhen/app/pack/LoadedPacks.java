package yanzhen.app.pack;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** 已装载的规划包. */
@Component
public class LoadedPacks {

    private final JdbcClient jdbc;
    private final TransactionTemplate reading;
    private volatile boolean demonstration;

    LoadedPacks(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    /**
     * Whether synthetic records have been loaded; once so, always so. Every page asks: after the
     * first yes the database is left alone.
     */
    public boolean demonstration() {
        if (!demonstration) {
            demonstration = Boolean.TRUE.equals(reading.execute(status -> stored()));
        }
        return demonstration;
    }

    private boolean stored() {
        return exists("select exists (select from pack.loaded where demonstration)");
    }

    /** Whether a pack has been loaded. */
    public boolean any() {
        return Boolean.TRUE.equals(
                reading.execute(_ -> exists("select exists (select from pack.loaded)")));
    }

    private boolean exists(String query) {
        return jdbc.sql(query).query(Boolean.class).single();
    }
}
