package yanzhen.engine;

import java.util.List;

/**
 * 建网结果: a network with what was not taken into it.
 *
 * @param rejected every record that was left out, in the order read
 * @param merged how many records were added to another of the same supplier and customer
 */
public record Built(SupplyNetwork network, List<Rejected> rejected, long merged) {

    public Built {
        rejected = List.copyOf(rejected);
    }

    /**
     * A record that was left out.
     *
     * @param record its place, counted from 0
     */
    public record Rejected(long record, int supplier, int customer, double weight, Reason reason) {}

    /** Why a record was left out. */
    public enum Reason {
        /** The supplier's number is below 0 or not below the number of firms. */
        SUPPLIER_OUT_OF_RANGE,
        /** The customer's number is below 0 or not below the number of firms. */
        CUSTOMER_OUT_OF_RANGE,
        /** The weight is not a finite number. */
        NOT_FINITE,
        /** The weight is below 0. */
        NEGATIVE,
        /** Nothing was sold: no link. */
        ZERO
    }
}
