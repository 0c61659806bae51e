package yanzhen.app.access;

import java.util.function.Supplier;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import yanzhen.app.evidence.Actor;
import yanzhen.app.evidence.CurrentActor;

/** Knows the viewer at hand: from the log-in, or as stated for a piece of work. */
@Component
public class Viewers implements CurrentActor {

    private static final ScopedValue<Viewer> STATED = ScopedValue.newInstance();

    /** Whoever is logged in; a visitor when nobody is. */
    public Viewer current() {
        if (STATED.isBound()) {
            return STATED.get();
        }
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Viewer viewer
                ? viewer
                : Viewer.VISITOR;
    }

    /** Does the work as this viewer. Transactions must begin inside of it. */
    public static <T> T doAs(Viewer viewer, Supplier<T> work) {
        return ScopedValue.where(STATED, viewer).call(work::get);
    }

    /** Does the work as this viewer. Transactions must begin inside of it. */
    public static void doAs(Viewer viewer, Runnable work) {
        ScopedValue.where(STATED, viewer).run(work);
    }

    @Override
    public Actor get() {
        return current().asActor();
    }
}
