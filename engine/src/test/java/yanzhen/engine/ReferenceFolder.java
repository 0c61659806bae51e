package yanzhen.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A folder of reference numbers that lies beside the checkout, where it does: networks and what the
 * authors' code computes for them. Firms and sectors are numbered from 1 there.
 */
record ReferenceFolder(Path folder) {

    static final Path ROOT = Path.of("..", "..", "shared", "reference", "esri");

    static ReferenceFolder named(String name) {
        return new ReferenceFolder(ROOT.resolve(name));
    }

    static boolean absent() {
        return !Files.isDirectory(ROOT);
    }

    boolean has(String file) {
        return Files.exists(folder.resolve(file)) || Files.exists(folder.resolve(file + ".gz"));
    }

    /** Rows by column, without the header. */
    List<Map<String, String>> table(String file) {
        var lines = lines(file);
        var heads = lines.getFirst().split("\t", -1);
        var rows = new ArrayList<Map<String, String>>();
        for (var line : lines.subList(1, lines.size())) {
            var cells = line.split("\t", -1);
            var row = new LinkedHashMap<String, String>();
            for (int at = 0; at < heads.length; at++) {
                row.put(heads[at], cells[at]);
            }
            rows.add(row);
        }
        return rows;
    }

    List<String> lines(String file) {
        var plain = folder.resolve(file);
        try (var in =
                        Files.exists(plain)
                                ? Files.newInputStream(plain)
                                : new GZIPInputStream(
                                        Files.newInputStream(folder.resolve(file + ".gz")));
                var reader =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().filter(it -> !it.isBlank()).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    int[] sectors() {
        return table("firms.tsv").stream().mapToInt(it -> number(it, "sector") - 1).toArray();
    }

    static int number(Map<String, String> row, String column) {
        return Integer.parseInt(row.getOrDefault(column, ""));
    }

    static double decimal(Map<String, String> row, String column) {
        return Double.parseDouble(row.getOrDefault(column, ""));
    }

    double[] attribute(String column) {
        return table("attributes.tsv").stream().mapToDouble(it -> decimal(it, column)).toArray();
    }

    int[] markets() {
        return table("attributes.tsv").stream().mapToInt(it -> number(it, "market") - 1).toArray();
    }

    SupplyNetwork network() {
        var builder = new NetworkBuilder(sectors().length);
        table("edges.tsv")
                .forEach(it ->
                        builder.add(
                                number(it, "supplier") - 1,
                                number(it, "customer") - 1,
                                decimal(it, "weight")));
        return builder.build().network();
    }

    InputClasses classes() {
        var rows = new ArrayList<InputClass[]>();
        for (var line : lines("essential.txt")) {
            rows.add(
                    line.strip().chars().mapToObj(it -> inputClass(it)).toArray(InputClass[]::new));
        }
        return InputClasses.of(rows.toArray(InputClass[][]::new));
    }

    private static InputClass inputClass(int digit) {
        return switch (digit) {
            case '0' -> InputClass.NEGLIGIBLE;
            case '1' -> InputClass.NON_ESSENTIAL;
            case '2' -> InputClass.ESSENTIAL;
            default -> throw new IllegalArgumentException("There is no class " + (char) digit);
        };
    }

    /** Shocks of scenarios.tsv by scenario, with the upward loss from the named column. */
    List<Shock> scenarios(String upColumn) {
        var byScenario = new LinkedHashMap<Integer, List<Map<String, String>>>();
        table("scenarios.tsv")
                .forEach(it ->
                        byScenario
                                .computeIfAbsent(number(it, "scenario"), _ -> new ArrayList<>())
                                .add(it));
        return byScenario.values().stream()
                .map(rows ->
                        Shock.of(
                                rows.stream().mapToInt(it -> number(it, "firm") - 1).toArray(),
                                rows.stream().mapToDouble(it -> decimal(it, "psi")).toArray(),
                                rows.stream().mapToDouble(it -> decimal(it, upColumn)).toArray()))
                .toList();
    }
}
