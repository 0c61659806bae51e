package yanzhen.app.cluster.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.cluster.Checks;
import yanzhen.app.cluster.Reports;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.rules.Amount;
import yanzhen.app.rules.Datum;
import yanzhen.app.rules.Facts;
import yanzhen.app.rules.Judgement.Answer;
import yanzhen.app.rules.Rule;
import yanzhen.app.rules.RuleFault;
import yanzhen.app.rules.RuleText;
import yanzhen.app.rules.Vocabulary;

@Component
class JdbcChecks implements Checks {

    private final JdbcClient jdbc;
    private final Reports reports;

    JdbcChecks(JdbcClient jdbc, Reports reports) {
        this.jdbc = jdbc;
        this.reports = reports;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Check> all() {
        var vocabulary =
                new Vocabulary(reports.asked().stream().map(Reports.Asked::datum).toList());
        return jdbc.sql("select * from cluster.report_check order by ordinal")
                .query((row, _) -> check(row, vocabulary))
                .list();
    }

    private static Check check(ResultSet row, Vocabulary vocabulary) throws SQLException {
        var document = row.getString("document");
        return new Check(
                row.getString("key"),
                rule(row.getString("rule"), vocabulary),
                new Bilingual(row.getString("name_zh"), row.getString("name_en")),
                new Bilingual(row.getString("say_zh"), row.getString("say_en")),
                row.getBoolean("hint"),
                document == null ? null : new Clause(document, row.getString("place")),
                "verified".equals(row.getString("mark")),
                row.getString("reading_zh") == null
                        ? null
                        : new Bilingual(row.getString("reading_zh"), row.getString("reading_en")));
    }

    private static Rule rule(String text, Vocabulary vocabulary) {
        try {
            return RuleText.read(text, vocabulary);
        } catch (RuleFault e) {
            throw new IllegalStateException("A pack was loaded with a wrong rule: " + text, e);
        }
    }

    @Override
    @Transactional(readOnly = true)
    public List<Doubt> of(UUID organisation, int year, Map<String, @Nullable BigDecimal> typed) {
        var numbers = new HashMap<String, BigDecimal>();
        reports.of(organisation).forEach(it -> numbers.put(it.datum() + it.year(), it.value()));
        typed.forEach((datum, value) -> {
            if (value == null) {
                numbers.remove(datum + year);
            } else {
                numbers.put(datum + year, value);
            }
        });
        var facts = new Numbers(year, Map.copyOf(numbers));
        return all().stream()
                .filter(it -> it.rule().judge(facts).answer() == Answer.LACKING)
                .map(it -> new Doubt(it, facts.figures(it.rule())))
                .sorted(Comparator.comparing(it -> it.check().hint()))
                .toList();
    }

    /** Numbers by datum and year; the last year is that of the report. */
    private record Numbers(int lastYear, Map<String, BigDecimal> values) implements Facts {

        @Override
        public @Nullable Amount value(Datum datum, int year) {
            var value = values.get(datum.key() + year);
            return value == null ? null : Amount.of(value);
        }

        List<Figure> figures(Rule rule) {
            var figures = new ArrayList<Figure>();
            rule.needs()
                    .forEach((datum, years) -> {
                        for (int back = 0; back < years; back++) {
                            var value = values.get(datum.key() + (lastYear - back));
                            if (value != null) {
                                figures.add(new Figure(datum, lastYear - back, value));
                            }
                        }
                    });
            return List.copyOf(figures);
        }
    }
}
