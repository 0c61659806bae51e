package yanzhen.app.chain.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.chain.CascadeReading;
import yanzhen.engine.Cascade;
import yanzhen.engine.MalformedNetwork;
import yanzhen.engine.NetworkFile;
import yanzhen.engine.SupplyNetwork;

/**
 * The data sets in use, kept in memory, a few at most. What holds is in the database; the links lie
 * beside it as files by their digest, written from it and mapped, and may be deleted at any time.
 */
@Component
class NetworkShelf {

    private static final int NETWORKS = 2;
    private static final int CASCADES = 3;

    private record Prepared(
            String digest,
            CascadeReading.Inputs inputs,
            CascadeReading.Substitutes substitutes,
            String goods) {}

    /** A place on a shelf: two who ask for the same at once shall not load it twice. */
    private static final class Slot<V> {
        private @Nullable V value;

        synchronized V get(Supplier<V> made) {
            if (value == null) {
                value = made.get();
            }
            return value;
        }
    }

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Path folder;
    private final Map<String, Slot<LoadedNetwork>> networks = new LinkedHashMap<>(4, 0.75f, true);
    private final Map<Prepared, Slot<Cascade>> cascades = new LinkedHashMap<>(4, 0.75f, true);

    NetworkShelf(JdbcClient jdbc, ObjectMapper json, @Value("${yanzhen.data}") Path data) {
        this.jdbc = jdbc;
        this.json = json;
        folder = data.resolve("networks");
    }

    /** Inside of a transaction of somebody who may read it. */
    LoadedNetwork network(String digest) {
        return kept(networks, digest, NETWORKS, () -> load(digest));
    }

    Cascade cascade(LoadedNetwork network, CascadeReading reading) {
        var key =
                new Prepared(
                        network.digest, reading.inputs(), reading.substitutes(), reading.goods());
        return kept(cascades, key, CASCADES, () -> network.cascade(reading));
    }

    /** Loading one keeps nobody waiting who asks for another that stands there. */
    private static <K, V> V kept(Map<K, Slot<V>> shelf, K key, int most, Supplier<V> made) {
        Slot<V> slot;
        synchronized (shelf) {
            slot = shelf.computeIfAbsent(key, _ -> new Slot<>());
            if (shelf.size() > most) {
                shelf.remove(shelf.keySet().iterator().next());
            }
        }
        return slot.get(made);
    }

    private LoadedNetwork load(String digest) {
        var firms =
                jdbc.sql("select firms from chain.supply_content where digest = ?")
                        .param(digest)
                        .query((row, _) -> NetworkContent.firms(row.getBytes(1), json))
                        .single();
        try {
            return new LoadedNetwork(digest, firms, links(digest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SupplyNetwork links(String digest) throws IOException {
        var file = folder.resolve(digest + ".yzn");
        if (Files.isRegularFile(file)) {
            try {
                return NetworkFile.read(file).network();
            } catch (MalformedNetwork e) {
                Files.deleteIfExists(file);
            }
        }
        write(digest, file);
        return NetworkFile.read(file).network();
    }

    private void write(String digest, Path file) throws IOException {
        var links =
                jdbc.sql("select links from chain.supply_content where digest = ?")
                        .param(digest)
                        .query((row, _) -> row.getBytes(1))
                        .single();
        Files.createDirectories(folder);
        var part = Files.createTempFile(folder, digest, ".part");
        Files.write(part, links);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
