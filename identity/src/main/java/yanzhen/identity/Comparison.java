package yanzhen.identity;

import java.util.List;
import java.util.Set;
import yanzhen.identity.Difference.Stretch;
import yanzhen.identity.Name.Form;
import yanzhen.identity.Prepared.Named;
import yanzhen.identity.Reason.Level;

/**
 * 比对 of two records: Fellegi and Sunter, A Theory for Record Linkage (JASA 64, 1969). The bits of
 * all comparisons are added to the prior; what a shared word tells depends on how rare it is
 * (Winkler 2000).
 */
final class Comparison {

    private static final int MOST_STRETCHES = 2;

    private final Weights weights;
    private final Addresses addresses;
    private final double mostWithoutCore;

    /** How many known organisations are at an address. */
    @FunctionalInterface
    interface Addresses {
        /** Bits that it tells to be at the same address. */
        double information(Address address);
    }

    Comparison(Weights weights, Addresses addresses) {
        this.weights = weights;
        this.addresses = addresses;
        mostWithoutCore =
                weights.of(Level.PLACE_SAME)
                        + weights.of(Level.FORM_SAME)
                        + weights.of(Level.ADDRESS_SAME);
    }

    /**
     * Bits of all comparisons; less than asked for where that is sure to come out.
     *
     * @param information bits that each token of each name of the record tells
     * @param least bits from which the exact number is wanted
     */
    double bits(Prepared record, List<double[]> information, Prepared known, double least) {
        return reasons(record, information, known, new Reasons(weights, false), least).bits();
    }

    /** All comparisons. */
    Match match(Prepared record, List<double[]> information, int entry, Prepared known) {
        var reasons =
                reasons(
                        record,
                        information,
                        known,
                        new Reasons(weights, true),
                        Double.NEGATIVE_INFINITY);
        return new Match(entry, reasons.bits(), reasons.all());
    }

    private Reasons reasons(
            Prepared record,
            List<double[]> information,
            Prepared known,
            Reasons reasons,
            double least) {
        reasons.add(Level.PRIOR);
        code(record, known, reasons);
        double wanted = least - reasons.bits() - mostWithoutCore;
        reasons.addAll(names(record, information, known, reasons.kept(), wanted));
        address(record.address(), known.address(), reasons);
        return reasons;
    }

    private static void code(Prepared one, Prepared other, Reasons reasons) {
        if (one.code().isEmpty() || other.code().isEmpty()) {
            return;
        }
        var level =
                one.code().equals(other.code())
                        ? Level.CODE_SAME
                        : one.codePasses() && other.codePasses()
                                ? Level.CODE_OTHER
                                : Code.slip(one.code(), other.code())
                                        ? Level.CODE_SLIP
                                        : Level.CODE_UNSURE;
        reasons.add(level, () -> both(one.code(), other.code()));
    }

    /** The pair of names that speaks most for one organisation. */
    private Reasons names(
            Prepared one,
            List<double[]> information,
            Prepared other,
            boolean kept,
            double wantedOfCore) {
        Reasons best = null;
        for (int first = 0; first < one.names().size(); first++) {
            for (int second = 0; second < other.names().size(); second++) {
                var mine = one.names().get(first);
                var theirs = other.names().get(second);
                var reasons = new Reasons(weights, kept);
                name(mine, information.get(first), theirs, reasons, wantedOfCore);
                if (first > 0 || second > 0) {
                    reasons.add(
                            Level.NAME_FORMER,
                            () -> both(mine.name().plain(), theirs.name().plain()));
                }
                if (best == null || reasons.bits() > best.bits()) {
                    best = reasons;
                }
            }
        }
        return best == null ? new Reasons(weights, kept) : best;
    }

    private void name(
            Named one, double[] information, Named other, Reasons reasons, double wantedOfCore) {
        boolean sameCore = one.tokens().equals(other.tokens());
        if (sameCore) {
            reasons.addTold(Level.NAME_CORE, sum(information), one.name()::core);
        } else if (!differentCore(one, information, other, reasons, wantedOfCore)) {
            return;
        }
        place(one.name(), other.name(), reasons);
        form(one.name(), other.name(), reasons);
        if (!one.name().branch().equals(other.name().branch())) {
            reasons.add(Level.BRANCH_OTHER, () -> both(one.name().branch(), other.name().branch()));
        }
        if (one.name().group() != other.name().group()) {
            reasons.add(Level.GROUP_OTHER);
        }
        if (sameCore && !reasons.against()) {
            reasons.add(Level.NAME_WHOLE, one.name()::plain);
        }
    }

    /** Whether the cores share enough to go on. */
    private boolean differentCore(
            Named one, double[] information, Named other, Reasons reasons, double wanted) {
        if (most(one, information, other) < wanted) {
            reasons.add(Level.NAME_OTHER);
            return false;
        }
        var difference = new Difference(one, other);
        double told = sum(information, difference.shared);
        reasons.addTold(Level.NAME_CORE, told, () -> shared(one, difference.shared));
        if (difference.stretches.size() > MOST_STRETCHES) {
            reasons.add(Level.NAME_OTHER, () -> both(one.name().core(), other.name().core()));
        } else {
            for (var stretch : difference.stretches) {
                reasons.add(difference.level(stretch), () -> both(stretch));
            }
        }
        return true;
    }

    /** Bits of all tokens that the other has somewhere. */
    private static double most(Named one, double[] information, Named other) {
        double sum = 0;
        for (int at = 0; at < information.length; at++) {
            sum += other.tokens().contains(one.tokens().get(at)) ? information[at] : 0;
        }
        return sum;
    }

    private static double sum(double[] information) {
        double sum = 0;
        for (double bits : information) {
            sum += bits;
        }
        return sum;
    }

    private static double sum(double[] information, boolean[] shared) {
        double sum = 0;
        for (int at = 0; at < shared.length; at++) {
            sum += shared[at] ? information[at] : 0;
        }
        return sum;
    }

    private static String shared(Named name, boolean[] shared) {
        var text = new StringBuilder();
        for (int at = 0; at < shared.length; at++) {
            text.append(shared[at] ? name.tokens().get(at) : "·");
        }
        return text.toString();
    }

    private static String both(Stretch stretch) {
        return both(String.join("", stretch.one()), String.join("", stretch.other()));
    }

    private static String both(String one, String other) {
        return (one.isEmpty() ? "—" : one) + " / " + (other.isEmpty() ? "—" : other);
    }

    private static void place(Name one, Name other, Reasons reasons) {
        if (one.place().isEmpty() && other.place().isEmpty()) {
            return;
        }
        reasons.add(placeLevel(one.place(), other.place()), () -> both(one.place(), other.place()));
    }

    private static Level placeLevel(String one, String other) {
        if (one.equals(other)) {
            return Level.PLACE_SAME;
        }
        if (one.isEmpty() || other.isEmpty()) {
            return Level.PLACE_MISSING;
        }
        var first = List.of(one.split(" "));
        var second = List.of(other.split(" "));
        return first.containsAll(second) || second.containsAll(first)
                ? Level.PLACE_WITHIN
                : Level.PLACE_OTHER;
    }

    private static void form(Name one, Name other, Reasons reasons) {
        var first = one.form();
        var second = other.form();
        if (first == Form.NONE && second == Form.NONE) {
            return;
        }
        reasons.add(formLevel(first, second), () -> first + " / " + second);
    }

    private static Level formLevel(Form one, Form other) {
        if (one == other) {
            return Level.FORM_SAME;
        }
        if (one.vaguely(other)) {
            return Level.FORM_VAGUE;
        }
        if (one == Form.NONE || other == Form.NONE) {
            return Level.FORM_MISSING;
        }
        // A limited company may be turned into one with shares, and back.
        return Set.of(one, other).equals(Set.of(Form.SHARES, Form.LIMITED))
                ? Level.FORM_CHANGED
                : Level.FORM_OTHER;
    }

    private void address(Address one, Address other, Reasons reasons) {
        boolean districts = !one.district().isEmpty() && !other.district().isEmpty();
        if (one.exact() && other.exact() && one.key().equals(other.key())) {
            reasons.addTold(Level.ADDRESS_SAME, addresses.information(one), one::key);
        } else if (!one.road().isEmpty() && one.road().equals(other.road())) {
            reasons.add(Level.ADDRESS_ROAD, () -> both(one.key(), other.key()));
        } else if ((districts && !one.district().equals(other.district()))
                || (!one.road().isEmpty() && !other.road().isEmpty())) {
            reasons.add(
                    Level.ADDRESS_OTHER,
                    () -> both(one.district() + one.key(), other.district() + other.key()));
        } else if (districts) {
            reasons.add(Level.ADDRESS_DISTRICT, one::district);
        }
    }
}
