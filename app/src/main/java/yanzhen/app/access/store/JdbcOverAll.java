package yanzhen.app.access.store;

import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import yanzhen.app.access.OverAll;
import yanzhen.app.access.Viewer;

@Component
class JdbcOverAll implements OverAll {

    private final Standpoint standpoint;

    JdbcOverAll(Standpoint standpoint) {
        this.standpoint = standpoint;
    }

    @Override
    public <T> T ask(Supplier<T> work) {
        return standpoint.as(Viewer.SYSTEM, work);
    }
}
