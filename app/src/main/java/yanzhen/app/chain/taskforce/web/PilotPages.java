package yanzhen.app.chain.taskforce.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.taskforce.Abilities;
import yanzhen.app.chain.taskforce.Abilities.Named;
import yanzhen.app.chain.taskforce.Pilot;
import yanzhen.app.chain.taskforce.Pilot.Draft;
import yanzhen.app.chain.taskforce.Pilot.Gate;
import yanzhen.app.chain.taskforce.Pilot.GateDraft;
import yanzhen.app.chain.taskforce.Pilot.Part;
import yanzhen.app.chain.taskforce.Pilot.Place;
import yanzhen.app.chain.taskforce.Pilot.State;
import yanzhen.app.chain.taskforce.Pilots;
import yanzhen.app.chain.taskforce.Power;
import yanzhen.app.chain.taskforce.TaskForces;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** 一条龙: laid out, and one of them as a line with its gates. */
@Controller
class PilotPages {

    private static final int GATES = 5;

    /** What the form holds; positions belong together, and gates. */
    record Typing(
            @Nullable String key,
            @Nullable String title,
            @Nullable String aim,
            @Nullable List<String> part,
            @Nullable List<String> node,
            @Nullable List<String> organisation,
            @Nullable List<String> gate,
            @Nullable List<String> criteria,
            @Nullable List<String> due) {

        /** The typed text of a row; empty when there is none. */
        public String at(@Nullable List<String> column, int row) {
            return column == null || row >= column.size() ? "" : Typed.text(column.get(row));
        }
    }

    /** All that the form's template may read. */
    record Form(
            String chain,
            String chainName,
            Typing typed,
            List<String> parts,
            List<Choice> nodes,
            List<Integer> positions,
            List<Integer> gates) {}

    /** All that the template of one may read. */
    record View(
            UUID id,
            String chain,
            String chainName,
            String title,
            String aim,
            String state,
            @Nullable String endReason,
            List<Stand> line,
            List<GateLine> gates,
            int passed,
            boolean mayRun,
            boolean mayJudge,
            boolean synthetic) {}

    /** A position of the line. */
    record Stand(
            int ordinal,
            String part,
            @Nullable UUID node,
            String nodeName,
            @Nullable UUID organisation,
            String name,
            String code) {}

    /** A gate with what was decided on it. */
    record GateLine(
            UUID id,
            int ordinal,
            String title,
            String criteria,
            LocalDate due,
            String state,
            boolean next,
            List<VerdictLine> verdicts) {}

    record VerdictLine(String at, boolean passed, String evidence, @Nullable String by) {}

    record LayCommand(String chain, Draft draft) {}

    record FillCommand(UUID pilot, int ordinal, @Nullable UUID organisation) {}

    record StartCommand(UUID pilot) {}

    record StopCommand(UUID pilot, String reason) {}

    record JudgeCommand(UUID pilot, UUID gate, boolean passed, String evidence) {}

    private final Pilots pilots;
    private final TaskForces forces;
    private final Atlas atlas;
    private final Abilities abilities;
    private final Words words;
    private final Commands commands;

    PilotPages(
            Pilots pilots,
            TaskForces forces,
            Atlas atlas,
            Abilities abilities,
            Words words,
            Commands commands) {
        this.pilots = pilots;
        this.forces = forces;
        this.atlas = atlas;
        this.abilities = abilities;
        this.words = words;
        this.commands = commands;
    }

    @GetMapping("/chains/{chain}/pilots/new")
    ModelAndView blank(@PathVariable String chain, Locale locale) {
        var map = words.map(chain);
        forces.must(chain, Power.RUN_PILOT);
        var parts = Arrays.stream(Part.values()).map(Enum::name).toList();
        return form(
                map,
                new Typing(null, "", "", parts, null, null, null, null, null),
                new Problems(),
                locale);
    }

    private static ModelAndView form(
            Atlas.Map map, Typing typed, Problems problems, Locale locale) {
        int filled = typed.part == null ? 0 : typed.part.size();
        return FormPage.of("taskforce/pilot-form", problems)
                .addObject(
                        "form",
                        new Form(
                                map.chain().key(),
                                map.chain().name().in(locale),
                                typed,
                                Arrays.stream(Part.values()).map(Enum::name).toList(),
                                map.nodes().stream()
                                        .map(it ->
                                                new Choice(
                                                        it.id().toString(), it.name().in(locale)))
                                        .toList(),
                                IntStream.range(0, Math.max(filled, Part.values().length) + 1)
                                        .boxed()
                                        .toList(),
                                IntStream.range(0, GATES).boxed().toList()));
    }

    @PostMapping("/chains/{chain}/pilots")
    ModelAndView lay(
            @PathVariable String chain,
            @ModelAttribute Typing typed,
            RedirectAttributes flash,
            Locale locale) {
        var map = words.map(chain);
        var problems = new Problems();
        var draft = read(typed, map, problems);
        if (draft == null) {
            return form(map, typed, problems, locale);
        }
        var answer =
                commands.once(
                        Typed.text(typed.key),
                        new LayCommand(chain, draft),
                        () -> pilots.lay(chain, draft).toString());
        return back(answer.id(), "pilot-laid", flash);
    }

    private static ModelAndView back(UUID id, String done, RedirectAttributes flash) {
        flash.addFlashAttribute("done", done);
        return new ModelAndView("redirect:/pilots/" + id);
    }

    private @Nullable Draft read(Typing typed, Atlas.Map map, Problems problems) {
        var title = Typed.text("title", typed.title, 2, 200, problems);
        var aim = Typed.text("aim", typed.aim, 2, 2000, problems);
        var positions = new ArrayList<Place>();
        int rows = typed.part == null ? 0 : typed.part.size();
        for (int at = 0; at < rows; at++) {
            if (!typed.at(typed.part, at).isEmpty()) {
                place(typed, at, map, positions, problems);
            }
        }
        var gates = new ArrayList<GateDraft>();
        int filled = typed.gate == null ? 0 : typed.gate.size();
        for (int at = 0; at < filled; at++) {
            if (!typed.at(typed.gate, at).isEmpty()) {
                gate(typed, at, gates, problems);
            }
        }
        return problems.none() ? new Draft(title, aim, positions, gates) : null;
    }

    private void place(
            Typing typed, int at, Atlas.Map map, List<Place> positions, Problems problems) {
        var part = Typed.choice("part", typed.at(typed.part, at), Part.class, true, problems);
        var node = Typed.id("node", typed.at(typed.node, at), problems);
        if (node != null && map.node(node).isEmpty()) {
            problems.add("", at + 1, "node", node.toString(), "unknown-reference");
        }
        var organisation =
                words.organisation("organisation", typed.at(typed.organisation, at), problems);
        if (part != null) {
            positions.add(new Place(part, node, organisation));
        }
    }

    private static void gate(Typing typed, int at, List<GateDraft> gates, Problems problems) {
        var title = Typed.text("gate", typed.at(typed.gate, at), 2, 200, problems);
        var criteria = Typed.text("criteria", typed.at(typed.criteria, at), 2, 1000, problems);
        var due = Typed.requiredDay("due", typed.at(typed.due, at), problems);
        if (due != null) {
            gates.add(new GateDraft(title, criteria, due));
        }
    }

    @GetMapping("/pilots/{id}")
    ModelAndView one(@PathVariable UUID id, Locale locale) {
        return page(id, new Problems(), locale);
    }

    private ModelAndView page(UUID id, Problems problems, Locale locale) {
        var pilot = pilots.find(id).orElseThrow(() -> new NotFound("pilot", id));
        var view = FormPage.of("taskforce/pilot", problems);
        view.addObject("view", view(pilot, locale));
        return view;
    }

    private View view(Pilot it, Locale locale) {
        var powers = forces.powers(it.chain());
        var names =
                words.names(
                        it.positions().stream()
                                .map(Pilot.Position::organisation)
                                .filter(Objects::nonNull)
                                .toList(),
                        locale);
        var nodes =
                abilities.names(
                        it.positions().stream()
                                .map(Pilot.Position::node)
                                .filter(Objects::nonNull)
                                .toList());
        var next = it.next().map(Gate::id).orElse(null);
        boolean running = it.state() == State.RUNNING;
        return new View(
                it.id(),
                it.chain(),
                atlas.map(it.chain()).map(m -> m.chain().name().in(locale)).orElse(it.chain()),
                it.title(),
                it.aim(),
                it.state().name(),
                it.endReason(),
                it.positions().stream().map(p -> stand(p, names, nodes, locale)).toList(),
                it.gates().stream().map(g -> gate(g, running && g.id().equals(next))).toList(),
                (int) it.gates().stream().filter(Gate::passed).count(),
                powers.contains(Power.RUN_PILOT) && !it.state().next().isEmpty(),
                powers.contains(Power.PASS_GATE) && running,
                it.synthetic());
    }

    private Stand stand(
            Pilot.Position it, Map<UUID, String> names, Map<UUID, Named> nodes, Locale locale) {
        var organisation = it.organisation();
        var named = it.node() == null ? null : nodes.get(it.node());
        return new Stand(
                it.ordinal(),
                it.part().name(),
                it.node(),
                named == null ? "" : named.name().in(locale),
                organisation,
                organisation == null ? "" : names.getOrDefault(organisation, ""),
                words.key(organisation));
    }

    private GateLine gate(Gate it, boolean next) {
        var state =
                it.passed()
                        ? "PASSED"
                        : it.failed() ? "FAILED" : it.overdue(words.today()) ? "LATE" : "OPEN";
        return new GateLine(
                it.id(),
                it.ordinal(),
                it.title(),
                it.criteria(),
                it.due(),
                state,
                next,
                it.verdicts().stream()
                        .map(v ->
                                new VerdictLine(
                                        words.said(v.at()), v.passed(), v.evidence(), v.by()))
                        .toList());
    }

    @PostMapping("/pilots/{id}/positions/{ordinal}")
    ModelAndView fill(
            @PathVariable UUID id,
            @PathVariable int ordinal,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String organisation,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var who = words.organisation("organisation", organisation, problems);
        if (!problems.none()) {
            return page(id, problems, locale);
        }
        commands.once(
                key, new FillCommand(id, ordinal, who), id, () -> pilots.fill(id, ordinal, who));
        return back(id, "pilot-filled", flash);
    }

    @PostMapping("/pilots/{id}/start")
    ModelAndView start(
            @PathVariable UUID id,
            @RequestParam String key,
            RedirectAttributes flash,
            Locale locale) {
        try {
            commands.once(key, new StartCommand(id), id, () -> pilots.start(id));
        } catch (Problems.Refused e) {
            return page(id, e.problems(), locale);
        }
        return back(id, "pilot-started", flash);
    }

    @PostMapping("/pilots/{id}/stop")
    ModelAndView stop(
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var why = Typed.reason(reason, problems);
        if (!problems.none()) {
            return page(id, problems, locale);
        }
        commands.once(key, new StopCommand(id, why), id, () -> pilots.stop(id, why));
        return back(id, "pilot-stopped", flash);
    }

    @PostMapping("/pilots/{id}/gates/{gate}")
    ModelAndView judge(
            @PathVariable UUID id,
            @PathVariable UUID gate,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String passed,
            @RequestParam(defaultValue = "") String evidence,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var said = Typed.text("evidence", evidence, 2, 2000, problems);
        if (!passed.equals("true") && !passed.equals("false")) {
            problems.add("", null, "passed", passed, "required");
        }
        if (!problems.none()) {
            return page(id, problems, locale);
        }
        boolean through = passed.equals("true");
        commands.once(
                key,
                new JudgeCommand(id, gate, through, said),
                id,
                () -> pilots.decide(id, gate, through, said));
        return back(id, through ? "gate-passed" : "gate-failed", flash);
    }
}
