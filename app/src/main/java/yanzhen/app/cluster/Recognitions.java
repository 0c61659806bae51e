package yanzhen.app.cluster;

import java.util.List;
import java.util.Set;
import yanzhen.app.kernel.AsOf;

/** 认定名册, for the modules above. */
public interface Recognitions {

    /** Every scheme of the pack, by family and rank. */
    List<Scheme> schemes();

    /** What is in force on the day, as known at the moment; by scheme, then organisation. */
    List<Holding> holdings(Set<String> schemes, AsOf asOf);

    /**
     * Of each organisation only the holding of the highest rank within a family, so that nobody
     * counts twice.
     */
    List<Holding> highest(List<Holding> holdings);
}
