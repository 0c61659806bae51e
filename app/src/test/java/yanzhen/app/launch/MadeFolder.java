package yanzhen.app.launch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** A folder with a supply network, made for a test. */
record MadeFolder(Path folder) {

    /**
     * Four firms, three sectors: 1 sells to 2 and 4, 2 to 3 and 4, 4 to 3, each with attributes and
     * two scenarios.
     */
    static MadeFolder small(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new MadeFolder(folder)
                .with("firms.tsv", "firm\tsector\n1\t1\n2\t2\n3\t3\n4\t2\n")
                .with(
                        "edges.tsv",
                        "supplier\tcustomer\tweight\n1\t2\t10\n1\t4\t30\n2\t3\t20\n2\t4\t5\n4\t3\t40\n")
                .with("essential.txt", "022\n012\n000\n")
                .with(
                        "attributes.tsv",
                        "firm\tmarket\trevenue\tcosts\temployees\n1\t1\t50\t9\t3\n2\t2\t30\t11\t0\n3\t1\t70\t80\t12\n4\t2\t45\t40\t7\n")
                .with(
                        "scenarios.tsv",
                        "scenario\tfirm\tpsi\tpsi_up\n1\t1\t0.5\t0\n2\t2\t1\t0.25\n2\t4\t0.1\t1\n");
    }

    /** As many firms and about as many links as one says, always the same for a seed. */
    static MadeFolder random(Path folder, int firms, int links, long seed) throws IOException {
        Files.createDirectories(folder);
        var random = new Random(seed);
        int sectors = Math.min(20, firms);
        var made = new MadeFolder(folder);
        try (var out = Files.newBufferedWriter(folder.resolve("firms.tsv"))) {
            out.write("firm\tsector\n");
            for (int firm = 0; firm < firms; firm++) {
                int sector = firm < sectors ? firm : random.nextInt(sectors);
                out.write((firm + 1) + "\t" + (sector + 1) + "\n");
            }
        }
        var pairs = new HashSet<Long>();
        try (var out = Files.newBufferedWriter(folder.resolve("edges.tsv"))) {
            out.write("supplier\tcustomer\tweight\n");
            while (pairs.size() < links) {
                // The product of two uniform numbers: few firms have most of the links.
                int supplier = (int) (firms * random.nextDouble() * random.nextDouble());
                int customer = (int) (firms * random.nextDouble() * random.nextDouble());
                if (pairs.add((long) supplier << Integer.SIZE | customer)) {
                    double weight = Math.exp(2 * random.nextGaussian()) * 1000;
                    out.write(
                            String.format(
                                    Locale.ROOT,
                                    "%d\t%d\t%.6g\n",
                                    supplier + 1,
                                    customer + 1,
                                    weight));
                }
            }
        }
        var classes = new StringBuilder();
        for (int row = 0; row < sectors; row++) {
            for (int column = 0; column < sectors; column++) {
                classes.append(random.nextInt(4) * 2 / 3);
            }
            classes.append('\n');
        }
        return made.with("essential.txt", classes.toString());
    }

    MadeFolder with(String file, String content) throws IOException {
        return with(file, content.getBytes(StandardCharsets.UTF_8));
    }

    MadeFolder with(String file, byte[] content) throws IOException {
        Files.write(folder.resolve(file), content);
        return this;
    }

    MadeFolder without(String file) throws IOException {
        Files.delete(folder.resolve(file));
        return this;
    }

    /** The file as gzip, instead of the plain one. */
    MadeFolder packed(String file) throws IOException {
        var bytes = gzip(Files.readAllBytes(folder.resolve(file)));
        return without(file).with(file + ".gz", bytes);
    }

    static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    /** The command on this folder, in English. */
    Said diagnosed(String... options) {
        var arguments = new String[options.length + 4];
        arguments[0] = "diagnose";
        arguments[1] = folder.toString();
        arguments[2] = "--lang";
        arguments[3] = "en";
        System.arraycopy(options, 0, arguments, 4, options.length);
        return Said.by(arguments);
    }
}
