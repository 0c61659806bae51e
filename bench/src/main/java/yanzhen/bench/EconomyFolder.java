package yanzhen.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import yanzhen.engine.InputClass;

/** Writes a made-up economy as a folder that {@code ./yanzhen diagnose} reads. */
final class EconomyFolder {

    private static final long SEED = 7;

    private EconomyFolder() {}

    /** Arguments: folder, which must not exist; firms, links, sectors. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 4) {
            System.err.println("Usage: EconomyFolder FOLDER FIRMS LINKS SECTORS");
            System.exit(2);
        }
        var economy =
                new SyntheticEconomy(
                        Integer.parseInt(arguments[1]),
                        Integer.parseInt(arguments[2]),
                        Integer.parseInt(arguments[3]),
                        SEED);
        write(economy, Files.createDirectory(Path.of(arguments[0])));
        System.out.println(economy.network().links());
    }

    static void write(SyntheticEconomy economy, Path folder) throws IOException {
        try (var firms = Files.newBufferedWriter(folder.resolve("firms.tsv"))) {
            firms.write("firm\tsector\n");
            for (int firm = 0; firm < economy.network().firms(); firm++) {
                firms.write((firm + 1) + "\t" + (economy.sectorOf(firm) + 1) + "\n");
            }
        }
        try (var edges = Files.newBufferedWriter(folder.resolve("edges.tsv"))) {
            edges.write("supplier\tcustomer\tweight\n");
            economy.network().forEach((from, to, weight) -> edge(edges, from, to, weight));
        }
        try (var classes = Files.newBufferedWriter(folder.resolve("essential.txt"))) {
            for (int supplying = 0; supplying < economy.sectors(); supplying++) {
                classes.write(row(economy, supplying) + "\n");
            }
        }
    }

    private static void edge(BufferedWriter edges, int from, int to, double weight) {
        try {
            edges.write((from + 1) + "\t" + (to + 1) + "\t" + weight + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String row(SyntheticEconomy economy, int supplying) {
        var row = new StringBuilder();
        for (int buying = 0; buying < economy.sectors(); buying++) {
            row.append(digit(economy.classOf(supplying, buying)));
        }
        return row.toString();
    }

    private static char digit(InputClass one) {
        return switch (one) {
            case ESSENTIAL -> '2';
            case NON_ESSENTIAL -> '1';
            case NEGLIGIBLE -> '0';
        };
    }
}
