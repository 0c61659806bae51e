package yanzhen.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * Rows per second of an import, from the first byte of the upload until every organisation is in
 * the register with its audit record; beside a bare COPY of the same rows into the same PostgreSQL.
 */
final class ImportBench {

    private static final String BOUNDARY = "yanzhen-bench";
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final URI server;
    private final String login;
    private final Path data;
    private final ProcessHandle process;
    private final HttpClient client = HttpClient.newHttpClient();
    private long exported;

    private ImportBench(URI server, String login, Path data, ProcessHandle process) {
        this.process = process;
        this.server = server;
        this.login = login;
        this.data = data;
    }

    /** Arguments: server, login:password, data folder and process of the server, rows, seed. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 6) {
            System.err.println("Usage: ImportBench SERVER LOGIN:PASSWORD DATA PID ROWS SEED");
            System.exit(2);
        }
        int rows = Integer.parseInt(arguments[4]);
        int seed = Integer.parseInt(arguments[5]);
        var bench =
                new ImportBench(
                        URI.create(arguments[0]),
                        arguments[1],
                        Path.of(arguments[2]),
                        ProcessHandle.of(Long.parseLong(arguments[3])).orElseThrow());
        var folder = Files.createTempDirectory("yanzhen-import-bench");
        System.out.println(
                "| what | rows | seconds | rows/s | CPU seconds | rows per CPU second | file MB |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|");
        bench.importing(
                "warm-up, CSV",
                5_000,
                new ManyOrganisations(5_000, seed).csv(folder.resolve("warm.csv")));
        bench.copying(rows, new ManyOrganisations(rows, seed + 1).csv(folder.resolve("copy.csv")));
        bench.importing(
                "import, CSV",
                rows,
                new ManyOrganisations(rows, seed + 2).csv(folder.resolve("a.csv")));
        bench.importing(
                "import, XLSX",
                rows,
                new ManyOrganisations(rows, seed + 3).xlsx(folder.resolve("b.xlsx")));
        bench.importing("import again, CSV (unchanged)", rows, folder.resolve("a.csv"));
        bench.copying(rows, folder.resolve("copy.csv"));
        bench.exporting(folder.resolve("out"));
    }

    private void importing(String what, int rows, Path table)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(server.resolve("/api/v1/imports"))
                        .header("Authorization", basic())
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .timeout(LIMIT)
                        .POST(BodyPublishers.ofInputStream(() -> multipart(table)))
                        .build();
        double busy = cpuSeconds();
        long begun = System.nanoTime();
        var answer = client.send(request, BodyHandlers.ofString());
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (answer.statusCode() != 201 && answer.statusCode() != 202) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        print(what, rows, seconds, cpuSeconds() - busy, table);
    }

    private static InputStream multipart(Path table) {
        var head =
                field("kind", "ORGANISATIONS")
                        + field("source", "bench")
                        + "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"t\"\r\n\r\n"
                                .formatted(BOUNDARY);
        try {
            return new SequenceInputStream(
                    Collections.enumeration(
                            List.of(
                                    stream(head),
                                    Files.newInputStream(table),
                                    stream("\r\n--" + BOUNDARY + "--\r\n"))));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String field(String name, String value) {
        return "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(BOUNDARY, name, value);
    }

    private static InputStream stream(String text) {
        return new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The least that PostgreSQL must do with such rows: no check, no index, no log. */
    private void copying(int rows, Path table) throws SQLException, IOException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    "create unlogged table if not exists public.bench_copy (a text, b text, c text, d text, e text, f text, g text, h text)");
            statement.execute("truncate public.bench_copy");
            double busy = cpuSeconds();
            long begun = System.nanoTime();
            statement.execute(
                    "copy public.bench_copy from '%s' with (format csv, header)"
                            .formatted(table.toAbsolutePath()));
            double seconds = (System.nanoTime() - begun) / 1e9;
            statement.execute("drop table public.bench_copy");
            print(
                    "baseline: bare COPY into an unlogged table",
                    rows,
                    seconds,
                    cpuSeconds() - busy,
                    table);
        }
    }

    /** As the superuser of the database inside the data folder. */
    private Connection connect() throws SQLException, IOException {
        var folder = data.resolve("postgresql");
        var port = Files.readAllLines(folder.resolve("data/postmaster.pid")).get(3).strip();
        var password = Files.readString(folder.resolve("superuser")).strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/yanzhen", "postgres", password);
    }

    private void exporting(Path to) throws IOException, InterruptedException {
        for (var form : List.of("csv", "xlsx")) {
            var request =
                    HttpRequest.newBuilder(server.resolve("/organisations/export/" + form))
                            .timeout(LIMIT)
                            .build();
            double busy = cpuSeconds();
            long begun = System.nanoTime();
            client.send(request, BodyHandlers.ofFile(to));
            double seconds = (System.nanoTime() - begun) / 1e9;
            long rows = form.equals("csv") ? Files.readAllLines(to).size() - 1L : exported;
            exported = rows;
            print("export of the register, " + form, rows, seconds, cpuSeconds() - busy, to);
        }
    }

    /** Of the server and of the database that it started; both cores together. */
    private double cpuSeconds() {
        return java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(process), process.descendants())
                        .flatMap(it -> it.info().totalCpuDuration().stream())
                        .mapToLong(Duration::toMillis)
                        .sum()
                / 1e3;
    }

    private static void print(String what, long rows, double seconds, double cpuSeconds, Path file)
            throws IOException {
        System.out.printf(
                "| %s | %d | %.2f | %.0f | %.2f | %.0f | %.1f |%n",
                what,
                rows,
                seconds,
                rows / seconds,
                cpuSeconds,
                rows / cpuSeconds,
                Files.size(file) / 1e6);
    }

    private String basic() {
        return "Basic "
                + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }
}
