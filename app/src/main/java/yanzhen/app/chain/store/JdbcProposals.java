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
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Fact;
import yanzhen.app.chain.NodeFact;
import yanzhen.app.chain.NodeFacts;
import yanzhen.app.chain.Proposals;
import yanzhen.app.chain.Provision;
import yanzhen.app.chain.Provisions;
import yanzhen.app.chain.UpdateRequest;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;

/** Proposals as rows; accepting one goes through the ledger of its kind of fact. */
@Component
class JdbcProposals implements Proposals {

    private static final String FOUND =
            """
            select w.*, n.chain, c.name_zh as chain_zh, c.name_en as chain_en,
                   n.name_zh as node_zh, n.name_en as node_en,
                   p.provider_zh, p.provider_en, o.name, o.name_en, p.share, p.negligible,
                   f.kind as fact_kind, f.value as said_before, coalesce(p.as_of, f.as_of) as before_as_of,
                   coalesce(p.synthetic, f.synthetic) as synthetic
            from chain.proposal w
            join chain.node n on n.id = w.node
            join chain.chain c on c.key = n.chain
            left join chain.provision p on p.id = w.provision
            left join cluster.organisation_fact o on o.organisation = p.organisation and o.superseded_at is null
            left join chain.node_fact f on f.id = w.node_fact
            """;

    private final JdbcClient jdbc;
    private final JdbcProvisions provisions;
    private final JdbcNodeFacts facts;
    private final FactKeeping keeping;
    private final Diagnoses diagnoses;
    private final AuditTrail audit;
    private final Viewers viewers;
    private final Clock clock;

    JdbcProposals(
            JdbcClient jdbc,
            JdbcProvisions provisions,
            JdbcNodeFacts facts,
            FactKeeping keeping,
            Diagnoses diagnoses,
            AuditTrail audit,
            Viewers viewers,
            Clock clock) {
        this.jdbc = jdbc;
        this.provisions = provisions;
        this.facts = facts;
        this.keeping = keeping;
        this.diagnoses = diagnoses;
        this.audit = audit;
        this.viewers = viewers;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Slice<Proposal> search(Query query, @Nullable String cursor, int size) {
        var after = Cursor.read(cursor, 2);
        boolean waiting = query.state() == State.WAITING;
        return Slice.of(
                jdbc.sql(
                                FOUND
                                        + """
                                        where (p.id is not null or f.id is not null)
                                          and (:chain = '' or exists (
                                                select from chain.place l
                                                where l.node = w.node and l.chain = :chain and l.ended_at is null))
                                          and (:state = '' or w.state = :state)
                                        """
                                        + (waiting
                                                ? " and (:at::timestamptz is null or (w.proposed_at, w.id) > (:at::timestamptz, :id::uuid)) order by w.proposed_at, w.id"
                                                : " and (:at::timestamptz is null or (w.proposed_at, w.id) < (:at::timestamptz, :id::uuid)) order by w.proposed_at desc, w.id desc")
                                        + " limit :size")
                        .param("chain", query.chain())
                        .param("state", query.state() == null ? "" : query.state().name())
                        .param("at", after.map(it -> moment(it, cursor)).orElse(null))
                        .param(
                                "id",
                                after.map(it -> JdbcUpdateRequests.id(it, cursor)).orElse(null))
                        .param("size", size + 1)
                        .query((row, _) -> proposal(row))
                        .list(),
                size,
                it -> Cursor.after(it.proposedAt(), it.id()));
    }

    private static String moment(Cursor cursor, @Nullable String text) {
        try {
            return java.time.Instant.parse(cursor.values().getFirst()).toString();
        } catch (DateTimeParseException e) {
            throw Cursor.foreign(text);
        }
    }

    private static Proposal proposal(ResultSet row) throws SQLException {
        boolean supplier = row.getObject("provision") != null;
        var before = row.getString("said_before");
        var decided = row.getObject("decided_at", OffsetDateTime.class);
        return new Proposal(
                row.getObject("id", UUID.class),
                row.getObject("node", UUID.class),
                row.getString("chain"),
                new Bilingual(row.getString("chain_zh"), row.getString("chain_en")),
                new Bilingual(row.getString("node_zh"), row.getString("node_en")),
                supplier ? UpdateRequest.PROVISION : row.getString("fact_kind"),
                supplier ? JdbcProvisions.provider(row) : new Bilingual(before, before),
                supplier ? JdbcUpdateRequests.share(row) : null,
                row.getObject("before_as_of", LocalDate.class),
                row.getObject(supplier ? "provision" : "node_fact", UUID.class),
                said(row),
                row.getString("district"),
                row.getObject("organisation", UUID.class),
                row.getString("proposed_by"),
                row.getObject("proposed_at", OffsetDateTime.class).toInstant(),
                State.valueOf(row.getString("state")),
                decided == null ? null : decided.toInstant(),
                row.getString("decided_by"),
                row.getString("reason"),
                row.getBoolean("synthetic"));
    }

    private static Said said(ResultSet row) throws SQLException {
        return new Said(
                Kind.valueOf(row.getString("kind")),
                row.getString("value"),
                row.getString("source_title"),
                row.getString("source_url"),
                row.getObject("as_of", LocalDate.class),
                row.getString("note"));
    }

    @Override
    @Transactional(readOnly = true)
    public long waiting() {
        return jdbc.sql("select count(*) from chain.proposal where state = 'WAITING'")
                .query(Long.class)
                .single();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Entry> ownEntries() {
        return jdbc.sql(
                        """
                        select p.id, p.node, p.organisation, p.provider_zh, p.provider_en, p.share, p.negligible,
                               p.as_of, p.stale_after, p.synthetic, o.name, o.name_en, n.chain,
                               c.name_zh as chain_zh, c.name_en as chain_en, n.name_zh as node_zh,
                               n.name_en as node_en,
                               (select w.id from chain.proposal w
                                where w.provision = p.id and w.organisation = p.organisation
                                  and w.state = 'WAITING') as waiting
                        from chain.provision p
                        join chain.node n on n.id = p.node
                        join chain.chain c on c.key = n.chain
                        left join cluster.organisation_fact o
                            on o.organisation = p.organisation and o.superseded_at is null
                        where p.organisation = any (?) and p.superseded_at is null
                        order by c.ordinal, c.key, n.name_zh, p.id
                        """)
                .param(viewers.current().organisations().toArray(UUID[]::new))
                .query((row, _) ->
                        new Entry(
                                row.getObject("id", UUID.class),
                                row.getObject("node", UUID.class),
                                row.getString("chain"),
                                new Bilingual(row.getString("chain_zh"), row.getString("chain_en")),
                                new Bilingual(row.getString("node_zh"), row.getString("node_en")),
                                row.getObject("organisation", UUID.class),
                                JdbcProvisions.provider(row),
                                JdbcUpdateRequests.share(row),
                                row.getObject("as_of", LocalDate.class),
                                row.getObject("stale_after", LocalDate.class),
                                row.getObject("waiting", UUID.class),
                                row.getBoolean("synthetic")))
                .list();
    }

    /** For whom the viewer speaks. */
    private record Body(@Nullable UUID organisation, @Nullable String district) {}

    @Override
    @Transactional(readOnly = true)
    public void mustConcern(Subject subject) {
        var _ = body(subject);
    }

    @Override
    @Transactional
    public UUID propose(Subject subject, Said said) {
        var fact = fact(subject);
        var body = body(subject);
        mustFit(fact, said);
        try {
            var id =
                    jdbc.sql(
                                    """
                                    insert into chain.proposal
                                        (node, provision, node_fact, kind, value, source_title, source_url, as_of,
                                         note, district, organisation, account, proposed_by, proposed_at)
                                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                                    """)
                            .param(fact.node())
                            .param(subject.provision())
                            .param(subject.fact())
                            .param(said.kind().name())
                            .param(said.value())
                            .param(said.sourceTitle())
                            .param(said.sourceUrl())
                            .param(said.asOf())
                            .param(said.note())
                            .param(body.district)
                            .param(body.organisation)
                            .param(viewers.current().account())
                            .param(viewers.current().name())
                            .param(keeping.now())
                            .query(UUID.class)
                            .single();
            audit.record(Change.created("chain.proposal.make", "proposal", id, said));
            return id;
        } catch (DuplicateKeyException e) {
            throw new Doubled();
        }
    }

    private Fact fact(Subject subject) {
        var supplier = subject.provision();
        if (supplier != null) {
            var found =
                    provisions
                            .find(supplier)
                            .orElseThrow(() -> new NotFound("provision", supplier));
            if (!found.present()) {
                throw new Provisions.Superseded(supplier);
            }
            return found;
        }
        var id = Objects.requireNonNull(subject.fact());
        var found = facts.find(id).orElseThrow(() -> new NotFound("node-fact", id));
        if (!found.present()) {
            throw new NodeFacts.Superseded(id);
        }
        return found;
    }

    /** A body speaks of its own entry; whoever is asked speaks of what it is asked. */
    private Body body(Subject subject) {
        var viewer = viewers.current();
        var own =
                subject.provision() == null
                        ? null
                        : provisions
                                .find(subject.provision())
                                .map(it -> it.statement().organisation())
                                .orElse(null);
        if (viewer.actsFor(own)) {
            return new Body(own, null);
        }
        return jdbc
                .sql(
                        """
                        select organisation, district from chain.update_request
                        where coalesce(provision, node_fact) = ? and ended_at is null
                        """)
                .param(subject.provision() == null ? subject.fact() : subject.provision())
                .query((row, _) ->
                        new Body(
                                row.getObject("organisation", UUID.class),
                                row.getString("district")))
                .list()
                .stream()
                .filter(it -> viewer.actsFor(it.organisation) || viewer.oversees(it.district))
                .findFirst()
                .orElseThrow(() ->
                        new Forbidden(
                                "proposal-not-yours",
                                "The fact %s is neither of a body of the account nor asked of it."
                                        .formatted(subject)));
    }

    private void mustFit(Fact fact, Said said) {
        var problems = new Problems();
        var asOf =
                switch (fact) {
                    case Provision it -> it.statement().source().asOf();
                    case NodeFact it -> it.statement().source().asOf();
                    default -> LocalDate.MIN;
                };
        boolean newer =
                said.kind() == Kind.CONFIRM
                        ? said.asOf().isAfter(asOf)
                        : !said.asOf().isBefore(asOf);
        if (!newer) {
            problems.add(
                    "", null, "asOf", said.asOf().toString(), "update-not-newer", asOf.toString());
        }
        if (said.asOf().isAfter(LocalDate.now(clock))) {
            problems.add("", null, "asOf", said.asOf().toString(), "day-ahead");
        }
        var value = said.value();
        if (value != null) {
            if (fact instanceof NodeFact it) {
                var kind = it.statement().kind();
                if (!kind.holds(value)) {
                    problems.add("", null, "value", value, "fact-form", kind.name());
                }
            } else if (!Said.isShare(value)) {
                problems.add("", null, "share", value, "share-range");
            }
        }
        problems.mustBeNone();
    }

    /** A proposal that is to be decided. */
    private record Case(UUID id, UUID node, Subject subject, Said said) {}

    private List<Case> cases(Collection<UUID> proposals) {
        var ids = proposals.stream().distinct().sorted().toArray(UUID[]::new);
        var found = new ArrayList<UUID>();
        var cases =
                jdbc.sql("select * from chain.proposal where id = any (?) order by id for update")
                        .param(ids)
                        .query((row, _) -> {
                            var id = row.getObject("id", UUID.class);
                            found.add(id);
                            if (!row.getString("state").equals(State.WAITING.name())) {
                                throw new Decided(id);
                            }
                            return new Case(
                                    id,
                                    row.getObject("node", UUID.class),
                                    new Subject(
                                            row.getObject("provision", UUID.class),
                                            row.getObject("node_fact", UUID.class)),
                                    said(row));
                        })
                        .list();
        for (var id : ids) {
            if (!found.contains(id)) {
                throw new NotFound("proposal", id);
            }
        }
        return cases;
    }

    private void decide(UUID id, State state, @Nullable String reason) {
        jdbc.sql(
                        """
                        update chain.proposal set state = ?, decided_at = ?, decided_by = ?, reason = ?
                        where id = ? and state = 'WAITING'
                        """)
                .param(state.name())
                .param(keeping.now())
                .param(viewers.current().name())
                .param(reason)
                .param(id)
                .update();
    }

    private record Decision(State state) {}

    @Override
    @Transactional
    public void accept(Collection<UUID> proposals) {
        var chains = keeping.chainsOf(nodes(proposals));
        chains.forEach(diagnoses::lock);
        boolean counts = false;
        for (var it : cases(proposals)) {
            decide(it.id, State.ACCEPTED, null);
            counts |= become(it);
            audit.record(
                    Change.of(
                            "chain.proposal.accept",
                            "proposal",
                            it.id,
                            new Decision(State.WAITING),
                            new Decision(State.ACCEPTED)));
        }
        if (counts) {
            chains.forEach(diagnoses::run);
        }
    }

    private List<UUID> nodes(Collection<UUID> proposals) {
        return jdbc.sql("select distinct node from chain.proposal where id = any (?)")
                .param(proposals.toArray(UUID[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Whether a rule may ask for it. */
    private boolean become(Case it) {
        var supplier = it.subject.provision();
        return supplier == null
                ? fact(Objects.requireNonNull(it.subject.fact()), it.said)
                : supplier(supplier, it.said);
    }

    private boolean supplier(UUID id, Said said) {
        var renewing = Renewing.of(said);
        return switch (said.kind()) {
            case CONFIRM -> provisions.replace(id, renewing::supplier, Renewing.CONFIRMED).counts();
            case CHANGE ->
                    provisions
                            .replace(
                                    id,
                                    it ->
                                            renewing.supplier(
                                                    it, Objects.requireNonNull(said.value())),
                                    reason(said))
                            .counts();
            case WITHDRAW -> provisions.end(id, reason(said));
        };
    }

    private boolean fact(UUID id, Said said) {
        var renewing = Renewing.of(said);
        return switch (said.kind()) {
            case CONFIRM -> facts.replace(id, renewing::fact, Renewing.CONFIRMED).counts();
            case CHANGE ->
                    facts.replace(
                                    id,
                                    it -> renewing.fact(it, Objects.requireNonNull(said.value())),
                                    reason(said))
                            .counts();
            case WITHDRAW -> facts.end(id, reason(said));
        };
    }

    private static String reason(Said said) {
        return said.note() == null ? said.sourceTitle() : said.note();
    }

    @Override
    @Transactional
    public void refuse(Collection<UUID> proposals, String reason) {
        for (var it : cases(proposals)) {
            decide(it.id, State.REFUSED, reason);
            audit.record(
                    Change.of(
                                    "chain.proposal.refuse",
                                    "proposal",
                                    it.id,
                                    new Decision(State.WAITING),
                                    new Decision(State.REFUSED))
                            .because(reason));
        }
    }

    @Override
    @Transactional
    public void takeBack(UUID proposal) {
        for (var it : cases(List.of(proposal))) {
            decide(it.id, State.TAKEN_BACK, null);
            audit.record(
                    Change.of(
                            "chain.proposal.take-back",
                            "proposal",
                            it.id,
                            new Decision(State.WAITING),
                            new Decision(State.TAKEN_BACK)));
        }
    }
}
