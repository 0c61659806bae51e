package yanzhen.app.chain;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/**
 * 环节的系统性风险: the systemic-risk index (ESRI) of those who make what a node stands for, from the
 * latest finished run with the usual settings over all firms of a data set. Of each data set the
 * newest version that was run counts; of several sets that know makers, the one that was run last.
 *
 * <p>Says two numbers about all makers together and names none; so it is the same whoever asks.
 */
public interface SystemicRiskOf {

    /**
     * The index of a node's makers.
     *
     * @param highest of one maker, 0 to 1
     * @param sum over the makers; above what all of them together would cost where their cascades
     *     overlap, so it may be more than 1
     * @param makers how many of them the data set knows, at least 1
     * @param dataSet key of the data set
     * @param digest SHA-256 of its content
     * @param asOf the day that the data set is about
     * @param synthetic whether the data set was made up
     */
    record MakersRisk(
            double highest,
            double sum,
            int makers,
            String dataSet,
            int version,
            String digest,
            LocalDate asOf,
            UUID run,
            boolean synthetic) {

        /** 诊断度量: the highest in whole percent, so that it does not tell one firm's index apart. */
        public BigDecimal percent() {
            return BigDecimal.valueOf(Math.round(highest * 100));
        }
    }

    /**
     * By node, as it was known at a moment; a node without an entry has no data: no run, or no
     * maker that the set knows.
     */
    Map<UUID, MakersRisk> nodes(Collection<UUID> nodes, Instant at);
}
