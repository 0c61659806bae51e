package yanzhen.app.cluster.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.Adjustments.Paper;
import yanzhen.app.cluster.Adjustments.Revision;
import yanzhen.app.cluster.Adjustments.Wish;
import yanzhen.app.cluster.Procedure;
import yanzhen.app.cluster.web.Differences.Difference;

/**
 * 前后差别 of two submissions of a request. What changed is a key of a message ({@code
 * adjustment.field.…}), or the name of a recognition or paper.
 */
final class AdjustmentDifferences {

    /** How recognitions and organisations are called. */
    record Names(
            Function<UUID, String> scheme, Function<UUID, String> organisation, Locale locale) {}

    private AdjustmentDifferences() {}

    static List<Difference> between(Revision before, Revision after, Procedure rule, Names names) {
        var found = new ArrayList<Difference>();
        var was = before.wish();
        var is = after.wish();
        add(found, "effective", was.effective().toString(), is.effective().toString());
        add(found, "name", was.name(), is.name());
        add(found, "nameEn", was.nameEn(), is.nameEn());
        add(found, "statement", was.statement(), is.statement());
        touched(was, is, names, found);
        for (var paper : rule.papers()) {
            add(
                    found,
                    paper.name().in(names.locale),
                    files(paper.key(), before.papers()),
                    files(paper.key(), after.papers()));
        }
        return List.copyOf(found);
    }

    private static void touched(Wish was, Wish is, Names names, List<Difference> found) {
        var before = passes(was, names);
        var after = passes(is, names);
        var all = new LinkedHashSet<>(before.keySet());
        all.addAll(after.keySet());
        for (var recognition : all) {
            add(
                    found,
                    names.scheme.apply(recognition),
                    before.get(recognition),
                    after.get(recognition));
        }
    }

    /** To whom each passes; a tick where it passes to nobody. */
    private static Map<UUID, String> passes(Wish wish, Names names) {
        var passes = new LinkedHashMap<UUID, String>();
        for (var each : wish.touched()) {
            passes.put(
                    each.recognition(),
                    each.successor() == null ? "✓" : names.organisation.apply(each.successor()));
        }
        return passes;
    }

    private static @Nullable String files(String key, List<Paper> papers) {
        var names =
                papers.stream()
                        .filter(it -> it.paper().equals(key))
                        .map(Paper::name)
                        .collect(Collectors.joining("、"));
        return names.isEmpty() ? null : names;
    }

    private static void add(
            List<Difference> found, String what, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before, after)) {
            found.add(new Difference(what, before, after));
        }
    }
}
