package yanzhen.selection.portfolio;

/**
 * Two items by their numbers: of which only one may be funded, or the first only with the second.
 */
public record Couple(int first, int second) {}
