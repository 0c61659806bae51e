package yanzhen.app.chain.foresight.store;

import java.util.Comparator;
import java.util.List;
import yanzhen.app.chain.foresight.Candidate;
import yanzhen.app.chain.foresight.Candidates.Query;
import yanzhen.app.chain.foresight.ForesightRules;
import yanzhen.app.site.Cursor;

/** The orders of the register, and where a page of it begins. */
final class CandidateOrder {

    private CandidateOrder() {}

    static Comparator<Candidate> of(Query query, ForesightRules rules) {
        Comparator<Candidate> names =
                Comparator.comparing((Candidate it) -> it.draft().name().zh())
                        .thenComparing(Candidate::id);
        Comparator<Candidate> chosen =
                switch (query.sort()) {
                    case NAME -> names;
                    case HORIZON ->
                            Comparator.comparingInt(it -> rules.place(it.draft().horizon()));
                    case READINESS ->
                            Comparator.comparingInt((Candidate it) -> it.readiness().level())
                                    .reversed();
                    case STATE -> Comparator.comparing(Candidate::state);
                };
        return (query.turned() ? chosen.reversed() : chosen).thenComparing(names);
    }

    /** The place after the candidate that a cursor names. */
    static int behind(List<Candidate> found, Cursor after) {
        for (int at = 0; at < found.size(); at++) {
            if (found.get(at).id().toString().equals(after.values().getLast())) {
                return at + 1;
            }
        }
        throw Cursor.foreign(after.toString());
    }
}
