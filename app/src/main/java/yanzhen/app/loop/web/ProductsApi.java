package yanzhen.app.loop.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import yanzhen.app.access.Viewers;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.loop.Product;
import yanzhen.app.loop.Products;
import yanzhen.app.site.Api;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;

/** The product catalogue for programs. */
@RestController
@Tag(name = "products", description = "Catalogue of products 产品目录")
class ProductsApi {

    /** A product as the API gives it. */
    @Schema(name = "Product")
    record Body(
            UUID id,
            UUID maker,
            String district,
            String name,
            String model,
            Product.@Nullable Category category,
            @Nullable LocalDate firstSoldOn,
            @Nullable UUID outcome,
            LocalDate listedOn,
            String state,
            boolean synthetic) {

        static Body of(Product it) {
            return new Body(
                    it.id(),
                    it.maker(),
                    it.district(),
                    it.name(),
                    it.model(),
                    it.category(),
                    it.firstSoldOn(),
                    it.outcome(),
                    it.listedOn(),
                    it.listed() ? "LISTED" : "WITHDRAWN",
                    it.synthetic());
        }
    }

    /** A product to be listed. */
    @Schema(name = "NewProduct")
    record NewBody(
            @Nullable String maker,
            @Nullable String name,
            @Nullable String model,
            @Nullable String category,
            @Nullable String firstSoldOn,
            @Nullable String outcome) {}

    private record WithdrawCommand(UUID product, String reason) {}

    private final Products products;
    private final Origins origins;
    private final Commands commands;
    private final Viewers viewers;
    private final Clock clock;

    ProductsApi(
            Products products, Origins origins, Commands commands, Viewers viewers, Clock clock) {
        this.products = products;
        this.origins = origins;
        this.commands = commands;
        this.viewers = viewers;
        this.clock = clock;
    }

    @GetMapping("/api/v1/products")
    @Operation(summary = "Products, the latest listed first; pages by cursor")
    Slice<Body> search(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String category,
            @RequestParam(defaultValue = "") String district,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(required = false) @Nullable UUID maker,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var query =
                new Products.Query(
                        q.strip(), category, district, state, maker, Products.Sort.LISTED);
        var after = Cursor.read(cursor, 2).orElse(null);
        return products.search(query, after, Api.limited(limit)).map(Body::of);
    }

    @GetMapping("/api/v1/products/{id}")
    @Operation(summary = "One product")
    Body one(@PathVariable UUID id) {
        return products.find(id).map(Body::of).orElseThrow(() -> new NotFound("product", id));
    }

    @PostMapping("/api/v1/products")
    @Operation(summary = "List a product of an organisation that the account acts for")
    ResponseEntity<Body> list(@RequestHeader(Api.KEY) String key, @RequestBody NewBody body) {
        var problems = new Problems();
        var product =
                NewProducts.read(
                        body.maker,
                        body.name,
                        body.model,
                        body.category,
                        body.firstSoldOn,
                        body.outcome,
                        origins,
                        LocalDate.now(clock),
                        viewers.current(),
                        problems);
        if (product == null) {
            throw new Problems.Refused(problems);
        }
        var answer = commands.once(key, product, () -> products.list(product).toString());
        return Api.created("/api/v1/products/", answer, this::one);
    }

    @PostMapping("/api/v1/products/{id}/withdrawal")
    @Operation(summary = "Take a product out of the catalogue")
    ResponseEntity<Body> withdraw(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody Api.Reason body) {
        var reason = body.given();
        var answer =
                commands.once(
                        key,
                        new WithdrawCommand(id, reason),
                        id,
                        () -> products.withdraw(id, reason));
        return Api.created("/api/v1/products/", answer, this::one);
    }
}
