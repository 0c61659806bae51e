package yanzhen.app.access.store;

import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.OnBehalf;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;

@Component
class SettingsOnBehalf implements OnBehalf {

    private final JdbcOperations jdbc;
    private final Viewers viewers;

    SettingsOnBehalf(JdbcOperations jdbc, Viewers viewers) {
        this.jdbc = jdbc;
        this.viewers = viewers;
    }

    /** A fault of the work rolls the transaction back, and the settings end with it. */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public <T> T of(Set<UUID> organisations, Supplier<T> work) {
        var viewer = viewers.current();
        tell(new Viewer(viewer.account(), viewer.name(), Role.SYSTEM, organisations, null));
        var done = work.get();
        tell(viewer);
        return done;
    }

    private void tell(Viewer viewer) {
        jdbc.execute(
                (ConnectionCallback<Boolean>)
                        connection -> {
                            ViewerSettings.tell(connection, viewer);
                            return true;
                        });
    }
}
