package yanzhen.app.evidence;

import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** 证明材料: uploaded files, kept by their SHA-256 outside of the web root. */
public interface Files {

    /** Largest file in bytes. */
    long MOST_BYTES = 32L << 20;

    /**
     * A stored file.
     *
     * @param name as uploaded, without path parts and control characters
     * @param sha256 in hexadecimal
     */
    record StoredFile(
            UUID id,
            String name,
            String mediaType,
            long bytes,
            String sha256,
            Instant uploadedAt) {}

    /**
     * Checks and keeps a file. Its type is found from its content, whatever its name says.
     *
     * @param organisation whose file it is; null for an officer's own
     * @throws Unacceptable when it is empty, too large or of a type that is not taken
     */
    StoredFile store(String name, InputStream content, @Nullable UUID organisation);

    /** Only what the viewer may see. */
    Optional<StoredFile> find(UUID id);

    /** Lets the officers of a district read a file of the viewer's; once is enough. */
    void shareWithDistrict(UUID file, String district);

    /** Lets an account read a file that the viewer reads; once is enough. */
    void shareWithAccount(UUID file, UUID account);

    /** Files of an organisation, the latest first. */
    List<StoredFile> of(UUID organisation);

    /**
     * Gives files of one organisation to another; those that are not of the first stay where they
     * are.
     *
     * @return those that it took
     */
    List<UUID> handOver(Collection<UUID> files, UUID from, UUID to);

    /**
     * The bytes of a file that {@link #find} returned, once their hash has been computed again.
     *
     * @throws Changed when they are not what was uploaded, or are gone; the audit trail has it
     */
    InputStream open(StoredFile file);

    /** The file is not taken; the code is a problem's code. */
    final class Unacceptable extends RuntimeException {

        private final String code;
        private final String name;

        public Unacceptable(String code, String name) {
            super("The file %s is not taken: %s.".formatted(name, code));
            this.code = code;
            this.name = name;
        }

        public String name() {
            return name;
        }

        public String code() {
            return code;
        }
    }

    /** What lies on disk is not what was uploaded; nobody gets it. */
    final class Changed extends RuntimeException {
        public Changed(StoredFile file) {
            super("The file %s is not what was uploaded.".formatted(file.id()));
        }
    }
}
