package yanzhen.app.access.store;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;

/**
 * Tells PostgreSQL at the start of each transaction who looks, for its row-level policies. The
 * settings end with the transaction, so that a pooled connection carries nobody over.
 */
class ViewerTransactionManager extends JdbcTransactionManager {

    private static final String SET =
            """
            select set_config('yanzhen.role', ?, true),
                   set_config('yanzhen.account', ?, true),
                   set_config('yanzhen.district', ?, true),
                   set_config('yanzhen.organisations', ?, true)
            """;

    private final Viewers viewers;

    ViewerTransactionManager(DataSource dataSource, Viewers viewers) {
        super(dataSource);
        this.viewers = viewers;
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        super.doBegin(transaction, definition);
        try {
            announce(viewers.current());
        } catch (SQLException e) {
            doCleanupAfterCompletion(transaction);
            throw new CannotCreateTransactionException("Could not tell the database who looks.", e);
        }
    }

    private void announce(Viewer viewer) throws SQLException {
        var holder =
                (ConnectionHolder)
                        TransactionSynchronizationManager.getResource(obtainDataSource());
        if (holder == null) {
            throw new SQLException("The transaction has no connection.");
        }
        try (var set = holder.getConnection().prepareStatement(SET)) {
            set.setString(1, viewer.role().name());
            set.setString(2, viewer.account() == null ? "" : viewer.account().toString());
            set.setString(3, viewer.district() == null ? "" : viewer.district());
            set.setString(4, asArray(viewer));
            set.execute();
        }
    }

    /** In PostgreSQL's notation of an array, in a fixed order. */
    private static String asArray(Viewer viewer) {
        return viewer.organisations().stream()
                .map(Object::toString)
                .sorted()
                .collect(java.util.stream.Collectors.joining(",", "{", "}"));
    }
}
