package yanzhen.engine.tiers;

import java.util.Arrays;
import yanzhen.engine.InputClass;
import yanzhen.engine.InputClasses;

/**
 * 投入需求: what a firm needs to go on. What suppliers of one kind deliver is one input, and any of
 * them can deliver all of it (or); of each kind that is essential to it a firm needs something
 * (and).
 */
public final class Needs {

    private final int[] kind;
    private final InputClasses classes;

    private Needs(int[] kind, InputClasses classes) {
        this.kind = kind;
        this.classes = classes;
    }

    /**
     * Kinds by firm, such as its product or its sector.
     *
     * @param kind number of what each firm makes, from 0
     * @param classes what each kind is to a firm of another
     * @throws IllegalArgumentException when a kind is not in the table of classes
     */
    public static Needs of(int[] kind, InputClasses classes) {
        var faults = new Faults();
        for (int firm = 0; firm < kind.length; firm++) {
            if (kind[firm] < 0 || kind[firm] >= classes.sectors()) {
                faults.add(
                        "The kind of firm %d (%d) is not between 0 and %d."
                                .formatted(firm, kind[firm], classes.sectors() - 1));
            }
        }
        faults.throwAny();
        return new Needs(kind.clone(), classes);
    }

    /** Kinds by firm, each essential to everybody who buys it. */
    public static Needs ofEachKind(int[] kind) {
        int kinds = Arrays.stream(kind).max().orElse(0) + 1;
        return of(kind, InputClasses.all(Math.max(1, kinds), InputClass.ESSENTIAL));
    }

    /** All suppliers deliver the same, so that a firm goes on as long as it has any of them. */
    public static Needs ofAnySupplier(int firms) {
        return ofEachKind(new int[firms]);
    }

    /** What a firm makes. */
    public int kindOf(int firm) {
        return kind[firm];
    }

    /** What a supplier's product is to a customer. */
    public InputClass classOf(int supplier, int customer) {
        return classes.of(kind[supplier], kind[customer]);
    }

    int firms() {
        return kind.length;
    }
}
