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
import yanzhen.app.kernel.Problems;
import yanzhen.app.loop.Contract;
import yanzhen.app.loop.Contract.Registration;
import yanzhen.app.loop.Contracts;
import yanzhen.app.loop.Product;
import yanzhen.app.loop.Products;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.Money;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** 技术合同: handing one in, seeing it, deciding it. */
@Controller
class ContractPage {

    record Decision(@Nullable String key, @Nullable String reason) {}

    private record RegisterCommand(UUID contract) {}

    private record RefuseCommand(UUID contract, String reason) {}

    /** All that the form's template may read. */
    record Sheet(
            NewContracts.Typing typed,
            List<Choice> sellers,
            List<Choice> districts,
            List<String> types,
            Origins.@Nullable Origin origin,
            @Nullable Product product) {}

    /** All that the detail's template may read. */
    record Detail(
            Contract contract,
            String seller,
            String buyerRegion,
            String total,
            String technical,
            String state,
            @Nullable String certificate,
            @Nullable String decidedOn,
            @Nullable String reason,
            boolean overdue,
            long daysLeft,
            Origins.@Nullable Origin origin,
            @Nullable Product product,
            boolean mayDecide) {}

    private final Contracts contracts;
    private final Products products;
    private final NewContracts reading;
    private final Parties parties;
    private final Origins origins;
    private final Commands commands;
    private final Viewers viewers;
    private final Clock clock;

    ContractPage(
            Contracts contracts,
            Products products,
            NewContracts reading,
            Parties parties,
            Origins origins,
            Commands commands,
            Viewers viewers,
            Clock clock) {
        this.contracts = contracts;
        this.products = products;
        this.reading = reading;
        this.parties = parties;
        this.origins = origins;
        this.commands = commands;
        this.viewers = viewers;
        this.clock = clock;
    }

    @GetMapping("/contracts/new")
    ModelAndView blank(
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String product,
            Locale locale) {
        var typed =
                new NewContracts.Typing(
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        origin(outcome, product),
                        product);
        return form(typed, new Problems(), locale);
    }

    /** A contract about a product belongs to the product's outcome. */
    private @Nullable String origin(@Nullable String outcome, @Nullable String product) {
        if (outcome != null && !outcome.isBlank()) {
            return outcome;
        }
        var id = Typed.id("product", product, new Problems());
        return id == null
                ? null
                : products.find(id).map(Product::outcome).map(UUID::toString).orElse(null);
    }

    @PostMapping("/contracts")
    ModelAndView submit(
            @ModelAttribute NewContracts.Typing typed, RedirectAttributes flash, Locale locale) {
        var problems = new Problems();
        var contract = reading.read(typed, LocalDate.now(clock), viewers.current(), problems);
        if (!problems.none() || contract == null) {
            return form(typed, problems, locale);
        }
        var id =
                commands.once(
                        Typed.text(typed.key()),
                        contract,
                        () -> contracts.submit(contract).toString());
        flash.addFlashAttribute("done", "contract-submitted");
        return new ModelAndView("redirect:/contracts/" + id.value());
    }

    private ModelAndView form(NewContracts.Typing typed, Problems problems, Locale locale) {
        var view = FormPage.of("loop/contract-form", problems);
        var product = Typed.id("product", typed.product(), new Problems());
        view.addObject(
                "sheet",
                new Sheet(
                        typed,
                        parties.own(locale),
                        parties.districts(locale),
                        Arrays.stream(Contract.Type.values()).map(Enum::name).toList(),
                        origins.find(Typed.id("outcome", typed.outcome(), new Problems()))
                                .orElse(null),
                        product == null ? null : products.find(product).orElse(null)));
        return view;
    }

    @GetMapping("/contracts/{id}")
    ModelAndView show(@PathVariable UUID id, Locale locale) {
        return detail(id, new Problems(), locale);
    }

    @PostMapping("/contracts/{id}/registration")
    ModelAndView register(
            @PathVariable UUID id, @ModelAttribute Decision typed, RedirectAttributes flash) {
        commands.once(
                Typed.text(typed.key), new RegisterCommand(id), id, () -> contracts.register(id));
        flash.addFlashAttribute("done", "contract-registered");
        return new ModelAndView("redirect:/contracts/" + id);
    }

    @PostMapping("/contracts/{id}/refusal")
    ModelAndView refuse(
            @PathVariable UUID id,
            @ModelAttribute Decision typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var reason = Typed.reason(typed.reason, problems);
        if (!problems.none()) {
            return detail(id, problems, locale);
        }
        commands.once(
                Typed.text(typed.key),
                new RefuseCommand(id, reason),
                id,
                () -> contracts.refuse(id, reason));
        flash.addFlashAttribute("done", "contract-refused");
        return new ModelAndView("redirect:/contracts/" + id);
    }

    private ModelAndView detail(UUID id, Problems problems, Locale locale) {
        var contract = contracts.find(id).orElseThrow(() -> new NotFound("contract", id));
        var view = FormPage.of("loop/contract", problems);
        view.addObject("detail", detail(contract, locale));
        return view;
    }

    private Detail detail(Contract contract, Locale locale) {
        var today = LocalDate.now(clock);
        var viewer = viewers.current();
        var seller = parties.byId(List.of(contract.seller())).get(contract.seller());
        var state = contract.registration();
        boolean registry = viewer.runsDistrict(contract.sellerDistrict());
        return new Detail(
                contract,
                seller == null ? "" : seller.nameIn(locale),
                parties.region(contract.buyer().region(), locale),
                Money.exact(contract.total()),
                Money.exact(contract.technical()),
                state.name(),
                state instanceof Registration.Registered(var certificate, _, _)
                        ? certificate
                        : null,
                decidedOn(state),
                state instanceof Registration.Refused(var reason, _, _) ? reason : null,
                contract.overdue(today),
                java.time.temporal.ChronoUnit.DAYS.between(today, contract.due()),
                origins.find(contract.outcome()).orElse(null),
                contract.product() == null ? null : products.find(contract.product()).orElse(null),
                registry && state instanceof Registration.Pending);
    }

    private static @Nullable String decidedOn(Registration state) {
        return switch (state) {
            case Registration.Pending _ -> null;
            case Registration.Registered(_, var on, _) -> on.toString();
            case Registration.Refused(_, var on, _) -> on.toString();
        };
    }
}
