package yanzhen.app.chain.supply;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import yanzhen.app.kernel.Problems;

/**
 * One file of a folder, plain or as gzip with the ending {@code .gz}.
 *
 * @param name without that ending, such as {@code edges.tsv}
 * @param problems where everything wrong with it goes
 */
record FolderFile(Path folder, String name, Problems problems) {

    /** What is done with each line. */
    interface Reading {
        void read(TextLines lines) throws IOException;
    }

    /** The name as it is in the folder. */
    String shown() {
        return Files.exists(plain()) ? name : name + ".gz";
    }

    private Path plain() {
        return folder.resolve(name);
    }

    private Path packed() {
        return folder.resolve(name + ".gz");
    }

    /**
     * Reads it line by line; what keeps it from being read is a problem.
     *
     * @param needed the case that needs it; empty when every case does
     */
    void read(String needed, Reading reading) {
        if (!Files.exists(plain()) && !Files.exists(packed())) {
            var code = needed.isEmpty() ? "supply-file-missing" : "supply-case-file-missing";
            problems.add(name, null, "", "", code, name, needed);
        } else if (Files.exists(plain()) && Files.exists(packed())) {
            problems.add(name, null, "", "", "supply-file-twice", name);
        } else {
            readOnly(reading);
        }
    }

    private void readOnly(Reading reading) {
        int reached = 0;
        try (var lines = open()) {
            try {
                reading.read(lines);
            } finally {
                reached = lines.number();
            }
        } catch (EOFException | ZipException e) {
            problems.add(shown(), reached + 1, "", "", "supply-gzip", shown());
        } catch (IOException e) {
            problems.add(shown(), null, "", String.valueOf(e.getMessage()), "supply-unreadable");
        }
    }

    private TextLines open() throws IOException {
        if (Files.exists(plain())) {
            return new TextLines(Files.newInputStream(plain()));
        }
        var bytes = Files.newInputStream(packed());
        try {
            return new TextLines(new GZIPInputStream(bytes, 1 << 16));
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    void problem(int line, String field, String value, String code, String... details) {
        problems.add(shown(), line, field, value, code, details);
    }

    /** A problem of the file as a whole. */
    void problem(String field, String value, String code, String... details) {
        problems.add(shown(), null, field, value, code, details);
    }
}
