package yanzhen.app.loop.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Regions;
import yanzhen.app.site.Choice;

/** Names of organisations and regions as the pages of this module show them. */
@Component
class Parties {

    private final Organisations organisations;
    private final Regions regions;
    private final Viewers viewers;

    Parties(Organisations organisations, Regions regions, Viewers viewers) {
        this.organisations = organisations;
        this.regions = regions;
        this.viewers = viewers;
    }

    Map<UUID, Organisation> byId(Collection<UUID> ids) {
        return organisations.byId(ids);
    }

    /** The organisations that the viewer acts for, by name. */
    List<Choice> own(Locale locale) {
        return organisations.byId(viewers.current().organisations()).values().stream()
                .map(it -> new Choice(it.id().toString(), it.nameIn(locale)))
                .sorted(java.util.Comparator.comparing(Choice::name))
                .toList();
    }

    List<Choice> districts(Locale locale) {
        var found = new ArrayList<Choice>();
        regions.districts().forEach(it -> found.add(new Choice(it.code(), it.name().in(locale))));
        return found;
    }

    /** The region's name, or its code where the pack does not know it. */
    String region(String code, Locale locale) {
        return regions.find(code).map(it -> it.name().in(locale)).orElse(code);
    }
}
