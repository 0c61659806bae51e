package yanzhen.app.chain.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.ChainHistory;
import yanzhen.app.chain.ChainHistory.Change;
import yanzhen.app.chain.Looks;
import yanzhen.app.site.NotFound;

/** What of a chain changed between two days, for programs. */
@RestController
@Tag(name = "chains")
class ChangesApi {

    private final Looks looks;
    private final Atlas atlas;
    private final ChainHistory history;
    private final Clock clock;

    ChangesApi(Looks looks, Atlas atlas, ChainHistory history, Clock clock) {
        this.looks = looks;
        this.atlas = atlas;
        this.history = history;
        this.clock = clock;
    }

    @GetMapping("/api/v1/chains/{key}/changes")
    @Operation(
            summary = "Nodes, edges, facts and providers that came, went or changed since a day",
            description =
                    "What was known when the day since began is held against what was known when the day until ended; without until, against what is known now. What came and went in between is left out.")
    List<Change> changes(
            @PathVariable String key,
            @RequestParam LocalDate since,
            @RequestParam(required = false) @Nullable LocalDate until) {
        looks.atSuppliers(
                Looks.What.API, atlas.map(key).orElseThrow(() -> new NotFound("chain", key)));
        return ChangesPage.between(history, key, new ChangesPage.Days(since, until), clock);
    }
}
