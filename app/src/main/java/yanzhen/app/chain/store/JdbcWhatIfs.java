package yanzhen.app.chain.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.CascadeReading;
import yanzhen.app.chain.Looks;
import yanzhen.app.chain.Scenario;
import yanzhen.app.chain.SupplyNetworks.DataSet;
import yanzhen.app.chain.WhatIfs;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.NotFound;
import yanzhen.engine.Explanation;

/**
 * Asks, keeps and explains. Long because a scenario has five kinds of stops, and every refusal
 * names its value.
 */
@Component
class JdbcWhatIfs implements WhatIfs {

    private static final String SELECT =
            """
            select w.id as run, w.asked, w.answer, w.digest as losses_digest, w.asked_at, w.asked_by, n.*,
                   n.version = (select max(l.version) from chain.supply_network l where l.key = n.key) as present
            from chain.what_if w join chain.supply_network n on n.id = w.network
            """;

    private final JdbcClient jdbc;
    private final JdbcSupplyNetworks networks;
    private final NetworkShelf shelf;
    private final Organisations organisations;
    private final Looks looks;
    private final AuditTrail audit;
    private final Viewers viewers;
    private final ObjectMapper json;
    private final Clock clock;

    JdbcWhatIfs(
            JdbcClient jdbc,
            JdbcSupplyNetworks networks,
            NetworkShelf shelf,
            Organisations organisations,
            Looks looks,
            AuditTrail audit,
            Viewers viewers,
            ObjectMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.networks = networks;
        this.shelf = shelf;
        this.organisations = organisations;
        this.looks = looks;
        this.audit = audit;
        this.viewers = viewers;
        this.json = json;
        this.clock = clock;
    }

    /** Firms of a node that the register knows as its makers and the data set does not. */
    private record Registered(Scenario.Stop stop, List<String> firms) {}

    /** All that the answer follows from, beside the content of the network. */
    private record Asked(Scenario scenario, CascadeReading reading, List<Registered> registered) {}

    private record Answered(
            Map<String, Bilingual> names,
            Total total,
            @Nullable Total before,
            double sold,
            List<Step> steps,
            List<Reached> reached,
            List<Relief> relief) {}

    private record Said(String network, Scenario scenario, double loss, int hit) {}

    @Override
    @Transactional(readOnly = true)
    public Optional<UUID> asked(UUID network, Scenario scenario, CascadeReading reading) {
        var set = mustFind(network);
        var asked = resolved(scenario, reading, shelf.network(set.digest()));
        return answered(question(set, asked));
    }

    private Optional<UUID> answered(String question) {
        return jdbc.sql("select id from chain.what_if where question = ?")
                .param(question)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
    }

    private String question(DataSet set, Asked asked) {
        return NetworkContent.digest(
                set.digest().getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                json.writeValueAsBytes(asked));
    }

    private DataSet mustFind(UUID network) {
        return networks.find(network).orElseThrow(() -> new NotFound("supply network", network));
    }

    private Asked resolved(Scenario scenario, CascadeReading reading, LoadedNetwork network) {
        var registered = new ArrayList<Registered>();
        for (var stop : scenario.stops()) {
            if (stop.kind() == Scenario.Kind.NODE) {
                registered.add(new Registered(stop, makers(stop.what(), network)));
            }
        }
        return new Asked(scenario, reading, List.copyOf(registered));
    }

    private List<String> makers(String node, LoadedNetwork network) {
        var ids =
                jdbc.sql(
                                """
                                select distinct p.organisation
                                from chain.provision p join chain.place l on l.node = p.node and l.ended_at is null
                                where l.chain = split_part(:node, '/', 1) and l.key = split_part(:node, '/', 2)
                                  and p.superseded_at is null and p.organisation is not null
                                """)
                        .param("node", node)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list();
        var found = new TreeSet<String>();
        for (var organisation : organisations.byId(ids).values()) {
            place(organisation, network)
                    .map(network.firms::get)
                    .filter(it -> !it.nodes().contains(node))
                    .ifPresent(it -> found.add(it.id()));
        }
        return List.copyOf(found);
    }

    private static Optional<Integer> place(Organisation organisation, LoadedNetwork network) {
        return Optional.ofNullable(organisation.codeText()).map(network::placeOfCode);
    }

    @Override
    @Transactional
    public UUID ask(UUID id, Scenario scenario, CascadeReading reading) {
        var set = mustFind(id);
        var network = shelf.network(set.digest());
        var asked = resolved(scenario, reading, network);
        var question = question(set, asked);
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param(question)
                .query((_, _) -> true)
                .list();
        var there = answered(question);
        if (there.isPresent()) {
            said(there.get(), set, scenario, mustKeep(there.get()).run.total());
            return there.get();
        }
        var reached = new ArrayList<Reached>();
        var problems = new Problems();
        var reckoning = reckoning(network, asked, reached, problems);
        problems.mustBeNone();
        var outcome = reckoning.outcome();
        var losses = LossBytes.of(outcome.explanation(), network.firms.size());
        var answer =
                new Answered(
                        networks.names(scenario, network),
                        outcome.total(),
                        outcome.before(),
                        network.sold(),
                        outcome.steps(),
                        reached,
                        outcome.relief());
        var run = store(id, question, asked, answer, losses);
        said(run, set, scenario, outcome.total());
        return run;
    }

    /** Whoever asks leaves a record, also when somebody else asked the same in the same moment. */
    private void said(UUID run, DataSet set, Scenario scenario, Total total) {
        audit.record(
                Change.created(
                        "chain.what-if",
                        "what-if",
                        run,
                        new Said(
                                JdbcSupplyNetworks.called(set),
                                scenario,
                                total.loss(),
                                total.hit())));
    }

    private UUID store(UUID network, String question, Asked asked, Answered answer, byte[] losses) {
        return jdbc.sql(
                        """
                        insert into chain.what_if
                            (network, question, asked, answer, losses, digest, asked_at, asked_by)
                        values (:network, :question, :asked::jsonb, :answer::jsonb, :losses, :digest, :at, :by)
                        returning id
                        """)
                .param("network", network)
                .param("question", question)
                .param("asked", json.writeValueAsString(asked))
                .param("answer", json.writeValueAsString(answer))
                .param("losses", losses)
                .param("digest", NetworkContent.digest(losses))
                .param("at", JdbcSupplyNetworks.utc(clock))
                .param("by", JdbcSupplyNetworks.byWhom(viewers))
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
    }

    /** Everything of the scenario that the network does not have becomes a problem. */
    private Reckoning reckoning(
            LoadedNetwork network, Asked asked, List<Reached> reached, Problems problems) {
        var reckoning =
                new Reckoning(
                        network, shelf.cascade(network, asked.reading), asked.reading.growth());
        var scenario = asked.scenario;
        if (scenario.stops().isEmpty()) {
            problems.add("", null, "stops", "", "what-if-nothing-stops");
        }
        if (scenario.size() > Scenario.MOST) {
            problems.add(
                    "",
                    null,
                    "stops",
                    "" + scenario.size(),
                    "what-if-too-many",
                    "" + Scenario.MOST);
        }
        for (var stop : scenario.stops()) {
            var extra =
                    asked.registered.stream()
                            .filter(it -> it.stop.equals(stop))
                            .flatMap(it -> it.firms.stream())
                            .toList();
            int count = stop(reckoning, network, stop, Set.copyOf(extra));
            if (count == 0) {
                problems.add("", null, "stops", stop.what(), unknown(stop.kind()));
            }
            reached.add(new Reached(stop, count, extra.size()));
        }
        scenario.added().forEach(it -> add(reckoning, network, it, problems));
        return reckoning;
    }

    private static String unknown(Scenario.Kind kind) {
        return switch (kind) {
            case FIRM -> "what-if-unknown-firm";
            case COUNTRY -> "what-if-unknown-country";
            case DISTRICT -> "what-if-unknown-district";
            case INDUSTRY -> "what-if-unknown-industry";
            case NODE -> "what-if-unknown-node";
        };
    }

    private static int stop(
            Reckoning reckoning, LoadedNetwork network, Scenario.Stop stop, Set<String> extra) {
        int count = 0;
        for (int at = 0; at < network.firms.size(); at++) {
            var firm = network.firms.get(at);
            boolean meant =
                    switch (stop.kind()) {
                        case FIRM -> firm.id().equals(stop.what());
                        case COUNTRY -> firm.country().equals(stop.what());
                        case DISTRICT -> stop.what().equals(firm.district());
                        case INDUSTRY -> firm.sector().startsWith(stop.what());
                        case NODE ->
                                firm.nodes().contains(stop.what()) || extra.contains(firm.id());
                    };
            if (meant) {
                reckoning.stop(at, stop.percent());
                count++;
            }
        }
        return count;
    }

    private static void add(
            Reckoning reckoning, LoadedNetwork network, Scenario.Added it, Problems problems) {
        var supplier = network.place(it.supplier());
        var customer = network.place(it.customer());
        if (supplier == null) {
            problems.add("", null, "supplier", it.supplier(), "what-if-unknown-firm");
        }
        if (customer == null) {
            problems.add("", null, "customer", it.customer(), "what-if-unknown-firm");
        }
        if (supplier == null || customer == null) {
            return;
        }
        if (supplier.equals(customer)) {
            problems.add("", null, "supplier", it.supplier(), "what-if-supplies-itself");
        } else if (reckoning.add(it, supplier, customer) == 0) {
            problems.add(
                    "",
                    null,
                    "supplier",
                    it.supplier(),
                    "what-if-nothing-to-take-over",
                    it.customer(),
                    network.firms.get(supplier).sector());
        }
    }

    private record Kept(WhatIf run, Asked asked) {}

    private Optional<Kept> kept(UUID id) {
        JdbcSupplyNetworks.mustSee(viewers);
        return jdbc.sql(SELECT + "where w.id = ?")
                .param(id)
                .query((row, _) -> kept(row))
                .optional();
    }

    private Kept kept(ResultSet row) throws SQLException {
        var asked = json.readValue(row.getString("asked"), Asked.class);
        var answer = json.readValue(row.getString("answer"), Answered.class);
        return new Kept(
                new WhatIf(
                        row.getObject("run", UUID.class),
                        networks.dataSet(row),
                        asked.scenario,
                        answer.names,
                        asked.reading,
                        answer.total,
                        answer.before,
                        answer.sold,
                        answer.steps,
                        answer.reached,
                        answer.relief,
                        row.getString("losses_digest"),
                        row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                        row.getString("asked_by")),
                asked);
    }

    @Override
    @Transactional
    public Optional<WhatIf> find(UUID id) {
        var found = kept(id).map(Kept::run);
        found.ifPresent(
                it -> looks.note(Looks.What.RUN, id, JdbcSupplyNetworks.called(it.network())));
        return found;
    }

    @Override
    @Transactional(readOnly = true)
    public List<WhatIf> latest(@Nullable UUID network, int most) {
        JdbcSupplyNetworks.mustSee(viewers);
        return jdbc
                .sql(
                        SELECT
                                + "where :network::uuid is null or w.network = :network::uuid order by w.asked_at desc, w.id desc limit :most")
                .param("network", network == null ? null : network.toString())
                .param("most", most)
                .query((row, _) -> kept(row))
                .list()
                .stream()
                .map(Kept::run)
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public List<FirmLoss> losses(UUID id) {
        var run = mustKeep(id).run;
        var losses =
                jdbc.sql("select losses from chain.what_if where id = ?")
                        .param(id)
                        .query((row, _) -> row.getBytes(1))
                        .single();
        var read = LossBytes.read(losses, shelf.network(run.network().digest()));
        read.sort(
                Comparator.comparingDouble(FirmLoss::amount)
                        .thenComparingDouble(FirmLoss::loss)
                        .reversed());
        return read;
    }

    private Kept mustKeep(UUID id) {
        return kept(id).orElseThrow(() -> new NotFound("what-if", id));
    }

    private Reckoning again(Kept kept, LoadedNetwork network) {
        var problems = new Problems();
        var reckoning = reckoning(network, kept.asked, new ArrayList<>(), problems);
        problems.mustBeNone();
        return reckoning;
    }

    @Override
    @Transactional(readOnly = true)
    public String repeated(UUID id) {
        var kept = mustKeep(id);
        var network = shelf.network(kept.run.network().digest());
        return NetworkContent.digest(
                LossBytes.of(again(kept, network).outcome().explanation(), network.firms.size()));
    }

    @Override
    @Transactional
    public Optional<Why> why(UUID id, String firm) {
        var kept = mustKeep(id);
        var network = shelf.network(kept.run.network().digest());
        var place = network.place(firm);
        if (place == null) {
            return Optional.empty();
        }
        looks.note(
                Looks.What.REASON,
                id,
                JdbcSupplyNetworks.called(kept.run.network()) + " · " + firm);
        var reckoning = again(kept, network);
        var explanation = reckoning.explained();
        var own = loss(explanation.causeOf(place), explanation, network);
        return Optional.of(
                new Why(
                        network.firms.get(place),
                        own.loss() > 0 ? own : null,
                        explanation.wayTo(place).stream()
                                .map(it -> loss(it, explanation, network))
                                .toList(),
                        brought(place, reckoning, explanation, network)));
    }

    private static FirmLoss loss(
            Explanation.Cause cause, Explanation explanation, LoadedNetwork network) {
        int firm = cause.firm();
        var losses = explanation.losses();
        return new FirmLoss(
                network.firms.get(firm),
                network.network.sold(firm),
                losses.of(firm),
                losses.down(firm),
                losses.up(firm),
                LossBytes.through(cause.through()),
                network.firms.get(cause.from()),
                cause.part(),
                cause.step());
    }

    private static List<Brought> brought(
            int place, Reckoning reckoning, Explanation explanation, LoadedNetwork network) {
        var byIndustry = new HashMap<Integer, Double>();
        reckoning
                .links()
                .forEachInput(
                        place,
                        (from, _, volume) ->
                                byIndustry.merge(network.industry(from), volume, Double::sum));
        var brought = new ArrayList<Brought>();
        reckoning
                .links()
                .forEachInput(
                        place,
                        (from, _, volume) ->
                                brought.add(
                                        new Brought(
                                                network.firms.get(from),
                                                volume,
                                                volume
                                                        / byIndustry.getOrDefault(
                                                                network.industry(from), volume),
                                                explanation.losses().down(from))));
        brought.sort(
                Comparator.<Brought>comparingDouble(it -> it.share() * it.loss())
                        .thenComparingDouble(Brought::volume)
                        .reversed());
        return List.copyOf(brought);
    }
}
