package yanzhen.app.cluster.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import yanzhen.app.cluster.Adjustments;
import yanzhen.app.cluster.CertificateNumber;
import yanzhen.app.cluster.Certificates;
import yanzhen.app.cluster.Conditions;
import yanzhen.app.cluster.ControlLinks;
import yanzhen.app.cluster.EmergingAreas;
import yanzhen.app.cluster.Enrolment;
import yanzhen.app.cluster.Identifier;
import yanzhen.app.cluster.Identifiers;
import yanzhen.app.cluster.Identities;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Recognitions;
import yanzhen.app.cluster.Regions;
import yanzhen.app.cluster.Register;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Period;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;

/** 机构: its facts, what it is recognised as, and the officer's moves. */
@Controller
class OrganisationPage {

    /** All that the template may read. */
    record Detail(
            RegisterPage.Line line,
            @Nullable String otherName,
            List<HeldLine> held,
            long inForce,
            boolean mayDecide,
            boolean mayAdjust,
            boolean maySeeReports,
            List<FormerName> formerNames,
            List<UnderWay> adjustments,
            List<Choice> schemes,
            LocalDate today,
            LocalDate day,
            LocalDate known,
            List<FactsTyping.VersionLine> versions,
            List<IdentityLines.StepLine> steps,
            boolean mayMerge,
            IdentityLines.@Nullable Party merged,
            IdentityLines.@Nullable Party into,
            Ties ties) {

        /** Whether the page shows another day or another knowledge than today's. */
        public boolean past() {
            return !day.equals(today) || !known.equals(today);
        }
    }

    /**
     * 标识、园区、产业领域、集团与分支, in short; each has a page of its own.
     *
     * @param lead what stands in for a credit code; null where there is one
     * @param park what it is called; null where it lies in none
     * @param address null where it is not known
     * @param below the first of those right below
     */
    record Ties(
            @Nullable Told lead,
            List<Told> identifiers,
            @Nullable String park,
            @Nullable String address,
            List<Lying> areas,
            List<LinkLines.Line> above,
            List<LinkLines.Line> below,
            long belowCount) {}

    /** An identifier that counts on the day. */
    record Told(String kind, String value) {}

    /** An area that it lies in; {@code certainty} as {@link EmergingAreas.Certainty} is called. */
    record Lying(String name, String certainty) {}

    /**
     * A recognition.
     *
     * @param grounds on which it may be revoked, by their Chinese names
     */
    record HeldLine(
            UUID recognition,
            String scheme,
            List<Choice> grounds,
            LocalDate from,
            @Nullable LocalDate until,
            String document,
            @Nullable String reason,
            String state,
            @Nullable String number,
            @Nullable Kin predecessor,
            @Nullable Kin successor) {}

    /** 承继: the organisation that a recognition comes from, or goes to. */
    record Kin(UUID organisation, String name) {}

    /**
     * 曾用名.
     *
     * @param until day on which the next name took its place, as a document has it, or as we heard
     */
    record FormerName(String name, LocalDate until) {}

    /** A request of adjustment, for those who may see it. */
    record UnderWay(UUID id, String kind, String state) {}

    private static final RecognitionTyping.Grant NOTHING =
            new RecognitionTyping.Grant("", "", "", "");

    private record GrantCommand(UUID organisation, String scheme, Period period, String document) {}

    private record RevokeCommand(UUID recognition, LocalDate on, String reason) {}

    /** Of those below; the others are on the page of the group. */
    private static final int FIRST_BELOW = 10;

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Organisations organisations;
    private final Identities identities;
    private final IdentityLines identityLines;
    private final Conditions conditions;
    private final Enrolment enrolment;
    private final FactsTyping reading;
    private final RecognitionTyping typing;
    private final Register register;
    private final Recognitions recognitions;
    private final Regions regions;
    private final ReportReaders readers;
    private final Adjustments adjustments;
    private final AdjustmentWords words;
    private final Certificates certificates;
    private final Identifiers identifiers;
    private final EmergingAreas areas;
    private final ControlLinks links;
    private final LinkLines lines;
    private final Commands commands;
    private final Viewers viewers;
    private final Clock clock;

    OrganisationPage(
            Organisations organisations,
            Identities identities,
            IdentityLines identityLines,
            Conditions conditions,
            Enrolment enrolment,
            FactsTyping reading,
            RecognitionTyping typing,
            Register register,
            Recognitions recognitions,
            Regions regions,
            ReportReaders readers,
            Adjustments adjustments,
            AdjustmentWords words,
            Certificates certificates,
            Identifiers identifiers,
            EmergingAreas areas,
            ControlLinks links,
            LinkLines lines,
            Commands commands,
            Viewers viewers,
            Clock clock) {
        this.organisations = organisations;
        this.identities = identities;
        this.identityLines = identityLines;
        this.conditions = conditions;
        this.enrolment = enrolment;
        this.reading = reading;
        this.typing = typing;
        this.register = register;
        this.recognitions = recognitions;
        this.regions = regions;
        this.readers = readers;
        this.adjustments = adjustments;
        this.words = words;
        this.certificates = certificates;
        this.identifiers = identifiers;
        this.areas = areas;
        this.links = links;
        this.lines = lines;
        this.commands = commands;
        this.viewers = viewers;
        this.clock = clock;
    }

    @GetMapping("/organisations/{id}")
    ModelAndView show(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(required = false) @Nullable LocalDate known,
            @RequestParam(required = false) @Nullable UUID merged,
            Locale locale) {
        var present = identities.presentOf(id).orElse(id);
        if (!present.equals(id) && known == null) {
            return new ModelAndView("redirect:/organisations/%s?merged=%s".formatted(present, id));
        }
        return page(id, new Asked(day, known, merged), NOTHING, new Problems(), locale);
    }

    /**
     * The day in question and the day whose knowledge answers; today where null.
     *
     * @param merged the record by whose address the reader came
     */
    private record Asked(
            @Nullable LocalDate day, @Nullable LocalDate known, @Nullable UUID merged) {
        static final Asked TODAY = new Asked(null, null, null);
    }

    @PostMapping("/organisations/{id}/recognitions")
    ModelAndView grant(
            @PathVariable UUID id,
            @ModelAttribute RecognitionTyping.Grant typed,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var granting = typing.granting(typed, problems);
        if (granting == null) {
            return page(id, Asked.TODAY, typed, problems, locale);
        }
        var command =
                new GrantCommand(id, granting.scheme(), granting.period(), granting.document());
        commands.once(
                key,
                command,
                () ->
                        register.grant(id, command.scheme, command.period, command.document)
                                .toString());
        flash.addFlashAttribute("done", "granted");
        return new ModelAndView("redirect:/organisations/" + id);
    }

    @PostMapping("/organisations/{id}/recognitions/{recognition}/revoke")
    ModelAndView revoke(
            @PathVariable UUID id,
            @PathVariable UUID recognition,
            @ModelAttribute RecognitionTyping.Revocation typed,
            @RequestParam(defaultValue = "") String key,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var revoking = typing.revokingOnGround(typed, problems);
        if (revoking == null) {
            return page(id, Asked.TODAY, NOTHING, problems, locale);
        }
        var command = new RevokeCommand(recognition, revoking.on(), revoking.reason());
        commands.once(
                key,
                command,
                recognition,
                () -> register.revoke(recognition, command.on, command.reason));
        flash.addFlashAttribute("done", "revoked");
        return new ModelAndView("redirect:/organisations/" + id);
    }

    private ModelAndView page(
            UUID id, Asked asked, RecognitionTyping.Grant typed, Problems problems, Locale locale) {
        var organisation = recorded(id);
        var view = FormPage.of("cluster/organisation", problems);
        view.addObject("detail", detail(organisation, asked, locale));
        view.addObject("typed", typed);
        return view;
    }

    /** A record that was merged away too, as far as it is asked for as known before. */
    private Organisation recorded(UUID id) {
        var found = organisations.byId(List.of(id)).get(id);
        if (found == null) {
            throw new NotFound("organisation", id);
        }
        return found;
    }

    private IdentityLines.@Nullable Party party(@Nullable UUID id, Locale locale) {
        var found = id == null ? null : organisations.byId(List.of(id)).get(id);
        return found == null
                ? null
                : new IdentityLines.Party(found.id(), found.key(), found.nameIn(locale));
    }

    /** Facts and recognitions as they were known; before the first record as first recorded. */
    private Detail detail(Organisation present, Asked asked, Locale locale) {
        var today = LocalDate.now(clock);
        var day = asked.day == null ? today : asked.day;
        var moment = RegisterExport.endOf(asked.known, clock);
        var versions = enrolment.versions(present.id());
        var organisation = asKnown(present, versions, moment);
        var district =
                regions.find(organisation.district())
                        .map(it -> it.name().in(locale))
                        .orElse(organisation.district());
        var numbers = certificates.numbers(present.id());
        var history = register.history(present.id(), moment);
        var kin = kin(history, moment, locale);
        var grounds = conditions.grounds();
        var held =
                history.stream()
                        .map(it ->
                                held(it, day, numbers.get(it.recognition()), kin, grounds, locale))
                        .toList();
        var viewer = viewers.current();
        var standing = identities.presentOf(present.id()).orElse(present.id());
        boolean stands = standing.equals(present.id());
        boolean now = asked.day == null && asked.known == null && stands;
        return new Detail(
                RegisterPage.line(organisation, Map.of(organisation.district(), district), locale),
                locale.getLanguage().equals("en") ? organisation.name() : organisation.nameEn(),
                held,
                held.stream().filter(it -> it.state.equals("in-force")).count(),
                now && viewer.runsDistrict(present.district()),
                now && words.mayFileFor(present),
                now && readers.include(present),
                former(versions),
                adjustments.of(present.id()).stream()
                        .filter(it -> !it.state().ended())
                        .map(it -> new UnderWay(it.id(), it.kind().name(), it.state().name()))
                        .toList(),
                recognitions.schemes().stream()
                        .map(it -> new Choice(it.key(), it.name().in(locale)))
                        .toList(),
                today,
                day,
                asked.known == null ? today : asked.known,
                versions.stream().map(it -> reading.line(it, locale, this::said)).toList(),
                identities.steps(present.id()).stream()
                        .map(it -> identityLines.step(it, locale))
                        .toList(),
                now && viewer.runsRegion(),
                party(asked.merged, locale),
                stands ? null : party(standing, locale),
                ties(organisation, new AsOf(day, moment), locale));
    }

    private Ties ties(Organisation it, AsOf asOf, Locale locale) {
        return new Ties(
                it.identifier() instanceof Identifier.Other(var number, var kind)
                        ? new Told(kind.in(locale), number.said())
                        : null,
                identifiers.of(it.id()).stream()
                        .filter(each -> !each.leads())
                        .filter(each -> each.knownAt(asOf.knownAt()))
                        .filter(each -> each.valid().covers(asOf.day()))
                        .map(each -> new Told(each.kindName().in(locale), each.number().said()))
                        .toList(),
                it.park() == null
                        ? null
                        : regions.parkNames(locale).getOrDefault(it.park(), it.park()),
                it.address(),
                areas.of(it).stream()
                        .map(each ->
                                new Lying(each.area().name().in(locale), each.certainty().name()))
                        .toList(),
                lines.above(it.id(), asOf, false, locale),
                lines.below(it.id(), asOf, FIRST_BELOW, false, locale),
                links.countBelow(it.id(), asOf));
    }

    /** Names that it no longer has, the latest first. */
    private List<FormerName> former(List<Enrolment.Version> versions) {
        var former = new ArrayList<FormerName>();
        var last = versions.getFirst();
        for (var version : versions.subList(1, versions.size())) {
            if (!version.facts().name().equals(last.facts().name())) {
                var effective = last.effective();
                former.add(
                        new FormerName(
                                version.facts().name(),
                                effective == null
                                        ? last.recordedAt().atZone(clock.getZone()).toLocalDate()
                                        : effective));
            }
            last = version;
        }
        return List.copyOf(former);
    }

    /** Where recognitions come from and go to, by recognition. */
    private record Kinship(Map<UUID, Kin> from, Map<UUID, Kin> to) {}

    private Kinship kin(List<Register.Held> history, Instant moment, Locale locale) {
        var ids = history.stream().map(Register.Held::recognition).toList();
        var successions = adjustments.successions(ids, moment);
        var concerned = new HashSet<UUID>();
        for (var each : successions) {
            concerned.add(each.predecessorOrganisation());
            concerned.add(each.successorOrganisation());
        }
        var called = organisations.byId(concerned);
        var kinship = new Kinship(new HashMap<>(), new HashMap<>());
        for (var each : successions) {
            kinship.from.put(each.successor(), kin(each.predecessorOrganisation(), called, locale));
            kinship.to.put(each.predecessor(), kin(each.successorOrganisation(), called, locale));
        }
        return kinship;
    }

    private static Kin kin(UUID id, Map<UUID, Organisation> called, Locale locale) {
        var found = called.get(id);
        return new Kin(id, found == null ? id.toString() : found.nameIn(locale));
    }

    private static Organisation asKnown(
            Organisation present, List<Enrolment.Version> versions, Instant moment) {
        var facts =
                versions.stream()
                        .filter(it -> it.knownAt(moment))
                        .findFirst()
                        .orElse(versions.getLast())
                        .facts();
        return new Organisation(
                present.id(),
                present.identifier(),
                facts.name(),
                facts.nameEn(),
                facts.kind(),
                facts.district(),
                facts.park(),
                facts.industry(),
                facts.registered(),
                facts.address(),
                present.synthetic());
    }

    private String said(Instant moment) {
        return MOMENT.format(moment.atZone(clock.getZone()));
    }

    private static HeldLine held(
            Register.Held it,
            LocalDate day,
            @Nullable CertificateNumber number,
            Kinship kin,
            List<Conditions.Ground> grounds,
            Locale locale) {
        var state =
                it.valid().covers(day)
                        ? "in-force"
                        : it.valid().from().isAfter(day) ? "coming" : ended(it.ending());
        return new HeldLine(
                it.recognition(),
                it.scheme().name().in(locale),
                grounds.stream()
                        .filter(one -> one.scheme().equals(it.scheme().key()))
                        .filter(one -> one.way() == Conditions.Way.REVOCATION)
                        .map(one -> new Choice(one.name().zh(), one.name().in(locale)))
                        .toList(),
                it.valid().from(),
                it.valid().until(),
                it.document(),
                it.reason(),
                state,
                number == null ? null : number.value(),
                kin.from.get(it.recognition()),
                kin.to.get(it.recognition()));
    }

    private static String ended(Register.@Nullable Ending ending) {
        return ending == null ? "lapsed" : ending.name().toLowerCase(Locale.ROOT);
    }
}
