package yanzhen.engine.substitutes;

import java.util.Arrays;

/**
 * 产品空间: how near capabilities are to each other, by how often the same firms have both.
 *
 * <p>{@code φ(c,d) = min(P(c|d), P(d|c)) = firms with both / max(firms with c, firms with d)} and
 * the density of a capability around a firm {@code ω(f,c) = Σ φ(c,d) over what f has / Σ φ(c,d)}, d
 * other than c; Hidalgo, Klinger, Barabási, Hausmann, Science 317, 2007. A capability is left out
 * of its own density, so that a firm that has it is measured like one that has not. Cost of one
 * capability's proximities: what its holders have, together; no matrix is kept.
 *
 * <p>It knows what is done together, not why: two capabilities may be near by habit or by need.
 * Proximities of capabilities that few firms have rest on few firms.
 */
public final class ProductSpace {

    private final Holdings holdings;

    public ProductSpace(Holdings holdings) {
        this.holdings = holdings;
    }

    public Holdings holdings() {
        return holdings;
    }

    /** Nearness of two capabilities, 0 to 1; 0 where nobody has one of them. */
    public double proximity(int one, int other) {
        int most = Math.max(holdings.ubiquity(one), holdings.ubiquity(other));
        if (most == 0) {
            return 0;
        }
        long both =
                Arrays.stream(holdings.ofCapability[one])
                        .filter(it -> holdings.holds(it, other))
                        .count();
        return (double) both / most;
    }

    /** Nearness of each capability to one, by number; its own is left at 0. */
    public double[] proximities(int one) {
        var near = new double[holdings.capabilities().size()];
        for (int firm : holdings.ofCapability[one]) {
            for (int other : holdings.ofFirm[firm]) {
                near[other]++;
            }
        }
        for (int other = 0; other < near.length; other++) {
            if (near[other] > 0) {
                near[other] /= Math.max(holdings.ubiquity(one), holdings.ubiquity(other));
            }
        }
        near[one] = 0;
        return near;
    }

    /**
     * 相关性密度: the share of what is near to a capability that a firm has, 0 to 1; 0 where nothing is.
     */
    public double density(int firm, int capability) {
        var near = proximities(capability);
        double all = Arrays.stream(near).sum();
        double held = Arrays.stream(holdings.ofFirm[firm]).mapToDouble(it -> near[it]).sum();
        return all == 0 ? 0 : Math.min(1, held / all);
    }
}
