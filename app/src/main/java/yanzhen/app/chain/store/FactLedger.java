package yanzhen.app.chain.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.Fact;
import yanzhen.app.chain.Fact.End;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.NotFound;

/**
 * 事实簿: how every kind of fact is stated, corrected and withdrawn. The chains of the node are locked
 * before any of its rows, and diagnosed when all is written.
 *
 * @param <F> a kind of fact
 * @param <S> what it says
 */
abstract class FactLedger<F extends Fact, S> {

    /**
     * What its changes are called in the audit trail.
     *
     * @param subject of the audit records
     */
    record Words(String subject, String state, String correct, String withdraw) {}

    final FactKeeping keeping;
    private final FactKeeping.Table table;
    private final Words words;
    private final Diagnoses diagnoses;
    private final AuditTrail audit;

    FactLedger(
            FactKeeping keeping,
            FactKeeping.Table table,
            Words words,
            Diagnoses diagnoses,
            AuditTrail audit) {
        this.keeping = keeping;
        this.table = table;
        this.words = words;
        this.diagnoses = diagnoses;
        this.audit = audit;
    }

    public abstract Optional<F> find(UUID id);

    /** The same with its row locked until the transaction ends. */
    abstract Optional<F> locked(UUID id);

    abstract UUID insert(UUID node, S statement, @Nullable UUID replaces);

    abstract S statement(F fact);

    /** Whether a rule may ask for what it says. */
    abstract boolean counts(S statement);

    abstract Conflict superseded(UUID id);

    @Transactional
    public UUID state(UUID node, S statement) {
        var chains = keeping.lockedChainsOf(node);
        var id = insert(node, statement, null);
        audit.record(Change.created(words.state, words.subject, id, statement));
        diagnose(chains, counts(statement));
        return id;
    }

    @Transactional
    public UUID correct(UUID id, S statement, String reason) {
        var chains = keeping.lockedChainsOf(nodeOf(id));
        var change = replace(id, _ -> statement, reason);
        diagnose(chains, change.counts);
        return change.newer;
    }

    /**
     * A fact in the place of another one.
     *
     * @param counts whether a rule may ask for what it says or for what the old one said
     */
    record Replaced(UUID newer, boolean counts) {}

    /**
     * Puts a new fact in the place of a present one, as a part of a change of many: whoever calls
     * has locked its chains and diagnoses them when all is written.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Replaced replace(UUID id, Function<S, S> newly, String reason) {
        var old = present(id);
        var before = statement(old);
        var after = newly.apply(before);
        keeping.end(table, id, End.Kind.CORRECTED, reason);
        var newer = insert(old.node(), after, id);
        audit.record(Change.of(words.correct, words.subject, newer, before, after).because(reason));
        return new Replaced(newer, counts(before) || counts(after));
    }

    @Transactional
    public void withdraw(UUID id, String reason) {
        var chains = keeping.lockedChainsOf(nodeOf(id));
        diagnose(chains, end(id, reason));
    }

    /**
     * Ends a present fact as a part of a change of many, like {@link #replace}.
     *
     * @return whether a rule may ask for what it said
     */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean end(UUID id, String reason) {
        var old = present(id);
        keeping.end(table, id, End.Kind.WITHDRAWN, reason);
        audit.record(
                new Change(
                        words.withdraw,
                        words.subject,
                        id.toString(),
                        statement(old),
                        null,
                        reason));
        return counts(statement(old));
    }

    private void diagnose(List<String> chains, boolean asked) {
        if (asked) {
            chains.forEach(diagnoses::run);
        }
    }

    private UUID nodeOf(UUID id) {
        return find(id).map(Fact::node).orElseThrow(() -> new NotFound(words.subject, id));
    }

    /** Of two corrections one waits for the row and then finds it superseded. */
    private F present(UUID id) {
        var found = locked(id).orElseThrow(() -> new NotFound(words.subject, id));
        if (!found.present()) {
            throw superseded(id);
        }
        return found;
    }
}
