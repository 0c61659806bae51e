package yanzhen.app.chain.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Looks;
import yanzhen.app.chain.Scenario;
import yanzhen.app.chain.SupplyNetworks;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.NotFound;

/**
 * Drafts, versions and what stands in them. Long because a version comes in on two ways, by hand
 * and by a pack, and is read on six.
 */
@Component
class JdbcSupplyNetworks implements SupplyNetworks {

    private static final Duration KEPT = Duration.ofDays(1);

    static final String SELECT =
            """
            select n.*, n.version = (select max(l.version) from chain.supply_network l where l.key = n.key) as present
            from chain.supply_network n
            """;

    private final JdbcClient jdbc;
    private final NetworkShelf shelf;
    private final Looks looks;
    private final Organisations organisations;
    private final AuditTrail audit;
    private final Viewers viewers;
    private final ObjectMapper json;
    private final Clock clock;

    JdbcSupplyNetworks(
            JdbcClient jdbc,
            NetworkShelf shelf,
            Looks looks,
            Organisations organisations,
            AuditTrail audit,
            Viewers viewers,
            ObjectMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.shelf = shelf;
        this.looks = looks;
        this.organisations = organisations;
        this.audit = audit;
        this.viewers = viewers;
        this.json = json;
        this.clock = clock;
    }

    /** What the audit trail says of a draft or a version. */
    private record Said(
            String key, int version, int firms, int links, int leftOut, String digest) {}

    private record Counts(int firms, int links, long merged, int matched, int placed) {}

    @Override
    @Transactional(readOnly = true)
    public List<DataSet> all() {
        mustSee(viewers);
        return jdbc.sql(
                        SELECT
                                + "order by max(n.recorded_at) over (partition by n.key) desc, n.version desc")
                .query((row, _) -> dataSet(row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<DataSet> find(UUID id) {
        mustSee(viewers);
        return found(id);
    }

    private Optional<DataSet> found(UUID id) {
        return jdbc.sql(SELECT + "where n.id = ?")
                .param(id)
                .query((row, _) -> dataSet(row))
                .optional();
    }

    DataSet dataSet(ResultSet row) throws SQLException {
        return new DataSet(
                row.getObject("id", UUID.class),
                json.readValue(row.getString("head"), Head.class),
                row.getInt("version"),
                row.getInt("firms"),
                row.getInt("links"),
                row.getLong("merged"),
                json.readValue(row.getString("left_out"), AllLeftOut.class),
                row.getString("digest"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("recorded_by"),
                row.getBoolean("present"));
    }

    /**
     * Refuses everybody to whom no network is open.
     *
     * @throws Forbidden when the viewer does not see the region
     */
    static void mustSee(Viewers viewers) {
        if (!viewers.current().seesRegion()) {
            throw new Forbidden(
                    "supply-network",
                    "Supply networks are protected; the city, the task force and auditors read them.");
        }
    }

    private DataSet mustFind(UUID id) {
        mustSee(viewers);
        return found(id).orElseThrow(() -> new NotFound("supply network", id));
    }

    static String called(DataSet it) {
        return it.head().key() + " v" + it.version();
    }

    @Override
    @Transactional
    public List<Firm> firms(UUID id) {
        var set = mustFind(id);
        looks.note(Looks.What.NETWORK, id, called(set));
        return shelf.network(set.digest()).firms;
    }

    @Override
    @Transactional(readOnly = true)
    public Contents contents(UUID id) {
        var countries = new HashSet<String>();
        var districts = new HashSet<String>();
        var industries = new HashSet<String>();
        var nodes = new HashSet<String>();
        for (var it : shelf.network(mustFind(id).digest()).firms) {
            countries.add(it.country());
            industries.add(it.sector());
            nodes.addAll(it.nodes());
            if (it.district() != null) {
                districts.add(it.district());
            }
        }
        return new Contents(countries, districts, industries, nodes);
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, Bilingual> names(UUID id, Scenario scenario) {
        return names(scenario, shelf.network(mustFind(id).digest()));
    }

    Map<String, Bilingual> names(Scenario scenario, LoadedNetwork network) {
        var firms = new TreeSet<String>();
        var nodes = new TreeSet<String>();
        for (var it : scenario.stops()) {
            if (it.kind() == Scenario.Kind.FIRM) {
                firms.add(it.what());
            } else if (it.kind() == Scenario.Kind.NODE) {
                nodes.add(it.what());
            }
        }
        for (var it : scenario.added()) {
            firms.add(it.supplier());
            firms.add(it.customer());
        }
        var names = new TreeMap<String, Bilingual>();
        for (var it : firms) {
            var place = network.place(it);
            if (place != null) {
                names.put(Scenario.name(Scenario.Kind.FIRM, it), network.firms.get(place).names());
            }
        }
        nodes(nodes).forEach((it, name) -> names.put(Scenario.name(Scenario.Kind.NODE, it), name));
        return names;
    }

    @Override
    @Transactional
    public List<Firm> search(UUID id, String words, int most) {
        var set = mustFind(id);
        var network = shelf.network(set.digest());
        looks.note(Looks.What.NETWORK, id, called(set) + " · " + words);
        var exact = network.place(words);
        var coded = network.placeOfCode(words);
        var found = exact == null ? coded : exact;
        if (found != null) {
            return List.of(network.firms.get(found));
        }
        var asked = words.toLowerCase(Locale.ROOT);
        return network.firms.stream()
                .filter(it ->
                        it.name().toLowerCase(Locale.ROOT).contains(asked)
                                || (it.nameEn() != null
                                        && it.nameEn().toLowerCase(Locale.ROOT).contains(asked)))
                .limit(most)
                .toList();
    }

    @Override
    @Transactional
    public Optional<Links> links(UUID id, String firm) {
        var set = mustFind(id);
        var network = shelf.network(set.digest());
        var place = network.place(firm);
        if (place == null) {
            return Optional.empty();
        }
        looks.note(Looks.What.FIRM, id, called(set) + " · " + firm);
        var of = network.network;
        var suppliers = new ArrayList<Trade>();
        of.forEachInput(
                place,
                (from, _, volume) ->
                        suppliers.add(
                                new Trade(
                                        network.firms.get(from),
                                        volume,
                                        volume / of.bought(place))));
        var customers = new ArrayList<Trade>();
        of.forEachSale(
                place,
                (_, to, volume) ->
                        customers.add(
                                new Trade(network.firms.get(to), volume, volume / of.sold(place))));
        var largest = Comparator.comparingDouble(Trade::volume).reversed();
        suppliers.sort(largest);
        customers.sort(largest);
        var one = network.firms.get(place);
        return Optional.of(
                new Links(
                        one,
                        of.sold(place),
                        of.bought(place),
                        List.copyOf(suppliers),
                        List.copyOf(customers),
                        one.code() == null
                                ? null
                                : organisations
                                        .findByKey(one.code())
                                        .map(Organisation::id)
                                        .orElse(null)));
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, Bilingual> nodes(Collection<String> places) {
        var names = new HashMap<String, Bilingual>();
        if (places.isEmpty()) {
            return names;
        }
        jdbc.sql(
                        """
                        select p.chain || '/' || p.key as place, n.name_zh, n.name_en
                        from chain.place p join chain.node n on n.id = p.node
                        where p.ended_at is null and (p.chain, p.key) in (
                            select split_part(it, '/', 1), split_part(it, '/', 2) from unnest(?) as it)
                        """)
                .param(places.toArray(String[]::new))
                .query(row -> {
                    names.put(row.getString("place"), JdbcAtlas.name(row));
                });
        return names;
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, Bilingual> chains(Collection<String> keys) {
        var names = new HashMap<String, Bilingual>();
        jdbc.sql("select key, name_zh, name_en from chain.chain where key = any (?)")
                .param(keys.toArray(String[]::new))
                .query(row -> {
                    names.put(row.getString("key"), JdbcAtlas.name(row));
                });
        return names;
    }

    @Override
    @Transactional
    public UUID keep(Draft draft) {
        mustSee(viewers);
        jdbc.sql("delete from chain.supply_draft where account = ? and at < ?")
                .params(sender(), now().minus(KEPT))
                .update();
        var content = NetworkContent.of(draft, json);
        var id =
                jdbc.sql(
                                """
                                insert into chain.supply_draft
                                    (account, key, head, counts, left_out, digest, firms, links, at)
                                values (?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?, ?, ?, ?) returning id
                                """)
                        .params(
                                sender(),
                                draft.head().key(),
                                json.writeValueAsString(draft.head()),
                                json.writeValueAsString(counts(draft, content)),
                                json.writeValueAsString(draft.leftOut()),
                                content.digest(),
                                content.firms(),
                                content.links(),
                                now())
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .single();
        audit.record(
                Change.created(
                        "chain.network-hand-in",
                        "supply-draft",
                        id,
                        said(draft, content, nextVersion(draft.head().key()))));
        return id;
    }

    private Counts counts(Draft draft, NetworkContent content) {
        var codes = draft.firms().stream().map(Firm::code).filter(Objects::nonNull).toList();
        return new Counts(
                draft.firms().size(),
                content.linkCount(),
                content.merged(),
                organisations.byKey(codes).size(),
                (int) draft.firms().stream().filter(it -> !it.nodes().isEmpty()).count());
    }

    private static Said said(Draft draft, NetworkContent content, int version) {
        return new Said(
                draft.head().key(),
                version,
                draft.firms().size(),
                content.linkCount(),
                draft.leftOut().count(),
                content.digest());
    }

    private int nextVersion(String key) {
        return jdbc.sql(
                        "select coalesce(max(version), 0) + 1 from chain.supply_network where key = ?")
                .param(key)
                .query(Integer.class)
                .single();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Preview> compare(UUID draft) {
        mustSee(viewers);
        return jdbc.sql(
                        """
                        select d.id, d.key, d.head, d.counts, d.left_out,
                               d.digest = (select n.digest from chain.supply_network n where n.key = d.key
                                           order by n.version desc limit 1) as idle
                        from chain.supply_draft d where d.id = ? and d.account = ?
                        """)
                .params(draft, sender())
                .query((row, _) -> {
                    var counts = json.readValue(row.getString("counts"), Counts.class);
                    return new Preview(
                            draft,
                            json.readValue(row.getString("head"), Head.class),
                            counts.firms,
                            counts.links,
                            counts.merged,
                            counts.matched,
                            counts.placed,
                            json.readValue(row.getString("left_out"), AllLeftOut.class),
                            nextVersion(row.getString("key")),
                            row.getBoolean("idle"));
                })
                .optional();
    }

    /** Two who store versions of the same data set at once go one after the other. */
    @Override
    @Transactional
    public UUID store(UUID draft) {
        var preview = compare(draft).orElseThrow(() -> new NotFound("draft", draft));
        var key = preview.head().key();
        lock(key);
        if (compare(draft).orElseThrow(() -> new NotFound("draft", draft)).idle()) {
            throw new Idle(draft);
        }
        jdbc.sql(
                        """
                        insert into chain.supply_content (digest, firms, links)
                        select digest, firms, links from chain.supply_draft where id = ?
                        on conflict (digest) do nothing
                        """)
                .param(draft)
                .update();
        int version = nextVersion(key);
        var id =
                jdbc.sql(
                                """
                                insert into chain.supply_network
                                    (key, version, head, synthetic, firms, links, merged, left_out, digest,
                                     recorded_at, recorded_by)
                                select key, ?, head, (head ->> 'synthetic')::boolean, (counts ->> 'firms')::int,
                                       (counts ->> 'links')::int, (counts ->> 'merged')::bigint, left_out, digest, ?, ?
                                from chain.supply_draft where id = ?
                                returning id
                                """)
                        .params(version, now(), viewers.current().name(), draft)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .single();
        jdbc.sql("delete from chain.supply_draft where id = ?").param(draft).update();
        var stored = mustFind(id);
        audit.record(
                Change.created(
                        "chain.network-store",
                        "supply-network",
                        id,
                        new Said(
                                key,
                                version,
                                stored.firms(),
                                stored.links(),
                                stored.leftOut().count(),
                                stored.digest())));
        return id;
    }

    private void lock(String key) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('supply-network/' || ?, 0))")
                .param(key)
                .query((_, _) -> true)
                .list();
    }

    @Override
    @Transactional
    public UUID load(Draft draft) {
        var key = draft.head().key();
        lock(key);
        var content = NetworkContent.of(draft, json);
        var there =
                jdbc.sql("select id from chain.supply_network where key = ? and digest = ?")
                        .params(key, content.digest())
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list();
        if (!there.isEmpty()) {
            return there.getFirst();
        }
        jdbc.sql(
                        "insert into chain.supply_content (digest, firms, links) values (?, ?, ?) on conflict (digest) do nothing")
                .params(content.digest(), content.firms(), content.links())
                .update();
        int version = nextVersion(key);
        var id =
                jdbc.sql(
                                """
                                insert into chain.supply_network
                                    (key, version, head, synthetic, firms, links, merged, left_out, digest,
                                     recorded_at)
                                values (?, ?, ?::jsonb, ?, ?, ?, ?, ?::jsonb, ?, ?) returning id
                                """)
                        .params(
                                key,
                                version,
                                json.writeValueAsString(draft.head()),
                                draft.head().synthetic(),
                                draft.firms().size(),
                                content.linkCount(),
                                content.merged(),
                                json.writeValueAsString(draft.leftOut()),
                                content.digest(),
                                now())
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .single();
        audit.record(
                Change.created(
                        "chain.network-store",
                        "supply-network",
                        id,
                        said(draft, content, version)));
        return id;
    }

    private UUID sender() {
        var account = viewers.current().account();
        if (account == null) {
            throw new Forbidden("nobody", "Nobody is logged in.");
        }
        return account;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    static OffsetDateTime utc(Clock clock) {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    static @Nullable String byWhom(Viewers viewers) {
        return viewers.current().signedIn() ? viewers.current().name() : null;
    }
}
