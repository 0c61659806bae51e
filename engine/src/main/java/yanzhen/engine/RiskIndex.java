package yanzhen.engine;

/**
 * 系统性风险指数 (ESRI): which share of the whole is lost, the failed firms' own loss included.
 *
 * @param both by the larger of a firm's two losses, 0 to 1
 * @param down by what suppliers fail to deliver
 * @param up by what customers cease to buy
 */
public record RiskIndex(double both, double down, double up) {}
