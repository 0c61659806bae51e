package yanzhen.app.challenge.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.challenge.ChallengeRules;
import yanzhen.app.challenge.ChallengeRules.PlannedMilestone;
import yanzhen.app.challenge.ChallengeRules.Rule;
import yanzhen.app.challenge.Wall;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;

/** The rules of the latest pack: read as a whole, replaced as a whole. */
@Component
class RuleBook {

    static final String LEAST_TARGETS = "targets.least";
    static final String MOST_TARGETS = "targets.most";
    static final String LEAST_DAYS = "call.least-days";
    static final String MOST_OPEN_BIDS = "bids.most-open";

    private final JdbcClient jdbc;

    RuleBook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The rules in force.
     *
     * @throws Wall.NoRules when there are none
     */
    @Transactional(readOnly = true)
    public ChallengeRules inForce() {
        var rules =
                jdbc.sql("select * from challenge.rule order by ordinal")
                        .query((row, _) -> rule(row))
                        .list();
        if (rules.isEmpty()) {
            throw new Wall.NoRules();
        }
        Map<String, Rule> byKey =
                rules.stream().collect(Collectors.toMap(Rule::key, Function.identity()));
        return new ChallengeRules(
                rules.stream().filter(it -> it.key().startsWith("required.")).toList(),
                limit(byKey, LEAST_TARGETS),
                limit(byKey, MOST_TARGETS),
                limit(byKey, LEAST_DAYS),
                limit(byKey, MOST_OPEN_BIDS),
                milestones());
    }

    private static Rule limit(Map<String, Rule> rules, String key) {
        var rule = rules.get(key);
        if (rule == null) {
            throw new IllegalStateException("The stored rules have no %s.".formatted(key));
        }
        return rule;
    }

    private List<PlannedMilestone> milestones() {
        return jdbc.sql("select * from challenge.planned_milestone order by ordinal")
                .query((row, _) ->
                        new PlannedMilestone(
                                row.getInt("ordinal"),
                                Rows.title(row),
                                row.getInt("due"),
                                row.getInt("share")))
                .list();
    }

    private static Rule rule(ResultSet row) throws SQLException {
        return new Rule(
                row.getString("key"),
                row.getInt("limit_value"),
                new Bilingual(row.getString("why_zh"), row.getString("why_en")),
                new Clause(row.getString("document"), row.getString("place")),
                row.getBoolean("reading"));
    }

    /** Part of loading a pack. */
    void replace(ChallengeRules rules) {
        jdbc.sql("delete from challenge.rule").update();
        jdbc.sql("delete from challenge.planned_milestone").update();
        int ordinal = 0;
        for (var rule : rules.all()) {
            store(rule, ++ordinal);
        }
        for (var milestone : rules.milestones()) {
            jdbc.sql(
                            "insert into challenge.planned_milestone (ordinal, title_zh, title_en, due, share) values (?, ?, ?, ?, ?)")
                    .params(
                            milestone.ordinal(),
                            milestone.title().zh(),
                            milestone.title().en(),
                            milestone.due(),
                            milestone.share())
                    .update();
        }
    }

    private void store(Rule rule, int ordinal) {
        jdbc.sql(
                        """
                        insert into challenge.rule
                            (key, limit_value, why_zh, why_en, document, place, reading, ordinal)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        rule.key(),
                        rule.limit(),
                        rule.why().zh(),
                        rule.why().en(),
                        rule.source().document(),
                        rule.source().place(),
                        rule.reading(),
                        ordinal)
                .update();
    }
}
