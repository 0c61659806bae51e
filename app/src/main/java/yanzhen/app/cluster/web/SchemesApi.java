package yanzhen.app.cluster.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import yanzhen.app.cluster.Conditions;
import yanzhen.app.cluster.Conditions.Terms;
import yanzhen.app.cluster.Formations;
import yanzhen.app.cluster.SchemeVersion;
import yanzhen.app.cluster.SchemeVersion.Basis;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.NotFound;

/** Recognition schemes for programs: what it takes, under which version of the rules. */
@RestController
@Tag(name = "schemes", description = "Recognition schemes and their rules 认定类别与规定")
class SchemesApi {

    /**
     * A scheme.
     *
     * @param step of the ladder; null off it
     * @param standing key of the version that stands today: in force, or the last that was
     */
    @Schema(name = "RecognitionScheme")
    record SchemeBody(
            String key,
            String family,
            String level,
            int rank,
            @Nullable Integer step,
            Bilingual name,
            String standing,
            List<VersionBody> versions) {}

    /**
     * A version of the rules.
     *
     * @param name null where there is only one
     * @param from null where it could not be read
     * @param until first day no longer in force; null while the end is open
     * @param conditions of one scheme only; null in the list of all
     */
    @Schema(name = "SchemeVersion")
    record VersionBody(
            String key,
            @Nullable Bilingual name,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            boolean inForce,
            @Nullable Integer cycleMonths,
            @Nullable Integer validityMonths,
            Basis basis,
            @Nullable Bilingual reading,
            @Nullable QuotasBody quotas,
            @Nullable TransitionBody transition,
            @Nullable List<ConditionBody> conditions) {}

    /** Places that a district may recommend for, by its code; of the others null for no limit. */
    @Schema(name = "SchemeQuotas")
    record QuotasBody(
            Map<String, Integer> districts,
            @Nullable Integer others,
            @Nullable Basis basis,
            @Nullable Bilingual reading) {}

    /** What a version means for what began under the one before. */
    @Schema(name = "SchemeTransition")
    record TransitionBody(
            @Nullable LocalDate callsUntil,
            @Nullable LocalDate evaluationsUntil,
            @Nullable LocalDate heldUntil,
            boolean cycleAnew,
            @Nullable Basis basis,
            @Nullable Bilingual reading) {}

    /**
     * A condition.
     *
     * @param rule as the pack writes it; null where people judge
     */
    @Schema(name = "SchemeCondition")
    record ConditionBody(
            Bilingual name,
            @Nullable String rule,
            String document,
            String place,
            boolean confirmed,
            @Nullable Bilingual reading,
            boolean entry) {}

    private final Conditions conditions;
    private final Formations formations;
    private final Clock clock;

    SchemesApi(Conditions conditions, Formations formations, Clock clock) {
        this.conditions = conditions;
        this.formations = formations;
        this.clock = clock;
    }

    @GetMapping("/api/v1/schemes")
    @Operation(summary = "Every scheme with the versions of its rules, in the order of the pack")
    List<SchemeBody> schemes() {
        return conditions.terms().stream().map(it -> body(it, false)).toList();
    }

    @GetMapping("/api/v1/schemes/{scheme}")
    @Operation(summary = "A scheme with the versions of its rules and their conditions")
    SchemeBody scheme(@PathVariable String scheme) {
        return conditions.terms().stream()
                .filter(it -> it.scheme().key().equals(scheme))
                .findFirst()
                .map(it -> body(it, true))
                .orElseThrow(() -> new NotFound("recognition scheme", scheme));
    }

    private SchemeBody body(Terms terms, boolean whole) {
        var scheme = terms.scheme();
        return new SchemeBody(
                scheme.key(),
                scheme.family(),
                scheme.level(),
                scheme.rank(),
                scheme.step(),
                scheme.name(),
                terms.version().key(),
                terms.versions().all().stream()
                        .map(it -> body(it, whole ? conditions(scheme.key(), it.key()) : null))
                        .toList());
    }

    private VersionBody body(SchemeVersion it, @Nullable List<ConditionBody> conditions) {
        var quotas = it.quotas();
        var transition = it.transition();
        return new VersionBody(
                it.key(),
                it.name(),
                it.from(),
                it.until(),
                it.covers(LocalDate.now(clock)),
                it.cycleMonths(),
                it.validityMonths(),
                it.basis(),
                it.reading(),
                quotas == null
                        ? null
                        : new QuotasBody(
                                quotas.districts(),
                                quotas.others(),
                                quotas.basis(),
                                quotas.reading()),
                transition == null
                        ? null
                        : new TransitionBody(
                                transition.callsUntil(),
                                transition.evaluationsUntil(),
                                transition.heldUntil(),
                                transition.cycleAnew(),
                                transition.basis(),
                                transition.reading()),
                conditions);
    }

    private List<ConditionBody> conditions(String scheme, String version) {
        var texts = formations.texts(scheme, version).iterator();
        return conditions.of(scheme, version).stream()
                .map(it -> {
                    var text = texts.next();
                    return new ConditionBody(
                            it.name(),
                            text.isEmpty() ? null : text,
                            it.source().document(),
                            it.source().place(),
                            it.confirmed(),
                            it.reading(),
                            it.entry());
                })
                .toList();
    }
}
