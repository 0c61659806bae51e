package yanzhen.engine.tiers;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;
import yanzhen.engine.InputClass;
import yanzhen.engine.InputClasses;
import yanzhen.engine.NetworkBuilder;
import yanzhen.engine.SupplyNetwork;

/** A small random supply chain for laws, as a matrix beside the network. */
final class AnyChain {

    private static final int KINDS = 3;

    final int firms;
    final double[][] sold;
    final int[] kind;
    final InputClass[][] classes;
    final int[] makers;

    private AnyChain(double[][] sold, int[] kind, InputClass[][] classes, int[] makers) {
        this.firms = kind.length;
        this.sold = sold;
        this.kind = kind;
        this.classes = classes;
        this.makers = makers;
    }

    static AnyChain of(long seed, int mostFirms) {
        return of(seed, mostFirms, false);
    }

    /** Firms sell to those of lower numbers only. */
    static AnyChain withoutCircles(long seed, int mostFirms) {
        return of(seed, mostFirms, true);
    }

    private static AnyChain of(long seed, int mostFirms, boolean downwards) {
        var random = new Random(seed);
        int firms = 3 + random.nextInt(mostFirms - 2);
        var sold = new double[firms][firms];
        double density = 0.8 + random.nextDouble() * 1.4;
        for (int from = 0; from < firms; from++) {
            for (int to = 0; to < firms; to++) {
                boolean may = !downwards || from > to;
                if (may && random.nextDouble() < density / firms * (downwards ? 2 : 1)) {
                    sold[from][to] = 1 + random.nextInt(9);
                }
            }
        }
        var kind = random.ints(firms, 0, KINDS).toArray();
        var classes = new InputClass[KINDS][KINDS];
        var all = InputClass.values();
        for (var row : classes) {
            Arrays.setAll(row, it -> all[Math.min(all.length - 1, random.nextInt(5))]);
        }
        var makers = random.nextInt(3) == 0 ? new int[] {0, 1} : new int[] {0};
        return new AnyChain(sold, kind, classes, makers);
    }

    SupplyNetwork network() {
        var builder = new NetworkBuilder(firms);
        for (int from = 0; from < firms; from++) {
            for (int to = 0; to < firms; to++) {
                if (sold[from][to] > 0) {
                    builder.add(from, to, sold[from][to]);
                }
            }
        }
        return builder.build().network();
    }

    Needs needs() {
        return Needs.of(kind, InputClasses.of(classes));
    }

    Dependence dependence(int depth) {
        return Dependence.of(network(), needs(), makers, depth);
    }

    /** The same with other numbers. */
    AnyChain renamed(int[] name) {
        var otherSold = new double[firms][firms];
        var otherKind = new int[firms];
        for (int from = 0; from < firms; from++) {
            otherKind[name[from]] = kind[from];
            for (int to = 0; to < firms; to++) {
                otherSold[name[from]][name[to]] = sold[from][to];
            }
        }
        var otherMakers = Arrays.stream(makers).map(it -> name[it]).toArray();
        return new AnyChain(otherSold, otherKind, classes, otherMakers);
    }

    /** Firms by turns: each number once. */
    int[] names(Random random) {
        var names = IntStream.range(0, firms).toArray();
        for (int at = firms - 1; at > 0; at--) {
            int other = random.nextInt(at + 1);
            int was = names[at];
            names[at] = names[other];
            names[other] = was;
        }
        return names;
    }

    boolean isMaker(int firm) {
        return Arrays.stream(makers).anyMatch(it -> it == firm);
    }

    InputClass classOf(int from, int to) {
        return classes[kind[from]][kind[to]];
    }

    /** Whether a link is one that a dependence keeps, as its Javadoc says. */
    boolean counts(int from, int to) {
        return from != to
                && sold[from][to] > 0
                && !isMaker(from)
                && classOf(from, to) != InputClass.NEGLIGIBLE;
    }

    /** Whether anything arrives at a maker, given who is seen and who is gone; by closure. */
    boolean arrives(BitSet seen, BitSet ultimate, int gone) {
        var has = new BitSet();
        has.or(ultimate);
        for (int firm = 0; firm < firms; firm++) {
            if ((gone >> firm & 1) == 1) {
                has.clear(firm);
            }
        }
        for (int round = 0; round < firms; round++) {
            for (int from = 0; from < firms; from++) {
                for (int to = 0; to < firms; to++) {
                    boolean there = seen.get(to) && (gone >> to & 1) == 0;
                    if (has.get(from) && there && counts(from, to)) {
                        has.set(to);
                    }
                }
            }
        }
        return Arrays.stream(makers).anyMatch(has::get);
    }

    BitSet seen(Dependence dependence) {
        var seen = new BitSet();
        IntStream.range(0, firms).filter(it -> dependence.tierOf(it) >= 0).forEach(seen::set);
        return seen;
    }

    /**
     * Where supply begins, by the closure of who is behind whom: whoever has nobody behind it but
     * those whom it is behind too.
     */
    BitSet ultimate(Dependence dependence) {
        var seen = seen(dependence);
        var behind = new boolean[firms][firms];
        for (int from = 0; from < firms; from++) {
            for (int to = 0; to < firms; to++) {
                behind[from][to] = seen.get(from) && seen.get(to) && counts(from, to);
            }
        }
        for (int by = 0; by < firms; by++) {
            for (int from = 0; from < firms; from++) {
                for (int to = 0; to < firms; to++) {
                    behind[from][to] |= behind[from][by] && behind[by][to];
                }
            }
        }
        var ultimate = new BitSet();
        for (int firm = 0; firm < firms; firm++) {
            int of = firm;
            boolean first =
                    IntStream.range(0, firms).allMatch(it -> !behind[it][of] || behind[of][it]);
            if (seen.get(firm) && (first || dependence.goesDeeper(firm))) {
                ultimate.set(firm);
            }
        }
        return ultimate;
    }
}
