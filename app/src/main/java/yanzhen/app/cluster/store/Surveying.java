package yanzhen.app.cluster.store;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import yanzhen.app.cluster.Due;
import yanzhen.app.cluster.Quarter;
import yanzhen.app.cluster.SchemeVersions;
import yanzhen.app.cluster.Standing;
import yanzhen.app.cluster.Survey.Firm;
import yanzhen.app.cluster.Survey.SchemeTerms;

/** Finds where the firms of a batch stand in every scheme. Standings that are alike are one. */
final class Surveying {

    /** What comes of a batch. */
    record Part(List<Firm> firms, List<Due> due) {}

    private final List<SchemeTerms> schemes;
    private final LocalDate today;
    private final Quarter quarter;
    private final Map<String, SchemeVersions> rules = new HashMap<>();

    Surveying(List<SchemeTerms> schemes, LocalDate today) {
        this.schemes = schemes;
        this.today = today;
        this.quarter = Quarter.of(today);
        schemes.forEach(it -> rules.put(it.key(), it.terms().versions()));
    }

    Part part(List<FirmFacts> batch) {
        var alike = new HashMap<Standing, Standing>();
        var firms = new ArrayList<Firm>();
        var due = new ArrayList<Due>();
        for (var it : batch) {
            firms.add(new Firm(it.id, it.firm, it.district, it.industry, standings(it, alike)));
            due.addAll(Due.in(quarter, today, it.id, it.tenures(), rules));
        }
        return new Part(firms, due);
    }

    private List<Standing> standings(FirmFacts firm, Map<Standing, Standing> alike) {
        var held = firm.heldOn(today);
        var standings = new ArrayList<Standing>();
        for (var scheme : schemes) {
            var standing = standing(firm, scheme, held);
            standings.add(
                    standing.gaps().isEmpty()
                            ? alike.computeIfAbsent(standing, it -> it)
                            : standing);
        }
        return standings;
    }

    /** A body that is no firm is looked at only where it holds something. */
    private static Standing standing(FirmFacts firm, SchemeTerms scheme, Set<String> held) {
        boolean holds = held.contains(scheme.key());
        return firm.firm || holds
                ? Standing.of(holds, scheme.conditions(), firm)
                : Standing.OUTSIDE;
    }
}
