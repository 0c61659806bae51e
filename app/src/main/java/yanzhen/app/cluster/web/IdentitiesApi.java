package yanzhen.app.cluster.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import yanzhen.app.cluster.Belongings.Side;
import yanzhen.app.cluster.Identities;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** Merging and splitting records, for programs. */
@RestController
@Tag(name = "identities", description = "Merging and splitting organisations 机构归并与拆分")
class IdentitiesApi {

    /** A merge or a split. */
    @Schema(name = "IdentityStep")
    record Body(
            UUID id,
            String kind,
            UUID giver,
            UUID taker,
            Instant at,
            String by,
            String reason,
            int items,
            @Nullable Instant undoneAt,
            @Nullable String undoneReason) {

        static Body of(Identities.Step it) {
            var undone = it.undone();
            return new Body(
                    it.id(),
                    it.kind().name(),
                    it.giver().id(),
                    it.taker().id(),
                    it.at(),
                    it.by(),
                    it.reason(),
                    it.items(),
                    undone == null ? null : undone.at(),
                    undone == null ? null : undone.reason());
        }
    }

    /** What a merge would do. */
    @Schema(name = "MergeOutlook")
    record OutlookBody(
            UUID giver,
            UUID taker,
            boolean possible,
            Map<String, List<String>> passing,
            List<ClashBody> clashes,
            String fingerprint) {}

    /** What stands in the way of a merge, or must be answered. */
    @Schema(name = "MergeClash")
    record ClashBody(String key, String weight, String code, List<String> said) {}

    /**
     * A merge to be done.
     *
     * @param kept GIVER or TAKER by the key of a choice
     * @param seen fingerprint of the outlook; null to decide on what there is
     */
    @Schema(name = "MergeCommand")
    record MergeBody(
            @Nullable UUID into,
            @Nullable Map<String, Side> kept,
            @Nullable String reason,
            @Nullable String seen) {}

    /** A split to be done; items by kind and id, as an outlook names them. */
    @Schema(name = "SplitCommand")
    record SplitBody(@Nullable UUID to, @Nullable Set<String> items, @Nullable String reason) {}

    /** Why a step is taken back. */
    @Schema(name = "UndoCommand")
    record UndoBody(@Nullable String reason) {}

    private record Merging(UUID giver, UUID taker, Map<String, Side> kept, String reason) {}

    private record Splitting(UUID giver, UUID taker, Set<String> items, String reason) {}

    private record Undoing(UUID step, String reason) {}

    private final Identities identities;
    private final Commands commands;

    IdentitiesApi(Identities identities, Commands commands) {
        this.identities = identities;
        this.commands = commands;
    }

    @GetMapping("/api/v1/organisations/{id}/identity-steps")
    @Operation(summary = "Merges and splits that a record had a part in, the latest first")
    List<Body> steps(@PathVariable UUID id) {
        if (identities.presentOf(id).isEmpty()) {
            throw new NotFound("organisation", id);
        }
        return identities.steps(id).stream().map(Body::of).toList();
    }

    @GetMapping("/api/v1/organisations/{id}/merge")
    @Operation(summary = "What merging the record into another would do")
    OutlookBody outlook(@PathVariable UUID id, @RequestParam UUID into, Locale locale) {
        var outlook = identities.outlook(id, into);
        var passing = new LinkedHashMap<String, List<String>>();
        outlook.passing()
                .forEach(group ->
                        passing.put(
                                group.kind(), group.items().stream().map(it -> it.id()).toList()));
        return new OutlookBody(
                id,
                into,
                outlook.possible(),
                passing,
                outlook.hindrances().stream()
                        .map(it ->
                                new ClashBody(
                                        it.key(),
                                        it.clash().weight().name(),
                                        it.clash().code(),
                                        it.clash().said().stream()
                                                .map(said -> said.in(locale))
                                                .toList()))
                        .toList(),
                outlook.fingerprint());
    }

    @PostMapping("/api/v1/organisations/{id}/merge")
    @Operation(summary = "Merge the record into another; everything that hangs on it follows")
    ResponseEntity<Body> merge(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody MergeBody body) {
        var problems = new Problems();
        var reason = Typed.reason(body.reason, problems);
        var into = required("into", body.into, problems);
        refuse(problems);
        var kept = Objects.requireNonNullElse(body.kept, Map.<String, Side>of());
        var answer =
                commands.once(
                        key,
                        new Merging(id, into, kept, reason),
                        () ->
                                identities
                                        .merge(
                                                new Identities.Merge(
                                                        id, into, kept, reason, body.seen))
                                        .toString());
        return Api.created("/api/v1/identity-steps/", answer, this::one);
    }

    private static UUID required(String field, @Nullable UUID value, Problems problems) {
        if (value == null) {
            problems.add("", null, field, "", "required");
            return new UUID(0, 0);
        }
        return value;
    }

    private static void refuse(Problems problems) {
        if (!problems.none()) {
            throw new Problems.Refused(problems);
        }
    }

    @PostMapping("/api/v1/organisations/{id}/split")
    @Operation(summary = "Give some of a record's things to another record")
    ResponseEntity<Body> split(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody SplitBody body) {
        var problems = new Problems();
        var reason = Typed.reason(body.reason, problems);
        var to = required("to", body.to, problems);
        var items = new TreeSet<>(Objects.requireNonNullElse(body.items, Set.<String>of()));
        if (items.isEmpty()) {
            problems.add("", null, "items", "", "none-chosen");
        }
        refuse(problems);
        var answer =
                commands.once(
                        key,
                        new Splitting(id, to, items, reason),
                        () ->
                                identities
                                        .split(new Identities.Split(id, to, items, reason))
                                        .toString());
        return Api.created("/api/v1/identity-steps/", answer, this::one);
    }

    @GetMapping("/api/v1/identity-steps/{step}")
    @Operation(summary = "One merge or split")
    Body one(@PathVariable UUID step) {
        return identities
                .find(step)
                .map(Body::of)
                .orElseThrow(() -> new NotFound("identity step", step));
    }

    @PostMapping("/api/v1/identity-steps/{step}/undo")
    @Operation(summary = "Take a merge or split back")
    ResponseEntity<Body> undo(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID step,
            @RequestBody UndoBody body) {
        var problems = new Problems();
        var reason = Typed.reason(body.reason, problems);
        refuse(problems);
        var answer =
                commands.once(
                        key, new Undoing(step, reason), step, () -> identities.undo(step, reason));
        return Api.changed(answer, one(step));
    }
}
