package yanzhen.app.cluster.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import yanzhen.app.cluster.ControlLinks;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;

/** Branches and groups for programs. */
@RestController
@Tag(name = "links", description = "Branches, holdings and groups 控制关系")
class LinksApi {

    /**
     * A link as the API gives it.
     *
     * @param level how far above the organisation that was asked for; 1 for parents and children
     * @param share per cent held; null where not known
     * @param until first day no longer in force; null while open
     */
    @Schema(name = "ControlLink")
    record Body(
            UUID link,
            int level,
            UUID child,
            UUID parent,
            ControlLinks.Kind kind,
            @Nullable BigDecimal share,
            LocalDate from,
            @Nullable LocalDate until,
            String document,
            LocalDate asOf,
            Instant recordedAt,
            @Nullable String recordedBy,
            @Nullable String reason,
            boolean synthetic) {

        static Body of(ControlLinks.Link it, int level) {
            var terms = it.terms();
            return new Body(
                    it.link(),
                    level,
                    it.child(),
                    it.parent(),
                    terms.kind(),
                    terms.share(),
                    terms.valid().from(),
                    terms.valid().until(),
                    terms.document(),
                    terms.asOf(),
                    it.recordedAt(),
                    it.by(),
                    it.reason(),
                    it.synthetic());
        }
    }

    /**
     * A recognition in a group.
     *
     * @param level 0 for the organisation that was asked for
     */
    @Schema(name = "GroupRecognition")
    record HeldBody(
            UUID organisation,
            int level,
            String scheme,
            LocalDate from,
            @Nullable LocalDate until,
            String document) {}

    private record AddCommand(UUID child, LinkTyping.Linking linking) {}

    private record CorrectCommand(UUID link, LinkTyping.Correcting correcting) {}

    private record EndCommand(UUID link, LocalDate on, String reason) {}

    private record WithdrawCommand(UUID link, String reason) {}

    /** The link that was withdrawn. */
    record WithdrawnLink(UUID link) {}

    private final Organisations organisations;
    private final ControlLinks links;
    private final LinkTyping typing;
    private final Commands commands;
    private final Clock clock;

    LinksApi(
            Organisations organisations,
            ControlLinks links,
            LinkTyping typing,
            Commands commands,
            Clock clock) {
        this.organisations = organisations;
        this.links = links;
        this.typing = typing;
        this.commands = commands;
        this.clock = clock;
    }

    @GetMapping("/api/v1/organisations/{id}/links/above")
    @Operation(summary = "Everybody above on a day, as known on a day; the nearest first")
    List<Body> above(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(required = false) @Nullable LocalDate known) {
        must(id);
        return links.above(id, asOf(day, known)).stream()
                .map(it -> Body.of(it.link(), it.level()))
                .toList();
    }

    @GetMapping("/api/v1/organisations/{id}/links/below")
    @Operation(summary = "Those right below on a day, as known on a day; pages by cursor")
    Slice<Body> below(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(required = false) @Nullable LocalDate known,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        must(id);
        return links.below(
                        id,
                        asOf(day, known),
                        Cursor.read(cursor, 2).orElse(null),
                        Api.limited(limit))
                .map(it -> Body.of(it, 1));
    }

    @GetMapping("/api/v1/organisations/{id}/group/recognitions")
    @Operation(summary = "Recognitions in force of the organisation and of everybody below it")
    Slice<HeldBody> held(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(required = false) @Nullable LocalDate known,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        must(id);
        return links.held(
                        id,
                        asOf(day, known),
                        Cursor.read(cursor, 2).orElse(null),
                        Api.limited(limit))
                .map(it ->
                        new HeldBody(
                                it.holder().id(),
                                it.level(),
                                it.scheme(),
                                it.valid().from(),
                                it.valid().until(),
                                it.document()));
    }

    @PostMapping("/api/v1/organisations/{id}/links")
    @Operation(
            summary =
                    "Record who stands above the organisation; parent is an id, a credit code, or KIND:VALUE")
    ResponseEntity<Body> add(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody LinkTyping.Typing body) {
        var problems = new Problems();
        var linking = typing.linking(id, body, LocalDate.now(clock), problems);
        if (linking == null) {
            throw new Problems.Refused(problems);
        }
        var answer =
                commands.once(
                        key,
                        new AddCommand(id, linking),
                        () -> links.add(id, linking.parent(), linking.terms()).toString());
        return Api.created("/api/v1/links/", answer, this::one);
    }

    @GetMapping("/api/v1/links/{link}")
    @Operation(summary = "One link as it is known now")
    Body one(@PathVariable UUID link) {
        return links.find(link)
                .map(it -> Body.of(it, 1))
                .orElseThrow(() -> new NotFound("control link", link));
    }

    @PutMapping("/api/v1/links/{link}")
    @Operation(summary = "Correct a link, with the reason; both bodies stay")
    ResponseEntity<Body> correct(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID link,
            @RequestBody LinkTyping.Typing body) {
        var problems = new Problems();
        var correcting = LinkTyping.correcting(body, LocalDate.now(clock), problems);
        if (correcting == null) {
            throw new Problems.Refused(problems);
        }
        var answer =
                commands.once(
                        key,
                        new CorrectCommand(link, correcting),
                        link,
                        () -> links.correct(link, correcting.terms(), correcting.reason()));
        return Api.changed(answer, one(link));
    }

    @PostMapping("/api/v1/links/{link}/end")
    @Operation(summary = "End a link from a day on, with the reason")
    ResponseEntity<Body> end(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID link,
            @RequestBody RecognitionTyping.Revocation body) {
        var problems = new Problems();
        var ending = RecognitionTyping.revoking(body, problems);
        if (ending == null) {
            throw new Problems.Refused(problems);
        }
        var answer =
                commands.once(
                        key,
                        new EndCommand(link, ending.on(), ending.reason()),
                        link,
                        () -> links.end(link, ending.on(), ending.reason()));
        return Api.created("/api/v1/links/" + link, answer, one(link));
    }

    @PostMapping("/api/v1/links/{link}/withdrawal")
    @Operation(summary = "Withdraw a link that never was")
    ResponseEntity<WithdrawnLink> withdraw(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID link,
            @RequestBody Api.Reason body) {
        var reason = body.given();
        var answer =
                commands.once(
                        key,
                        new WithdrawCommand(link, reason),
                        link,
                        () -> links.withdraw(link, reason));
        return Api.created("/api/v1/links/" + link, answer, new WithdrawnLink(link));
    }

    private AsOf asOf(@Nullable LocalDate day, @Nullable LocalDate known) {
        return new AsOf(
                day == null ? LocalDate.now(clock) : day, RegisterExport.endOf(known, clock));
    }

    private void must(UUID id) {
        var _ = organisations.find(id).orElseThrow(() -> new NotFound("organisation", id));
    }
}
