package yanzhen.app.cluster.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import yanzhen.identity.Finding;
import yanzhen.identity.KnownOrganisations;
import yanzhen.identity.Listing;
import yanzhen.identity.Match;

/**
 * 按名称识别: which organisation of the register a name means, by its present and all former names, and
 * those of records that were merged into it. The register as it was when the first name was asked
 * for.
 */
final class RegisterNames {

    private static final int PERCENT = 100;

    private final List<Listing> listings;
    private final KnownOrganisations known;
    private final Map<String, String> meanings;
    private final Map<String, Finding> asked = new HashMap<>();

    private RegisterNames(List<Listing> listings, Map<String, String> meanings) {
        this.listings = listings;
        this.meanings = meanings;
        this.known = KnownOrganisations.of(listings);
    }

    static RegisterNames of(JdbcClient jdbc) {
        var listings = new ArrayList<Listing>();
        jdbc.sql(
                        """
                        with merged as materialized (
                            select m.id, cluster.present_of(m.id) as present
                            from cluster.organisation m where m.merged_into is not null),
                        past as (
                            select coalesce(m.present, p.organisation) as organisation, p.name, max(p.superseded_at) as ended
                            from cluster.organisation_fact p left join merged m on m.id = p.organisation
                            where p.superseded_at is not null group by 1, 2),
                        former as (
                            select organisation, array_agg(name order by ended desc) as names from past group by organisation)
                        select o.key, f.name, f.name_en, coalesce(array_remove(p.names, f.name), '{}') as former
                        from cluster.organisation o
                        join cluster.organisation_fact f on f.organisation = o.id and f.superseded_at is null
                        left join former p on p.organisation = o.id
                        order by o.key
                        """)
                .query(row -> {
                    var former = (String[]) row.getArray("former").getArray();
                    var english = Stream.ofNullable(row.getString("name_en"));
                    var names =
                            Stream.concat(
                                            Stream.of(row.getString("name")),
                                            Stream.concat(Stream.of(former), english))
                                    .toList();
                    listings.add(new Listing(names, row.getString("key"), null));
                });
        var meanings = new HashMap<String, String>();
        jdbc.sql(
                        """
                        select m.written, o.key from cluster.name_meaning m
                        join cluster.organisation o on o.id = cluster.present_of(m.organisation)
                        """)
                .query(row -> {
                    meanings.put(row.getString(1), row.getString(2));
                });
        return new RegisterNames(List.copyOf(listings), Map.copyOf(meanings));
    }

    Finding find(String name) {
        return asked.computeIfAbsent(name, it -> known.find(Listing.named(it)));
    }

    /** What somebody has decided that the name means, by its key; null when nobody has. */
    @Nullable String meant(String name) {
        return meanings.get(name);
    }

    /** Keys of those who may be meant with their likelihood in percent, for a decision. */
    String keys(List<Match> candidates) {
        return String.join(
                "\t",
                candidates.stream()
                        .map(it ->
                                "%s:%d"
                                        .formatted(
                                                key(it),
                                                (int) Math.floor(it.probability() * PERCENT)))
                        .toList());
    }

    /** What the organisation is told apart by. */
    String key(Match match) {
        return String.valueOf(listing(match).code());
    }

    /** Names and keys of those who may be meant, the likeliest first. */
    String said(List<Match> candidates) {
        return String.join(
                "、",
                candidates.stream()
                        .map(it -> listing(it).names().getFirst() + " " + key(it))
                        .toList());
    }

    private Listing listing(Match match) {
        return listings.get(match.entry());
    }
}
