package yanzhen.engine;

/** 供应关系: who supplies whom, seen from either side; a {@link SupplyNetwork}, or one with changes. */
public interface SupplyLinks {

    /** How many firms there are, numbered from 0. */
    int firms();

    /** Hands the links by which a firm buys to the visitor, by supplier. */
    void forEachInput(int customer, LinkVisitor visitor);

    /** Hands the links by which a firm sells to the visitor, by customer. */
    void forEachSale(int supplier, LinkVisitor visitor);
}
