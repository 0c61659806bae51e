package yanzhen.app.cluster.store;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Imports.Candidate;
import yanzhen.app.cluster.Imports.DoubtfulName;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Problem;
import yanzhen.app.site.NotFound;

/** 名称所指: what people decided that written names mean. */
@Component
class NameMeanings {

    /** Problem of a name that is not certain; its second detail holds keys for a decision. */
    static final String DOUBTFUL = "name-doubtful";

    private final JdbcClient jdbc;
    private final Organisations organisations;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final Clock clock;

    NameMeanings(
            JdbcClient jdbc,
            Organisations organisations,
            Viewers viewers,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.organisations = organisations;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    /** A key and how likely it is meant. */
    private record Likely(String key, int percent) {
        static Likely of(String text) {
            int colon = text.lastIndexOf(':');
            return new Likely(
                    text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        }
    }

    /** Names among the problems that wait for a decision, in their order. */
    List<DoubtfulName> doubtful(List<Problem> problems) {
        var rows = new LinkedHashMap<String, Integer>();
        var likely = new LinkedHashMap<String, List<Likely>>();
        for (var problem : problems) {
            if (problem.code().equals(DOUBTFUL) && problem.details().size() > 1) {
                rows.merge(problem.value(), 1, Integer::sum);
                likely.computeIfAbsent(problem.value(), _ -> likely(problem.details().get(1)));
            }
        }
        var keys = new HashSet<String>();
        likely.values().forEach(all -> all.forEach(it -> keys.add(it.key)));
        var found = organisations.byKey(keys);
        return rows.entrySet().stream()
                .map(it ->
                        new DoubtfulName(
                                it.getKey(),
                                it.getValue(),
                                likely.getOrDefault(it.getKey(), List.of()).stream()
                                        .flatMap(one ->
                                                Stream.ofNullable(
                                                        candidate(found.get(one.key), one)))
                                        .toList()))
                .toList();
    }

    private static List<Likely> likely(String detail) {
        return Arrays.stream(detail.split("\t", -1)).map(Likely::of).toList();
    }

    private static @Nullable Candidate candidate(@Nullable Organisation found, Likely likely) {
        return found == null ? null : new Candidate(found, likely.percent);
    }

    /** Later decisions supersede earlier ones; each leaves a record with the organisation. */
    void keep(Map<String, UUID> meanings) {
        var found = organisations.byId(Set.copyOf(meanings.values()));
        var viewer = viewers.current();
        for (var organisation : meanings.values()) {
            var meant = found.get(organisation);
            if (meant == null) {
                throw new NotFound("organisation", organisation);
            }
            viewer.mustRunDistrict(meant.district());
        }
        store(new TreeMap<>(meanings));
        record Meaning(String written) {}
        audit.recordAll(
                new TreeMap<>(meanings)
                        .entrySet().stream()
                                .map(it ->
                                        Change.created(
                                                "cluster.name-means",
                                                "organisation",
                                                it.getValue(),
                                                new Meaning(it.getKey())))
                                .toList());
    }

    private void store(Map<String, UUID> meanings) {
        jdbc.sql(
                        """
                        insert into cluster.name_meaning (written, organisation, decided_at, decided_by, decided_by_name)
                        select u.written, u.organisation, ?, ?, ? from unnest(?::text[], ?::uuid[]) as u (written, organisation)
                        on conflict (written) do update
                        set organisation = excluded.organisation, decided_at = excluded.decided_at,
                            decided_by = excluded.decided_by, decided_by_name = excluded.decided_by_name
                        """)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(viewers.current().account())
                .param(viewers.current().name())
                .param(meanings.keySet().toArray(String[]::new))
                .param(meanings.values().toArray(UUID[]::new))
                .update();
    }
}
