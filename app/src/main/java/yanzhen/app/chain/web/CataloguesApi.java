package yanzhen.app.chain.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import yanzhen.app.chain.Catalogues;
import yanzhen.app.chain.Catalogues.Catalogue;
import yanzhen.app.chain.Catalogues.Item;
import yanzhen.app.chain.Catalogues.Summary;
import yanzhen.app.chain.Catalogues.Unlisted;
import yanzhen.app.site.NotFound;

/** Catalogues of the five bases, for programs. */
@RestController
@Tag(name = "chains")
class CataloguesApi {

    /** A catalogue with its items and what is weak and not listed. */
    record Whole(Catalogue catalogue, List<Item> items, List<Unlisted> unlisted) {}

    private final Catalogues catalogues;

    CataloguesApi(Catalogues catalogues) {
        this.catalogues = catalogues;
    }

    @GetMapping("/api/v1/catalogues")
    @Operation(
            summary = "Catalogues of the five bases, with how many of their items are how far",
            description =
                    "An item is mastered once an outcome for its weak link was accepted; the indicator named counts accepted outcomes, listed or not.")
    List<Summary> all() {
        return catalogues.all();
    }

    @GetMapping("/api/v1/catalogues/{key}")
    @Operation(summary = "One catalogue: present items, those taken out, and weak nodes not listed")
    Whole one(@PathVariable String key) {
        var catalogue = catalogues.find(key).orElseThrow(() -> new NotFound("catalogue", key));
        return new Whole(catalogue, catalogues.items(key), catalogues.unlisted(key));
    }
}
