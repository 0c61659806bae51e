package yanzhen.app.cluster.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import yanzhen.identity.Finding;
import yanzhen.identity.KnownOrganisations;
import yanzhen.identity.Listing;
import yanzhen.identity.Match;

/**
 * 按名称识别: which organisation of the register a name means, by its present and all former names. The
 * register as it was when the first name was asked for.
 */
final class RegisterNames {

    private final List<Listing> listings;
    private final KnownOrganisations known;
    private final Map<String, Finding> asked = new HashMap<>();

    private RegisterNames(List<Listing> listings) {
        this.listings = listings;
        this.known = KnownOrganisations.of(listings);
    }

    static RegisterNames of(JdbcClient jdbc) {
        var listings = new ArrayList<Listing>();
        jdbc.sql(
                        """
                        select o.key, f.name, f.name_en,
                               array(select p.name from cluster.organisation_fact p
                                     where p.organisation = o.id and p.superseded_at is not null and p.name <> f.name
                                     group by p.name order by max(p.superseded_at) desc) as former
                        from cluster.organisation o
                        join cluster.organisation_fact f on f.organisation = o.id and f.superseded_at is null
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
        return new RegisterNames(List.copyOf(listings));
    }

    Finding find(String name) {
        return asked.computeIfAbsent(name, it -> known.find(Listing.named(it)));
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
