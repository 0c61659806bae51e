package yanzhen.app.plan.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.plan.PlanThread;
import yanzhen.app.plan.PlanThread.Ref;
import yanzhen.app.plan.PlanThread.Stage;
import yanzhen.app.plan.PlanThread.Station;
import yanzhen.app.plan.Threads;
import yanzhen.app.site.Api;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;

/** Threads for programs. */
@RestController
@Tag(name = "threads", description = "From a weak link to an indicator 脉络")
class ThreadsApi {

    /** Names a step of a thread. */
    record RefBody(String stage, UUID id) {
        static RefBody of(Ref it) {
            return new RefBody(named(it.stage()), it.id());
        }
    }

    /** A step. */
    record StationBody(
            String stage,
            UUID id,
            Bilingual title,
            String state,
            @Nullable LocalDate day,
            List<RefBody> from,
            boolean synthetic) {

        static StationBody of(Station it) {
            return new StationBody(
                    named(it.ref().stage()),
                    it.ref().id(),
                    it.title(),
                    it.state().substring(it.state().lastIndexOf('.') + 1),
                    it.day(),
                    it.before().stream().map(RefBody::of).toList(),
                    it.synthetic());
        }
    }

    /** An indicator that the thread moves; late are the steps after the plan's period. */
    record ReachedBody(int indicator, List<RefBody> counts, List<RefBody> late) {
        static ReachedBody of(PlanThread.Reached it) {
            return new ReachedBody(
                    it.indicator().number(),
                    it.from().stream().map(RefBody::of).toList(),
                    it.late().stream().map(RefBody::of).toList());
        }
    }

    /** A whole thread, the root first. */
    @Schema(name = "Thread")
    record Body(List<StationBody> steps, List<ReachedBody> indicators) {}

    /** A thread in one line. */
    record LineBody(
            UUID challenge,
            String title,
            @Nullable UUID weakLink,
            String reached,
            List<Integer> indicators,
            boolean synthetic) {

        static LineBody of(Threads.Line it) {
            return new LineBody(
                    it.challenge().id(),
                    it.challenge().title(),
                    it.challenge().before(),
                    named(it.last().ref().stage()),
                    it.indicators(),
                    it.challenge().synthetic());
        }
    }

    private final Threads threads;
    private final Clock clock;

    ThreadsApi(Threads threads, Clock clock) {
        this.threads = threads;
        this.clock = clock;
    }

    @GetMapping("/api/v1/threads")
    @Operation(summary = "Threads by challenge, the latest first; pages by cursor")
    Slice<LineBody> search(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String chain,
            @RequestParam(required = false) @Nullable Integer indicator,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return threads.search(
                        new Threads.Query(q.strip(), chain, indicator),
                        Cursor.read(cursor, 2).orElse(null),
                        Api.limited(limit),
                        now())
                .map(LineBody::of);
    }

    @GetMapping("/api/v1/threads/{stage}/{id}")
    @Operation(
            summary =
                    "The thread through a step; stage is weak-link, challenge, project, outcome, product or contract")
    Body through(@PathVariable String stage, @PathVariable UUID id) {
        var thread = threads.of(new Ref(stage(stage), id), now());
        return new Body(
                thread.stations().stream().map(StationBody::of).toList(),
                thread.reached().stream().map(ReachedBody::of).toList());
    }

    private static Stage stage(String name) {
        for (var stage : Stage.values()) {
            if (named(stage).equals(name)) {
                return stage;
            }
        }
        throw new NotFound("stage of a thread", name);
    }

    private static String named(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private AsOf now() {
        return AsOf.now(clock);
    }
}
