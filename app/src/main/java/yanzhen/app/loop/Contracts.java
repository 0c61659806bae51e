package yanzhen.app.loop;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.loop.Contract.Buyer;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Slice;

/**
 * 技术合同登记: contracts for those who may see them, sums for everybody.
 *
 * <p>A contract shows to its parties, to the officer of the seller's district and to the region.
 * Everything called {@code total} or {@code step} is computed over all contracts whoever asks.
 */
public interface Contracts {

    Optional<Contract> find(UUID id);

    /**
     * What to look for.
     *
     * @param words part of number, name or a party's name; empty for all
     * @param type empty for all
     * @param state PENDING, REGISTERED, REFUSED, OVERDUE or empty for all
     * @param year of the decision; null for all
     */
    record Query(String words, String type, String state, @Nullable Integer year, LocalDate today) {

        public static Query all(LocalDate today) {
            return new Query("", "", "", null, today);
        }
    }

    /** Two values make the cursor; the latest handed in first. */
    Slice<Contract> search(Query query, @Nullable Cursor after, int size);

    long count(Query query);

    /** Those registered in the days, as known at the moment, that the viewer may see. */
    List<Contract> registered(LocalDate from, AsOf asOf);

    /**
     * 合计: number and amounts of contracts.
     *
     * @param synthetic whether one of them is made up
     */
    record Total(long count, Yuan total, Yuan technical, boolean synthetic) {
        public static final Total NOTHING = new Total(0, Yuan.ZERO, Yuan.ZERO, false);

        public Total plus(Total other) {
            return new Total(
                    count + other.count,
                    total.plus(other.total),
                    technical.plus(other.technical),
                    synthetic || other.synthetic);
        }
    }

    /** Sum of all that were registered from a day up to and including the day, as known then. */
    Total total(LocalDate from, AsOf asOf);

    /** One group of a sum. */
    record Part(String key, Total total) {}

    /**
     * The same sum by type. Groups of fewer than three contracts are put together under {@code
     * OTHER}, so that no party's amount can be read off.
     */
    List<Part> totalsByType(LocalDate from, AsOf asOf);

    /** The sums of every year, as known at the moment, the latest first. */
    List<Part> totalsByYear(AsOf asOf);

    /**
     * 脉络中的合同: what anybody may know of a contract that carries an outcome further.
     *
     * @param day of the decision, or of handing in while there is none
     * @param state PENDING, REGISTERED or REFUSED
     * @param total null when the viewer may not see the contract
     */
    record Step(
            UUID id,
            Contract.Type type,
            String state,
            LocalDate day,
            @Nullable UUID outcome,
            @Nullable UUID product,
            @Nullable Yuan total,
            boolean synthetic) {}

    /** Contracts that carry one of the outcomes further, as known at the moment. */
    List<Step> steps(Collection<UUID> outcomes, AsOf asOf);

    /** Contracts about one of the products, as known at the moment. */
    List<Step> ofProducts(Collection<UUID> products, AsOf asOf);

    /** One contract as a step, as known at the moment. */
    Optional<Step> step(UUID contract, AsOf asOf);

    /** A contract to be handed in. */
    record NewContract(
            String number,
            String name,
            Contract.Type type,
            UUID seller,
            Buyer buyer,
            Yuan total,
            Yuan technical,
            LocalDate signedOn,
            @Nullable UUID outcome,
            @Nullable UUID product) {}

    /**
     * Hands a contract in for registration.
     *
     * @throws yanzhen.app.access.Forbidden when the viewer does not act for the seller
     * @throws NumberTaken when a contract of this number waits or is registered
     */
    UUID submit(NewContract contract);

    /**
     * 予以登记.
     *
     * @throws yanzhen.app.access.Forbidden when the viewer is not the registry of the seller
     * @throws Decided when it is decided already
     */
    void register(UUID contract);

    /**
     * 未予登记.
     *
     * @throws yanzhen.app.access.Forbidden when the viewer is not the registry of the seller
     * @throws Decided when it is decided already
     */
    void refuse(UUID contract, String reason);

    /** A contract of this number waits or is registered. */
    final class NumberTaken extends Conflict {
        public NumberTaken(String number) {
            super(
                    "contract-number-taken",
                    "A contract with the number %s is registered or waits for it."
                            .formatted(number),
                    number);
        }
    }

    /** The contract has been decided. */
    final class Decided extends Conflict {
        public Decided(LocalDate on) {
            super(
                    "contract-decided",
                    "The contract was decided on %s.".formatted(on),
                    on.toString());
        }
    }
}
