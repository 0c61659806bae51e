package yanzhen.app.cluster.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Rounds;
import yanzhen.app.cluster.Rounds.Kind;
import yanzhen.app.cluster.Rounds.Opening;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackRow;

/** Synthetic rounds of a demonstration. A pack may have none; one that is there stays as it is. */
@Component
class RoundsFile {

    private static final String FILE = "demo/rounds.csv";
    private static final String SCHEMA = "rounds.row";

    private final JdbcClient jdbc;
    private final Rounds rounds;
    private final SyntheticApplications applications;

    RoundsFile(JdbcClient jdbc, Rounds rounds, SyntheticApplications applications) {
        this.jdbc = jdbc;
        this.rounds = rounds;
        this.applications = applications;
    }

    static void validate(Pack pack, Set<String> schemes, Set<String> codes, Problems problems) {
        if (!pack.has(FILE)) {
            return;
        }
        var titles = new HashSet<String>();
        for (var row : pack.csv(FILE, SCHEMA, problems)) {
            row.known(problems, "scheme", schemes);
            titles.add(row.text("title"));
            if (row.date("last_day").isBefore(row.date("opens"))) {
                row.complain(problems, "last_day", "period-empty");
            }
        }
        SyntheticApplications.validate(pack, titles, codes, problems);
    }

    void load(Pack pack) {
        if (!pack.has(FILE)) {
            return;
        }
        var fresh = new HashMap<String, UUID>();
        for (var row : pack.csv(FILE, SCHEMA, new Problems())) {
            if (!known(row.text("title"))) {
                var id = rounds.open(opening(row));
                jdbc.sql("update cluster.round set synthetic = true where id = ?")
                        .param(id)
                        .update();
                fresh.put(row.text("title"), id);
            }
        }
        applications.load(pack, fresh);
    }

    private boolean known(String title) {
        return jdbc.sql("select exists (select from cluster.round where title = ?)")
                .param(title)
                .query(Boolean.class)
                .single();
    }

    private static Opening opening(PackRow row) {
        var dueBy = row.dateOrNull("due_by");
        return new Opening(
                row.text("scheme"),
                Kind.valueOf(row.text("kind")),
                row.text("title"),
                row.date("opens"),
                row.date("last_day").plusDays(1),
                places(row.orNull("places")),
                Map.of(),
                dueBy == null ? null : dueBy.plusDays(1));
    }

    private static @Nullable Integer places(@Nullable String text) {
        return text == null ? null : Integer.valueOf(text);
    }
}
