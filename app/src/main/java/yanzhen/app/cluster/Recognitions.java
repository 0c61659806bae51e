package yanzhen.app.cluster;

import java.util.List;
import java.util.Set;
import yanzhen.app.kernel.AsOf;

/** 认定名册, for the modules above. */
public interface Recognitions {

    /** Every scheme of the pack, by family and rank. */
    List<Scheme> schemes();

    /**
     * 存量: how many recognitions of a group of schemes are in force on a day.
     *
     * @param held recognitions, every level counted
     * @param organisations bodies that hold at least one of them
     */
    record Stock(long held, long organisations, boolean synthetic) {
        public static final Stock NOTHING = new Stock(0, 0, false);
    }

    /** The stock of every group of schemes, in the order of the groups and in one query. */
    List<Stock> stocks(List<Set<String>> groups, AsOf asOf);

    /** What is in force on the day, as known at the moment; by scheme, then organisation. */
    List<Holding> holdings(Set<String> schemes, AsOf asOf);
}
