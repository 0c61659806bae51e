package yanzhen.app.loop.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewers;
import yanzhen.app.loop.Product;
import yanzhen.app.loop.Products;
import yanzhen.app.site.Choice;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.RailEntry;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;

/** 产品目录: search, filter, export. */
@Controller
class ProductsPage {

    private static final List<String> HEADS =
            List.of(
                    "product.name",
                    "product.model",
                    "product.maker",
                    "product.district",
                    "product.category",
                    "product.first-sold",
                    "product.listed-on",
                    "product.state",
                    "loop.mark");

    private static final int ROWS = 50;
    private static final int EXPORTED = 10_000;

    /** What the address holds; all may be missing. */
    record Asked(
            @Nullable String q,
            @Nullable String category,
            @Nullable String district,
            @Nullable String state,
            Products.@Nullable Sort sort,
            @Nullable String cursor) {

        Products.Query query() {
            return new Products.Query(
                    Typed.text(q),
                    Typed.text(category),
                    Typed.text(district),
                    state == null ? "LISTED" : state,
                    null,
                    sort == null ? Products.Sort.LISTED : sort);
        }
    }

    /** All that the template may read. */
    record Catalogue(
            List<Line> lines,
            long count,
            @Nullable String next,
            boolean first,
            ListAddress address,
            Products.Query query,
            List<Choice> districts,
            List<String> categories,
            boolean mayList) {}

    record Line(
            UUID id,
            String name,
            String model,
            UUID maker,
            String makerName,
            String district,
            @Nullable String category,
            String firstSold,
            String listed,
            boolean inCatalogue,
            @Nullable UUID outcome,
            boolean synthetic) {}

    private final Products products;
    private final Parties parties;
    private final Viewers viewers;
    private final MessageSource messages;

    ProductsPage(Products products, Parties parties, Viewers viewers, MessageSource messages) {
        this.products = products;
        this.parties = parties;
        this.viewers = viewers;
        this.messages = messages;
    }

    @GetMapping("/products")
    String show(@ModelAttribute Asked asked, Model model, Locale locale) {
        var query = asked.query();
        var after = Cursor.read(asked.cursor, 2).orElse(null);
        var slice = products.search(query, after, ROWS);
        model.addAttribute(
                "catalogue",
                new Catalogue(
                        lines(slice.items(), locale),
                        products.count(query),
                        slice.next(),
                        after == null,
                        address(query),
                        query,
                        parties.districts(locale),
                        Arrays.stream(Product.Category.values()).map(Enum::name).toList(),
                        viewers.current().is(Role.ENTERPRISE, Role.INSTITUTE)));
        return "loop/products";
    }

    private static ListAddress address(Products.Query query) {
        return ListAddress.of("/products")
                .with("q", query.words())
                .with("category", query.category())
                .with("district", query.district())
                .with("state", query.state())
                .sorted(query.sort())
                .largestFirst(Products.Sort.LISTED);
    }

    @GetMapping("/products/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String form, @ModelAttribute Asked asked, Locale locale) {
        var kind = Sheet.Form.of(form);
        var sheet = new Sheet(say("products.title", locale), HEADS, it -> say(it, locale));
        var found = products.search(asked.query(), null, EXPORTED).items();
        for (var line : lines(found, locale)) {
            sheet.add(
                    line.name,
                    line.model,
                    line.makerName,
                    line.district,
                    line.category == null ? "" : say("category." + line.category, locale),
                    line.firstSold,
                    line.listed,
                    say(line.inCatalogue ? "product.LISTED" : "product.WITHDRAWN", locale),
                    line.synthetic ? say("site.synthetic", locale) : "");
        }
        return sheet.download(kind);
    }

    private List<Line> lines(List<Product> found, Locale locale) {
        var makers = parties.byId(found.stream().map(Product::maker).toList());
        return found.stream()
                .map(it -> {
                    var maker = makers.get(it.maker());
                    return new Line(
                            it.id(),
                            it.name(),
                            it.model(),
                            it.maker(),
                            maker == null ? "" : maker.nameIn(locale),
                            parties.region(it.district(), locale),
                            it.category() == null ? null : it.category().name(),
                            it.firstSoldOn() == null ? "" : it.firstSoldOn().toString(),
                            it.listedOn().toString(),
                            it.listed(),
                            it.outcome(),
                            it.synthetic());
                })
                .toList();
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }

    /** The entries of this module in the rail. */
    @Configuration(proxyBeanMethods = false)
    static class Rail {
        @Bean
        RailEntry productsEntry() {
            return new RailEntry(50, "products", "/products");
        }

        @Bean
        RailEntry contractsEntry() {
            return new RailEntry(55, "contracts", "/contracts");
        }
    }
}
