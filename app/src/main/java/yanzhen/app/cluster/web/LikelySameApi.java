package yanzhen.app.cluster.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import yanzhen.app.cluster.Duplicates.Reason;
import yanzhen.app.cluster.Imports;
import yanzhen.app.cluster.LikelyRows;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.NotFound;

/** 可能是同一家, for programs: of a body to be registered, and of rows to be imported. */
@RestController
@Tag(name = "likely-same", description = "Bodies that may be one 可能是同一家")
class LikelySameApi {

    private static final int MOST = 500;

    /**
     * Why two may be one, or two.
     *
     * @param bits above 0 speaks for one body
     * @param detail the parts compared; empty where the level says all
     */
    @Schema(name = "LikenessReason")
    record Why(String level, String says, double bits, String detail) {}

    /** An organisation that a body may be. */
    @Schema(name = "LikelySame")
    record Likely(OrganisationsApi.Body organisation, BigDecimal probability, List<Why> reasons) {}

    /**
     * A row that may be somebody.
     *
     * @param answer REPORTED, DIFFERENT or LEFT_OUT; null while nobody has answered
     */
    @Schema(name = "LikelyRow")
    record Row(
            int row,
            String key,
            String name,
            @Nullable String address,
            List<Other> likely,
            @Nullable String answer) {}

    /**
     * Who it may be.
     *
     * @param organisation null where it is an earlier row
     * @param earlierRow null where it is an organisation
     */
    @Schema(name = "LikelyRowOther")
    record Other(
            @Nullable UUID organisation,
            @Nullable Integer earlierRow,
            String key,
            String name,
            @Nullable String address,
            BigDecimal probability,
            List<Why> reasons) {}

    /** What is said of rows. */
    @Schema(name = "LikelyRowsAnswer")
    record Answers(List<Integer> rows, LikelyRows.Answer answer) {
        Answers {
            rows = List.copyOf(rows);
        }
    }

    /** How many rows it was said of. */
    @Schema(name = "LikelyRowsAnswered")
    record Answered(int rows) {}

    private final Admission admission;
    private final FactsTyping reading;
    private final Imports imports;
    private final LikelyRows rows;
    private final Commands commands;
    private final MessageSource messages;
    private final Clock clock;

    LikelySameApi(
            Admission admission,
            FactsTyping reading,
            Imports imports,
            LikelyRows rows,
            Commands commands,
            MessageSource messages,
            Clock clock) {
        this.admission = admission;
        this.reading = reading;
        this.imports = imports;
        this.rows = rows;
        this.commands = commands;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/api/v1/organisations/likely-same")
    @Operation(
            summary =
                    "Whom of the register a body may already be, from 50 % on, the likeliest first; to be asked before it is registered",
            description =
                    "Nobody when the code is held already: then registering refuses. An address helps; without one the district does.")
    @ApiResponse(responseCode = "200", description = "Who it may be.")
    @ApiResponse(responseCode = "422", description = "Every problem of what was asked.")
    List<Likely> likely(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String nameEn,
            @RequestParam(defaultValue = "") String district,
            @RequestParam(defaultValue = "") String address,
            Locale locale) {
        var problems = new Problems();
        var read = code.isBlank() ? null : FactsTyping.code(code, true, problems);
        var facts = reading.sketch(name, nameEn, district, address, LocalDate.now(clock), problems);
        if (facts == null || !problems.none()) {
            throw new Problems.Refused(problems);
        }
        return admission.likely(read, facts).stream()
                .map(it ->
                        new Likely(
                                OrganisationsApi.Body.of(it.organisation()),
                                it.probability(),
                                why(it.reasons(), locale)))
                .toList();
    }

    @GetMapping("/api/v1/imports/{id}/likely-same")
    @Operation(
            summary =
                    "New rows of a table that may be a body of the register or an earlier row: open ones first, then the likeliest")
    List<Row> rows(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") int from,
            @RequestParam(defaultValue = "50") int limit,
            Locale locale) {
        must(id);
        return rows.of(id, Math.max(0, from), Math.clamp(limit, 1, MOST)).stream()
                .map(it -> row(it, locale))
                .toList();
    }

    @PostMapping("/api/v1/imports/{id}/likely-same")
    @Operation(
            summary =
                    "Say of rows what is to become of them; rows without an answer are stored, and their pairs wait in the queue")
    Answered settle(
            @RequestHeader(Api.KEY) String key, @PathVariable UUID id, @RequestBody Answers body) {
        must(id);
        record SettleCommand(UUID job, Answers answers) {}
        var answered =
                commands.once(
                        key,
                        new SettleCommand(id, body),
                        () -> String.valueOf(rows.settle(id, body.rows, body.answer)));
        return new Answered(Integer.parseInt(answered.value()));
    }

    private void must(UUID id) {
        if (imports.find(id).isEmpty()) {
            throw new NotFound("import", id);
        }
    }

    private Row row(LikelyRows.Row it, Locale locale) {
        var answer = it.answer();
        return new Row(
                it.line(),
                it.key(),
                it.name(),
                it.address(),
                it.likely().stream()
                        .map(one ->
                                new Other(
                                        one.organisation(),
                                        one.earlierLine(),
                                        one.key(),
                                        one.name(),
                                        one.address(),
                                        one.probability(),
                                        why(one.reasons(), locale)))
                        .toList(),
                answer == null ? null : answer.name());
    }

    private List<Why> why(List<Reason> reasons, Locale locale) {
        return reasons.stream()
                .map(it ->
                        new Why(
                                it.level(),
                                messages.getMessage("likeness." + it.level(), null, locale),
                                it.bits(),
                                it.detail()))
                .toList();
    }
}
