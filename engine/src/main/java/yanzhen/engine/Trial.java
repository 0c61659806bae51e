package yanzhen.engine;

import java.util.Arrays;

/**
 * A cascade in which candidates become suppliers of a customer, one after the other; a workspace of
 * one thread.
 *
 * <p>It is laid out once, with a link from each candidate; those of all but one have a share of 0,
 * which changes no sum by a bit. So a candidate costs its own links and the customer's.
 */
final class Trial {

    private final Cascade cascade;
    private final Order order;
    private final double[] shareOf;
    private final Spread spread;

    Trial(Cascade before, Order order, int[] candidates) {
        this.order = order;
        cascade = before.with(order.open().with(candidates, order.customer(), order.amount()));
        shareOf = new double[cascade.firms()];
        spread = new Spread(cascade);
        Arrays.stream(candidates).forEach(this::leave);
    }

    /** From now on the candidate supplies. */
    void join(int candidate) {
        var links = order.open().with(candidate, order.customer(), order.amount());
        int[] at = {cascade.places.placeOf(order.customer())};
        var inputs = DownLinks.of(cascade.setting, links, cascade.places, at);
        overwrite(cascade.down, at[0], inputs);
        sells(candidate, links);
    }

    /** From now on it does not. */
    void leave(int candidate) {
        sells(candidate, order.open());
    }

    private void sells(int candidate, ChangedNetwork links) {
        int[] at = {cascade.places.placeOf(candidate)};
        overwrite(cascade.up, at[0], UpLinks.of(cascade.setting, links, cascade.places, at));
        cascade.replaceability.overwrite(at[0], links.sold(candidate));
    }

    private void overwrite(Channel channel, int receiver, ChannelRows row) {
        for (int link = 0; link < row.giver.length; link++) {
            shareOf[row.giver[link]] = row.share[link];
        }
        channel.overwrite(receiver, shareOf);
        for (int giver : row.giver) {
            shareOf[giver] = 0;
        }
    }

    /** Lets a shock run; the workspace holds its losses until the next. */
    Spread run(Shock shock, StopRule rule, double[] weights) {
        Cascade.settle(spread, shock, rule, weights);
        return spread;
    }
}
