package yanzhen.app.chain.taskforce.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.taskforce.Pilot;
import yanzhen.app.chain.taskforce.Pilot.Draft;
import yanzhen.app.chain.taskforce.Pilot.Gate;
import yanzhen.app.chain.taskforce.Pilot.Part;
import yanzhen.app.chain.taskforce.Pilot.Position;
import yanzhen.app.chain.taskforce.Pilot.State;
import yanzhen.app.chain.taskforce.Pilot.Verdict;
import yanzhen.app.chain.taskforce.Pilots;
import yanzhen.app.chain.taskforce.Power;
import yanzhen.app.chain.taskforce.TaskForces;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.NotFound;

@Component
class JdbcPilots implements Pilots {

    private final JdbcClient jdbc;
    private final TaskForces forces;
    private final Pen pen;
    private final AuditTrail audit;

    JdbcPilots(JdbcClient jdbc, TaskForces forces, Pen pen, AuditTrail audit) {
        this.jdbc = jdbc;
        this.forces = forces;
        this.pen = pen;
        this.audit = audit;
    }

    private record Moved(State state) {}

    private record Stands(int ordinal, @Nullable UUID organisation) {}

    @Override
    @Transactional(readOnly = true)
    public List<Pilot> of(String chain) {
        return read(
                jdbc.sql("select id from chain.pilot where chain = ?")
                        .param(chain)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list());
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Pilot> find(UUID id) {
        return read(List.of(id)).stream().findFirst();
    }

    private List<Pilot> read(Collection<UUID> ids) {
        var asked = ids.toArray(UUID[]::new);
        var positions = new HashMap<UUID, List<Position>>();
        jdbc.sql("select * from chain.pilot_position where pilot = any (?) order by ordinal")
                .param(asked)
                .query(row -> {
                    positions
                            .computeIfAbsent(
                                    row.getObject("pilot", UUID.class), _ -> new ArrayList<>())
                            .add(position(row));
                });
        var verdicts = verdicts(asked);
        var gates = new HashMap<UUID, List<Gate>>();
        jdbc.sql("select * from chain.pilot_gate where pilot = any (?) order by ordinal")
                .param(asked)
                .query(row -> {
                    gates.computeIfAbsent(
                                    row.getObject("pilot", UUID.class), _ -> new ArrayList<>())
                            .add(gate(row, verdicts));
                });
        return jdbc.sql("select * from chain.pilot where id = any (?) order by created_at desc, id")
                .param(asked)
                .query((row, _) -> pilot(row, positions, gates))
                .list();
    }

    private static Position position(ResultSet row) throws SQLException {
        return new Position(
                row.getInt("ordinal"),
                Part.valueOf(row.getString("part")),
                row.getObject("node", UUID.class),
                row.getObject("organisation", UUID.class));
    }

    private Map<UUID, List<Verdict>> verdicts(UUID[] pilots) {
        var found = new HashMap<UUID, List<Verdict>>();
        jdbc.sql(
                        """
                        select v.* from chain.pilot_verdict v join chain.pilot_gate g on g.id = v.gate
                        where g.pilot = any (?) order by v.at desc
                        """)
                .param(pilots)
                .query(row -> {
                    found.computeIfAbsent(row.getObject("gate", UUID.class), _ -> new ArrayList<>())
                            .add(
                                    new Verdict(
                                            row.getObject("at", OffsetDateTime.class).toInstant(),
                                            row.getBoolean("passed"),
                                            row.getString("evidence"),
                                            row.getString("by")));
                });
        return found;
    }

    private static Gate gate(ResultSet row, Map<UUID, List<Verdict>> verdicts) throws SQLException {
        var id = row.getObject("id", UUID.class);
        return new Gate(
                id,
                row.getInt("ordinal"),
                row.getString("title"),
                row.getString("criteria"),
                row.getObject("due", LocalDate.class),
                verdicts.getOrDefault(id, List.of()));
    }

    private static Pilot pilot(
            ResultSet row, Map<UUID, List<Position>> positions, Map<UUID, List<Gate>> gates)
            throws SQLException {
        var id = row.getObject("id", UUID.class);
        return new Pilot(
                id,
                row.getString("chain"),
                row.getString("title"),
                row.getString("aim"),
                State.valueOf(row.getString("state")),
                positions.getOrDefault(id, List.of()),
                gates.getOrDefault(id, List.of()),
                row.getString("end_reason"),
                row.getBoolean("synthetic"));
    }

    @Override
    @Transactional
    public UUID lay(String chain, Draft draft) {
        if (forces.of(chain).isEmpty()) {
            throw new NotFound("task force", chain);
        }
        forces.must(chain, Power.RUN_PILOT);
        var id = insert(chain, draft, State.PREPARING, false, null);
        audit.record(Change.created("chain.pilot.lay", "pilot", id, draft));
        return id;
    }

    /** Without an audit record of its own: part of something larger. */
    UUID insert(String chain, Draft it, State state, boolean synthetic, @Nullable String demoKey) {
        var id =
                jdbc.sql(
                                """
                                insert into chain.pilot (chain, title, aim, state, created_at, created_by, synthetic, demo_key)
                                values (?, ?, ?, ?, ?, ?, ?, ?) returning id
                                """)
                        .param(chain)
                        .param(it.title())
                        .param(it.aim())
                        .param(state.name())
                        .param(pen.now())
                        .param(pen.speaker())
                        .param(synthetic)
                        .param(demoKey)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .single();
        int ordinal = 0;
        for (var place : it.positions()) {
            jdbc.sql(
                            "insert into chain.pilot_position (pilot, ordinal, part, node, organisation) values (?, ?, ?, ?, ?)")
                    .param(id)
                    .param(++ordinal)
                    .param(place.part().name())
                    .param(place.node())
                    .param(place.organisation())
                    .update();
        }
        ordinal = 0;
        for (var gate : it.gates()) {
            jdbc.sql(
                            "insert into chain.pilot_gate (pilot, ordinal, title, criteria, due) values (?, ?, ?, ?, ?)")
                    .params(id, ++ordinal, gate.title(), gate.criteria(), gate.due())
                    .update();
        }
        return id;
    }

    /** The row stays locked; whoever has not the power is refused first. */
    private Pilot locked(UUID id, Power power) {
        var found = find(id).orElseThrow(() -> new NotFound("pilot", id));
        forces.must(found.chain(), power);
        jdbc.sql("select id from chain.pilot where id = ? for update")
                .param(id)
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
        return find(id).orElseThrow(() -> new NotFound("pilot", id));
    }

    @Override
    @Transactional
    public void fill(UUID id, int ordinal, @Nullable UUID organisation) {
        var pilot = locked(id, Power.RUN_PILOT);
        var before =
                pilot.positions().stream()
                        .filter(it -> it.ordinal() == ordinal)
                        .findFirst()
                        .orElseThrow(() -> new NotFound("pilot position", ordinal));
        // A running line has somebody everywhere; who stands there may still change.
        if (pilot.state().next().isEmpty()
                || (pilot.state() == State.RUNNING && organisation == null)) {
            throw new TaskForces.Stuck(pilot.state(), "filled");
        }
        jdbc.sql("update chain.pilot_position set organisation = ? where pilot = ? and ordinal = ?")
                .param(organisation)
                .param(id)
                .param(ordinal)
                .update();
        audit.record(
                Change.of(
                        "chain.pilot.fill",
                        "pilot",
                        id,
                        new Stands(ordinal, before.organisation()),
                        new Stands(ordinal, organisation)));
    }

    @Override
    @Transactional
    public void start(UUID id) {
        var pilot = locked(id, Power.RUN_PILOT);
        if (pilot.state() != State.PREPARING) {
            throw new TaskForces.Stuck(pilot.state(), State.RUNNING);
        }
        var problems = new Problems();
        for (var it : pilot.positions()) {
            if (it.organisation() == null) {
                problems.add("", it.ordinal(), "organisation", "", "pilot-without-member");
            }
        }
        ends(pilot, problems);
        if (pilot.gates().isEmpty()) {
            problems.add("", null, "gates", "", "pilot-without-gate");
        }
        problems.mustBeNone();
        put(pilot, State.RUNNING, null);
    }

    /** From a material to a user, or it is no whole line. */
    private static void ends(Pilot pilot, Problems problems) {
        var parts = pilot.positions().stream().map(Position::part).toList();
        if (!parts.contains(Part.MATERIAL)) {
            problems.add("", null, "part", "", "pilot-without-material");
        }
        if (!parts.contains(Part.USER)) {
            problems.add("", null, "part", "", "pilot-without-user");
        }
    }

    private void put(Pilot pilot, State to, @Nullable String reason) {
        jdbc.sql("update chain.pilot set state = ?, end_reason = ? where id = ?")
                .param(to.name())
                .param(reason)
                .param(pilot.id())
                .update();
        audit.record(
                Change.of(
                                "chain.pilot.move",
                                "pilot",
                                pilot.id(),
                                new Moved(pilot.state()),
                                new Moved(to))
                        .because(reason));
    }

    @Override
    @Transactional
    public void stop(UUID id, String reason) {
        var pilot = locked(id, Power.RUN_PILOT);
        if (!pilot.state().next().contains(State.STOPPED)) {
            throw new TaskForces.Stuck(pilot.state(), State.STOPPED);
        }
        put(pilot, State.STOPPED, reason);
    }

    @Override
    @Transactional
    public void decide(UUID id, UUID gate, boolean passed, String evidence) {
        var pilot = locked(id, Power.PASS_GATE);
        boolean next =
                pilot.state() == State.RUNNING
                        && pilot.next().filter(it -> it.id().equals(gate)).isPresent();
        if (!next) {
            throw new NotYet();
        }
        decided(gate, passed, evidence);
        record Decided(UUID gate, boolean passed) {}
        audit.record(
                Change.created("chain.pilot.gate", "pilot", id, new Decided(gate, passed))
                        .because(evidence));
        if (passed && pilot.gates().getLast().id().equals(gate)) {
            put(pilot, State.DONE, null);
        }
    }

    /** Without an audit record of its own: part of something larger. */
    void decided(UUID gate, boolean passed, String evidence) {
        jdbc.sql(
                        "insert into chain.pilot_verdict (gate, at, passed, evidence, by) values (?, ?, ?, ?, ?)")
                .param(gate)
                .param(pen.now())
                .param(passed)
                .param(evidence)
                .param(pen.speaker())
                .update();
    }
}
