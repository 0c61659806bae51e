package yanzhen.app.chain.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.CascadeReading;
import yanzhen.app.chain.Scenario;
import yanzhen.app.chain.SupplyNetworks.DataSet;
import yanzhen.app.chain.SupplyNetworks.Firm;
import yanzhen.app.chain.WhatIfs.WhatIf;
import yanzhen.app.cluster.Regions;
import yanzhen.app.kernel.Bilingual;

/** What firms, places, nodes and scenarios of a supply network are called. */
@Component
class NetworkWords {

    private static final Duration KNOWN = Duration.ofMinutes(1);

    /** Names of districts that hold until they are read again. */
    private record Districts(Instant until, Map<String, String> names) {}

    private final Map<String, Districts> districts = new ConcurrentHashMap<>();
    private final Countries countries;
    private final Regions regions;
    private final MessageSource messages;
    private final Clock clock;

    NetworkWords(Countries countries, Regions regions, MessageSource messages, Clock clock) {
        this.countries = countries;
        this.regions = regions;
        this.messages = messages;
        this.clock = clock;
    }

    String say(String key, Locale locale, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }

    /** A moment to the minute. */
    String at(Instant moment) {
        return Times.said(moment, clock);
    }

    /** Who did it; the program itself where nobody is named. */
    String by(@Nullable String who, Locale locale) {
        return who == null ? say("network.by-program", locale) : who;
    }

    String country(String code, Locale locale) {
        return countries.name(code, locale);
    }

    /** The district's name; its code when the pack has none, and a word for none at all. */
    String district(@Nullable String code, Locale locale) {
        return code == null
                ? say("network.no-district", locale)
                : districts(locale).getOrDefault(code, code);
    }

    /** A table of firms asks for each row; districts change with a pack alone. */
    private Map<String, String> districts(Locale locale) {
        var now = clock.instant();
        var known = districts.get(locale.getLanguage());
        if (known == null || now.isAfter(known.until)) {
            known = new Districts(now.plus(KNOWN), regions.names(locale));
            districts.put(locale.getLanguage(), known);
        }
        return known.names;
    }

    /** The name of a data set with its version. */
    String dataSet(DataSet it, Locale locale) {
        return say("network.versioned", locale, it.head().name().in(locale), it.version());
    }

    /** What firms and nodes of a scenario are called stands in names, by {@link Scenario#name}. */
    String stop(Scenario.Stop it, Map<String, Bilingual> names, Locale locale) {
        var what =
                switch (it.kind()) {
                    case FIRM, NODE -> named(it.kind(), it.what(), names, locale);
                    case COUNTRY -> country(it.what(), locale);
                    case DISTRICT -> district(it.what(), locale);
                    case INDUSTRY -> it.what();
                };
        return it.percent() == 100
                ? say("what-if.stops." + it.kind(), locale, what)
                : say("what-if.loses." + it.kind(), locale, what, it.percent());
    }

    private static String named(
            Scenario.Kind kind, String what, Map<String, Bilingual> names, Locale locale) {
        var name = names.get(Scenario.name(kind, what));
        return name == null ? what : name.in(locale);
    }

    String added(Scenario.Added it, Map<String, Bilingual> names, Locale locale) {
        return say(
                "what-if.adds",
                locale,
                named(Scenario.Kind.FIRM, it.supplier(), names, locale),
                named(Scenario.Kind.FIRM, it.customer(), names, locale),
                it.percent());
    }

    /** Each change of a run in words. */
    List<String> scenario(WhatIf run, Locale locale) {
        var words = new ArrayList<String>();
        run.scenario().stops().forEach(it -> words.add(stop(it, run.names(), locale)));
        run.scenario().added().forEach(it -> words.add(added(it, run.names(), locale)));
        return words;
    }

    /** All of it in one line. */
    String line(WhatIf run, Locale locale) {
        return String.join(say("what-if.and", locale), scenario(run, locale));
    }

    String reading(CascadeReading it, Locale locale) {
        return say(
                "what-if.read",
                locale,
                say("inputs." + it.inputs(), locale),
                say("substitutes." + it.substitutes(), locale),
                Figures.percent(it.growth()));
    }

    /** The names of what firms make, for a filter. */
    static Set<String> nodes(List<Firm> firms) {
        var nodes = new HashSet<String>();
        firms.forEach(it -> nodes.addAll(it.nodes()));
        return nodes;
    }
}
