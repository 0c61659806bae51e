package yanzhen.selection.race;

/**
 * 赛马团队: one that may work on a challenge beside others.
 *
 * @param id names the team in messages
 * @param chance of success, 0 to 1, independent of all others
 * @param cost money that it takes, 0 or more
 */
public record Team(String id, double chance, long cost) {}
