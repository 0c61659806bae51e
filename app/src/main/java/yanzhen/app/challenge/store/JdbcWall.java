package yanzhen.app.challenge.store;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.challenge.Challenges;
import yanzhen.app.challenge.Trace;
import yanzhen.app.challenge.Wall;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.site.NotFound;

@Component
class JdbcWall implements Wall, Challenges {

    private final JdbcClient jdbc;
    private final WeakLinks weakLinks;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final Clock clock;

    JdbcWall(JdbcClient jdbc, WeakLinks weakLinks, Viewers viewers, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.weakLinks = weakLinks;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    private record Row(UUID challenge, @Nullable Target target) {}

    @Override
    @Transactional(readOnly = true)
    public List<Challenge> challenges() {
        return read("", List.of());
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Challenge> find(UUID id) {
        return read(" where c.id = ?", List.of(id)).stream().findFirst();
    }

    /** Challenges and their targets in two queries, whatever their number. */
    private List<Challenge> read(String where, List<Object> arguments) {
        var targets = new LinkedHashMap<UUID, List<Target>>();
        jdbc.sql(
                        "select t.* from challenge.target t join challenge.challenge c on c.id = t.challenge"
                                + where
                                + " order by t.challenge, t.ordinal")
                .params(arguments)
                .query((row, _) -> new Row(row.getObject("challenge", UUID.class), target(row)))
                .list()
                .forEach(row -> {
                    if (row.target != null) {
                        targets.computeIfAbsent(row.challenge, _ -> new ArrayList<>())
                                .add(row.target);
                    }
                });
        return jdbc.sql(
                        "select c.* from challenge.challenge c"
                                + where
                                + " order by (c.state = 'PUBLISHED') desc, c.bid_deadline desc nulls first, c.id")
                .params(arguments)
                .query((row, _) -> challenge(row, targets))
                .list();
    }

    private static Target target(ResultSet row) throws SQLException {
        return new Target(
                row.getString("metric"),
                row.getString("comparator").equals("at-least"),
                row.getBigDecimal("value"),
                row.getString("unit"),
                row.getString("test_method"));
    }

    private static Challenge challenge(ResultSet row, java.util.Map<UUID, List<Target>> targets)
            throws SQLException {
        var id = row.getObject("id", UUID.class);
        var reward = row.getObject("reward_fen", Long.class);
        var deadline = row.getObject("bid_deadline", OffsetDateTime.class);
        return new Challenge(
                id,
                State.valueOf(row.getString("state")),
                new Content(
                        row.getObject("weak_link", UUID.class),
                        row.getObject("owner", UUID.class),
                        row.getString("title"),
                        row.getString("description"),
                        BaseCategory.valueOf(row.getString("category")),
                        reward == null ? null : new Yuan(reward),
                        row.getString("payer"),
                        row.getString("ip_rule"),
                        row.getString("use_commitment"),
                        deadline == null ? null : deadline.toInstant(),
                        row.getObject("deliver_by", LocalDate.class),
                        targets.getOrDefault(id, List.of())),
                row.getBoolean("synthetic"));
    }

    @Override
    @Transactional
    public UUID draft(Content content) {
        mustRun(content.owner());
        var id =
                bound(
                                jdbc.sql(
                                        """
                                        insert into challenge.challenge
                                            (weak_link, owner, title, description, category, reward_fen, payer,
                                             ip_rule, use_commitment, bid_deadline, deliver_by, state, created_at)
                                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'DRAFT', ?) returning id
                                        """),
                                content)
                        .param(now())
                        .query(UUID.class)
                        .single();
        storeTargets(id, content.targets());
        audit.record(Change.created("challenge.draft", "challenge", id, content));
        return id;
    }

    @Override
    @Transactional
    public void redraft(UUID id, Content content) {
        var before = locked(id);
        mustRun(before.content().owner());
        mustRun(content.owner());
        if (before.state() != State.DRAFT) {
            throw new WrongState("redraft");
        }
        bound(
                        jdbc.sql(
                                """
                                update challenge.challenge set weak_link = ?, owner = ?, title = ?, description = ?,
                                    category = ?, reward_fen = ?, payer = ?, ip_rule = ?, use_commitment = ?,
                                    bid_deadline = ?, deliver_by = ?
                                where id = ?
                                """),
                        content)
                .param(id)
                .update();
        jdbc.sql("delete from challenge.target where challenge = ?").param(id).update();
        storeTargets(id, content.targets());
        audit.record(Change.of("challenge.redraft", "challenge", id, before.content(), content));
    }

    private static JdbcClient.StatementSpec bound(JdbcClient.StatementSpec sql, Content it) {
        return sql.param(it.weakLink())
                .param(it.owner())
                .param(it.title())
                .param(it.description())
                .param(it.category().name())
                .param(it.reward() == null ? null : it.reward().fen())
                .param(it.payer())
                .param(it.ipRule())
                .param(it.useCommitment())
                .param(it.bidDeadline() == null ? null : it.bidDeadline().atOffset(ZoneOffset.UTC))
                .param(it.deliverBy());
    }

    private void storeTargets(UUID id, List<Target> targets) {
        int ordinal = 0;
        for (var target : targets) {
            jdbc.sql(
                            "insert into challenge.target (challenge, ordinal, metric, comparator, value, unit, test_method) values (?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            id,
                            ++ordinal,
                            target.metric(),
                            target.atLeast() ? "at-least" : "at-most",
                            target.value(),
                            target.unit(),
                            target.testMethod())
                    .update();
        }
    }

    @Override
    @Transactional
    public void publish(UUID id) {
        var challenge = locked(id);
        mustRun(challenge.content().owner());
        if (challenge.state() != State.DRAFT) {
            throw new WrongState("publish");
        }
        challenge.content().missing(clock.instant()).mustBeNone();
        jdbc.sql(
                        "update challenge.challenge set state = 'PUBLISHED', published_at = ? where id = ?")
                .params(now(), id)
                .update();
        audit.record(Change.of("challenge.publish", "challenge", id, State.DRAFT, State.PUBLISHED));
        respond(challenge, "published");
    }

    private void respond(Challenge challenge, String state) {
        var weakLink = challenge.content().weakLink();
        if (weakLink != null) {
            weakLinks.answeredBy(
                    weakLink,
                    new Response(
                            "challenge",
                            challenge.id(),
                            "/challenges/" + challenge.id(),
                            challenge.content().title(),
                            state));
        }
    }

    private Challenge locked(UUID id) {
        jdbc.sql("select id from challenge.challenge where id = ? for update")
                .param(id)
                .query(UUID.class)
                .optional();
        return find(id).orElseThrow(() -> new NotFound("challenge", id));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Bid> bids(UUID challenge) {
        return jdbc.sql(
                        "select * from challenge.bid where challenge = ? order by price_fen, submitted_at")
                .param(challenge)
                .query((row, _) -> bid(row))
                .list();
    }

    private static Bid bid(ResultSet row) throws SQLException {
        return new Bid(
                row.getObject("id", UUID.class),
                row.getObject("challenge", UUID.class),
                row.getObject("organisation", UUID.class),
                row.getString("approach"),
                new Yuan(row.getLong("price_fen")),
                Arrays.asList((BigDecimal[]) row.getArray("promises").getArray()),
                row.getString("digest"),
                row.getObject("submitted_at", OffsetDateTime.class).toInstant(),
                row.getString("decision"),
                row.getString("reason"));
    }

    @Override
    @Transactional
    public UUID bid(
            UUID challenge,
            UUID organisation,
            String approach,
            Yuan price,
            List<BigDecimal> promises) {
        viewers.current().mustActFor(organisation);
        var found = find(challenge).orElseThrow(() -> new NotFound("challenge", challenge));
        if (!found.takesBids(clock.instant())) {
            throw new WrongState("bid");
        }
        if (organisation.equals(found.content().owner())) {
            throw new WrongState("bid-own");
        }
        var digest =
                digest(
                        challenge
                                + "|"
                                + organisation
                                + "|"
                                + approach
                                + "|"
                                + price
                                + "|"
                                + promises);
        try {
            var id =
                    jdbc.sql(
                                    """
                                    insert into challenge.bid
                                        (challenge, organisation, approach, price_fen, promises, digest, submitted_at)
                                    values (?, ?, ?, ?, ?, ?, ?) returning id
                                    """)
                            .params(
                                    challenge,
                                    organisation,
                                    approach,
                                    price.fen(),
                                    promises.toArray(BigDecimal[]::new),
                                    digest,
                                    now())
                            .query(UUID.class)
                            .single();
            record Sealed(UUID challenge, UUID organisation, String digest) {}
            audit.record(
                    Change.created(
                            "challenge.bid",
                            "bid",
                            id,
                            new Sealed(challenge, organisation, digest)));
            return id;
        } catch (DuplicateKeyException e) {
            throw new WrongState("bid-twice");
        }
    }

    private static String digest(String content) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The lock on the challenge makes the second of two officers wait and then find it awarded. */
    @Override
    @Transactional
    public UUID award(UUID bid, String reason, String reasonForOthers) {
        var winner =
                jdbc.sql("select * from challenge.bid where id = ?")
                        .param(bid)
                        .query((row, _) -> bid(row))
                        .optional()
                        .orElseThrow(() -> new NotFound("bid", bid));
        var challenge = locked(winner.challenge());
        if (!viewers.current().runsRegion()) {
            throw new Forbidden("Only a city officer awards.");
        }
        if (challenge.state() != State.PUBLISHED || challenge.takesBids(clock.instant())) {
            throw new WrongState("award");
        }
        jdbc.sql(
                        """
                        update challenge.bid
                        set decision = case when id = ? then 'AWARDED' else 'DECLINED' end,
                            reason = case when id = ? then ? else ? end
                        where challenge = ?
                        """)
                .params(bid, bid, reason, reasonForOthers, challenge.id())
                .update();
        jdbc.sql("update challenge.challenge set state = 'AWARDED' where id = ?")
                .param(challenge.id())
                .update();
        var project = startProject(challenge, winner);
        record Award(UUID bid, UUID organisation, UUID project) {}
        audit.record(
                Change.of(
                                "challenge.award",
                                "challenge",
                                challenge.id(),
                                State.PUBLISHED,
                                new Award(bid, winner.organisation(), project))
                        .because(reason));
        respond(challenge, "awarded");
        return project;
    }

    /**
     * Two milestones, half way and at delivery; their titles are the messages milestone.title.….
     */
    private UUID startProject(Challenge challenge, Bid winner) {
        var today = LocalDate.now(clock);
        var project =
                jdbc.sql(
                                """
                                insert into challenge.project (challenge, bid, organisation, state, started_on, created_at)
                                values (?, ?, ?, 'RUNNING', ?, ?) returning id
                                """)
                        .params(challenge.id(), winner.id(), winner.organisation(), today, now())
                        .query(UUID.class)
                        .single();
        var end = challenge.content().deliverBy() == null ? today : challenge.content().deliverBy();
        long days = Math.max(0, java.time.temporal.ChronoUnit.DAYS.between(today, end));
        milestone(project, 1, "prototype", today.plusDays(days / 2), 40);
        milestone(project, 2, "delivery", today.plusDays(days), 60);
        return project;
    }

    private void milestone(UUID project, int ordinal, String title, LocalDate due, int share) {
        jdbc.sql(
                        "insert into challenge.milestone (project, ordinal, title, due, share, state) values (?, ?, ?, ?, ?, 'OPEN')")
                .params(project, ordinal, title, due, share)
                .update();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Trace> trace(UUID challenge) {
        return find(challenge)
                .map(it ->
                        new Trace(
                                it.id(),
                                it.content().title(),
                                it.state().name(),
                                publishedOn(it.id()),
                                "/challenges/" + it.id(),
                                it.content().weakLink(),
                                it.synthetic()));
    }

    private LocalDate publishedOn(UUID challenge) {
        return jdbc.sql(
                        "select coalesce(published_at, created_at) from challenge.challenge where id = ?")
                .param(challenge)
                .query(OffsetDateTime.class)
                .single()
                .atZoneSameInstant(clock.getZone())
                .toLocalDate();
    }

    private void mustRun(UUID owner) {
        var viewer = viewers.current();
        if (!viewer.runsRegion() && !viewer.is(Role.CHAIN_TASK_FORCE) && !viewer.actsFor(owner)) {
            throw new Forbidden("The account does not act for the owner of the need.");
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
