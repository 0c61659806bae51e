package yanzhen.app.chain.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;
import yanzhen.app.chain.ChainDraft;
import yanzhen.app.chain.ChainTables;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.Commands;
import yanzhen.app.evidence.Commands.Answer;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;

/** Makes a draft of a chain out of the files that somebody hands in, by a form or a program. */
@Component
class HandedTables {

    /** What is handed in, however it is spread over files. */
    private record HandInCommand(ChainDraft draft) {}

    /** By table, line and column; what belongs to none of the tables first. */
    private static final Comparator<Problem> BY_PLACE =
            Comparator.<Problem>comparingInt(
                            it -> ChainTable.named(it.file()).map(Enum::ordinal).orElse(-1))
                    .thenComparing((one, other) -> inTable(one).compare(one, other));

    private final ChainTables tables;
    private final Organisations organisations;
    private final Commands commands;
    private final Clock clock;

    HandedTables(ChainTables tables, Organisations organisations, Commands commands, Clock clock) {
        this.tables = tables;
        this.organisations = organisations;
        this.commands = commands;
        this.clock = clock;
    }

    private static Comparator<Problem> inTable(Problem problem) {
        return Problems.byPlace(
                ChainTable.named(problem.file()).map(ChainTable::heads).orElse(List.of()));
    }

    /**
     * Keeps the draft, once for its key.
     *
     * @return its identity; null when something is wrong with the tables
     */
    @Nullable Answer in(String key, String chosen, List<MultipartFile> files, Problems problems) {
        var found = new Problems();
        var draft = draft(chosen, files, found);
        problems.include(Problems.inOrder(List.of(found), BY_PLACE));
        return draft == null
                ? null
                : commands.once(key, new HandInCommand(draft), () -> tables.keep(draft).toString());
    }

    /**
     * The draft; null when something is wrong with the tables.
     *
     * @param chosen key of the chain that the tables are meant for; empty when they name it
     * @param files empty ones do not count
     */
    private @Nullable ChainDraft draft(
            String chosen, List<MultipartFile> files, Problems problems) {
        var saved = new ArrayList<UploadedTables.Upload>();
        try {
            for (var file : files) {
                if (!file.isEmpty()) {
                    saved.add(saved(file));
                }
            }
            return read(chosen, saved, problems);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            saved.forEach(it -> delete(it.file()));
        }
    }

    private static UploadedTables.Upload saved(MultipartFile file) throws IOException {
        var path = Files.createTempFile("yanzhen-chain", ".table");
        file.transferTo(path);
        var name = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        return new UploadedTables.Upload(name.replaceFirst(".*[/\\\\]", ""), path);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable ChainDraft read(
            String chosen, List<UploadedTables.Upload> uploads, Problems problems) {
        if (uploads.isEmpty()) {
            problems.add("", null, "files", "", "required");
            return null;
        }
        var found = UploadedTables.read(uploads, problems);
        var named = ChainReading.keyOf(found, problems);
        var key = named == null ? chosen : named;
        if (key.isEmpty()) {
            problems.add("chain", null, "key", "", "chain-unnamed");
        } else if (!chosen.isEmpty() && !chosen.equals(key)) {
            problems.add("chain", null, "key", key, "chain-other", chosen);
        }
        var register = organisations.byKey(ChainReading.keys(found));
        return ChainReading.read(
                key,
                found,
                key.isEmpty() ? null : tables.export(key).orElse(null),
                new ChainReading.Register(
                        code -> Optional.ofNullable(register.get(code)),
                        tables.elsewhere(ChainReading.elsewhere(found))),
                LocalDate.now(clock),
                problems);
    }
}
