package yanzhen.engine;

import java.util.Random;

/** A random economy for laws: some firms, links with uneven amounts, sectors, input classes. */
final class AnyNetwork {

    private final SupplyNetwork network;
    private final int[] sector;
    private final InputClasses classes;

    private AnyNetwork(SupplyNetwork network, int[] sector, InputClasses classes) {
        this.network = network;
        this.sector = sector;
        this.classes = classes;
    }

    static AnyNetwork of(long seed, int mostFirms) {
        var random = new Random(seed);
        int firms = 2 + random.nextInt(mostFirms - 1);
        int sectors = 1 + random.nextInt(5);
        var sector = new int[firms];
        for (int firm = 0; firm < firms; firm++) {
            sector[firm] = random.nextInt(sectors);
        }
        var builder = new NetworkBuilder(firms);
        int links = random.nextInt(firms * 4);
        for (int at = 0; at < links; at++) {
            builder.add(
                    random.nextInt(firms),
                    random.nextInt(firms),
                    Math.exp(random.nextGaussian() * 2) * 100);
        }
        return new AnyNetwork(builder.build().network(), sector, classes(sectors, random));
    }

    private static InputClasses classes(int sectors, Random random) {
        var kinds = InputClass.values();
        var rows = new InputClass[sectors][sectors];
        for (int row = 0; row < sectors; row++) {
            for (int column = 0; column < sectors; column++) {
                rows[row][column] = kinds[random.nextInt(kinds.length)];
            }
        }
        return InputClasses.of(rows);
    }

    SupplyNetwork network() {
        return network;
    }

    int sectorOf(int firm) {
        return sector[firm];
    }

    InputClasses classes() {
        return classes;
    }

    CascadeSetting setting() {
        return CascadeSetting.of(network, sector, classes);
    }

    Weights weights() {
        return Weights.bySales(network);
    }

    /** Some firms lose some of their output, not as much in one direction as in the other. */
    Shock shock(Random random) {
        int hit = 1 + random.nextInt(Math.min(3, network.firms()));
        var firms = random.ints(0, network.firms()).distinct().limit(hit).toArray();
        return Shock.of(firms, random.doubles(hit).toArray(), random.doubles(hit).toArray());
    }
}
