package yanzhen.app.challenge.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.challenge.Challenge;
import yanzhen.app.challenge.Challenge.Draft;
import yanzhen.app.challenge.Challenge.Published;
import yanzhen.app.challenge.ChallengeRules;
import yanzhen.app.challenge.Wall;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;

/** The moves of a challenge: who may make them, what they change, what they leave behind. */
@Component
class JdbcWall implements Wall {

    private static final DateTimeFormatter MILLISECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    private final JdbcClient jdbc;
    private final ChallengeReader reader;
    private final BidBox box;
    private final RuleBook ruleBook;
    private final ProjectStart start;
    private final WeakLinks weakLinks;
    private final JdbcOrigins origins;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final Arrivals arrivals;
    private final Deadlines deadlines;
    private final TransactionTemplate transaction;
    private final Clock clock;

    JdbcWall(
            JdbcClient jdbc,
            ChallengeReader reader,
            BidBox box,
            RuleBook ruleBook,
            ProjectStart start,
            WeakLinks weakLinks,
            JdbcOrigins origins,
            Viewers viewers,
            AuditTrail audit,
            Arrivals arrivals,
            Deadlines deadlines,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.box = box;
        this.ruleBook = ruleBook;
        this.start = start;
        this.weakLinks = weakLinks;
        this.origins = origins;
        this.viewers = viewers;
        this.audit = audit;
        this.arrivals = arrivals;
        this.deadlines = deadlines;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public Slice<Listed> search(Query query, @Nullable Cursor after, int size) {
        return reader.search(query, after, size);
    }

    @Override
    public long count(Query query) {
        return reader.count(query);
    }

    @Override
    public Optional<Challenge> find(UUID id) {
        return reader.find(id);
    }

    @Override
    public ChallengeRules rules() {
        return ruleBook.inForce();
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
                        .param(Rows.now(clock))
                        .query(UUID.class)
                        .single();
        markOfSyntheticOwner(id);
        Targets.store(jdbc, id, content.targets());
        audit.record(Change.created("challenge.draft", "challenge", id, content));
        return id;
    }

    @Override
    @Transactional
    public void redraft(UUID id, Content content) {
        var before = draft("redraft", locked(id));
        mustRun(content.owner());
        var after = before.redrafted(content);
        bound(
                        jdbc.sql(
                                """
                                update challenge.challenge set weak_link = ?, owner = ?, title = ?, description = ?,
                                    category = ?, reward_fen = ?, payer = ?, ip_rule = ?, use_commitment = ?,
                                    bid_deadline = ?, deliver_by = ?
                                where id = ?
                                """),
                        after.content())
                .param(id)
                .update();
        markOfSyntheticOwner(id);
        jdbc.sql("delete from challenge.target where challenge = ?").param(id).update();
        Targets.store(jdbc, id, content.targets());
        audit.record(Change.of("challenge.redraft", "challenge", id, before.content(), content));
    }

    /** What somebody tries out for a synthetic organisation is no real need either. */
    private void markOfSyntheticOwner(UUID id) {
        jdbc.sql(
                        """
                        update challenge.challenge c set synthetic = c.demo_key is not null or o.synthetic
                        from cluster.organisation o
                        where o.id = c.owner and c.id = ?
                        """)
                .param(id)
                .update();
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
                .param(it.bidDeadline() == null ? null : Rows.at(it.bidDeadline()))
                .param(it.deliverBy());
    }

    @Override
    @Transactional
    public void publish(UUID id) {
        var draft = draft("publish", locked(id));
        var published = draft.published(ruleBook.inForce(), deadlines.now());
        jdbc.sql(
                        "update challenge.challenge set state = 'PUBLISHED', published_at = ? where id = ?")
                .params(Rows.at(published.since()), id)
                .update();
        moved("challenge.publish", draft, published, null);
        respond(published, "published");
    }

    @Override
    @Transactional
    public void withdraw(UUID id, String reason) {
        var before = locked(id);
        var now = deadlines.now();
        var withdrawn =
                switch (before) {
                    case Draft it -> it.withdrawn(reason, now);
                    case Published it -> it.withdrawn(reason, now);
                    case Challenge.Awarded _, Challenge.Completed _, Challenge.Withdrawn _ ->
                            throw new WrongState("withdraw");
                };
        jdbc.sql(
                        "update challenge.challenge set state = 'WITHDRAWN', withdrawn_at = ?, withdrawn_reason = ? where id = ?")
                .params(Rows.at(now), reason, id)
                .update();
        moved("challenge.withdraw", before, withdrawn, reason);
        if (before instanceof Published) {
            respond(withdrawn, "withdrawn");
        }
    }

    @Override
    @Transactional
    public void extend(UUID id, Instant deadline, String reason) {
        var before = published("extend", locked(id));
        var closed = before.content().bidDeadline();
        box.lock(id);
        if (closed == null || before.takesBids(deadlines.now())) {
            throw new WrongState("extend");
        }
        allSeenTo(id);
        if (box.standing(id) > 0) {
            throw new WrongState("extend");
        }
        mustFit(before.content(), deadline);
        var after = before.extended(deadline);
        jdbc.sql("update challenge.challenge set bid_deadline = ? where id = ?")
                .params(Rows.at(deadline), id)
                .update();
        jdbc.sql(
                        "insert into challenge.extension (challenge, before, after, reason, at) values (?, ?, ?, ?, ?)")
                .params(id, Rows.at(closed), Rows.at(deadline), reason, Rows.now(clock))
                .update();
        record Deadline(Instant deadline) {}
        audit.record(
                Change.of(
                                "challenge.extend",
                                "challenge",
                                after.id(),
                                new Deadline(closed),
                                new Deadline(deadline))
                        .because(reason));
    }

    private void mustFit(Content content, Instant deadline) {
        var problems = new Problems();
        if (!deadline.isAfter(deadlines.now())) {
            problems.add("", null, "bidDeadline", deadline.toString(), "deadline-past");
        }
        var deliverBy = content.deliverBy();
        if (deliverBy != null
                && !deadline.atZone(clock.getZone()).toLocalDate().isBefore(deliverBy)) {
            problems.add(
                    "",
                    null,
                    "bidDeadline",
                    deadline.toString(),
                    "deadline-after-delivery",
                    deliverBy.toString());
        }
        problems.mustBeNone();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Extension> extensions(UUID challenge) {
        return jdbc.sql("select * from challenge.extension where challenge = ? order by at")
                .param(challenge)
                .query((row, _) ->
                        new Extension(
                                row.getObject("before", OffsetDateTime.class).toInstant(),
                                row.getObject("after", OffsetDateTime.class).toInstant(),
                                row.getString("reason"),
                                row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private void moved(String action, Challenge from, Challenge to, @Nullable String reason) {
        record State(String state) {}
        audit.record(
                Change.of(
                                action,
                                "challenge",
                                from.id(),
                                new State(from.state()),
                                new State(to.state()))
                        .because(reason));
    }

    private void respond(Challenge challenge, String state) {
        var weakLink = challenge.content().weakLink();
        var response =
                new Response(
                        "challenge",
                        challenge.id(),
                        "/challenges/" + challenge.id(),
                        challenge.content().title(),
                        state);
        if (weakLink != null) {
            weakLinks.answeredBy(weakLink, response);
        }
        origins.respond(challenge.id(), response);
    }

    /** The row stays locked; who may not run it is refused. */
    private Challenge locked(UUID id) {
        jdbc.sql("select id from challenge.challenge where id = ? for update")
                .param(id)
                .query(UUID.class)
                .optional();
        var found = reader.find(id).orElseThrow(() -> new NotFound("challenge", id));
        mustRun(found.content().owner());
        return found;
    }

    private static Draft draft(String move, Challenge found) {
        if (found instanceof Draft draft) {
            return draft;
        }
        throw new WrongState(move);
    }

    private static Published published(String move, Challenge found) {
        if (found instanceof Published published) {
            return published;
        }
        throw new WrongState(move);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Bid> bids(UUID challenge) {
        return box.of(challenge);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Receipt> receipts(UUID challenge) {
        return box.receipts(challenge);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<String> receiptSheet(UUID challenge, UUID bid, int version) {
        return box.sheet(challenge, bid, version);
    }

    /**
     * Counted over all bids, whoever asks: only a number leaves here, and only when nothing is
     * sealed any more.
     */
    @Override
    public @Nullable Long bidsAtClosing(UUID challenge) {
        return find(challenge).orElse(null) instanceof Published it && it.takesBids(deadlines.now())
                ? null
                : Viewers.doAs(Viewer.SYSTEM, () -> counted(challenge)).orElse(null);
    }

    private Optional<Long> counted(UUID challenge) {
        return Objects.requireNonNull(
                transaction.execute(_ ->
                        arrivals.inHand(challenge)
                                ? Optional.empty()
                                : Optional.of(box.standing(challenge))));
    }

    /** Who came before the deadline is waited for; that takes seconds, and two minutes at most. */
    private void allSeenTo(UUID challenge) {
        if (arrivals.inHand(challenge)) {
            throw new WrongState("arriving");
        }
    }

    @Override
    public Arrival arrived(UUID challenge, UUID organisation) {
        viewers.current().mustActFor(organisation);
        return arrivals.note(challenge, organisation);
    }

    @Override
    public Arrival arrivedFor(UUID bid) {
        var found = Objects.requireNonNull(transaction.execute(_ -> box.find(bid)));
        return arrived(found.challenge(), found.organisation());
    }

    @Override
    @Transactional
    public UUID bid(Arrival arrival, Offer offer) {
        viewers.current().mustActFor(arrival.organisation());
        box.shareLock(arrival.challenge());
        var open = inTime("bid", arrival);
        if (arrival.organisation().equals(open.content().owner())) {
            throw new WrongState("bid-own");
        }
        return box.handIn(open, arrival, offer, ruleBook.inForce().mostOpenBids().limit());
    }

    @Override
    @Transactional
    public void withdrawBid(UUID id, Arrival arrival) {
        var bid = box.find(id);
        viewers.current().mustActFor(bid.organisation());
        box.shareLock(bid.challenge());
        inTime("bid-withdraw", arrival);
        box.withdraw(bid, arrival);
    }

    @Override
    public UUID bid(UUID challenge, UUID organisation, Offer offer) {
        var arrival = arrived(challenge, organisation);
        return Objects.requireNonNull(transaction.execute(_ -> bid(arrival, offer)));
    }

    @Override
    public void withdrawBid(UUID bid) {
        var arrival = arrivedFor(bid);
        transaction.executeWithoutResult(_ -> withdrawBid(bid, arrival));
    }

    /** Judged by when it came, not by how long it had to wait. */
    private Published inTime(String move, Arrival arrival) {
        var id = arrival.challenge();
        var found =
                published(move, reader.find(id).orElseThrow(() -> new NotFound("challenge", id)));
        var deadline = found.content().bidDeadline();
        if (deadline != null && !found.takesBids(arrival.at())) {
            throw new Late(
                    said(arrival.at()),
                    said(deadline),
                    Duration.between(deadline, arrival.at()).toMillis());
        }
        return found;
    }

    private String said(Instant moment) {
        return MILLISECOND.format(moment.atZone(clock.getZone()));
    }

    /** The lock on the challenge makes the second of two officers wait and then find it awarded. */
    @Override
    @Transactional
    public UUID award(UUID bid, String reason, String reasonForOthers) {
        var challenge = box.find(bid).challenge();
        if (!viewers.current().runsRegion()) {
            throw new Forbidden("city-officer", "Only a city officer awards.");
        }
        var before = published("award", locked(challenge));
        box.lock(challenge);
        var awarded = before.awarded(deadlines.now());
        allSeenTo(challenge);
        mustHaveNoPart(before.content().owner(), box.of(challenge));
        var winner = box.find(bid);
        if (!winner.stands()) {
            throw new WrongState("award");
        }
        box.decide(challenge, bid, reason, reasonForOthers);
        jdbc.sql("update challenge.challenge set state = 'AWARDED' where id = ?")
                .param(challenge)
                .update();
        var project =
                start.of(awarded, winner, LocalDate.now(clock), ruleBook.inForce().milestones());
        record Award(String state, UUID bid, UUID organisation, UUID project) {}
        record Before(String state) {}
        audit.record(
                Change.of(
                                "challenge.award",
                                "challenge",
                                challenge,
                                new Before(before.state()),
                                new Award(awarded.state(), bid, winner.organisation(), project))
                        .because(reason));
        respond(awarded, "awarded");
        return project;
    }

    /** 回避: who acts for one of those concerned decides nothing. */
    private void mustHaveNoPart(UUID owner, List<Bid> bids) {
        var viewer = viewers.current();
        if (viewer.actsFor(owner)
                || bids.stream()
                        .filter(Bid::stands)
                        .anyMatch(it -> viewer.actsFor(it.organisation()))) {
            throw new Forbidden(
                    "own-part", "The account acts for the owner of the need or for a bidder.");
        }
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<UUID> project(UUID challenge) {
        return jdbc.sql("select id from challenge.project where challenge = ?")
                .param(challenge)
                .query(UUID.class)
                .optional();
    }

    private void mustRun(UUID owner) {
        var viewer = viewers.current();
        if (!viewer.runsRegion() && !viewer.is(Role.CHAIN_TASK_FORCE) && !viewer.actsFor(owner)) {
            throw new Forbidden(
                    "other-need", "The account does not act for the owner of the need.");
        }
    }
}
