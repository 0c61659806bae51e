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
    private final TransactionTemplate reading;

    Standpoint(DataSource dataSource, PlatformTransactionManager transactions) {
        this.dataSource = dataSource;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    /** On the transaction's own connection; in a transaction of its own where there is none. */
    <T> T as(Viewer viewer, Supplier<T> work) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            return Viewers.doAs(
                    viewer, () -> Objects.requireNonNull(reading.execute(_ -> work.get())));
        }
        var before = kept();
        tell(viewer);
        T answer;
        try {
            answer = Viewers.doAs(viewer, work);
        } catch (RuntimeException fault) {
            tellAgain(before, fault);
            throw fault;
        }
        tell(before);
        return answer;
    }

    /** After a fault of a statement the transaction takes no further one: it can only roll back. */
    private void tellAgain(ViewerSettings.Kept before, RuntimeException fault) {
        try {
            tell(before);
        } catch (DataAccessResourceFailureException e) {
            fault.addSuppressed(e);
        }
    }

    private ViewerSettings.Kept kept() {
        try {
            return ViewerSettings.kept(DataSourceUtils.getConnection(dataSource));
        } catch (SQLException e) {
            throw untold(e);
        }
    }

    private void tell(Viewer viewer) {
        try {
            ViewerSettings.tell(DataSourceUtils.getConnection(dataSource), viewer);
        } catch (SQLException e) {
            throw untold(e);
        }
    }

    private void tell(ViewerSettings.Kept before) {
        try {
            ViewerSettings.tell(DataSourceUtils.getConnection(dataSource), before);
        } catch (SQLException e) {
            throw untold(e);
        }
    }

    private static DataAccessResourceFailureException untold(SQLException fault) {
        return new DataAccessResourceFailureException(
                "Could not tell the database who looks.", fault);
    }
}
