package yanzhen.app.chain.web;

import java.text.Collator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import yanzhen.app.site.Choice;

/**
 * 国家和地区 by their names. The names of Hong Kong, Macao and Taiwan are those of the messages, as
 * documents of the government write them.
 */
@Component
class Countries {

    private final MessageSource messages;

    Countries(MessageSource messages) {
        this.messages = messages;
    }

    String name(String code, Locale locale) {
        var usual = Locale.of("", code).getDisplayCountry(locale);
        var said = messages.getMessage("country." + code, null, usual, locale);
        return said == null ? code : said;
    }

    /** As a place in which something is made, beside places that are known more closely. */
    String spot(String code, Locale locale) {
        var said = messages.getMessage("spot." + code, null, null, locale);
        return said == null ? name(code, locale) : said;
    }

    /** All, the home country first, the others by name. */
    List<Choice> all(Locale locale) {
        var names = Collator.getInstance(locale);
        return Arrays.stream(Locale.getISOCountries())
                .map(it -> new Choice(it, name(it, locale)))
                .sorted(
                        Comparator.<Choice, Boolean>comparing(it -> !it.key().equals("CN"))
                                .thenComparing(Choice::name, names))
                .toList();
    }
}
