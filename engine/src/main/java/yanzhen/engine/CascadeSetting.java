package yanzhen.engine;

import org.jspecify.annotations.Nullable;

/** 级联设定: the network that a cascade runs on, and what is known of its firms. */
public final class CascadeSetting {

    final SupplyNetwork network;
    final int[] sector;
    final InputClasses classes;
    final Markets markets;
    final double @Nullable [] revenue;
    final double @Nullable [] costs;

    private CascadeSetting(
            SupplyNetwork network,
            int[] sector,
            InputClasses classes,
            Markets markets,
            double @Nullable [] revenue,
            double @Nullable [] costs) {
        this.network = network;
        this.sector = sector;
        this.classes = classes;
        this.markets = markets;
        this.revenue = revenue;
        this.costs = costs;
    }

    /**
     * Sectors are the markets; of revenue and costs nothing but the network is known.
     *
     * @param sector number of each firm's sector, from 0
     */
    public static CascadeSetting of(SupplyNetwork network, int[] sector, InputClasses classes) {
        var own = sector.clone();
        return new CascadeSetting(network, own, classes, Markets.by(own), null, null);
    }

    public CascadeSetting with(Markets other) {
        return new CascadeSetting(network, sector, classes, other, revenue, costs);
    }

    /** What each firm earned, instead of what it sold on the network. */
    public CascadeSetting withRevenue(double[] earned) {
        return new CascadeSetting(network, sector, classes, markets, earned.clone(), costs);
    }

    /** What each firm spent, instead of what it bought on the network. */
    public CascadeSetting withCosts(double[] spent) {
        return new CascadeSetting(network, sector, classes, markets, revenue, spent.clone());
    }

    /** What a supplier's products are to a customer. */
    InputClass classOf(int supplier, int customer) {
        return classes.of(sector[supplier], sector[customer]);
    }
}
