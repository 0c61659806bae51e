package yanzhen.app.chain.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Proposals;
import yanzhen.app.chain.Proposals.Said;
import yanzhen.app.chain.Proposals.Subject;
import yanzhen.app.chain.UpdateRequest;
import yanzhen.app.chain.UpdateRequests;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;

/** Requests as rows; those who keep chains answer with facts, the others with proposals. */
@Component
class JdbcUpdateRequests implements UpdateRequests {

    private static final int AT_ONCE = 5_000;

    private static final String FOUND =
            """
            from chain.update_request r
            join chain.node n on n.id = r.node
            join chain.chain c on c.key = n.chain
            left join chain.provision p on p.id = r.provision
            left join cluster.organisation_fact o on o.organisation = p.organisation and o.superseded_at is null
            left join chain.node_fact f on f.id = r.node_fact
            where (p.id is not null or f.id is not null)
              and (:chain = '' or exists (
                    select from chain.place l where l.node = r.node and l.chain = :chain and l.ended_at is null))
              and (:node::uuid is null or r.node = :node::uuid)
              and (:kind = '' or :kind = coalesce(f.kind, 'PROVISION'))
              and (not :mine or (case r.asked when 'TASK_FORCE' then :keeps
                      when 'DISTRICT' then r.district = :district else r.organisation = any (:bodies) end))
            """;
    private static final String IN_STATE =
            "and (case :state when '' then true when 'WAITING' then r.ended_at is null else r.state = :state end) ";

    private final JdbcClient jdbc;
    private final JdbcProvisions provisions;
    private final JdbcNodeFacts facts;
    private final Proposals proposals;
    private final FactKeeping keeping;
    private final Diagnoses diagnoses;
    private final AuditTrail audit;
    private final Viewers viewers;
    private final Clock clock;

    JdbcUpdateRequests(
            JdbcClient jdbc,
            JdbcProvisions provisions,
            JdbcNodeFacts facts,
            Proposals proposals,
            FactKeeping keeping,
            Diagnoses diagnoses,
            AuditTrail audit,
            Viewers viewers,
            Clock clock) {
        this.jdbc = jdbc;
        this.provisions = provisions;
        this.facts = facts;
        this.proposals = proposals;
        this.keeping = keeping;
        this.diagnoses = diagnoses;
        this.audit = audit;
        this.viewers = viewers;
        this.clock = clock;
    }

    private JdbcClient.StatementSpec asked(String sql, Query query) {
        var viewer = viewers.current();
        return jdbc.sql(sql)
                .param("chain", query.chain())
                .param("node", query.node() == null ? null : query.node().toString())
                .param("kind", query.kind())
                .param("mine", query.mine())
                .param("keeps", viewer.seesRegion())
                .param("district", viewer.district() == null ? "" : viewer.district())
                .param("bodies", viewer.organisations().toArray(UUID[]::new));
    }

    @Override
    @Transactional(readOnly = true)
    public Slice<UpdateRequest> search(Query query, @Nullable String cursor, int size) {
        var after = Cursor.read(cursor, 2);
        return Slice.of(
                asked(
                                """
                                select r.*, n.chain, c.name_zh as chain_zh, c.name_en as chain_en,
                                       n.name_zh as node_zh, n.name_en as node_en,
                                       p.provider_zh, p.provider_en, o.name, o.name_en, p.share, p.negligible,
                                       f.kind, f.value, coalesce(p.as_of, f.as_of) as as_of,
                                       coalesce(p.synthetic, f.synthetic) as synthetic,
                                       exists (select from chain.proposal w
                                               where w.state = 'WAITING' and w.node = r.node
                                                 and coalesce(w.provision, w.node_fact)
                                                     = coalesce(r.provision, r.node_fact)) as proposed
                                """
                                        + FOUND
                                        + IN_STATE
                                        + """
                                        and (:due::date is null or (r.due, r.id) > (:due::date, :id::uuid))
                                        order by r.due, r.id limit :size
                                        """,
                                query)
                        .param("state", query.state())
                        .param("due", after.map(it -> day(it, cursor)).orElse(null))
                        .param("id", after.map(it -> id(it, cursor)).orElse(null))
                        .param("size", size + 1)
                        .query((row, _) -> request(row))
                        .list(),
                size,
                it -> Cursor.after(it.due(), it.id()));
    }

    private static String day(Cursor cursor, @Nullable String text) {
        try {
            return LocalDate.parse(cursor.values().getFirst()).toString();
        } catch (DateTimeParseException e) {
            throw Cursor.foreign(text);
        }
    }

    static String id(Cursor cursor, @Nullable String text) {
        try {
            return UUID.fromString(cursor.values().getLast()).toString();
        } catch (IllegalArgumentException e) {
            throw Cursor.foreign(text);
        }
    }

    private static UpdateRequest request(ResultSet row) throws SQLException {
        boolean supplier = row.getObject("provision") != null;
        var value = row.getString("value");
        var ended = row.getObject("ended_at", OffsetDateTime.class);
        return new UpdateRequest(
                row.getObject("id", UUID.class),
                row.getObject("node", UUID.class),
                row.getString("chain"),
                new Bilingual(row.getString("chain_zh"), row.getString("chain_en")),
                new Bilingual(row.getString("node_zh"), row.getString("node_en")),
                supplier ? UpdateRequest.PROVISION : row.getString("kind"),
                supplier ? JdbcProvisions.provider(row) : new Bilingual(value, value),
                supplier ? share(row) : null,
                row.getObject(supplier ? "provision" : "node_fact", UUID.class),
                row.getObject("as_of", LocalDate.class),
                row.getObject("due", LocalDate.class),
                UpdateRequest.State.valueOf(row.getString("state")),
                JdbcNodeOwners.owner(row, "asked"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                row.getInt("reminders"),
                row.getString("note"),
                row.getString("noted_by"),
                row.getBoolean("proposed"),
                ended == null ? null : ended.toInstant(),
                row.getString("ended_by"),
                row.getBoolean("synthetic"));
    }

    /** A share as it is typed: a number, the word for a negligible one, or nothing. */
    static String share(ResultSet row) throws SQLException {
        var share = row.getBigDecimal("share");
        return row.getBoolean("negligible")
                ? Said.NEGLIGIBLE
                : share == null ? "" : share.stripTrailingZeros().toPlainString();
    }

    @Override
    @Transactional(readOnly = true)
    public Count count(Query query) {
        return asked(
                        """
                        select count(*) filter (where r.ended_at is null) as waiting,
                               count(*) filter (where r.ended_at is null and r.due < :today) as overdue
                        """
                                + FOUND,
                        query)
                .param("today", LocalDate.now(clock))
                .query((row, _) -> new Count(row.getLong("waiting"), row.getLong("overdue")))
                .single();
    }

    /** A request that waits, and what it asks about. */
    private record Open(
            UUID id, UUID node, @Nullable UUID provision, @Nullable UUID fact, LocalDate asOf) {

        Subject subject() {
            return new Subject(provision, fact);
        }
    }

    /**
     * Those asked for, in one order.
     *
     * @throws Ended when one waits no longer
     */
    private List<Open> open(Collection<UUID> requests, boolean lock) {
        var ids = requests.stream().distinct().sorted().toArray(UUID[]::new);
        var found = new ArrayList<UUID>();
        var open =
                jdbc.sql(
                                """
                                select r.id, r.node, r.provision, r.node_fact, r.ended_at,
                                       coalesce(p.as_of, f.as_of) as as_of
                                from chain.update_request r
                                left join chain.provision p on p.id = r.provision
                                left join chain.node_fact f on f.id = r.node_fact
                                where r.id = any (?) order by r.id
                                """
                                        + (lock ? "for update of r" : ""))
                        .param(ids)
                        .query((row, _) -> {
                            var id = row.getObject("id", UUID.class);
                            found.add(id);
                            if (row.getObject("ended_at") != null) {
                                throw new Ended(id);
                            }
                            return new Open(
                                    id,
                                    row.getObject("node", UUID.class),
                                    row.getObject("provision", UUID.class),
                                    row.getObject("node_fact", UUID.class),
                                    row.getObject("as_of", LocalDate.class));
                        })
                        .list();
        for (var id : ids) {
            if (!found.contains(id)) {
                throw new NotFound("update-request", id);
            }
        }
        return open;
    }

    @Override
    @Transactional
    public boolean confirm(Collection<UUID> requests, Confirmation said) {
        var open = open(requests, false);
        var problems = new Problems();
        open.stream()
                .filter(it -> !said.asOf().isAfter(it.asOf))
                .forEach(it ->
                        problems.add(
                                "",
                                null,
                                "asOf",
                                said.asOf().toString(),
                                "update-not-newer",
                                it.asOf.toString()));
        problems.mustBeNone();
        if (!keepsChains()) {
            open.forEach(it ->
                    proposals.propose(
                            it.subject(),
                            new Said(
                                    Proposals.Kind.CONFIRM,
                                    null,
                                    said.sourceTitle(),
                                    said.url(),
                                    said.asOf(),
                                    null)));
            return false;
        }
        var chains = keeping.chainsOf(open.stream().map(Open::node).toList());
        chains.forEach(diagnoses::lock);
        boolean counts = false;
        for (var it : open(requests, true)) {
            counts |= confirm(it, said);
        }
        if (counts) {
            chains.forEach(diagnoses::run);
        }
        return true;
    }

    private boolean keepsChains() {
        return viewers.current().runsRegion()
                || viewers.current().is(yanzhen.app.access.Role.CHAIN_TASK_FORCE);
    }

    /** The reason stands in the history of the fact, beside the newer source. */
    private boolean confirm(Open it, Confirmation said) {
        var renewing = new Renewing(said.sourceTitle(), said.url(), said.asOf());
        return it.provision == null
                ? facts.replace(Objects.requireNonNull(it.fact), renewing::fact, Renewing.CONFIRMED)
                        .counts()
                : provisions.replace(it.provision, renewing::supplier, Renewing.CONFIRMED).counts();
    }

    private record Passed(UUID request, String note) {}

    @Override
    @Transactional
    public void passOn(Collection<UUID> requests, String note) {
        for (var it : open(requests, true)) {
            jdbc.sql(
                            """
                            update chain.update_request
                            set passed_district = district, passed_organisation = organisation,
                                asked = 'TASK_FORCE', district = null, organisation = null,
                                note = ?, noted_by = ?, noted_at = ?
                            where id = ? and ended_at is null
                            """)
                    .param(note)
                    .param(viewers.current().name())
                    .param(keeping.now())
                    .param(it.id)
                    .update();
            audit.record(
                    Change.created(
                                    "chain.update.pass-on",
                                    "update-request",
                                    it.id,
                                    new Passed(it.id, note))
                            .because(note));
        }
    }

    private record Due(UUID node, LocalDate due) {}

    @Override
    @Transactional
    public int ask() {
        var today = LocalDate.now(clock);
        var made = new ArrayList<Change>();
        jdbc.sql(
                        KeepingBook.ASKING
                                + """
                                , fact as (
                                    select id as provision, null::uuid as node_fact, node, 'PROVISION' as kind,
                                           stale_after
                                    from chain.provision where superseded_at is null
                                    union all
                                    select null::uuid, id, node, kind, stale_after from chain.node_fact
                                    where superseded_at is null and (upper_inf(valid) or upper(valid) > :today))
                                insert into chain.update_request
                                    (node, provision, node_fact, due, asked, district, organisation, asked_at,
                                     reminded_at)
                                select f.node, f.provision, f.node_fact, f.stale_after,
                                       coalesce(o.kind, 'TASK_FORCE'), o.district, o.organisation, :now, :now
                                from fact f
                                join asking a on a.kind = f.kind and f.stale_after - a.lead <= :today
                                left join chain.node_owner o on o.node = f.node and o.until is null
                                where exists (select from chain.place l where l.node = f.node and l.ended_at is null)
                                  and not exists (select from chain.update_request r
                                                  where r.provision = f.provision or r.node_fact = f.node_fact)
                                order by f.stale_after, f.provision, f.node_fact limit :most
                                on conflict do nothing
                                returning id, node, due
                                """)
                .param("today", today)
                .param("now", keeping.now())
                .param("most", AT_ONCE)
                .query(row -> {
                    made.add(
                            Change.created(
                                    "chain.update.ask",
                                    "update-request",
                                    row.getObject("id", UUID.class),
                                    new Due(
                                            row.getObject("node", UUID.class),
                                            row.getObject("due", LocalDate.class))));
                });
        audit.recordAll(List.copyOf(made));
        remind(today);
        return made.size();
    }

    private record Reminded(int reminders) {}

    private void remind(LocalDate today) {
        jdbc.sql(
                        """
                        update chain.update_request set state = 'OVERDUE'
                        where id in (select id from chain.update_request
                                     where state = 'OPEN' and due < ? order by id limit ? for update skip locked)
                        """)
                .params(today, AT_ONCE)
                .update();
        var again =
                jdbc.sql(
                                KeepingBook.ASKING
                                        + """
                                        update chain.update_request
                                        set reminders = reminders + 1, reminded_at = :now
                                        where id in (
                                            select r.id from chain.update_request r
                                            left join chain.node_fact f on f.id = r.node_fact
                                            join asking a on a.kind = coalesce(f.kind, 'PROVISION')
                                            where r.ended_at is null
                                              and r.reminded_at + make_interval(days => a.again) <= :now
                                            order by r.id limit :most for update of r skip locked)
                                        returning id, reminders
                                        """)
                        .param("now", keeping.now())
                        .param("most", AT_ONCE)
                        .query((row, _) ->
                                Change.created(
                                        "chain.update.remind",
                                        "update-request",
                                        row.getObject("id", UUID.class),
                                        new Reminded(row.getInt("reminders"))))
                        .list();
        audit.recordAll(List.copyOf(again));
    }
}
