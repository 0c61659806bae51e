package yanzhen.app.challenge.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
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
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.challenge.Challenge;
import yanzhen.app.challenge.Origins;
import yanzhen.app.challenge.Wall;
import yanzhen.app.challenge.Wall.Content;
import yanzhen.app.challenge.Wall.Target;
import yanzhen.app.challenge.need.Needs;
import yanzhen.app.challenge.web.ChallengePage.AwardCommand;
import yanzhen.app.challenge.web.ChallengePage.BidCommand;
import yanzhen.app.challenge.web.ChallengePage.ExtendCommand;
import yanzhen.app.challenge.web.ChallengePage.PublishCommand;
import yanzhen.app.challenge.web.ChallengePage.WithdrawBidCommand;
import yanzhen.app.challenge.web.ChallengePage.WithdrawCommand;
import yanzhen.app.evidence.Commands;
import yanzhen.app.evidence.Commands.Answer;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;
import yanzhen.app.site.Typed;

/** Challenges and bids for programs, sealed as on the pages. */
@RestController
@Tag(name = "challenges", description = "Open challenges and bids 揭榜挂帅")
class ChallengesApi {

    /**
     * A challenge as the API gives it.
     *
     * @param state DRAFT, OPEN, CLOSED, AWARDED, COMPLETED or WITHDRAWN, by the server's clock
     * @param bidsAtClosing how many bids stood at the deadline; null while it lies ahead
     */
    @Schema(name = "Challenge")
    record Body(
            UUID id,
            String state,
            String title,
            String description,
            BaseCategory category,
            @Nullable UUID weakLink,
            UUID owner,
            @Nullable BigDecimal reward,
            String payer,
            String ipRule,
            String useCommitment,
            @Nullable Instant publishedAt,
            @Nullable Instant bidDeadline,
            @Nullable LocalDate deliverBy,
            List<Target> targets,
            @Nullable String withdrawnBecause,
            @Nullable Long bidsAtClosing,
            @Nullable UUID project,
            boolean synthetic) {}

    /** A challenge in a list. */
    @Schema(name = "ChallengeLine")
    record Line(
            UUID id,
            String state,
            String title,
            BaseCategory category,
            @Nullable UUID weakLink,
            UUID owner,
            @Nullable BigDecimal reward,
            @Nullable Instant publishedAt,
            @Nullable Instant bidDeadline,
            @Nullable LocalDate deliverBy,
            boolean synthetic) {}

    /** One target of a draft. */
    record TypedTarget(
            @Nullable String metric,
            @Nullable Boolean atLeast,
            @Nullable String value,
            @Nullable String unit,
            @Nullable String testMethod) {}

    /** A draft; all may be missing but owner, title and category. */
    record DraftBody(
            @Nullable String weakLink,
            @Nullable String owner,
            @Nullable String ownerCode,
            @Nullable String title,
            @Nullable String description,
            @Nullable String category,
            @Nullable String reward,
            @Nullable String payer,
            @Nullable String ipRule,
            @Nullable String useCommitment,
            @Nullable String bidDeadline,
            @Nullable String deliverBy,
            @Nullable List<TypedTarget> targets,
            @Nullable String topic,
            @Nullable String need) {

        Draft asForm() {
            var rows = targets == null ? List.<TypedTarget>of() : targets;
            return new Draft(
                    null,
                    weakLink,
                    owner,
                    ownerCode,
                    title,
                    description,
                    category,
                    reward,
                    payer,
                    ipRule,
                    useCommitment,
                    bidDeadline,
                    deliverBy,
                    rows.stream().map(it -> Typed.text(it.metric)).toList(),
                    rows.stream()
                            .map(it -> Boolean.FALSE.equals(it.atLeast) ? "at-most" : "at-least")
                            .toList(),
                    rows.stream().map(it -> Typed.text(it.value)).toList(),
                    rows.stream().map(it -> Typed.text(it.unit)).toList(),
                    rows.stream().map(it -> Typed.text(it.testMethod)).toList(),
                    topic,
                    need);
        }
    }

    /** A bid; one promise for each target, in order. */
    record NewBid(
            @Nullable UUID organisation,
            @Nullable String approach,
            @Nullable String price,
            @Nullable List<String> promises) {}

    /** A bid as its bidder, and after the deadline those who judge, may see it. */
    record BidBody(
            UUID id,
            UUID organisation,
            String approach,
            BigDecimal price,
            List<BigDecimal> promises,
            int version,
            String digest,
            Instant submittedAt,
            @Nullable Instant withdrawnAt,
            @Nullable String decision,
            @Nullable String reason) {

        static BidBody of(Wall.Bid it) {
            return new BidBody(
                    it.id(),
                    it.organisation(),
                    it.approach(),
                    it.price().amount(),
                    it.promises(),
                    it.version(),
                    it.digest(),
                    it.submittedAt(),
                    it.withdrawnAt(),
                    it.decision(),
                    it.reason());
        }
    }

    /** An award. */
    record NewAward(@Nullable UUID bid, @Nullable String reason, @Nullable String others) {}

    /** A later deadline, such as 2026-12-31T17:00, in the time of the region. */
    record NewDeadline(@Nullable String bidDeadline, @Nullable String reason) {}

    private record DraftCommand(@Nullable UUID id, Content content) {}

    private record FromTopicCommand(UUID topic, Content content) {}

    private record FromNeedCommand(UUID need, Content content) {}

    private final Wall wall;
    private final Origins origins;
    private final Needs needs;
    private final NamedInDraft named;
    private final Commands commands;
    private final Clock clock;

    ChallengesApi(
            Wall wall,
            Origins origins,
            Needs needs,
            NamedInDraft named,
            Commands commands,
            Clock clock) {
        this.origins = origins;
        this.needs = needs;
        this.wall = wall;
        this.named = named;
        this.commands = commands;
        this.clock = clock;
    }

    @GetMapping("/api/v1/challenges")
    @Operation(summary = "Challenges that the account may see; pages by cursor")
    Slice<Line> search(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String category,
            @RequestParam(defaultValue = "") String chain,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var query = new Wall.Query(q.strip(), state, category, chain, Wall.Sort.PUBLISHED);
        var after = Cursor.read(cursor, 2).orElse(null);
        return wall.search(query, after, Api.limited(limit)).map(it -> line(it.challenge()));
    }

    private Line line(Challenge it) {
        var content = it.content();
        return new Line(
                it.id(),
                it.shownState(clock.instant()),
                content.title(),
                content.category(),
                content.weakLink(),
                content.owner(),
                content.reward() == null ? null : content.reward().amount(),
                it.onTheWallSince(),
                content.bidDeadline(),
                content.deliverBy(),
                it.synthetic());
    }

    @GetMapping("/api/v1/challenges/{id}")
    @Operation(summary = "One challenge")
    Body one(@PathVariable UUID id) {
        var it = found(id);
        var content = it.content();
        return new Body(
                it.id(),
                it.shownState(clock.instant()),
                content.title(),
                content.description(),
                content.category(),
                content.weakLink(),
                content.owner(),
                content.reward() == null ? null : content.reward().amount(),
                content.payer(),
                content.ipRule(),
                content.useCommitment(),
                it.onTheWallSince(),
                content.bidDeadline(),
                content.deliverBy(),
                content.targets(),
                it instanceof Challenge.Withdrawn gone ? gone.reason() : null,
                wall.bidsAtClosing(id),
                wall.project(id).orElse(null),
                it.synthetic());
    }

    private Challenge found(UUID id) {
        return wall.find(id).orElseThrow(() -> new NotFound("challenge", id));
    }

    @PostMapping("/api/v1/challenges")
    @Operation(summary = "Draft a challenge")
    ResponseEntity<Body> draft(@RequestHeader(Api.KEY) String key, @RequestBody DraftBody body) {
        var content = read(body);
        var topic = Typed.id("topic", body.topic, new Problems());
        var need = Typed.id("need", body.need, new Problems());
        var answer =
                commands.once(
                        key,
                        topic != null
                                ? new FromTopicCommand(topic, content)
                                : need != null
                                        ? new FromNeedCommand(need, content)
                                        : new DraftCommand(null, content),
                        () -> {
                            var made = wall.draft(content);
                            if (topic != null) {
                                origins.name(made, topic);
                            }
                            if (need != null) {
                                needs.call(need, made);
                            }
                            return made.toString();
                        });
        return created(answer);
    }

    private Content read(DraftBody body) {
        var problems = new Problems();
        var content = body.asForm().read(clock.getZone(), named, problems);
        problems.mustBeNone();
        return Objects.requireNonNull(content);
    }

    private ResponseEntity<Body> created(Answer answer) {
        return Api.created("/api/v1/challenges/", answer, this::one);
    }

    @PutMapping("/api/v1/challenges/{id}")
    @Operation(summary = "Change a draft; what hangs on the wall stays as it is")
    ResponseEntity<Body> change(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody DraftBody body) {
        var content = read(body);
        var answer =
                commands.once(
                        key, new DraftCommand(id, content), id, () -> wall.redraft(id, content));
        return Api.changed(answer, one(id));
    }

    @PostMapping("/api/v1/challenges/{id}/publication")
    @Operation(summary = "Put a draft on the wall; answers with everything that is missing")
    ResponseEntity<Body> publish(@RequestHeader(Api.KEY) String key, @PathVariable UUID id) {
        var answer = commands.once(key, new PublishCommand(id), id, () -> wall.publish(id));
        return created(answer);
    }

    @PostMapping("/api/v1/challenges/{id}/withdrawal")
    @Operation(summary = "Withdraw a challenge that is not awarded, with a public reason")
    ResponseEntity<Body> withdraw(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody Api.Reason body) {
        var reason = body.given();
        var answer =
                commands.once(
                        key, new WithdrawCommand(id, reason), id, () -> wall.withdraw(id, reason));
        return created(answer);
    }

    @PostMapping("/api/v1/challenges/{id}/extension")
    @Operation(summary = "Put the deadline off when nobody bid, with a public reason")
    ResponseEntity<Body> extend(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody NewDeadline body) {
        var problems = new Problems();
        var deadline = Draft.moment("bidDeadline", body.bidDeadline, clock.getZone(), problems);
        if (Typed.text(body.bidDeadline).isEmpty()) {
            problems.add("", null, "bidDeadline", "", "required");
        }
        var reason = Typed.reason(body.reason, problems);
        problems.mustBeNone();
        var until = Objects.requireNonNull(deadline);
        var answer =
                commands.once(
                        key,
                        new ExtendCommand(id, until, reason),
                        id,
                        () -> wall.extend(id, until, reason));
        return created(answer);
    }

    @GetMapping("/api/v1/challenges/{id}/bids")
    @Operation(summary = "Bids that the account may see: before the deadline only its own")
    List<BidBody> bids(@PathVariable UUID id) {
        found(id);
        return wall.bids(id).stream().map(BidBody::of).toList();
    }

    @PostMapping("/api/v1/challenges/{id}/bids")
    @Operation(summary = "Hand in a bid, or a new version of the own one, before the deadline")
    ResponseEntity<BidBody> bid(
            @RequestHeader(Api.KEY) String key, @PathVariable UUID id, @RequestBody NewBid body) {
        var arrival = body.organisation == null ? null : wall.arrived(id, body.organisation);
        var problems = new Problems();
        var typed = new TypedBid(null, body.organisation, body.approach, body.price, body.promises);
        var offer = typed.read(found(id).content().targets(), problems);
        problems.mustBeNone();
        var command =
                new BidCommand(
                        id,
                        Objects.requireNonNull(body.organisation),
                        Objects.requireNonNull(offer));
        var arrived = Objects.requireNonNull(arrival);
        var answer =
                commands.once(key, command, () -> wall.bid(arrived, command.offer()).toString());
        var stored =
                wall.bids(id).stream()
                        .filter(it -> it.id().toString().equals(answer.value()))
                        .findFirst()
                        .orElseThrow(() -> new NotFound("bid", answer.value()));
        return Api.created("/api/v1/challenges/" + id + "/bids", answer, BidBody.of(stored));
    }

    @PostMapping("/api/v1/challenges/{id}/bids/{bid}/withdrawal")
    @Operation(summary = "Withdraw the own bid before the deadline")
    ResponseEntity<List<BidBody>> withdrawBid(
            @RequestHeader(Api.KEY) String key, @PathVariable UUID id, @PathVariable UUID bid) {
        var arrival = wall.arrivedFor(bid);
        var answer =
                commands.once(
                        key,
                        new WithdrawBidCommand(bid),
                        bid,
                        () -> wall.withdrawBid(bid, arrival));
        return Api.created("/api/v1/challenges/" + id + "/bids", answer, bids(id));
    }

    @PostMapping("/api/v1/challenges/{id}/award")
    @Operation(summary = "Award one bid after the deadline; starts the project")
    ResponseEntity<Body> award(
            @RequestHeader(Api.KEY) String key, @PathVariable UUID id, @RequestBody NewAward body) {
        found(id);
        var problems = new Problems();
        AwardCommand command =
                ChallengePage.award(id, body.bid, body.reason, body.others, wall, problems);
        problems.mustBeNone();
        var award = Objects.requireNonNull(command);
        var answer =
                commands.once(
                        key,
                        award,
                        () -> wall.award(award.bid(), award.reason(), award.others()).toString());
        return Api.created("/api/v1/projects/" + answer.value(), answer, one(id));
    }
}
