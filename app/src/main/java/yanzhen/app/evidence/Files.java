package yanzhen.app.evidence;

import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;

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
     * @throws Unacceptable when it is empty, too large, of a type that is not taken, or when it
     *     brings what acts or hides; then nothing of it is kept
     */
    StoredFile store(String name, InputStream content, @Nullable UUID organisation);

    /**
     * Everything for which {@link #store} would not take this file; keeps nothing.
     *
     * @return empty when it would be taken
     */
    List<Problem> check(String name, InputStream content);

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

    /** Files are not taken, for all these reasons. */
    final class Unacceptable extends RuntimeException {

        private final transient List<Problem> problems;

        /**
         * With everything that is wrong.
         *
         * @param problems at least one; the value of each is the name of its file
         */
        public Unacceptable(List<Problem> problems) {
            super("Not taken: %s.".formatted(problems.getFirst()));
            this.problems = List.copyOf(problems);
        }

        public Unacceptable(String code, String name) {
            this(List.of(new Problem("", null, "", name, code, List.of())));
        }

        public List<Problem> problems() {
            return problems;
        }

        /** Tells all of them of a field of a form. */
        public void tell(String field, Problems of) {
            Files.tell(problems, field, of);
        }
    }

    /** Adds what {@link #check} found, as problems of a field of a form. */
    static void tell(List<Problem> found, String field, Problems of) {
        found.forEach(
                it -> of.add(new Problem("", null, field, it.value(), it.code(), it.details())));
    }

    /** What lies on disk is not what was uploaded; nobody gets it. */
    final class Changed extends RuntimeException {
        public Changed(StoredFile file) {
            super("The file %s is not what was uploaded.".formatted(file.id()));
        }
    }
}
