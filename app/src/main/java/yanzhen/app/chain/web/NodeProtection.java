package yanzhen.app.chain.web;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Visibility;

/** Of one node: its level, and where the viewer sees it only in sum, that sum. */
@Component
class NodeProtection {

    /**
     * All that the template may read.
     *
     * @param name of the level; empty for a public node
     * @param withheld whether the viewer is told counts only
     * @param suppliers null when they are fewer than can be told
     * @param hidden how many countries are left out
     */
    record View(
            String name,
            String say,
            boolean withheld,
            @Nullable Integer suppliers,
            List<Place> places,
            int hidden,
            boolean maySet) {}

    record Place(String country, int suppliers, @Nullable String share) {}

    private final Visibility visibility;
    private final Countries countries;
    private final Viewers viewers;
    private final Matrix matrix;

    NodeProtection(Visibility visibility, Countries countries, Viewers viewers, Matrix matrix) {
        this.visibility = visibility;
        this.countries = countries;
        this.viewers = viewers;
        this.matrix = matrix;
    }

    View of(String chain, UUID node, Locale locale) {
        int inForce = visibility.of(node).inForce();
        var level =
                visibility.levels().stream()
                        .filter(it -> it.level() == inForce && inForce > 0)
                        .findFirst();
        boolean withheld = visibility.withheld().contains(node);
        var sum =
                withheld
                        ? visibility.aggregate(node)
                        : new Visibility.Aggregate(null, List.of(), 0);
        return new View(
                level.map(it -> it.name().in(locale)).orElse(""),
                level.map(it -> it.say().in(locale)).orElse(""),
                withheld,
                sum.suppliers(),
                sum.places().stream()
                        .map(it ->
                                new Place(
                                        countries.name(it.country(), locale),
                                        it.suppliers(),
                                        it.share() == null ? null : Reckoning.plain(it.share())))
                        .toList(),
                sum.hidden(),
                matrix.admits(
                        viewers.current().role(),
                        "POST",
                        "/chains/" + chain + "/nodes/" + node + "/level"));
    }
}
