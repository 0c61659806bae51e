package yanzhen.app.challenge.store;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.challenge.ChallengeRules.PlannedMilestone;
import yanzhen.app.challenge.Wall.Offer;
import yanzhen.app.challenge.Wall.Target;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackRow;
import yanzhen.app.pack.PackSection;

/**
 * 演示榜单: challenges with their targets, bids, milestones and outcomes under {@code demo/}.
 *
 * <p>Synthetic records stand for what people did on those days, so they count as known from those
 * days on. A challenge that has been loaded is not loaded again.
 */
@Component
class DemonstrationSection implements PackSection {

    static final String CHALLENGES = "demo/challenges.csv";
    static final String TARGETS = "demo/targets.csv";
    static final String BIDS = "demo/bids.csv";
    static final String MILESTONES = "demo/milestones.csv";
    static final String OUTCOMES = "demo/outcomes.csv";

    private static final LocalTime OPENING = LocalTime.of(9, 0);
    private static final LocalTime AFTERNOON = LocalTime.of(15, 0);
    private static final LocalTime CLOSING = LocalTime.of(17, 0);

    private final JdbcClient jdbc;
    private final Organisations organisations;
    private final WeakLinks weakLinks;
    private final ProjectStart start;
    private final SyntheticEvidence evidence;
    private final AuditTrail audit;
    private final Clock clock;

    DemonstrationSection(
            JdbcClient jdbc,
            Organisations organisations,
            WeakLinks weakLinks,
            ProjectStart start,
            SyntheticEvidence evidence,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.organisations = organisations;
        this.weakLinks = weakLinks;
        this.start = start;
        this.evidence = evidence;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public int floor() {
        return 3;
    }

    @Override
    public void validate(Pack pack, Problems problems) {
        if (pack.demonstration() && pack.has(CHALLENGES) && pack.has(ChallengeSection.RULES)) {
            new DemonstrationCheck(pack, problems).run();
        }
    }

    /** Everything of one challenge. */
    private record Story(
            PackRow challenge,
            List<PackRow> targets,
            List<PackRow> bids,
            List<PackRow> milestones,
            List<PackRow> outcomes) {}

    @Override
    public void load(Pack pack) {
        if (!pack.demonstration() || !pack.has(CHALLENGES)) {
            return;
        }
        var nothing = new Problems();
        var plan = ChallengeSection.read(pack).milestones();
        var targets = byChallenge(pack.csv(TARGETS, "targets.row", nothing));
        var bids = byChallenge(pack.csv(BIDS, "bids.row", nothing));
        var milestones = byChallenge(pack.csv(MILESTONES, "milestones.row", nothing));
        var outcomes = byChallenge(pack.csv(OUTCOMES, "outcomes.row", nothing));
        int loaded = 0;
        for (var row : pack.csv(CHALLENGES, "challenges.row", nothing)) {
            var key = row.text("key");
            if (!exists(key)) {
                tell(
                        new Story(
                                row,
                                targets.getOrDefault(key, List.of()),
                                bids.getOrDefault(key, List.of()),
                                milestones.getOrDefault(key, List.of()),
                                outcomes.getOrDefault(key, List.of())),
                        plan);
                loaded++;
            }
        }
        if (loaded > 0) {
            record Loaded(int challenges) {}
            var name = String.valueOf(pack.root().getFileName());
            audit.record(Change.created("challenge.load", "pack", name, new Loaded(loaded)));
        }
    }

    private static Map<String, List<PackRow>> byChallenge(List<PackRow> rows) {
        return rows.stream().collect(Collectors.groupingBy(it -> it.text("challenge")));
    }

    private boolean exists(String key) {
        return jdbc.sql("select exists (select from challenge.challenge where demo_key = ?)")
                .param(key)
                .query(Boolean.class)
                .single();
    }

    private void tell(Story story, List<PlannedMilestone> plan) {
        var row = story.challenge;
        var link = weakLink(row);
        var id = challenge(row, link);
        Targets.store(jdbc, id, story.targets.stream().map(DemonstrationSection::target).toList());
        UUID winner = null;
        UUID team = null;
        for (var bid : story.bids) {
            var organisation = organisation(bid.text("organisation")).id();
            var stored = bid(id, organisation, bid);
            if ("AWARDED".equals(bid.orNull("decision"))) {
                winner = stored;
                team = organisation;
            }
        }
        respond(link, "challenge", id, "/challenges/" + id, row, state(row));
        if (winner != null && team != null) {
            var project =
                    start.of(
                            id, winner, team, row.date("awarded_on"), row.date("deliver_by"), plan);
            story.milestones.forEach(it -> milestone(project, story, it));
            for (var outcome : story.outcomes) {
                outcome(row, link, id, project, team, outcome);
            }
        }
    }

    private static String state(PackRow row) {
        return row.text("state").toLowerCase(java.util.Locale.ROOT);
    }

    private @Nullable UUID weakLink(PackRow row) {
        var chain = row.orNull("chain");
        var node = row.orNull("node");
        return chain == null || node == null ? null : weakLinks.ofNode(chain, node).orElse(null);
    }

    /** Drafts and what never hung on the wall are no answer to a weak link yet. */
    private void respond(
            @Nullable UUID link, String kind, UUID id, String path, PackRow row, String state) {
        if (link != null && row.orNull("published_on") != null) {
            weakLinks.answeredBy(link, new Response(kind, id, path, row.text("title"), state));
        }
    }

    private UUID challenge(PackRow row, @Nullable UUID link) {
        var reward = row.orNull("reward_yuan");
        return jdbc.sql(
                        """
                        insert into challenge.challenge
                            (weak_link, owner, title, description, category, state, reward_fen, payer, ip_rule,
                             use_commitment, bid_deadline, deliver_by, created_at, published_at, withdrawn_at,
                             withdrawn_reason, synthetic, demo_key)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, true, ?) returning id
                        """)
                .param(link)
                .param(organisation(row.text("owner")).id())
                .param(row.text("title"))
                .param(row.text("description"))
                .param(row.text("category"))
                .param(row.text("state"))
                .param(reward == null ? null : Yuan.of(reward).fen())
                .param(row.find("payer").orElse(""))
                .param(row.find("ip_rule").orElse(""))
                .param(row.find("use_commitment").orElse(""))
                .param(row.find("bid_deadline").map(this::moment).orElse(null))
                .param(row.dateOrNull("deliver_by"))
                .param(at(row, "created_on", OPENING))
                .param(at(row, "published_on", OPENING))
                .param(at(row, "withdrawn_on", AFTERNOON))
                .param(row.orNull("withdrawn_reason"))
                .param(row.text("key"))
                .query(UUID.class)
                .single();
    }

    static Target target(PackRow row) {
        return new Target(
                row.text("metric"),
                row.text("comparator").equals("at-least"),
                row.decimal("value"),
                row.text("unit"),
                row.text("test_method"));
    }

    static List<BigDecimal> numbers(String text) {
        return Arrays.stream(text.split(";")).map(BigDecimal::new).toList();
    }

    /**
     * Its identity is made here: the database shows a sealed bid to nobody who could ask for it.
     */
    private UUID bid(UUID challenge, UUID organisation, PackRow row) {
        var id = UUID.randomUUID();
        var offer =
                new Offer(
                        row.text("approach"),
                        Yuan.of(row.text("price_yuan")),
                        numbers(row.text("promises")));
        var promises = offer.promises().toArray(BigDecimal[]::new);
        var at = Objects.requireNonNull(moment(row.text("submitted_on")));
        var sheet = ReceiptSheet.of(challenge, organisation, 1, at.toInstant(), offer);
        jdbc.sql(
                        """
                        insert into challenge.bid
                            (id, challenge, organisation, approach, price_fen, promises, digest, submitted_at, decision, reason)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(id)
                .param(challenge)
                .param(organisation)
                .param(offer.approach())
                .param(offer.price().fen())
                .param(promises)
                .param(sheet.digest())
                .param(at)
                .param(row.orNull("decision"))
                .param(row.orNull("reason"))
                .update();
        jdbc.sql(
                        """
                        insert into challenge.bid_version
                            (bid, version, approach, price_fen, promises, digest, submitted_at, sheet)
                        values (?, 1, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        offer.approach(),
                        offer.price().fen(),
                        promises,
                        sheet.digest(),
                        at,
                        sheet.text())
                .update();
        return id;
    }

    private void milestone(UUID project, Story story, PackRow row) {
        int ordinal = Integer.parseInt(row.text("ordinal"));
        var milestone =
                jdbc.sql(
                                "update challenge.milestone set state = ? where project = ? and ordinal = ? returning id")
                        .params(row.text("state"), project, ordinal)
                        .query(UUID.class)
                        .single();
        if (row.orNull("submitted_on") != null) {
            submission(milestone, row);
            evidence.attach(
                    milestone, project, row.text("file"), story.challenge.text("title"), row);
        }
    }

    private void submission(UUID milestone, PackRow row) {
        boolean decided = row.orNull("decided_on") != null;
        var decision = row.text("state").equals("ACCEPTED") ? "ACCEPTED" : "SENT_BACK";
        jdbc.sql(
                        """
                        insert into challenge.submission
                            (milestone, round, note, submitted_at, decision, reason, decided_at)
                        values (?, 1, ?, ?, ?, ?, ?)
                        """)
                .param(milestone)
                .param(row.text("note"))
                .param(at(row, "submitted_on", AFTERNOON))
                .param(decided ? decision : null)
                .param(row.orNull("reason"))
                .param(at(row, "decided_on", AFTERNOON))
                .update();
    }

    private void outcome(
            PackRow row,
            @Nullable UUID link,
            UUID challenge,
            UUID project,
            UUID team,
            PackRow outcome) {
        var id =
                jdbc.sql(
                                """
                                insert into challenge.outcome
                                    (project, challenge, weak_link, organisation, title, category, trl_before,
                                     trl_after, accepted_on, recorded_at, reason, synthetic)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, true) returning id
                                """)
                        .param(project)
                        .param(challenge)
                        .param(link)
                        .param(team)
                        .param(row.text("title"))
                        .param(row.text("category"))
                        .param(Integer.parseInt(outcome.text("trl_before")))
                        .param(Integer.parseInt(outcome.text("trl_after")))
                        .param(outcome.date("accepted_on"))
                        .param(at(outcome, "accepted_on", CLOSING))
                        .param(outcome.text("reason"))
                        .query(UUID.class)
                        .single();
        int ordinal = 0;
        for (var value : numbers(outcome.text("measured"))) {
            jdbc.sql(
                            "insert into challenge.measured (outcome, ordinal, value, met) values (?, ?, ?, true)")
                    .params(id, ++ordinal, value)
                    .update();
        }
        jdbc.sql("update challenge.project set state = 'COMPLETED' where id = ?")
                .param(project)
                .update();
        respond(link, "outcome", id, "/outcomes/" + id, row, "accepted");
    }

    private Organisation organisation(String code) {
        return organisations
                .findByCode(CreditCode.admittedByOverride(code))
                .orElseThrow(() ->
                        new IllegalStateException(
                                "validate lets no unknown organisation pass: " + code));
    }

    private @Nullable OffsetDateTime at(PackRow row, String field, LocalTime time) {
        LocalDate day = row.dateOrNull(field);
        return day == null ? null : day.atTime(time).atZone(clock.getZone()).toOffsetDateTime();
    }

    private OffsetDateTime moment(String written) {
        return Objects.requireNonNull(
                LocalDateTime.parse(written).atZone(clock.getZone()).toOffsetDateTime());
    }
}
