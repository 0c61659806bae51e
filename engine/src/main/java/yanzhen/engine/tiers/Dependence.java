package yanzhen.engine.tiers;

import java.util.Arrays;
import yanzhen.engine.InputClass;
import yanzhen.engine.LinkVisitor;
import yanzhen.engine.SupplyLinks;

/**
 * 多级依赖: who is behind a product, a stage or a firm, up to some depth.
 *
 * <p>Tier 0 are those who make it; tier 1 their suppliers, and so on, each firm once, in the tier
 * next to the makers. Links are all those between these firms, with three exceptions: inputs that
 * are negligible to the customer, what a firm supplies itself, and what the makers sell, be it to
 * each other or back to their suppliers: a product is not supplied by itself.
 *
 * <p>Found by breadth-first search. Costs the links to these firms, a sort of each tier, and 4
 * bytes for each firm of the network. The order is by tier, then number.
 */
public final class Dependence {

    /** A depth that no network reaches. */
    public static final int ALL_TIERS = Integer.MAX_VALUE;

    private static final int NOT_SEEN = -1;

    private final Needs needs;
    final int firmsInNetwork;
    private final int[] nodeOf;
    private int[] firm;
    private int[] tier;
    private int[] tierStart = new int[8];
    private int tiers;
    int nodes;

    /** Where the links by which each node buys begin, and where the last one's end. */
    int[] start = new int[0];

    int[] supplier = new int[0];
    double[] amount = new double[0];

    /** Whether a node has suppliers that are deeper than was asked for. */
    boolean[] open = new boolean[0];

    /** Whether a node supplies itself. */
    boolean[] own = new boolean[0];

    private Dependence(SupplyLinks links, Needs needs, int makers) {
        this.needs = needs;
        firmsInNetwork = links.firms();
        nodeOf = new int[firmsInNetwork];
        Arrays.fill(nodeOf, NOT_SEEN);
        firm = new int[Math.max(8, makers)];
        tier = new int[firm.length];
    }

    /**
     * Who is behind a firm, or behind all the firms that make a product or form a stage.
     *
     * @param makers numbers of the firms, each once
     * @param depth the last tier, from 1; {@link #ALL_TIERS} for all
     * @throws IllegalArgumentException when there are no makers, one is not there or named twice,
     *     the needs are not those of as many firms, or the depth is below 1
     */
    public static Dependence of(SupplyLinks links, Needs needs, int[] makers, int depth) {
        var faults = new Faults();
        faults.firms("makers", makers, links.firms());
        faults.length("kind", needs.firms(), links.firms());
        if (depth < 1) {
            faults.add("The depth (%d) is below 1, the tier of the suppliers.".formatted(depth));
        }
        faults.throwAny();
        var dependence = new Dependence(links, needs, makers.length);
        dependence.search(links, makers, depth);
        dependence.link(links);
        return dependence;
    }

    private void search(SupplyLinks links, int[] makers, int depth) {
        for (int maker : makers) {
            see(maker);
        }
        endTier();
        for (int from = 0; from < nodes && tiers <= depth; from = tierStart[tiers - 1]) {
            int until = nodes;
            for (int node = from; node < until; node++) {
                links.forEachInput(firm[node], this::seeSupplier);
            }
            if (nodes == until) {
                break;
            }
            endTier();
        }
    }

    private void seeSupplier(int from, int customer, double weight) {
        if (nodeOf[from] == NOT_SEEN && counts(from, customer)) {
            see(from);
        }
    }

    private boolean counts(int from, int customer) {
        return from != customer && needs.classOf(from, customer) != InputClass.NEGLIGIBLE;
    }

    private void see(int found) {
        if (nodes == firm.length) {
            firm = Arrays.copyOf(firm, nodes * 2);
            tier = Arrays.copyOf(tier, nodes * 2);
        }
        nodeOf[found] = nodes;
        firm[nodes] = found;
        tier[nodes++] = tiers;
    }

    private void endTier() {
        int from = tierStart[tiers];
        Arrays.sort(firm, from, nodes);
        for (int node = from; node < nodes; node++) {
            nodeOf[firm[node]] = node;
        }
        if (++tiers == tierStart.length) {
            tierStart = Arrays.copyOf(tierStart, tiers * 2);
        }
        tierStart[tiers] = nodes;
    }

    private void link(SupplyLinks links) {
        start = new int[nodes + 1];
        open = new boolean[nodes];
        own = new boolean[nodes];
        var row = new Row();
        for (int node = 0; node < nodes; node++) {
            row.node = node;
            links.forEachInput(firm[node], row);
            start[node + 1] = row.count;
        }
        supplier = Arrays.copyOf(supplier, row.count);
        amount = Arrays.copyOf(amount, row.count);
    }

    /** Takes the links by which one node buys. */
    private final class Row implements LinkVisitor {

        int node;
        int count;

        @Override
        public void link(int from, int customer, double weight) {
            own[node] |= from == customer;
            if (!counts(from, customer)) {
                return;
            }
            int at = nodeOf[from];
            if (at == NOT_SEEN) {
                open[node] = true;
            } else if (tier[at] > 0) {
                keep(at, weight);
            }
        }

        private void keep(int at, double weight) {
            if (count == supplier.length) {
                supplier = Arrays.copyOf(supplier, Math.max(16, count * 2));
                amount = Arrays.copyOf(amount, supplier.length);
            }
            supplier[count] = at;
            amount[count++] = weight;
        }
    }

    /** How many tiers there are, that of the makers included. */
    public int tiers() {
        return tiers;
    }

    /** The firms of a tier, by number. */
    public int[] firmsOf(int ofTier) {
        return Arrays.copyOfRange(firm, tierStart[ofTier], tierStart[ofTier + 1]);
    }

    /** How many firms there are in all tiers. */
    public int firms() {
        return nodes;
    }

    /** The tier of a firm; -1 when nothing depends on it. */
    public int tierOf(int ofFirm) {
        int node = nodeOf[ofFirm];
        return node == NOT_SEEN ? NOT_SEEN : tier[node];
    }

    /** How many links there are. */
    public int links() {
        return supplier.length;
    }

    /** Whether a firm has suppliers that are deeper than was asked for. */
    public boolean goesDeeper(int ofFirm) {
        int node = nodeOf[ofFirm];
        return node != NOT_SEEN && open[node];
    }

    /** Hands every link to the visitor, by tier and number of the customer. */
    public void forEachLink(LinkVisitor visitor) {
        for (int node = 0; node < nodes; node++) {
            for (int link = start[node]; link < start[node + 1]; link++) {
                visitor.link(firm[supplier[link]], firm[node], amount[link]);
            }
        }
    }

    Needs needs() {
        return needs;
    }

    /** Whether a node supplies itself with this kind. */
    boolean makesItself(int node, int kind) {
        return own[node] && needs.kindOf(firm[node]) == kind;
    }

    /** The node of a firm; -1 when nothing depends on it. */
    int nodeAt(int ofFirm) {
        return nodeOf[ofFirm];
    }

    int firmAt(int node) {
        return firm[node];
    }

    int tierAt(int node) {
        return tier[node];
    }

    /** The first node of a tier; those before the first of tier 1 are the makers. */
    int firstOf(int ofTier) {
        return tierStart[Math.min(ofTier, tiers)];
    }
}
