package yanzhen.app.loop.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.OverAll;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.loop.Contract;
import yanzhen.app.loop.Contract.Buyer;
import yanzhen.app.loop.Contract.Registration;
import yanzhen.app.loop.Contract.Registration.Pending;
import yanzhen.app.loop.Contract.Registration.Refused;
import yanzhen.app.loop.Contract.Registration.Registered;
import yanzhen.app.loop.Contracts;
import yanzhen.app.site.Conditions;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Order;
import yanzhen.app.site.Slice;

@Component
class JdbcContracts implements Contracts {

    private static final Order LATEST = Order.descending("c.submitted_on", "date", "c.id", "uuid");

    /** Sums of fewer contracts could be read as one party's amount. */
    private static final int LEAST_IN_A_GROUP = 3;

    private static final String REGISTERED =
            "state = 'REGISTERED' and decided_on between ? and ? and decided_at <= ?";

    private final JdbcClient jdbc;
    private final Organisations organisations;
    private final Answers answers;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final Clock clock;
    private final OverAll overAll;

    JdbcContracts(
            JdbcClient jdbc,
            Organisations organisations,
            Answers answers,
            Viewers viewers,
            AuditTrail audit,
            Clock clock,
            OverAll overAll) {
        this.jdbc = jdbc;
        this.organisations = organisations;
        this.answers = answers;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
        this.overAll = overAll;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Contract> find(UUID id) {
        return jdbc.sql("select * from loop.contract where id = ?")
                .param(id)
                .query((row, _) -> contract(row))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public Slice<Contract> search(Query query, @Nullable Cursor after, int size) {
        return where(query)
                .part(LATEST, after, size)
                .of(
                        jdbc,
                        "select c.* from loop.contract c",
                        (row, _) -> contract(row),
                        it -> Cursor.after(it.submittedOn(), it.id()));
    }

    @Override
    @Transactional(readOnly = true)
    public long count(Query query) {
        return where(query).count(jdbc, "loop.contract c");
    }

    private static Conditions where(Query query) {
        var conditions =
                new Conditions()
                        .andIfHolds(
                                """
                                c.number ilike ? or c.name ilike ? or c.buyer_name ilike ?
                                or exists (select from cluster.organisation_fact f
                                           where f.organisation = c.seller and f.superseded_at is null
                                             and f.name ilike ?)
                                """,
                                query.words())
                        .andIfGiven("c.type = ?", query.type())
                        .andIfGiven("extract(year from c.decided_on) = ?", query.year());
        return query.state().equals("OVERDUE")
                ? conditions.and("c.state = 'PENDING' and c.due_on < ?", query.today())
                : conditions.andIfGiven("c.state = ?", query.state());
    }

    @Override
    @Transactional(readOnly = true)
    public List<Contract> registered(LocalDate from, AsOf asOf) {
        return jdbc.sql(
                        "select * from loop.contract where "
                                + REGISTERED
                                + " order by decided_on desc, id desc")
                .params(from, asOf.day(), utc(asOf.knownAt()))
                .query((row, _) -> contract(row))
                .list();
    }

    @Override
    public Total total(LocalDate from, AsOf asOf) {
        return totals("''", from, asOf).stream().findFirst().map(Part::total).orElse(Total.NOTHING);
    }

    @Override
    public List<Part> totalsByType(LocalDate from, AsOf asOf) {
        var all = totals("type", from, asOf);
        var shown =
                new ArrayList<>(
                        all.stream().filter(it -> it.total().count() >= LEAST_IN_A_GROUP).toList());
        var small = new ArrayList<>(all);
        small.removeAll(shown);
        var rest = sum(small);
        if (rest.count() > 0 && rest.count() < LEAST_IN_A_GROUP && !shown.isEmpty()) {
            rest = rest.plus(shown.removeLast().total());
        }
        if (rest.count() > 0) {
            shown.add(new Part("OTHER", rest));
        }
        return shown;
    }

    private static Total sum(List<Part> parts) {
        return parts.stream().map(Part::total).reduce(Total.NOTHING, Total::plus);
    }

    @Override
    public List<Part> totalsByYear(AsOf asOf) {
        return totals("year::text", LocalDate.of(1900, 1, 1), asOf).reversed();
    }

    private List<Part> totals(String key, LocalDate from, AsOf asOf) {
        return overAll.ask(() ->
                jdbc.sql(
                                """
                                select %s as key, count(*) as contracts,
                                       sum(total_fen)::bigint as total_fen,
                                       sum(technical_fen)::bigint as technical_fen,
                                       bool_or(synthetic) as synthetic
                                from loop.contract where %s
                                group by 1 order by %s
                                """
                                        .formatted(
                                                key,
                                                REGISTERED,
                                                key.equals("type") ? "3 desc, 1" : "1"))
                        .params(from, asOf.day(), utc(asOf.knownAt()))
                        .query((row, _) -> new Part(row.getString("key"), total(row)))
                        .list());
    }

    private static Total total(ResultSet row) throws SQLException {
        return new Total(
                row.getLong("contracts"),
                new Yuan(row.getLong("total_fen")),
                new Yuan(row.getLong("technical_fen")),
                row.getBoolean("synthetic"));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Step> steps(Collection<UUID> outcomes, AsOf asOf) {
        return steps("outcome = any (?)", outcomes.toArray(UUID[]::new), asOf);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Step> ofProducts(Collection<UUID> products, AsOf asOf) {
        return steps("product = any (?)", products.toArray(UUID[]::new), asOf);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Step> step(UUID contract, AsOf asOf) {
        return steps("id = ?", contract, asOf).stream().findFirst();
    }

    /** The steps of all, and the amounts of those that the viewer himself can read. */
    private List<Step> steps(String condition, Object argument, AsOf asOf) {
        var amounts = new HashMap<UUID, Yuan>();
        jdbc.sql("select id, total_fen from loop.contract where " + condition)
                .param(argument)
                .query(row -> {
                    amounts.put(
                            row.getObject("id", UUID.class), new Yuan(row.getLong("total_fen")));
                });
        return overAll
                .ask(() ->
                        jdbc.sql(
                                        """
                                        select * from loop.contract
                                        where %s and submitted_on <= ? and recorded_at <= ?
                                        order by submitted_on, id
                                        """
                                                .formatted(condition))
                                .params(argument, asOf.day(), utc(asOf.knownAt()))
                                .query((row, _) -> contract(row))
                                .list())
                .stream()
                .map(it -> step(it, amounts.get(it.id()), asOf))
                .toList();
    }

    private static Step step(Contract contract, @Nullable Yuan total, AsOf asOf) {
        var state = contract.registration();
        var decided = decision(state);
        boolean known =
                decided != null
                        && !decided.on.isAfter(asOf.day())
                        && !decided.at.isAfter(asOf.knownAt());
        return new Step(
                contract.id(),
                contract.type(),
                known ? state.name() : "PENDING",
                known && decided != null ? decided.on : contract.submittedOn(),
                contract.outcome(),
                contract.product(),
                total,
                contract.synthetic());
    }

    private record Decision(LocalDate on, Instant at) {}

    private static @Nullable Decision decision(Registration registration) {
        return switch (registration) {
            case Pending _ -> null;
            case Registered(_, var on, var at) -> new Decision(on, at);
            case Refused(_, var on, var at) -> new Decision(on, at);
        };
    }

    /** As it goes into the audit trail. */
    record Facts(
            String number,
            Contract.Type type,
            UUID seller,
            Buyer buyer,
            String totalYuan,
            String technicalYuan,
            LocalDate signedOn,
            @Nullable UUID outcome,
            @Nullable UUID product) {}

    @Override
    @Transactional
    public UUID submit(NewContract contract) {
        viewers.current().mustActFor(contract.seller());
        answers.mustBelong(contract.outcome(), contract.seller());
        var seller =
                organisations
                        .find(contract.seller())
                        .orElseThrow(() -> new NotFound("organisation", contract.seller()));
        try {
            var id =
                    jdbc.sql(
                                    """
                                    insert into loop.contract (number, name, type, seller, seller_district,
                                        buyer, buyer_name, buyer_region, total_fen, technical_fen,
                                        signed_on, submitted_on, recorded_at, outcome, product, synthetic)
                                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                                    """)
                            .param(contract.number())
                            .param(contract.name())
                            .param(contract.type().name())
                            .param(contract.seller())
                            .param(seller.district())
                            .param(contract.buyer().organisation())
                            .param(contract.buyer().name())
                            .param(contract.buyer().region())
                            .param(contract.total().fen())
                            .param(contract.technical().fen())
                            .param(contract.signedOn())
                            .param(LocalDate.now(clock))
                            .param(utc(clock.instant()))
                            .param(contract.outcome())
                            .param(contract.product())
                            .param(seller.synthetic())
                            .query(UUID.class)
                            .single();
            audit.record(Change.created("loop.submit", "contract", id, facts(contract)));
            tell(contract.outcome(), id, contract.number(), "PENDING");
            return id;
        } catch (DuplicateKeyException e) {
            throw new NumberTaken(contract.number());
        }
    }

    /** Says that there is a contract, and nothing of what stands in it. */
    private void tell(@Nullable UUID outcome, UUID contract, String number, String state) {
        answers.tell(outcome, "contract", contract, "/threads?contract=" + contract, number, state);
    }

    private static Facts facts(NewContract it) {
        return new Facts(
                it.number(),
                it.type(),
                it.seller(),
                it.buyer(),
                it.total().toString(),
                it.technical().toString(),
                it.signedOn(),
                it.outcome(),
                it.product());
    }

    @Override
    @Transactional
    public void register(UUID id) {
        var contract = pending(id);
        var today = LocalDate.now(clock);
        int serial = nextSerial(today.getYear());
        jdbc.sql(
                        """
                        update loop.contract
                        set state = 'REGISTERED', decided_on = ?, decided_at = ?, year = ?, serial = ?
                        where id = ?
                        """)
                .params(today, utc(clock.instant()), today.getYear(), serial, id)
                .update();
        audit.record(
                Change.of(
                        "loop.register",
                        "contract",
                        id,
                        new State(contract.registration().name(), null),
                        new State("REGISTERED", certificate(today.getYear(), serial))));
        tell(contract.outcome(), id, contract.number(), "REGISTERED");
    }

    /** State in the audit trail. */
    record State(String state, @Nullable String certificate) {}

    /** One after the other: the lock is held until the transaction ends, so no number is lost. */
    private int nextSerial(int year) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('loop.contract.serial', ?))")
                .param(year)
                .query((_, _) -> true)
                .single();
        return overAll.ask(() ->
                jdbc.sql("select coalesce(max(serial), 0) + 1 from loop.contract where year = ?")
                        .param(year)
                        .query(Integer.class)
                        .single());
    }

    @Override
    @Transactional
    public void refuse(UUID id, String reason) {
        var contract = pending(id);
        jdbc.sql(
                        """
                        update loop.contract
                        set state = 'REFUSED', decided_on = ?, decided_at = ?, reason = ? where id = ?
                        """)
                .params(LocalDate.now(clock), utc(clock.instant()), reason, id)
                .update();
        audit.record(
                Change.of(
                                "loop.refuse",
                                "contract",
                                id,
                                new State(contract.registration().name(), null),
                                new State("REFUSED", null))
                        .because(reason));
        tell(contract.outcome(), id, contract.number(), "REFUSED");
    }

    /** Takes the row's lock, so that of two decisions at once the second finds it decided. */
    private Contract pending(UUID id) {
        var contract =
                jdbc.sql("select * from loop.contract where id = ?")
                        .param(id)
                        .query((row, _) -> contract(row))
                        .optional()
                        .orElseThrow(() -> new NotFound("contract", id));
        if (!viewers.current().runsDistrict(contract.sellerDistrict())) {
            throw new Forbidden(
                    "other-registry", "The account is not the registry of the seller's district.");
        }
        var locked =
                jdbc.sql("select * from loop.contract where id = ? for update")
                        .param(id)
                        .query((row, _) -> contract(row))
                        .single();
        var decided = decision(locked.registration());
        if (decided != null) {
            throw new Decided(decided.on);
        }
        return locked;
    }

    private static String certificate(int year, int serial) {
        return "%d-%06d".formatted(year, serial);
    }

    private static Contract contract(ResultSet row) throws SQLException {
        return new Contract(
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getString("name"),
                Contract.Type.valueOf(row.getString("type")),
                row.getObject("seller", UUID.class),
                row.getString("seller_district"),
                new Buyer(
                        row.getObject("buyer", UUID.class),
                        row.getString("buyer_name"),
                        row.getString("buyer_region")),
                new Yuan(row.getLong("total_fen")),
                new Yuan(row.getLong("technical_fen")),
                row.getObject("signed_on", LocalDate.class),
                row.getObject("submitted_on", LocalDate.class),
                row.getTimestamp("recorded_at").toInstant(),
                registration(row),
                row.getObject("outcome", UUID.class),
                row.getObject("product", UUID.class),
                row.getBoolean("synthetic"));
    }

    private static Registration registration(ResultSet row) throws SQLException {
        var state = row.getString("state");
        if (state.equals("PENDING")) {
            return new Pending();
        }
        var on = row.getObject("decided_on", LocalDate.class);
        var at = row.getTimestamp("decided_at").toInstant();
        return state.equals("REGISTERED")
                ? new Registered(certificate(row.getInt("year"), row.getInt("serial")), on, at)
                : new Refused(row.getString("reason"), on, at);
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
