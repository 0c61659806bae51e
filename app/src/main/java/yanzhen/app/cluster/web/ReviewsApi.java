package yanzhen.app.cluster.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import yanzhen.app.cluster.Applications;
import yanzhen.app.cluster.Casework;
import yanzhen.app.cluster.Rounds;
import yanzhen.app.cluster.ScoreCard;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** Reviews for programs: what a score sheet comes to, and an expert's opinion. */
@RestController
@Tag(name = "applications", description = "Rounds and applications 批次与申请")
class ReviewsApi {

    /**
     * An expert's opinion.
     *
     * @param score 0 to 100, where the round has no score sheet
     * @param points of the open items by key, where it has one; the score is their total then
     */
    @Schema(name = "ReviewOpinion")
    record Opining(
            @Nullable BigDecimal score,
            @Nullable Map<String, BigDecimal> points,
            @Nullable String opinion) {}

    /**
     * A score sheet with what comes of it by the numbers that were handed in.
     *
     * @param least lowest total that is possible
     * @param most highest total that is possible
     */
    @Schema(name = "ScoreSheet")
    record SheetBody(
            UUID application,
            String source,
            boolean confirmed,
            BigDecimal total,
            BigDecimal least,
            BigDecimal most,
            List<ItemBody> items) {}

    /**
     * An item of it.
     *
     * @param part ITEM, BONUS or DEDUCTION
     * @param head key of its head; null for a bonus or a deduction
     * @param coefficient of the industry; null where none counts, or it is not known
     * @param open whether an expert gives its points, between least and most
     * @param missing data without which it cannot be computed
     */
    @Schema(name = "ScoreItem")
    record ItemBody(
            String key,
            String part,
            @Nullable String head,
            String name,
            BigDecimal weight,
            @Nullable BigDecimal coefficient,
            boolean open,
            BigDecimal least,
            BigDecimal most,
            List<String> missing) {}

    private record ReviewCommand(
            UUID application,
            @Nullable BigDecimal score,
            Map<String, BigDecimal> points,
            String opinion) {}

    private static final int MOST_OPINION = 2_000;
    private static final int LEAST_OPINION = 2;
    private static final BigDecimal MOST_SCORE = new BigDecimal(100);

    private final ApplicationReaders readers;
    private final Rounds rounds;
    private final Applications applications;
    private final Casework casework;
    private final Commands commands;

    ReviewsApi(
            ApplicationReaders readers,
            Rounds rounds,
            Applications applications,
            Casework casework,
            Commands commands) {
        this.readers = readers;
        this.rounds = rounds;
        this.applications = applications;
        this.casework = casework;
        this.commands = commands;
    }

    @GetMapping("/api/v1/applications/{id}/sheet")
    @Operation(summary = "The score sheet of an application by the numbers that were handed in")
    SheetBody sheet(@PathVariable UUID id) {
        var it = applications.find(id).orElseThrow(() -> new NotFound("application", id));
        var sheet = rounds.find(it.round()).orElseThrow().sheet();
        boolean concerned = readers.include(it) || !casework.reviews(id).isEmpty();
        if (sheet == null || !concerned) {
            throw new NotFound("sheet", id);
        }
        return body(id, ScoreCard.of(sheet, applications.basis(it)));
    }

    @PostMapping("/api/v1/applications/{id}/review")
    @Operation(summary = "Give the caller's opinion, with a score or with points of each open item")
    ResponseEntity<ApplicationsApi.Done> review(
            @RequestHeader(Api.KEY) String key, @PathVariable UUID id, @RequestBody Opining body) {
        var problems = new Problems();
        var score = body.score;
        if (score != null && !isScore(score)) {
            problems.add("", null, "score", score.toString(), "typed-score");
        }
        var opinion = Typed.text("opinion", body.opinion, LEAST_OPINION, MOST_OPINION, problems);
        problems.mustBeNone();
        var points = body.points == null ? Map.<String, BigDecimal>of() : body.points;
        var command = new ReviewCommand(id, score, points, opinion);
        var answer = commands.once(key, command, id, () -> review(command));
        return Api.changed(answer, new ApplicationsApi.Done(id));
    }

    private static boolean isScore(BigDecimal score) {
        return score.signum() >= 0
                && score.compareTo(MOST_SCORE) <= 0
                && score.stripTrailingZeros().scale() <= 2;
    }

    private void review(ReviewCommand it) {
        if (it.score == null) {
            casework.judge(it.application, it.points, it.opinion);
        } else {
            casework.judge(it.application, it.score, it.opinion);
        }
    }

    private static SheetBody body(UUID application, ScoreCard card) {
        var sheet = card.sheet();
        var heads = new HashMap<String, String>();
        sheet.heads()
                .forEach(head -> head.items().forEach(item -> heads.put(item.key(), head.key())));
        return new SheetBody(
                application,
                sheet.source().toString(),
                sheet.confirmed(),
                sheet.total(),
                card.least(),
                card.most(),
                card.lines().stream()
                        .map(line -> body(line, heads.get(line.item().key())))
                        .toList());
    }

    private static ItemBody body(ScoreCard.Line it, @Nullable String head) {
        return new ItemBody(
                it.item().key(),
                it.item().part().name(),
                head,
                it.item().name().zh(),
                it.item().weight(),
                it.coefficient(),
                it.open(),
                it.least(),
                it.most(),
                ShownRule.said(it.missing(), Locale.CHINESE));
    }
}
