package yanzhen.app.chain.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
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
import yanzhen.app.chain.CascadeReading;
import yanzhen.app.chain.CascadeRules;
import yanzhen.app.chain.RiskRuns;
import yanzhen.app.chain.RiskRuns.FirmRisk;
import yanzhen.app.chain.RiskRuns.RiskRun;
import yanzhen.app.chain.Scenario;
import yanzhen.app.chain.WhatIfs;
import yanzhen.app.chain.WhatIfs.FirmLoss;
import yanzhen.app.chain.WhatIfs.Step;
import yanzhen.app.chain.WhatIfs.WhatIf;
import yanzhen.app.chain.WhatIfs.Why;
import yanzhen.app.evidence.Commands;
import yanzhen.app.evidence.Commands.Answer;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;
import yanzhen.app.site.Typed;

/** What happens to a supply network when something stops, for programs. */
@RestController
@Tag(name = "what-if", description = "What-if on supply networks 推演与系统性风险")
class WhatIfApi {

    private static final String WHAT_IFS = "/api/v1/what-ifs";
    private static final String RISK_RUNS = "/api/v1/risk-runs";

    /**
     * A stop as it is asked for.
     *
     * @param kind FIRM, COUNTRY, DISTRICT, INDUSTRY or NODE
     * @param percent 1 to 100; 100 when nothing is said
     */
    record StopBody(@Nullable String kind, @Nullable String what, @Nullable Integer percent) {}

    /** A supplier that is added; percent is 100 when nothing is said. */
    record AddedBody(
            @Nullable String supplier, @Nullable String customer, @Nullable Integer percent) {}

    /** A question; settings that are left out are as usual. */
    record Question(
            @Nullable UUID network,
            @Nullable List<StopBody> stops,
            @Nullable List<AddedBody> added,
            @Nullable String inputs,
            @Nullable String substitutes,
            @Nullable String growth) {}

    /** A run over all firms; settings that are left out are as usual. */
    record RankingOrder(
            @Nullable UUID network,
            @Nullable String inputs,
            @Nullable String substitutes,
            @Nullable String growth) {}

    /** A question and what is lost in all; its steps and firms stand in the answer itself. */
    record Brief(
            UUID id,
            UUID network,
            Scenario scenario,
            CascadeReading reading,
            WhatIfs.Total total,
            Instant askedAt,
            @Nullable String askedBy) {

        static Brief of(WhatIf it) {
            return new Brief(
                    it.id(),
                    it.network().id(),
                    it.scenario(),
                    it.reading(),
                    it.total(),
                    it.askedAt(),
                    it.askedBy());
        }
    }

    private final WhatIfs whatIfs;
    private final RiskRuns risks;
    private final CascadeRules.Book book;
    private final Commands commands;

    WhatIfApi(WhatIfs whatIfs, RiskRuns risks, CascadeRules.Book book, Commands commands) {
        this.whatIfs = whatIfs;
        this.risks = risks;
        this.book = book;
        this.commands = commands;
    }

    @GetMapping(WHAT_IFS)
    @Operation(summary = "The latest questions with what is lost in all")
    List<Brief> latest(
            @RequestParam(required = false) @Nullable UUID network,
            @RequestParam(defaultValue = "50") int limit) {
        return whatIfs.latest(network, Api.limited(limit)).stream().map(Brief::of).toList();
    }

    @PostMapping(WHAT_IFS)
    @Operation(
            summary = "Ask what happens when firms, places, industries or inputs stop",
            description =
                    "The same question to the same content has one stored answer, whoever asks. 422 names everything that the network does not have.")
    ResponseEntity<WhatIf> ask(@RequestHeader(Api.KEY) String key, @RequestBody Question body) {
        var problems = new Problems();
        var network = network(body.network, problems);
        var scenario = scenario(body, problems);
        var reading =
                ScenarioPages.reading(
                        book.inForce(), body.inputs, body.substitutes, body.growth, problems);
        problems.mustBeNone();
        var answer =
                whatIfs.asked(network, scenario, reading)
                        .map(it -> new Answer(it.toString(), true))
                        .orElseGet(() ->
                                commands.once(
                                        key,
                                        new ScenarioPages.AskCommand(network, scenario, reading),
                                        () -> whatIfs.ask(network, scenario, reading).toString()));
        return Api.created(WHAT_IFS + "/", answer, this::one);
    }

    private static final UUID NOBODY = new UUID(0, 0);

    private static UUID network(@Nullable UUID asked, Problems problems) {
        if (asked == null) {
            problems.add("", null, "network", "", "required");
            return NOBODY;
        }
        return asked;
    }

    private static Scenario scenario(Question body, Problems problems) {
        var stops = new ArrayList<Scenario.Stop>();
        for (var it : body.stops == null ? List.<StopBody>of() : body.stops) {
            var kind = Typed.choice("stops.kind", it.kind, Scenario.Kind.class, true, problems);
            var what = Typed.text("stops.what", it.what, 1, 200, problems);
            int percent = percent("stops.percent", it.percent, problems);
            if (kind != null) {
                stops.add(new Scenario.Stop(kind, what, percent));
            }
        }
        var added = new ArrayList<Scenario.Added>();
        for (var it : body.added == null ? List.<AddedBody>of() : body.added) {
            added.add(
                    new Scenario.Added(
                            Typed.text("added.supplier", it.supplier, 1, 64, problems),
                            Typed.text("added.customer", it.customer, 1, 64, problems),
                            percent("added.percent", it.percent, problems)));
        }
        return new Scenario(stops, added);
    }

    private static int percent(String field, @Nullable Integer asked, Problems problems) {
        if (asked == null) {
            return 100;
        }
        if (asked < 1 || asked > 100) {
            problems.add("", null, field, asked.toString(), "what-if-percent");
            return 100;
        }
        return asked;
    }

    @GetMapping(WHAT_IFS + "/{id}")
    @Operation(
            summary = "An answer: what is lost in all, step by step",
            description = "Protected: the look is recorded for auditors.")
    WhatIf one(@PathVariable UUID id) {
        return whatIfs.find(id).orElseThrow(() -> new NotFound("what-if", id));
    }

    @GetMapping(WHAT_IFS + "/{id}/steps")
    @Operation(summary = "The steps of a cascade: how many firms each hits, what is lost by then")
    List<Step> steps(@PathVariable UUID id) {
        return one(id).steps();
    }

    @GetMapping(WHAT_IFS + "/{id}/losses")
    @Operation(summary = "Who loses what, the largest amount first")
    Slice<FirmLoss> losses(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        one(id);
        return SupplyNetworksApi.page(whatIfs.losses(id), limit, cursor);
    }

    /** An answer reckoned again: whether every bit is as stored. */
    record Again(String stored, String found, boolean same) {}

    @GetMapping(WHAT_IFS + "/{id}/again")
    @Operation(summary = "Reckon an answer again, without storing it, and hold the bits against it")
    Again again(@PathVariable UUID id) {
        var stored = one(id).digest();
        var found = whatIfs.repeated(id);
        return new Again(stored, found, stored.equals(found));
    }

    @GetMapping(WHAT_IFS + "/{id}/firms/{firm}")
    @Operation(summary = "Why a firm loses what it loses, and the way of the loss to it")
    Why why(@PathVariable UUID id, @PathVariable String firm) {
        return whatIfs.why(id, firm).orElseThrow(() -> new NotFound("firm", firm));
    }

    @PostMapping(RISK_RUNS)
    @Operation(
            summary = "Let every firm of a network fail alone, in the background",
            description =
                    "The same content and settings have one run; ask for it again and you get that one.")
    ResponseEntity<RiskRun> begin(
            @RequestHeader(Api.KEY) String key, @RequestBody RankingOrder body) {
        var problems = new Problems();
        var network = network(body.network, problems);
        var reading =
                ScenarioPages.reading(
                        book.inForce(), body.inputs, body.substitutes, body.growth, problems);
        problems.mustBeNone();
        var answer =
                risks.present(network, reading)
                        .map(it -> new Answer(it.toString(), true))
                        .orElseGet(() -> begun(key, network, reading));
        return Api.created(RISK_RUNS + "/", answer, this::run);
    }

    private Answer begun(String key, UUID network, CascadeReading reading) {
        return commands.once(
                key,
                new RiskRunPages.BeginCommand(network, reading),
                () -> risks.begin(network, reading).toString());
    }

    @GetMapping(RISK_RUNS + "/{id}")
    @Operation(summary = "How far a run over all firms is")
    RiskRun run(@PathVariable UUID id) {
        return risks.find(id).orElseThrow(() -> new NotFound("risk run", id));
    }

    @GetMapping(RISK_RUNS + "/{id}/ranking")
    @Operation(
            summary = "Every firm by its systemic-risk index; empty until the run is done",
            description = "Protected: the look is recorded for auditors.")
    Slice<FirmRisk> ranking(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return SupplyNetworksApi.page(risks.ranking(id), limit, cursor);
    }

    @PostMapping(RISK_RUNS + "/{id}/cancellation")
    @Operation(summary = "End a run that is at work; 409 when it is over")
    ResponseEntity<RiskRun> cancel(@RequestHeader(Api.KEY) String key, @PathVariable UUID id) {
        var answer =
                commands.once(key, new RiskRunPages.CancelCommand(id), id, () -> risks.cancel(id));
        return Api.changed(answer, run(id));
    }
}
