package yanzhen.engine.tiers;

/**
 * 咽喉环节: a firm through which all supply passes.
 *
 * @param firm its number
 * @param tier how far from the makers
 * @param behind how many firms deliver through it or not at all
 * @param shareBehind of all firms in tier 1 and beyond, 0 to 1
 * @param nextOutwards the next such firm behind it, -1 when supply splits from here on
 */
public record ChokePoint(int firm, int tier, int behind, double shareBehind, int nextOutwards) {}
