package yanzhen.app.loop.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.loop.Product;
import yanzhen.app.loop.Product.Category;
import yanzhen.app.loop.Product.State;
import yanzhen.app.loop.Products;
import yanzhen.app.site.Conditions;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Order;
import yanzhen.app.site.Slice;

@Component
class JdbcProducts implements Products {

    private static final Order LATEST = Order.descending("p.listed_on", "date", "p.id", "uuid");
    private static final Order BY_NAME = Order.ascending("p.name", "text", "p.id", "uuid");

    private final JdbcClient jdbc;
    private final Organisations organisations;
    private final Answers answers;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final Clock clock;

    JdbcProducts(
            JdbcClient jdbc,
            Organisations organisations,
            Answers answers,
            Viewers viewers,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.organisations = organisations;
        this.answers = answers;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Product> find(UUID id) {
        return jdbc.sql("select * from loop.product where id = ?")
                .param(id)
                .query((row, _) -> product(row))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public Map<UUID, Product> byId(Collection<UUID> ids) {
        return jdbc
                .sql("select * from loop.product where id = any (?)")
                .param(ids.toArray(UUID[]::new))
                .query((row, _) -> product(row))
                .stream()
                .collect(Collectors.toMap(Product::id, Function.identity()));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Product> ofOutcomes(Collection<UUID> outcomes, AsOf asOf) {
        return jdbc.sql(
                        """
                        select * from loop.product
                        where outcome = any (?) and listed_on <= ? and recorded_at <= ?
                        order by listed_on, id
                        """)
                .params(
                        outcomes.toArray(UUID[]::new),
                        asOf.day(),
                        asOf.knownAt().atOffset(ZoneOffset.UTC))
                .query((row, _) -> product(row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public Slice<Product> search(Query query, @Nullable Cursor after, int size) {
        return where(query)
                .part(query.sort() == Sort.NAME ? BY_NAME : LATEST, after, size)
                .of(
                        jdbc,
                        "select p.* from loop.product p",
                        (row, _) -> product(row),
                        it ->
                                Cursor.after(
                                        query.sort() == Sort.NAME ? it.name() : it.listedOn(),
                                        it.id()));
    }

    @Override
    @Transactional(readOnly = true)
    public long count(Query query) {
        return where(query).count(jdbc, "loop.product p");
    }

    private static Conditions where(Query query) {
        var conditions =
                new Conditions()
                        .andIfHolds(
                                """
                                p.name ilike ? or p.model ilike ?
                                or exists (select from cluster.organisation_fact f
                                           where f.organisation = p.maker and f.superseded_at is null
                                             and f.name ilike ?)
                                """,
                                query.words())
                        .andIfGiven("p.category = ?", query.category())
                        .andIfGiven("p.district = ?", query.district())
                        .andIfGiven("p.maker = ?", query.maker());
        return switch (query.state()) {
            case "" -> conditions;
            case "WITHDRAWN" -> conditions.and("p.withdrawn_on is not null");
            default -> conditions.and("p.withdrawn_on is null");
        };
    }

    /** As it goes into the audit trail. */
    record Facts(
            UUID maker,
            String name,
            String model,
            @Nullable Category category,
            @Nullable LocalDate firstSoldOn,
            @Nullable UUID outcome,
            String state) {}

    @Override
    @Transactional
    public UUID list(NewProduct product) {
        viewers.current().mustActFor(product.maker());
        answers.mustBelong(product.outcome(), product.maker());
        var maker =
                organisations
                        .find(product.maker())
                        .orElseThrow(() -> new NotFound("organisation", product.maker()));
        try {
            var id =
                    jdbc.sql(
                                    """
                                    insert into loop.product (maker, district, name, model, category,
                                        first_sold_on, outcome, listed_on, recorded_at, synthetic)
                                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                                    """)
                            .param(product.maker())
                            .param(maker.district())
                            .param(product.name())
                            .param(product.model())
                            .param(product.category() == null ? null : product.category().name())
                            .param(product.firstSoldOn())
                            .param(product.outcome())
                            .param(LocalDate.now(clock))
                            .param(clock.instant().atOffset(ZoneOffset.UTC))
                            .param(maker.synthetic())
                            .query(UUID.class)
                            .single();
            audit.record(Change.created("loop.list", "product", id, facts(product, "LISTED")));
            answers.tell(
                    product.outcome(), "product", id, "/products/" + id, product.name(), "LISTED");
            return id;
        } catch (DuplicateKeyException e) {
            throw new ListedAlready(product.name(), product.model());
        }
    }

    private static Facts facts(NewProduct it, String state) {
        return new Facts(
                it.maker(),
                it.name(),
                it.model(),
                it.category(),
                it.firstSoldOn(),
                it.outcome(),
                state);
    }

    @Override
    @Transactional
    public void withdraw(UUID id, String reason) {
        var product =
                jdbc.sql("select * from loop.product where id = ?")
                        .param(id)
                        .query((row, _) -> product(row))
                        .optional()
                        .orElseThrow(() -> new NotFound("product", id));
        var viewer = viewers.current();
        if (!viewer.actsFor(product.maker()) && !viewer.runsRegion()) {
            throw new Forbidden(
                    "other-maker", "The account does not act for the maker of the product.");
        }
        if (product.state() instanceof State.Withdrawn(var on, _)) {
            throw new WithdrawnAlready(on);
        }
        var today = LocalDate.now(clock);
        int changed =
                jdbc.sql(
                                """
                                update loop.product
                                set withdrawn_on = ?, withdrawn_reason = ?, withdrawn_at = ?
                                where id = ? and withdrawn_on is null
                                """)
                        .params(today, reason, clock.instant().atOffset(ZoneOffset.UTC), id)
                        .update();
        if (changed == 0) {
            throw new WithdrawnAlready(today);
        }
        record Now(String state) {}
        audit.record(
                Change.of("loop.withdraw", "product", id, new Now("LISTED"), new Now("WITHDRAWN"))
                        .because(reason));
        answers.tell(product.outcome(), "product", id, product.path(), product.name(), "WITHDRAWN");
    }

    private static Product product(ResultSet row) throws SQLException {
        var category = row.getString("category");
        var withdrawnOn = row.getObject("withdrawn_on", LocalDate.class);
        return new Product(
                row.getObject("id", UUID.class),
                row.getObject("maker", UUID.class),
                row.getString("district"),
                row.getString("name"),
                row.getString("model"),
                category == null ? null : Category.valueOf(category),
                row.getObject("first_sold_on", LocalDate.class),
                row.getObject("outcome", UUID.class),
                row.getObject("listed_on", LocalDate.class),
                row.getTimestamp("recorded_at").toInstant(),
                withdrawnOn == null
                        ? new State.Listed()
                        : new State.Withdrawn(withdrawnOn, row.getString("withdrawn_reason")),
                row.getBoolean("synthetic"));
    }
}
