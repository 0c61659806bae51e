package yanzhen.app.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** 行政区划 of the pack. */
public interface Regions {

    /** The districts, by code. */
    List<Region> districts();

    Optional<Region> find(String code);

    /** What the districts are called, by code. */
    default Map<String, String> names(Locale locale) {
        var names = new HashMap<String, String>();
        districts().forEach(it -> names.put(it.code(), it.name().in(locale)));
        return names;
    }
}
