package yanzhen.app.chain.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
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
import yanzhen.app.chain.Looks;
import yanzhen.app.chain.NodeFacts;
import yanzhen.app.chain.Proposals;
import yanzhen.app.chain.Proposals.Kind;
import yanzhen.app.chain.Proposals.Proposal;
import yanzhen.app.chain.Proposals.Subject;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;
import yanzhen.app.site.Typed;

/** Corrections that bodies and owners propose, for programs. */
@RestController
@Tag(name = "chains")
class ProposalsApi {

    private static final String PROPOSALS = "/api/v1/proposals";

    /**
     * What is proposed of one fact.
     *
     * @param provision a fact on a supplier; null when it is one on the node
     * @param share of a change of a supplier; percent, negligible, or empty when not known
     * @param value of a change of a fact on the node
     */
    record NewProposalBody(
            @Nullable UUID provision,
            @Nullable UUID fact,
            @Nullable String way,
            @Nullable String share,
            @Nullable String value,
            @Nullable String sourceTitle,
            @Nullable String sourceUrl,
            @Nullable String asOf,
            @Nullable String note) {

        ProposalForms.Typing typing() {
            return new ProposalForms.Typing(
                    null, way, share, value, sourceTitle, sourceUrl, asOf, note);
        }
    }

    /** Which ones, and why where they are refused. */
    record DecisionBody(@Nullable List<UUID> proposals, @Nullable String reason) {

        private List<UUID> chosen(Problems problems) {
            return new ProposalPages.Review(null, proposals, reason).proposals(problems);
        }
    }

    /** What came into being. */
    record ProposalId(UUID id) {}

    /** How many were decided. */
    record ProposalsDecided(int proposals) {}

    private final Proposals proposals;
    private final NodeFacts facts;
    private final Looks looks;
    private final Commands commands;

    ProposalsApi(Proposals proposals, NodeFacts facts, Looks looks, Commands commands) {
        this.proposals = proposals;
        this.facts = facts;
        this.looks = looks;
        this.commands = commands;
    }

    @GetMapping(PROPOSALS)
    @Operation(
            summary = "What bodies and owners have proposed, as far as the account may see it",
            description =
                    "state: WAITING, ACCEPTED, REFUSED, TAKEN_BACK or OVERTAKEN; empty for all.")
    Slice<Proposal> search(
            @RequestParam(defaultValue = "") String chain,
            @RequestParam(defaultValue = "WAITING") String state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        var found =
                proposals.search(
                        new ProposalPages.Asked(chain, state, null).query(),
                        cursor,
                        Api.limited(limit));
        looks.atSuppliers(Looks.What.API, found.items(), Proposal::chain, Proposal::node);
        return found;
    }

    @PostMapping(PROPOSALS)
    @Operation(
            summary =
                    "Propose a correction of a fact of one's own body, or that one is asked about",
            description =
                    "way: CONFIRM (unchanged, by a newer source), CHANGE or WITHDRAW. Name provision or fact, not both. It waits for review.")
    ResponseEntity<ProposalId> propose(
            @RequestHeader(Api.KEY) String idempotencyKey, @RequestBody NewProposalBody body) {
        var problems = new Problems();
        if ((body.provision == null) == (body.fact == null)) {
            problems.add("", null, "provision", "", "one-of", "provision, fact");
            problems.mustBeNone();
        }
        var subject = new Subject(body.provision, body.fact);
        proposals.mustConcern(subject);
        var way = Typed.choice("way", body.way, Kind.class, true, problems);
        var said = ProposalForms.said(way, value(body, way, problems), body.typing(), problems);
        if (said == null) {
            throw new Problems.Refused(problems);
        }
        var answer =
                commands.once(
                        idempotencyKey,
                        new ProposalForms.ProposeCommand(subject, said),
                        () -> proposals.propose(subject, said).toString());
        return Api.created(PROPOSALS + "/", answer, ProposalId::new);
    }

    private @Nullable String value(NewProposalBody body, @Nullable Kind way, Problems problems) {
        if (way != Kind.CHANGE) {
            return null;
        }
        var id = body.fact;
        if (id == null) {
            return ProposalForms.share(body.share, problems);
        }
        var fact = facts.find(id).orElseThrow(() -> new NotFound("node-fact", id));
        return NewFacts.value(fact.statement().kind(), body.value, problems);
    }

    @PostMapping(PROPOSALS + "/acceptance")
    @Operation(
            summary = "Accept proposals",
            description =
                    "Each becomes a fact in the place of the old one, or ends it; each chain is diagnosed anew once.")
    ResponseEntity<ProposalsDecided> accept(
            @RequestHeader(Api.KEY) String idempotencyKey, @RequestBody DecisionBody body) {
        var problems = new Problems();
        var chosen = body.chosen(problems);
        problems.mustBeNone();
        var answer =
                commands.once(
                        idempotencyKey,
                        new ProposalPages.AcceptCommand(chosen),
                        () -> {
                            proposals.accept(chosen);
                            return "accepted";
                        });
        return Api.changed(answer, new ProposalsDecided(chosen.size()));
    }

    @PostMapping(PROPOSALS + "/refusal")
    @Operation(summary = "Refuse proposals, with a reason that whoever proposed sees")
    ResponseEntity<ProposalsDecided> refuse(
            @RequestHeader(Api.KEY) String idempotencyKey, @RequestBody DecisionBody body) {
        var problems = new Problems();
        var chosen = body.chosen(problems);
        var reason = Typed.reason(body.reason, problems);
        problems.mustBeNone();
        var answer =
                commands.once(
                        idempotencyKey,
                        new ProposalPages.RefuseCommand(chosen, reason),
                        () -> {
                            proposals.refuse(chosen, reason);
                            return "refused";
                        });
        return Api.changed(answer, new ProposalsDecided(chosen.size()));
    }

    @PostMapping(PROPOSALS + "/{id}/withdrawal")
    @Operation(summary = "Take back a proposal of one's own")
    ResponseEntity<ProposalId> takeBack(
            @RequestHeader(Api.KEY) String idempotencyKey, @PathVariable UUID id) {
        var answer =
                commands.once(
                        idempotencyKey,
                        new ProposalPages.TakeBackCommand(id),
                        id,
                        () -> proposals.takeBack(id));
        return Api.changed(answer, new ProposalId(id));
    }
}
