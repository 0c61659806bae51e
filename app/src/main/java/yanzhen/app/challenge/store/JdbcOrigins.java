package yanzhen.app.challenge.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.chain.Response;
import yanzhen.app.chain.foresight.Topic;
import yanzhen.app.chain.foresight.Topics;
import yanzhen.app.challenge.Origins;
import yanzhen.app.challenge.WallWatch;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.site.NotFound;

@Component
class JdbcOrigins implements Origins {

    private final JdbcClient jdbc;
    private final Topics topics;
    private final List<WallWatch> watches;
    private final AuditTrail audit;

    JdbcOrigins(JdbcClient jdbc, Topics topics, List<WallWatch> watches, AuditTrail audit) {
        this.jdbc = jdbc;
        this.topics = topics;
        this.watches = List.copyOf(watches);
        this.audit = audit;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Origin> of(UUID challenge) {
        return jdbc.sql("select topic, title from challenge.origin where challenge = ?")
                .param(challenge)
                .query((row, _) ->
                        new Origin(row.getObject("topic", UUID.class), row.getString("title")))
                .optional();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void name(UUID challenge, UUID topic) {
        var found = topics.find(topic).orElseThrow(() -> new NotFound("topic", topic));
        if (!found.state().canMove()) {
            throw new Topics.Stuck(found.state(), Topic.State.MOVED);
        }
        var title = found.draft().title();
        jdbc.sql("insert into challenge.origin (challenge, topic, title) values (?, ?, ?)")
                .params(challenge, topic, title)
                .update();
        audit.record(
                Change.created(
                        "challenge.origin", "challenge", challenge, new Origin(topic, title)));
    }

    /** Part of a move of the challenge, which leaves the audit record. */
    void respond(UUID challenge, Response response) {
        of(challenge).ifPresent(it -> topics.answeredBy(it.topic(), response));
        watches.forEach(it -> it.moved(challenge, response));
    }
}
