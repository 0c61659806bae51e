package yanzhen.app.chain.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.Scenario;

/**
 * A scenario as addresses and forms carry it: one text for each change, {@code KIND|percent|what},
 * or {@code ADD|percent|supplier|customer}.
 */
final class ScenarioWriting {

    private static final String ADD = "ADD";

    private ScenarioWriting() {}

    static List<String> write(Scenario scenario) {
        var texts = new ArrayList<String>();
        scenario.stops().forEach(it -> texts.add(write(it)));
        scenario.added().forEach(it -> texts.add(write(it)));
        return List.copyOf(texts);
    }

    static String write(Scenario.Stop it) {
        return it.kind() + "|" + it.percent() + "|" + it.what();
    }

    static String write(Scenario.Added it) {
        return ADD + "|" + it.percent() + "|" + it.supplier() + "|" + it.customer();
    }

    /** What cannot be read is left out. */
    static Scenario read(@Nullable List<String> texts) {
        var stops = new ArrayList<Scenario.Stop>();
        var added = new ArrayList<Scenario.Added>();
        for (var text : texts == null ? List.<String>of() : texts) {
            try {
                read(text, stops, added);
            } catch (IllegalArgumentException e) {
                // no change that there could be
            }
        }
        return new Scenario(stops, added);
    }

    private static void read(String text, List<Scenario.Stop> stops, List<Scenario.Added> added) {
        var parts = List.of(text.split("\\|", -1));
        if (parts.getFirst().equals(ADD) && parts.size() == 4) {
            added.add(
                    new Scenario.Added(parts.get(2), parts.get(3), Integer.parseInt(parts.get(1))));
        } else if (parts.size() == 3) {
            stops.add(
                    new Scenario.Stop(
                            Scenario.Kind.valueOf(parts.get(0)),
                            parts.get(2),
                            Integer.parseInt(parts.get(1))));
        }
    }

    /** The scenario without the change of this text. */
    static Scenario without(Scenario scenario, String text) {
        return read(write(scenario).stream().filter(it -> !it.equals(text)).toList());
    }
}
