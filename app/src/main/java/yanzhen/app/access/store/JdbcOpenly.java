package yanzhen.app.access.store;

import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Openly;
import yanzhen.app.access.Viewer;

@Component
class JdbcOpenly implements Openly {

    private final Standpoint standpoint;

    JdbcOpenly(Standpoint standpoint) {
        this.standpoint = standpoint;
    }

    @Override
    public <T> T ask(Supplier<T> work) {
        return standpoint.as(Viewer.VISITOR, work);
    }
}
