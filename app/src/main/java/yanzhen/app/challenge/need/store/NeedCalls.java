package yanzhen.app.challenge.need.store;

import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.OnBehalf;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.challenge.WallWatch;
import yanzhen.app.challenge.need.Need;
import yanzhen.app.challenge.need.Need.State;
import yanzhen.app.challenge.need.Needs;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;

/**
 * A need follows the challenge that was drafted from it: on the wall it is in a call, withdrawn it
 * is free again, completed it is met. Whoever moves the challenge need not be one who judges needs.
 */
@Component
class NeedCalls implements WallWatch {

    private record Moved(State state, UUID challenge) {}

    private final JdbcClient jdbc;
    private final NeedReader reader;
    private final NeedWriting writing;
    private final WeakLinks weakLinks;
    private final OnBehalf onBehalf;
    private final AuditTrail audit;

    NeedCalls(
            JdbcClient jdbc,
            NeedReader reader,
            NeedWriting writing,
            WeakLinks weakLinks,
            OnBehalf onBehalf,
            AuditTrail audit) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.writing = writing;
        this.weakLinks = weakLinks;
        this.onBehalf = onBehalf;
        this.audit = audit;
    }

    /** What everybody may read of it is told to its weak link; before it is open nothing is. */
    static void respond(WeakLinks weakLinks, Need it, String state) {
        var link = it.draft().weakLink();
        if (link != null) {
            weakLinks.answeredBy(
                    link,
                    new Response("need", it.id(), "/needs/" + it.id(), it.draft().title(), state));
        }
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void moved(UUID challenge, Response response) {
        if (response.kind().equals("challenge")) {
            onBehalf.of(
                    Set.of(),
                    () -> {
                        reader.ofChallenge(challenge)
                                .ifPresent(it -> follow(it.id(), challenge, response.state()));
                        return challenge;
                    });
        }
    }

    private void follow(UUID id, UUID challenge, String state) {
        switch (state) {
            case "published" ->
                    put(id, challenge, EnumSet.of(State.PUBLISHABLE), State.IN_CALL, "in-call");
            case "withdrawn" ->
                    put(id, challenge, EnumSet.of(State.IN_CALL), State.PUBLISHABLE, "publishable");
            case "completed" -> put(id, challenge, EnumSet.of(State.IN_CALL), State.MET, "met");
            default -> {
                // It stays in its call.
            }
        }
    }

    /**
     * Moves it on.
     *
     * @throws Needs.Stuck when it is not in one of these states, such as one that was withdrawn, or
     *     is in another call already; then the challenge stays where it was too
     */
    private void put(UUID id, UUID challenge, Set<State> from, State to, String said) {
        jdbc.sql("select id from challenge.need where id = ? for update")
                .param(id)
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
        var before = reader.find(id).orElseThrow();
        if (!from.contains(before.state())) {
            throw new Needs.Stuck("call", before.state());
        }
        jdbc.sql("update challenge.need set state = ?, revision = revision + 1 where id = ?")
                .params(to.name(), id)
                .update();
        writing.step(id, before.state(), to, "", null, writing.now());
        audit.record(
                Change.of(
                        "challenge.need.follow-call",
                        "need",
                        id,
                        new Moved(before.state(), challenge),
                        new Moved(to, challenge)));
        respond(weakLinks, before, said);
    }
}
