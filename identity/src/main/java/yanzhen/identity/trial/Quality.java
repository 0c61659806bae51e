package yanzhen.identity.trial;

import java.util.List;
import yanzhen.identity.Finding;

/**
 * 查准率与查全率 of findings that no person has looked at.
 *
 * @param right records taken for the organisation that they mean
 * @param wrong records taken for another
 * @param asked records that a person is asked about
 * @param askedRightly of those, the ones whose organisation is among the candidates
 * @param missed records found to be unknown whose organisation the register has
 * @param meaningOne records whose organisation the register has
 */
public record Quality(
        int right, int wrong, int asked, int askedRightly, int missed, int meaningOne) {

    /** Of findings for the records of a labelled set, in their order. */
    public static Quality of(List<Finding> findings, List<Integer> meant) {
        int right = 0;
        int wrong = 0;
        int asked = 0;
        int askedRightly = 0;
        int missed = 0;
        for (int at = 0; at < findings.size(); at++) {
            int wanted = meant.get(at);
            switch (findings.get(at)) {
                case Finding.Same(var match) when match.entry() == wanted -> right++;
                case Finding.Same _ -> wrong++;
                case Finding.Doubtful(var candidates) -> {
                    asked++;
                    askedRightly +=
                            candidates.stream().anyMatch(it -> it.entry() == wanted) ? 1 : 0;
                }
                case Finding.Unknown _ -> missed += wanted >= 0 ? 1 : 0;
            }
        }
        int meaningOne = (int) meant.stream().filter(it -> it >= 0).count();
        return new Quality(right, wrong, asked, askedRightly, missed, meaningOne);
    }

    /** 查准率: share of the findings that are right, 0 to 1; 1 without any. */
    public double precision() {
        return right + wrong == 0 ? 1 : (double) right / (right + wrong);
    }

    /** 查全率: share of the records meaning a known organisation that found it, 0 to 1. */
    public double recall() {
        return meaningOne == 0 ? 1 : (double) right / meaningOne;
    }

    @Override
    public String toString() {
        return "precision %.4f, recall %.4f (%d right, %d wrong, %d asked of which %d have it, %d missed)"
                .formatted(precision(), recall(), right, wrong, asked, askedRightly, missed);
    }
}
