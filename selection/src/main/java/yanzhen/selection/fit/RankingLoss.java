package yanzhen.selection.fit;

import java.util.List;

/**
 * 排序损失: how wrongly a fit orders what people said themselves (Stelmakh, Wieting, Neubig and Shah, A
 * gold standard dataset for the reviewer assignment problem, 2023). For each two papers that one
 * person rated, the difference of the ratings is lost when the fit orders them the wrong way, half
 * of it when it holds them equal; divided by the sum of all differences.
 *
 * @param lost sum of what was lost
 * @param all sum of all differences
 */
public record RankingLoss(double lost, double all) {

    /** Nothing compared yet. */
    public static final RankingLoss NONE = new RankingLoss(0, 0);

    /** One paper as the person rated it, and as the fit does. */
    public record Rated(double rating, double fit) {}

    /** With the papers of one more person. */
    public RankingLoss with(List<Rated> ofOnePerson) {
        double more = 0;
        double differences = 0;
        for (int one = 0; one < ofOnePerson.size(); one++) {
            for (int other = 0; other < one; other++) {
                var a = ofOnePerson.get(one);
                var b = ofOnePerson.get(other);
                double difference = Math.abs(a.rating - b.rating);
                double order = Math.signum(a.rating - b.rating) * Math.signum(a.fit - b.fit);
                more += difference * (1 - order) / 2;
                differences += difference;
            }
        }
        return new RankingLoss(lost + more, all + differences);
    }

    /** 0 for the right order throughout, 0.5 for a guess, 1 for the wrong one. */
    public double value() {
        return all == 0 ? 0 : lost / all;
    }
}
