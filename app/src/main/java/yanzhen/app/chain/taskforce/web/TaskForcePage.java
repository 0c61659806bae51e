package yanzhen.app.chain.taskforce.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.taskforce.Pilots;
import yanzhen.app.chain.taskforce.Post;
import yanzhen.app.chain.taskforce.Power;
import yanzhen.app.chain.taskforce.ResponsePlans;
import yanzhen.app.chain.taskforce.ResponseRules;
import yanzhen.app.chain.taskforce.TaskForce;
import yanzhen.app.chain.taskforce.TaskForce.Meeting;
import yanzhen.app.chain.taskforce.TaskForce.Member;
import yanzhen.app.chain.taskforce.TaskForce.Task;
import yanzhen.app.chain.taskforce.TaskForces;
import yanzhen.app.site.Choice;
import yanzhen.app.site.RailEntry;
import yanzhen.app.site.Sheet;

/** 专班 of a chain: when it meets next, who may do what, its tasks, plans and pilots. */
@Controller
class TaskForcePage {

    private static final List<String> TASK_HEADS =
            List.of(
                    "task.title",
                    "task.owner",
                    "task.due",
                    "task.state",
                    "task.late",
                    "task.from",
                    "taskforce.mark");
    private static final List<String> MEMBER_HEADS =
            List.of(
                    "member.post",
                    "member.name",
                    "member.since",
                    "member.until",
                    "member.end-reason");
    private static final List<String> MEETING_HEADS =
            List.of(
                    "meeting.held-on",
                    "meeting.agenda",
                    "meeting.minutes",
                    "meeting.by",
                    "taskforce.mark");

    /** All that the template of the list may read. */
    record Overview(List<ForceLine> forces, List<TaskLine> mine, int reminders, int remindDays) {}

    record ForceLine(
            String chain,
            String name,
            @Nullable String chief,
            LocalDate next,
            long late,
            int open,
            int overdue,
            boolean synthetic) {}

    /**
     * All that the template of one may read.
     *
     * @param force null while the chain has none
     */
    record View(
            String chain,
            String chainName,
            @Nullable Head force,
            List<MemberLine> members,
            List<MemberLine> past,
            List<PowerLine> powers,
            List<MeetingLine> meetings,
            List<TaskLine> tasks,
            Counts counts,
            String show,
            List<PlanLine> plans,
            List<PilotLine> pilots,
            List<Choice> owners,
            List<String> posts,
            int remindDays,
            String note,
            May may) {}

    record Head(
            String remit,
            int everyDays,
            LocalDate first,
            @Nullable LocalDate last,
            LocalDate next,
            long late,
            @Nullable String chief,
            boolean synthetic) {}

    /** What the viewer may do here. */
    record May(boolean setUp, boolean minutes, boolean assign, boolean propose, boolean pilot) {}

    /** How many tasks there are. */
    record Counts(int all, int open, int overdue, int reminded, int closed) {}

    record MemberLine(
            UUID id,
            String post,
            String name,
            @Nullable UUID organisation,
            LocalDate since,
            @Nullable LocalDate until,
            @Nullable String endReason) {}

    /**
     * Which posts have a power.
     *
     * @param mine whether the viewer has it
     */
    record PowerLine(String power, List<String> posts, String reason, boolean mine) {}

    record MeetingLine(
            UUID id,
            LocalDate heldOn,
            String agenda,
            String minutes,
            @Nullable String by,
            int tasks,
            boolean synthetic) {}

    record TaskLine(
            UUID id,
            String chain,
            String chainName,
            String title,
            String owner,
            LocalDate due,
            String state,
            boolean overdue,
            boolean reminded,
            @Nullable LocalDate heldOn,
            @Nullable LocalDate closedOn,
            List<String> moves,
            boolean synthetic) {}

    private final TaskForces forces;
    private final ResponsePlans plans;
    private final Pilots pilots;
    private final PlanRows planLines;
    private final Words words;

    TaskForcePage(
            TaskForces forces,
            ResponsePlans plans,
            Pilots pilots,
            PlanRows planLines,
            Words words) {
        this.forces = forces;
        this.plans = plans;
        this.pilots = pilots;
        this.planLines = planLines;
        this.words = words;
    }

    @GetMapping("/task-forces")
    String all(Model model, Locale locale) {
        int days = words.rules().remindDays();
        var names = planLines.chains(locale);
        var mine =
                forces.mine().stream()
                        .map(it -> line(it, names.getOrDefault(it.chain(), it.chain()), true, days))
                        .toList();
        var lines = new ArrayList<ForceLine>();
        for (var it : forces.all()) {
            var tasks = forces.tasks(it.chain());
            lines.add(
                    new ForceLine(
                            it.chain(),
                            names.getOrDefault(it.chain(), it.chain()),
                            chief(forces.members(it.chain())),
                            it.nextMeeting(),
                            it.late(words.today()),
                            (int) tasks.stream().filter(Task::open).count(),
                            (int) tasks.stream().filter(t -> t.overdue(words.today())).count(),
                            it.synthetic()));
        }
        model.addAttribute(
                "view",
                new Overview(
                        lines, mine, (int) mine.stream().filter(TaskLine::reminded).count(), days));
        return "taskforce/task-forces";
    }

    private @Nullable String chief(List<Member> members) {
        return members.stream()
                .filter(it -> it.post() == Post.CHIEF && it.inOffice(words.today()))
                .map(Member::name)
                .findFirst()
                .orElse(null);
    }

    @GetMapping("/chains/{key}/task-force")
    String show(
            @PathVariable String key,
            @RequestParam(defaultValue = "open") String show,
            Model model,
            Locale locale) {
        model.addAttribute("view", view(words.map(key), show, locale));
        return "taskforce/task-force";
    }

    private View view(Atlas.Map map, String show, Locale locale) {
        var chain = map.chain().key();
        var rules = words.rules();
        var powers = forces.powers(chain);
        var members = forces.members(chain);
        var tasks = forces.tasks(chain);
        boolean assigns = powers.contains(Power.ASSIGN_TASK);
        var force = forces.of(chain);
        return new View(
                chain,
                map.chain().name().in(locale),
                force.map(it -> head(it, members)).orElse(null),
                members.stream().filter(it -> !over(it)).map(TaskForcePage::line).toList(),
                members.stream().filter(this::over).map(TaskForcePage::line).toList(),
                rules.powers().stream()
                        .map(it ->
                                new PowerLine(
                                        it.power().name(),
                                        it.posts().stream().sorted().map(Enum::name).toList(),
                                        it.reason().in(locale),
                                        powers.contains(it.power())))
                        .toList(),
                forces.meetings(chain).stream().map(TaskForcePage::line).toList(),
                tasks.stream()
                        .filter(it -> shown(it, show, rules))
                        .map(it ->
                                line(
                                        it,
                                        map.chain().name().in(locale),
                                        assigns || it.mine(),
                                        rules.remindDays()))
                        .toList(),
                counts(tasks, rules),
                show,
                planLines.of(plans.of(chain), locale),
                pilots.of(chain).stream().map(it -> PilotLine.of(it, words.today())).toList(),
                words.owners(chain),
                List.of(Post.values()).stream().map(Enum::name).toList(),
                rules.remindDays(),
                rules.note().in(locale),
                new May(
                        words.runsRegion(),
                        force.isPresent() && powers.contains(Power.KEEP_MINUTES),
                        force.isPresent() && assigns,
                        force.isPresent() && powers.contains(Power.PROPOSE_PLAN),
                        force.isPresent() && powers.contains(Power.RUN_PILOT)));
    }

    private boolean over(Member it) {
        var until = it.until();
        return until != null && !words.today().isBefore(until);
    }

    private Head head(TaskForce it, List<Member> members) {
        return new Head(
                it.remit(),
                it.cadence().everyDays(),
                it.cadence().first(),
                it.lastMeeting(),
                it.nextMeeting(),
                it.late(words.today()),
                chief(members),
                it.synthetic());
    }

    private boolean shown(Task it, String show, ResponseRules rules) {
        return switch (show) {
            case "overdue" -> it.overdue(words.today());
            case "reminded" -> it.reminded(words.today(), rules.remindDays());
            case "mine" -> it.mine();
            case "closed" -> !it.open();
            case "all" -> true;
            default -> it.open();
        };
    }

    private Counts counts(List<Task> tasks, ResponseRules rules) {
        var today = words.today();
        return new Counts(
                tasks.size(),
                (int) tasks.stream().filter(Task::open).count(),
                (int) tasks.stream().filter(it -> it.overdue(today)).count(),
                (int) tasks.stream().filter(it -> it.reminded(today, rules.remindDays())).count(),
                (int) tasks.stream().filter(it -> !it.open()).count());
    }

    private static MemberLine line(Member it) {
        return new MemberLine(
                it.id(),
                it.post().name(),
                it.name(),
                it.organisation(),
                it.since(),
                it.until(),
                it.endReason());
    }

    private static MeetingLine line(Meeting it) {
        return new MeetingLine(
                it.id(),
                it.heldOn(),
                it.agenda(),
                it.minutes(),
                it.recordedBy(),
                it.tasks(),
                it.synthetic());
    }

    private TaskLine line(Task it, String chainName, boolean moves, int remindDays) {
        return new TaskLine(
                it.id(),
                it.chain(),
                chainName,
                it.what().title(),
                it.ownerName(),
                it.what().due(),
                it.state().name(),
                it.overdue(words.today()),
                it.reminded(words.today(), remindDays),
                it.heldOn(),
                it.closedOn(),
                moves ? it.state().next().stream().map(Enum::name).toList() : List.of(),
                it.synthetic());
    }

    /** As XLSX all tables; as CSV the tasks. */
    @GetMapping("/chains/{key}/task-force/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String key, @PathVariable String form, Locale locale) {
        var kind = Sheet.Form.of(form);
        var view = view(words.map(key), "all", locale);
        var tasks = tasks(view, locale);
        if (kind == Sheet.Form.CSV) {
            return tasks.download(kind);
        }
        return Sheet.workbook(
                words.say("taskforce.title", locale, view.chainName),
                List.of(
                        tasks,
                        members(view, locale),
                        meetings(view, locale),
                        planLines.sheet(view.plans, locale)));
    }

    private Sheet sheet(String name, List<String> heads, Locale locale) {
        return new Sheet(words.say(name, locale), heads, it -> words.say(it, locale));
    }

    private Sheet tasks(View view, Locale locale) {
        var sheet = sheet("tasks.title", TASK_HEADS, locale);
        for (var it : view.tasks) {
            sheet.add(
                    it.title,
                    it.owner,
                    it.due,
                    words.say("task.state." + it.state, locale),
                    it.overdue ? words.say("site.yes", locale) : "",
                    it.heldOn,
                    mark(it.synthetic, locale));
        }
        return sheet;
    }

    private String mark(boolean synthetic, Locale locale) {
        return synthetic ? words.say("site.synthetic", locale) : "";
    }

    private Sheet members(View view, Locale locale) {
        var sheet = sheet("members.title", MEMBER_HEADS, locale);
        for (var list : List.of(view.members, view.past)) {
            for (var it : list) {
                sheet.add(
                        words.say("post." + it.post, locale),
                        it.name,
                        it.since,
                        it.until,
                        it.endReason);
            }
        }
        return sheet;
    }

    private Sheet meetings(View view, Locale locale) {
        var sheet = sheet("meetings.title", MEETING_HEADS, locale);
        for (var it : view.meetings) {
            sheet.add(it.heldOn, it.agenda, it.minutes, it.by, mark(it.synthetic, locale));
        }
        return sheet;
    }

    /** The entry of this package in the rail. */
    @Configuration(proxyBeanMethods = false)
    static class Rail {
        @Bean
        RailEntry taskForcesEntry() {
            return new RailEntry(36, "task-forces", "/task-forces");
        }
    }
}
