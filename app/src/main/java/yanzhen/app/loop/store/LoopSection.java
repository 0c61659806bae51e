package yanzhen.app.loop.store;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.challenge.Outcomes;
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
 * 演示产品和合同: {@code demo/products.csv} and {@code demo/contracts.csv}.
 *
 * <p>Synthetic records stand for what an office entered on those days, so they count as known from
 * the end of those days. What has been loaded is not loaded again.
 */
@Component
class LoopSection implements PackSection {

    private static final String PRODUCTS = "demo/products.csv";
    private static final String CONTRACTS = "demo/contracts.csv";
    private static final String ORGANISATIONS = "demo/organisations.csv";
    private static final String BIDS = "demo/bids.csv";
    private static final String OUTCOMES = "demo/outcomes.csv";
    private static final LocalTime CLOSING = LocalTime.of(17, 0);

    private final JdbcClient jdbc;
    private final Organisations organisations;
    private final Outcomes outcomes;
    private final AuditTrail audit;
    private final Clock clock;

    LoopSection(
            JdbcClient jdbc,
            Organisations organisations,
            Outcomes outcomes,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.organisations = organisations;
        this.outcomes = outcomes;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public int floor() {
        return 4;
    }

    @Override
    public void validate(Pack pack, Problems problems) {
        if (!pack.demonstration() || !pack.has(PRODUCTS)) {
            return;
        }
        var codes = codes(pack);
        var teams = teams(pack);
        var products = new HashMap<String, String>();
        for (var row : pack.csv(PRODUCTS, "products.row", problems)) {
            row.known(problems, "maker", codes);
            row.days(problems, "first_sold_on", "listed_on", "withdrawn_on");
            outcomeOf(row, "maker", teams, problems);
            if (products.put(row.text("key"), row.text("maker")) != null) {
                row.complain(problems, "key", "duplicate");
            }
        }
        var numbers = new HashSet<String>();
        for (var row : pack.csv(CONTRACTS, "contracts.row", problems)) {
            validate(row, codes, products, problems);
            outcomeOf(row, "seller", teams, problems);
            if (!numbers.add(row.text("number"))) {
                row.complain(problems, "number", "duplicate");
            }
        }
    }

    private static void validate(
            PackRow row, Set<String> codes, Map<String, String> products, Problems problems) {
        row.known(problems, "seller", codes);
        row.known(problems, "buyer", codes);
        row.days(problems, "signed_on", "submitted_on", "decided_on");
        if (row.orNull("buyer") == null) {
            row.required(problems, "buyer_name", "buyer_region");
        } else if (row.text("seller").equals(row.orNull("buyer"))) {
            row.complain(problems, "buyer", "buyer-is-seller");
        }
        var total = Yuan.of(row.text("total_yuan"));
        if (Yuan.of(row.text("technical_yuan")).compareTo(total) > 0) {
            row.complain(problems, "technical_yuan", "technical-above", total.toString());
        }
        if (!row.text("state").equals("PENDING")) {
            row.required(problems, "decided_on");
        }
        if (row.text("state").equals("REFUSED")) {
            row.required(problems, "reason");
        }
        var product = row.orNull("product");
        if (product != null && !row.text("seller").equals(products.get(product))) {
            row.complain(problems, "product", "unknown-reference");
        }
    }

    /** The team that delivered each synthetic outcome, by the key of its challenge. */
    private static Map<String, String> teams(Pack pack) {
        if (!pack.has(BIDS) || !pack.has(OUTCOMES)) {
            return Map.of();
        }
        var outcomes =
                pack.csv(OUTCOMES, "outcomes.row", new Problems()).stream()
                        .map(it -> it.text("challenge"))
                        .collect(Collectors.toSet());
        return pack.csv(BIDS, "bids.row", new Problems()).stream()
                .filter(it -> "AWARDED".equals(it.orNull("decision")))
                .filter(it -> outcomes.contains(it.text("challenge")))
                .collect(
                        Collectors.toMap(
                                it -> it.text("challenge"),
                                it -> it.text("organisation"),
                                (first, _) -> first));
    }

    private static void outcomeOf(
            PackRow row, String field, Map<String, String> teams, Problems problems) {
        var outcome = row.orNull("outcome");
        if (outcome == null) {
            return;
        }
        var team = teams.get(outcome);
        if (team == null) {
            row.complain(problems, "outcome", "unknown-reference");
        } else if (!team.equals(row.text(field))) {
            row.complain(problems, "outcome", "outcome-of-another");
        }
    }

    private static Set<String> codes(Pack pack) {
        return pack.csv(ORGANISATIONS, "organisations.row", new Problems()).stream()
                .map(it -> it.text("code"))
                .collect(Collectors.toSet());
    }

    /** What a load brought. */
    record Loaded(int products, int contracts) {}

    @Override
    public void load(Pack pack) {
        if (!pack.demonstration() || !pack.has(PRODUCTS)) {
            return;
        }
        var nothing = new Problems();
        int products = 0;
        for (var row : pack.csv(PRODUCTS, "products.row", nothing)) {
            products += store(row);
        }
        var rows = pack.csv(CONTRACTS, "contracts.row", nothing);
        var serials = serials(rows);
        int contracts = 0;
        for (var row : rows) {
            contracts += store(row, serials.get(row.text("number")));
        }
        if (products + contracts > 0) {
            audit.record(
                    Change.created(
                            "loop.load",
                            "pack",
                            String.valueOf(pack.root().getFileName()),
                            new Loaded(products, contracts)));
        }
    }

    private int store(PackRow row) {
        var maker = organisation(row.text("maker"));
        var withdrawn = row.dateOrNull("withdrawn_on");
        return jdbc.sql(
                        """
                        insert into loop.product (maker, district, name, model, category, first_sold_on,
                            listed_on, recorded_at, withdrawn_on, withdrawn_reason, withdrawn_at,
                            outcome, synthetic, demo_key)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, true, ?)
                        on conflict (demo_key) do nothing
                        """)
                .param(maker.id())
                .param(maker.district())
                .param(row.text("name"))
                .param(row.find("model").orElse(""))
                .param(row.orNull("category"))
                .param(row.dateOrNull("first_sold_on"))
                .param(row.date("listed_on"))
                .param(closing(row.date("listed_on")))
                .param(withdrawn)
                .param(row.orNull("withdrawn_reason"))
                .param(withdrawn == null ? null : closing(withdrawn))
                .param(outcome(row))
                .param(row.text("key"))
                .update();
    }

    private int store(PackRow row, @Nullable Integer serial) {
        var seller = organisation(row.text("seller"));
        var buyerCode = row.orNull("buyer");
        var buyer = buyerCode == null ? null : organisation(buyerCode);
        var decided = row.dateOrNull("decided_on");
        return jdbc.sql(
                        """
                        insert into loop.contract (number, name, type, seller, seller_district, buyer,
                            buyer_name, buyer_region, total_fen, technical_fen, signed_on, submitted_on,
                            recorded_at, state, decided_on, decided_at, year, serial, reason, product,
                            outcome, synthetic)
                        select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, true
                        where not exists (select from loop.contract where number = ?)
                        """)
                .param(row.text("number"))
                .param(row.text("name"))
                .param(row.text("type"))
                .param(seller.id())
                .param(seller.district())
                .param(buyer == null ? null : buyer.id())
                .param(buyer == null ? row.text("buyer_name") : buyer.name())
                .param(buyer == null ? row.text("buyer_region") : buyer.district())
                .param(Yuan.of(row.text("total_yuan")).fen())
                .param(Yuan.of(row.text("technical_yuan")).fen())
                .param(row.date("signed_on"))
                .param(row.date("submitted_on"))
                .param(closing(row.date("submitted_on")))
                .param(row.text("state"))
                .param(decided)
                .param(decided == null ? null : closing(decided))
                .param(serial == null || decided == null ? null : decided.getYear())
                .param(serial)
                .param(row.orNull("reason"))
                .param(product(row))
                .param(outcome(row))
                .param(row.text("number"))
                .update();
    }

    /**
     * Numbers of the certificates: within each year in the order of decision, behind those that
     * have been given already.
     */
    private Map<String, Integer> serials(List<PackRow> rows) {
        var last = new HashMap<Integer, Integer>();
        var serials = new HashMap<String, Integer>();
        rows.stream()
                .filter(it -> it.text("state").equals("REGISTERED"))
                .filter(it -> !exists(it.text("number")))
                .sorted(java.util.Comparator.comparing(it -> it.text("decided_on")))
                .forEach(it -> {
                    int year = it.date("decided_on").getYear();
                    int serial = last.computeIfAbsent(year, this::lastSerial) + 1;
                    last.put(year, serial);
                    serials.put(it.text("number"), serial);
                });
        return serials;
    }

    private boolean exists(String number) {
        return jdbc.sql("select exists (select from loop.contract where number = ?)")
                .param(number)
                .query(Boolean.class)
                .single();
    }

    private int lastSerial(int year) {
        return jdbc.sql("select coalesce(max(serial), 0) from loop.contract where year = ?")
                .param(year)
                .query(Integer.class)
                .single();
    }

    private @Nullable UUID outcome(PackRow row) {
        var key = row.orNull("outcome");
        return key == null ? null : outcomes.ofDemonstration(key).orElse(null);
    }

    private @Nullable UUID product(PackRow row) {
        var key = row.orNull("product");
        return key == null
                ? null
                : jdbc.sql("select id from loop.product where demo_key = ?")
                        .param(key)
                        .query(UUID.class)
                        .optional()
                        .orElse(null);
    }

    private Organisation organisation(String code) {
        return organisations
                .findByCode(CreditCode.admittedByOverride(code))
                .orElseThrow(() ->
                        new IllegalStateException(
                                "validate lets no unknown organisation pass: " + code));
    }

    private OffsetDateTime closing(LocalDate day) {
        return day.atTime(CLOSING).atZone(clock.getZone()).toOffsetDateTime();
    }
}
