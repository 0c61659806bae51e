package yanzhen.selection.race;

import java.util.List;

/**
 * 赛马题目: a challenge on which several teams may work at once.
 *
 * @param id names the challenge in messages
 * @param value what is won if at least one team succeeds, 0 or more
 * @param mostParallel how many teams at most, 0 or more
 * @param teams who may work on it
 */
public record Contest(String id, double value, int mostParallel, List<Team> teams) {

    public Contest {
        teams = List.copyOf(teams);
    }
}
