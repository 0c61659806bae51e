package yanzhen.app.cluster.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.OnBehalf;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Belongings;
import yanzhen.app.cluster.Belongings.Clash;
import yanzhen.app.cluster.Belongings.Passage;
import yanzhen.app.cluster.Belongings.Return;
import yanzhen.app.cluster.Belongings.Side;
import yanzhen.app.cluster.Facts;
import yanzhen.app.cluster.Identities;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.NotFound;

@Component
class JdbcIdentities implements Identities {

    private final JdbcClient jdbc;
    private final List<Belongings> kinds;
    private final Organisations organisations;
    private final OrganisationFacts facts;
    private final IdentitySteps steps;
    private final OnBehalf onBehalf;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final Clock clock;

    JdbcIdentities(
            JdbcClient jdbc,
            List<Belongings> kinds,
            Organisations organisations,
            OrganisationFacts facts,
            IdentitySteps steps,
            OnBehalf onBehalf,
            Viewers viewers,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.kinds = List.copyOf(kinds);
        this.organisations = organisations;
        this.facts = facts;
        this.steps = steps;
        this.onBehalf = onBehalf;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Outlook outlook(UUID giver, UUID taker) {
        mustRunRegion();
        return look(giver, taker);
    }

    private Outlook look(UUID giver, UUID taker) {
        if (giver.equals(taker)) {
            throw new Same();
        }
        var from = present(giver);
        var to = present(taker);
        return onBehalf.of(
                Set.of(giver, taker),
                () -> {
                    var hindrances = hindrances(giver, taker);
                    var passing = without(staying(hindrances), groups(giver));
                    return new Outlook(
                            from,
                            to,
                            passing,
                            hindrances,
                            fingerprint(from, to, passing, hindrances));
                });
    }

    private Organisation present(UUID id) {
        return organisations.find(id).orElseThrow(() -> new NotFound("organisation", id));
    }

    private List<Hindrance> hindrances(UUID giver, UUID taker) {
        return kinds.stream()
                .flatMap(kind ->
                        kind.clashes(giver, taker).stream()
                                .map(it ->
                                        new Hindrance(
                                                kind.kind(),
                                                Identities.key(kind.kind(), it.item()),
                                                it)))
                .toList();
    }

    private static Set<String> staying(List<Hindrance> hindrances) {
        return hindrances.stream()
                .filter(it -> it.clash().weight() == Clash.Weight.STAYS)
                .map(Hindrance::key)
                .collect(Collectors.toSet());
    }

    private static List<Group> without(Set<String> staying, List<Group> groups) {
        return groups.stream()
                .map(group ->
                        new Group(
                                group.kind(),
                                group.items().stream()
                                        .filter(it ->
                                                !staying.contains(
                                                        Identities.key(group.kind(), it.id())))
                                        .toList()))
                .filter(it -> !it.items().isEmpty())
                .toList();
    }

    private List<Group> groups(UUID organisation) {
        return kinds.stream()
                .map(it -> new Group(it.kind(), it.of(organisation)))
                .filter(it -> !it.items().isEmpty())
                .toList();
    }

    private static String fingerprint(
            Organisation giver,
            Organisation taker,
            List<Group> passing,
            List<Hindrance> hindrances) {
        try {
            var seen = List.of(giver, taker, passing, hindrances).toString();
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(seen.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    @Transactional
    public UUID merge(Merge merge) {
        mustRunRegion();
        lock(merge.giver(), merge.taker());
        var outlook = look(merge.giver(), merge.taker());
        if (merge.seen() != null && !merge.seen().equals(outlook.fingerprint())) {
            throw new Shifted();
        }
        mustBePossible(outlook.hindrances());
        var now = clock.instant();
        var step = steps.begin(Kind.MERGE, merge.giver(), merge.taker(), merge.reason(), now);
        var items =
                outlook.passing().stream()
                        .collect(Collectors.toMap(Group::kind, JdbcIdentities::ids));
        pass(step, merge.giver(), merge.taker(), items, merge.kept(), merge.reason(), now);
        facts.end(merge.giver(), now);
        jdbc.sql("update cluster.organisation set merged_into = ? where id = ?")
                .params(merge.taker(), merge.giver())
                .update();
        steps.decided(merge.giver(), merge.taker(), merge.reason(), now);
        var giver = outlook.giver();
        record Merged(UUID step, UUID into, String code) {}
        record Absorbed(UUID step, UUID organisation, String code, Map<String, Integer> passed) {}
        var counts = new LinkedHashMap<String, Integer>();
        outlook.passing().forEach(it -> counts.put(it.kind(), it.items().size()));
        audit.recordAll(
                List.of(
                        Change.of(
                                        "cluster.merge",
                                        "organisation",
                                        giver.id(),
                                        Recorded.of(giver.identifier(), Facts.of(giver), null),
                                        new Merged(step, merge.taker(), outlook.taker().key()))
                                .because(merge.reason()),
                        Change.created(
                                        "cluster.absorb",
                                        "organisation",
                                        merge.taker(),
                                        new Absorbed(step, giver.id(), giver.key(), counts))
                                .because(merge.reason())));
        return step;
    }

    private static Set<String> ids(Group group) {
        return group.items().stream()
                .map(Belongings.Item::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void mustBePossible(List<Hindrance> hindrances) {
        int obstacles =
                (int)
                        hindrances.stream()
                                .filter(it -> it.clash().weight() == Clash.Weight.OBSTACLE)
                                .count();
        if (obstacles > 0) {
            throw new Hindered(obstacles);
        }
    }

    /**
     * Both rows, in the order of their ids, so that two who merge at once do not wait for each
     * other.
     */
    private void lock(UUID one, UUID other) {
        jdbc.sql("select id from cluster.organisation where id in (?, ?) order by id for update")
                .params(one, other)
                .query(UUID.class)
                .list();
    }

    private void pass(
            UUID step,
            UUID giver,
            UUID taker,
            Map<String, Set<String>> items,
            Map<String, Side> kept,
            String reason,
            Instant now) {
        for (var kind : kinds) {
            var passing = items.getOrDefault(kind.kind(), Set.of());
            if (passing.isEmpty()) {
                continue;
            }
            var passage =
                    new Passage(giver, taker, passing, answers(kind.kind(), kept), reason, now);
            var called = new HashMap<String, Bilingual>();
            var traces =
                    onBehalf.of(
                            Set.of(giver, taker),
                            () -> {
                                kind.of(taker).forEach(it -> called.put(it.id(), it.label()));
                                kind.of(giver).forEach(it -> called.put(it.id(), it.label()));
                                return kind.pass(passage);
                            });
            steps.remember(step, kind.kind(), traces, called);
        }
    }

    private static Map<String, Side> answers(String kind, Map<String, Side> kept) {
        var prefix = Identities.key(kind, "");
        return kept.entrySet().stream()
                .filter(it -> it.getKey().startsWith(prefix))
                .collect(
                        Collectors.toMap(
                                it -> it.getKey().substring(prefix.length()), Map.Entry::getValue));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Group> belongings(UUID organisation) {
        mustRunRegion();
        return onBehalf.of(Set.of(organisation), () -> groups(organisation));
    }

    @Override
    @Transactional
    public UUID split(Split split) {
        mustRunRegion();
        if (split.giver().equals(split.taker())) {
            throw new Same();
        }
        lock(split.giver(), split.taker());
        present(split.giver());
        var taker = present(split.taker());
        var items = chosen(split);
        var hindrances =
                onBehalf
                        .of(
                                Set.of(split.giver(), split.taker()),
                                () -> hindrances(split.giver(), split.taker()))
                        .stream()
                        .filter(it ->
                                it.clash().weight() != Clash.Weight.WARNING
                                        && concerns(it, split.items()))
                        .toList();
        if (!hindrances.isEmpty()) {
            throw new Hindered(hindrances.size());
        }
        var now = clock.instant();
        var step = steps.begin(Kind.SPLIT, split.giver(), split.taker(), split.reason(), now);
        pass(step, split.giver(), split.taker(), items, Map.of(), split.reason(), now);
        record Given(UUID step, UUID to, String code, Set<String> items) {}
        audit.record(
                Change.created(
                                "cluster.split",
                                "organisation",
                                split.giver(),
                                new Given(
                                        step,
                                        split.taker(),
                                        taker.key(),
                                        new TreeSet<>(split.items())))
                        .because(split.reason()));
        return step;
    }

    /** A part of a thing that must be asked about has the thing's id before a slash. */
    private static boolean concerns(Hindrance hindrance, Set<String> items) {
        var item = hindrance.clash().item();
        int slash = item.indexOf('/');
        var whole = slash < 0 ? item : item.substring(0, slash);
        return items.contains(Identities.key(hindrance.kind(), whole));
    }

    /** Only what hangs on the giver can be given. */
    private Map<String, Set<String>> chosen(Split split) {
        var chosen = new LinkedHashMap<String, Set<String>>();
        var known = new TreeSet<String>();
        for (var group : onBehalf.of(Set.of(split.giver()), () -> groups(split.giver()))) {
            for (var item : group.items()) {
                var key = Identities.key(group.kind(), item.id());
                known.add(key);
                if (split.items().contains(key)) {
                    chosen.computeIfAbsent(group.kind(), _ -> new TreeSet<>()).add(item.id());
                }
            }
        }
        if (split.items().isEmpty() || !known.containsAll(split.items())) {
            throw new Shifted();
        }
        return chosen;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Step> steps(UUID organisation) {
        return steps.of(organisation);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Step> find(UUID step) {
        return steps.find(step);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Passed> passed(UUID step) {
        var it = find(step).orElseThrow(() -> new NotFound("identity step", step));
        if (!viewers.current().seesRegion()) {
            return List.of();
        }
        var holder = it.undone() == null ? it.taker().id() : it.giver().id();
        var present = new HashMap<String, Belongings.Item>();
        for (var group :
                onBehalf.of(Set.of(it.giver().id(), it.taker().id()), () -> groups(holder))) {
            for (var item : group.items()) {
                present.put(Identities.key(group.kind(), item.id()), item);
                // Some are another row by now, and still the same thing.
                present.put(Identities.key(group.kind(), item.label().zh()), item);
            }
        }
        return steps.items(step).stream()
                .map(row ->
                        new Passed(
                                row.kind(),
                                row.item(),
                                row.label(),
                                present.getOrDefault(
                                        Identities.key(row.kind(), row.item()),
                                        present.get(Identities.key(row.kind(), row.label().zh()))),
                                row.returned()))
                .toList();
    }

    @Override
    @Transactional
    public int undo(UUID id, String reason) {
        mustRunRegion();
        var seen = find(id).orElseThrow(() -> new NotFound("identity step", id));
        var giver = seen.giver().id();
        var taker = seen.taker().id();
        lock(giver, taker);
        var step = find(id).orElseThrow();
        if (step.undone() != null) {
            throw new UndoneAlready();
        }
        mustStand(step, taker);
        if (step.kind() == Kind.SPLIT) {
            mustStand(step, giver);
        }
        var now = clock.instant();
        if (step.kind() == Kind.MERGE) {
            jdbc.sql("update cluster.organisation set merged_into = null where id = ?")
                    .param(giver)
                    .update();
            facts.revive(giver, reason, now);
            steps.reopened(giver, taker);
        }
        int left = bringBack(id, giver, taker, reason, now);
        steps.end(id, reason, now);
        record Stood(UUID step, UUID with) {}
        record Standing(UUID step, int left) {}
        audit.record(
                Change.of(
                                step.kind() == Kind.MERGE ? "cluster.unmerge" : "cluster.unsplit",
                                "organisation",
                                giver,
                                new Stood(id, taker),
                                new Standing(id, left))
                        .because(reason));
        return left;
    }

    /**
     * Nothing can be brought back from, or to, a record that is itself a part of another by now.
     */
    private void mustStand(Step step, UUID record) {
        if (organisations.find(record).isEmpty()) {
            var into =
                    presentOf(record)
                            .flatMap(organisations::find)
                            .map(Organisation::name)
                            .orElse(step.taker().name());
            throw new Buried(into);
        }
    }

    private int bringBack(UUID step, UUID giver, UUID taker, String reason, Instant now) {
        var traces = steps.traces(step);
        int left = 0;
        // The last that passed comes back first: files before what they are attached to.
        for (var kind : kinds.reversed()) {
            var mine = traces.getOrDefault(kind.kind(), List.of());
            if (mine.isEmpty()) {
                continue;
            }
            var back = new Return(giver, taker, mine, reason, now);
            var stays = returned(kind, back);
            left += stays.size();
            steps.returned(step, kind.kind(), stays);
        }
        return left;
    }

    private List<String> returned(Belongings kind, Return back) {
        try {
            return onBehalf.of(Set.of(back.giver(), back.taker()), () -> kind.bringBack(back));
        } catch (DataIntegrityViolationException e) {
            var occupied = new Occupied(kind.kind(), kind.kind());
            occupied.initCause(e);
            throw occupied;
        }
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<UUID> presentOf(UUID organisation) {
        return jdbc.sql("select cluster.present_of(?)")
                .param(organisation)
                .query((row, _) -> Optional.ofNullable(row.getObject(1, UUID.class)))
                .single();
    }

    private void mustRunRegion() {
        if (!viewers.current().runsRegion()) {
            throw new Forbidden("city-officer", "Only a city officer merges and splits records.");
        }
    }
}
