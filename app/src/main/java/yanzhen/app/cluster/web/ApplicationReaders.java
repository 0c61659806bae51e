package yanzhen.app.cluster.web;

import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Applications.Application;

/**
 * Who reads an application in full, and not only that it is publicised or granted: the applicant,
 * its district, those who see the region; as row-level security has it.
 */
@Component
class ApplicationReaders {

    private final Viewers viewers;

    ApplicationReaders(Viewers viewers) {
        this.viewers = viewers;
    }

    boolean include(Application it) {
        var viewer = viewers.current();
        return viewer.seesRegion()
                || viewer.actsFor(it.organisation())
                || viewer.oversees(it.district());
    }
}
