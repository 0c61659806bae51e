package yanzhen.app.chain.foresight;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.foresight.Candidate.Draft;
import yanzhen.app.chain.foresight.Candidate.Event;
import yanzhen.app.chain.foresight.Candidate.State;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Slice;

/** 候选技术库. Each change leaves an audit record and an event in its transaction. */
public interface Candidates {

    /** 排序. */
    enum Sort {
        NAME,
        HORIZON,
        READINESS,
        STATE
    }

    /**
     * Which candidates; empty texts ask for all.
     *
     * @param least readiness at least; 0 for all
     */
    record Query(
            String words,
            String chain,
            String horizon,
            String state,
            int least,
            Sort sort,
            boolean turned) {

        public static Query all() {
            return new Query("", "", "", "", 0, Sort.NAME, false);
        }
    }

    Slice<Candidate> search(Query query, @Nullable Cursor after, int size);

    long count(Query query);

    Optional<Candidate> find(UUID id);

    Map<UUID, Candidate> byId(Collection<UUID> ids);

    /** What happened to it, the latest first. */
    List<Event> history(UUID id);

    /** Candidates whose name is much like this one, the likest first, at most five. */
    List<Candidate> likely(String name);

    UUID add(Draft draft);

    /** Adds all or none. */
    int addAll(List<Draft> drafts);

    void edit(UUID id, Draft draft, String reason);

    /**
     * Puts it into another state.
     *
     * @throws Stuck when its state does not lead there
     */
    void move(UUID id, State to, String reason);

    void link(UUID id, UUID signal);

    void unlink(UUID id, UUID signal);

    /**
     * Adds evidence.
     *
     * @param kind one that the level asks for
     */
    UUID show(UUID id, int level, String kind, SourceNote source);

    void withdrawEvidence(UUID id, UUID evidence, String reason);

    /** Its state does not allow this. */
    final class Stuck extends Conflict {
        public Stuck(State from, State to) {
            super(
                    "candidate-stuck",
                    "A candidate that is %s does not become %s by hand.".formatted(from, to));
        }
    }
}
