package yanzhen.app.chain.foresight.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.dossier.Cell;
import yanzhen.app.chain.dossier.Contribution;
import yanzhen.app.chain.dossier.Line;
import yanzhen.app.chain.dossier.Listing;
import yanzhen.app.chain.foresight.Candidate;
import yanzhen.app.chain.foresight.Candidates;
import yanzhen.app.chain.foresight.Topic;
import yanzhen.app.chain.foresight.Topics;
import yanzhen.app.kernel.Bilingual;

/**
 * Of the 技术清单 the candidate technologies of the chain and the topics made of them. A visitor sees
 * none: row-level security keeps them to the offices.
 */
@Component
class ForesightLines implements Contribution {

    private final JdbcClient jdbc;
    private final Candidates candidates;
    private final Topics topics;

    ForesightLines(JdbcClient jdbc, Candidates candidates, Topics topics) {
        this.jdbc = jdbc;
        this.candidates = candidates;
        this.topics = topics;
    }

    @Override
    public int order() {
        return 25;
    }

    @Override
    public List<Entry> lines(Atlas.Map chain) {
        var ids =
                jdbc.sql(
                                """
                                select distinct candidate from chain.concern
                                where chain = ? and candidate is not null order by candidate
                                """)
                        .param(chain.chain().key())
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list();
        if (ids.isEmpty()) {
            return List.of();
        }
        var found = candidates.byId(ids);
        var entries = new ArrayList<Entry>();
        for (var id : ids) {
            var candidate = found.get(id);
            if (candidate != null) {
                entries.add(new Entry(Listing.TECHNOLOGIES, line(candidate, chain)));
            }
        }
        for (var it : topics.all()) {
            if (it.draft().candidates().stream().anyMatch(found::containsKey)) {
                entries.add(new Entry(Listing.TECHNOLOGIES, line(it, found)));
            }
        }
        return entries;
    }

    private static Line line(Candidate it, Atlas.Map chain) {
        var standing = it.evidence().stream().filter(Candidate.Evidence::stands).findFirst();
        int level = it.readiness().level();
        return new Line(
                "candidate/" + it.id(),
                it.draft().name(),
                List.of(
                        Cell.word("dossier.technology.candidate"),
                        Cell.text(about(it, chain)),
                        level == 0 ? Cell.none() : Cell.text(level + " / 9"),
                        Cell.word("candidate.state." + it.state()),
                        Cell.day(standing.map(shown -> shown.source().asOf()).orElse(null))),
                "/foresight/candidates/" + it.id(),
                standing.map(Candidate.Evidence::source).orElse(null),
                it.synthetic());
    }

    /** Nodes of this chain; the chain itself when no node is named. */
    private static Bilingual about(Candidate candidate, Atlas.Map chain) {
        var names =
                candidate.draft().concerns().stream()
                        .map(it -> it.node())
                        .filter(java.util.Objects::nonNull)
                        .flatMap(it -> chain.node(it).stream())
                        .map(Atlas.Node::name)
                        .toList();
        return names.isEmpty() ? chain.chain().name() : joined(names);
    }

    private static Bilingual joined(List<Bilingual> names) {
        return new Bilingual(
                names.stream().map(Bilingual::zh).collect(Collectors.joining("、")),
                names.stream().map(Bilingual::en).collect(Collectors.joining(", ")));
    }

    private static Line line(Topic it, Map<UUID, Candidate> known) {
        return new Line(
                "topic/" + it.id(),
                new Bilingual(it.draft().title(), it.draft().title()),
                List.of(
                        Cell.word("dossier.technology.topic"),
                        Cell.text(
                                joined(
                                        it.draft().candidates().stream()
                                                .map(known::get)
                                                .filter(java.util.Objects::nonNull)
                                                .map(candidate -> candidate.draft().name())
                                                .toList())),
                        Cell.none(),
                        Cell.word("topic.state." + it.state()),
                        Cell.none()),
                "/foresight/topics/" + it.id(),
                null,
                it.synthetic());
    }
}
