package yanzhen.app.chain.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.chain.ChainDraft;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Sheet;

/**
 * 全链文件: all tables of a chain as one ZIP of CSV files or one JSON, and back into single tables.
 * What goes out in any of the forms may come in again.
 */
final class ChainFiles {

    /** Most files that an archive may hold. */
    private static final int MOST_FILES = 20;

    /** Most bytes that a file of an archive may hold when unpacked. */
    private static final long MOST_BYTES = 64L << 20;

    private static final TypeReference<Map<String, List<Map<String, String>>>> TABLES =
            new TypeReference<>() {};

    private ChainFiles() {}

    static List<Sheet> sheets(ChainDraft draft, Organisations organisations) {
        var sheets = new ArrayList<Sheet>();
        for (var table : ChainTable.values()) {
            sheets.add(ChainSheets.of(draft, table, organisations));
        }
        return sheets;
    }

    static byte[] zip(ChainDraft draft, Organisations organisations) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (var table : ChainTable.values()) {
                var sheet = ChainSheets.of(draft, table, organisations);
                zip.putNextEntry(new ZipEntry(table.key() + ".csv"));
                zip.write(Objects.requireNonNull(sheet.download(Sheet.Form.CSV).getBody()));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Rows by table; an empty cell is left out. */
    static Map<String, List<Map<String, String>>> json(
            ChainDraft draft, Organisations organisations) {
        var tables = new LinkedHashMap<String, List<Map<String, String>>>();
        for (var table : ChainTable.values()) {
            tables.put(table.key(), ChainSheets.of(draft, table, organisations).records());
        }
        return tables;
    }

    /**
     * The tables that a ZIP or a JSON holds, as files of their own; any other file as it is.
     *
     * @param made gets every file that is made, for the caller to delete
     */
    static List<UploadedTables.Upload> unpacked(
            List<UploadedTables.Upload> uploads,
            ObjectMapper json,
            List<Path> made,
            Problems problems)
            throws IOException {
        var all = new ArrayList<UploadedTables.Upload>();
        for (var it : uploads) {
            var name = it.name().toLowerCase(Locale.ROOT);
            if (name.endsWith(".zip")) {
                unzip(it, all, made, problems);
            } else if (name.endsWith(".json")) {
                parse(it, json, all, made, problems);
            } else {
                all.add(it);
            }
        }
        return all;
    }

    private static void unzip(
            UploadedTables.Upload upload,
            List<UploadedTables.Upload> all,
            List<Path> made,
            Problems problems)
            throws IOException {
        try (var zip = new ZipInputStream(Files.newInputStream(upload.file()))) {
            int files = 0;
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                if (++files > MOST_FILES) {
                    problems.add(
                            upload.name(), null, "", "", "zip-files", String.valueOf(MOST_FILES));
                    return;
                }
                var file = created(made);
                if (!copied(zip, file)) {
                    problems.add(
                            upload.name(),
                            null,
                            "",
                            entry.getName(),
                            "table-too-large",
                            String.valueOf(MOST_BYTES >> 20));
                    return;
                }
                var bare = entry.getName().replaceFirst(".*[/\\\\]", "");
                all.add(new UploadedTables.Upload(bare, file));
            }
            if (files == 0) {
                problems.add(upload.name(), null, "", "", "table-unknown");
            }
        } catch (java.util.zip.ZipException e) {
            problems.add(upload.name(), null, "", "", "table-unknown");
        }
    }

    /** Stops at the limit, whatever the archive says of its sizes. */
    private static boolean copied(InputStream from, Path to) throws IOException {
        try (var out = Files.newOutputStream(to)) {
            var chunk = new byte[1 << 16];
            long written = 0;
            for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
                written += read;
                if (written > MOST_BYTES) {
                    return false;
                }
                out.write(chunk, 0, read);
            }
        }
        return true;
    }

    private static void parse(
            UploadedTables.Upload upload,
            ObjectMapper json,
            List<UploadedTables.Upload> all,
            List<Path> made,
            Problems problems)
            throws IOException {
        Map<String, List<Map<String, String>>> tables;
        try {
            tables = json.readValue(Files.readString(upload.file()), TABLES);
        } catch (JacksonException | java.nio.charset.CharacterCodingException e) {
            problems.add(upload.name(), null, "", "", "chain-json");
            return;
        }
        for (var table : tables.entrySet()) {
            var file = created(made);
            Files.write(
                    file,
                    Objects.requireNonNull(
                            sheet(table.getKey(), table.getValue())
                                    .download(Sheet.Form.CSV)
                                    .getBody()));
            all.add(new UploadedTables.Upload(table.getKey() + ".csv", file));
        }
    }

    private static Sheet sheet(String name, List<Map<String, String>> rows) {
        var heads = new LinkedHashSet<String>();
        ChainTable.named(name).ifPresent(it -> heads.addAll(it.heads()));
        rows.forEach(it -> heads.addAll(it.keySet()));
        var sheet = new Sheet(name, List.copyOf(heads));
        for (var row : rows) {
            var cells = new @Nullable Object[heads.size()];
            int at = 0;
            for (var head : heads) {
                cells[at++] = row.get(head);
            }
            sheet.add(cells);
        }
        return sheet;
    }

    private static Path created(List<Path> made) throws IOException {
        var file = Files.createTempFile("yanzhen-chain", ".table");
        made.add(file);
        return file;
    }
}
