package yanzhen.app.chain.taskforce.store;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;

/** Who writes, and when. */
@Component
class Pen {

    private final Viewers viewers;
    private final Clock clock;

    Pen(Viewers viewers, Clock clock) {
        this.viewers = viewers;
        this.clock = clock;
    }

    OffsetDateTime now() {
        return at(clock.instant());
    }

    static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    Viewer viewer() {
        return viewers.current();
    }

    /** Name of whoever acts; null for the program itself. */
    @Nullable String speaker() {
        var viewer = viewers.current();
        return viewer.equals(Viewer.SYSTEM) ? null : viewer.name();
    }
}
