package yanzhen.app.loop;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.loop.Product.Category;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.Slice;

/** 产品目录: reading it, listing in it, withdrawing from it. */
public interface Products {

    Optional<Product> find(UUID id);

    /** Those of the ids that exist. */
    Map<UUID, Product> byId(Collection<UUID> ids);

    /** Products that come from one of the outcomes, as known at the moment, the earliest first. */
    List<Product> ofOutcomes(Collection<UUID> outcomes, AsOf asOf);

    /**
     * What to look for.
     *
     * @param words part of name, model or maker's name; empty for all
     * @param category empty for all
     * @param district six digits; empty for all
     * @param state LISTED, WITHDRAWN or empty for all
     * @param maker null for all
     */
    record Query(
            String words,
            String category,
            String district,
            String state,
            @Nullable UUID maker,
            Sort sort) {}

    /** 排序. */
    enum Sort {
        /** The latest listed first. */
        LISTED,
        NAME
    }

    /** Two values make the cursor. */
    Slice<Product> search(Query query, @Nullable Cursor after, int size);

    long count(Query query);

    /**
     * A product to be listed.
     *
     * @param outcome an accepted outcome of the maker; null when from none
     */
    record NewProduct(
            UUID maker,
            String name,
            String model,
            @Nullable Category category,
            @Nullable LocalDate firstSoldOn,
            @Nullable UUID outcome) {}

    /**
     * Puts a product into the catalogue.
     *
     * @throws yanzhen.app.access.Forbidden when the viewer does not act for the maker
     * @throws ListedAlready when the maker has listed the same name and model
     */
    UUID list(NewProduct product);

    /**
     * Takes a product out; its record stays.
     *
     * @throws WithdrawnAlready when it is out already
     */
    void withdraw(UUID product, String reason);

    /** The maker offers this name and model already. */
    final class ListedAlready extends Conflict {
        public ListedAlready(String name, String model) {
            super(
                    "product-listed",
                    "The maker has listed %s %s already.".formatted(name, model),
                    name,
                    model);
        }
    }

    /** The product is no longer in the catalogue. */
    final class WithdrawnAlready extends Conflict {
        public WithdrawnAlready(LocalDate on) {
            super(
                    "product-withdrawn",
                    "The product was withdrawn on %s.".formatted(on),
                    on.toString());
        }
    }
}
