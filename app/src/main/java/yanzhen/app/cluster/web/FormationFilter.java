package yanzhen.app.cluster.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Formations;
import yanzhen.app.cluster.Formations.Selection;
import yanzhen.app.cluster.Recognitions;
import yanzhen.app.cluster.Regions;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;
import yanzhen.app.site.Unreadable;

/** Reads of which firms a page of the formation is asked: district, industry and scheme. */
@Component
class FormationFilter {

    private static final Pattern INDUSTRY = Pattern.compile("[A-T][0-9]{0,4}");

    /** What the address holds; all may be missing. */
    record Asked(@Nullable String district, @Nullable String industry, @Nullable String scheme) {}

    /**
     * What was asked for.
     *
     * @param industry as typed
     * @param districts to choose from; none for an officer of one
     * @param place name of the district; empty for the region
     */
    record Chosen(
            Selection selection,
            String industry,
            String scheme,
            List<Choice> districts,
            List<Choice> schemes,
            String place) {}

    private final Formations formations;
    private final Regions regions;
    private final Recognitions recognitions;
    private final Viewers viewers;

    FormationFilter(
            Formations formations, Regions regions, Recognitions recognitions, Viewers viewers) {
        this.formations = formations;
        this.regions = regions;
        this.recognitions = recognitions;
        this.viewers = viewers;
    }

    /**
     * Reads it; an industry that is none is a problem and narrows nothing.
     *
     * @throws NotFound when there is no such scheme
     */
    Chosen read(Asked asked, Problems problems, Locale locale) {
        var industry = Typed.text(asked.industry).toUpperCase(Locale.ROOT);
        boolean fits = industry.isEmpty() || INDUSTRY.matcher(industry).matches();
        if (!fits) {
            problems.add("", null, "industry", industry, "industry-part");
        }
        var scheme = Typed.text(asked.scheme);
        var schemes = schemes(locale);
        if (!scheme.isEmpty() && schemes.stream().noneMatch(it -> it.key().equals(scheme))) {
            throw new NotFound("recognition scheme", scheme);
        }
        var within =
                formations.within(new Selection(Typed.text(asked.district), fits ? industry : ""));
        return new Chosen(
                within,
                industry,
                scheme,
                viewers.current().seesRegion() ? districts(locale) : List.of(),
                schemes,
                within.district().isEmpty()
                        ? ""
                        : names(locale).getOrDefault(within.district(), within.district()));
    }

    /**
     * Reads it for a table to take away.
     *
     * @throws Unreadable when the industry is none
     */
    Chosen readOrRefuse(Asked asked, Locale locale) {
        var problems = new Problems();
        var chosen = read(asked, problems, locale);
        if (!problems.none()) {
            throw new Unreadable("industry", chosen.industry, "industry-part");
        }
        return chosen;
    }

    private List<Choice> districts(Locale locale) {
        return regions.districts().stream()
                .map(it -> new Choice(it.code(), it.name().in(locale)))
                .toList();
    }

    private List<Choice> schemes(Locale locale) {
        return recognitions.schemes().stream()
                .map(it -> new Choice(it.key(), it.name().in(locale)))
                .toList();
    }

    /** Of the districts, by code. */
    Map<String, String> names(Locale locale) {
        return regions.names(locale);
    }
}
