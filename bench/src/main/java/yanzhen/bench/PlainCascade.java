package yanzhen.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import yanzhen.engine.InputClass;
import yanzhen.engine.InputClasses;
import yanzhen.engine.SupplyNetwork;

/**
 * The recursion written down as the paper says it, one shock after the other, every firm in every
 * step: what the engine is measured against. Arrays and primitive types, but no trick.
 */
final class PlainCascade {

    /** The links of a firm in one direction, and for deliveries the group that each belongs to. */
    private static final class Side {
        final int[][] partner;
        final double[][] share;
        final int[][] group;
        final int[] groups;

        Side(int firms) {
            partner = new int[firms][];
            share = new double[firms][];
            group = new int[firms][];
            groups = new int[firms];
        }
    }

    private final int firms;
    private final double[] sold;
    private final int[] sector;
    private final int sectors;
    private final Side down;
    private final Side up;

    PlainCascade(SupplyNetwork network, int[] sector, InputClasses classes) {
        firms = network.firms();
        sold = network.sold();
        this.sector = sector.clone();
        sectors = classes.sectors();
        var inputs = lists(firms);
        var customers = lists(firms);
        network.forEach((supplier, customer, weight) -> {
            inputs.get(customer).add(new Link(supplier, weight));
            customers.get(supplier).add(new Link(customer, weight));
        });
        down = new Side(firms);
        up = new Side(firms);
        for (int firm = 0; firm < firms; firm++) {
            layInputs(firm, inputs.get(firm), classes, network.bought(firm));
            layCustomers(firm, customers.get(firm));
        }
    }

    private record Link(int partner, double weight) {}

    private static List<List<Link>> lists(int firms) {
        var lists = new ArrayList<List<Link>>();
        for (int firm = 0; firm < firms; firm++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }

    /** Group 0 holds the non-essential inputs; every essential sector has a group of its own. */
    private void layInputs(int firm, List<Link> inputs, InputClasses classes, double bought) {
        Map<Integer, Double> bySector = new TreeMap<>();
        inputs.forEach(it -> bySector.merge(sector[it.partner], it.weight, Double::sum));
        var groupOf = new TreeMap<Integer, Integer>();
        var kept = new ArrayList<Link>();
        for (var input : inputs) {
            if (classOf(classes, input, firm) != InputClass.NEGLIGIBLE) {
                kept.add(input);
            }
            if (classOf(classes, input, firm) == InputClass.ESSENTIAL) {
                groupOf.putIfAbsent(sector[input.partner], groupOf.size() + 1);
            }
        }
        down.partner[firm] = kept.stream().mapToInt(Link::partner).toArray();
        down.group[firm] =
                kept.stream()
                        .mapToInt(it ->
                                classOf(classes, it, firm) == InputClass.ESSENTIAL
                                        ? groupOf.getOrDefault(sector[it.partner], 0)
                                        : 0)
                        .toArray();
        down.share[firm] =
                kept.stream()
                        .mapToDouble(it ->
                                classOf(classes, it, firm) == InputClass.ESSENTIAL
                                        ? it.weight / bySector.getOrDefault(sector[it.partner], 0.0)
                                        : it.weight / bought)
                        .toArray();
        down.groups[firm] = groupOf.size() + 1;
    }

    private InputClass classOf(InputClasses classes, Link input, int firm) {
        return classes.of(sector[input.partner], sector[firm]);
    }

    private void layCustomers(int firm, List<Link> customers) {
        up.partner[firm] = customers.stream().mapToInt(Link::partner).toArray();
        up.share[firm] = customers.stream().mapToDouble(it -> it.weight / sold[firm]).toArray();
    }

    /**
     * Index and steps when one firm fails.
     *
     * @param both sales-weighted share of output lost
     */
    record Result(double both, int steps) {}

    Result fail(int failed, double growth) {
        var lossDown = new double[firms];
        var lossUp = new double[firms];
        lossDown[failed] = 1;
        lossUp[failed] = 1;
        for (int steps = 1; ; steps++) {
            var nextDown = stepDown(failed, lossDown);
            var nextUp = stepUp(failed, lossUp);
            double grown = 0;
            for (int firm = 0; firm < firms; firm++) {
                grown = Math.max(grown, nextDown[firm] - lossDown[firm]);
                grown = Math.max(grown, nextUp[firm] - lossUp[firm]);
            }
            lossDown = nextDown;
            lossUp = nextUp;
            if (grown <= growth) {
                return new Result(index(lossDown, lossUp), steps);
            }
        }
    }

    private double[] stepDown(int failed, double[] loss) {
        var stillSold = new double[sectors];
        for (int firm = 0; firm < firms; firm++) {
            stillSold[sector[firm]] += sold[firm] * (1 - loss[firm]);
        }
        var next = new double[firms];
        for (int firm = 0; firm < firms; firm++) {
            var missing = new double[down.groups[firm]];
            for (int link = 0; link < down.partner[firm].length; link++) {
                int supplier = down.partner[firm][link];
                double still = stillSold[sector[supplier]];
                double counts = Math.min(1, sold[supplier] / (still <= 1e-10 ? 1 : still));
                missing[down.group[firm][link]] += down.share[firm][link] * counts * loss[supplier];
            }
            double worst = firm == failed ? 1 : 0;
            for (double one : missing) {
                worst = Math.max(worst, one);
            }
            next[firm] = Math.min(1, worst);
        }
        return next;
    }

    private double[] stepUp(int failed, double[] loss) {
        var next = new double[firms];
        for (int firm = 0; firm < firms; firm++) {
            double sum = 0;
            for (int link = 0; link < up.partner[firm].length; link++) {
                sum += up.share[firm][link] * loss[up.partner[firm][link]];
            }
            next[firm] = Math.min(1, Math.max(firm == failed ? 1 : 0, sum));
        }
        return next;
    }

    private double index(double[] lossDown, double[] lossUp) {
        double lost = 0;
        double all = 0;
        for (int firm = 0; firm < firms; firm++) {
            lost += sold[firm] * Math.max(lossDown[firm], lossUp[firm]);
            all += sold[firm];
        }
        return all == 0 ? 0 : lost / all;
    }
}
