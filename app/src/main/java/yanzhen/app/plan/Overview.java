package yanzhen.app.plan;

import java.util.List;
import java.util.Optional;
import yanzhen.app.kernel.AsOf;

/**
 * 总览: every indicator with where it stands.
 *
 * @param outline the plan
 * @param lines by number
 */
public record Overview(AsOf asOf, Outline outline, List<Line> lines) {

    public Overview {
        lines = List.copyOf(lines);
    }

    /**
     * One indicator.
     *
     * @param history public readings in order
     * @param progress of the latest public reading
     * @param own the platform's own records, beside it
     */
    public record Line(
            Indicator indicator, List<PublicReading> history, Progress progress, OwnReading own) {

        public Line {
            history = List.copyOf(history);
        }

        public Optional<PublicReading> latest() {
            return history.isEmpty() ? Optional.empty() : Optional.of(history.getLast());
        }

        public Standing standing() {
            return switch (progress) {
                case Progress.NoData _ -> Standing.NONE;
                case Progress.NotJudged _ -> Standing.UNJUDGED;
                case Progress.Met _ -> Standing.PAST;
                case Progress.Over _ -> Standing.PAST;
                case Progress.OnTheWay _ -> Standing.SHORT;
                case Progress.Near near -> near.side() >= 0 ? Standing.PAST : Standing.SHORT;
                case Progress.Placed placed -> placed.leading() ? Standing.PAST : Standing.SHORT;
            };
        }
    }

    /** Where the latest public value stands beside the target's number; no verdict in itself. */
    public enum Standing {
        /** At the number or beyond. */
        PAST,
        /** Not yet there. */
        SHORT,
        /** There is a value but nothing to hold it against. */
        UNJUDGED,
        /** 无公开数据. */
        NONE
    }

    public long count(Standing standing) {
        return lines.stream().filter(it -> it.standing() == standing).count();
    }

    /** How many have a public value. */
    public long withValue() {
        return lines.size() - count(Standing.NONE);
    }
}
