package yanzhen.app.cluster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.identity.KnownOrganisations;
import yanzhen.identity.Listing;
import yanzhen.identity.Match;

/**
 * 名录: whom of the register a name means, kept in memory until the register changes.
 *
 * <p>Each organisation is there with its present and all former names, those of records that were
 * merged into it, its key and its place. When a few change, only those are read anew and stand
 * beside the others, weighed by how rare names are among all; when more than 2,000 have, all are.
 * Takes about 1 kB for each organisation, which is given up when memory is short.
 *
 * <p>All inside a transaction. One that has changed the register itself looks at its own state and
 * keeps nothing.
 */
@Component
class RegisterIndex {

    private static final int MOST_LATER = 2_000;

    /** Marks that lie further back have long been seen; see {@code change_mark}. */
    private static final String MARKS =
            """
            select id, organisations from cluster.register_mark
            where id > (select coalesce(max(id), 0) - 10000 from cluster.register_mark)
            """;

    /** Tells cheaply whether there is another mark. */
    private static final String LATEST =
            """
            select count(*) || '-' || coalesce(max(id), 0) from cluster.register_mark
            where id > (select coalesce(max(id), 0) - 10000 from cluster.register_mark)
            """;

    /** The two gaps take what to read: all, or a few. */
    private static final String ENTRIES =
            """
            with merged as materialized (
                select m.id, cluster.present_of(m.id) as present
                from cluster.organisation m where m.merged_into is not null),
            past as (
                select coalesce(m.present, p.organisation) as organisation, p.name, max(p.superseded_at) as ended
                from cluster.organisation_fact p left join merged m on m.id = p.organisation
                where p.superseded_at is not null %s group by 1, 2),
            former as (
                select organisation, array_agg(name order by ended desc) as names from past group by organisation)
            select o.id, o.key, f.name, f.name_en, f.address, r.name_zh as place,
                   coalesce(array_remove(p.names, f.name), '{}') as former
            from cluster.organisation o
            join cluster.organisation_fact f on f.organisation = o.id and f.superseded_at is null
            left join cluster.region r on r.code = f.district and r.kind = 'district'
            left join former p on p.organisation = o.id
            %s order by o.key
            """;

    private static final String PAST_OF_SOME =
            """
            and p.organisation in (select unnest(?::uuid[]) union select id from merged where present = any (?::uuid[]))
            """;

    /** One organisation. */
    record Entry(UUID organisation, String key, Listing listing) {}

    /** An organisation that may be meant. */
    record Like(Entry entry, Match match) {}

    /** All of them, by their places in the lists. */
    record Whole(List<Entry> entries, KnownOrganisations known) {}

    /**
     * The register as it was at some marks.
     *
     * @param whole as it was when all were read
     * @param changed organisations that count in {@code later} only, if at all
     */
    record Known(
            String latest,
            Set<Long> marks,
            Whole whole,
            Set<UUID> changed,
            List<Entry> later,
            @Nullable KnownOrganisations beside) {

        /** Who may be meant, the likeliest first. */
        List<Like> like(Listing listing) {
            var first =
                    whole.known.like(listing).stream()
                            .map(it -> new Like(whole.entries.get(it.entry()), it))
                            .filter(it -> !changed.contains(it.entry.organisation));
            var second =
                    beside == null
                            ? Stream.<Like>of()
                            : beside.like(listing).stream()
                                    .map(it -> new Like(later.get(it.entry()), it));
            return Stream.concat(first, second)
                    .sorted(
                            java.util.Comparator.comparingDouble((Like it) -> -it.match.bits())
                                    .thenComparing(it -> it.entry.key))
                    .toList();
        }

        /** Others, weighed by how rare names are in the register. */
        KnownOrganisations others(List<Listing> listings) {
            return whole.entries.size() < listings.size()
                    ? KnownOrganisations.of(listings)
                    : whole.known.beside(listings);
        }
    }

    private final JdbcClient jdbc;
    private final ReentrantLock lock = new ReentrantLock();
    private java.lang.ref.SoftReference<@Nullable Known> kept =
            new java.lang.ref.SoftReference<>(null);

    RegisterIndex(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** As it is now. */
    Known now() {
        return locked(() -> {
            var before = kept.get();
            var latest = jdbc.sql(LATEST).query(String.class).single();
            return before != null && before.latest.equals(latest)
                    ? before
                    : keep(before == null ? read(latest) : after(before, latest));
        });
    }

    /** As it is now, all in one. */
    Whole whole() {
        return locked(() -> {
            var known = now();
            return known.changed.isEmpty() ? known.whole : keep(read(known.latest)).whole;
        });
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Unless the transaction has changed something itself, which may be taken back. */
    private Known keep(Known known) {
        boolean own =
                jdbc.sql("select coalesce(current_setting('yanzhen.marked', true), '') = 'yes'")
                        .query(Boolean.class)
                        .single();
        if (!own) {
            kept = new java.lang.ref.SoftReference<>(known);
        }
        return known;
    }

    /** A mark and what it names; null when it names nobody. */
    private record Mark(long id, @Nullable List<UUID> organisations) {}

    private List<Mark> marks() {
        return jdbc.sql(MARKS)
                .query((row, _) -> {
                    var named = row.getArray(2);
                    return new Mark(
                            row.getLong(1),
                            named == null ? null : List.of((UUID[]) named.getArray()));
                })
                .list();
    }

    private static Set<Long> ids(List<Mark> marks) {
        var ids = new HashSet<Long>();
        marks.forEach(it -> ids.add(it.id));
        return ids;
    }

    /** The marks come first: what is read after them is at least as new. */
    private Known read(String latest) {
        var marks = ids(marks());
        var entries = jdbc.sql(ENTRIES.formatted("", "")).query((row, _) -> entry(row)).list();
        var known = KnownOrganisations.of(entries.stream().map(Entry::listing).toList());
        return new Known(latest, marks, new Whole(entries, known), Set.of(), List.of(), null);
    }

    private Known after(Known before, String latest) {
        var marks = marks();
        var changed = new HashSet<>(before.changed);
        for (var mark : marks) {
            if (!before.marks.contains(mark.id)) {
                if (mark.organisations == null) {
                    return read(latest);
                }
                changed.addAll(mark.organisations);
            }
        }
        if (changed.size() > MOST_LATER) {
            return read(latest);
        }
        var later = some(changed);
        return new Known(
                latest,
                ids(marks),
                before.whole,
                changed,
                later,
                before.whole.known.beside(later.stream().map(Entry::listing).toList()));
    }

    private List<Entry> some(Set<UUID> organisations) {
        var ids = organisations.toArray(UUID[]::new);
        return jdbc.sql(ENTRIES.formatted(PAST_OF_SOME, "where o.id = any (?)"))
                .param(ids)
                .param(ids)
                .param(ids)
                .query((row, _) -> entry(row))
                .list();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        var names = new ArrayList<String>();
        names.add(row.getString("name"));
        names.addAll(List.of((String[]) row.getArray("former").getArray()));
        Stream.ofNullable(row.getString("name_en")).forEach(names::add);
        var key = Objects.requireNonNull(row.getString("key"));
        return new Entry(
                row.getObject("id", UUID.class),
                key,
                new Listing(
                        names,
                        key,
                        Likeness.place(row.getString("place"), row.getString("address"))));
    }
}
