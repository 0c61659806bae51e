package yanzhen.bench;

import java.util.Arrays;
import java.util.Random;
import yanzhen.engine.CascadeSetting;
import yanzhen.engine.InputClass;
import yanzhen.engine.InputClasses;
import yanzhen.engine.NetworkBuilder;
import yanzhen.engine.SupplyNetwork;
import yanzhen.engine.Weights;
import yanzhen.engine.tiers.Needs;

/**
 * A made-up economy of any size: few firms with many partners and many with few, amounts over
 * several orders of magnitude, sectors of uneven size. The same arguments give the same economy.
 *
 * <p>Attraction of a firm as supplier and as customer follows a power law each (exponents {@value
 * #SUPPLIERS} and {@value #CUSTOMERS} of the distribution of degrees), cut off at the square root
 * of the number of links times {@value #HUB}. Amounts are log-normal with a spread of {@value
 * #SPREAD}. Of the pairs of sectors {@value #ESSENTIAL} are essential and {@value #NON_ESSENTIAL}
 * non-essential; a link between a pair that is negligible is drawn again once, so that firms mostly
 * buy what they need.
 */
final class SyntheticEconomy {

    private static final double SUPPLIERS = 2.5;
    private static final double CUSTOMERS = 2.3;
    private static final double HUB = 3;
    private static final double SPREAD = 1.75;
    private static final double ESSENTIAL = 0.2;
    private static final double NON_ESSENTIAL = 0.48;

    private final SupplyNetwork network;
    private final int[] sector;
    private final InputClasses classes;

    /**
     * Draws an economy.
     *
     * @param firms at least 2
     * @param links about how many links there are; a pair drawn twice is one link
     * @param sectors at least 1
     * @param seed of all that is drawn
     */
    SyntheticEconomy(int firms, int links, int sectors, long seed) {
        var random = new Random(seed);
        sector = sectors(firms, sectors, random);
        var rows = classes(sectors, random);
        var builder = new NetworkBuilder(firms);
        var suppliers = new Attraction(firms, SUPPLIERS, links, random);
        var customers = new Attraction(firms, CUSTOMERS, links, random);
        for (int link = 0; link < links; link++) {
            int customer = customers.draw(random);
            int supplier = suppliers.draw(random);
            if (rows[sector[supplier]][sector[customer]] == InputClass.NEGLIGIBLE) {
                supplier = suppliers.draw(random);
            }
            if (supplier != customer) {
                builder.add(supplier, customer, 1e4 * Math.exp(SPREAD * random.nextGaussian()));
            }
        }
        network = builder.build().network();
        classes = InputClasses.of(rows);
    }

    /** Sectors of log-normal size, each with one firm at least as long as there are enough. */
    private static int[] sectors(int firms, int sectors, Random random) {
        var upTo = new double[sectors];
        double sum = 0;
        for (int at = 0; at < sectors; at++) {
            sum += Math.exp(1.1 * random.nextGaussian());
            upTo[at] = sum;
        }
        var sector = new int[firms];
        for (int firm = 0; firm < firms; firm++) {
            sector[firm] = firm < sectors ? firm : drawn(upTo, random);
        }
        return sector;
    }

    private static InputClass[][] classes(int sectors, Random random) {
        var classes = new InputClass[sectors][sectors];
        for (var row : classes) {
            for (int column = 0; column < sectors; column++) {
                double drawn = random.nextDouble();
                row[column] =
                        drawn < ESSENTIAL
                                ? InputClass.ESSENTIAL
                                : drawn < ESSENTIAL + NON_ESSENTIAL
                                        ? InputClass.NON_ESSENTIAL
                                        : InputClass.NEGLIGIBLE;
            }
        }
        return classes;
    }

    private static int drawn(double[] upTo, Random random) {
        int at = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        return at < 0 ? Math.min(-at - 1, upTo.length - 1) : at;
    }

    SupplyNetwork network() {
        return network;
    }

    int sectorOf(int firm) {
        return sector[firm];
    }

    int sectors() {
        return classes.sectors();
    }

    InputClass classOf(int supplying, int buying) {
        return classes.of(supplying, buying);
    }

    CascadeSetting setting() {
        return setting(network);
    }

    /** Of these firms with other links. */
    CascadeSetting setting(SupplyNetwork other) {
        return CascadeSetting.of(other, sector, classes);
    }

    /** Kinds are sectors. */
    Needs needs() {
        return Needs.of(sector, classes);
    }

    PlainCascade plainly() {
        return new PlainCascade(network, sector, classes);
    }

    Weights weights() {
        return Weights.bySales(network);
    }

    /** Firms drawn in proportion to how many partners they should have. */
    private static final class Attraction {

        private final double[] upTo;

        Attraction(int firms, double exponent, int links, Random random) {
            double most = HUB * Math.sqrt(links) * firms / links;
            upTo = new double[firms];
            double sum = 0;
            for (int firm = 0; firm < firms; firm++) {
                double drawn = Math.pow(1 - random.nextDouble(), -1 / (exponent - 1));
                sum += Math.min(drawn, most * exponent);
                upTo[firm] = sum;
            }
        }

        int draw(Random random) {
            return drawn(upTo, random);
        }
    }
}
