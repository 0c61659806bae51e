package yanzhen.app.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.challenge.Wall.Content;
import yanzhen.app.challenge.Wall.Target;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/**
 * 500 bidders in the last minute before a deadline, half of them in its last ten seconds and a
 * tenth in the very last one, and some that are late. Each is sent when its time has come, whatever
 * has become of the others. Asserts that nobody who sent in time is lost or late, that nobody late
 * is taken, and no time; the baseline of the same run is the same crowd that only reads the
 * challenge. Run by {@code bench/last-minute.sh}.
 */
@Tag("bench")
@IntegrationTest
class LastMinuteBench {

    private static final int BIDDERS = Integer.getInteger("bench.bidders", 500);
    private static final int LATE = BIDDERS / 10;
    private static final Duration MINUTE = Duration.ofSeconds(60);

    @Autowired PackLoader loader;
    @Autowired Organisations organisations;
    @Autowired Wall wall;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired ApplicationContext application;
    @Autowired Clock clock;
    @LocalServerPort int port;

    private final Random random = new Random(7);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private record Bidder(UUID organisation, String login) {}

    /**
     * What became of one request.
     *
     * @param before how long before the deadline it was sent; negative after it
     * @param took until the answer was read, from the moment at which it was to be sent
     */
    private record Sent(Duration before, Duration took, int status, String body) {}

    @Test
    void measures() throws Exception {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), true)));
        var owner =
                asOfficer(() -> organisations.findByCode(new CreditCode("11310120DEM000327K")))
                        .map(Organisation::id)
                        .orElseThrow();
        var bidders = bidders();
        var reading = published(owner, Duration.ofHours(1));
        crowd(bidders, clock.instant().plusSeconds(5), it -> read(reading, it));
        System.out.println(
                "| %d in the last minute | median ms | 95th percentile ms | 99th percentile ms | longest ms |"
                        .formatted(BIDDERS));
        System.out.println("|---|--:|--:|--:|--:|");
        report(
                "baseline: the challenge is read",
                crowd(bidders, clock.instant().plus(MINUTE), it -> read(reading, it)));

        var challenge = published(owner, MINUTE.plusSeconds(2));
        var deadline = deadlineOf(challenge);
        var sent = crowd(bidders, deadline, it -> bid(challenge, it));

        var inTime = sent.stream().filter(it -> it.before.isPositive()).toList();
        report("a bid is handed in", inTime);
        var refused = inTime.stream().filter(it -> it.status != 201).toList();
        assertThat(refused).isEmpty();
        var late = sent.stream().filter(it -> !it.before.isPositive()).toList();
        assertThat(late)
                .hasSizeGreaterThanOrEqualTo(LATE)
                .allSatisfy(it -> assertThat(it.status).isEqualTo(409));
        assertThat(wall.bidsAtClosing(challenge)).isEqualTo(inTime.size());
        var stored = asOfficer(() -> wall.bids(challenge));
        assertThat(stored)
                .hasSize(inTime.size())
                .allSatisfy(it -> assertThat(it.submittedAt()).isBefore(deadline));
        System.out.printf(
                Locale.ROOT,
                "%n%d sent before the deadline, %d stored, 0 lost, 0 refused; %d sent at it or after it, all refused.%n",
                inTime.size(),
                stored.size(),
                late.size());
    }

    /** Every bidder sends once at a time of its own; the last ones are late on purpose. */
    private List<Sent> crowd(
            List<Bidder> bidders, Instant deadline, Function<Bidder, HttpResponse<String>> request)
            throws InterruptedException, ExecutionException {
        var answers = new ArrayList<Future<Sent>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int at = 0; at < bidders.size(); at++) {
                var bidder = bidders.get(at);
                var before = before(at);
                answers.add(threads.submit(() -> send(bidder, deadline, before, request)));
            }
            var sent = new ArrayList<Sent>();
            for (var answer : answers) {
                sent.add(answer.get());
            }
            return sent;
        }
    }

    private Sent send(
            Bidder bidder,
            Instant deadline,
            Duration before,
            Function<Bidder, HttpResponse<String>> request)
            throws InterruptedException {
        var due = deadline.minus(before);
        var wait = Duration.between(clock.instant(), due);
        if (wait.isPositive()) {
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        }
        var answer = request.apply(bidder);
        return new Sent(
                before, Duration.between(due, clock.instant()), answer.statusCode(), answer.body());
    }

    /** Milliseconds before the deadline; none is nearer to it than the clocks of two threads. */
    private Duration before(int bidder) {
        if (bidder >= BIDDERS) {
            return Duration.ofMillis(-random.nextLong(500));
        }
        long span =
                switch (bidder % 10) {
                    case 0 -> 1_000;
                    case 1, 2, 3, 4 -> 10_000;
                    default -> MINUTE.toMillis() - 1_000;
                };
        return Duration.ofMillis(100 + random.nextLong(span - 100));
    }

    private HttpResponse<String> read(UUID challenge, Bidder bidder) {
        return answer(request("/api/v1/challenges/" + challenge, bidder).GET());
    }

    private HttpResponse<String> bid(UUID challenge, Bidder bidder) {
        var body =
                """
                {"organisation": "%s", "approach": "自研工艺，分三期：样机、中试、批量，每期都有第三方检测。", "price": "%d", "promises": ["95"]}
                """
                        .formatted(bidder.organisation, 4_000_000 + random.nextInt(900_000));
        return answer(
                request("/api/v1/challenges/" + challenge + "/bids", bidder)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, Bidder bidder) {
        var pair = (bidder.login + ":" + TestAccounts.PASSWORD).getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    private HttpResponse<String> answer(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("A request got no answer.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static void report(String what, List<Sent> sent) {
        var times = sent.stream().mapToLong(it -> it.took.toMillis()).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d |%n",
                what,
                times[times.length / 2],
                times[times.length * 95 / 100],
                times[times.length * 99 / 100],
                times[times.length - 1]);
    }

    private List<Bidder> bidders() {
        var accounts = TestAccounts.of(application);
        return made().stream()
                .map(it -> new Bidder(it, accounts.open(Role.ENTERPRISE, null, Set.of(it)).login()))
                .toList();
    }

    /** Made-up bodies, said to be. */
    private List<UUID> made() {
        return Viewers.doAs(
                Viewer.SYSTEM,
                () ->
                        java.util.Objects.requireNonNull(
                                transaction.execute(_ ->
                                        IntStream.range(0, BIDDERS + LATE)
                                                .mapToObj(this::made)
                                                .toList())));
    }

    private UUID made(int number) {
        var id =
                jdbc.sql(
                                """
                                insert into cluster.organisation (code, synthetic, created_at)
                                values ('91310115M' || lpad(?, 8, '0') || '0', true, now()) returning id
                                """)
                        .param(String.valueOf(number))
                        .query(UUID.class)
                        .single();
        jdbc.sql(
                        """
                        insert into cluster.organisation_fact (organisation, name, kind, district, recorded_at)
                        values (?, ?, 'ENTERPRISE', '310115', now())
                        """)
                .params(id, "揭榜试算企业" + number)
                .update();
        return id;
    }

    private UUID published(UUID owner, Duration open) {
        var content =
                new Content(
                        null,
                        owner,
                        "最后一分钟 " + UUID.randomUUID(),
                        "替代进口",
                        BaseCategory.CORE_COMPONENT,
                        Yuan.of("5000000"),
                        "演示市产业主管部门",
                        "归揭榜单位，需求单位优先使用",
                        "首批采购 20 套",
                        clock.instant().plus(open),
                        LocalDate.now(clock).plusMonths(12),
                        List.of(new Target("良率", true, new BigDecimal("92"), "%", "连续 30 批抽检")));
        var id = asOfficer(() -> wall.draft(content));
        asOfficer(() -> {
            wall.publish(id);
            return id;
        });
        return id;
    }

    private Instant deadlineOf(UUID challenge) {
        return java.util.Objects.requireNonNull(
                asOfficer(() -> wall.find(challenge).orElseThrow()).content().bidDeadline());
    }

    private static <T> T asOfficer(Supplier<T> work) {
        return Viewers.doAs(
                new Viewer(UUID.randomUUID(), "测试", Role.CITY_OFFICER, Set.of(), null), work);
    }
}
