package yanzhen.app.cluster.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;
import yanzhen.app.cluster.Imports;
import yanzhen.app.cluster.Imports.Kind;
import yanzhen.app.evidence.Commands;

/** Hands an uploaded table in, once for its key. */
@Component
class Handover {

    private static final int LONGEST_NAME = 255;

    private record UploadCommand(Kind kind, String fileName, long bytes, String source) {}

    private final Imports imports;
    private final Commands commands;

    Handover(Imports imports, Commands commands) {
        this.imports = imports;
        this.commands = commands;
    }

    /**
     * Opens the import.
     *
     * @return its id
     * @throws Imports.Busy when too many tables wait already
     */
    Commands.Answer of(String key, Kind kind, MultipartFile file, String source) {
        var name = name(file);
        var aside = aside();
        try {
            return commands.once(
                    key,
                    new UploadCommand(kind, name, file.getSize(), source),
                    () -> {
                        fill(aside, file);
                        return imports.open(kind, name, aside, source).toString();
                    });
        } finally {
            delete(aside);
        }
    }

    private static String name(MultipartFile file) {
        var given = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        var bare = given.replaceAll("^.*[/\\\\]", "").replaceAll("\\p{Cntrl}", "").strip();
        var name = bare.isEmpty() ? "table" : bare;
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    /** The file outlives the request that brought it. */
    private static Path aside() {
        try {
            return Files.createTempFile("yanzhen-import", ".upload");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(Path aside, MultipartFile file) {
        try {
            file.transferTo(aside);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing is left of a table that was not taken. */
    private static void delete(Path aside) {
        try {
            Files.deleteIfExists(aside);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
