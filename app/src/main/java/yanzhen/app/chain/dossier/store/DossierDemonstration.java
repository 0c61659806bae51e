package yanzhen.app.chain.dossier.store;

import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.NodeFact;
import yanzhen.app.chain.NodeFacts;
import yanzhen.app.chain.dossier.Editions;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackRow;
import yanzhen.app.pack.PackSection;

/**
 * 演示图谱与清单: a signed edition of a chain, and facts that were stated after it, so that the draft says
 * something else. A chain that has an edition gets no other.
 */
@Component
class DossierDemonstration implements PackSection {

    private static final String EDITIONS = "demo/editions.csv";
    private static final String FACTS = "demo/edition-facts.csv";

    private final Editions editions;
    private final Atlas atlas;
    private final NodeFacts facts;

    DossierDemonstration(Editions editions, Atlas atlas, NodeFacts facts) {
        this.editions = editions;
        this.atlas = atlas;
        this.facts = facts;
    }

    /** After everything that its lists speak of. */
    @Override
    public int floor() {
        return 7;
    }

    private static boolean there(Pack pack) {
        return pack.demonstration() && pack.has(EDITIONS);
    }

    @Override
    public void validate(Pack pack, Problems problems) {
        if (!there(pack)) {
            return;
        }
        var chains = Set.copyOf(pack.folders("chains"));
        for (var row : pack.csv(EDITIONS, "editions.row", problems)) {
            row.known(problems, "chain", chains);
        }
        if (!pack.has(FACTS)) {
            return;
        }
        for (var row : pack.csv(FACTS, "edition-facts.row", problems)) {
            if (row.known(problems, "chain", chains)) {
                row.known(problems, "node", nodes(pack, row.text("chain")));
            }
        }
    }

    private static Set<String> nodes(Pack pack, String chain) {
        var file = "chains/" + chain + "/nodes.csv";
        return pack.has(file)
                ? pack.csv(file, "chain-nodes.row", new Problems()).stream()
                        .map(it -> it.find("key").orElse(""))
                        .collect(Collectors.toSet())
                : Set.of();
    }

    @Override
    public void load(Pack pack) {
        if (!there(pack)) {
            return;
        }
        for (var row : pack.csv(EDITIONS, "editions.row", new Problems())) {
            var chain = row.text("chain");
            if (editions.of(chain).isEmpty()) {
                state(pack, chain, "before");
                var edition = editions.freeze(chain, row.text("note"));
                editions.sign(edition.id(), row.text("reason"));
                state(pack, chain, "after");
            }
        }
    }

    private void state(Pack pack, String chain, String when) {
        if (!pack.has(FACTS)) {
            return;
        }
        var map = atlas.map(chain).orElseThrow();
        for (var row : pack.csv(FACTS, "edition-facts.row", new Problems())) {
            if (row.text("chain").equals(chain) && row.text("stated").equals(when)) {
                map.nodes().stream()
                        .filter(it -> it.key().equals(row.text("node")))
                        .forEach(it -> facts.state(it.id(), statement(row, map.chain())));
            }
        }
    }

    private static NodeFact.Statement statement(PackRow row, Atlas.Chain chain) {
        var day = row.date("as_of");
        return new NodeFact.Statement(
                NodeFact.Kind.valueOf(row.text("kind")),
                row.text("value"),
                null,
                chain.owner(),
                new SourceNote(row.text("source"), null, day, Confidence.SYNTHETIC),
                day,
                null);
    }
}
