package yanzhen.app.chain.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.ChainDraft;
import yanzhen.app.chain.ChainTables;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.Commands;
import yanzhen.app.evidence.Commands.Answer;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Typed;

/** Makes a draft of a chain out of the files that somebody hands in, by a form or a program. */
@Component
class HandedTables {

    /**
     * What tables in the layout of another project leave open. Ours need none of it.
     *
     * @param newKey of the chain that is to come into being; empty when one is chosen
     */
    record Layout(
            @Nullable String newKey,
            @Nullable String newName,
            @Nullable String newClause,
            @Nullable String newOwner,
            @Nullable String sourceTitle,
            @Nullable String sourceUrl,
            @Nullable String asOf,
            @Nullable String confidence) {

        static final Layout NOTHING = new Layout("", "", "", "", "", "", "", "GENERAL_KNOWLEDGE");
    }

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
    private final ObjectMapper json;
    private final Clock clock;

    HandedTables(
            ChainTables tables,
            Organisations organisations,
            Commands commands,
            ObjectMapper json,
            Clock clock) {
        this.tables = tables;
        this.organisations = organisations;
        this.commands = commands;
        this.json = json;
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
    @Nullable Answer in(
            String key,
            String chosen,
            List<MultipartFile> files,
            Layout layout,
            Problems problems) {
        var found = new Problems();
        var draft = draft(chosen, files, layout, found);
        problems.include(Problems.inOrder(List.of(found), BY_PLACE));
        return draft == null
                ? null
                : commands.once(key, new HandInCommand(draft), () -> tables.keep(draft).toString());
    }

    /**
     * Keeps a draft of one table of a chain that there is, once for its key.
     *
     * @return its identity; null when something is wrong with the table
     */
    @Nullable Answer mapped(
            String key, String chain, ChainTable table, byte[] csv, Problems problems) {
        try {
            var file = Files.createTempFile("yanzhen-chain", ".table");
            try {
                Files.write(file, csv);
                var found = new Problems();
                var draft =
                        read(
                                chain,
                                List.of(new UploadedTables.Upload(table.key() + ".csv", file)),
                                Layout.NOTHING,
                                found);
                problems.include(Problems.inOrder(List.of(found), BY_PLACE));
                return draft == null
                        ? null
                        : commands.once(
                                key, new HandInCommand(draft), () -> tables.keep(draft).toString());
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The draft; null when something is wrong with the tables.
     *
     * @param chosen key of the chain that the tables are meant for; empty when they name it
     * @param files empty ones do not count
     */
    private @Nullable ChainDraft draft(
            String chosen, List<MultipartFile> files, Layout layout, Problems problems) {
        var saved = new ArrayList<UploadedTables.Upload>();
        var made = new ArrayList<Path>();
        try {
            for (var file : files) {
                if (!file.isEmpty()) {
                    saved.add(saved(file));
                }
            }
            return read(chosen, ChainFiles.unpacked(saved, json, made, problems), layout, problems);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            saved.forEach(it -> delete(it.file()));
            made.forEach(HandedTables::delete);
        }
    }

    private static Map<String, Path> byName(List<UploadedTables.Upload> uploads) {
        var named = new HashMap<String, Path>();
        uploads.forEach(it ->
                named.put(
                        it.name().toLowerCase(Locale.ROOT).replaceFirst("\\.(csv|txt)$", ""),
                        it.file()));
        return named;
    }

    /** What a foreign layout leaves open; null with problems when something is missing. */
    private EtoLayout.@Nullable About about(String chosen, Layout typed, Problems problems) {
        var own = new Problems();
        var stored = chosen.isEmpty() ? null : tables.export(chosen).orElse(null);
        var key = chosen.isEmpty() ? Typed.text(typed.newKey) : chosen;
        if (!key.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            own.add("", null, "newKey", key, key.isEmpty() ? "required" : "chain-key");
        }
        var source =
                NewSources.read(
                        new NewSources.Typing(
                                typed.sourceTitle, typed.sourceUrl, typed.asOf, typed.confidence),
                        false,
                        LocalDate.now(clock),
                        own);
        var head = stored == null ? null : stored.head();
        if (head == null) {
            var name = Typed.text("newName", typed.newName, 2, 100, own);
            var clause = Typed.text("newClause", typed.newClause, 2, 60, own);
            var owner = Typed.text("newOwner", typed.newOwner, 2, 100, own);
            head =
                    source == null
                            ? null
                            : new ChainDraft.Head(
                                    new Bilingual(name, name),
                                    clause,
                                    new Bilingual(owner, owner),
                                    new Atlas.Basis(
                                            new Bilingual(source.title(), source.title()),
                                            source.url(),
                                            source.asOf(),
                                            source.confidence()));
        }
        problems.include(own);
        return own.none() && head != null && source != null
                ? new EtoLayout.About(key, head, source)
                : null;
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
            String chosen, List<UploadedTables.Upload> uploads, Layout layout, Problems problems) {
        if (!problems.none()) {
            return null;
        }
        if (uploads.isEmpty()) {
            problems.add("", null, "files", "", "required");
            return null;
        }
        var named = byName(uploads);
        if (EtoLayout.is(named.keySet())) {
            var about = about(chosen, layout, problems);
            return about == null ? null : EtoLayout.read(about, named, problems).draft();
        }
        var found = UploadedTables.read(uploads, problems);
        var said = ChainReading.keyOf(found, problems);
        var key = said == null ? chosen : said;
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
