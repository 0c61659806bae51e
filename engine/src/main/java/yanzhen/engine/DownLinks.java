package yanzhen.engine;

import java.util.Arrays;

/**
 * Lays out what suppliers mean to their customers: non-essential inputs pooled, an essential sector
 * with one supplier alone, an essential sector with several as a group; negligible ones left out.
 */
final class DownLinks {

    private final CascadeSetting setting;
    private final Places places;
    private final int[] start;
    private final int[] pooledEnd;
    private final int[] aloneEnd;
    private final int[] giver;
    private final double[] share;
    private final int[] groupStart;
    private final double[] bought;
    private int[] groupEnd = new int[16];
    private int groups;
    private int kept;

    private DownLinks(CascadeSetting setting, Places places) {
        this.setting = setting;
        this.places = places;
        int firms = places.firms();
        start = new int[firms + 1];
        pooledEnd = new int[firms];
        aloneEnd = new int[firms];
        giver = new int[setting.network.links()];
        share = new double[giver.length];
        groupStart = new int[firms + 1];
        bought = new double[firms];
    }

    static Channel of(CascadeSetting setting, Places places) {
        var links = new DownLinks(setting, places);
        for (int place = 0; place < places.firms(); place++) {
            links.lay(place);
        }
        return links.channel();
    }

    private Channel channel() {
        start[places.firms()] = kept;
        groupStart[places.firms()] = groups;
        return new Channel(
                start,
                pooledEnd,
                aloneEnd,
                Arrays.copyOf(giver, kept),
                Arrays.copyOf(share, kept),
                groupStart,
                Arrays.copyOf(groupEnd, groups));
    }

    private void lay(int place) {
        int firm = places.firmAt(place);
        var inputs = inputs(firm);
        double factor = costFactor(firm);
        start[place] = kept;
        groupStart[place] = groups;
        int pooled = pooled(inputs);
        double whole = setting.network.bought(firm);
        keep(inputs, 0, pooled, whole, factor);
        pooledEnd[place] = kept;
        sectors(inputs, pooled, factor, true);
        aloneEnd[place] = kept;
        sectors(inputs, pooled, factor, false);
    }

    /**
     * The firm's inputs that count, as the supplier's place, the non-essential ones first, the
     * essential ones by sector, which stands in the upper half of the number.
     */
    private long[] inputs(int firm) {
        var network = setting.network;
        int from = network.inStart[firm];
        int until = network.inStart[firm + 1];
        var inputs = new long[until - from];
        int count = 0;
        for (int link = from; link < until; link++) {
            int supplier = network.inSupplier[link];
            int at = places.placeOf(supplier);
            bought[at] = network.inWeight[link];
            switch (setting.classOf(supplier, firm)) {
                case NEGLIGIBLE -> {}
                case NON_ESSENTIAL -> inputs[count++] = at;
                case ESSENTIAL ->
                        inputs[count++] = (setting.sector[supplier] + 1L) << Integer.SIZE | at;
            }
        }
        var counted = Arrays.copyOf(inputs, count);
        Arrays.sort(counted);
        return counted;
    }

    private static int pooled(long[] inputs) {
        int at = 0;
        while (at < inputs.length && inputs[at] >> Integer.SIZE == 0) {
            at++;
        }
        return at;
    }

    /** From shares of what was bought on the network to shares of all costs. */
    private double costFactor(int firm) {
        var costs = setting.costs;
        return costs == null ? 1 : setting.network.bought(firm) / costs[firm];
    }

    /**
     * Keeps the essential sectors from this input on that have one supplier, or those with more.
     */
    private void sectors(long[] inputs, int from, double factor, boolean alone) {
        int at = from;
        while (at < inputs.length) {
            int end = at;
            double whole = 0;
            while (end < inputs.length
                    && inputs[end] >> Integer.SIZE == inputs[at] >> Integer.SIZE) {
                whole += bought[(int) inputs[end]];
                end++;
            }
            if (alone == (end - at == 1)) {
                keep(inputs, at, end, whole, factor);
                if (!alone) {
                    endGroup();
                }
            }
            at = end;
        }
    }

    private void keep(long[] inputs, int from, int until, double whole, double factor) {
        for (int at = from; at < until; at++) {
            giver[kept] = (int) inputs[at];
            share[kept] = bought[giver[kept]] / whole * factor;
            kept++;
        }
    }

    private void endGroup() {
        if (groups == groupEnd.length) {
            groupEnd = Arrays.copyOf(groupEnd, groups * 2);
        }
        groupEnd[groups++] = kept;
    }
}
