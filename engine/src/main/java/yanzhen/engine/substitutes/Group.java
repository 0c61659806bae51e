package yanzhen.engine.substitutes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * 连通组: firms that are linked by capabilities that they share, directly or through others, with all
 * that they have. Measures of complexity compare only within a group.
 */
final class Group {

    static final int NONE = -1;

    final int[] firms;
    final int[] capabilities;

    private Group(List<Integer> firms, List<Integer> capabilities) {
        this.firms = firms.stream().mapToInt(Integer::intValue).sorted().toArray();
        this.capabilities = capabilities.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    /** By their lowest firm; firms without capabilities are in none. */
    static List<Group> of(Holdings holdings) {
        var seenFirm = new boolean[holdings.firms()];
        var seenCapability = new boolean[holdings.capabilities().size()];
        var groups = new ArrayList<Group>();
        for (int firm = 0; firm < seenFirm.length; firm++) {
            if (!seenFirm[firm] && holdings.diversity(firm) > 0) {
                groups.add(around(firm, holdings, seenFirm, seenCapability));
            }
        }
        return groups;
    }

    private static Group around(
            int first, Holdings holdings, boolean[] seenFirm, boolean[] seenCapability) {
        var firms = new ArrayList<Integer>();
        var capabilities = new ArrayList<Integer>();
        var waiting = new ArrayDeque<Integer>(List.of(first));
        seenFirm[first] = true;
        while (!waiting.isEmpty()) {
            int firm = waiting.pop();
            firms.add(firm);
            for (int capability : holdings.ofFirm[firm]) {
                if (!seenCapability[capability]) {
                    seenCapability[capability] = true;
                    capabilities.add(capability);
                    enqueue(holdings.ofCapability[capability], seenFirm, waiting);
                }
            }
        }
        return new Group(firms, capabilities);
    }

    private static void enqueue(int[] firms, boolean[] seen, ArrayDeque<Integer> waiting) {
        for (int firm : firms) {
            if (!seen[firm]) {
                seen[firm] = true;
                waiting.add(firm);
            }
        }
    }

    /** The number of each firm's group, or none. */
    static int[] numbers(List<Group> groups, int firms) {
        var numbers = new int[firms];
        Arrays.fill(numbers, NONE);
        for (int group = 0; group < groups.size(); group++) {
            for (int firm : groups.get(group).firms) {
                numbers[firm] = group;
            }
        }
        return numbers;
    }
}
