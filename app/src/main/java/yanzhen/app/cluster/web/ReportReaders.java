package yanzhen.app.cluster.web;

import java.util.UUID;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.site.NotFound;

/**
 * Who reads a firm's numbers: the firm, its district, those who see the region; as row-level
 * security has it.
 */
@Component
class ReportReaders {

    private final Organisations organisations;
    private final Viewers viewers;

    ReportReaders(Organisations organisations, Viewers viewers) {
        this.organisations = organisations;
        this.viewers = viewers;
    }

    boolean include(Organisation organisation) {
        var viewer = viewers.current();
        return viewer.seesRegion()
                || viewer.oversees(organisation.district())
                || viewer.actsFor(organisation.id());
    }

    /**
     * The firm whose numbers are asked for.
     *
     * @throws yanzhen.app.access.Forbidden when the viewer may not read them
     */
    Organisation mustRead(UUID id) {
        var organisation =
                organisations.find(id).orElseThrow(() -> new NotFound("organisation", id));
        if (!include(organisation)) {
            viewers.current().mustActFor(id);
        }
        return organisation;
    }
}
