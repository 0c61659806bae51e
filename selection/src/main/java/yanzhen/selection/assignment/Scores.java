package yanzhen.selection.assignment;

/** 匹配分: how well an expert fits a bid, a whole number from 0 to {@link #MOST}. */
@FunctionalInterface
public interface Scores {

    /** Scores are summed over tens of thousands of pairs and weighed; this leaves room for it. */
    int MOST = 1_000_000;

    /** The score of the expert and the bid with these numbers. */
    int of(int bid, int expert);
}
