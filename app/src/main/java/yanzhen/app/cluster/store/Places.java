package yanzhen.app.cluster.store;

import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.cluster.Rounds;
import yanzhen.app.cluster.store.Decisions.Case;
import yanzhen.app.kernel.Problems;

/**
 * 名额: places that a district may recommend for, and places of a round. They are counted under a
 * lock of their row, and a constraint of the table holds whatever the program does.
 */
@Component
class Places {

    private record District(UUID round, String code) {}

    private final JdbcClient jdbc;

    Places(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks what the cases would take, and says where it does not suffice. */
    void check(List<Case> cases, Problems problems) {
        checkDistricts(cases, problems);
        checkRounds(cases, problems);
    }

    private static boolean recommended(Case it) {
        return it.kind() == Step.RECOMMENDATION && it.open();
    }

    private static boolean recognised(Case it) {
        return it.last() && it.open() && it.round().kind() == Rounds.Kind.RECOGNITION;
    }

    private void checkDistricts(List<Case> cases, Problems problems) {
        var asked =
                cases.stream()
                        .filter(Places::recommended)
                        .collect(
                                Collectors.groupingBy(
                                        it ->
                                                new District(
                                                        it.round().id(),
                                                        it.application().district()),
                                        Collectors.counting()));
        jdbc.sql(
                        """
                        select q.round, q.district, q.places, q.taken from cluster.round_quota q
                        where (q.round, q.district) in (select * from unnest(?::uuid[], ?::text[]))
                        order by q.round, q.district for update
                        """)
                .param(asked.keySet().stream().map(District::round).toArray(UUID[]::new))
                .param(asked.keySet().stream().map(District::code).toArray(String[]::new))
                .query(row -> {
                    var district = new District(row.getObject(1, UUID.class), row.getString(2));
                    complain(
                            asked.getOrDefault(district, 0L),
                            row.getInt(3),
                            row.getInt(4),
                            "quota-full",
                            problems);
                });
    }

    private void checkRounds(List<Case> cases, Problems problems) {
        var asked =
                cases.stream()
                        .filter(Places::recognised)
                        .collect(
                                Collectors.groupingBy(
                                        it -> it.round().id(), Collectors.counting()));
        jdbc.sql(
                        """
                        select id, places, taken from cluster.round
                        where id = any (?) and places is not null order by id for update
                        """)
                .param(asked.keySet().toArray(UUID[]::new))
                .query(row -> {
                    complain(
                            asked.getOrDefault(row.getObject(1, UUID.class), 0L),
                            row.getInt(2),
                            row.getInt(3),
                            "places-full",
                            problems);
                });
    }

    private static void complain(
            long asked, int places, int taken, String code, Problems problems) {
        if (taken + asked > places) {
            problems.add(
                    "",
                    null,
                    "places",
                    String.valueOf(asked),
                    code,
                    String.valueOf(places),
                    String.valueOf(taken),
                    String.valueOf(places - taken));
        }
    }

    /** Takes what was checked. */
    void take(List<Case> cases) {
        var recommended = cases.stream().filter(Places::recommended).toList();
        var ids = recommended.stream().map(it -> it.application().id()).toArray(UUID[]::new);
        jdbc.sql(
                        """
                        update cluster.round_quota q set taken = q.taken + n.more
                        from (select round, district, count(*) as more from cluster.application
                              where id = any (?) and not holds_place group by round, district) n
                        where q.round = n.round and q.district = n.district
                        """)
                .param(ids)
                .update();
        jdbc.sql("update cluster.application set holds_place = true where id = any (?)")
                .param(ids)
                .update();
        var recognised = new TreeMap<UUID, Integer>();
        cases.stream()
                .filter(Places::recognised)
                .forEach(it -> recognised.merge(it.round().id(), 1, Integer::sum));
        recognised.forEach((round, more) ->
                jdbc.sql("update cluster.round set taken = taken + ? where id = ?")
                        .params(more, round)
                        .update());
    }
}
