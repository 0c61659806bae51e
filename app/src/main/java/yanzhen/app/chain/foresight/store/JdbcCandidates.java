package yanzhen.app.chain.foresight.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.foresight.Candidate;
import yanzhen.app.chain.foresight.Candidate.Draft;
import yanzhen.app.chain.foresight.Candidate.Event;
import yanzhen.app.chain.foresight.Candidate.Evidence;
import yanzhen.app.chain.foresight.Candidate.State;
import yanzhen.app.chain.foresight.Candidates;
import yanzhen.app.chain.foresight.ForesightRules;
import yanzhen.app.chain.foresight.ForesightRules.Level;
import yanzhen.app.chain.foresight.Readiness;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;

/**
 * Readiness is computed and not stored, so the register is read as a whole, narrowed and sorted in
 * memory: it holds hundreds of candidates, in three queries whatever their number.
 */
@Component
class JdbcCandidates implements Candidates {

    private static final int LIKELY = 5;
    private static final double LIKE = 0.3;

    private final JdbcClient jdbc;
    private final ForesightRules.Book book;
    private final Scribe scribe;
    private final AuditTrail audit;

    JdbcCandidates(JdbcClient jdbc, ForesightRules.Book book, Scribe scribe, AuditTrail audit) {
        this.jdbc = jdbc;
        this.book = book;
        this.scribe = scribe;
        this.audit = audit;
    }

    @Override
    @Transactional(readOnly = true)
    public Slice<Candidate> search(Query query, @Nullable Cursor after, int size) {
        var rules = book.inForce();
        var found =
                all().values().stream()
                        .filter(it -> passes(query, it))
                        .sorted(CandidateOrder.of(query, rules))
                        .toList();
        int from = after == null ? 0 : CandidateOrder.behind(found, after);
        return Slice.of(
                found.subList(from, Math.min(found.size(), from + size + 1)),
                size,
                it -> Cursor.after("after", it.id()));
    }

    @Override
    @Transactional(readOnly = true)
    public long count(Query query) {
        return all().values().stream().filter(it -> passes(query, it)).count();
    }

    private static boolean passes(Query query, Candidate it) {
        var draft = it.draft();
        var text = draft.name().zh() + " " + draft.name().en() + " " + draft.description();
        return text.toLowerCase(java.util.Locale.ROOT)
                        .contains(query.words().toLowerCase(java.util.Locale.ROOT))
                && (query.chain().isEmpty()
                        || draft.concerns().stream()
                                .anyMatch(on -> on.chain().equals(query.chain())))
                && (query.horizon().isEmpty() || draft.horizon().equals(query.horizon()))
                && (query.state().isEmpty() || it.state().name().equals(query.state()))
                && it.readiness().level() >= query.least();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Candidate> find(UUID id) {
        return Optional.ofNullable(byId(List.of(id)).get(id));
    }

    private Map<UUID, Candidate> all() {
        return byId(
                jdbc.sql("select id from chain.candidate")
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list());
    }

    @Override
    @Transactional(readOnly = true)
    public Map<UUID, Candidate> byId(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var levels = book.inForce().levels();
        var concerns = scribe.concerns(Scribe.Of.CANDIDATE, ids);
        var evidence = evidence(ids);
        var found = new LinkedHashMap<UUID, Candidate>();
        jdbc.sql("select * from chain.candidate where id = any (?)")
                .param(ids.toArray(UUID[]::new))
                .query(row -> {
                    var id = row.getObject("id", UUID.class);
                    found.put(
                            id,
                            candidate(
                                    row,
                                    concerns.getOrDefault(id, List.of()),
                                    evidence.getOrDefault(id, List.of()),
                                    levels));
                });
        return found;
    }

    private Map<UUID, List<Evidence>> evidence(Collection<UUID> ids) {
        var found = new HashMap<UUID, List<Evidence>>();
        jdbc.sql(
                        "select * from chain.readiness_evidence where candidate = any (?) order by recorded_at desc, level desc")
                .param(ids.toArray(UUID[]::new))
                .query(row -> {
                    found.computeIfAbsent(
                                    row.getObject("candidate", UUID.class), _ -> new ArrayList<>())
                            .add(evidence(row));
                });
        return found;
    }

    private static Candidate candidate(
            ResultSet row,
            List<yanzhen.app.chain.foresight.Concern> concerns,
            List<Evidence> evidence,
            List<Level> levels)
            throws SQLException {
        return new Candidate(
                row.getObject("id", UUID.class),
                new Draft(
                        new Bilingual(row.getString("name_zh"), row.getString("name_en")),
                        row.getString("description"),
                        row.getString("horizon"),
                        concerns),
                State.valueOf(row.getString("state")),
                Readiness.of(
                        levels,
                        evidence.stream()
                                .filter(Evidence::stands)
                                .map(it -> new Readiness.Shown(it.level(), it.kind()))
                                .toList()),
                evidence,
                row.getBoolean("synthetic"));
    }

    private static Evidence evidence(ResultSet row) throws SQLException {
        return new Evidence(
                row.getObject("id", UUID.class),
                row.getInt("level"),
                row.getString("kind"),
                Scribe.source(row),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("recorded_by"),
                row.getString("withdrawn_because"));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Event> history(UUID id) {
        return jdbc.sql(
                        "select * from chain.candidate_event where candidate = ? order by at desc, id desc")
                .param(id)
                .query((row, _) ->
                        new Event(
                                row.getString("kind"),
                                row.getString("said"),
                                row.getString("reason"),
                                row.getObject("at", OffsetDateTime.class).toInstant(),
                                row.getString("by")))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Candidate> likely(String name) {
        var typed = name.strip();
        if (typed.length() < 2) {
            return List.of();
        }
        var ids =
                jdbc.sql(
                                """
                                select id from (
                                    select id, greatest(
                                        word_similarity(lower(?), lower(name_zh)), word_similarity(lower(?), lower(name_en)),
                                        case when strpos(lower(name_zh), lower(?)) > 0 or strpos(lower(?), lower(name_zh)) > 0 then 1 else 0 end) as likeness
                                    from chain.candidate) f
                                where likeness >= ? order by likeness desc, id limit ?
                                """)
                        .params(typed, typed, typed, typed, LIKE, LIKELY)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list();
        var found = byId(ids);
        return ids.stream().map(found::get).filter(java.util.Objects::nonNull).toList();
    }

    @Override
    @Transactional
    public UUID add(Draft draft) {
        var id = insert(draft, false, null);
        audit.record(Change.created("chain.candidate.add", "candidate", id, draft));
        return id;
    }

    @Override
    @Transactional
    public int addAll(List<Draft> drafts) {
        drafts.forEach(this::add);
        return drafts.size();
    }

    /** Without an audit record: part of something larger. */
    UUID insert(Draft it, boolean synthetic, @Nullable String demoKey) {
        var id =
                jdbc.sql(
                                """
                                insert into chain.candidate
                                    (name_zh, name_en, description, horizon, state, synthetic, created_at, demo_key)
                                values (?, ?, ?, ?, 'WATCHED', ?, ?, ?) returning id
                                """)
                        .param(it.name().zh())
                        .param(it.name().en())
                        .param(it.description())
                        .param(it.horizon())
                        .param(synthetic)
                        .param(scribe.now())
                        .param(demoKey)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .single();
        scribe.concerns(Scribe.Of.CANDIDATE, id, it.concerns());
        event(id, "ADDED", it.name().zh(), null);
        return id;
    }

    private void event(UUID id, String kind, String said, @Nullable String reason) {
        jdbc.sql(
                        "insert into chain.candidate_event (candidate, kind, said, reason, at, by) values (?, ?, ?, ?, ?, ?)")
                .param(id)
                .param(kind)
                .param(said)
                .param(reason)
                .param(scribe.now())
                .param(scribe.speaker())
                .update();
    }

    @Override
    @Transactional
    public void edit(UUID id, Draft draft, String reason) {
        var before = locked(id).draft();
        jdbc.sql(
                        "update chain.candidate set name_zh = ?, name_en = ?, description = ?, horizon = ? where id = ?")
                .params(
                        draft.name().zh(),
                        draft.name().en(),
                        draft.description(),
                        draft.horizon(),
                        id)
                .update();
        scribe.concerns(Scribe.Of.CANDIDATE, id, draft.concerns());
        event(id, "EDITED", draft.name().zh(), reason);
        audit.record(
                Change.of("chain.candidate.edit", "candidate", id, before, draft).because(reason));
    }

    @Override
    @Transactional
    public void move(UUID id, State to, String reason) {
        var before = locked(id).state();
        if (!before.next().contains(to)) {
            throw new Stuck(before, to);
        }
        put(id, before, to, reason);
    }

    /** Those of the candidates that are in one of these states pass to another. */
    void follow(Collection<UUID> ids, Set<State> from, State to) {
        for (var id : ids.stream().sorted().toList()) {
            var before = locked(id).state();
            if (from.contains(before)) {
                put(id, before, to, null);
            }
        }
    }

    private void put(UUID id, State before, State to, @Nullable String reason) {
        record Moved(State state) {}
        jdbc.sql("update chain.candidate set state = ? where id = ?")
                .params(to.name(), id)
                .update();
        event(id, "MOVED", to.name(), reason);
        audit.record(
                Change.of("chain.candidate.move", "candidate", id, new Moved(before), new Moved(to))
                        .because(reason));
    }

    /** The row stays locked. */
    private Candidate locked(UUID id) {
        jdbc.sql("select id from chain.candidate where id = ? for update")
                .param(id)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
        return find(id).orElseThrow(() -> new NotFound("candidate", id));
    }

    private record Link(UUID signal) {}

    @Override
    @Transactional
    public void link(UUID id, UUID signal) {
        var title = title(signal);
        var _ = locked(id);
        int added =
                jdbc.sql(
                                "insert into chain.candidate_signal (candidate, signal) values (?, ?) on conflict do nothing")
                        .params(id, signal)
                        .update();
        if (added > 0) {
            event(id, "LINKED", title, null);
        }
        audit.record(Change.created("chain.candidate.link", "candidate", id, new Link(signal)));
    }

    private String title(UUID signal) {
        return jdbc.sql("select title from chain.signal where id = ?")
                .param(signal)
                .query((row, _) -> row.getString(1))
                .optional()
                .orElseThrow(() -> new NotFound("signal", signal));
    }

    @Override
    @Transactional
    public void unlink(UUID id, UUID signal) {
        var title = title(signal);
        var _ = locked(id);
        int gone =
                jdbc.sql("delete from chain.candidate_signal where candidate = ? and signal = ?")
                        .params(id, signal)
                        .update();
        if (gone > 0) {
            event(id, "UNLINKED", title, null);
        }
        audit.record(
                new Change(
                        "chain.candidate.unlink",
                        "candidate",
                        id.toString(),
                        new Link(signal),
                        null,
                        null));
    }

    private record Proof(UUID candidate, int level, String kind, SourceNote source) {}

    @Override
    @Transactional
    public UUID show(UUID id, int level, String kind, SourceNote source) {
        var _ = locked(id);
        var evidence = insert(id, level, kind, source);
        event(id, "EVIDENCE", level + " · " + source.title(), null);
        audit.record(
                Change.created(
                        "chain.evidence.add", "candidate", id, new Proof(id, level, kind, source)));
        return evidence;
    }

    /** Without an audit record: part of something larger. */
    UUID insert(UUID candidate, int level, String kind, SourceNote source) {
        return jdbc.sql(
                        """
                        insert into chain.readiness_evidence
                            (candidate, level, kind, source_title, source_url, as_of, confidence, recorded_at, recorded_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                        """)
                .param(candidate)
                .param(level)
                .param(kind)
                .param(source.title())
                .param(source.url())
                .param(source.asOf())
                .param(source.confidence().name())
                .param(scribe.now())
                .param(scribe.speaker())
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
    }

    @Override
    @Transactional
    public void withdrawEvidence(UUID id, UUID evidence, String reason) {
        var before =
                locked(id).evidence().stream()
                        .filter(it -> it.id().equals(evidence) && it.stands())
                        .findFirst()
                        .orElseThrow(() -> new NotFound("evidence", evidence));
        jdbc.sql(
                        "update chain.readiness_evidence set withdrawn_at = ?, withdrawn_because = ? where id = ?")
                .params(scribe.now(), reason, evidence)
                .update();
        event(id, "EVIDENCE_WITHDRAWN", before.level() + " · " + before.source().title(), reason);
        audit.record(
                new Change(
                        "chain.evidence.withdraw",
                        "candidate",
                        id.toString(),
                        new Proof(id, before.level(), before.kind(), before.source()),
                        null,
                        reason));
    }
}
