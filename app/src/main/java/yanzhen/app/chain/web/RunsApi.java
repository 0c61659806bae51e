package yanzhen.app.chain.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Runs;
import yanzhen.app.chain.Runs.Again;
import yanzhen.app.chain.Runs.Difference;
import yanzhen.app.chain.Runs.Entry;
import yanzhen.app.chain.Runs.Judged;
import yanzhen.app.site.NotFound;

/** Runs of diagnosis, for programs. */
@RestController
@Tag(name = "chains")
class RunsApi {

    private static final int MOST = 200;

    /** A run with its verdicts. */
    record Run(Entry run, List<Judged> nodes) {}

    private final Atlas atlas;
    private final Runs runs;

    RunsApi(Atlas atlas, Runs runs) {
        this.atlas = atlas;
        this.runs = runs;
    }

    @GetMapping("/api/v1/chains/{key}/runs")
    @Operation(
            summary = "Runs of diagnosis of a chain, the latest first",
            description =
                    "basis names what a run read: rules and data are SHA-256 digests, the same for the same rules and facts. At most 200 from the given place on.")
    List<Entry> runs(@PathVariable String key, @RequestParam(defaultValue = "0") int from) {
        var _ = atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
        return runs.of(key, Math.max(0, from), MOST);
    }

    @GetMapping("/api/v1/chains/{key}/runs/{id}")
    @Operation(summary = "One run with what it said of every node, and how sure it was")
    Run run(@PathVariable String key, @PathVariable UUID id) {
        return new Run(RunsPage.run(runs, key, id), runs.verdicts(id));
    }

    @GetMapping("/api/v1/chains/{key}/runs/{id}/differences")
    @Operation(
            summary = "Nodes that this run judges otherwise than another one",
            description = "Without against, than the run before it.")
    List<Difference> differences(
            @PathVariable String key,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID against) {
        var run = RunsPage.run(runs, key, id);
        var other =
                against == null
                        ? runs.before(id).orElseThrow(() -> new NotFound("run", id))
                        : RunsPage.run(runs, key, against).id();
        return runs.between(other, run.id());
    }

    @GetMapping("/api/v1/chains/{key}/runs/{id}/again")
    @Operation(
            summary = "The run done again from the facts and by the rules of then",
            description =
                    "Nothing is stored. sameData: the same facts were read; differences: what is found otherwise than it was stored, before as stored.")
    Again again(@PathVariable String key, @PathVariable UUID id) {
        return runs.again(RunsPage.run(runs, key, id).id())
                .orElseThrow(() -> new NotFound("rule", id));
    }
}
