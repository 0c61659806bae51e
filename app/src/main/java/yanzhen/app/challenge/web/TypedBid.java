package yanzhen.app.challenge.web;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.challenge.Wall.Offer;
import yanzhen.app.challenge.Wall.Target;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Typed;

/** The form of a bid, as typed. */
record TypedBid(
        @Nullable String key,
        @Nullable UUID organisation,
        @Nullable String approach,
        @Nullable String price,
        @Nullable List<String> promise) {

    /** The offer, or nothing when there are problems. */
    @Nullable Offer read(List<Target> targets, Problems problems) {
        if (organisation == null) {
            problems.add("", null, "organisation", "", "required");
        }
        var money = Numbers.money("price", price, true, problems);
        var promises = Numbers.oneForEach(targets, promise, problems);
        var how = Typed.text("approach", approach, 2, Draft.LONG, problems);
        return problems.none() && money != null ? new Offer(how, money, promises) : null;
    }
}
