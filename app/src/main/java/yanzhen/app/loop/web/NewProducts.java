package yanzhen.app.loop.web;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.access.Viewer;
import yanzhen.app.kernel.Problems;
import yanzhen.app.loop.Product.Category;
import yanzhen.app.loop.Products.NewProduct;
import yanzhen.app.site.Typed;

/** Reads a product to be listed from a form or a request, with all its problems at once. */
final class NewProducts {

    private NewProducts() {}

    /** The product; null when something is wrong with it. */
    static @Nullable NewProduct read(
            @Nullable String makerTyped,
            @Nullable String nameTyped,
            @Nullable String modelTyped,
            @Nullable String categoryTyped,
            @Nullable String firstSoldTyped,
            @Nullable String outcomeTyped,
            Origins origins,
            LocalDate today,
            Viewer viewer,
            Problems problems) {
        var maker = organisation("maker", makerTyped, viewer, problems);
        var name = Typed.text("name", nameTyped, 2, 200, problems);
        var model = Typed.text("model", modelTyped, 0, 100, problems);
        var category = Typed.choice("category", categoryTyped, Category.class, false, problems);
        var firstSold = Typed.day("firstSoldOn", firstSoldTyped, problems);
        if (firstSold != null && firstSold.isAfter(today)) {
            problems.add("", null, "firstSoldOn", firstSold.toString(), "loop-future");
        }
        var outcome = Typed.id("outcome", outcomeTyped, problems);
        origins.mustBelong(outcome, maker, problems);
        return problems.none() && maker != null
                ? new NewProduct(maker, name, model, category, firstSold, outcome)
                : null;
    }

    /** The organisation named, or the only one that the viewer acts for. */
    static @Nullable UUID organisation(
            String field, @Nullable String typed, Viewer viewer, Problems problems) {
        if (Typed.text(typed).isEmpty() && viewer.organisations().size() == 1) {
            return viewer.onlyOrganisation();
        }
        if (Typed.text(typed).isEmpty()) {
            problems.add("", null, field, "", "required");
            return null;
        }
        var id = Typed.id(field, typed, problems);
        if (id != null) {
            viewer.mustActFor(id);
        }
        return id;
    }
}
