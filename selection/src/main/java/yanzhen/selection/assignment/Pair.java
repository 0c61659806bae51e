package yanzhen.selection.assignment;

/** An expert on a bid, both by their numbers in the task. */
public record Pair(int bid, int expert) {}
