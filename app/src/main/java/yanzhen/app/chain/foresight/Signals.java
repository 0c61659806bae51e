package yanzhen.app.chain.foresight;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Slice;

/** 征兆登记: noted, withdrawn, never changed. Each leaves an audit record in its transaction. */
public interface Signals {

    /** 排序. */
    enum Sort {
        DAY,
        RECORDED,
        TITLE
    }

    /**
     * Which signals.
     *
     * @param words in title, detail, place or tags; empty for all
     * @param chain key; empty for all
     * @param tag empty for all
     * @param withdrawn whether those withdrawn are meant instead of those that stand
     */
    record Query(
            String words, String chain, String tag, boolean withdrawn, Sort sort, boolean turned) {}

    Slice<Signal> search(Query query, @Nullable Cursor after, int size);

    long count(Query query);

    Optional<Signal> find(UUID id);

    /** Tags in use, in their order. */
    List<String> tags();

    /** Signals that are linked to a candidate, the latest first. */
    List<Signal> of(UUID candidate);

    UUID note(Signal.Note note);

    /** Notes all or none. */
    int noteAll(List<Signal.Note> notes);

    /**
     * Withdraws a signal that was wrong.
     *
     * @throws Withdrawn when it is already
     */
    void withdraw(UUID id, String reason);

    /** It stands no longer. */
    final class Withdrawn extends Conflict {
        public Withdrawn(UUID id) {
            super("signal-withdrawn", "The signal %s has been withdrawn already.".formatted(id));
        }
    }
}
