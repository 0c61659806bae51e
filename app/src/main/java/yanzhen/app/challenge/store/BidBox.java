package yanzhen.app.challenge.store;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.challenge.Challenge;
import yanzhen.app.challenge.Wall;
import yanzhen.app.challenge.Wall.Arrival;
import yanzhen.app.challenge.Wall.Bid;
import yanzhen.app.challenge.Wall.Offer;
import yanzhen.app.challenge.Wall.Receipt;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.site.NotFound;

/**
 * 标箱: bids with all their versions.
 *
 * <p>Who hands in a bid shares a lock with everybody who does so; who awards holds it alone, and so
 * waits for bids that came before the deadline and are not stored yet.
 */
@Component
class BidBox {

    private final JdbcClient jdbc;
    private final Arrivals arrivals;
    private final AuditTrail audit;

    BidBox(JdbcClient jdbc, Arrivals arrivals, AuditTrail audit) {
        this.jdbc = jdbc;
        this.arrivals = arrivals;
        this.audit = audit;
    }

    /** Those that the viewer may see, the cheapest first, own withdrawn ones last. */
    List<Bid> of(UUID challenge) {
        return jdbc.sql(
                        """
                        select * from challenge.bid where challenge = ?
                        order by withdrawn_at is not null, price_fen, submitted_at
                        """)
                .param(challenge)
                .query((row, _) -> Rows.bid(row))
                .list();
    }

    Bid find(UUID id) {
        return jdbc.sql("select * from challenge.bid where id = ?")
                .param(id)
                .query((row, _) -> Rows.bid(row))
                .optional()
                .orElseThrow(() -> new NotFound("bid", id));
    }

    long standing(UUID challenge) {
        return jdbc.sql(
                        "select count(*) from challenge.bid where challenge = ? and withdrawn_at is null")
                .param(challenge)
                .query(Long.class)
                .single();
    }

    List<Receipt> receipts(UUID challenge) {
        return jdbc.sql(
                        """
                        select v.bid, v.version, v.digest, v.submitted_at, v.sheet is not null
                        from challenge.bid_version v join challenge.bid b on b.id = v.bid
                        where b.challenge = ? order by v.submitted_at desc, v.version desc
                        """)
                .param(challenge)
                .query((row, _) ->
                        new Receipt(
                                row.getObject(1, UUID.class),
                                row.getInt(2),
                                row.getString(3),
                                row.getObject(4, java.time.OffsetDateTime.class).toInstant(),
                                row.getBoolean(5)))
                .list();
    }

    Optional<String> sheet(UUID challenge, UUID bid, int version) {
        return jdbc.sql(
                        """
                        select v.sheet from challenge.bid_version v join challenge.bid b on b.id = v.bid
                        where b.challenge = ? and b.id = ? and v.version = ? and v.sheet is not null
                        """)
                .params(challenge, bid, version)
                .query(String.class)
                .optional();
    }

    void shareLock(UUID challenge) {
        lock("pg_advisory_xact_lock_shared", "challenge.bids." + challenge);
    }

    void lock(UUID challenge) {
        lock("pg_advisory_xact_lock", "challenge.bids." + challenge);
    }

    private void lock(String function, String what) {
        jdbc.sql("select " + function + "(hashtextextended(?, 0))")
                .param(what)
                .query((_, _) -> true)
                .single();
    }

    /** The first version, or one more. */
    UUID handIn(Challenge.Published challenge, Arrival arrival, Offer offer, int mostOpen) {
        var organisation = arrival.organisation();
        lock("pg_advisory_xact_lock", "challenge.bidder." + organisation);
        var before = own(challenge.id(), organisation);
        if (before.isEmpty() || !before.get().stands()) {
            mustBeFewer(organisation, mostOpen);
        }
        int version = before.map(Bid::version).orElse(0) + 1;
        var sheet = ReceiptSheet.of(challenge.id(), organisation, version, arrival.at(), offer);
        var digest = sheet.digest();
        var id = before.map(Bid::id).orElseGet(UUID::randomUUID);
        if (before.isEmpty()) {
            insert(id, arrival, offer, digest);
        } else {
            update(id, arrival, offer, version, digest);
        }
        keep(id, version, arrival, offer, sheet);
        arrivals.settle(arrival.id());
        record Sealed(UUID challenge, UUID organisation, int version, String digest) {}
        audit.record(
                Change.created(
                        "challenge.bid",
                        "bid",
                        id,
                        new Sealed(challenge.id(), organisation, version, digest)));
        return id;
    }

    private Optional<Bid> own(UUID challenge, UUID organisation) {
        return jdbc.sql("select * from challenge.bid where challenge = ? and organisation = ?")
                .params(challenge, organisation)
                .query((row, _) -> Rows.bid(row))
                .optional();
    }

    private void mustBeFewer(UUID organisation, int most) {
        long open =
                jdbc.sql(
                                """
                                select count(*) from challenge.bid b
                                join challenge.challenge c on c.id = b.challenge
                                where b.organisation = ? and b.withdrawn_at is null and c.state = 'PUBLISHED'
                                """)
                        .param(organisation)
                        .query(Long.class)
                        .single();
        if (open >= most) {
            throw new Wall.TooManyBids(most);
        }
    }

    private void insert(UUID id, Arrival arrival, Offer offer, String digest) {
        jdbc.sql(
                        """
                        insert into challenge.bid
                            (id, challenge, organisation, approach, price_fen, promises, digest, submitted_at, arrival)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        arrival.challenge(),
                        arrival.organisation(),
                        offer.approach(),
                        offer.price().fen(),
                        offer.promises().toArray(BigDecimal[]::new),
                        digest,
                        Rows.at(arrival.at()),
                        arrival.id())
                .update();
    }

    private void update(UUID id, Arrival arrival, Offer offer, int version, String digest) {
        int changed =
                jdbc.sql(
                                """
                                update challenge.bid set approach = ?, price_fen = ?, promises = ?,
                                    digest = ?, submitted_at = ?, arrival = ?, version = ?, withdrawn_at = null
                                where id = ?
                                """)
                        .params(
                                offer.approach(),
                                offer.price().fen(),
                                offer.promises().toArray(BigDecimal[]::new),
                                digest,
                                Rows.at(arrival.at()),
                                arrival.id(),
                                version,
                                id)
                        .update();
        mustHaveChanged(changed, "bid");
    }

    /** Row-level security lets nobody change a bid from the deadline on. */
    private static void mustHaveChanged(int rows, String move) {
        if (rows != 1) {
            throw new Wall.WrongState(move);
        }
    }

    private void keep(UUID id, int version, Arrival arrival, Offer offer, ReceiptSheet sheet) {
        jdbc.sql(
                        """
                        insert into challenge.bid_version
                            (bid, version, approach, price_fen, promises, digest, submitted_at, sheet)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        version,
                        offer.approach(),
                        offer.price().fen(),
                        offer.promises().toArray(BigDecimal[]::new),
                        sheet.digest(),
                        Rows.at(arrival.at()),
                        sheet.text())
                .update();
    }

    void withdraw(Bid bid, Arrival arrival) {
        int changed =
                jdbc.sql(
                                "update challenge.bid set withdrawn_at = ?, arrival = ? where id = ? and withdrawn_at is null")
                        .params(Rows.at(arrival.at()), arrival.id(), bid.id())
                        .update();
        mustHaveChanged(changed, "bid-withdraw");
        arrivals.settle(arrival.id());
        record Sealed(UUID challenge, int version, String digest, boolean withdrawn) {}
        audit.record(
                Change.of(
                        "challenge.withdraw-bid",
                        "bid",
                        bid.id(),
                        new Sealed(bid.challenge(), bid.version(), bid.digest(), false),
                        new Sealed(bid.challenge(), bid.version(), bid.digest(), true)));
    }

    /** All that stand are decided, or none is. */
    void decide(UUID challenge, UUID winner, String reason, String reasonForOthers) {
        long standing = standing(challenge);
        int decided =
                jdbc.sql(
                                """
                                update challenge.bid
                                set decision = case when id = ? then 'AWARDED' else 'DECLINED' end,
                                    reason = case when id = ? then ? else ? end
                                where challenge = ? and withdrawn_at is null
                                """)
                        .params(winner, winner, reason, reasonForOthers, challenge)
                        .update();
        if (decided == 0 || decided != standing) {
            throw new Wall.WrongState("award");
        }
    }
}
