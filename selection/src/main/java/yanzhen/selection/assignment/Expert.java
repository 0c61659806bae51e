package yanzhen.selection.assignment;

/**
 * 评审专家: one who can be asked to review.
 *
 * @param id names the expert in messages
 * @param organisation where the expert works; empty when that is nowhere
 * @param senior 资深: may fill a seat that wants experience
 * @param leastLoad how many bids the expert must be given, 0 or more
 * @param mostLoad how many bids the expert takes at most
 */
public record Expert(String id, String organisation, boolean senior, int leastLoad, int mostLoad) {}
