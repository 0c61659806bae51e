package yanzhen.app.chain.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.Fact;
import yanzhen.app.chain.Finding;
import yanzhen.app.chain.Looks;
import yanzhen.app.chain.NodeFacts;
import yanzhen.app.chain.Provision;
import yanzhen.app.chain.Provisions;
import yanzhen.app.chain.Reach;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.Visibility;
import yanzhen.app.chain.WeakLink;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;
import yanzhen.app.site.Typed;

/** Chains, nodes, suppliers and weak links for programs. */
@RestController
@Tag(name = "chains", description = "Industry chains and their diagnosis 产业链图谱与诊断")
class ChainsApi {

    /** A chain with how many of its nodes are in which state. */
    record ChainBody(
            String key,
            Bilingual name,
            Bilingual owner,
            Atlas.@Nullable Basis basis,
            int nodes,
            int weak,
            int watch,
            int unknown,
            int sound,
            LocalDate diagnosedOn) {

        static ChainBody of(Atlas.Summary it) {
            return new ChainBody(
                    it.chain().key(),
                    it.chain().name(),
                    it.chain().owner(),
                    it.chain().basis(),
                    it.nodes(),
                    it.weak(),
                    it.watch(),
                    it.unknown(),
                    it.sound(),
                    it.day());
        }
    }

    /** A chain with all its parts. */
    record MapBody(
            String key,
            Bilingual name,
            String clause,
            Bilingual owner,
            Atlas.@Nullable Basis basis,
            RunBody run,
            List<Atlas.Stage> stages,
            List<NodeBody> nodes,
            List<Atlas.Edge> edges) {

        static MapBody of(Atlas.Map it) {
            return new MapBody(
                    it.chain().key(),
                    it.chain().name(),
                    it.chain().clause(),
                    it.chain().owner(),
                    it.chain().basis(),
                    RunBody.of(it.run()),
                    it.stages(),
                    it.nodes().stream().map(NodeBody::of).toList(),
                    it.edges());
        }
    }

    record RunBody(UUID id, LocalDate day, Instant knownAt) {
        static RunBody of(Atlas.Run it) {
            return new RunBody(it.id(), it.day(), it.knownAt());
        }
    }

    record NodeBody(
            UUID id,
            String key,
            String stage,
            String kind,
            BaseCategory category,
            Bilingual name,
            boolean essential,
            String state,
            int weight,
            @Nullable UUID weakLink,
            @Nullable Bilingual reason,
            boolean synthetic) {

        static NodeBody of(Atlas.Node it) {
            return new NodeBody(
                    it.id(),
                    it.key(),
                    it.stage(),
                    it.kind(),
                    it.category(),
                    it.name(),
                    it.essential(),
                    it.state().key(),
                    it.weight(),
                    it.weakLink(),
                    it.reason(),
                    it.synthetic());
        }
    }

    /** A node with what is known about its suppliers and what that leads to. */
    record NodeDetail(
            NodeBody node,
            RunBody run,
            List<Atlas.Place> places,
            List<FindingBody> findings,
            List<ProvisionBody> provisions,
            Visibility.@Nullable Aggregate aggregate,
            List<FactsApi.FactBody> facts,
            List<UUID> suppliers,
            List<UUID> consumers,
            List<UUID> downstream,
            List<Response> responses) {}

    record FindingBody(
            String rule,
            String severity,
            Bilingual sentence,
            @Nullable BigDecimal measure,
            BigDecimal threshold,
            int weight) {

        static FindingBody of(Finding it) {
            return new FindingBody(
                    it.rule(),
                    it.severity().name().toLowerCase(Locale.ROOT),
                    it.sentence(),
                    it.measure(),
                    it.threshold(),
                    it.weight());
        }
    }

    /** A fact on a supplier; present while it has no end. */
    record ProvisionBody(
            UUID id,
            @Nullable UUID organisation,
            Bilingual provider,
            String country,
            @Nullable BigDecimal share,
            boolean negligible,
            boolean total,
            String sourceTitle,
            @Nullable String sourceUrl,
            LocalDate asOf,
            String confidence,
            LocalDate staleAfter,
            Instant recordedAt,
            @Nullable String recordedBy,
            Fact.@Nullable End end) {

        static ProvisionBody of(Provision it) {
            var said = it.statement();
            return new ProvisionBody(
                    it.id(),
                    said.organisation(),
                    said.provider(),
                    said.country(),
                    said.share(),
                    said.negligible(),
                    said.total(),
                    said.source().title(),
                    said.source().url(),
                    said.source().asOf(),
                    said.source().confidence().name(),
                    it.staleAfter(),
                    it.recordedAt(),
                    it.recordedBy(),
                    it.end());
        }
    }

    record WeakLinkBody(
            UUID id,
            UUID node,
            String chain,
            Bilingual chainName,
            Bilingual nodeName,
            BaseCategory category,
            int weight,
            List<FindingBody> findings,
            boolean synthetic) {

        static WeakLinkBody of(WeakLink it) {
            return new WeakLinkBody(
                    it.id(),
                    it.node(),
                    it.chain(),
                    it.chainName(),
                    it.nodeName(),
                    it.category(),
                    it.findings().stream().mapToInt(Finding::weight).sum(),
                    it.findings().stream().map(FindingBody::of).toList(),
                    it.synthetic());
        }
    }

    /** What came of a change: the fact, and what the node is judged to be now. */
    record Changed(ProvisionBody provision, String state, @Nullable Bilingual reason) {}

    /** A statement on a supplier. */
    record StatementBody(
            @Nullable String supplierCode,
            @Nullable String supplierName,
            @Nullable String supplierNameEn,
            @Nullable String country,
            @Nullable String share,
            @Nullable String scope,
            @Nullable String sourceTitle,
            @Nullable String sourceUrl,
            @Nullable String asOf,
            @Nullable String confidence,
            @Nullable String reason) {

        NewStatements.Typing typing() {
            return new NewStatements.Typing(
                    null,
                    supplierCode,
                    supplierName,
                    supplierNameEn,
                    country,
                    share,
                    scope,
                    sourceTitle,
                    sourceUrl,
                    asOf,
                    confidence,
                    reason);
        }
    }

    private record DiagnoseCommand(String chain) {}

    private final Atlas atlas;
    private final Visibility visibility;
    private final Looks looks;
    private final Provisions provisions;
    private final NodeFacts facts;
    private final WeakLinks weakLinks;
    private final NewStatements reading;
    private final Commands commands;
    private final Clock clock;

    ChainsApi(
            Atlas atlas,
            Visibility visibility,
            Looks looks,
            Provisions provisions,
            NodeFacts facts,
            WeakLinks weakLinks,
            NewStatements reading,
            Commands commands,
            Clock clock) {
        this.visibility = visibility;
        this.looks = looks;
        this.atlas = atlas;
        this.provisions = provisions;
        this.facts = facts;
        this.weakLinks = weakLinks;
        this.reading = reading;
        this.commands = commands;
        this.clock = clock;
    }

    @GetMapping("/api/v1/chains")
    @Operation(summary = "All chains with how many of their nodes are in which state")
    List<ChainBody> chains() {
        return atlas.chains().stream().map(ChainBody::of).toList();
    }

    /**
     * The latest run changes with every change of a fact or of the structure; levels change too.
     */
    @GetMapping("/api/v1/chains/{key}")
    @Operation(
            summary = "One chain: stages, nodes with state and reason, edges",
            description =
                    "The ETag changes with every diagnosis; send If-None-Match. knownAt (ISO 8601 with offset) gives the chain as it was known at that moment.")
    @ApiResponse(responseCode = "200", description = "The chain.")
    @ApiResponse(responseCode = "304", description = "It is as the ETag sent.")
    @Nullable ResponseEntity<MapBody> chain(
            @PathVariable String key,
            @RequestParam(required = false) @Nullable Instant knownAt,
            WebRequest request) {
        if (knownAt != null) {
            return ResponseEntity.ok(
                    MapBody.of(
                            atlas.mapAsKnown(key, knownAt)
                                    .orElseThrow(() -> new NotFound("chain", key))));
        }
        var map = map(key);
        var tag = "\"%s-%d\"".formatted(map.run().id(), visibility.withheld().hashCode());
        if (request.checkNotModified(tag)) {
            return null;
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .eTag(tag)
                .body(MapBody.of(map));
    }

    @GetMapping("/api/v1/chains/{key}/nodes/{id}")
    @Operation(
            summary =
                    "One node: its chains, findings, suppliers, facts, what it goes into, what is being done",
            description =
                    "knownAt (ISO 8601 with offset) gives suppliers and facts as known at that moment.")
    NodeDetail node(
            @PathVariable String key,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Instant knownAt) {
        var map = map(key);
        var node = node(map, id);
        looks.atSuppliers(Looks.What.API, key, List.of(id));
        var edges = map.edges();
        var known = knownAt == null ? clock.instant() : knownAt;
        return new NodeDetail(
                NodeBody.of(node),
                RunBody.of(map.run()),
                atlas.places(id),
                atlas.findings(map.run().id(), id).stream().map(FindingBody::of).toList(),
                provisions.of(id, known).stream().map(ProvisionBody::of).toList(),
                visibility.withheld().contains(id) ? visibility.aggregate(id) : null,
                facts.of(id, known).stream().map(FactsApi.FactBody::of).toList(),
                edges.stream()
                        .filter(it -> it.consumer().equals(id))
                        .map(Atlas.Edge::supplier)
                        .toList(),
                edges.stream()
                        .filter(it -> it.supplier().equals(id))
                        .map(Atlas.Edge::consumer)
                        .toList(),
                List.copyOf(Reach.downstream(id, edges).keySet()),
                node.weakLink() == null ? List.of() : atlas.responses(node.weakLink()));
    }

    @GetMapping("/api/v1/chains/{key}/nodes/{id}/provisions")
    @Operation(summary = "Every fact on its suppliers that the node ever had, the latest first")
    List<ProvisionBody> history(@PathVariable String key, @PathVariable UUID id) {
        var _ = node(map(key), id);
        looks.atSuppliers(Looks.What.API, key, List.of(id));
        return provisions.history(id).stream().map(ProvisionBody::of).toList();
    }

    @GetMapping("/api/v1/weak-links")
    @Operation(summary = "What the latest diagnoses call weak, the heaviest first; by cursor")
    Slice<WeakLinkBody> weakLinks(
            @RequestParam(defaultValue = "") String chain,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var size = Api.limited(limit);
        var after = Cursor.read(cursor, 1).map(it -> it.values().getFirst());
        var all =
                weakLinks.present().stream()
                        .filter(it -> chain.isEmpty() || it.chain().equals(chain))
                        .map(WeakLinkBody::of)
                        .toList();
        int first =
                after.map(id -> all.stream().map(it -> it.id().toString()).toList().indexOf(id) + 1)
                        .orElse(0);
        return Slice.of(
                all.stream().skip(first).limit(size + 1L).toList(),
                size,
                it -> Cursor.after(it.id().toString()));
    }

    @PostMapping("/api/v1/chains/{key}/nodes/{id}/provisions")
    @Operation(summary = "State a supplier; the chain is diagnosed anew")
    ResponseEntity<Changed> state(
            @RequestHeader(Api.KEY) String idempotencyKey,
            @PathVariable String key,
            @PathVariable UUID id,
            @RequestBody StatementBody body) {
        var _ = node(map(key), id);
        var problems = new Problems();
        var statement = reading.read(body.typing(), null, LocalDate.now(clock), problems);
        if (statement == null) {
            throw new Problems.Refused(problems);
        }
        var answer =
                commands.once(
                        idempotencyKey,
                        new ProvisionPages.StateCommand(id, statement),
                        () -> provisions.state(id, statement).toString());
        return changed(key, id, answer);
    }

    @PostMapping("/api/v1/chains/{key}/nodes/{id}/provisions/{provision}/correction")
    @Operation(
            summary = "Put a new fact in the place of a present one; the chain is diagnosed anew")
    ResponseEntity<Changed> correct(
            @RequestHeader(Api.KEY) String idempotencyKey,
            @PathVariable String key,
            @PathVariable UUID id,
            @PathVariable UUID provision,
            @RequestBody StatementBody body) {
        var fact = fact(key, id, provision);
        var problems = new Problems();
        var reason = Typed.reason(body.reason, problems);
        var statement = reading.read(body.typing(), fact, LocalDate.now(clock), problems);
        if (statement == null) {
            throw new Problems.Refused(problems);
        }
        var answer =
                commands.once(
                        idempotencyKey,
                        new ProvisionPages.CorrectCommand(provision, statement, reason),
                        () -> provisions.correct(provision, statement, reason).toString());
        return changed(key, id, answer);
    }

    @PostMapping("/api/v1/chains/{key}/nodes/{id}/provisions/{provision}/withdrawal")
    @Operation(summary = "End a present fact; the chain is diagnosed anew")
    ResponseEntity<Changed> withdraw(
            @RequestHeader(Api.KEY) String idempotencyKey,
            @PathVariable String key,
            @PathVariable UUID id,
            @PathVariable UUID provision,
            @RequestBody Api.Reason body) {
        var _ = fact(key, id, provision);
        var reason = body.given();
        var answer =
                commands.once(
                        idempotencyKey,
                        new ProvisionPages.WithdrawCommand(provision, reason),
                        provision,
                        () -> provisions.withdraw(provision, reason));
        return changed(key, id, answer);
    }

    @PostMapping("/api/v1/chains/{key}/diagnoses")
    @Operation(summary = "Diagnose the chain anew from the present facts")
    ResponseEntity<ChainBody> diagnose(
            @RequestHeader(Api.KEY) String idempotencyKey, @PathVariable String key) {
        var _ = map(key);
        var answer =
                commands.once(
                        idempotencyKey,
                        new DiagnoseCommand(key),
                        () -> atlas.diagnose(key).id().toString());
        var now =
                atlas.chains().stream()
                        .filter(it -> it.chain().key().equals(key))
                        .findFirst()
                        .orElseThrow(() -> new NotFound("chain", key));
        return Api.created("/api/v1/chains/" + key, answer, ChainBody.of(now));
    }

    private Atlas.Map map(String key) {
        return atlas.map(key).orElseThrow(() -> new NotFound("chain", key));
    }

    private static Atlas.Node node(Atlas.Map map, UUID id) {
        return map.node(id).orElseThrow(() -> new NotFound("node", id));
    }

    private Provision fact(String key, UUID node, UUID id) {
        var _ = node(map(key), node);
        return provisions
                .find(id)
                .filter(it -> it.node().equals(node))
                .orElseThrow(() -> new NotFound("provision", id));
    }

    private ResponseEntity<Changed> changed(String key, UUID node, Commands.Answer answer) {
        var now = node(map(key), node);
        var fact = fact(key, node, answer.id());
        return Api.created(
                "/api/v1/chains/" + key + "/nodes/" + node,
                answer,
                new Changed(ProvisionBody.of(fact), now.state().key(), now.reason()));
    }
}
