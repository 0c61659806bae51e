package yanzhen.app.chain.taskforce.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Account;
import yanzhen.app.access.Accounts;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.NodeFact;
import yanzhen.app.chain.NodeFacts;
import yanzhen.app.chain.taskforce.Cadence;
import yanzhen.app.chain.taskforce.Direction;
import yanzhen.app.chain.taskforce.Pilot;
import yanzhen.app.chain.taskforce.Plan;
import yanzhen.app.chain.taskforce.Post;
import yanzhen.app.chain.taskforce.TaskForce.Appointment;
import yanzhen.app.chain.taskforce.TaskForce.Minutes;
import yanzhen.app.chain.taskforce.TaskForce.NewTask;
import yanzhen.app.chain.taskforce.TaskForce.State;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackRow;
import yanzhen.app.pack.PackSection;

/**
 * 演示专班: a task force with meetings, tasks, plans and a pilot under {@code demo/task-force}. What
 * has been loaded is not loaded again. Longer than most classes here because it reads seven tables
 * that refer to each other.
 */
@Component
class TaskForceDemonstration implements PackSection {

    private static final String FOLDER = "demo/task-force/";
    private static final String FORCES = FOLDER + "forces.csv";
    private static final String MEMBERS = FOLDER + "members.csv";
    private static final String MEETINGS = FOLDER + "meetings.csv";
    private static final String TASKS = FOLDER + "tasks.csv";
    private static final String PLANS = FOLDER + "plans.csv";
    private static final String PILOTS = FOLDER + "pilots.csv";
    private static final String ABILITIES = FOLDER + "abilities.csv";

    private final JdbcClient jdbc;
    private final JdbcTaskForces forces;
    private final JdbcResponsePlans plans;
    private final JdbcPilots pilots;
    private final Accounts accounts;
    private final Organisations organisations;
    private final Atlas atlas;
    private final NodeFacts facts;
    private final AuditTrail audit;

    TaskForceDemonstration(
            JdbcClient jdbc,
            JdbcTaskForces forces,
            JdbcResponsePlans plans,
            JdbcPilots pilots,
            Accounts accounts,
            Organisations organisations,
            Atlas atlas,
            NodeFacts facts,
            AuditTrail audit) {
        this.jdbc = jdbc;
        this.forces = forces;
        this.plans = plans;
        this.pilots = pilots;
        this.accounts = accounts;
        this.organisations = organisations;
        this.atlas = atlas;
        this.facts = facts;
        this.audit = audit;
    }

    /** After the chains, which it speaks of. */
    @Override
    public int floor() {
        return 3;
    }

    private static boolean there(Pack pack) {
        return pack.demonstration() && pack.has(FORCES) && pack.has(ResponseSection.RULES);
    }

    @Override
    public void validate(Pack pack, Problems problems) {
        if (!there(pack)) {
            return;
        }
        var rules = ResponseSection.read(pack);
        var chains = new HashSet<String>();
        for (var row : pack.csv(FORCES, "task-forces.row", problems)) {
            if (row.known(problems, "chain", Set.copyOf(pack.folders("chains")))) {
                chains.add(row.text("chain"));
            }
        }
        var members = new HashSet<String>();
        for (var row : pack.csv(MEMBERS, "task-force-members.row", problems)) {
            row.known(problems, "chain", chains);
            if (row.orNull("login") == null == (row.orNull("organisation") == null)) {
                row.complain(problems, "login", "member-acts-as-one");
            }
            members.add(row.text("key"));
        }
        var meetings = new HashSet<String>();
        for (var row : pack.csv(MEETINGS, "task-force-meetings.row", problems)) {
            row.known(problems, "chain", chains);
            meetings.add(row.text("key"));
        }
        for (var row : pack.csv(TASKS, "task-force-tasks.row", problems)) {
            row.known(problems, "meeting", meetings);
            row.known(problems, "owner", members);
        }
        for (var row : pack.csv(PLANS, "response-plans.row", problems)) {
            row.known(problems, "owner", members);
            row.known(problems, "chain", chains);
            if (rules.kind(row.text("kind")).isEmpty()) {
                row.complain(problems, "kind", "unknown-reference");
            }
        }
        pack.csv(PILOTS, "pilots.row", problems).forEach(it -> it.known(problems, "chain", chains));
        pack.csv(ABILITIES, "abilities.row", problems)
                .forEach(it -> it.known(problems, "chain", chains));
    }

    private static List<String> list(PackRow row, String field) {
        return row.find(field).map(it -> Arrays.asList(it.split(";"))).orElse(List.of());
    }

    @Override
    public void load(Pack pack) {
        if (!there(pack) || loaded()) {
            return;
        }
        var nodes = nodes(pack);
        for (var row : pack.csv(FORCES, "task-forces.row", new Problems())) {
            forces.put(
                    row.text("chain"),
                    row.text("remit"),
                    new Cadence(
                            row.date("first_meeting"), Integer.parseInt(row.text("every_days"))),
                    true);
        }
        var members = members(pack);
        meetings(pack, members);
        abilities(pack, nodes);
        plans(pack, members, nodes);
        pilots(pack, nodes);
        record Loaded(int members) {}
        audit.record(
                Change.created(
                        "chain.taskforce.load",
                        "pack",
                        String.valueOf(pack.root().getFileName()),
                        new Loaded(members.size())));
    }

    private boolean loaded() {
        return jdbc.sql("select exists (select from chain.task_force)")
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Nodes by chain and key. */
    private Map<String, UUID> nodes(Pack pack) {
        var nodes = new HashMap<String, UUID>();
        for (var chain : pack.folders("chains")) {
            atlas.map(chain)
                    .ifPresent(map ->
                            map.nodes().forEach(it -> nodes.put(chain + "/" + it.key(), it.id())));
        }
        return nodes;
    }

    private static UUID known(Map<String, UUID> found, String key) {
        var id = found.get(key);
        if (id == null) {
            throw new IllegalStateException("The demonstration names what is not there: " + key);
        }
        return id;
    }

    private @Nullable UUID organisation(@Nullable String key) {
        return key == null || key.isEmpty()
                ? null
                : organisations
                        .findByKey(key)
                        .map(Organisation::id)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "The demonstration names an unknown body: " + key));
    }

    private Map<String, UUID> members(Pack pack) {
        var found = new HashMap<String, UUID>();
        for (var row : pack.csv(MEMBERS, "task-force-members.row", new Problems())) {
            var login = row.orNull("login");
            var account =
                    login == null
                            ? null
                            : accounts.findByLogin(login)
                                    .map(Account::id)
                                    .orElseThrow(() ->
                                            new IllegalStateException(
                                                    "The demonstration names an unknown log-in: "
                                                            + login));
            found.put(
                    row.text("key"),
                    forces.insert(
                            row.text("chain"),
                            new Appointment(
                                    Post.valueOf(row.text("post")),
                                    login,
                                    organisation(row.orNull("organisation")),
                                    row.text("name"),
                                    row.date("since")),
                            account));
        }
        return found;
    }

    private void meetings(Pack pack, Map<String, UUID> members) {
        var tasks = pack.csv(TASKS, "task-force-tasks.row", new Problems());
        for (var row : pack.csv(MEETINGS, "task-force-meetings.row", new Problems())) {
            var chain = row.text("chain");
            var meeting =
                    forces.insert(
                            chain,
                            new Minutes(
                                    row.date("held_on"),
                                    row.text("agenda"),
                                    row.text("minutes"),
                                    List.of()),
                            true);
            for (var task : tasks) {
                if (task.text("meeting").equals(row.text("key"))) {
                    task(chain, meeting, task, members);
                }
            }
        }
    }

    private void task(String chain, UUID meeting, PackRow row, Map<String, UUID> members) {
        var id =
                forces.insert(
                        chain,
                        new NewTask(
                                row.text("title"),
                                known(members, row.text("owner")),
                                row.date("due")),
                        meeting,
                        true);
        var state = State.valueOf(row.text("state"));
        if (state != State.OPEN) {
            jdbc.sql("update chain.task set state = ?, closed_on = ? where id = ?")
                    .param(state.name())
                    .param(row.dateOrNull("closed_on"))
                    .param(id)
                    .update();
            forces.step(id, State.OPEN, state, row.text("reason"));
        }
    }

    private void plans(Pack pack, Map<String, UUID> members, Map<String, UUID> nodes) {
        for (var row : pack.csv(PLANS, "response-plans.row", new Problems())) {
            var fields = new LinkedHashMap<String, String>();
            for (var it : list(row, "fields")) {
                int at = it.indexOf('=');
                fields.put(it.substring(0, at), it.substring(at + 1));
            }
            var targets = new ArrayList<UUID>();
            for (var it : list(row, "organisations")) {
                var id = organisation(it);
                if (id != null) {
                    targets.add(id);
                }
            }
            var chain = row.text("chain");
            var id =
                    plans.insert(
                            chain,
                            known(nodes, chain + "/" + row.text("node")),
                            new Plan.Draft(
                                    Direction.valueOf(row.text("direction")),
                                    row.text("kind"),
                                    row.text("title"),
                                    row.text("effect"),
                                    targets,
                                    known(members, row.text("owner")),
                                    row.date("due"),
                                    fields),
                            true,
                            row.text("key"));
            plans.began(
                    id, Plan.State.valueOf(row.text("state")), row.find("need_by").orElse(null));
        }
    }

    private void pilots(Pack pack, Map<String, UUID> nodes) {
        for (var row : pack.csv(PILOTS, "pilots.row", new Problems())) {
            var chain = row.text("chain");
            var positions = new ArrayList<Pilot.Place>();
            for (var it : list(row, "positions")) {
                var cells = it.split("\\|", -1);
                positions.add(
                        new Pilot.Place(
                                Pilot.Part.valueOf(cells[0]),
                                cells[1].isEmpty() ? null : known(nodes, chain + "/" + cells[1]),
                                organisation(cells[2])));
            }
            var gates = new ArrayList<Pilot.GateDraft>();
            for (var it : list(row, "gates")) {
                var cells = it.split("\\|", -1);
                gates.add(
                        new Pilot.GateDraft(
                                cells[1], cells[2], java.time.LocalDate.parse(cells[0])));
            }
            var id =
                    pilots.insert(
                            chain,
                            new Pilot.Draft(row.text("title"), row.text("aim"), positions, gates),
                            Pilot.State.valueOf(row.text("state")),
                            true,
                            row.text("key"));
            var laid = pilots.find(id).orElseThrow();
            var passed = list(row, "passed");
            for (int at = 0; at < passed.size(); at++) {
                pilots.decided(laid.gates().get(at).id(), true, passed.get(at));
            }
        }
    }

    /** What institutes hold: facts that no diagnosis counts. */
    private void abilities(Pack pack, Map<String, UUID> nodes) {
        for (var row : pack.csv(ABILITIES, "abilities.row", new Problems())) {
            var owner =
                    organisations
                            .findByKey(row.text("organisation"))
                            .orElseThrow(() ->
                                    new IllegalStateException(
                                            "The demonstration names an unknown body: "
                                                    + row.text("organisation")));
            var english = owner.nameEn();
            facts.state(
                    known(nodes, row.text("chain") + "/" + row.text("node")),
                    new NodeFact.Statement(
                            NodeFact.Kind.valueOf(row.text("kind")),
                            row.text("value"),
                            row.orNull("reference"),
                            new Bilingual(owner.name(), english == null ? owner.name() : english),
                            new SourceNote(
                                    row.text("source"),
                                    null,
                                    row.date("as_of"),
                                    Confidence.SYNTHETIC),
                            row.date("as_of"),
                            null));
        }
    }
}
