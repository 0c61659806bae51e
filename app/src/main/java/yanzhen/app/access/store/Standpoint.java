package yanzhen.app.access.store;

import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;

/** 视角: a question asked as somebody else, inside of the transaction at hand. */
@Component
class Standpoint {

    private final DataSource dataSource;
    private final Viewers viewers;
    private final TransactionTemplate reading;

    Standpoint(DataSource dataSource, Viewers viewers, PlatformTransactionManager transactions) {
        this.dataSource = dataSource;
        this.viewers = viewers;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    /** On the transaction's own connection; in a transaction of its own where there is none. */
    <T> T as(Viewer viewer, Supplier<T> work) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            return Viewers.doAs(
                    viewer, () -> Objects.requireNonNull(reading.execute(_ -> work.get())));
        }
        tell(viewer);
        T answer;
        try {
            answer = Viewers.doAs(viewer, work);
        } catch (RuntimeException fault) {
            tellAgain(fault);
            throw fault;
        }
        tell(viewers.current());
        return answer;
    }

    /** After a fault of a statement the transaction takes no further one: it can only roll back. */
    private void tellAgain(RuntimeException fault) {
        try {
            tell(viewers.current());
        } catch (DataAccessResourceFailureException e) {
            fault.addSuppressed(e);
        }
    }

    private void tell(Viewer viewer) {
        try {
            ViewerSettings.tell(DataSourceUtils.getConnection(dataSource), viewer);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException(
                    "Could not tell the database who looks.", e);
        }
    }
}
