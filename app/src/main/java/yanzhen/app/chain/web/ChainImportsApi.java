package yanzhen.app.chain.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.ChainTables;
import yanzhen.app.chain.ChainTables.Comparison;
import yanzhen.app.chain.Looks;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.NotFound;

/** The tables of a chain for programs: handed in, compared with what is stored, stored. */
@RestController
@Tag(name = "chains")
class ChainImportsApi {

    private static final String IMPORTS = "/api/v1/chain-imports";

    /**
     * How a draft is stored.
     *
     * @param retire whether what the tables leave out is taken out; not when nothing is said
     * @param reason why what changes does so, for the history
     */
    record Storing(@Nullable Boolean retire, @Nullable String reason) {}

    /** The chain that was stored. */
    record Stored(String chain) {}

    private final Atlas atlas;
    private final Looks looks;
    private final ChainTables tables;
    private final HandedTables reading;
    private final Organisations organisations;
    private final Commands commands;

    ChainImportsApi(
            Atlas atlas,
            Looks looks,
            ChainTables tables,
            HandedTables reading,
            Organisations organisations,
            Commands commands) {
        this.atlas = atlas;
        this.looks = looks;
        this.tables = tables;
        this.reading = reading;
        this.organisations = organisations;
        this.commands = commands;
    }

    @PostMapping(value = IMPORTS, consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            summary = "Hand in the tables of a chain and see what they would change",
            description =
                    "files: one XLSX, a ZIP, a JSON, or CSV files named after their tables (chain, stages, nodes, edges, provisions, facts, providers), or the five CSV files of the CSET/ETO layout (stages, inputs, providers, provision, sequence), which need the source and, for a new chain, newKey, newName, newClause and newOwner. Nothing is stored but the draft, for a day and for its sender; 422 lists every problem of the tables.")
    ResponseEntity<Comparison> draft(
            @RequestHeader(Api.KEY) String key,
            @RequestParam(defaultValue = "") String chain,
            @RequestParam(required = false) @Nullable List<MultipartFile> files,
            @ModelAttribute HandedTables.Layout layout) {
        var problems = new Problems();
        var answer = reading.in(key, chain, files == null ? List.of() : files, layout, problems);
        if (answer == null) {
            throw new Problems.Refused(problems);
        }
        return Api.created(IMPORTS + "/", answer, this::one);
    }

    @GetMapping("/api/v1/chains/{key}/tables")
    @Operation(
            summary = "All tables of a chain, as the import takes them",
            description = "Rows by table, cells by column; an empty cell is left out.")
    Map<String, List<Map<String, String>>> tables(@PathVariable String key) {
        atlas.map(key).ifPresent(it -> looks.atSuppliers(Looks.What.API, it));
        return ChainFiles.json(
                tables.export(key).orElseThrow(() -> new NotFound("chain", key)), organisations);
    }

    @GetMapping(IMPORTS + "/{id}")
    @Operation(summary = "What an own draft would change now")
    Comparison one(@PathVariable UUID id) {
        return tables.compare(id).orElseThrow(() -> new NotFound("draft", id));
    }

    @PostMapping(IMPORTS + "/{id}/storing")
    @Operation(summary = "Store an own draft, all or nothing; the chain is diagnosed anew")
    ResponseEntity<Stored> store(
            @RequestHeader(Api.KEY) String key, @PathVariable UUID id, @RequestBody Storing body) {
        var how = new ChainTables.How(Boolean.TRUE.equals(body.retire), body.reason);
        var answer =
                commands.once(
                        key, new ImportPages.StoreCommand(id, how), () -> tables.store(id, how));
        return Api.created("/api/v1/chains/" + answer.value(), answer, new Stored(answer.value()));
    }
}
