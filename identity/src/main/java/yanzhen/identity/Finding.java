package yanzhen.identity;

import java.util.List;

/** 比对结论: which known organisation a record means. */
public sealed interface Finding {

    /** 同一机构. */
    record Same(Match match) implements Finding {}

    /**
     * 待人工判断.
     *
     * @param candidates the likeliest first, one at least
     */
    record Doubtful(List<Match> candidates) implements Finding {
        public Doubtful {
            candidates = List.copyOf(candidates);
        }
    }

    /** 未找到: none of the known organisations comes near. */
    record Unknown() implements Finding {}
}
