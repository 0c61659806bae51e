package yanzhen.app.chain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.SupplyNetworks.DataSet;
import yanzhen.app.chain.SupplyNetworks.Firm;
import yanzhen.app.kernel.Bilingual;

/**
 * 推演: what a network loses when something happens to it. The same question has one stored answer,
 * and reckoning it again gives the same bits.
 *
 * <p>It answers who is hit and how hard at most while nobody finds a supplier outside of the data
 * set. It knows no stocks, prices or time. Opening an answer is a look.
 */
public interface WhatIfs {

    /**
     * What is lost in all. Shares are of all sales of the data set.
     *
     * @param loss by the larger of each firm's two losses, the stopped firms' own included, 0 to 1
     * @param down by what suppliers fail to deliver
     * @param up by what customers cease to buy
     * @param shock what the stop itself takes
     * @param stopped how many firms the stop takes something from
     * @param hit how many others lose something
     * @param settled whether it came to rest; otherwise the losses are too small
     */
    record Total(
            double loss,
            double down,
            double up,
            double shock,
            int stopped,
            int hit,
            boolean settled) {}

    /**
     * 一步 of the cascade.
     *
     * @param step 0 for the stop itself
     * @param hit how many firms lose something for the first time
     * @param loss share of all sales that is lost by then
     */
    record Step(int step, int hit, double loss) {}

    /**
     * Names the firms that a stop or an input came to, as they were when it was asked.
     *
     * @param firms how many
     * @param registered of them, those found by the register and not by the data set
     */
    record Reached(Scenario.Stop stop, int firms, int registered) {}

    /**
     * What a supplier that is added takes over.
     *
     * @param volume in the unit of the data set
     * @param lossBefore share of its output that the customer loses without it
     * @param lossAfter the same with it; may be more
     */
    record Relief(Scenario.Added added, double volume, double lossBefore, double lossAfter) {}

    /**
     * A question and its answer.
     *
     * @param names of the firms and nodes of the scenario, as they were called when it was asked,
     *     by {@link Scenario#name}
     * @param total with the suppliers that are added
     * @param before the same without them; null when none is added
     * @param sold by all firms, in the unit of the data set
     * @param digest SHA-256 of all losses, in hexadecimal
     */
    record WhatIf(
            UUID id,
            DataSet network,
            Scenario scenario,
            Map<String, Bilingual> names,
            CascadeReading reading,
            Total total,
            @Nullable Total before,
            double sold,
            List<Step> steps,
            List<Reached> reached,
            List<Relief> relief,
            String digest,
            Instant askedAt,
            @Nullable String askedBy) {}

    /** Through what a loss comes. */
    enum Through {
        /** 停供: the stop itself. */
        STOP,
        /** 断供: suppliers that cease to deliver. */
        DELIVERIES,
        /** 失单: customers that cease to buy. */
        SALES
    }

    /**
     * 企业损失.
     *
     * @param sold what it sells, in the unit of the data set
     * @param loss share of its output, the larger of the two, 0 to 1
     * @param from the supplier or customer with the largest part; itself where it is the stop
     * @param part what this one makes it lose by itself, 0 to 1
     * @param step in which it first lost something; 0 when the stop hit it
     */
    record FirmLoss(
            Firm firm,
            double sold,
            double loss,
            double down,
            double up,
            Through through,
            Firm from,
            double part,
            int step) {

        /** In the unit of the data set. */
        public double amount() {
            return loss * sold;
        }
    }

    /**
     * Why a firm loses what it loses.
     *
     * @param own its loss; null when it loses nothing
     * @param way from a firm that stops to this one, link by link; empty when it loses nothing
     * @param suppliers of whom it buys, with what each loses, those that bring most first
     */
    record Why(Firm firm, @Nullable FirmLoss own, List<FirmLoss> way, List<Brought> suppliers) {}

    /**
     * What a supplier's loss means to a buyer.
     *
     * @param share of what the buyer buys of the supplier's industry, 0 to 1
     * @param loss of the supplier, 0 to 1
     */
    record Brought(Firm supplier, double volume, double share, double loss) {}

    /**
     * Asks, or finds the answer that there is. Leaves an audit record.
     *
     * @throws yanzhen.app.kernel.Problems.Refused when something of the scenario is not in the
     *     network; all of it at once
     */
    UUID ask(UUID network, Scenario scenario, CascadeReading reading);

    /** The answer to the same question, if it has been asked. */
    Optional<UUID> asked(UUID network, Scenario scenario, CascadeReading reading);

    /** An answer. A look. */
    Optional<WhatIf> find(UUID id);

    /** The latest answers, of one network or of all; no look. */
    List<WhatIf> latest(@Nullable UUID network, int most);

    /** Who loses what, the largest amount first. */
    List<FirmLoss> losses(UUID id);

    /** Why a firm of the network loses what it loses; empty when there is no such firm. A look. */
    Optional<Why> why(UUID id, String firm);

    /**
     * Reckons the answer again.
     *
     * @return SHA-256 of the losses that came out
     */
    String repeated(UUID id);
}
