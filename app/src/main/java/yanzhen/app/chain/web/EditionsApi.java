package yanzhen.app.chain.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Looks;
import yanzhen.app.chain.dossier.Cell;
import yanzhen.app.chain.dossier.Comparison;
import yanzhen.app.chain.dossier.Comparison.Change;
import yanzhen.app.chain.dossier.Content;
import yanzhen.app.chain.dossier.Edition;
import yanzhen.app.chain.dossier.Editions;
import yanzhen.app.chain.dossier.Line;
import yanzhen.app.chain.dossier.Listing;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.site.Api;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/**
 * Maps and lists of a chain, for programs.
 *
 * <p>Over 300 lines because what a program reads has a form of its own, apart from what is stored.
 */
@RestController
@Tag(name = "chains")
class EditionsApi {

    /** What an edition is for. */
    record NewEdition(@Nullable String note) {

        String given() {
            var problems = new Problems();
            var given = Typed.text("note", note, 2, 500, problems);
            problems.mustBeNone();
            return given;
        }
    }

    /**
     * An edition.
     *
     * @param frozenBy null for the program itself
     * @param decision null while it waits for its owner
     */
    record EditionBody(
            String chain,
            int number,
            Edition.State state,
            LocalDate day,
            UUID run,
            Instant frozenAt,
            @Nullable String frozenBy,
            String note,
            String digest,
            String openDigest,
            String officesDigest,
            boolean synthetic,
            @Nullable EditionDecision decision) {

        static EditionBody of(Edition it) {
            var decision = it.decision();
            return new EditionBody(
                    it.chain(),
                    it.number(),
                    it.state(),
                    it.day(),
                    it.run(),
                    it.frozenAt(),
                    it.frozenBy(),
                    it.note(),
                    it.digest(),
                    it.openDigest(),
                    it.officesDigest(),
                    it.synthetic(),
                    decision == null
                            ? null
                            : new EditionDecision(
                                    decision.signed(),
                                    decision.at(),
                                    decision.by(),
                                    decision.reason()));
        }
    }

    /** How its owner decided. */
    record EditionDecision(boolean signed, Instant at, @Nullable String by, String reason) {}

    /**
     * An edition with what it says.
     *
     * @param sound whether its parts still have the digests that it names
     */
    record WholeEdition(EditionBody edition, boolean sound, DossierBody content) {}

    /**
     * What a draft or an edition says.
     *
     * @param composedAt what had been recorded by then was read
     * @param run the diagnosis that it rests on
     * @param lists lines by list
     */
    record DossierBody(
            String chain,
            Instant composedAt,
            UUID run,
            boolean synthetic,
            List<DossierNode> nodes,
            Map<Listing, List<DossierLine>> lists) {

        static DossierBody of(Content it) {
            var lists = new EnumMap<Listing, List<DossierLine>>(Listing.class);
            for (var listing : Listing.values()) {
                lists.put(
                        listing,
                        it.list(listing).stream()
                                .map(line -> DossierLine.of(listing, line))
                                .toList());
            }
            return new DossierBody(
                    it.map().chain().key(),
                    it.composedAt(),
                    it.map().run().id(),
                    it.synthetic(),
                    it.map().nodes().stream().map(DossierNode::of).toList(),
                    lists);
        }
    }

    /** A node as the layered picture has it. */
    record DossierNode(
            UUID id, String key, Bilingual name, String stage, String state, int weight) {

        static DossierNode of(Atlas.Node it) {
            return new DossierNode(
                    it.id(), it.key(), it.name(), it.stage(), it.state().key(), it.weight());
        }
    }

    /**
     * One line.
     *
     * @param cells by column; those that say nothing are left out
     * @param path address of the page that it rests on
     */
    record DossierLine(
            String key,
            Bilingual name,
            Map<String, DossierCell> cells,
            @Nullable String path,
            @Nullable SourceNote source,
            boolean synthetic) {

        static DossierLine of(Listing listing, Line it) {
            var cells = new LinkedHashMap<String, DossierCell>();
            for (int at = 0; at < listing.columns().size(); at++) {
                var cell = it.cells().get(at);
                if (cell.kind() != Cell.Kind.NONE) {
                    cells.put(
                            listing.columns().get(at),
                            new DossierCell(cell.kind(), cell.zh(), cell.en()));
                }
            }
            return new DossierLine(
                    it.key(), it.name(), cells, it.path(), it.source(), it.synthetic());
        }
    }

    /** One cell; words are keys with spaces between. */
    record DossierCell(Cell.Kind kind, String zh, String en) {}

    /**
     * One line that is not the same in both editions.
     *
     * @param columns that say something else
     * @param before null for one that came
     * @param after null for one that went
     */
    record DossierChange(
            Listing list,
            Comparison.Turn turn,
            List<String> columns,
            @Nullable DossierLine before,
            @Nullable DossierLine after) {

        static DossierChange of(Change it) {
            return new DossierChange(
                    it.listing(),
                    it.turn(),
                    it.columns(),
                    line(it.listing(), it.before()),
                    line(it.listing(), it.after()));
        }

        private static @Nullable DossierLine line(Listing listing, @Nullable Line line) {
            return line == null ? null : DossierLine.of(listing, line);
        }
    }

    private final Editions editions;
    private final Atlas atlas;
    private final Commands commands;
    private final Looks looks;

    EditionsApi(Editions editions, Atlas atlas, Commands commands, Looks looks) {
        this.looks = looks;
        this.editions = editions;
        this.atlas = atlas;
        this.commands = commands;
    }

    @GetMapping("/api/v1/chains/{key}/editions")
    @Operation(
            summary = "Editions of the maps and lists of a chain, the latest first",
            description =
                    "Everybody sees those that are signed; officers, the task force and auditors all. digest is the SHA-256 of openDigest, a line feed and officesDigest.")
    List<EditionBody> editions(@PathVariable String key) {
        var _ = atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
        return editions.of(key).stream().map(EditionBody::of).toList();
    }

    @GetMapping("/api/v1/chains/{key}/editions/draft")
    @Operation(
            summary = "Maps and lists as the store has them now",
            description = "Composed of what the caller may see; nothing is stored.")
    DossierBody draft(@PathVariable String key) {
        return DossierBody.of(editions.draft(key).orElseThrow(() -> new NotFound("chain", key)));
    }

    @GetMapping("/api/v1/chains/{key}/editions/{number}")
    @Operation(summary = "One edition with its maps and lists, as they were frozen")
    WholeEdition edition(@PathVariable String key, @PathVariable int number) {
        var frozen = editions.read(DossierPages.find(editions, key, number));
        looks.atSuppliers(Looks.What.API, frozen.content().map());
        return new WholeEdition(
                EditionBody.of(frozen.edition()), frozen.sound(), DossierBody.of(frozen.content()));
    }

    @GetMapping(
            value = "/api/v1/chains/{key}/editions/{number}/open",
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "The public part of an edition, letter by letter as it was frozen",
            description =
                    "The SHA-256 of this text in UTF-8 is the edition's openDigest. Its form is that of the release which froze it.")
    String open(@PathVariable String key, @PathVariable int number) {
        return editions.openText(DossierPages.find(editions, key, number));
    }

    @GetMapping("/api/v1/chains/{key}/editions/{number}/changes")
    @Operation(summary = "Lines that came, went or changed since another edition")
    List<DossierChange> changes(
            @PathVariable String key,
            @PathVariable int number,
            @RequestParam @Parameter(description = "Number of the other edition") int since) {
        var before = editions.read(DossierPages.find(editions, key, since));
        var after = editions.read(DossierPages.find(editions, key, number));
        looks.atSuppliers(Looks.What.API, after.content().map());
        return Comparison.of(before.content(), after.content()).changes().stream()
                .map(DossierChange::of)
                .toList();
    }

    @PostMapping("/api/v1/chains/{key}/editions")
    @Operation(
            summary = "Freeze the maps and lists of a chain as an edition",
            description =
                    "409 while an edition of the chain waits to be signed or sent back. The edition never changes.")
    ResponseEntity<EditionBody> freeze(
            @PathVariable String key,
            @RequestHeader(Api.KEY) String commandKey,
            @RequestBody NewEdition freezing) {
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
                EditionBody.of(DossierPages.find(editions, key, number)));
    }

    @PostMapping("/api/v1/chains/{key}/editions/{number}/signature")
    @Operation(
            summary = "Sign an edition for the owner of the chain",
            description = "From then on everybody reads it, and those before it are superseded.")
    ResponseEntity<EditionBody> sign(
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
    ResponseEntity<EditionBody> sendBack(
            @PathVariable String key,
            @PathVariable int number,
            @RequestHeader(Api.KEY) String commandKey,
            @RequestBody Api.Reason reason) {
        return decide(key, number, false, commandKey, reason);
    }

    private ResponseEntity<EditionBody> decide(
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
        return Api.changed(answer, EditionBody.of(DossierPages.find(editions, key, number)));
    }
}
