package yanzhen.app.chain.dossier.store;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Makers;
import yanzhen.app.chain.Runs;
import yanzhen.app.chain.dossier.Content;
import yanzhen.app.chain.dossier.Contribution;
import yanzhen.app.chain.dossier.Line;
import yanzhen.app.chain.dossier.Listing;

/** 编成: puts maps and lists of a chain together from what the viewer may see. */
@Component
class Composer {

    private final Atlas atlas;
    private final Runs runs;
    private final Makers makers;
    private final List<Contribution> contributions;
    private final Clock clock;

    Composer(Atlas atlas, Runs runs, Makers makers, List<Contribution> contributions, Clock clock) {
        this.atlas = atlas;
        this.runs = runs;
        this.makers = makers;
        this.contributions =
                contributions.stream()
                        .sorted(Comparator.comparingInt(Contribution::order))
                        .toList();
        this.clock = clock;
    }

    /** A draft; empty without the chain. */
    @Transactional(readOnly = true)
    Optional<Content> compose(String chain) {
        return atlas.map(chain).map(this::compose);
    }

    private Content compose(Atlas.Map map) {
        return new Content(
                0,
                clock.instant(),
                map,
                runs.find(map.run().id()).map(Runs.Entry::basis).orElse(null),
                makers.of(map.chain().key()),
                makers.tiles(),
                lists(map));
    }

    private Map<Listing, List<Line>> lists(Atlas.Map map) {
        var lists = new EnumMap<Listing, List<Line>>(Listing.class);
        for (var contribution : contributions) {
            for (var it : contribution.lines(map)) {
                lists.computeIfAbsent(it.listing(), _ -> new ArrayList<>()).add(it.line());
            }
        }
        return lists;
    }
}
