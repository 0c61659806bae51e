package yanzhen.app.cluster.store;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Duplicates;
import yanzhen.app.cluster.Facts;
import yanzhen.app.cluster.LikelySame;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Region;
import yanzhen.app.cluster.Regions;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.CreditCode;
import yanzhen.identity.Listing;

@Component
class JdbcLikelySame implements LikelySame {

    private static final int MOST = 5;

    private final JdbcClient jdbc;
    private final RegisterIndex index;
    private final Organisations organisations;
    private final Regions regions;
    private final Duplicates duplicates;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final JsonMapper json;
    private final Clock clock;

    JdbcLikelySame(
            JdbcClient jdbc,
            RegisterIndex index,
            Organisations organisations,
            Regions regions,
            Duplicates duplicates,
            Viewers viewers,
            AuditTrail audit,
            JsonMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.index = index;
        this.organisations = organisations;
        this.regions = regions;
        this.duplicates = duplicates;
        this.viewers = viewers;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Likely> of(@Nullable CreditCode code, Facts facts) {
        return like(listing(code, facts), Set.of());
    }

    @Override
    @Transactional(readOnly = true)
    public List<Likely> of(UUID organisation, Facts facts) {
        var present = organisations.find(organisation).map(Facts::of);
        if (present.isEmpty() || sameToCompare(present.get(), facts)) {
            return List.of();
        }
        var paired = new HashSet<>(paired(organisation));
        paired.add(organisation);
        return like(listing(null, facts), paired);
    }

    private static boolean sameToCompare(Facts one, Facts other) {
        return one.name().equals(other.name())
                && Objects.equals(one.nameEn(), other.nameEn())
                && Objects.equals(one.address(), other.address())
                && one.district().equals(other.district());
    }

    /** Those with whom it makes a pair, whatever came of it. */
    private List<UUID> paired(UUID organisation) {
        return jdbc.sql(
                        """
                        select case when one = ? then other else one end from cluster.duplicate
                        where one = ? or other = ?
                        """)
                .params(organisation, organisation, organisation)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    private Listing listing(@Nullable CreditCode code, Facts facts) {
        var names =
                Stream.concat(Stream.of(facts.name()), Stream.ofNullable(facts.nameEn())).toList();
        var district =
                regions.find(facts.district())
                        .filter(Region::isDistrict)
                        .map(it -> it.name().zh())
                        .orElse(null);
        return Likeness.asked(names, code, Likeness.place(district, facts.address()));
    }

    private List<Likely> like(Listing listing, Set<UUID> without) {
        var found =
                index.now().like(listing).stream()
                        .filter(it -> Likeness.enough(it.match()))
                        .filter(it -> !without.contains(it.entry().organisation()))
                        .limit(MOST)
                        .toList();
        var bodies =
                organisations.byId(found.stream().map(it -> it.entry().organisation()).toList());
        return found.stream()
                .flatMap(it ->
                        Stream.ofNullable(bodies.get(it.entry().organisation()))
                                .map(body -> likely(body, it)))
                .toList();
    }

    private static Likely likely(Organisation body, RegisterIndex.Like it) {
        return new Likely(body, Likeness.of(it.match()), Likeness.reasons(it.match()));
    }

    /** Pairs that are there already stay as they are, but that the city may end a waiting one. */
    @Override
    @Transactional
    public void keep(UUID organisation, List<Likely> likely, Answer answer, String note) {
        for (var each : likely) {
            boolean kept = insert(organisation, each, answer, note);
            if (answer == Answer.DIFFERENT) {
                if (kept) {
                    record Different(UUID other) {}
                    audit.record(
                            Change.created(
                                            "cluster.tell-apart",
                                            "organisation",
                                            organisation,
                                            new Different(each.organisation().id()))
                                    .because(note));
                } else if (viewers.current().runsRegion()) {
                    duplicates.dismiss(pair(organisation, each.organisation().id()), note);
                }
            }
        }
    }

    private boolean insert(UUID organisation, Likely likely, Answer answer, String note) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        var by = viewers.current().name();
        boolean apart = answer == Answer.DIFFERENT;
        return jdbc.sql(
                                """
                                insert into cluster.duplicate
                                    (one, other, probability, reasons, found_at, found_by,
                                     decision, decided_at, decided_by_name, reason)
                                values (least(?::uuid, ?::uuid), greatest(?::uuid, ?::uuid), ?, ?::jsonb, ?, ?, ?, ?, ?, ?)
                                on conflict (one, other) do nothing
                                """)
                        .param(organisation)
                        .param(likely.organisation().id())
                        .param(organisation)
                        .param(likely.organisation().id())
                        .param(likely.probability())
                        .param(json.writeValueAsString(likely.reasons()))
                        .param(now)
                        .param(by)
                        .param(apart ? Answer.DIFFERENT.name() : null)
                        .param(apart ? now : null)
                        .param(apart ? by : null)
                        .param(apart ? note : null)
                        .update()
                == 1;
    }

    private List<UUID> pair(UUID one, UUID other) {
        return jdbc.sql(
                        "select id from cluster.duplicate where one = least(?::uuid, ?::uuid) and other = greatest(?::uuid, ?::uuid)")
                .params(one, other, one, other)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }
}
