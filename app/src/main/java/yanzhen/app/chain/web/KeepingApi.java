package yanzhen.app.chain.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
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
import yanzhen.app.chain.Freshness;
import yanzhen.app.chain.Looks;
import yanzhen.app.chain.Proposals;
import yanzhen.app.chain.UpdateRequest;
import yanzhen.app.chain.UpdateRequests;
import yanzhen.app.chain.UpdateRequests.Confirmation;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.Slice;
import yanzhen.app.site.Typed;

/** Keeping chains alive, for programs. */
@RestController
@Tag(name = "chains")
class KeepingApi {

    /** What came of a confirmation: facts at once, or proposals that wait for review. */
    record Outcome(boolean inForce) {}

    /** What is confirmed, and by which source. */
    record ConfirmationBody(
            @Nullable List<UUID> requests,
            @Nullable String sourceTitle,
            @Nullable String sourceUrl,
            @Nullable String asOf) {}

    private final Looks looks;
    private final Freshness freshness;
    private final UpdateRequests requests;
    private final Proposals proposals;
    private final Commands commands;
    private final Clock clock;

    KeepingApi(
            Looks looks,
            Freshness freshness,
            UpdateRequests requests,
            Proposals proposals,
            Commands commands,
            Clock clock) {
        this.looks = looks;
        this.freshness = freshness;
        this.requests = requests;
        this.proposals = proposals;
        this.commands = commands;
        this.clock = clock;
    }

    @GetMapping("/api/v1/freshness")
    @Operation(
            summary = "How fresh the facts of each chain are",
            description =
                    "fresh: not to be asked for yet; due: goes stale within the lead time of its kind; stale: past its last fresh day. medianAge is in days since the day of the source.")
    List<Freshness.Line> freshness() {
        return freshness.on(LocalDate.now(clock));
    }

    @GetMapping("/api/v1/chains/{key}/freshness")
    @Operation(summary = "How fresh the facts of each node of a chain are, and who answers for it")
    List<Freshness.NodeLine> ofChain(@PathVariable String key) {
        return freshness.ofNodes(key, LocalDate.now(clock));
    }

    @GetMapping("/api/v1/update-requests")
    @Operation(
            summary = "What is asked of the account, or of anybody for those who see the region",
            description =
                    "state: WAITING (open and overdue), OPEN, OVERDUE, CONFIRMED, ANSWERED or WITHDRAWN; empty for all.")
    Slice<UpdateRequest> requests(
            @RequestParam(defaultValue = "") String chain,
            @RequestParam(defaultValue = "WAITING") String state,
            @RequestParam(defaultValue = "false") boolean mine,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        var found =
                requests.search(
                        new UpdateRequests.Query(chain, null, "", state, mine),
                        cursor,
                        Api.limited(limit));
        looks.atSuppliers(Looks.What.API, found.items(), UpdateRequest::chain, UpdateRequest::node);
        return found;
    }

    @PostMapping("/api/v1/update-requests/confirmations")
    @Operation(
            summary = "Say that facts still hold, by a newer source",
            description =
                    "From those who keep chains it takes effect at once and each chain is diagnosed anew once; from others it waits for review.")
    ResponseEntity<Outcome> confirm(
            @RequestHeader(Api.KEY) String idempotencyKey, @RequestBody ConfirmationBody body) {
        var problems = new Problems();
        var typed =
                new UpdatePages.Answer(
                        null, body.requests, body.sourceTitle, body.sourceUrl, body.asOf, null);
        var chosen = typed.requests(problems);
        var title = Typed.text("sourceTitle", body.sourceTitle, 2, 200, problems);
        var url = Typed.text(body.sourceUrl);
        if (!url.isEmpty() && !NewSources.isUrl(url)) {
            problems.add("", null, "sourceUrl", url, "url");
        }
        var asOf = Typed.requiredDay("asOf", body.asOf, problems);
        if (asOf != null && asOf.isAfter(LocalDate.now(clock))) {
            problems.add("", null, "asOf", asOf.toString(), "day-ahead");
        }
        if (asOf == null || !problems.none()) {
            throw new Problems.Refused(problems);
        }
        var said = new Confirmation(title, url.isEmpty() ? null : url, asOf);
        var answer =
                commands.once(
                        idempotencyKey,
                        new UpdatePages.ConfirmCommand(chosen, said),
                        () -> requests.confirm(chosen, said) ? "confirmed" : "proposed");
        return Api.changed(answer, new Outcome(answer.value().equals("confirmed")));
    }

    @GetMapping("/api/v1/proposals")
    @Operation(
            summary = "What bodies and owners have proposed, as far as the account may see it",
            description =
                    "state: WAITING, ACCEPTED, REFUSED, TAKEN_BACK or OVERTAKEN; empty for all.")
    Slice<Proposals.Proposal> proposals(
            @RequestParam(defaultValue = "") String chain,
            @RequestParam(defaultValue = "WAITING") String state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        var found =
                proposals.search(
                        new ProposalPages.Asked(chain, state, null).query(),
                        cursor,
                        Api.limited(limit));
        looks.atSuppliers(
                Looks.What.API, found.items(), Proposals.Proposal::chain, Proposals.Proposal::node);
        return found;
    }
}
