package yanzhen.app.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Problem;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.UploadedTable.Column;

/**
 * 批量导入: a table is read and compared with the register, waits for confirmation, and is then stored
 * whole or not at all.
 *
 * <p>Reading and storing go on in the background, one table at a time; {@link Job} says how far.
 * Until it is confirmed the register does not notice a table. Only the account that uploaded it
 * sees it; a district officer imports rows of the district only.
 */
public interface Imports {

    /** What the rows are. */
    enum Kind {
        /** 机构. */
        ORGANISATIONS,
        /** 认定. */
        RECOGNITIONS
    }

    /** 状态. */
    enum State {
        /** 读取中. */
        READING,
        /** 有错: something must be mended in the file first. */
        WRONG,
        /** 待确认. */
        READY,
        /** 写入中. */
        STORING,
        /** 已导入. */
        STORED,
        /** 失败: nothing was stored; {@link Job#fault} says why. */
        FAILED,
        /** 已放弃. */
        DISCARDED;

        /** Whether the background is at work on it. */
        public boolean atWork() {
            return this == READING || this == STORING;
        }
    }

    /**
     * 导入任务.
     *
     * @param source where the table comes from, in the words of the one who uploaded it; the reason
     *     in the audit records
     * @param columns keys of the columns that the file has; none when it could not be read to its
     *     end
     * @param read rows read so far
     * @param stored rows stored so far
     * @param problems how many there are, those not kept included
     * @param fault why it failed: {@code interrupted}, {@code staging-lost}, {@code collided} or
     *     {@code internal}; {@code moved} when it waits again; null when it did not
     */
    record Job(
            UUID id,
            Kind kind,
            String fileName,
            long bytes,
            String sha256,
            String source,
            State state,
            List<String> columns,
            Tally tally,
            int read,
            int stored,
            long problems,
            @Nullable String fault,
            Instant createdAt,
            @Nullable Instant endedAt) {

        /** Whether there may be more problems than were found: the file has not been read whole. */
        public boolean maybeMore() {
            return columns.isEmpty() && problems > 1;
        }
    }

    /**
     * How many rows would do what; together they are all rows read.
     *
     * @param out rows that somebody has left out
     */
    record Tally(int fresh, int changed, int unchanged, int wrong, int out) {
        public static final Tally NOTHING = new Tally(0, 0, 0, 0);

        /** With no row left out. */
        public Tally(int fresh, int changed, int unchanged, int wrong) {
            this(fresh, changed, unchanged, wrong, 0);
        }

        /** Rows that would change the register. */
        public int effective() {
            return fresh + changed;
        }
    }

    /**
     * 预览行: what one row would do.
     *
     * @param line row of the file
     * @param fresh whether it would add; otherwise it changes what is there
     * @param key credit code, or what stands in for it
     * @param values one per field that it sets
     */
    record Line(
            int line, boolean fresh, String key, @Nullable UUID organisation, List<Value> values) {}

    /**
     * A field before and after.
     *
     * @param before null when there was nothing; of a name by which the organisation was found, how
     *     the file writes it
     */
    record Value(String field, @Nullable String before, String after) {
        public boolean changed() {
            return !after.equals(before == null ? "" : before);
        }
    }

    /** The columns that a table of this kind may have. */
    List<Column> columns(Kind kind);

    /**
     * Takes a file over and begins to read it once the transaction at hand has committed.
     *
     * @param file may hold anything; moved away when the transaction commits
     * @param source at most 500 characters
     * @throws Busy when too many tables wait already
     */
    UUID open(Kind kind, String fileName, Path file, String source);

    /** Waits until the background is done with it, or the patience is at its end. */
    void await(UUID job, Duration patience);

    Optional<Job> find(UUID job);

    /** Those of the viewer, the latest first. */
    List<Job> own(int most);

    /** Problems by line and column, from a place on; the first 1,000 are kept. */
    List<Problem> problems(UUID job, int from, int most);

    /**
     * 待认定的名称: a name of the file that may mean more than one organisation, or one not for certain.
     *
     * @param rows how many rows write it, of the problems that were kept
     * @param candidates the likeliest first
     */
    record DoubtfulName(String written, int rows, List<Candidate> candidates) {}

    /** 候选: an organisation that a name may mean, and how likely, in percent. */
    record Candidate(Organisation organisation, int percent) {}

    /** Names of a table with problems that somebody must decide on, in the order of the file. */
    List<DoubtfulName> doubtfulNames(UUID job);

    /**
     * Says what names mean, for this table and all to come, and begins to read it anew once the
     * transaction at hand has committed.
     *
     * @param meanings organisations by the name as written; other names stay in doubt
     * @throws NotReady when the table is not one with problems
     * @throws Gone when its file is no longer there
     * @throws yanzhen.app.access.Forbidden when an organisation lies in another district
     */
    void settle(UUID job, Map<String, UUID> meanings);

    /** The file was dropped: it must be handed in again. */
    final class Gone extends Conflict {
        public Gone() {
            super("import-gone", "The file is no longer kept. Hand it in again.");
        }
    }

    /** Rows that would add or change something, in the order of the file, after a row of it. */
    List<Line> preview(UUID job, int afterLine, int most);

    /**
     * Begins to store the rows once the transaction at hand has committed.
     *
     * @throws NotReady when it does not wait for confirmation
     */
    void confirm(UUID job);

    /**
     * Drops the rows that wait.
     *
     * @throws NotReady when there is nothing to drop
     */
    void discard(UUID job);

    /** The table is in another state. */
    final class NotReady extends Conflict {
        public NotReady(State state) {
            super("import-not-ready", "The import is %s.".formatted(state), state.name());
        }
    }

    /** Too many tables wait already. */
    final class Busy extends Conflict {
        public Busy(int waiting) {
            super(
                    "import-busy",
                    "%d uploaded tables wait to be read. Try again in a minute.".formatted(waiting),
                    String.valueOf(waiting));
        }
    }
}
