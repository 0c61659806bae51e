package yanzhen.app.cluster.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Belongings;
import yanzhen.app.cluster.Belongings.Clash.Weight;
import yanzhen.app.cluster.Duplicates;
import yanzhen.app.cluster.Identities;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Region;
import yanzhen.app.cluster.Regions;
import yanzhen.app.cluster.Register;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** 归并: which other record is the same body, what a merge would do, and doing it. */
@Controller
class MergePage {

    private static final int FOUND = 20;

    /** Parameters that answer choices begin with it. */
    private static final String KEPT = "keep.";

    /**
     * The search for the other record.
     *
     * @param likely pairs that wait, with this record as one of the two
     * @param mayMerge whether the viewer may merge; else only report
     */
    record Search(
            RegisterPage.Line line,
            String words,
            List<RegisterPage.Line> found,
            List<DuplicatesPage.PairLine> likely,
            boolean mayMerge) {}

    /** One fact of both records. */
    record Compared(String field, String giver, String taker) {
        public boolean differs() {
            return !giver.equals(taker);
        }
    }

    /** All that the template of the comparison may read. */
    record Sight(
            IdentityLines.Party giver,
            IdentityLines.Party taker,
            boolean synthetic,
            List<Compared> facts,
            List<IdentityLines.GroupLine> passing,
            int size,
            List<IdentityLines.ClashLine> obstacles,
            List<IdentityLines.ClashLine> choices,
            List<IdentityLines.ClashLine> staying,
            List<IdentityLines.ClashLine> warnings,
            String fingerprint,
            String reason,
            Map<String, String> kept) {}

    private record MergeCommand(UUID giver, UUID taker, Map<String, String> kept, String reason) {}

    private record ReportCommand(UUID one, UUID other, String note) {}

    private final Organisations organisations;
    private final Register register;
    private final Regions regions;
    private final Identities identities;
    private final Duplicates duplicates;
    private final DuplicatesPage pairs;
    private final Commands commands;
    private final Viewers viewers;
    private final Clock clock;

    MergePage(
            Organisations organisations,
            Register register,
            Regions regions,
            Identities identities,
            Duplicates duplicates,
            DuplicatesPage pairs,
            Commands commands,
            Viewers viewers,
            Clock clock) {
        this.organisations = organisations;
        this.register = register;
        this.regions = regions;
        this.identities = identities;
        this.duplicates = duplicates;
        this.pairs = pairs;
        this.commands = commands;
        this.viewers = viewers;
        this.clock = clock;
    }

    @GetMapping("/organisations/{id}/merge")
    ModelAndView show(
            @PathVariable UUID id,
            @RequestParam(name = "with", required = false) @Nullable UUID other,
            @RequestParam(defaultValue = "") String q,
            Locale locale) {
        return other == null
                ? search(id, q.strip(), new Problems(), locale)
                : sight(id, other, "", Map.of(), new Problems(), locale);
    }

    private ModelAndView search(UUID id, String words, Problems problems, Locale locale) {
        var organisation = must(id);
        var names = districts(locale);
        var found =
                words.isEmpty()
                        ? List.<RegisterPage.Line>of()
                        : register.search(query(words), null, FOUND).items().stream()
                                .filter(it -> !it.id().equals(id))
                                .map(it -> RegisterPage.line(it, names, locale))
                                .toList();
        return FormPage.of("cluster/merge-search", problems)
                .addObject(
                        "search",
                        new Search(
                                RegisterPage.line(organisation, names, locale),
                                words,
                                found,
                                duplicates.of(id).stream()
                                        .map(it -> pairs.line(it, names, locale))
                                        .toList(),
                                viewers.current().runsRegion()));
    }

    private Register.Query query(String words) {
        return new Register.Query(
                words, "", "", "", "", "", LocalDate.now(clock), Register.Sort.NAME, false);
    }

    private Map<String, String> districts(Locale locale) {
        return regions.districts().stream()
                .collect(Collectors.toMap(Region::code, it -> it.name().in(locale)));
    }

    private Organisation must(UUID id) {
        return organisations.find(id).orElseThrow(() -> new NotFound("organisation", id));
    }

    private ModelAndView sight(
            UUID giver,
            UUID taker,
            String reason,
            Map<String, String> kept,
            Problems problems,
            Locale locale) {
        var outlook = identities.outlook(giver, taker);
        var hindrances = outlook.hindrances();
        return FormPage.of("cluster/merge", problems)
                .addObject(
                        "sight",
                        new Sight(
                                party(outlook.giver(), locale),
                                party(outlook.taker(), locale),
                                outlook.giver().synthetic() || outlook.taker().synthetic(),
                                facts(outlook.giver(), outlook.taker(), locale),
                                IdentityLines.groups(outlook.passing(), locale),
                                outlook.size(),
                                IdentityLines.clashes(hindrances, Weight.OBSTACLE, locale),
                                IdentityLines.clashes(hindrances, Weight.CHOICE, locale),
                                IdentityLines.clashes(hindrances, Weight.STAYS, locale),
                                IdentityLines.clashes(hindrances, Weight.WARNING, locale),
                                outlook.fingerprint(),
                                reason,
                                kept));
    }

    private static IdentityLines.Party party(Organisation it, Locale locale) {
        return new IdentityLines.Party(it.id(), it.key(), it.nameIn(locale));
    }

    private List<Compared> facts(Organisation giver, Organisation taker, Locale locale) {
        var names = districts(locale);
        var one = RegisterPage.line(giver, names, locale);
        var other = RegisterPage.line(taker, names, locale);
        var facts = new ArrayList<Compared>();
        facts.add(new Compared("code", one.code(), other.code()));
        facts.add(new Compared("name", giver.name(), taker.name()));
        facts.add(
                new Compared(
                        "nameEn",
                        Objects.requireNonNullElse(giver.nameEn(), ""),
                        Objects.requireNonNullElse(taker.nameEn(), "")));
        facts.add(new Compared("kind", one.kind(), other.kind()));
        facts.add(new Compared("district", one.district(), other.district()));
        facts.add(
                new Compared(
                        "address",
                        Objects.requireNonNullElse(giver.address(), ""),
                        Objects.requireNonNullElse(taker.address(), "")));
        facts.add(new Compared("industry", one.industry(), other.industry()));
        facts.add(new Compared("registered", one.registered(), other.registered()));
        return facts;
    }

    @PostMapping("/organisations/{id}/merge")
    ModelAndView merge(
            @PathVariable UUID id,
            @RequestParam(name = "with") UUID other,
            @RequestParam(defaultValue = "") String seen,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String key,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var why = Typed.reason(reason, problems);
        var kept = answers(typed);
        if (!problems.none()) {
            return sight(id, other, why, kept, problems, locale);
        }
        var command = new MergeCommand(id, other, kept, why);
        var answer =
                commands.once(
                        key,
                        command,
                        () ->
                                identities
                                        .merge(
                                                new Identities.Merge(
                                                        id, other, sides(kept), why, seen))
                                        .toString());
        flash.addFlashAttribute("done", "merged");
        return new ModelAndView("redirect:/organisations/steps/" + answer.value());
    }

    private static Map<String, String> answers(Map<String, String> typed) {
        var kept = new TreeMap<String, String>();
        typed.forEach((name, value) -> {
            if (name.startsWith(KEPT) && (value.equals("GIVER") || value.equals("TAKER"))) {
                kept.put(name.substring(KEPT.length()), value);
            }
        });
        return kept;
    }

    private static Map<String, Belongings.Side> sides(Map<String, String> kept) {
        return kept.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, it -> Belongings.Side.valueOf(it.getValue())));
    }

    @PostMapping("/organisations/{id}/duplicates")
    ModelAndView report(
            @PathVariable UUID id,
            @RequestParam(name = "with") UUID other,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var why = Typed.text("note", note, 2, 500, problems);
        if (!problems.none()) {
            return search(id, q, problems, locale);
        }
        var command = new ReportCommand(id, other, why);
        commands.once(key, command, () -> duplicates.report(id, other, why).toString());
        flash.addFlashAttribute("done", "duplicate-reported");
        return new ModelAndView("redirect:/organisations/" + id + "/merge");
    }
}
