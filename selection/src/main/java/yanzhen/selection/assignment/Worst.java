package yanzhen.selection.assignment;

import java.util.List;

/** 最差申请的衡量: by what the worst served bid is told. */
public enum Worst {
    /** The sum of the scores of its experts. */
    SUM {
        @Override
        long unit(List<Bid> bids) {
            return 1;
        }

        @Override
        long factor(Bid bid, long unit) {
            return 1;
        }
    },
    /** Their mean, which is fair where bids need different numbers of experts. */
    MEAN {
        @Override
        long unit(List<Bid> bids) {
            long multiple = 1;
            for (var bid : bids) {
                multiple = multiple / common(multiple, bid.need()) * bid.need();
            }
            return multiple;
        }

        @Override
        long factor(Bid bid, long unit) {
            return unit / bid.need();
        }
    };

    /** How many steps make one, so that every measure is a whole number of steps. */
    abstract long unit(List<Bid> bids);

    /** Steps for each point of a bid's sum. */
    abstract long factor(Bid bid, long unit);

    private static long common(long one, long other) {
        return other == 0 ? one : common(other, one % other);
    }
}
