package yanzhen.app.chain.dossier;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import yanzhen.app.access.Forbidden;
import yanzhen.app.site.Conflict;

/**
 * 图谱与清单各版: drafted from the store, frozen, then signed or sent back by the owner of the chain. Each
 * step leaves an audit record in its transaction.
 */
public interface Editions {

    /**
     * An edition as it was frozen.
     *
     * @param content with the part of the offices where the viewer may see it
     * @param offices lines of that part; none for those who may not see it
     * @param sound whether the parts still have the digests that the edition names
     */
    record Frozen(
            Edition edition, Content content, Map<Listing, List<Line>> offices, boolean sound) {

        /** Whether only the offices see the line. */
        public boolean internal(Listing listing, Line line) {
            return offices.getOrDefault(listing, List.of()).contains(line);
        }
    }

    /** 草稿: composed of what the viewer may see now; nothing is stored. Empty without the chain. */
    Optional<Content> draft(String chain);

    /** Editions of a chain that the viewer may see, the latest first. */
    List<Edition> of(String chain);

    Optional<Edition> find(String chain, int number);

    /** The latest signed one. */
    Optional<Edition> inForce(String chain);

    /** What an edition says. */
    Frozen read(Edition edition);

    /** The open part as it was written; its SHA-256 in UTF-8 is the edition's open digest. */
    String openText(Edition edition);

    /**
     * Freezes what the store says now: what a visitor sees as the open part, what the viewer sees
     * beyond it as the part of the offices.
     *
     * @param note what the edition is for, 2 to 500 letters
     * @throws Waiting when one waits for its decision
     */
    Edition freeze(String chain, String note);

    /** Whether the viewer signs for a chain: its chief, or the task force where it has none. */
    boolean signs(String chain);

    /**
     * 签发: from now on everybody reads it.
     *
     * @throws Forbidden when the viewer does not sign for the chain
     * @throws Decided when it is signed or sent back already
     */
    void sign(UUID edition, String reason);

    /**
     * 退回 with a reason; its number is not given again.
     *
     * @throws Forbidden when the viewer does not sign for the chain
     * @throws Decided when it is signed or sent back already
     */
    void sendBack(UUID edition, String reason);

    /** One edition of a chain waits for its owner at a time. */
    final class Waiting extends Conflict {
        public Waiting(int number) {
            super(
                    "edition-waiting",
                    "Edition %d waits for the owner of the chain; it must be signed or sent back first."
                            .formatted(number),
                    number);
        }
    }

    /** It has been decided on. */
    final class Decided extends Conflict {
        public Decided(int number) {
            super(
                    "edition-decided",
                    "Edition %d is signed or sent back already.".formatted(number),
                    number);
        }
    }
}
