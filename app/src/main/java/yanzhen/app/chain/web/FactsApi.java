package yanzhen.app.chain.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Fact;
import yanzhen.app.chain.Looks;
import yanzhen.app.chain.NodeFact;
import yanzhen.app.chain.NodeFacts;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** Facts on a node for programs. */
@RestController
@Tag(name = "chains")
class FactsApi {

    private static final String FACTS = "/api/v1/chains/{key}/nodes/{id}/facts";

    /** A fact on a node; present while it has no end. */
    record FactBody(
            UUID id,
            NodeFact.Kind kind,
            String value,
            @Nullable String reference,
            Bilingual owner,
            String sourceTitle,
            @Nullable String sourceUrl,
            LocalDate asOf,
            String confidence,
            LocalDate validFrom,
            @Nullable LocalDate validUntil,
            LocalDate staleAfter,
            Instant recordedAt,
            @Nullable String recordedBy,
            Fact.@Nullable End end) {

        static FactBody of(NodeFact it) {
            var said = it.statement();
            return new FactBody(
                    it.id(),
                    said.kind(),
                    said.value(),
                    said.reference(),
                    said.owner(),
                    said.source().title(),
                    said.source().url(),
                    said.source().asOf(),
                    said.source().confidence().name(),
                    said.validFrom(),
                    said.validUntil(),
                    it.staleAfter(),
                    it.recordedAt(),
                    it.recordedBy(),
                    it.end());
        }
    }

    /** What is stated. */
    record NewFactBody(
            @Nullable String kind,
            @Nullable String value,
            @Nullable String reference,
            @Nullable Bilingual owner,
            @Nullable String sourceTitle,
            @Nullable String sourceUrl,
            @Nullable String asOf,
            @Nullable String validFrom,
            @Nullable String validUntil,
            @Nullable String confidence,
            @Nullable String reason) {

        NewFacts.Typing typing() {
            return new NewFacts.Typing(
                    null,
                    kind,
                    value,
                    reference,
                    owner == null ? "" : owner.zh(),
                    owner == null ? "" : owner.en(),
                    sourceTitle,
                    sourceUrl,
                    asOf,
                    validFrom,
                    validUntil,
                    confidence,
                    reason);
        }
    }

    private final Atlas atlas;
    private final NodeFacts facts;
    private final Looks looks;
    private final Commands commands;
    private final Clock clock;

    FactsApi(Atlas atlas, NodeFacts facts, Looks looks, Commands commands, Clock clock) {
        this.looks = looks;
        this.atlas = atlas;
        this.facts = facts;
        this.commands = commands;
        this.clock = clock;
    }

    @GetMapping(FACTS)
    @Operation(summary = "Every fact that the node ever had, the latest first")
    List<FactBody> history(@PathVariable String key, @PathVariable UUID id) {
        var _ = chain(key, id);
        looks.atSuppliers(Looks.What.API, key, List.of(id));
        return facts.history(id).stream().map(FactBody::of).toList();
    }

    @PostMapping(FACTS)
    @Operation(
            summary = "State a fact on the node",
            description =
                    "kind: INDUSTRY_CODE, CUSTOMS_CODE, SUBSTITUTABLE, READINESS, FOREIGN_DEPENDENCE, PATENTS, PATENT, STANDARDS or STANDARD. Without an owner the chain's own answers for it; without validFrom it holds from the day of the source.")
    ResponseEntity<FactBody> state(
            @RequestHeader(Api.KEY) String idempotencyKey,
            @PathVariable String key,
            @PathVariable UUID id,
            @RequestBody NewFactBody body) {
        var owner = chain(key, id).owner();
        var statement = read(body, owner, null, new Problems());
        var answer =
                commands.once(
                        idempotencyKey,
                        new FactPages.StateCommand(id, statement),
                        () -> facts.state(id, statement).toString());
        return made(key, id, answer);
    }

    @PostMapping(FACTS + "/{fact}/correction")
    @Operation(summary = "Put a new fact in the place of a present one")
    ResponseEntity<FactBody> correct(
            @RequestHeader(Api.KEY) String idempotencyKey,
            @PathVariable String key,
            @PathVariable UUID id,
            @PathVariable UUID fact,
            @RequestBody NewFactBody body) {
        var owner = chain(key, id).owner();
        var old = fact(id, fact);
        var problems = new Problems();
        var reason = Typed.reason(body.reason, problems);
        var statement = read(body, owner, old, problems);
        var answer =
                commands.once(
                        idempotencyKey,
                        new FactPages.CorrectCommand(fact, statement, reason),
                        () -> facts.correct(fact, statement, reason).toString());
        return made(key, id, answer);
    }

    @PostMapping(FACTS + "/{fact}/withdrawal")
    @Operation(summary = "End a present fact")
    ResponseEntity<FactBody> withdraw(
            @RequestHeader(Api.KEY) String idempotencyKey,
            @PathVariable String key,
            @PathVariable UUID id,
            @PathVariable UUID fact,
            @RequestBody Api.Reason body) {
        var _ = chain(key, id);
        var _ = fact(id, fact);
        var reason = body.given();
        var answer =
                commands.once(
                        idempotencyKey,
                        new FactPages.WithdrawCommand(fact, reason),
                        fact,
                        () -> facts.withdraw(fact, reason));
        return made(key, id, answer);
    }

    private NodeFact.Statement read(
            NewFactBody body, Bilingual owner, @Nullable NodeFact old, Problems problems) {
        boolean invented = old != null && old.statement().synthetic();
        var statement =
                NewFacts.read(body.typing(), owner, invented, LocalDate.now(clock), problems);
        if (statement == null) {
            throw new Problems.Refused(problems);
        }
        return statement;
    }

    private Atlas.Chain chain(String key, UUID node) {
        var map = atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
        return map.node(node).map(_ -> map.chain()).orElseThrow(() -> new NotFound("node", node));
    }

    private NodeFact fact(UUID node, UUID id) {
        return facts.find(id)
                .filter(it -> it.node().equals(node))
                .orElseThrow(() -> new NotFound("node-fact", id));
    }

    private ResponseEntity<FactBody> made(String key, UUID node, Commands.Answer answer) {
        return Api.created(
                "/api/v1/chains/" + key + "/nodes/" + node,
                answer,
                FactBody.of(fact(node, answer.id())));
    }
}
