package yanzhen.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * 解释: why each firm loses what it loses after one shock, and on which way the loss came to it.
 *
 * <p>A firm's loss is the largest of several sums over its links; the cause is the sum that
 * decides, and in it the link with the largest part. The way goes back along the largest part among
 * those who had lost something before, so it always ends at a firm that the shock hit. Both go by
 * the losses in the end.
 */
public final class Explanation {

    private final Cascade cascade;
    private final Losses losses;
    private final double[] counted;
    private final Arrival downArrival;
    private final Arrival upArrival;

    /** Takes the array, which goes by place, as it is. */
    Explanation(
            Cascade cascade,
            Losses losses,
            double[] counted,
            Arrival downArrival,
            Arrival upArrival) {
        this.cascade = cascade;
        this.losses = losses;
        this.counted = counted;
        this.downArrival = downArrival;
        this.upArrival = upArrival;
    }

    /** Through what a loss comes. */
    public enum Through {
        /** 无损失: there is none. */
        NOTHING,
        /** 冲击: the shock itself. */
        SHOCK,
        /** 供货: suppliers that cease to deliver. */
        DELIVERIES,
        /** 销售: customers that cease to buy. */
        SALES
    }

    /**
     * Why a firm loses what it loses.
     *
     * @param firm number of the firm
     * @param loss share of its output, 0 to 1
     * @param through the direction in which it loses most
     * @param from the supplier or customer with the largest part, the firm itself where there is
     *     none
     * @param part what this one link makes the firm lose by itself, 0 to 1
     * @param step in which the firm first lost something, 0 when the shock hit it
     */
    public record Cause(int firm, double loss, Through through, int from, double part, int step) {}

    public Losses losses() {
        return losses;
    }

    /** Why a firm loses what it loses in the end. */
    public Cause causeOf(int firm) {
        int place = cascade.places.placeOf(firm);
        boolean deliveries = byDeliveries(place);
        if (arrival(deliveries).of(place) == Arrival.NEVER) {
            return new Cause(firm, 0, Through.NOTHING, firm, 0, Arrival.NEVER);
        }
        int link = channel(deliveries).deciding(place, given(deliveries));
        return cause(place, deliveries, link);
    }

    private boolean byDeliveries(int place) {
        return losses.down[place] >= losses.up[place];
    }

    private Channel channel(boolean deliveries) {
        return deliveries ? cascade.down : cascade.up;
    }

    private Arrival arrival(boolean deliveries) {
        return deliveries ? downArrival : upArrival;
    }

    /** What a loss means to those who are linked with the place. */
    private double[] given(boolean deliveries) {
        return deliveries ? counted : losses.up;
    }

    private Cause cause(int place, boolean deliveries, int link) {
        int firm = cascade.places.firmAt(place);
        double loss = deliveries ? losses.down[place] : losses.up[place];
        int step = arrival(deliveries).of(place);
        var channel = channel(deliveries);
        if (step == 0 || link < 0) {
            return new Cause(firm, loss, Through.SHOCK, firm, loss, step);
        }
        int giver = channel.giver[link];
        return new Cause(
                firm,
                loss,
                deliveries ? Through.DELIVERIES : Through.SALES,
                cascade.places.firmAt(giver),
                channel.share[link] * given(deliveries)[giver],
                step);
    }

    /**
     * How the loss came to a firm: from one that the shock hit, link by link; empty if it lost
     * nothing.
     */
    public List<Cause> wayTo(int firm) {
        int place = cascade.places.placeOf(firm);
        boolean deliveries = byDeliveries(place);
        var channel = channel(deliveries);
        var arrival = arrival(deliveries);
        var way = new ArrayList<Cause>();
        if (arrival.of(place) == Arrival.NEVER) {
            return way;
        }
        while (arrival.of(place) > 0) {
            int link = channel.earlier(place, given(deliveries), arrival);
            way.add(cause(place, deliveries, link));
            place = channel.giver[link];
        }
        way.add(cause(place, deliveries, -1));
        Collections.reverse(way);
        return way;
    }
}
