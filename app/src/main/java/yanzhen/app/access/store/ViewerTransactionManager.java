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
        ViewerSettings.tell(holder.getConnection(), viewer);
    }
}
