package yanzhen.app.loop.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.access.Viewers;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Problems;
import yanzhen.app.loop.Contracts;
import yanzhen.app.loop.Product;
import yanzhen.app.loop.Product.Category;
import yanzhen.app.loop.Products;
import yanzhen.app.loop.Products.NewProduct;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** 产品: one of the catalogue, listing a new one, withdrawing one. */
@Controller
class ProductPage {

    /** What the form holds. */
    record Form(
            @Nullable String key,
            @Nullable String maker,
            @Nullable String name,
            @Nullable String model,
            @Nullable String category,
            @Nullable String firstSoldOn,
            @Nullable String outcome) {

        static Form from(@Nullable String outcome) {
            return new Form("", "", "", "", "", "", outcome);
        }
    }

    record Withdrawal(@Nullable String key, @Nullable String reason) {}

    private record WithdrawCommand(UUID product, String reason) {}

    /** All that the form's template may read. */
    record Sheet(
            Form typed,
            List<Choice> makers,
            List<String> categories,
            Origins.@Nullable Origin origin) {}

    /** All that the detail's template may read. */
    record Detail(
            Product product,
            String maker,
            String district,
            @Nullable String withdrawn,
            @Nullable String withdrawnOn,
            Origins.@Nullable Origin origin,
            List<Contracts.Step> contracts,
            boolean own,
            boolean mayWithdraw) {}

    private final Products products;
    private final Contracts contracts;
    private final Parties parties;
    private final Origins origins;
    private final Commands commands;
    private final Viewers viewers;
    private final Clock clock;

    ProductPage(
            Products products,
            Contracts contracts,
            Parties parties,
            Origins origins,
            Commands commands,
            Viewers viewers,
            Clock clock) {
        this.products = products;
        this.contracts = contracts;
        this.parties = parties;
        this.origins = origins;
        this.commands = commands;
        this.viewers = viewers;
        this.clock = clock;
    }

    @GetMapping("/products/new")
    ModelAndView blank(@RequestParam(required = false) @Nullable String outcome, Locale locale) {
        return form(Form.from(outcome), new Problems(), locale);
    }

    @PostMapping("/products")
    ModelAndView list(@ModelAttribute Form typed, RedirectAttributes flash, Locale locale) {
        var problems = new Problems();
        var product = read(typed, problems);
        if (!problems.none() || product == null) {
            return form(typed, problems, locale);
        }
        var id =
                commands.once(
                        Typed.text(typed.key), product, () -> products.list(product).toString());
        flash.addFlashAttribute("done", "product-listed");
        return new ModelAndView("redirect:/products/" + id.value());
    }

    private @Nullable NewProduct read(Form typed, Problems problems) {
        return NewProducts.read(
                typed.maker,
                typed.name,
                typed.model,
                typed.category,
                typed.firstSoldOn,
                typed.outcome,
                origins,
                LocalDate.now(clock),
                viewers.current(),
                problems);
    }

    private ModelAndView form(Form typed, Problems problems, Locale locale) {
        var view = FormPage.of("loop/product-form", problems);
        var outcome = Typed.id("outcome", typed.outcome, new Problems());
        view.addObject(
                "sheet",
                new Sheet(
                        typed,
                        parties.own(locale),
                        Arrays.stream(Category.values()).map(Enum::name).toList(),
                        origins.find(outcome).orElse(null)));
        return view;
    }

    @GetMapping("/products/{id}")
    ModelAndView show(@PathVariable UUID id, Locale locale) {
        return detail(id, new Problems(), locale);
    }

    @PostMapping("/products/{id}/withdrawal")
    ModelAndView withdraw(
            @PathVariable UUID id,
            @ModelAttribute Withdrawal typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var reason = Typed.reason(typed.reason, problems);
        if (!problems.none()) {
            return detail(id, problems, locale);
        }
        commands.once(
                Typed.text(typed.key),
                new WithdrawCommand(id, reason),
                id,
                () -> products.withdraw(id, reason));
        flash.addFlashAttribute("done", "product-withdrawn");
        return new ModelAndView("redirect:/products/" + id);
    }

    private ModelAndView detail(UUID id, Problems problems, Locale locale) {
        var product = products.find(id).orElseThrow(() -> new NotFound("product", id));
        var view = FormPage.of("loop/product", problems);
        view.addObject("detail", detail(product, locale));
        return view;
    }

    private Detail detail(Product product, Locale locale) {
        var maker = parties.byId(List.of(product.maker())).get(product.maker());
        var viewer = viewers.current();
        var withdrawn =
                product.state() instanceof Product.State.Withdrawn(var on, var reason)
                        ? List.of(reason, on.toString())
                        : List.<String>of();
        boolean own = viewer.actsFor(product.maker());
        return new Detail(
                product,
                maker == null ? "" : maker.nameIn(locale),
                parties.region(product.district(), locale),
                withdrawn.isEmpty() ? null : withdrawn.getFirst(),
                withdrawn.isEmpty() ? null : withdrawn.getLast(),
                origins.find(product.outcome()).orElse(null),
                contracts.ofProducts(List.of(product.id()), now()),
                own,
                product.listed() && (own || viewer.runsRegion()));
    }

    private AsOf now() {
        return AsOf.now(clock);
    }
}
