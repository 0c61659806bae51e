package yanzhen.app.cluster.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Files of import jobs between the upload and the end of reading, or of doubt. */
@Component
class Uploads {

    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

    private final Path folder;

    Uploads(@Value("${yanzhen.data}") Path data) {
        this.folder = data.resolve("imports");
    }

    /** Moves a file here. */
    void keep(UUID job, Path file) {
        try {
            Files.createDirectories(folder);
            Files.move(file, of(job));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path of(UUID job) {
        return folder.resolve(job + ".upload");
    }

    /** Whether it is here: another process may have taken it over. */
    boolean has(UUID job) {
        return Files.exists(of(job));
    }

    /** Deletes the file, if it is still there: one whose reading was cut short is. */
    void drop(UUID job) {
        try {
            Files.deleteIfExists(of(job));
        } catch (IOException e) {
            LOG.warn("The uploaded file of import {} could not be deleted", job, e);
        }
    }
}
