package yanzhen.app.chain.web;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.Makers.Maker;
import yanzhen.app.chain.Provision.Statement;
import yanzhen.app.cluster.Regions;
import yanzhen.app.kernel.Bilingual;

/**
 * 所在地: where a maker is, as far as the data say: a district or the region at home for whoever
 * stands in the register, the home country for others in it, else the country.
 */
@Component
class Spots {

    /** Made in the home country, nobody said where. */
    static final String HOME = Maker.HOME;

    private final Regions regions;
    private final Countries countries;

    Spots(Regions regions, Countries countries) {
        this.regions = regions;
        this.countries = countries;
    }

    /** How fine the home country is divided. */
    enum By {
        REGION,
        DISTRICT;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static By of(String key) {
            return key.equals(DISTRICT.key()) ? DISTRICT : REGION;
        }
    }

    /** Key of a maker's place: six digits, or two letters. */
    static String of(Maker maker, By by) {
        var district = maker.district();
        if (district == null) {
            return maker.country();
        }
        return by == By.DISTRICT ? district : district.substring(0, 2) + "0000";
    }

    /** At home first by code, then the rest of the home country, then what is abroad. */
    static int rank(String key) {
        if (Character.isDigit(key.charAt(0))) {
            return 0;
        }
        if (key.equals(HOME)) {
            return 1;
        }
        return key.equals(Statement.VARIOUS) ? 3 : 2;
    }

    /** What all places are called. */
    Names names() {
        return new Names(regions.names(Locale.CHINESE), regions.names(Locale.ENGLISH));
    }

    /** Names of places in both languages. */
    final class Names {

        private final Map<String, String> chinese;
        private final Map<String, String> english;

        private Names(Map<String, String> chinese, Map<String, String> english) {
            this.chinese = chinese;
            this.english = english;
        }

        Bilingual of(String key) {
            return new Bilingual(in(key, Locale.CHINESE), in(key, Locale.ENGLISH));
        }

        String in(String key, Locale locale) {
            if (!Character.isDigit(key.charAt(0))) {
                return countries.spot(key, locale);
            }
            var names = locale.getLanguage().equals("en") ? english : chinese;
            return Optional.ofNullable(names.get(key)).orElse(key);
        }
    }
}
