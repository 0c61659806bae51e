package yanzhen.app.chain.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.chain.SupplyNetworks.Draft;
import yanzhen.app.chain.SupplyNetworks.Firm;
import yanzhen.engine.NetworkBuilder;
import yanzhen.engine.NetworkFile;

/**
 * The bytes of a data set: its firms as gzipped JSON, its links in the engine's form. The digest is
 * of what they say, so that the same rows in another order are the same data set.
 */
final class NetworkContent {

    private final byte[] firms;
    private final byte[] links;
    private final int linkCount;
    private final long merged;
    private final String digest;

    private NetworkContent(byte[] firms, byte[] links, int linkCount, long merged, String digest) {
        this.firms = firms;
        this.links = links;
        this.linkCount = linkCount;
        this.merged = merged;
        this.digest = digest;
    }

    byte[] firms() {
        return firms;
    }

    byte[] links() {
        return links;
    }

    int linkCount() {
        return linkCount;
    }

    /** Rows that were added to another of the same supplier and buyer. */
    long merged() {
        return merged;
    }

    String digest() {
        return digest;
    }

    static NetworkContent of(Draft draft, ObjectMapper json) {
        var plain = json.writeValueAsBytes(draft.firms());
        var builder = new NetworkBuilder(draft.firms().size());
        draft.links().forEach(builder::add);
        var built = builder.build();
        try {
            var file = Files.createTempFile("yanzhen-network", ".yzn");
            try {
                NetworkFile.write(built.network(), file);
                var links = Files.readAllBytes(file);
                var digest = sha256();
                digest.update(plain);
                return new NetworkContent(
                        zipped(plain),
                        links,
                        built.network().links(),
                        built.merged(),
                        HexFormat.of().formatHex(digest.digest(links)));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] zipped(byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(plain);
        }
        return bytes.toByteArray();
    }

    static List<Firm> firms(byte[] zipped, ObjectMapper json) {
        try (var zip = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return List.of(json.readValue(zip.readAllBytes(), Firm[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String digest(byte[]... parts) {
        var digest = sha256();
        Arrays.stream(parts).forEach(digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
