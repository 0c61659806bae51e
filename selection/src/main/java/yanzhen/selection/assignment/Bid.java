package yanzhen.selection.assignment;

/**
 * 揭榜申请: what is to be reviewed.
 *
 * @param id names the bid in messages
 * @param organisation who bids; empty when that is nobody's
 * @param need how many experts review it, 1 or more
 */
public record Bid(String id, String organisation, int need) {}
