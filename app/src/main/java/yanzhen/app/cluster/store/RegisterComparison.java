package yanzhen.app.cluster.store;

import jakarta.annotation.PreDestroy;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.identity.KnownOrganisations;
import yanzhen.identity.Listing;
import yanzhen.identity.Match;

/**
 * 登记簿自比: every name and address of the register against all others, aside. Codes are not compared:
 * two records of one body have two.
 */
@Component
class RegisterComparison {

    private static final Logger LOG = LoggerFactory.getLogger(RegisterComparison.class);

    private final ExecutorService one =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("comparison").factory());
    private volatile CompletableFuture<Void> atWork = CompletableFuture.completedFuture(null);
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final Clock clock;

    RegisterComparison(
            JdbcClient jdbc, TransactionTemplate transaction, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
    }

    /** Once the transaction at hand is through. */
    void begin(UUID run, Viewer viewer) {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        atWork =
                                CompletableFuture.runAsync(
                                        () -> Viewers.doAs(viewer, () -> compare(run, viewer)),
                                        one);
                    }
                });
    }

    void await(Duration patience) {
        try {
            atWork.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // the page says that it is under way
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void compare(UUID run, Viewer viewer) {
        try {
            transaction.executeWithoutResult(_ -> keep(run, viewer));
        } catch (RuntimeException e) {
            LOG.error("Comparison {} of the register failed", run, e);
            transaction.executeWithoutResult(_ -> end(run, 0, 0));
        }
    }

    /** Organisations in the order of the listings. */
    private record Names(List<UUID> ids, List<Listing> listings) {}

    /** A pair by places in the list, the smaller id first. */
    private record Alike(int one, Match match) {}

    private void keep(UUID run, Viewer viewer) {
        var names = names();
        var known = KnownOrganisations.of(names.listings);
        var pairs =
                IntStream.range(0, names.ids.size())
                        .parallel()
                        .boxed()
                        .flatMap(at -> alike(at, known, names))
                        .toList();
        int found = store(pairs, names, viewer);
        end(run, names.ids.size(), found);
    }

    /** Each pair once: with the smaller id. */
    private static Stream<Alike> alike(int at, KnownOrganisations known, Names names) {
        return known.others(at).stream()
                .filter(Likeness::enough)
                .filter(it ->
                        names.ids.get(at).toString().compareTo(names.ids.get(it.entry()).toString())
                                < 0)
                .map(it -> new Alike(at, it));
    }

    private Names names() {
        var ids = new ArrayList<UUID>();
        var listings = new ArrayList<Listing>();
        jdbc.sql(
                        """
                        select f.organisation, f.name, f.name_en, f.address, r.name_zh as place,
                               array(select distinct p.name from cluster.organisation_fact p
                                     where p.organisation = f.organisation and p.superseded_at is not null
                                       and p.name <> f.name) as former
                        from cluster.organisation_fact f
                        left join cluster.region r on r.code = f.district and r.kind = 'district'
                        where f.superseded_at is null order by f.organisation
                        """)
                .query(row -> {
                    var former = (String[]) row.getArray("former").getArray();
                    ids.add(row.getObject("organisation", UUID.class));
                    listings.add(
                            new Listing(
                                    Stream.concat(
                                                    Stream.of(row.getString("name")),
                                                    Stream.concat(
                                                            Stream.of(former),
                                                            Stream.ofNullable(
                                                                    row.getString("name_en"))))
                                            .toList(),
                                    null,
                                    Likeness.place(
                                            row.getString("place"), row.getString("address"))));
                });
        return new Names(List.copyOf(ids), List.copyOf(listings));
    }

    /** Pairs that were found, reported or decided before stay as they are. */
    private int store(List<Alike> pairs, Names names, Viewer viewer) {
        return jdbc.sql(
                        """
                        insert into cluster.duplicate (one, other, probability, reasons, found_at, found_by)
                        select u.one, u.other, u.probability, u.reasons::jsonb, ?, ?
                        from unnest(?::uuid[], ?::uuid[], ?::numeric[], ?::text[]) as u (one, other, probability, reasons)
                        on conflict (one, other) do nothing
                        """)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(viewer.name())
                .param(pairs.stream().map(it -> names.ids.get(it.one)).toArray(UUID[]::new))
                .param(
                        pairs.stream()
                                .map(it -> names.ids.get(it.match.entry()))
                                .toArray(UUID[]::new))
                .param(pairs.stream().map(it -> Likeness.of(it.match)).toArray(BigDecimal[]::new))
                .param(pairs.stream().map(it -> reasons(it.match)).toArray(String[]::new))
                .update();
    }

    private String reasons(Match match) {
        return json.writeValueAsString(Likeness.reasons(match));
    }

    private void end(UUID run, int compared, int found) {
        jdbc.sql("update cluster.comparison set ended_at = ?, compared = ?, found = ? where id = ?")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(compared)
                .param(found)
                .param(run)
                .update();
    }

    @PreDestroy
    void stop() {
        one.shutdownNow();
    }
}
