package yanzhen.app.cluster.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.ControlLinks;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.kernel.AsOf;

/** Says in words who stands above and below an organisation. */
@Component
class LinkLines {

    /**
     * A link.
     *
     * @param level how far above; 1 for a parent and for a child
     * @param child the lower body of the two
     * @param other the upper body above, the lower one below
     * @param mayWrite whether the viewer may end or correct it
     */
    record Line(
            UUID link,
            int level,
            UUID child,
            String childName,
            UUID other,
            String name,
            String identifier,
            boolean synthetic,
            String kind,
            @Nullable BigDecimal share,
            LocalDate from,
            @Nullable LocalDate until,
            String document,
            LocalDate asOf,
            boolean mayWrite) {}

    private final ControlLinks links;
    private final Organisations organisations;
    private final Viewers viewers;

    LinkLines(ControlLinks links, Organisations organisations, Viewers viewers) {
        this.links = links;
        this.organisations = organisations;
        this.viewers = viewers;
    }

    /** Everybody above, with the upper body of each link. */
    List<Line> above(UUID id, AsOf asOf, boolean present, Locale locale) {
        var above = links.above(id, asOf);
        var bodies = bodies(above.stream().map(ControlLinks.Above::link).toList());
        return above.stream()
                .map(it -> line(it.link(), it.level(), true, bodies, present, locale))
                .toList();
    }

    /** The first of those right below. */
    List<Line> below(UUID id, AsOf asOf, int most, boolean present, Locale locale) {
        return of(links.below(id, asOf, null, most).items(), present, locale);
    }

    /** Links with the lower body of each. */
    List<Line> of(List<ControlLinks.Link> found, boolean present, Locale locale) {
        var bodies = bodies(found);
        return found.stream().map(it -> line(it, 1, false, bodies, present, locale)).toList();
    }

    private Map<UUID, Organisation> bodies(List<ControlLinks.Link> found) {
        var ids = new ArrayList<UUID>();
        for (var link : found) {
            ids.add(link.child());
            ids.add(link.parent());
        }
        return organisations.byId(ids);
    }

    private Line line(
            ControlLinks.Link it,
            int level,
            boolean upper,
            Map<UUID, Organisation> bodies,
            boolean present,
            Locale locale) {
        var child = java.util.Objects.requireNonNull(bodies.get(it.child()));
        var parent = java.util.Objects.requireNonNull(bodies.get(it.parent()));
        var other = upper ? parent : child;
        var terms = it.terms();
        return new Line(
                it.link(),
                level,
                child.id(),
                child.nameIn(locale),
                other.id(),
                other.nameIn(locale),
                other.identifier().in(locale),
                it.synthetic(),
                terms.kind().name(),
                terms.share() == null ? null : terms.share().stripTrailingZeros(),
                terms.valid().from(),
                terms.valid().until(),
                terms.document(),
                terms.asOf(),
                present && viewers.current().runsDistrict(child.district()));
    }
}
