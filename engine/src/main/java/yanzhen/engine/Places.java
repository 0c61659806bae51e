package yanzhen.engine;

import java.util.Arrays;

/**
 * The order in which the engine keeps firms: hubs first, so that they stay in the cache, and firms
 * with as many inputs and customers side by side, so that the processor guesses loops well.
 *
 * <p>Every sum over firms goes in this order. It follows from the network alone.
 */
final class Places {

    /** A firm with fewer partners is no hub. */
    private static final int HUB = 16;

    private static final int BITS = 8;

    private final int[] firmAt;
    private final int[] placeOf;

    private Places(int[] firmAt) {
        this.firmAt = firmAt;
        placeOf = new int[firmAt.length];
        for (int place = 0; place < firmAt.length; place++) {
            placeOf[firmAt[place]] = place;
        }
    }

    static Places of(CascadeSetting setting) {
        int firms = setting.network.firms();
        var keys = new long[firms];
        for (int firm = 0; firm < firms; firm++) {
            keys[firm] = key(setting, firm) << (Integer.SIZE - 1) | firm;
        }
        Arrays.sort(keys);
        var firmAt = new int[firms];
        for (int place = 0; place < firms; place++) {
            firmAt[place] = (int) keys[place] & Integer.MAX_VALUE;
        }
        return new Places(firmAt);
    }

    /** Hubs by size class, then all firms by kinds of inputs and by customers. */
    private static long key(CascadeSetting setting, int firm) {
        var network = setting.network;
        int pooled = 0;
        int essential = 0;
        for (int link = network.inStart[firm]; link < network.inStart[firm + 1]; link++) {
            switch (setting.classOf(network.inSupplier[link], firm)) {
                case NEGLIGIBLE -> {}
                case NON_ESSENTIAL -> pooled++;
                case ESSENTIAL -> essential++;
            }
        }
        int partners = pooled + essential + network.customers(firm);
        long key = partners < HUB ? Integer.SIZE : Integer.numberOfLeadingZeros(partners);
        key = key << BITS | capped(pooled);
        key = key << BITS | capped(essential);
        return key << BITS | capped(network.customers(firm));
    }

    private static int capped(int count) {
        return Math.min(count, (1 << BITS) - 1);
    }

    int firms() {
        return firmAt.length;
    }

    int firmAt(int place) {
        return firmAt[place];
    }

    int placeOf(int firm) {
        return placeOf[firm];
    }

    /** Where firms are, in rising order. */
    int[] of(int[] firms) {
        return Arrays.stream(firms).map(it -> placeOf[it]).sorted().toArray();
    }

    /** What is known by firm, by place. */
    double[] byPlace(double[] byFirm) {
        return Arrays.stream(firmAt).mapToDouble(it -> byFirm[it]).toArray();
    }

    int[] byPlace(int[] byFirm) {
        return Arrays.stream(firmAt).map(it -> byFirm[it]).toArray();
    }

    /** What is known by place, by firm. */
    double[] byFirm(double[] byPlace) {
        return Arrays.stream(placeOf).mapToDouble(it -> byPlace[it]).toArray();
    }
}
