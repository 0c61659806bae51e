package yanzhen.app.challenge.need;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.challenge.need.Need.Answer;
import yanzhen.app.challenge.need.Need.Call;
import yanzhen.app.challenge.need.Need.CoOwner;
import yanzhen.app.challenge.need.Need.Draft;
import yanzhen.app.challenge.need.Need.Judgement;
import yanzhen.app.challenge.need.Need.State;
import yanzhen.app.challenge.need.Need.Step;
import yanzhen.app.challenge.need.Need.Verdict;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Slice;

/** 需求库: needs from the draft to the wall. Everything that is read is what the viewer may see. */
public interface Needs {

    /** 排序, the largest first but for the day. */
    enum Sort {
        /** Those that wait for a judgement, then those that can be published, then the others. */
        STATE,
        SUBMITTED,
        BUDGET,
        WANTED
    }

    /**
     * What to look for.
     *
     * @param words part of title, problem or the owner's name; empty for all
     * @param state name of a state; empty for all
     * @param category of the five bases; empty for all
     * @param chain key of a chain; empty for all
     * @param from WEAK_LINK for those that came from one, name of a collector, or empty for all
     */
    record Query(
            String words, String state, String category, String chain, String from, Sort sort) {

        public static Query all() {
            return new Query("", "", "", "", "", Sort.STATE);
        }

        /** All of one state. */
        public static Query in(State state) {
            return new Query("", state.name(), "", "", "", Sort.STATE);
        }
    }

    /**
     * A need in a list.
     *
     * @param chain where its weak link lies; null when it comes from none
     * @param node the weak link; null when it comes from none
     */
    record Listed(Need need, @Nullable Bilingual chain, @Nullable Bilingual node) {}

    /**
     * 相似需求.
     *
     * @param likeness with how it was reached
     */
    record Alike(Need need, Likeness.Of likeness) {}

    /** Two values make the cursor. */
    Slice<Listed> search(Query query, @Nullable Cursor after, int size);

    long count(Query query);

    Optional<Need> find(UUID id);

    /** Those of the ids that the viewer may see, in two queries. */
    Map<UUID, Need> byId(Collection<UUID> ids);

    /**
     * The rules in force.
     *
     * @throws NeedRules.NoRules when no pack has brought any
     */
    NeedRules rules();

    UUID draft(Draft draft);

    /** Several at once, all of them or none. */
    List<UUID> draftAll(List<Draft> drafts);

    /**
     * Changes a draft, or one that was sent back.
     *
     * @param seen revision that was changed; null for whatever it is
     * @throws Stuck when it is neither
     * @throws Changed when somebody else has changed it since
     */
    void edit(UUID id, Draft draft, @Nullable Integer seen);

    /**
     * Hands it in.
     *
     * @throws yanzhen.app.kernel.Problems.Refused with all that is missing; it stays as it is
     */
    void submit(UUID id);

    /** Takes it back, with a reason; not while its call is open. */
    void withdraw(UUID id, String reason);

    /**
     * Judges one that was handed in.
     *
     * @throws yanzhen.app.access.Forbidden for whoever is no officer, or acts for one of its
     *     organisations
     * @throws yanzhen.app.kernel.Problems.Refused when the verdict goes against its own answers, or
     *     one that is publishable lacks something
     */
    void judge(UUID id, Verdict verdict, String reason, List<Answer> answers);

    /**
     * Merges one into another, which stays.
     *
     * @throws Stuck when one of them cannot be merged, or a chain would come of it
     */
    void merge(UUID id, UUID root, String reason);

    /**
     * Takes it out of the one that it was merged into.
     *
     * @throws Stuck once that one is in a call
     */
    void part(UUID id, String reason);

    /** Latest first; nothing for whoever is no party to it. */
    List<Judgement> judgements(UUID id);

    /** In order; nothing for whoever is no party to it. */
    List<Step> steps(UUID id);

    /** Those that were merged into it. */
    List<CoOwner> coOwners(UUID id);

    /** Challenges drafted from it that the viewer may see, the latest first. */
    List<Call> calls(UUID id);

    /** Those among the ones that still want to be met, the likest first. */
    List<Alike> alike(UUID id);

    /**
     * Why the viewer may not judge it; empty when nothing speaks against.
     *
     * @return code of the {@link yanzhen.app.access.Forbidden}
     */
    Optional<String> mayNotJudge(Need need);

    /**
     * Stores that a challenge was drafted from it; part of drafting the challenge.
     *
     * @throws Stuck when it is not publishable
     */
    void call(UUID id, UUID challenge);

    /** The need that a challenge was drafted from. */
    Optional<Need> ofChallenge(UUID challenge);

    /** It is in a state that does not allow this. */
    final class Stuck extends Conflict {
        public Stuck(String move, State state) {
            super("need-" + move, "A need that is %s does not allow: %s.".formatted(state, move));
        }
    }

    /** Somebody else has changed it since it was read. */
    final class Changed extends Conflict {
        public Changed(int now) {
            super(
                    "need-changed",
                    "The need has been changed since; it is at revision %d now. Read it again."
                            .formatted(now));
        }
    }
}
