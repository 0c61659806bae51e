package yanzhen.app.loop.web;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewer;
import yanzhen.app.cluster.Identifier;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.loop.Contract.Buyer;
import yanzhen.app.loop.Contracts.NewContract;
import yanzhen.app.loop.Products;
import yanzhen.app.site.Typed;

/** Reads a contract to be handed in from a form or a request, with all its problems at once. */
@Component
class NewContracts {

    /** Ten trillion yuan: more than any contract, and far below what a sum of fen can hold. */
    private static final Yuan MOST = new Yuan(1_000_000_000_000_000L);

    /**
     * What the form or the request holds.
     *
     * @param buyerCode credit code of a buyer in the register; empty for another
     * @param total yuan with at most two decimals
     */
    record Typing(
            @Nullable String key,
            @Nullable String seller,
            @Nullable String number,
            @Nullable String name,
            @Nullable String type,
            @Nullable String buyerCode,
            @Nullable String buyerName,
            @Nullable String buyerRegion,
            @Nullable String total,
            @Nullable String technical,
            @Nullable String signedOn,
            @Nullable String outcome,
            @Nullable String product) {}

    private final Organisations organisations;
    private final Products products;
    private final Origins origins;

    NewContracts(Organisations organisations, Products products, Origins origins) {
        this.organisations = organisations;
        this.products = products;
        this.origins = origins;
    }

    /** The contract; null when something is wrong with it. */
    @Nullable NewContract read(Typing typed, LocalDate today, Viewer viewer, Problems problems) {
        var seller = NewProducts.organisation("seller", typed.seller, viewer, problems);
        var number = Typed.text("number", typed.number, 3, 60, problems);
        var name = Typed.text("name", typed.name, 2, 200, problems);
        var type =
                Typed.choice(
                        "type", typed.type, yanzhen.app.loop.Contract.Type.class, true, problems);
        var buyer = buyer(typed, seller, problems);
        var total = amount("total", typed.total, 1, problems);
        var technical = amount("technical", typed.technical, 0, problems);
        if (total != null && technical != null && technical.compareTo(total) > 0) {
            problems.add(
                    "",
                    null,
                    "technical",
                    technical.toString(),
                    "technical-above",
                    total.toString());
        }
        var signed = signed(typed.signedOn, today, problems);
        var outcome = Typed.id("outcome", typed.outcome, problems);
        origins.mustBelong(outcome, seller, problems);
        var product = product(typed.product, seller, problems);
        return problems.none()
                        && seller != null
                        && type != null
                        && buyer != null
                        && total != null
                        && technical != null
                        && signed != null
                ? new NewContract(
                        number, name, type, seller, buyer, total, technical, signed, outcome,
                        product)
                : null;
    }

    private static @Nullable Yuan amount(
            String field, @Nullable String typed, long leastFen, Problems problems) {
        var amount = Typed.yuan(field, typed, problems);
        if (amount != null && (amount.fen() < leastFen || amount.compareTo(MOST) > 0)) {
            problems.add("", null, field, amount.toString(), "yuan-range");
            return null;
        }
        return amount;
    }

    private static @Nullable LocalDate signed(
            @Nullable String typed, LocalDate today, Problems problems) {
        if (Typed.text(typed).isEmpty()) {
            problems.add("", null, "signedOn", "", "required");
            return null;
        }
        var day = Typed.day("signedOn", typed, problems);
        if (day != null && day.isAfter(today)) {
            problems.add("", null, "signedOn", day.toString(), "loop-future");
        }
        return day;
    }

    private @Nullable Buyer buyer(Typing typed, @Nullable UUID seller, Problems problems) {
        if (Typed.text(typed.buyerCode).isEmpty()) {
            var name = Typed.text("buyerName", typed.buyerName, 2, 200, problems);
            var region = Typed.text(typed.buyerRegion);
            if (!region.matches("[1-9][0-9]{5}")) {
                problems.add("", null, "buyerRegion", region, "region-code");
            }
            return new Buyer(null, name, region);
        }
        var found = registered(Typed.text(typed.buyerCode), problems);
        if (found.isPresent() && found.get().id().equals(seller)) {
            problems.add("", null, "buyerCode", Typed.text(typed.buyerCode), "buyer-is-seller");
        }
        return found.map(it -> new Buyer(it.id(), it.name(), it.district())).orElse(null);
    }

    private Optional<Organisation> registered(String code, Problems problems) {
        try {
            var found = organisations.findByKey(Identifier.keyOf(code));
            if (found.isEmpty()) {
                problems.add("", null, "buyerCode", code, "unknown-reference");
            }
            return found;
        } catch (IllegalArgumentException e) {
            problems.add("", null, "buyerCode", code, "credit-code-check");
            return Optional.empty();
        }
    }

    private @Nullable UUID product(
            @Nullable String typed, @Nullable UUID seller, Problems problems) {
        var id = Typed.id("product", typed, problems);
        if (id == null) {
            return null;
        }
        boolean own = products.find(id).filter(it -> it.maker().equals(seller)).isPresent();
        if (!own) {
            problems.add("", null, "product", id.toString(), "unknown-reference");
        }
        return id;
    }
}
