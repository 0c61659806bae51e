package yanzhen.app.chain.taskforce.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import yanzhen.app.chain.taskforce.Cadence;
import yanzhen.app.chain.taskforce.Post;
import yanzhen.app.chain.taskforce.Power;
import yanzhen.app.chain.taskforce.TaskForce.Appointment;
import yanzhen.app.chain.taskforce.TaskForce.Minutes;
import yanzhen.app.chain.taskforce.TaskForce.NewTask;
import yanzhen.app.chain.taskforce.TaskForce.State;
import yanzhen.app.chain.taskforce.TaskForces;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.Typed;

/** What is done to a task force: set up, appoint, keep minutes, give and move tasks. */
@Controller
class TaskForceForms {

    /** Rows of tasks that the form of minutes shows. */
    private static final int TASKS = 5;

    private static final int MOST_DAYS = 366;

    /** What the form of the remit holds. */
    record Setting(
            @Nullable String key,
            @Nullable String remit,
            @Nullable String everyDays,
            @Nullable String first,
            @Nullable String reason) {}

    /** What the form of a member holds. */
    record Appointing(
            @Nullable String key,
            @Nullable String post,
            @Nullable String login,
            @Nullable String organisation,
            @Nullable String name,
            @Nullable String since) {}

    /** What the form of minutes holds; the three lists belong together. */
    record Keeping(
            @Nullable String key,
            @Nullable String heldOn,
            @Nullable String agenda,
            @Nullable String minutes,
            @Nullable List<String> title,
            @Nullable List<String> owner,
            @Nullable List<String> due) {

        /** The typed text of a row; empty when there is none. */
        public String at(@Nullable List<String> column, int row) {
            return column == null || row >= column.size() ? "" : Typed.text(column.get(row));
        }
    }

    /** What the form of a task holds. */
    record Giving(
            @Nullable String key,
            @Nullable String title,
            @Nullable String owner,
            @Nullable String due) {}

    /**
     * All that the template of a form may read.
     *
     * @param kind set-up, member, minutes or task
     */
    record Form(
            String kind,
            String chain,
            String chainName,
            @Nullable Setting setting,
            @Nullable Appointing appointing,
            @Nullable Keeping keeping,
            @Nullable Giving giving,
            List<Choice> owners,
            List<String> posts,
            List<Integer> rows) {}

    record SetUpCommand(String chain, String remit, Cadence cadence, String reason) {}

    record AppointCommand(String chain, Appointment appointment) {}

    record DismissCommand(UUID member, java.time.LocalDate until, String reason) {}

    record KeepCommand(String chain, Minutes minutes) {}

    record AssignCommand(String chain, NewTask task) {}

    record MoveCommand(UUID task, State to, String reason) {}

    private final TaskForces forces;
    private final Words words;
    private final Commands commands;

    TaskForceForms(TaskForces forces, Words words, Commands commands) {
        this.forces = forces;
        this.words = words;
        this.commands = commands;
    }

    private Form form(String kind, String chain, Locale locale, Object typed) {
        return new Form(
                kind,
                chain,
                words.map(chain).chain().name().in(locale),
                typed instanceof Setting it ? it : null,
                typed instanceof Appointing it ? it : null,
                typed instanceof Keeping it ? it : null,
                typed instanceof Giving it ? it : null,
                words.owners(chain),
                java.util.Arrays.stream(Post.values()).map(Enum::name).toList(),
                IntStream.range(0, TASKS).boxed().toList());
    }

    private static ModelAndView page(Form form, Problems problems) {
        return FormPage.of("taskforce/task-force-form", problems).addObject("form", form);
    }

    private static ModelAndView back(String chain, String done, RedirectAttributes flash) {
        flash.addFlashAttribute("done", done);
        return new ModelAndView("redirect:/chains/" + chain + "/task-force");
    }

    @GetMapping("/chains/{chain}/task-force/edit")
    ModelAndView setting(@PathVariable String chain, Locale locale) {
        var typed =
                forces.of(chain)
                        .map(it ->
                                new Setting(
                                        null,
                                        it.remit(),
                                        String.valueOf(it.cadence().everyDays()),
                                        it.cadence().first().toString(),
                                        ""))
                        .orElse(new Setting(null, "", "30", words.today().toString(), ""));
        return page(form("set-up", chain, locale, typed), new Problems());
    }

    @PostMapping("/chains/{chain}/task-force")
    ModelAndView setUp(
            @PathVariable String chain,
            @ModelAttribute Setting typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var remit = Typed.text("remit", typed.remit, 2, 2000, problems);
        var first = Typed.requiredDay("first", typed.first, problems);
        int days = days(typed.everyDays, problems);
        var reason = Typed.reason(typed.reason, problems);
        if (first == null || !problems.none()) {
            return page(form("set-up", chain, locale, typed), problems);
        }
        var key = words.map(chain).chain().key();
        var cadence = new Cadence(first, days);
        commands.once(
                Typed.text(typed.key),
                new SetUpCommand(key, remit, cadence, reason),
                () -> {
                    forces.setUp(key, remit, cadence, reason);
                    return key;
                });
        return back(chain, "task-force-set", flash);
    }

    private static int days(@Nullable String typed, Problems problems) {
        var text = Typed.text(typed);
        if (text.matches("[0-9]{1,3}")) {
            int days = Integer.parseInt(text);
            if (days >= 1 && days <= MOST_DAYS) {
                return days;
            }
        }
        problems.add("", null, "everyDays", text, "meeting-cadence", String.valueOf(MOST_DAYS));
        return 0;
    }

    @GetMapping("/chains/{chain}/task-force/members/new")
    ModelAndView appointing(@PathVariable String chain, Locale locale) {
        return page(
                form(
                        "member",
                        chain,
                        locale,
                        new Appointing(null, "", "", "", "", words.today().toString())),
                new Problems());
    }

    @PostMapping("/chains/{chain}/task-force/members")
    ModelAndView appoint(
            @PathVariable String chain,
            @ModelAttribute Appointing typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var appointment = appointment(typed, problems);
        if (appointment == null) {
            return page(form("member", chain, locale, typed), problems);
        }
        commands.once(
                Typed.text(typed.key),
                new AppointCommand(chain, appointment),
                () -> forces.appoint(chain, appointment).toString());
        return back(chain, "member-appointed", flash);
    }

    private @Nullable Appointment appointment(Appointing typed, Problems problems) {
        var post = Typed.choice("post", typed.post, Post.class, true, problems);
        var name = Typed.text("name", typed.name, 2, 100, problems);
        var since = Typed.requiredDay("since", typed.since, problems);
        var login = Typed.text(typed.login);
        var organisation = words.organisation("organisation", typed.organisation, problems);
        if (login.isEmpty() == Typed.text(typed.organisation).isEmpty()) {
            problems.add("", null, "login", login, "member-acts-as-one");
        }
        return post == null || since == null || !problems.none()
                ? null
                : new Appointment(post, login.isEmpty() ? null : login, organisation, name, since);
    }

    @PostMapping("/chains/{chain}/task-force/members/{member}/end")
    ModelAndView dismiss(
            @PathVariable String chain,
            @PathVariable UUID member,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        var problems = new Problems();
        var day = Typed.requiredDay("until", until, problems);
        var why = Typed.reason(reason, problems);
        problems.mustBeNone();
        var ends = java.util.Objects.requireNonNull(day);
        commands.once(
                key,
                new DismissCommand(member, ends, why),
                member,
                () -> forces.dismiss(member, ends, why));
        return back(chain, "member-ended", flash);
    }

    @GetMapping("/chains/{chain}/task-force/meetings/new")
    ModelAndView keeping(@PathVariable String chain, Locale locale) {
        forces.must(words.map(chain).chain().key(), Power.KEEP_MINUTES);
        return page(
                form(
                        "minutes",
                        chain,
                        locale,
                        new Keeping(null, words.today().toString(), "", "", null, null, null)),
                new Problems());
    }

    @PostMapping("/chains/{chain}/task-force/meetings")
    ModelAndView keep(
            @PathVariable String chain,
            @ModelAttribute Keeping typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var minutes = minutes(typed, problems);
        if (minutes == null) {
            return page(form("minutes", chain, locale, typed), problems);
        }
        try {
            commands.once(
                    Typed.text(typed.key),
                    new KeepCommand(chain, minutes),
                    () -> forces.keep(chain, minutes).toString());
        } catch (Problems.Refused e) {
            return page(form("minutes", chain, locale, typed), e.problems());
        }
        return back(chain, "minutes-kept", flash);
    }

    private static @Nullable Minutes minutes(Keeping typed, Problems problems) {
        var heldOn = Typed.requiredDay("heldOn", typed.heldOn, problems);
        var agenda = Typed.text("agenda", typed.agenda, 2, 2000, problems);
        var text = Typed.text("minutes", typed.minutes, 2, 8000, problems);
        var tasks = new ArrayList<NewTask>();
        int rows = typed.title == null ? 0 : typed.title.size();
        for (int at = 0; at < rows; at++) {
            var title = typed.at(typed.title, at);
            if (!title.isEmpty() || !typed.at(typed.due, at).isEmpty()) {
                var task =
                        task(title, typed.at(typed.owner, at), typed.at(typed.due, at), problems);
                if (task != null) {
                    tasks.add(task);
                }
            }
        }
        return heldOn == null || !problems.none() ? null : new Minutes(heldOn, agenda, text, tasks);
    }

    static @Nullable NewTask task(
            @Nullable String title,
            @Nullable String owner,
            @Nullable String due,
            Problems problems) {
        var name = Typed.text("title", title, 2, 300, problems);
        var day = Typed.requiredDay("due", due, problems);
        var who = Typed.id("owner", owner, problems);
        if (Typed.text(owner).isEmpty()) {
            problems.add("", null, "owner", "", "required");
        }
        return day == null || who == null ? null : new NewTask(name, who, day);
    }

    @GetMapping("/chains/{chain}/task-force/tasks/new")
    ModelAndView giving(@PathVariable String chain, Locale locale) {
        forces.must(words.map(chain).chain().key(), Power.ASSIGN_TASK);
        return page(form("task", chain, locale, new Giving(null, "", "", "")), new Problems());
    }

    @PostMapping("/chains/{chain}/task-force/tasks")
    ModelAndView assign(
            @PathVariable String chain,
            @ModelAttribute Giving typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var task = task(typed.title, typed.owner, typed.due, problems);
        if (task == null || !problems.none()) {
            return page(form("task", chain, locale, typed), problems);
        }
        commands.once(
                Typed.text(typed.key),
                new AssignCommand(chain, task),
                () -> forces.assign(chain, task).toString());
        return back(chain, "task-assigned", flash);
    }

    @PostMapping("/chains/{chain}/task-force/tasks/{task}/state")
    ModelAndView move(
            @PathVariable String chain,
            @PathVariable UUID task,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        var problems = new Problems();
        var state = Typed.choice("to", to, State.class, true, problems);
        var why = Typed.reason(reason, problems);
        problems.mustBeNone();
        var target = java.util.Objects.requireNonNull(state);
        commands.once(
                key,
                new MoveCommand(task, target, why),
                task,
                () -> forces.move(task, target, why));
        return back(chain, "task-moved", flash);
    }
}
