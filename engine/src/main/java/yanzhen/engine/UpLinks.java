package yanzhen.engine;

import java.util.Arrays;

/** Lays out what customers mean to their suppliers: all of them pooled, by share of sales. */
final class UpLinks {

    private final CascadeSetting setting;
    private final SupplyLinks links;
    private final Places places;
    private final double[] amount;
    private final ChannelRows rows;
    private int[] customers = new int[16];
    private int count;
    private double sold;

    private UpLinks(CascadeSetting setting, SupplyLinks links, Places places, ChannelRows rows) {
        this.setting = setting;
        this.links = links;
        this.places = places;
        this.rows = rows;
        amount = new double[places.firms()];
    }

    static ChannelRows of(CascadeSetting setting, Places places) {
        var rows = new ChannelRows(places.firms(), setting.network.links(), 0);
        var layer = new UpLinks(setting, setting.network, places, rows);
        for (int place = 0; place < places.firms(); place++) {
            layer.lay(place);
        }
        return rows.trimmed();
    }

    /** The rows of some suppliers. */
    static ChannelRows of(CascadeSetting setting, SupplyLinks links, Places places, int[] at) {
        var layer = new UpLinks(setting, links, places, new ChannelRows(at.length, 16, 0));
        Arrays.stream(at).forEach(layer::lay);
        return layer.rows.trimmed();
    }

    private void lay(int place) {
        int firm = places.firmAt(place);
        count = 0;
        sold = 0;
        links.forEachSale(firm, this::take);
        Arrays.sort(customers, 0, count);
        double whole = setting.revenue == null ? sold : setting.revenue[firm];
        for (int at = 0; at < count; at++) {
            rows.add(customers[at], amount[customers[at]] / whole);
        }
        rows.endPooled();
        rows.endAlone();
        rows.endRow();
    }

    private void take(int supplier, int customer, double weight) {
        if (count == customers.length) {
            customers = Arrays.copyOf(customers, count * 2);
        }
        int at = places.placeOf(customer);
        customers[count++] = at;
        amount[at] = weight;
        sold += weight;
    }
}
