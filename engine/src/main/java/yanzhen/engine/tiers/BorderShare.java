package yanzhen.engine.tiers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * 跨境比重: which share of what a tier buys comes from another country or region.
 *
 * @param tier of the customers, from 0
 * @param amount what they buy in all, in the unit of the links
 * @param crossing what of it comes from another region
 * @param share crossing by amount, 0 to 1
 * @param routes what crosses, by pair of regions, the largest first, equal ones by region
 */
public record BorderShare(
        int tier, double amount, double crossing, double share, List<Route> routes) {

    public BorderShare {
        routes = List.copyOf(routes);
    }

    /**
     * What comes from one region to another.
     *
     * @param from region of the suppliers
     * @param to region of the customers
     * @param amount in the unit of the links
     * @param share of what the tier buys in all, 0 to 1
     */
    public record Route(int from, int to, double amount, double share) {}

    /**
     * Every tier that buys something, from that of the makers on. Costs one pass over the links.
     *
     * @param region number of each firm's country or region, from 0
     * @throws IllegalArgumentException when a region is negative or there is not one for each firm
     */
    public static List<BorderShare> ofEachTier(Dependence dependence, int[] region) {
        check(dependence, region);
        var shares = new ArrayList<BorderShare>();
        for (int tier = 0; tier < dependence.tiers(); tier++) {
            int from = dependence.start[dependence.firstOf(tier)];
            int until = dependence.start[dependence.firstOf(tier + 1)];
            if (until > from) {
                shares.add(ofTier(dependence, tier, region));
            }
        }
        return shares;
    }

    private static void check(Dependence dependence, int[] region) {
        var faults = new Faults();
        faults.length("region", region.length, dependence.firmsInNetwork);
        for (int firm = 0; firm < region.length; firm++) {
            if (region[firm] < 0) {
                faults.add("The region of firm %d (%d) is below 0.".formatted(firm, region[firm]));
            }
        }
        faults.throwAny();
    }

    private static BorderShare ofTier(Dependence dependence, int tier, int[] region) {
        double amount = 0;
        double crossing = 0;
        var routes = new TreeMap<Long, Double>();
        int until = dependence.firstOf(tier + 1);
        for (int node = dependence.firstOf(tier); node < until; node++) {
            int to = region[dependence.firmAt(node)];
            for (int link = dependence.start[node]; link < dependence.start[node + 1]; link++) {
                int from = region[dependence.firmAt(dependence.supplier[link])];
                amount += dependence.amount[link];
                if (from != to) {
                    crossing += dependence.amount[link];
                    long route = (long) from << Integer.SIZE | to;
                    routes.merge(route, dependence.amount[link], Double::sum);
                }
            }
        }
        return new BorderShare(tier, amount, crossing, crossing / amount, list(routes, amount));
    }

    private static List<Route> list(TreeMap<Long, Double> routes, double whole) {
        var list = new ArrayList<Route>();
        routes.forEach((route, amount) ->
                list.add(
                        new Route(
                                (int) (route >> Integer.SIZE),
                                route.intValue(),
                                amount,
                                amount / whole)));
        list.sort(Comparator.comparingDouble(it -> -it.amount()));
        return list;
    }

    /** Of what these tiers buy together, the share that comes from another region, 0 to 1. */
    public static double ofAll(List<BorderShare> tiers) {
        double crossing = 0;
        double amount = 0;
        for (var tier : tiers) {
            crossing += tier.crossing();
            amount += tier.amount();
        }
        return amount == 0 ? 0 : crossing / amount;
    }
}
