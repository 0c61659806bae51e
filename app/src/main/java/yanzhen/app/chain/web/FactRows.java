package yanzhen.app.chain.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.ChainDraft;
import yanzhen.app.chain.ChainDraft.FactRow;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.TableRow;

/** Reads the table of facts on nodes. On one day one thing is said of one subject. */
final class FactRows {

    /** Columns of the table by the fields of the form that reads the same statement. */
    private static final Map<String, String> COLUMNS =
            Map.of(
                    "ownerZh", "owner_zh",
                    "ownerEn", "owner_en",
                    "sourceTitle", "source_title",
                    "sourceUrl", "source_url",
                    "asOf", "as_of",
                    "validFrom", "valid_from",
                    "validUntil", "valid_until");

    private static final String FILE = ChainTable.FACTS.key();

    private final Set<String> nodes;
    private final Bilingual owner;
    private final List<FactRow> stored;
    private final LocalDate today;
    private final Problems problems;
    private final List<FactRow> found = new ArrayList<>();
    private final Map<String, List<FactRow>> bySubject = new HashMap<>();

    FactRows(
            Set<String> nodes,
            Bilingual owner,
            @Nullable ChainDraft stored,
            LocalDate today,
            Problems problems) {
        this.nodes = nodes;
        this.owner = owner;
        this.stored = stored == null || stored.facts() == null ? List.of() : stored.facts();
        this.today = today;
        this.problems = problems;
    }

    List<FactRow> read(List<TableRow> rows) {
        var places = new ArrayList<TableRow>();
        for (var row : rows) {
            var fact = fact(row);
            if (fact != null) {
                var others = bySubject.computeIfAbsent(subject(fact), _ -> new ArrayList<>());
                if (others.stream().anyMatch(it -> FactRow.clash(it, fact))) {
                    complain(row, "value", "fact-overlapping");
                } else {
                    others.add(fact);
                    found.add(fact);
                    places.add(row);
                }
            }
        }
        var kept =
                stored.stream()
                        .filter(this::kept)
                        .collect(Collectors.groupingBy(FactRows::subject));
        for (int at = 0; at < found.size(); at++) {
            var fact = found.get(at);
            if (kept.getOrDefault(subject(fact), List.of()).stream()
                    .anyMatch(it -> FactRow.clash(it, fact))) {
                complain(places.get(at), "valid_from", "fact-overlapping-stored");
            }
        }
        return List.copyOf(found);
    }

    private static String subject(FactRow it) {
        return it.node() + '\u001f' + it.statement().subject();
    }

    /** Whether none of the rows takes the place of a stored one. */
    private boolean kept(FactRow it) {
        return bySubject.getOrDefault(subject(it), List.of()).stream()
                .noneMatch(
                        other -> it.statement().validFrom().equals(other.statement().validFrom()));
    }

    private @Nullable FactRow fact(TableRow row) {
        var own = new Problems();
        boolean known = nodes.contains(row.text("node"));
        if (!known) {
            complain(row, "node", row.text("node").isEmpty() ? "required" : "unknown-reference");
        }
        var statement = NewFacts.read(typing(row), owner, false, today, own);
        var staleAfter = row.day("stale_after", own);
        if (statement != null
                && staleAfter != null
                && !staleAfter.isAfter(statement.source().asOf())) {
            complain(row, "stale_after", "period-empty");
        }
        own.kept().forEach(it -> problems.add(placed(it, row)));
        return statement == null || !known
                ? null
                : new FactRow(row.text("node"), statement, staleAfter);
    }

    private static NewFacts.Typing typing(TableRow row) {
        return new NewFacts.Typing(
                null,
                row.text("kind"),
                row.text("value"),
                row.text("reference"),
                row.text("owner_zh"),
                row.text("owner_en"),
                row.text("source_title"),
                row.text("source_url"),
                day(row, "as_of"),
                day(row, "valid_from"),
                day(row, "valid_until"),
                row.text("confidence"),
                null);
    }

    /** In the form of the form, however it is written. */
    private static String day(TableRow row, String column) {
        var day = row.day(column, new Problems());
        return day == null ? row.text(column) : day.toString();
    }

    private void complain(TableRow row, String column, String code) {
        problems.add(FILE, row.number(), column, row.text(column), code);
    }

    private static Problem placed(Problem it, TableRow row) {
        return new Problem(
                FILE,
                row.number(),
                COLUMNS.getOrDefault(it.field(), it.field()),
                it.value(),
                it.code(),
                it.details());
    }
}
