package yanzhen.engine;

import java.util.ArrayList;
import java.util.List;
import yanzhen.engine.Diversification.Purchase;

/** 订单: what one new supplier would take over from those who supply a customer. */
final class Order {

    private final Purchase purchase;
    private final int[] sector;
    private final List<Integer> suppliers = new ArrayList<>();

    /** The links once the amount is taken away and nobody has it yet. */
    private ChangedNetwork open;

    private double amount;

    /**
     * Looks at what the customer buys.
     *
     * @throws IllegalArgumentException when it buys nothing of the sector from others
     */
    Order(ChangedNetwork links, int[] sector, Purchase purchase) {
        this.purchase = purchase;
        this.sector = sector;
        open = links;
        links.forEachInput(purchase.customer(), this::take);
        if (suppliers.isEmpty()) {
            throw new IllegalArgumentException(
                    """
                    Firm %d buys nothing of sector %d from others, so there is nothing to take over.
                    Ask for a sector of which it buys.\
                    """
                            .formatted(purchase.customer(), purchase.sector()));
        }
    }

    private void take(int supplier, int customer, double bought) {
        if (sector[supplier] == purchase.sector() && supplier != customer) {
            double taken = bought * purchase.share();
            suppliers.add(supplier);
            amount += taken;
            open =
                    taken < bought
                            ? open.with(supplier, customer, bought - taken)
                            : open.without(supplier, customer);
        }
    }

    /** Whether a firm is of the sector and could be a new supplier. */
    boolean mayGoTo(int firm) {
        return sector[firm] == purchase.sector()
                && firm != purchase.customer()
                && !suppliers.contains(firm);
    }

    int customer() {
        return purchase.customer();
    }

    List<Integer> suppliers() {
        return suppliers;
    }

    double amount() {
        return amount;
    }

    ChangedNetwork open() {
        return open;
    }
}
