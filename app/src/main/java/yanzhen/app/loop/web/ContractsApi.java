package yanzhen.app.loop.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
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
import yanzhen.app.access.Viewers;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Problems;
import yanzhen.app.loop.Contract;
import yanzhen.app.loop.Contract.Registration;
import yanzhen.app.loop.Contracts;
import yanzhen.app.site.Api;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;

/** Technology contracts for programs: sums for everybody, contracts for those concerned. */
@RestController
@Tag(name = "contracts", description = "Technology contracts 技术合同")
class ContractsApi {

    /** A contract as the API gives it. Amounts are yuan with two decimals. */
    @Schema(name = "Contract")
    record Body(
            UUID id,
            String number,
            String name,
            Contract.Type type,
            UUID seller,
            @Nullable UUID buyer,
            String buyerName,
            String buyerRegion,
            String totalYuan,
            String technicalYuan,
            LocalDate signedOn,
            LocalDate submittedOn,
            LocalDate dueOn,
            String state,
            @Nullable LocalDate decidedOn,
            @Nullable String certificate,
            @Nullable String reason,
            @Nullable UUID outcome,
            @Nullable UUID product,
            boolean synthetic) {

        static Body of(Contract it) {
            var state = it.registration();
            return new Body(
                    it.id(),
                    it.number(),
                    it.name(),
                    it.type(),
                    it.seller(),
                    it.buyer().organisation(),
                    it.buyer().name(),
                    it.buyer().region(),
                    it.total().toString(),
                    it.technical().toString(),
                    it.signedOn(),
                    it.submittedOn(),
                    it.due(),
                    state.name(),
                    decidedOn(state),
                    state instanceof Registration.Registered(var certificate, _, _)
                            ? certificate
                            : null,
                    state instanceof Registration.Refused(var reason, _, _) ? reason : null,
                    it.outcome(),
                    it.product(),
                    it.synthetic());
        }

        private static @Nullable LocalDate decidedOn(Registration state) {
            return switch (state) {
                case Registration.Pending _ -> null;
                case Registration.Registered(_, var on, _) -> on;
                case Registration.Refused(_, var on, _) -> on;
            };
        }
    }

    /** The sum of one group. */
    record SumBody(
            String key, long contracts, String totalYuan, String technicalYuan, boolean synthetic) {

        static SumBody of(Contracts.Part it) {
            return new SumBody(
                    it.key(),
                    it.total().count(),
                    it.total().total().toString(),
                    it.total().technical().toString(),
                    it.total().synthetic());
        }
    }

    /** Sums of registered contracts. */
    record Totals(LocalDate asOf, List<SumBody> byYear, List<SumBody> thisYearByType) {}

    private record RegisterCommand(UUID contract) {}

    private record RefuseCommand(UUID contract, String reason) {}

    private final Contracts contracts;
    private final NewContracts reading;
    private final Commands commands;
    private final Viewers viewers;
    private final Clock clock;

    ContractsApi(
            Contracts contracts,
            NewContracts reading,
            Commands commands,
            Viewers viewers,
            Clock clock) {
        this.contracts = contracts;
        this.reading = reading;
        this.commands = commands;
        this.viewers = viewers;
        this.clock = clock;
    }

    @GetMapping("/api/v1/contracts")
    @Operation(summary = "Contracts that the account may see, the latest handed in first")
    Slice<Body> search(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(required = false) @Nullable Integer year,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var query = new Contracts.Query(q.strip(), type, state, year, LocalDate.now(clock));
        var after = Cursor.read(cursor, 2).orElse(null);
        return contracts.search(query, after, Api.limited(limit)).map(Body::of);
    }

    @GetMapping("/api/v1/contracts/totals")
    @Operation(summary = "Sums of all registered contracts, as of a day")
    Totals totals(@RequestParam(required = false) @Nullable LocalDate asOf) {
        var day = asOf == null ? LocalDate.now(clock) : asOf;
        var at = new AsOf(day, clock.instant());
        return new Totals(
                day,
                contracts.totalsByYear(at).stream().map(SumBody::of).toList(),
                contracts.totalsByType(day.withDayOfYear(1), at).stream()
                        .map(SumBody::of)
                        .toList());
    }

    @GetMapping("/api/v1/contracts/{id}")
    @Operation(summary = "One contract")
    Body one(@PathVariable UUID id) {
        return contracts.find(id).map(Body::of).orElseThrow(() -> new NotFound("contract", id));
    }

    @PostMapping("/api/v1/contracts")
    @Operation(summary = "Hand a contract in for registration, as its seller")
    ResponseEntity<Body> submit(
            @RequestHeader(Api.KEY) String key, @RequestBody NewContracts.Typing body) {
        var problems = new Problems();
        var contract = reading.read(body, LocalDate.now(clock), viewers.current(), problems);
        if (contract == null) {
            throw new Problems.Refused(problems);
        }
        var answer = commands.once(key, contract, () -> contracts.submit(contract).toString());
        return Api.created("/api/v1/contracts/", answer, this::one);
    }

    @PostMapping("/api/v1/contracts/{id}/registration")
    @Operation(summary = "Register a contract, as the registry")
    ResponseEntity<Body> register(@RequestHeader(Api.KEY) String key, @PathVariable UUID id) {
        var answer = commands.once(key, new RegisterCommand(id), id, () -> contracts.register(id));
        return Api.created("/api/v1/contracts/", answer, this::one);
    }

    @PostMapping("/api/v1/contracts/{id}/refusal")
    @Operation(summary = "Refuse to register a contract, with the reason")
    ResponseEntity<Body> refuse(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody Api.Reason body) {
        var reason = body.given();
        var answer =
                commands.once(
                        key, new RefuseCommand(id, reason), id, () -> contracts.refuse(id, reason));
        return Api.created("/api/v1/contracts/", answer, this::one);
    }
}
