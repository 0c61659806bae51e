package yanzhen.app.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** 行政区划 and parks of the pack. */
public interface Regions {

    /** The districts, by code. */
    List<Region> districts();

    /**
     * The region itself, for bodies that lie in none of its districts; empty before a pack is
     * loaded.
     */
    Optional<Region> whole();

    /** The region and its districts. */
    default List<Region> places() {
        var places = new ArrayList<>(whole().stream().toList());
        places.addAll(districts());
        return List.copyOf(places);
    }

    /** A region or a district. */
    Optional<Region> find(String code);

    /** 园区, by code: those of a district stand together. */
    List<Region> parks();

    /** What the parks are called, by code. */
    default Map<String, String> parkNames(Locale locale) {
        var names = new HashMap<String, String>();
        parks().forEach(it -> names.put(it.code(), it.name().in(locale)));
        return names;
    }

    /** What the region and its districts are called, by code. */
    default Map<String, String> names(Locale locale) {
        var names = new HashMap<String, String>();
        places().forEach(it -> names.put(it.code(), it.name().in(locale)));
        return names;
    }
}
