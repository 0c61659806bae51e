package yanzhen.app.chain.dossier.store;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.dossier.Cell;
import yanzhen.app.chain.dossier.Contribution;
import yanzhen.app.chain.dossier.DossierRules;
import yanzhen.app.chain.dossier.Line;
import yanzhen.app.chain.dossier.Listing;
import yanzhen.app.chain.dossier.store.KnownMakers.Maker;
import yanzhen.app.chain.dossier.store.KnownMakers.Supply;
import yanzhen.app.cluster.Scheme;
import yanzhen.app.kernel.Bilingual;

/**
 * 重点企业清单 and 设施清单: makers of the chain's nodes, each once, with what the rules of the pack make of
 * them.
 */
@Component
class MakerLines implements Contribution {

    private final KnownMakers known;
    private final DossierRules.Book book;

    MakerLines(KnownMakers known, DossierRules.Book book) {
        this.known = known;
        this.book = book;
    }

    @Override
    public int order() {
        return 22;
    }

    @Override
    public List<Entry> lines(Atlas.Map chain) {
        var rules = book.inForce();
        if (rules.isEmpty()) {
            return List.of();
        }
        var makers = known.of(chain, rules.get());
        var entries = new ArrayList<Entry>();
        for (var it : makers) {
            var why = why(it, rules.get().firms());
            if (!why.isEmpty()) {
                entries.add(new Entry(Listing.FIRMS, firm(it, why, rules.get().firms(), chain)));
            }
        }
        for (var it : makers) {
            if (it.isFacility(rules.get().facilities())) {
                entries.add(
                        new Entry(
                                Listing.FACILITIES, facility(it, rules.get().facilities(), chain)));
            }
        }
        return entries;
    }

    private static List<String> why(Maker maker, DossierRules.Firms rules) {
        var why = new ArrayList<String>();
        if (maker.holdsOneOf(rules.leaders())) {
            why.add("dossier.why.LEADER");
        }
        if (maker.sole()) {
            why.add("dossier.why.SOLE");
        }
        var share = maker.share();
        if (share != null && share.compareTo(rules.leastShare()) >= 0) {
            why.add("dossier.why.SHARE");
        }
        if (maker.nodes() >= rules.leastNodes()) {
            why.add("dossier.why.BROAD");
        }
        return why;
    }

    private static Line firm(
            Maker maker, List<String> why, DossierRules.Firms rules, Atlas.Map chain) {
        var first = maker.first();
        return new Line(
                first.identity(),
                first.name(),
                List.of(
                        Cell.place(first.place()),
                        Cell.text(makes(maker.supplies())),
                        Cell.percent(maker.share()),
                        Cell.number(maker.weak()),
                        Cell.words(why),
                        Cell.text(
                                names(
                                        maker.held().stream()
                                                .filter(it ->
                                                        rules.marks().contains(it.key())
                                                                || rules.leaders()
                                                                        .contains(it.key()))
                                                .toList()))),
                page(first, chain),
                first.source(),
                maker.synthetic());
    }

    private static Line facility(Maker maker, DossierRules.Facilities rules, Atlas.Map chain) {
        var first = maker.first();
        var held = maker.held().stream().filter(it -> rules.schemes().contains(it.key())).toList();
        var served = held.isEmpty() ? maker.supplies(rules.categories()) : maker.supplies();
        return new Line(
                first.identity(),
                first.name(),
                List.of(
                        held.isEmpty()
                                ? Cell.word("dossier.facility.base")
                                : Cell.text(names(held)),
                        Cell.place(first.place()),
                        Cell.text(makes(served))),
                page(first, chain),
                first.source(),
                maker.synthetic());
    }

    private static String page(Supply first, Atlas.Map chain) {
        return first.organisation() == null
                ? WeakLinkLines.page(chain, first.node().id())
                : "/organisations/" + first.organisation();
    }

    private static Bilingual names(List<Scheme> schemes) {
        var names = schemes.stream().map(Scheme::name).distinct().toList();
        return new Bilingual(
                names.stream().map(Bilingual::zh).collect(Collectors.joining("、")),
                names.stream().map(Bilingual::en).collect(Collectors.joining(", ")));
    }

    /** Nodes with the share that is known of each. */
    private static Bilingual makes(List<Supply> supplies) {
        return new Bilingual(
                supplies.stream()
                        .map(it -> it.node().name().zh() + share(it))
                        .distinct()
                        .collect(Collectors.joining("、")),
                supplies.stream()
                        .map(it -> it.node().name().en() + share(it))
                        .distinct()
                        .collect(Collectors.joining(", ")));
    }

    private static String share(Supply supply) {
        var share = supply.share();
        return share == null ? "" : " " + Cell.percent(share).zh() + "%";
    }
}
