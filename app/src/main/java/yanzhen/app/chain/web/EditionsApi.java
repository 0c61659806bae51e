package yanzhen.app.chain.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.dossier.Comparison;
import yanzhen.app.chain.dossier.Comparison.Change;
import yanzhen.app.chain.dossier.Content;
import yanzhen.app.chain.dossier.Edition;
import yanzhen.app.chain.dossier.Editions;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** Maps and lists of a chain, for programs. */
@RestController
@Tag(name = "chains")
class EditionsApi {

    /** What an edition is for. */
    record Freezing(@Nullable String note) {

        String given() {
            var problems = new Problems();
            var given = Typed.text("note", note, 2, 500, problems);
            problems.mustBeNone();
            return given;
        }
    }

    /**
     * An edition with what it says.
     *
     * @param sound whether its parts still have the digests that it names
     */
    record Whole(Edition edition, Edition.State state, boolean sound, Content content) {}

    /** An edition in a list. */
    record Listed(Edition edition, Edition.State state) {

        static Listed of(Edition it) {
            return new Listed(it, it.state());
        }
    }

    private final Editions editions;
    private final Atlas atlas;
    private final Commands commands;

    EditionsApi(Editions editions, Atlas atlas, Commands commands) {
        this.editions = editions;
        this.atlas = atlas;
        this.commands = commands;
    }

    @GetMapping("/api/v1/chains/{key}/editions")
    @Operation(
            summary = "Editions of the maps and lists of a chain, the latest first",
            description =
                    "Everybody sees those that are signed; officers, the task force and auditors all. digest is the SHA-256 of openDigest, a line feed and officesDigest.")
    List<Listed> editions(@PathVariable String key) {
        var _ = atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
        return editions.of(key).stream().map(Listed::of).toList();
    }

    @GetMapping("/api/v1/chains/{key}/editions/draft")
    @Operation(
            summary = "Maps and lists as the store has them now",
            description = "Composed of what the caller may see; nothing is stored.")
    Content draft(@PathVariable String key) {
        return editions.draft(key).orElseThrow(() -> new NotFound("chain", key));
    }

    @GetMapping("/api/v1/chains/{key}/editions/{number}")
    @Operation(summary = "One edition with its maps and lists, as they were frozen")
    Whole edition(@PathVariable String key, @PathVariable int number) {
        var frozen = editions.read(DossierPages.find(editions, key, number));
        return new Whole(
                frozen.edition(), frozen.edition().state(), frozen.sound(), frozen.content());
    }

    @GetMapping("/api/v1/chains/{key}/editions/{number}/changes")
    @Operation(summary = "Lines that came, went or changed since another edition")
    List<Change> changes(
            @PathVariable String key,
            @PathVariable int number,
            @RequestParam @Parameter(description = "Number of the other edition") int since) {
        var before = editions.read(DossierPages.find(editions, key, since));
        var after = editions.read(DossierPages.find(editions, key, number));
        return Comparison.of(before.content(), after.content()).changes();
    }

    @PostMapping("/api/v1/chains/{key}/editions")
    @Operation(
            summary = "Freeze the maps and lists of a chain as an edition",
            description =
                    "409 while an edition of the chain waits to be signed or sent back. The edition never changes.")
    ResponseEntity<Listed> freeze(
            @PathVariable String key,
            @RequestHeader(Api.KEY) String commandKey,
            @RequestBody Freezing freezing) {
        var note = freezing.given();
        var answer =
                commands.once(
                        commandKey,
                        new DossierPages.FreezeCommand(key, note),
                        () -> String.valueOf(editions.freeze(key, note).number()));
        var number = Integer.parseInt(answer.value());
        return Api.created(
                "/api/v1/chains/" + key + "/editions/" + number,
                answer,
                Listed.of(DossierPages.find(editions, key, number)));
    }

    @PostMapping("/api/v1/chains/{key}/editions/{number}/signature")
    @Operation(
            summary = "Sign an edition for the owner of the chain",
            description = "From then on everybody reads it, and those before it are superseded.")
    ResponseEntity<Listed> sign(
            @PathVariable String key,
            @PathVariable int number,
            @RequestHeader(Api.KEY) String commandKey,
            @RequestBody Api.Reason reason) {
        return decide(key, number, true, commandKey, reason);
    }

    @PostMapping("/api/v1/chains/{key}/editions/{number}/return")
    @Operation(
            summary = "Send an edition back, with the reason",
            description = "It stays readable for the offices; its number is not given again.")
    ResponseEntity<Listed> sendBack(
            @PathVariable String key,
            @PathVariable int number,
            @RequestHeader(Api.KEY) String commandKey,
            @RequestBody Api.Reason reason) {
        return decide(key, number, false, commandKey, reason);
    }

    private ResponseEntity<Listed> decide(
            String key, int number, boolean sign, String commandKey, Api.Reason reason) {
        var given = reason.given();
        var edition = DossierPages.find(editions, key, number);
        var answer =
                commands.once(
                        commandKey,
                        new DossierPages.DecideCommand(key, number, sign, given),
                        edition.id(),
                        () -> {
                            if (sign) {
                                editions.sign(edition.id(), given);
                            } else {
                                editions.sendBack(edition.id(), given);
                            }
                        });
        return Api.changed(answer, Listed.of(DossierPages.find(editions, key, number)));
    }
}
