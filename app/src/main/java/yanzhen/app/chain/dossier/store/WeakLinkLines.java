package yanzhen.app.chain.dossier.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Finding;
import yanzhen.app.chain.Finding.Severity;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.Runs;
import yanzhen.app.chain.dossier.Cell;
import yanzhen.app.chain.dossier.Contribution;
import yanzhen.app.chain.dossier.Line;
import yanzhen.app.chain.dossier.Listing;
import yanzhen.app.kernel.Bilingual;

/** 短板清单, and of the 任务清单 what is being done about each weak link. */
@Component
class WeakLinkLines implements Contribution {

    private static final String WITHDRAWN = "withdrawn";

    private final JdbcClient jdbc;
    private final Atlas atlas;
    private final Runs runs;

    WeakLinkLines(JdbcClient jdbc, Atlas atlas, Runs runs) {
        this.jdbc = jdbc;
        this.atlas = atlas;
        this.runs = runs;
    }

    @Override
    public int order() {
        return 20;
    }

    /**
     * What the run says of a node beside its findings.
     *
     * @param stopped end products that stop without it, of how many; empty when not known
     * @param sure rules answered, of how many; empty when not known
     */
    private record Standing(String stopped, String sure, int reach) {
        static final Standing UNKNOWN = new Standing("", "", 0);
    }

    @Override
    public List<Entry> lines(Atlas.Map chain) {
        var run = chain.run().id();
        var standings = standings(run);
        var findings =
                runs.verdicts(run).stream()
                        .collect(
                                Collectors.toMap(Runs.Judged::node, it -> it.verdict().findings()));
        var weak =
                chain.nodes().stream()
                        .filter(it -> it.state() == State.WEAK)
                        .sorted(
                                Comparator.comparingInt(Atlas.Node::weight)
                                        .thenComparingInt(it -> standing(standings, it.id()).reach)
                                        .reversed())
                        .toList();
        var responses =
                atlas.responses(
                        weak.stream().map(Atlas.Node::weakLink).filter(Objects::nonNull).toList());
        var entries = new ArrayList<Entry>();
        for (var it : weak) {
            var link = it.weakLink();
            var done = link == null ? List.<Response>of() : responses.getOrDefault(link, List.of());
            entries.add(
                    new Entry(
                            Listing.WEAK_LINKS,
                            line(
                                    chain,
                                    it,
                                    standing(standings, it.id()),
                                    findings.getOrDefault(it.id(), List.of()),
                                    done)));
            tasks(chain, it, done).forEach(task -> entries.add(new Entry(Listing.TASKS, task)));
        }
        return entries;
    }

    private static Standing standing(Map<UUID, Standing> standings, UUID node) {
        return standings.getOrDefault(node, Standing.UNKNOWN);
    }

    private Map<UUID, Standing> standings(UUID run) {
        var found = new HashMap<UUID, Standing>();
        jdbc.sql(
                        """
                        select node, stopped || ' / ' || products as stopped, answered || ' / ' || asked as sure,
                               coalesce(stopped, 0) as reach
                        from chain.node_state where diagnosis = ? and state = 'weak'
                        """)
                .param(run)
                .query(row -> {
                    found.put(
                            row.getObject("node", UUID.class),
                            new Standing(
                                    Objects.requireNonNullElse(row.getString("stopped"), ""),
                                    Objects.requireNonNullElse(row.getString("sure"), ""),
                                    row.getInt("reach")));
                });
        return found;
    }

    private static Line line(
            Atlas.Map chain,
            Atlas.Node node,
            Standing standing,
            List<Finding> findings,
            List<Response> done) {
        return new Line(
                node.id().toString(),
                node.name(),
                List.of(
                        Cell.text(
                                chain.stage(node.stage())
                                        .map(Atlas.Stage::name)
                                        .orElse(new Bilingual(node.stage(), node.stage()))),
                        Cell.word("category." + node.category()),
                        Cell.number(node.weight()),
                        Cell.text(reasons(findings)),
                        Cell.text(standing.stopped),
                        Cell.text(standing.sure),
                        Cell.number(
                                done.stream().filter(it -> !it.state().equals(WITHDRAWN)).count())),
                page(chain, node.id()),
                null,
                node.synthetic());
    }

    static String page(Atlas.Map chain, UUID node) {
        return "/chains/" + chain.chain().key() + "/nodes/" + node;
    }

    private static Bilingual reasons(List<Finding> findings) {
        var told =
                findings.stream()
                        .filter(it ->
                                it.severity() == Severity.WEAK || it.severity() == Severity.WATCH)
                        .map(Finding::sentence)
                        .toList();
        return new Bilingual(
                told.stream().map(Bilingual::zh).collect(Collectors.joining()),
                told.stream().map(Bilingual::en).collect(Collectors.joining(" ")));
    }

    /** One for each thing that is being done; one that says so when nothing is. */
    private static List<Line> tasks(Atlas.Map chain, Atlas.Node node, List<Response> done) {
        if (done.isEmpty()) {
            return List.of(
                    new Line(
                            node.id() + "/none",
                            node.name(),
                            List.of(
                                    Cell.word("dossier.task.none"),
                                    Cell.text(node.name()),
                                    Cell.word("dossier.task.open")),
                            page(chain, node.id()),
                            null,
                            node.synthetic()));
        }
        return done.stream()
                .map(it ->
                        new Line(
                                node.id() + "/" + it.kind() + "/" + it.id(),
                                new Bilingual(it.title(), it.title()),
                                List.of(
                                        Cell.word("dossier.task." + it.kind()),
                                        Cell.text(node.name()),
                                        Cell.word("response." + it.kind() + "." + it.state())),
                                it.path(),
                                null,
                                node.synthetic()))
                .toList();
    }
}
