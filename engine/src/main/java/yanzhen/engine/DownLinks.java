package yanzhen.engine;

import java.util.Arrays;

/**
 * Lays out what suppliers mean to their customers: non-essential inputs pooled, an essential sector
 * with one supplier alone, an essential sector with several as a group; negligible ones left out.
 */
final class DownLinks {

    private final CascadeSetting setting;
    private final SupplyLinks links;
    private final Places places;
    private final double[] amount;
    private final ChannelRows rows;

    /**
     * A firm's inputs that count, as the supplier's place, the non-essential ones first, the
     * essential ones by sector, which stands in the upper half of the number.
     */
    private long[] inputs = new long[16];

    private int count;
    private double bought;

    private DownLinks(CascadeSetting setting, SupplyLinks links, Places places, ChannelRows rows) {
        this.setting = setting;
        this.links = links;
        this.places = places;
        this.rows = rows;
        amount = new double[places.firms()];
    }

    static ChannelRows of(CascadeSetting setting, Places places) {
        var rows = new ChannelRows(places.firms(), setting.network.links(), 16);
        var layer = new DownLinks(setting, setting.network, places, rows);
        for (int place = 0; place < places.firms(); place++) {
            layer.lay(place);
        }
        return rows.trimmed();
    }

    /** The rows of some customers. */
    static ChannelRows of(CascadeSetting setting, SupplyLinks links, Places places, int[] at) {
        var layer = new DownLinks(setting, links, places, new ChannelRows(at.length, 16, 16));
        Arrays.stream(at).forEach(layer::lay);
        return layer.rows.trimmed();
    }

    private void lay(int place) {
        int firm = places.firmAt(place);
        count = 0;
        bought = 0;
        links.forEachInput(firm, this::take);
        Arrays.sort(inputs, 0, count);
        double factor = costFactor(firm);
        int pooled = pooled();
        keep(0, pooled, bought, factor);
        rows.endPooled();
        sectors(pooled, factor, true);
        rows.endAlone();
        sectors(pooled, factor, false);
        rows.endRow();
    }

    private void take(int supplier, int customer, double weight) {
        int at = places.placeOf(supplier);
        amount[at] = weight;
        bought += weight;
        switch (setting.classOf(supplier, customer)) {
            case NEGLIGIBLE -> {}
            case NON_ESSENTIAL -> put(at);
            case ESSENTIAL -> put((setting.sector[supplier] + 1L) << Integer.SIZE | at);
        }
    }

    private void put(long input) {
        if (count == inputs.length) {
            inputs = Arrays.copyOf(inputs, count * 2);
        }
        inputs[count++] = input;
    }

    private int pooled() {
        int at = 0;
        while (at < count && inputs[at] >> Integer.SIZE == 0) {
            at++;
        }
        return at;
    }

    /** From shares of what was bought on the network to shares of all costs. */
    private double costFactor(int firm) {
        var costs = setting.costs;
        return costs == null ? 1 : bought / costs[firm];
    }

    /**
     * Keeps the essential sectors from this input on that have one supplier, or those with more.
     */
    private void sectors(int from, double factor, boolean alone) {
        int at = from;
        while (at < count) {
            int end = at;
            double whole = 0;
            while (end < count && inputs[end] >> Integer.SIZE == inputs[at] >> Integer.SIZE) {
                whole += amount[(int) inputs[end]];
                end++;
            }
            if (alone == (end - at == 1)) {
                keep(at, end, whole, factor);
                if (!alone) {
                    rows.endGroup();
                }
            }
            at = end;
        }
    }

    private void keep(int from, int until, double whole, double factor) {
        for (int at = from; at < until; at++) {
            int giver = (int) inputs[at];
            rows.add(giver, amount[giver] / whole * factor);
        }
    }
}
