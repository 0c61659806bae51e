package yanzhen.app.chain;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;

/** 产能分布: who makes the nodes of a chain, and where, as the present facts on suppliers say. */
public interface Makers {

    /**
     * 供应方所在: one present fact on a supplier of a node, with the place of the supplier.
     *
     * @param organisation null for a supplier outside of the register
     * @param country or region in which it is made, ISO 3166-1 alpha-2, or that of several
     * @param district six digits of where the organisation is registered; null outside of the
     *     register and for what is made elsewhere than in the home country
     * @param share percent of the node's market, 0 to 100; null when not known or negligible
     * @param negligible whether the share is known to be too small to be told
     * @param total whether it speaks of all makers of the country together, not of one
     */
    record Maker(
            UUID node,
            @Nullable UUID organisation,
            Bilingual name,
            String country,
            @Nullable String district,
            @Nullable BigDecimal share,
            boolean negligible,
            boolean total,
            boolean synthetic) {

        /** The home country. */
        public static final String HOME = "CN";

        /** Tells one supplier from another: what stands in the register, else name and country. */
        public String identity() {
            return organisation == null ? country + " " + name.zh() : organisation.toString();
        }
    }

    /**
     * 区位示意格: where a district stands in the schematic map of the pack. Places are our own drawing;
     * nothing is measured on them.
     *
     * @param district its six digits
     * @param column and row from 0, counted from the west and from the north
     */
    record Tile(String district, int column, int row) {}

    /** All present facts on suppliers of the chain's nodes, by node, the largest share first. */
    List<Maker> of(String chain);

    /** The schematic map; empty when the pack has none. */
    List<Tile> tiles();
}
