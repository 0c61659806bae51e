package yanzhen.app.chain.foresight.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.foresight.Concern;
import yanzhen.app.chain.foresight.Signal;
import yanzhen.app.chain.foresight.Signals;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.site.Conditions;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Order;
import yanzhen.app.site.Slice;

@Component
class JdbcSignals implements Signals {

    private static final Order BY_DAY = Order.descending("s.as_of", "date", "s.id", "uuid");
    private static final Order BY_MOMENT =
            Order.descending("s.recorded_at", "timestamptz", "s.id", "uuid");
    private static final Order BY_TITLE = Order.ascending("s.title", "text", "s.id", "uuid");

    private final JdbcClient jdbc;
    private final Scribe scribe;
    private final AuditTrail audit;

    JdbcSignals(JdbcClient jdbc, Scribe scribe, AuditTrail audit) {
        this.jdbc = jdbc;
        this.scribe = scribe;
        this.audit = audit;
    }

    @Override
    @Transactional(readOnly = true)
    public Slice<Signal> search(Query query, @Nullable Cursor after, int size) {
        var found =
                where(query)
                        .part(order(query), after, size)
                        .of(
                                jdbc,
                                "select s.* from chain.signal s",
                                (row, _) -> signal(row),
                                it -> place(query.sort(), it));
        var concerns =
                scribe.concerns(Scribe.Of.SIGNAL, found.items().stream().map(Signal::id).toList());
        return found.map(it -> with(it, concerns));
    }

    private static Order order(Query query) {
        return switch (query.sort()) {
            case DAY -> BY_DAY.turned(!query.turned());
            case RECORDED -> BY_MOMENT.turned(!query.turned());
            case TITLE -> BY_TITLE.turned(query.turned());
        };
    }

    private static Cursor place(Sort sort, Signal it) {
        return switch (sort) {
            case DAY -> Cursor.after(it.note().source().asOf(), it.id());
            case RECORDED -> Cursor.after(it.recordedAt(), it.id());
            case TITLE -> Cursor.after(it.note().title(), it.id());
        };
    }

    private static Conditions where(Query query) {
        return new Conditions()
                .andIfHolds(
                        "s.title ilike ? or s.detail ilike ? or s.seen_at ilike ? or array_to_string(s.tags, ' ') ilike ?",
                        query.words())
                .andIfGiven(
                        "exists (select from chain.concern c where c.signal = s.id and c.chain = ?)",
                        query.chain())
                .andIfGiven("? = any (s.tags)", query.tag())
                .and("(s.withdrawn_at is not null) = ?", query.withdrawn());
    }

    @Override
    @Transactional(readOnly = true)
    public long count(Query query) {
        return where(query).count(jdbc, "chain.signal s");
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Signal> find(UUID id) {
        return jdbc.sql("select s.* from chain.signal s where id = ?")
                .param(id)
                .query((row, _) -> signal(row))
                .optional()
                .map(it -> with(it, scribe.concerns(Scribe.Of.SIGNAL, List.of(id))));
    }

    @Override
    @Transactional(readOnly = true)
    public List<String> tags() {
        return jdbc.sql(
                        "select distinct t from chain.signal s, unnest(s.tags) t where s.withdrawn_at is null order by t")
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Signal> of(UUID candidate) {
        return jdbc.sql(
                        """
                        select s.* from chain.signal s join chain.candidate_signal l on l.signal = s.id
                        where l.candidate = ? order by s.as_of desc, s.id
                        """)
                .param(candidate)
                .query((row, _) -> signal(row))
                .list();
    }

    @Override
    @Transactional
    public UUID note(Signal.Note note) {
        var id = insert(note, null);
        audit.record(Change.created("chain.signal.note", "signal", id, note));
        return id;
    }

    @Override
    @Transactional
    public int noteAll(List<Signal.Note> notes) {
        notes.forEach(this::note);
        return notes.size();
    }

    /** Without an audit record: part of something larger. */
    UUID insert(Signal.Note it, @Nullable String demoKey) {
        var id =
                jdbc.sql(
                                """
                                insert into chain.signal
                                    (title, detail, seen_at, source_title, source_url, as_of, confidence, tags,
                                     recorded_at, recorded_by, demo_key)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                                """)
                        .param(it.title())
                        .param(it.detail())
                        .param(it.seenAt())
                        .param(it.source().title())
                        .param(it.source().url())
                        .param(it.source().asOf())
                        .param(it.source().confidence().name())
                        .param(it.tags().toArray(String[]::new))
                        .param(scribe.now())
                        .param(scribe.speaker())
                        .param(demoKey)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .single();
        scribe.concerns(Scribe.Of.SIGNAL, id, it.concerns());
        return id;
    }

    @Override
    @Transactional
    public void withdraw(UUID id, String reason) {
        var before = find(id).orElseThrow(() -> new NotFound("signal", id));
        int changed =
                jdbc.sql(
                                "update chain.signal set withdrawn_at = ?, withdrawn_because = ? where id = ? and withdrawn_at is null")
                        .params(scribe.now(), reason, id)
                        .update();
        if (changed == 0) {
            throw new Withdrawn(id);
        }
        audit.record(
                new Change(
                        "chain.signal.withdraw",
                        "signal",
                        id.toString(),
                        before.note(),
                        null,
                        reason));
    }

    private static Signal with(Signal it, Map<UUID, List<Concern>> concerns) {
        var note = it.note();
        return new Signal(
                it.id(),
                new Signal.Note(
                        note.title(),
                        note.detail(),
                        note.seenAt(),
                        note.source(),
                        note.tags(),
                        concerns.getOrDefault(it.id(), List.of())),
                it.recordedAt(),
                it.recordedBy(),
                it.withdrawnBecause());
    }

    private static Signal signal(ResultSet row) throws SQLException {
        return new Signal(
                row.getObject("id", UUID.class),
                new Signal.Note(
                        row.getString("title"),
                        row.getString("detail"),
                        row.getString("seen_at"),
                        Scribe.source(row),
                        Arrays.asList((String[]) row.getArray("tags").getArray()),
                        List.of()),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("recorded_by"),
                row.getString("withdrawn_because"));
    }
}
