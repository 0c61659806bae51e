package yanzhen.app.cluster.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import yanzhen.identity.Finding;
import yanzhen.identity.Listing;
import yanzhen.identity.Match;

/**
 * 按名称识别: which organisation of the register a name means, by its present and all former names, and
 * those of records that were merged into it. The register as it was when the first name was asked
 * for.
 */
final class RegisterNames {

    private static final int PERCENT = 100;

    private final RegisterIndex.Whole register;
    private final Map<String, String> meanings;
    private final Map<String, Finding> asked = new HashMap<>();

    private RegisterNames(RegisterIndex.Whole register, Map<String, String> meanings) {
        this.register = register;
        this.meanings = meanings;
    }

    static RegisterNames of(JdbcClient jdbc, RegisterIndex index) {
        var meanings = new HashMap<String, String>();
        jdbc.sql(
                        """
                        select m.written, o.key from cluster.name_meaning m
                        join cluster.organisation o on o.id = cluster.present_of(m.organisation)
                        """)
                .query(row -> {
                    meanings.put(row.getString(1), row.getString(2));
                });
        return new RegisterNames(index.whole(), Map.copyOf(meanings));
    }

    Finding find(String name) {
        return asked.computeIfAbsent(name, it -> register.known().find(Listing.named(it)));
    }

    /** What somebody has decided that the name means, by its key; null when nobody has. */
    @Nullable String meant(String name) {
        return meanings.get(name);
    }

    /** Keys of those who may be meant with their likelihood in percent, for a decision. */
    String keys(List<Match> candidates) {
        return String.join(
                "\t",
                candidates.stream()
                        .map(it ->
                                "%s:%d"
                                        .formatted(
                                                key(it),
                                                (int) Math.floor(it.probability() * PERCENT)))
                        .toList());
    }

    /** What the organisation is told apart by. */
    String key(Match match) {
        return entry(match).key();
    }

    /** Names and keys of those who may be meant, the likeliest first. */
    String said(List<Match> candidates) {
        return String.join(
                "、",
                candidates.stream()
                        .map(it -> entry(it).listing().names().getFirst() + " " + key(it))
                        .toList());
    }

    private RegisterIndex.Entry entry(Match match) {
        return register.entries().get(match.entry());
    }
}
