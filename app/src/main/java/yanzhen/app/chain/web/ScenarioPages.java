package yanzhen.app.chain.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;
import yanzhen.app.chain.CascadeReading;
import yanzhen.app.chain.CascadeRules;
import yanzhen.app.chain.Scenario;
import yanzhen.app.chain.SupplyNetworks;
import yanzhen.app.chain.SupplyNetworks.DataSet;
import yanzhen.app.chain.WhatIfs;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.Typed;

/**
 * 设定情景: puts together what happens, change by change. The address holds all of it, so that the page
 * works without script and can be handed on.
 */
@Controller
class ScenarioPages {

    private static final String PATH = "/what-if/new";
    private static final int CANDIDATES = 12;
    private static final int WHOLE = 100;
    private static final String ADD = "ADD";

    /**
     * What the address and the forms hold; all may be missing.
     *
     * @param c changes, as {@link ScenarioWriting} has them
     * @param kind what is to be added now
     * @param what of this kind, in words or by key
     */
    record Asked(
            @Nullable UUID network,
            @Nullable List<String> c,
            @Nullable String kind,
            @Nullable String what,
            @Nullable String supplier,
            @Nullable String customer,
            @Nullable String percent,
            @Nullable String inputs,
            @Nullable String substitutes,
            @Nullable String growth) {}

    /** All that the template may read. */
    record Page(
            List<Choice> networks,
            @Nullable String network,
            @Nullable String networkName,
            boolean synthetic,
            List<Change> changes,
            List<String> written,
            List<Choice> countries,
            List<Choice> districts,
            List<Choice> nodes,
            List<Choice> industries,
            @Nullable Finding finding,
            String note,
            Reading reading) {}

    /** A change that was put in, and the address of the page without it. */
    record Change(String words, String without) {}

    /** What was looked for, and the firms that it may mean. */
    record Finding(String field, String typed, List<Candidate> candidates) {}

    /** A firm and the address of the page on which it is chosen. */
    record Candidate(String name, String id, String place, String address) {}

    /** The settings with what there is to choose from. */
    record Reading(
            String inputs,
            String substitutes,
            String growth,
            List<String> allInputs,
            List<String> allSubstitutes,
            List<Choice> allGrowths) {}

    record AskCommand(UUID network, Scenario scenario, CascadeReading reading) {}

    private final SupplyNetworks networks;
    private final WhatIfs whatIfs;
    private final NetworkWords words;
    private final CascadeRules.Book book;
    private final Commands commands;

    ScenarioPages(
            SupplyNetworks networks,
            WhatIfs whatIfs,
            NetworkWords words,
            CascadeRules.Book book,
            Commands commands) {
        this.networks = networks;
        this.whatIfs = whatIfs;
        this.words = words;
        this.book = book;
        this.commands = commands;
    }

    @GetMapping(PATH)
    ModelAndView show(@ModelAttribute Asked asked, Locale locale) {
        var problems = new Problems();
        var set = set(asked.network);
        if (set == null || Typed.text(asked.kind).isEmpty()) {
            return page(asked, set, null, problems, locale);
        }
        var scenario = ScenarioWriting.read(asked.c);
        int percent = percent(asked.percent, problems);
        if (!problems.none()) {
            return page(asked, set, null, problems, locale);
        }
        return ADD.equals(asked.kind)
                ? added(asked, set, scenario, percent, locale)
                : stopped(asked, set, scenario, percent, locale);
    }

    private ModelAndView stopped(
            Asked asked, DataSet set, Scenario scenario, int percent, Locale locale) {
        var problems = new Problems();
        var kind = Typed.choice("kind", asked.kind, Scenario.Kind.class, true, problems);
        var what = Typed.text("what", asked.what, 1, 200, problems);
        if (kind == null || !problems.none()) {
            return page(asked, set, null, problems, locale);
        }
        if (kind != Scenario.Kind.FIRM) {
            return redirect(set, scenario.with(new Scenario.Stop(kind, what, percent)));
        }
        var found = networks.search(set.id(), what, CANDIDATES);
        if (found.size() == 1) {
            return redirect(
                    set, scenario.with(new Scenario.Stop(kind, found.getFirst().id(), percent)));
        }
        var candidates =
                found.stream()
                        .map(it ->
                                candidate(
                                        it,
                                        address(
                                                set,
                                                scenario.with(
                                                        new Scenario.Stop(kind, it.id(), percent))),
                                        locale))
                        .toList();
        return page(asked, set, new Finding("what", what, candidates), problems, locale);
    }

    /** Both names are settled one after the other; the one that is settled stays by its id. */
    private ModelAndView added(
            Asked asked, DataSet set, Scenario scenario, int percent, Locale locale) {
        var problems = new Problems();
        var customer = Typed.text("customer", asked.customer, 1, 200, problems);
        var supplier = Typed.text("supplier", asked.supplier, 1, 200, problems);
        if (!problems.none()) {
            return page(asked, set, null, problems, locale);
        }
        var customers = networks.search(set.id(), customer, CANDIDATES);
        if (customers.size() != 1) {
            return page(
                    asked,
                    set,
                    new Finding(
                            "customer",
                            customer,
                            customers.stream()
                                    .map(it ->
                                            candidate(
                                                    it,
                                                    adding(
                                                            set, scenario, supplier, it.id(),
                                                            percent),
                                                    locale))
                                    .toList()),
                    problems,
                    locale);
        }
        var buyer = customers.getFirst().id();
        var suppliers = networks.search(set.id(), supplier, CANDIDATES);
        if (suppliers.size() != 1) {
            return page(
                    asked,
                    set,
                    new Finding(
                            "supplier",
                            supplier,
                            suppliers.stream()
                                    .map(it ->
                                            candidate(
                                                    it,
                                                    adding(set, scenario, it.id(), buyer, percent),
                                                    locale))
                                    .toList()),
                    problems,
                    locale);
        }
        return redirect(
                set, scenario.with(new Scenario.Added(suppliers.getFirst().id(), buyer, percent)));
    }

    private Candidate candidate(SupplyNetworks.Firm it, String address, Locale locale) {
        return new Candidate(
                it.nameIn(locale),
                it.id(),
                it.district() == null
                        ? words.country(it.country(), locale)
                        : words.district(it.district(), locale),
                address);
    }

    private static int percent(@Nullable String typed, Problems problems) {
        var text = Typed.text(typed);
        if (text.isEmpty()) {
            return WHOLE;
        }
        if (!text.matches("[1-9][0-9]?|100")) {
            problems.add("", null, "percent", text, "what-if-percent");
            return WHOLE;
        }
        return Integer.parseInt(text);
    }

    /** The present one that is asked for; the first where none is. */
    private @Nullable DataSet set(@Nullable UUID asked) {
        var all = networks.all();
        return all.stream()
                .filter(it -> asked == null ? it.present() : it.id().equals(asked))
                .findFirst()
                .orElse(null);
    }

    private static ModelAndView redirect(DataSet set, Scenario scenario) {
        return new ModelAndView("redirect:" + address(set, scenario));
    }

    /** The page with this scenario. */
    static String address(UUID network, Scenario scenario) {
        var address = UriComponentsBuilder.fromPath(PATH).queryParam("network", network);
        ScenarioWriting.write(scenario).forEach(it -> address.queryParam("c", "{c}"));
        return address.encode()
                .buildAndExpand(ScenarioWriting.write(scenario).toArray())
                .toUriString();
    }

    private static String address(DataSet set, Scenario scenario) {
        return address(set.id(), scenario);
    }

    private static String adding(
            DataSet set, Scenario scenario, String supplier, String customer, int percent) {
        return UriComponentsBuilder.fromUriString(address(set, scenario))
                .queryParam("kind", ADD)
                .queryParam("percent", percent)
                .queryParam("supplier", encoded(supplier))
                .queryParam("customer", encoded(customer))
                .build(true)
                .toUriString();
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    private ModelAndView page(
            Asked asked,
            @Nullable DataSet set,
            @Nullable Finding finding,
            Problems problems,
            Locale locale) {
        var scenario = ScenarioWriting.read(asked.c);
        var present =
                networks.all().stream()
                        .filter(it -> it.present() || (set != null && it.id().equals(set.id())))
                        .map(it -> new Choice(it.id().toString(), words.dataSet(it, locale)))
                        .toList();
        var there = set == null ? SupplyNetworks.Contents.NONE : networks.contents(set.id());
        return FormPage.of("chain/what-if-form", problems)
                .addObject(
                        "page",
                        new Page(
                                present,
                                set == null ? null : set.id().toString(),
                                set == null ? null : words.dataSet(set, locale),
                                set != null && set.head().synthetic(),
                                set == null ? List.of() : changes(set, scenario, locale),
                                ScenarioWriting.write(scenario),
                                SupplyNetworkPages.named(
                                        there.countries(), it -> words.country(it, locale), locale),
                                SupplyNetworkPages.named(
                                        there.districts(),
                                        it -> words.district(it, locale),
                                        locale),
                                nodes(there, locale),
                                SupplyNetworkPages.named(there.industries(), it -> it, locale),
                                finding,
                                book.inForce().note().in(locale),
                                reading(asked, book.inForce())))
                .addObject("typed", asked);
    }

    private List<Change> changes(DataSet set, Scenario scenario, Locale locale) {
        var names = networks.names(set.id(), scenario);
        var changes = new ArrayList<Change>();
        for (var it : scenario.stops()) {
            changes.add(
                    new Change(
                            words.stop(it, names, locale),
                            without(set, scenario, ScenarioWriting.write(it))));
        }
        for (var it : scenario.added()) {
            changes.add(
                    new Change(
                            words.added(it, names, locale),
                            without(set, scenario, ScenarioWriting.write(it))));
        }
        return List.copyOf(changes);
    }

    private static String without(DataSet set, Scenario scenario, String text) {
        return address(set, ScenarioWriting.without(scenario, text));
    }

    private List<Choice> nodes(SupplyNetworks.Contents there, Locale locale) {
        var names = networks.nodes(there.nodes());
        return SupplyNetworkPages.named(
                there.nodes(),
                it -> {
                    var name = names.get(it);
                    return name == null ? it : name.in(locale);
                },
                locale);
    }

    private static Reading reading(Asked asked, CascadeRules rules) {
        var usual = rules.usual();
        var growth = Typed.text(asked.growth);
        return new Reading(
                Typed.text(asked.inputs).isEmpty()
                        ? usual.inputs().name()
                        : Typed.text(asked.inputs),
                Typed.text(asked.substitutes).isEmpty()
                        ? usual.substitutes().name()
                        : Typed.text(asked.substitutes),
                growth.isEmpty() ? written(usual.growth(), rules) : growth,
                Arrays.stream(CascadeReading.Inputs.values()).map(Enum::name).toList(),
                Arrays.stream(CascadeReading.Substitutes.values()).map(Enum::name).toList(),
                rules.growths().stream()
                        .map(it -> new Choice(it, Figures.percent(Double.parseDouble(it)) + " %"))
                        .toList());
    }

    /** A growth as the rules write it; by the number where they have it no longer. */
    static String written(double growth, CascadeRules rules) {
        return rules.growths().stream()
                .filter(it -> Double.parseDouble(it) == growth)
                .findFirst()
                .orElse(Double.toString(growth));
    }

    /** Reads the settings; what is left out is as usual. */
    static CascadeReading reading(
            CascadeRules rules,
            @Nullable String inputs,
            @Nullable String substitutes,
            @Nullable String growth,
            Problems problems) {
        var usual = rules.usual();
        var one = Typed.choice("inputs", inputs, CascadeReading.Inputs.class, false, problems);
        var other =
                Typed.choice(
                        "substitutes",
                        substitutes,
                        CascadeReading.Substitutes.class,
                        false,
                        problems);
        var text = Typed.text(growth);
        if (!text.isEmpty() && !rules.growths().contains(text)) {
            problems.add(
                    "", null, "growth", text, "what-if-growth", String.join(", ", rules.growths()));
            text = "";
        }
        return new CascadeReading(
                one == null ? usual.inputs() : one,
                other == null ? usual.substitutes() : other,
                usual.goods(),
                text.isEmpty() ? usual.growth() : Double.parseDouble(text));
    }

    @PostMapping("/what-if")
    ModelAndView ask(
            @RequestParam String key,
            @ModelAttribute Asked asked,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var set = set(asked.network);
        var reading =
                reading(book.inForce(), asked.inputs, asked.substitutes, asked.growth, problems);
        if (set == null || !problems.none()) {
            return page(asked, set, null, problems, locale);
        }
        var scenario = ScenarioWriting.read(asked.c);
        var there = whatIfs.asked(set.id(), scenario, reading);
        if (there.isPresent()) {
            flash.addFlashAttribute("done", "what-if-there");
            return new ModelAndView("redirect:/what-if/" + there.get());
        }
        try {
            var answer =
                    commands.once(
                            key,
                            new AskCommand(set.id(), scenario, reading),
                            () -> whatIfs.ask(set.id(), scenario, reading).toString());
            return new ModelAndView("redirect:/what-if/" + answer.value());
        } catch (Problems.Refused e) {
            return page(asked, set, null, e.problems(), locale);
        }
    }
}
