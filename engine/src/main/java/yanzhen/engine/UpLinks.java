package yanzhen.engine;

import java.util.Arrays;

/** Lays out what customers mean to their suppliers: all of them pooled, by share of sales. */
final class UpLinks {

    private UpLinks() {}

    static Channel of(CascadeSetting setting, Places places) {
        var network = setting.network;
        int firms = places.firms();
        var start = new int[firms + 1];
        var giver = new int[network.links()];
        var share = new double[giver.length];
        var sold = new double[firms];
        int kept = 0;
        for (int place = 0; place < firms; place++) {
            int firm = places.firmAt(place);
            int from = kept;
            for (int link = network.outStart[firm]; link < network.outStart[firm + 1]; link++) {
                int customer = places.placeOf(network.outCustomer[link]);
                sold[customer] = network.outWeight[link];
                giver[kept++] = customer;
            }
            Arrays.sort(giver, from, kept);
            double whole = whole(setting, firm);
            for (int at = from; at < kept; at++) {
                share[at] = sold[giver[at]] / whole;
            }
            start[place + 1] = kept;
        }
        var end = Arrays.copyOfRange(start, 1, firms + 1);
        return new Channel(start, end, end, giver, share, new int[firms + 1], new int[0]);
    }

    private static double whole(CascadeSetting setting, int firm) {
        var revenue = setting.revenue;
        return revenue == null ? setting.network.sold(firm) : revenue[firm];
    }
}
