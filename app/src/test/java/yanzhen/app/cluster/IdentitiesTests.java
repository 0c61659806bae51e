package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static yanzhen.app.cluster.Applicants.CITY;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.cluster.Belongings.Side;
import yanzhen.app.cluster.Identities.Merge;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.Period;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.NotFound;

/** Records that are merged and split, with everything that may hang on them. */
@IntegrationTest
class IdentitiesTests {

    private static final String DISTRICT = "310112";

    /** Schemes of three families, so that every kind of overlap may happen. */
    private static final List<String> SCHEMES = List.of("unicorn", "gazelle", "chain-leader");

    private static final List<String> AREAS = List.of("new-materials", "biology");

    @Autowired ApplicationContext application;
    @Autowired JdbcClient jdbc;
    @Autowired Identities identities;
    @Autowired Organisations organisations;
    @Autowired Accounts accounts;
    @Autowired Reports reports;
    @Autowired Certificates certificates;
    private Applicants by;
    private final AtomicInteger made = new AtomicInteger();

    @BeforeEach
    void load() {
        by = Applicants.of(application);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 8);
    }

    private UUID firm() {
        return by.firm(DISTRICT).onlyOrganisation();
    }

    private UUID merge(UUID giver, UUID taker) {
        return merge(giver, taker, Map.of());
    }

    private UUID merge(UUID giver, UUID taker, Map<String, Side> kept) {
        return by.as(CITY, () -> identities.merge(new Merge(giver, taker, kept, "同一机构", null)));
    }

    private int undo(UUID step) {
        return by.as(CITY, () -> identities.undo(step, "并错了"));
    }

    private UUID hold(UUID firm, String scheme, String from, String until) {
        var valid = new Period(LocalDate.parse(from), LocalDate.parse(until));
        return by.as(CITY, () -> by.register.grant(firm, scheme, valid, "演示"));
    }

    /** What the register and the modules above say of an organisation now, line by line. */
    private List<String> present(UUID id) {
        return by.as(
                new Viewer(null, "system", Role.SYSTEM, Set.of(id), null),
                () ->
                        jdbc.sql(
                                        """
                                        select 'fact ' || row(f.name, f.name_en, f.kind, f.district, f.industry, f.registered, f.address)
                                        from cluster.organisation_fact f where f.organisation = :id and f.superseded_at is null
                                        union all
                                        select 'recognition ' || row(r.recognition, r.scheme, r.valid, r.document, r.ended, r.reason)
                                        from cluster.recognition r where r.organisation = :id and upper_inf(r.known)
                                        union all
                                        select 'reported ' || row(r.datum, r.year, r.value)
                                        from cluster.reported r where r.organisation = :id and r.superseded_at is null
                                        union all
                                        select 'identifier ' || row(i.kind, i.jurisdiction, i.value, i.valid)
                                        from cluster.identifier i where i.organisation = :id and i.superseded_at is null
                                        union all
                                        select 'link ' || row(l.link, l.kind, l.share, l.valid, l.child = :id)
                                        from cluster.control_link l where :id in (l.child, l.parent) and upper_inf(l.known)
                                        union all
                                        select 'area ' || row(e.area, e.document, e.as_of)
                                        from cluster.emerging_statement e where e.organisation = :id and e.superseded_at is null
                                        union all
                                        select 'adjustment ' || a.id from cluster.adjustment a where a.organisation = :id
                                        union all
                                        select 'draft ' || row(d.account, d.year, d.typed)
                                        from cluster.report_draft d where d.organisation = :id
                                        union all
                                        select 'application ' || a.id from cluster.application a where a.organisation = :id
                                        union all
                                        select 'paper ' || p.id from cluster.report_paper p where p.organisation = :id
                                        union all
                                        select 'file ' || f.id from evidence.file f where f.organisation = :id
                                        union all
                                        select 'account ' || m.account from access.mandate m where m.organisation = :id
                                        union all
                                        select 'provision ' || row(p.node, p.provider_zh, p.country, p.share, p.as_of)
                                        from chain.provision p where p.organisation = :id and p.superseded_at is null
                                        union all
                                        select 'challenge ' || c.id from challenge.challenge c where c.owner = :id
                                        union all
                                        select 'bid ' || b.id from challenge.bid b where b.organisation = :id
                                        union all
                                        select 'project ' || p.id from challenge.project p where p.organisation = :id
                                        union all
                                        select 'outcome ' || o.id from challenge.outcome o where o.organisation = :id
                                        union all
                                        select 'product ' || p.id from loop.product p where p.maker = :id
                                        union all
                                        select 'sold ' || c.id from loop.contract c where c.seller = :id
                                        union all
                                        select 'bought ' || c.id from loop.contract c where c.buyer = :id
                                        order by 1
                                        """)
                                .param("id", id)
                                .query((row, _) -> row.getString(1))
                                .list());
    }

    private static List<String> of(String kind, List<String> lines) {
        return lines.stream().filter(it -> it.startsWith(kind + " ")).toList();
    }

    private void insert(String sql, Object... parameters) {
        by.run(Viewer.SYSTEM, () -> jdbc.sql(sql).params(List.of(parameters)).update());
    }

    private UUID account(UUID... firms) {
        return by.as(
                Viewer.SYSTEM,
                () -> {
                    var login = "identity-" + UUID.randomUUID();
                    var account =
                            accounts.open(
                                    new Accounts.NewAccount(
                                            login, "测试", Role.ENTERPRISE, null, true),
                                    null);
                    for (var firm : firms) {
                        accounts.mandate(account.id(), firm);
                    }
                    return account.id();
                });
    }

    private UUID challenge(UUID owner) {
        var id = UUID.randomUUID();
        insert(
                """
                insert into challenge.challenge (id, owner, title, description, category, state, reward_fen, payer, ip_rule,
                    use_commitment, bid_deadline, deliver_by, published_at, created_at)
                values (?, ?, '归并试验', '…', 'OTHER', 'PUBLISHED', 100, '甲方', '共有', '采购',
                    now() - interval '1 day', current_date + 99, now() - interval '9 days', now() - interval '9 days')
                """,
                id,
                owner);
        return id;
    }

    private UUID bid(UUID challenge, UUID firm, boolean awarded) {
        var id = UUID.randomUUID();
        insert(
                """
                insert into challenge.bid (id, challenge, organisation, approach, price_fen, promises, digest, submitted_at, decision, reason)
                values (?, ?, ?, '…', 100, '{}', 'd', now() - interval '2 days', ?, '评审')
                """,
                id,
                challenge,
                firm,
                awarded ? "AWARDED" : "DECLINED");
        return id;
    }

    private void carriedOut(UUID challenge, UUID bid, UUID firm) {
        var project = UUID.randomUUID();
        insert(
                """
                insert into challenge.project (id, challenge, bid, organisation, state, started_on, created_at)
                values (?, ?, ?, ?, 'COMPLETED', current_date - 9, now())
                """,
                project,
                challenge,
                bid,
                firm);
        insert(
                """
                insert into challenge.outcome (project, challenge, organisation, title, category, trl_before, trl_after,
                    accepted_on, recorded_at, reason)
                values (?, ?, ?, '归并试验', 'OTHER', 4, 7, current_date, now(), '达标')
                """,
                project,
                challenge,
                firm);
    }

    private void product(UUID maker) {
        insert(
                """
                insert into loop.product (maker, district, name, model, listed_on, recorded_at)
                values (?, ?, ?, 'M', current_date, now())
                """,
                maker,
                DISTRICT,
                "产品" + made.incrementAndGet() + UUID.randomUUID());
    }

    private UUID contract(UUID seller, UUID buyer) {
        var id = UUID.randomUUID();
        insert(
                """
                insert into loop.contract (id, number, name, type, seller, seller_district, buyer, buyer_name, buyer_region,
                    total_fen, technical_fen, signed_on, submitted_on, recorded_at)
                values (?, ?, '技术开发', 'DEVELOPMENT', ?, ?, ?, '买方', '310000', 100, 50, current_date, current_date, now())
                """,
                id,
                "ID" + id,
                seller,
                DISTRICT,
                buyer);
        return id;
    }

    private void provision(UUID firm, int node, int share) {
        insert(
                """
                insert into chain.provision (node, organisation, provider_zh, provider_en, country, share, source_title, as_of,
                    confidence, stale_after, recorded_at, synthetic)
                values ((select id from chain.node order by chain, id limit 1 offset ?), ?, ?, 'x', 'CN', ?, '演示',
                    date '2025-01-01', 'SYNTHETIC', date '2027-01-01', now(), true)
                """,
                node,
                firm,
                "供方" + UUID.randomUUID(),
                share);
    }

    private void identifier(UUID firm) {
        insert(
                """
                insert into cluster.identifier (organisation, kind, value, valid, recorded_at)
                values (?, 'DUNS', ?, daterange(date '2020-01-01', null), now())
                """,
                firm,
                "T" + UUID.randomUUID());
    }

    private void link(UUID child, UUID parent) {
        insert(
                """
                insert into cluster.control_link (link, child, parent, kind, share, valid, known, document, as_of)
                values (gen_random_uuid(), ?, ?, 'SUBSIDIARY', 60, daterange(date '2020-01-01', null), tstzrange(now(), null),
                    '演示', date '2025-01-01')
                """,
                child,
                parent);
    }

    private void area(UUID firm, String area, String document) {
        insert(
                """
                insert into cluster.emerging_statement (organisation, area, document, as_of, recorded_at)
                values (?, ?, ?, date '2025-01-01', now())
                """,
                firm,
                area,
                document);
    }

    private void adjusted(UUID firm) {
        insert(
                """
                insert into cluster.adjustment (organisation, district, kind, state, rule, filed_by_name, filed_at, ended_at, document)
                values (?, ?, 'NAME', 'DONE', '{}', '测试', now(), now(), '演示')
                """,
                firm,
                DISTRICT);
    }

    private void report(UUID firm, int year, String datum, String value) {
        by.run(
                CITY,
                () -> reports.report(firm, year, Map.of(datum, new java.math.BigDecimal(value))));
    }

    /** Gives a firm a bit of everything, by chance. */
    private void furnish(UUID firm, UUID outsider, Random random) {
        for (int at = 0; at < 4; at++) {
            var from = LocalDate.of(2018 + random.nextInt(5), 1 + random.nextInt(12), 1);
            var valid = new Period(from, from.plusMonths(6 + random.nextInt(24)));
            var scheme = SCHEMES.get(random.nextInt(SCHEMES.size()));
            try {
                by.run(CITY, () -> by.register.grant(firm, scheme, valid, "演示"));
            } catch (Register.Overlaps e) {
                // it holds that one already
            }
        }
        for (var datum : List.of("revenue", "rd", "staff")) {
            if (random.nextBoolean()) {
                report(firm, 2023 + random.nextInt(2), datum, "" + (100 + random.nextInt(3)));
            }
        }
        account(firm);
        if (random.nextBoolean()) {
            account(firm, outsider);
        }
        challenge(firm);
        var called = challenge(outsider);
        var bid = bid(called, firm, true);
        if (random.nextBoolean()) {
            carriedOut(called, bid, firm);
        }
        identifier(firm);
        link(firm, firm());
        link(firm(), firm);
        area(firm, AREAS.get(random.nextInt(2)), "演示" + random.nextInt(9));
        adjusted(firm);
        product(firm);
        contract(firm, outsider);
        contract(outsider, firm);
        provision(firm, random.nextInt(3), 1 + random.nextInt(9));
        provision(firm, 3 + random.nextInt(3), 1 + random.nextInt(9));
    }

    private Map<String, Side> anyAnswers(UUID giver, UUID taker, Random random) {
        var outlook = by.as(CITY, () -> identities.outlook(giver, taker));
        assertThat(outlook.possible()).isTrue();
        var kept = new HashMap<String, Side>();
        outlook.hindrances()
                .forEach(it -> kept.put(it.key(), random.nextBoolean() ? Side.GIVER : Side.TAKER));
        return kept;
    }

    private List<Holding> known(Instant moment) {
        return by.as(
                CITY,
                () ->
                        by.recognitions.holdings(
                                Set.copyOf(SCHEMES), new AsOf(LocalDate.of(2021, 6, 1), moment)));
    }

    private void nothingOverlapsFor(UUID firm) {
        assertThat(
                        by.count(
                                """
                                select count(*) from cluster.recognition a join cluster.recognition b
                                    on b.organisation = a.organisation and b.scheme = a.scheme and b.id > a.id
                                       and b.valid && a.valid and upper_inf(b.known)
                                where a.organisation = ? and upper_inf(a.known)
                                """,
                                firm))
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void mergeThenUndoRestoresEverything(long seed) {
        var random = new Random(seed);
        var giver = firm();
        var taker = firm();
        var outsider = firm();
        furnish(giver, outsider, random);
        furnish(taker, outsider, random);
        var givers = present(giver);
        var takers = present(taker);
        var before = by.now();
        var knownBefore = known(before);

        var step = merge(giver, taker, anyAnswers(giver, taker, random));

        assertThat(present(giver)).isEmpty();
        assertThat(present(taker)).containsAll(of("fact", takers));
        for (var kind :
                List.of(
                        "account",
                        "challenge",
                        "bid",
                        "project",
                        "outcome",
                        "product",
                        "sold",
                        "bought")) {
            assertThat(of(kind, present(taker)))
                    .containsAll(of(kind, givers))
                    .containsAll(of(kind, takers));
        }
        nothingOverlapsFor(taker);
        assertThat(known(before)).isEqualTo(knownBefore);
        var merged = by.now();
        var knownMerged = known(merged);

        assertThat(undo(step)).isZero();

        assertThat(present(giver)).isEqualTo(givers);
        assertThat(present(taker)).isEqualTo(takers);
        assertThat(known(by.now())).isEqualTo(knownBefore);
        assertThat(known(before)).isEqualTo(knownBefore);
        assertThat(known(merged)).isEqualTo(knownMerged);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void oneAfterTheOtherComesApartInTheOppositeOrder(long seed) {
        var random = new Random(100 + seed);
        var firms = List.of(firm(), firm(), firm());
        var outsider = firm();
        firms.forEach(it -> furnish(it, outsider, random));
        var were = firms.stream().map(this::present).toList();

        var first =
                merge(firms.get(0), firms.get(1), anyAnswers(firms.get(0), firms.get(1), random));
        var second =
                merge(firms.get(1), firms.get(2), anyAnswers(firms.get(1), firms.get(2), random));

        assertThat(by.as(CITY, () -> identities.presentOf(firms.get(0)))).contains(firms.get(2));
        assertThatThrownBy(() -> undo(first)).isInstanceOf(Identities.Buried.class);
        undo(second);
        undo(first);
        assertThat(firms.stream().map(this::present).toList()).isEqualTo(were);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void splitThenUndoRestoresEverything(long seed) {
        var random = new Random(200 + seed);
        var giver = firm();
        var taker = firm();
        var outsider = firm();
        furnish(giver, outsider, random);
        var givers = present(giver);
        var takers = present(taker);
        var chosen = new java.util.TreeSet<String>();
        by.as(CITY, () -> identities.belongings(giver))
                .forEach(group ->
                        group.items()
                                .forEach(it -> {
                                    if (random.nextBoolean()) {
                                        chosen.add(Identities.key(group.kind(), it.id()));
                                    }
                                }));
        chosen.add(
                by.as(CITY, () -> identities.belongings(giver)).stream()
                        .map(it -> Identities.key(it.kind(), it.items().getFirst().id()))
                        .findFirst()
                        .orElseThrow());

        var step =
                by.as(
                        CITY,
                        () -> identities.split(new Identities.Split(giver, taker, chosen, "原是两家")));

        var given = present(taker);
        assertThat(given).hasSizeGreaterThan(takers.size());
        // A bid takes its project and its outcome along; a report is as many lines as it has
        // numbers.
        assertThat(present(giver).size() + given.size()).isEqualTo(givers.size() + takers.size());
        assertThat(undo(step)).isZero();
        assertThat(present(giver)).isEqualTo(givers);
        assertThat(present(taker)).isEqualTo(takers);
    }

    @Test
    void theCodeOfAMergedRecordLeadsToTheOneThatStands() {
        var giver = firm();
        var taker = firm();
        var code = organisations.find(giver).orElseThrow().key();
        var name = organisations.find(giver).orElseThrow().name();
        merge(giver, taker);

        assertThat(organisations.find(giver)).isEmpty();
        assertThat(organisations.findByKey(code).orElseThrow().id()).isEqualTo(taker);
        assertThat(organisations.byKey(Set.of(code)).values())
                .extracting(Organisation::id)
                .containsExactly(taker);
        assertThat(organisations.byId(Set.of(giver)).values())
                .extracting(Organisation::name)
                .containsExactly(name);
        assertThatThrownBy(() -> hold(giver, "unicorn", "2024-01-01", "2025-01-01"))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void nothingNewHangsOnAMergedRecordEvenWithoutOurChecks() {
        var giver = firm();
        merge(giver, firm());
        assertThatThrownBy(() -> challenge(giver))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("merged");
        assertThatThrownBy(() -> product(giver))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void ofTwoThatHoldTheSameTheChosenStaysAndTheStockCountsOne() {
        for (var side : Side.values()) {
            var giver = firm();
            var taker = firm();
            var givers = hold(giver, "unicorn", "2030-01-01", "2031-01-01");
            var takers = hold(taker, "unicorn", "2030-06-01", "2031-06-01");
            var free = hold(giver, "unicorn", "2035-01-01", "2036-01-01");
            var stock = stock();

            var step = merge(giver, taker, Map.of("recognition:" + givers, side));

            assertThat(by.register.history(taker, by.now()))
                    .extracting(Register.Held::recognition)
                    .containsExactlyInAnyOrder(free, side == Side.GIVER ? givers : takers);
            assertThat(stock()).isEqualTo(stock - 1);
            var gone = side == Side.GIVER ? takers : givers;
            var paper = certificate(gone);
            assertThat(paper.reason()).isEqualTo("同一机构");
            assertThat(
                            by.as(
                                    CITY,
                                    () ->
                                            certificates.endedEarly(
                                                    paper.status().list(),
                                                    LocalDate.of(2030, 7, 1))))
                    .hasValueSatisfying(it -> assertThat(it).contains(paper.status().index()));

            undo(step);

            assertThat(stock()).isEqualTo(stock);
            assertThat(certificate(gone).reason()).isNull();
        }
    }

    private long stock() {
        return by.as(
                        CITY,
                        () ->
                                by.recognitions.stocks(
                                        List.of(Set.of("unicorn")),
                                        new AsOf(LocalDate.of(2030, 7, 1), by.now())))
                .getFirst()
                .held();
    }

    private Certificate certificate(UUID recognition) {
        var number =
                by.as(
                        CITY,
                        () ->
                                jdbc.sql(
                                                "select number from cluster.certificate where recognition = ?")
                                        .param(recognition)
                                        .query(String.class)
                                        .single());
        return by.as(CITY, () -> certificates.numbered(new CertificateNumber(number)))
                .orElseThrow();
    }

    @Test
    void theCertificateOfAMergedRecordKeepsTheNameThatItWasIssuedTo() {
        var giver = firm();
        var taker = firm();
        var held = hold(giver, "unicorn", "2040-01-01", "2041-01-01");
        var name = organisations.find(giver).orElseThrow().name();
        merge(giver, taker);
        var paper = certificate(held);
        assertThat(paper.organisation()).isEqualTo(taker);
        assertThat(paper.holder().zh()).isEqualTo(name);
        assertThat(paper.presentHolder().zh())
                .isEqualTo(organisations.find(taker).orElseThrow().name());
    }

    @Test
    void numbersThatDifferAreAskedAbout() {
        var giver = firm();
        var taker = firm();
        report(giver, 2024, "revenue", "100");
        report(giver, 2024, "staff", "7");
        report(giver, 2024, "rd", "9");
        report(taker, 2024, "revenue", "120");
        report(taker, 2024, "staff", "7");
        var outlook = by.as(CITY, () -> identities.outlook(giver, taker));
        assertThat(outlook.hindrances())
                .extracting(Identities.Hindrance::key)
                .containsExactly("report:2024/revenue");

        var step = merge(giver, taker, Map.of("report:2024/revenue", Side.GIVER));

        assertThat(of("reported", present(taker)))
                .containsExactly(
                        "reported (rd,2024,9.0000)",
                        "reported (revenue,2024,100.0000)",
                        "reported (staff,2024,7.0000)");
        report(taker, 2024, "rd", "11");
        undo(step);
        assertThat(of("reported", present(giver)))
                .containsExactly(
                        "reported (rd,2024,9.0000)",
                        "reported (revenue,2024,100.0000)",
                        "reported (staff,2024,7.0000)");
        // What was corrected since stays as it was corrected; what was taken back is as before.
        assertThat(of("reported", present(taker)))
                .containsExactly(
                        "reported (rd,2024,11.0000)",
                        "reported (revenue,2024,120.0000)",
                        "reported (staff,2024,7.0000)");
        assertThat(by.as(CITY, () -> reports.history(giver, 2024)))
                .extracting(Reports.Submission::way)
                .startsWith(Reports.Way.IDENTITY, Reports.Way.IDENTITY);
    }

    @Test
    void aDraftGoesAlongAndComesBack() {
        var giver = firm();
        var taker = firm();
        report(giver, 2024, "revenue", "100");
        for (var firm : List.of(giver, taker)) {
            var account = account(firm);
            by.run(
                    new Viewer(account, "企", Role.ENTERPRISE, Set.of(firm), null),
                    () ->
                            jdbc.sql(
                                            """
                                            insert into cluster.report_draft (account, organisation, year, seen, typed, saved_at)
                                            values (?, ?, 2024, 0, '{"staff": "9"}', now())
                                            """)
                                    .params(account, firm)
                                    .update());
        }
        var givers = present(giver);
        var takers = present(taker);
        var step = merge(giver, taker);
        assertThat(of("draft", present(taker))).hasSize(2);
        undo(step);
        assertThat(present(giver)).isEqualTo(givers);
        assertThat(present(taker)).isEqualTo(takers);
    }

    @Test
    void twoApplicationsUnderWayForTheSameStandInTheWay() {
        var one = by.firm(DISTRICT);
        var other = by.firm(DISTRICT);
        var round = by.call("etc-city", null, Map.of());
        var first = by.submitted(round, one);
        by.submitted(round, other);
        var giver = one.onlyOrganisation();
        var taker = other.onlyOrganisation();

        assertThatThrownBy(() -> merge(giver, taker)).isInstanceOf(Identities.Hindered.class);
        assertThat(present(giver)).isNotEmpty();

        by.run(one, () -> by.applications.withdraw(first, "重复申请"));
        var step = merge(giver, taker);
        assertThat(of("application", present(taker))).hasSize(2);
        assertThat(of("file", present(giver))).isEmpty();
        undo(step);
        assertThat(of("application", present(giver))).hasSize(1);
    }

    @Test
    void aSealedBidFollowsAndStaysSealed() {
        var giver = firm();
        var taker = firm();
        var called = challenge(firm());
        insert(
                "update challenge.challenge set bid_deadline = now() + interval '5 days' where id = ?",
                called);
        var id = UUID.randomUUID();
        insert(
                """
                insert into challenge.bid (id, challenge, organisation, approach, price_fen, promises, digest, submitted_at)
                values (?, ?, ?, '…', 100, '{}', 'd', now())
                """,
                id,
                called,
                giver);

        var outlook = by.as(CITY, () -> identities.outlook(giver, taker));

        assertThat(outlook.passing().getFirst().items())
                .containsExactly(
                        new Belongings.Item(
                                id.toString(),
                                new yanzhen.app.kernel.Bilingual("密封中的揭榜申请", "A sealed bid"),
                                null));
        var step = merge(giver, taker);
        assertThat(
                        by.as(
                                CITY,
                                () ->
                                        jdbc.sql("select count(*) from challenge.bid where id = ?")
                                                .param(id)
                                                .query(Long.class)
                                                .single()))
                .isZero();
        undo(step);
    }

    @Test
    void bothBidsOnTheSameStayWhereTheyWereMade() {
        var giver = firm();
        var taker = firm();
        var called = challenge(firm());
        bid(called, giver, false);
        bid(called, taker, true);
        var between = contract(giver, taker);
        var outlook = by.as(CITY, () -> identities.outlook(giver, taker));
        assertThat(outlook.hindrances())
                .extracting(it -> it.clash().code())
                .containsExactlyInAnyOrder("bid-twice", "contract-between");
        assertThat(outlook.size()).isZero();
        merge(giver, taker);
        assertThat(of("bid", present(giver))).hasSize(1);
        assertThat(of("sold", present(giver))).containsExactly("sold " + between);
    }

    @Test
    void whoLosesAMandateMeanwhileDoesNotGetTheOldOneBack() {
        var giver = firm();
        var taker = firm();
        var account = account(giver);
        var both = account(giver, taker);
        var step = merge(giver, taker);
        assertThat(of("account", present(taker))).contains("account " + account, "account " + both);
        by.run(Viewer.SYSTEM, () -> accounts.endMandate(account, taker));

        assertThat(undo(step)).isOne();

        assertThat(of("account", present(giver))).containsExactly("account " + both);
        assertThat(of("account", present(taker))).containsExactly("account " + both);
        assertThat(
                        by.as(CITY, () -> identities.passed(step)).stream()
                                .filter(it -> it.id().equals(account.toString())))
                .singleElement()
                .extracting(Identities.Passed::returned)
                .isEqualTo(false);
    }

    @Test
    void onlyWhatWasLookedAtIsDecided() {
        var giver = firm();
        var taker = firm();
        var seen = by.as(CITY, () -> identities.outlook(giver, taker)).fingerprint();
        hold(giver, "unicorn", "2024-01-01", "2025-01-01");
        var merge = new Merge(giver, taker, Map.of(), "同一机构", seen);
        assertThatThrownBy(() -> by.as(CITY, () -> identities.merge(merge)))
                .isInstanceOf(Identities.Shifted.class);
    }

    @Test
    void onlyTheCityMergesSplitsAndUndoes() {
        var giver = firm();
        var taker = firm();
        var step = merge(giver, taker);
        var district = Applicants.officerOf(DISTRICT);
        assertThatThrownBy(() -> by.as(district, () -> identities.undo(step, "区里觉得不对")))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> by.as(district, () -> identities.outlook(taker, firm())))
                .isInstanceOf(Forbidden.class);
        assertThat(by.as(Viewer.VISITOR, () -> identities.steps(taker))).hasSize(1);
        assertThat(by.as(Viewer.VISITOR, () -> identities.passed(step))).isEmpty();
        var rows =
                by.as(
                        Viewer.VISITOR,
                        () ->
                                jdbc.sql("select count(*) from cluster.identity_item")
                                        .query(Long.class)
                                        .single());
        assertThat(rows).isZero();
    }

    @Test
    void aPackThatIsLoadedAgainLeavesAMergeAsItIs() {
        var some =
                by.as(
                        Viewer.SYSTEM,
                        () ->
                                jdbc.sql(
                                                """
                                                select m.organisation from access.mandate m
                                                join access.account a on a.id = m.account and a.synthetic
                                                join cluster.recognition r on r.organisation = m.organisation and upper_inf(r.known)
                                                join cluster.organisation o on o.id = m.organisation and o.synthetic
                                                where a.login not like 'identity-%' limit 1
                                                """)
                                        .query(UUID.class)
                                        .single());
        var taker = firm();
        var step = merge(some, taker);
        var stood = present(taker);
        Applicants.of(application);
        assertThat(present(taker)).isEqualTo(stood);
        assertThat(present(some)).isEmpty();
        undo(step);
    }

    /** Whoever comes second finds that the first was there; nothing is lost between them. */
    @Test
    void ofManyWhoMergeAtOnceOneWins() throws Exception {
        var one = firm();
        var other = firm();
        hold(one, "unicorn", "2024-01-01", "2025-01-01");
        hold(other, "gazelle", "2024-01-01", "2025-01-01");
        var works = new ArrayList<Callable<Boolean>>();
        for (int at = 0; at < 16; at++) {
            boolean there = at % 2 == 0;
            works.add(() -> won(() -> merge(there ? one : other, there ? other : one)));
        }
        assertThat(together(works)).filteredOn(it -> it).hasSize(1);
        assertThat(
                        of("recognition", present(one)).size()
                                + of("recognition", present(other)).size())
                .isEqualTo(2);
    }

    @Test
    void whatIsGrantedDuringAMergeIsNeverLeftBehind() throws Exception {
        for (int round = 0; round < 5; round++) {
            var giver = firm();
            var taker = firm();
            var works = new ArrayList<Callable<Boolean>>();
            works.add(() -> won(() -> merge(giver, taker)));
            IntStream.range(0, 8)
                    .forEach(at ->
                            works.add(() ->
                                    won(() ->
                                            hold(
                                                    giver,
                                                    "unicorn",
                                                    (2000 + at) + "-01-01",
                                                    (2000 + at) + "-12-31"))));
            var won = together(works);
            assertThat(won.getFirst()).isTrue();
            assertThat(present(giver)).isEmpty();
            assertThat(of("recognition", present(taker)))
                    .hasSize((int) won.stream().filter(it -> it).count() - 1);
        }
    }

    private static boolean won(Runnable work) {
        try {
            work.run();
            return true;
        } catch (Conflict | NotFound | DataIntegrityViolationException e) {
            return false;
        }
    }

    private static List<Boolean> together(List<Callable<Boolean>> works) throws Exception {
        try (var threads = Executors.newFixedThreadPool(works.size())) {
            var done = new ArrayList<Boolean>();
            for (var it : threads.invokeAll(works)) {
                done.add(it.get());
            }
            return done;
        }
    }
}
