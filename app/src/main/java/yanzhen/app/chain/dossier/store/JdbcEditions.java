package yanzhen.app.chain.dossier.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Openly;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.dossier.Content;
import yanzhen.app.chain.dossier.Edition;
import yanzhen.app.chain.dossier.Edition.Decision;
import yanzhen.app.chain.dossier.Editions;
import yanzhen.app.chain.dossier.Line;
import yanzhen.app.chain.dossier.Listing;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.site.NotFound;

/**
 * Over 300 lines because what is frozen, how it is read back and who decides share one row and its
 * two parts.
 */
@Component
class JdbcEditions implements Editions {

    private static final String OPEN = "OPEN";
    private static final String OFFICES = "OFFICES";

    private static final String SELECT =
            """
            select e.*, d.decision, d.reason, d.at, d.by,
                   exists (select from chain.edition l
                           join chain.edition_decision s on s.edition = l.id and s.decision = 'SIGNED'
                           where l.chain = e.chain and l.number > e.number) as superseded
            from chain.edition e
            left join chain.edition_decision d on d.edition = e.id
            """;

    /**
     * 内部部分: lines that the offices see.
     *
     * @param lists by list; those without a line may be missing
     */
    private record Offices(Map<Listing, List<Line>> lists) {}

    private final JdbcClient jdbc;
    private final Composer composer;
    private final Openly openly;
    private final AuditTrail audit;
    private final Viewers viewers;
    private final ObjectMapper json;
    private final Clock clock;

    JdbcEditions(
            JdbcClient jdbc,
            Composer composer,
            Openly openly,
            AuditTrail audit,
            Viewers viewers,
            ObjectMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.composer = composer;
        this.openly = openly;
        this.audit = audit;
        this.viewers = viewers;
        this.json = json;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Content> draft(String chain) {
        return composer.compose(chain);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Edition> of(String chain) {
        return jdbc.sql(SELECT + " where e.chain = ? order by e.number desc")
                .param(chain)
                .query((row, _) -> edition(row))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Edition> find(String chain, int number) {
        return jdbc.sql(SELECT + " where e.chain = ? and e.number = ?")
                .params(chain, number)
                .query((row, _) -> edition(row))
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Edition> inForce(String chain) {
        return jdbc.sql(
                        SELECT
                                + " where e.chain = ? and d.decision = 'SIGNED' order by e.number desc limit 1")
                .param(chain)
                .query((row, _) -> edition(row))
                .optional();
    }

    private static Edition edition(ResultSet row) throws SQLException {
        return new Edition(
                row.getObject("id", UUID.class),
                row.getString("chain"),
                row.getInt("number"),
                row.getObject("day", LocalDate.class),
                row.getObject("run", UUID.class),
                row.getObject("frozen_at", OffsetDateTime.class).toInstant(),
                row.getString("frozen_by"),
                row.getString("note"),
                row.getString("digest"),
                row.getString("open_digest"),
                row.getString("offices_digest"),
                row.getBoolean("synthetic"),
                decision(row),
                row.getBoolean("superseded"));
    }

    private static @Nullable Decision decision(ResultSet row) throws SQLException {
        var decision = row.getString("decision");
        return decision == null
                ? null
                : new Decision(
                        decision.equals("SIGNED"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("by"),
                        row.getString("reason"));
    }

    @Override
    @Transactional(readOnly = true)
    public Frozen read(Edition edition) {
        var parts = parts(edition);
        var open = open(edition, parts);
        var offices = parts.get(OFFICES);
        var content = json.readValue(open, Content.class);
        Map<Listing, List<Line>> more =
                offices == null ? Map.of() : json.readValue(offices, Offices.class).lists;
        return new Frozen(
                edition,
                content.and(more),
                more,
                Seal.of(open).equals(edition.openDigest())
                        && (offices == null || Seal.of(offices).equals(edition.officesDigest()))
                        && Seal.ofBoth(edition.openDigest(), edition.officesDigest())
                                .equals(edition.digest()));
    }

    private Map<String, String> parts(Edition edition) {
        var parts = new HashMap<String, String>();
        jdbc.sql("select audience, content from chain.edition_part where edition = ?")
                .param(edition.id())
                .query(row -> {
                    parts.put(row.getString("audience"), row.getString("content"));
                });
        return parts;
    }

    private static String open(Edition edition, Map<String, String> parts) {
        var open = parts.get(OPEN);
        if (open == null) {
            throw new NotFound("edition", edition.number());
        }
        return open;
    }

    @Override
    @Transactional(readOnly = true)
    public String openText(Edition edition) {
        return open(edition, parts(edition));
    }

    @Override
    @Transactional
    public Edition freeze(String chain, String note) {
        lock(chain);
        of(chain).stream()
                .filter(it -> it.decision() == null)
                .findFirst()
                .ifPresent(it -> {
                    throw new Waiting(it.number());
                });
        int number = next(chain);
        var open = openly.ask(() -> composer.compose(chain)).orElseThrow(() -> none(chain));
        var seen = composer.compose(chain).orElseThrow(() -> none(chain));
        var openText = json.writeValueAsString(open.numbered(number));
        var officesText = json.writeValueAsString(new Offices(more(seen, open)));
        var id = insert(number, note, seen, Seal.of(openText), Seal.of(officesText));
        part(id, OPEN, openText);
        part(id, OFFICES, officesText);
        var edition = find(chain, number).orElseThrow();
        record Froze(String chain, int number, LocalDate day, UUID run, String digest) {}
        audit.record(
                Change.created(
                                "chain.edition.freeze",
                                "edition",
                                chain + "/" + number,
                                new Froze(
                                        chain,
                                        number,
                                        edition.day(),
                                        edition.run(),
                                        edition.digest()))
                        .because(note));
        return edition;
    }

    private static NotFound none(String chain) {
        return new NotFound("chain", chain);
    }

    /** Lists without a line beyond the open ones are left out. */
    private static Map<Listing, List<Line>> more(Content seen, Content open) {
        var more = new EnumMap<Listing, List<Line>>(Listing.class);
        seen.beyond(open)
                .forEach((listing, lines) -> {
                    if (!lines.isEmpty()) {
                        more.put(listing, lines);
                    }
                });
        return more;
    }

    /** One freezes at a time. */
    private void lock(String chain) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('yanzhen.edition.' || ?, 0))")
                .param(chain)
                .query((_, _) -> true)
                .single();
    }

    private int next(String chain) {
        return jdbc.sql("select coalesce(max(number), 0) + 1 from chain.edition where chain = ?")
                .param(chain)
                .query((row, _) -> row.getInt(1))
                .single();
    }

    private UUID insert(int number, String note, Content seen, String open, String offices) {
        return jdbc.sql(
                        """
                        insert into chain.edition
                            (chain, number, day, run, note, open_digest, offices_digest, digest,
                             synthetic, frozen_at, frozen_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                        """)
                .param(seen.map().chain().key())
                .param(number)
                .param(LocalDate.ofInstant(seen.composedAt(), clock.getZone()))
                .param(seen.map().run().id())
                .param(note)
                .param(open)
                .param(offices)
                .param(Seal.ofBoth(open, offices))
                .param(seen.synthetic())
                .param(now())
                .param(speaker())
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
    }

    private void part(UUID edition, String audience, String content) {
        jdbc.sql(
                        """
                        insert into chain.edition_part (edition, audience, content, digest, level)
                        select e.id, :audience, :content, :digest, case when :audience = 'OPEN' then 0 else
                            (select coalesce(max(n.level), 0) from chain.place p join chain.node n on n.id = p.node
                             where p.chain = e.chain and p.ended_at is null) end
                        from chain.edition e where e.id = :edition
                        """)
                .param("edition", edition)
                .param("audience", audience)
                .param("content", content)
                .param("digest", Seal.of(content))
                .update();
    }

    @Override
    @Transactional(readOnly = true)
    public boolean signs(String chain) {
        return jdbc.sql("select chain.signs_editions(?)")
                .param(chain)
                .query(Boolean.class)
                .single();
    }

    @Override
    @Transactional
    public void sign(UUID edition, String reason) {
        decide(edition, "SIGNED", reason, "chain.edition.sign");
    }

    @Override
    @Transactional
    public void sendBack(UUID edition, String reason) {
        decide(edition, "RETURNED", reason, "chain.edition.return");
    }

    private void decide(UUID id, String decision, String reason, String action) {
        var edition =
                jdbc.sql(SELECT + " where e.id = ?")
                        .param(id)
                        .query((row, _) -> edition(row))
                        .optional()
                        .orElseThrow(() -> new NotFound("edition", id));
        if (!signs(edition.chain())) {
            throw new Forbidden(
                    "edition-not-owner",
                    "%s does not sign for the chain %s."
                            .formatted(viewers.current().name(), edition.chain()));
        }
        if (edition.decision() != null) {
            throw new Decided(edition.number());
        }
        try {
            jdbc.sql(
                            "insert into chain.edition_decision (edition, decision, reason, at, by) values (?, ?, ?, ?, ?)")
                    .param(id)
                    .param(decision)
                    .param(reason)
                    .param(now())
                    .param(speaker())
                    .update();
        } catch (DuplicateKeyException e) {
            throw new Decided(edition.number());
        }
        record Decides(int number, String digest, String decision) {}
        audit.record(
                Change.created(
                                action,
                                "edition",
                                edition.chain() + "/" + edition.number(),
                                new Decides(edition.number(), edition.digest(), decision))
                        .because(reason));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** Name of whoever acts; null for the program itself. */
    private @Nullable String speaker() {
        var viewer = viewers.current();
        return viewer.equals(Viewer.SYSTEM) ? null : viewer.name();
    }
}
