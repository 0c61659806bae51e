package yanzhen.app.cluster.store;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Belongings;
import yanzhen.app.cluster.Reports;
import yanzhen.app.kernel.Bilingual;

/**
 * 年报随机构流转, year by year. The numbers end with the giver and go to the taker, each by a submission
 * of its own, so that the history of both says where they came from. Where both reported a number,
 * one of the two stays.
 */
@Component
@Order(30)
class ReportBelongings implements Belongings {

    /**
     * What a year's report leaves behind.
     *
     * @param givers number of the giver's submission
     * @param takers number of the taker's; 0 where nothing came
     * @param drafts accounts whose drafts went along
     */
    private record Left(int givers, int takers, List<UUID> drafts) {
        static Left of(String detail) {
            var parts = detail.split("/", -1);
            return new Left(
                    Integer.parseInt(parts[0]),
                    Integer.parseInt(parts[1]),
                    Arrays.stream(parts[2].split(",", -1))
                            .filter(it -> !it.isEmpty())
                            .map(UUID::fromString)
                            .toList());
        }

        String detail() {
            return "%d/%d/%s"
                    .formatted(
                            givers,
                            takers,
                            String.join(",", drafts.stream().map(UUID::toString).toList()));
        }
    }

    private final JdbcClient jdbc;
    private final Reports reports;
    private final Viewers viewers;

    ReportBelongings(JdbcClient jdbc, Reports reports, Viewers viewers) {
        this.jdbc = jdbc;
        this.reports = reports;
        this.viewers = viewers;
    }

    @Override
    public String kind() {
        return "report";
    }

    @Override
    public List<Item> of(UUID organisation) {
        return jdbc.sql(
                        """
                        select year, count(*) as numbers from cluster.reported
                        where organisation = ? and superseded_at is null group by year order by year desc
                        """)
                .param(organisation)
                .query((row, _) -> {
                    var year = row.getInt("year");
                    var numbers = row.getInt("numbers");
                    return new Item(
                            Integer.toString(year),
                            new Bilingual(
                                    "%d 年度年报（%d 项）".formatted(year, numbers),
                                    "Annual report %d (%d numbers)".formatted(year, numbers)),
                            "/organisations/%s/report?year=%d".formatted(organisation, year));
                })
                .list();
    }

    @Override
    public List<Clash> clashes(UUID giver, UUID taker) {
        return jdbc.sql(
                        """
                        select g.year, g.datum, g.value as givers, t.value as takers, d.name_zh, d.name_en
                        from cluster.reported g
                        join cluster.reported t on t.organisation = ? and t.year = g.year and t.datum = g.datum
                            and t.superseded_at is null and t.value <> g.value
                        join cluster.datum d on d.key = g.datum
                        where g.organisation = ? and g.superseded_at is null
                        order by g.year desc, d.ordinal
                        """)
                .params(taker, giver)
                .query((row, _) -> {
                    var year = row.getInt("year");
                    return new Clash(
                            Clash.Weight.CHOICE,
                            "report-differs",
                            year + "/" + row.getString("datum"),
                            List.of(
                                    new Bilingual(
                                            "%d 年%s".formatted(year, row.getString("name_zh")),
                                            "%s %d".formatted(row.getString("name_en"), year)),
                                    said(row.getBigDecimal("givers")),
                                    said(row.getBigDecimal("takers"))),
                            null);
                })
                .list();
    }

    private static Bilingual said(BigDecimal value) {
        var format = NumberFormat.getInstance(Locale.ROOT);
        format.setMaximumFractionDigits(4);
        var text = format.format(value);
        return new Bilingual(text, text);
    }

    @Override
    public List<Trace> pass(Passage passage) {
        lock(passage.giver(), passage.taker());
        return passage.items().stream()
                .map(it -> new Trace(it, passed(passage, Integer.parseInt(it)).detail()))
                .toList();
    }

    /** One report of a firm at a time; the same lock as who reports takes. */
    private void lock(UUID one, UUID other) {
        for (var id :
                List.of(
                        one.compareTo(other) < 0 ? one : other,
                        one.compareTo(other) < 0 ? other : one)) {
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 5))")
                    .param(id.toString())
                    .query(row -> {});
        }
    }

    private Left passed(Passage passage, int year) {
        var givers = present(passage.giver(), year);
        var takers = present(passage.taker(), year);
        var coming = new TreeMap<String, BigDecimal>();
        givers.forEach((datum, value) -> {
            var known = takers.get(datum);
            boolean stays = known != null && passage.stays(year + "/" + datum) == Side.TAKER;
            if (!stays && (known == null || known.compareTo(value) != 0)) {
                coming.put(datum, value);
            }
        });
        int out = submission(passage.giver(), year, passage.at());
        end(passage.giver(), year, out, new ArrayList<>(givers.keySet()), passage.at());
        var drafts = moveDrafts(passage.giver(), passage.taker(), year, null);
        if (coming.isEmpty()) {
            return new Left(out, 0, drafts);
        }
        int in = submission(passage.taker(), year, passage.at());
        end(passage.taker(), year, in, new ArrayList<>(coming.keySet()), passage.at());
        put(passage.taker(), year, in, coming, passage.at());
        return new Left(out, in, drafts);
    }

    private Map<String, BigDecimal> present(UUID organisation, int year) {
        var present = new TreeMap<String, BigDecimal>();
        jdbc.sql(
                        """
                        select datum, value from cluster.reported
                        where organisation = ? and year = ? and superseded_at is null
                        """)
                .params(organisation, year)
                .query(row -> {
                    present.put(row.getString(1), row.getBigDecimal(2));
                });
        return present;
    }

    private int submission(UUID organisation, int year, Instant now) {
        int number = reports.latest(organisation, year) + 1;
        var actor = viewers.current();
        jdbc.sql(
                        """
                        insert into cluster.report_submission
                            (organisation, year, number, way, recorded_at, recorded_by, recorded_by_name)
                        values (?, ?, ?, 'IDENTITY', ?, ?, ?)
                        """)
                .params(organisation, year, number)
                .param(at(now))
                .param(actor.account())
                .param(actor.name())
                .update();
        return number;
    }

    private void end(UUID organisation, int year, int submission, List<String> data, Instant now) {
        jdbc.sql(
                        """
                        update cluster.reported set superseded_at = ?, ended_by = ?
                        where organisation = ? and year = ? and datum = any (?) and superseded_at is null
                        """)
                .param(at(now))
                .param(submission)
                .param(organisation)
                .param(year)
                .param(data.toArray(String[]::new))
                .update();
    }

    private void put(
            UUID organisation,
            int year,
            int submission,
            Map<String, BigDecimal> values,
            Instant now) {
        var actor = viewers.current();
        jdbc.sql(
                        """
                        insert into cluster.reported
                            (organisation, datum, year, value, submission, recorded_at, recorded_by, recorded_by_name)
                        select ?, u.datum, ?, u.value, ?, ?, ?, ? from unnest(?::text[], ?::numeric[]) as u (datum, value)
                        """)
                .params(organisation, year, submission)
                .param(at(now))
                .param(actor.account())
                .param(actor.name())
                .param(values.keySet().toArray(String[]::new))
                .param(values.values().toArray(BigDecimal[]::new))
                .update();
    }

    /**
     * Who has a draft for both keeps both.
     *
     * @param of these accounts; null for all
     */
    private List<UUID> moveDrafts(UUID from, UUID to, int year, @Nullable List<UUID> of) {
        return jdbc.sql(
                        """
                        update cluster.report_draft d set organisation = ?
                        where d.organisation = ? and d.year = ? and (?::uuid[] is null or d.account = any (?::uuid[]))
                          and not exists (select from cluster.report_draft o
                                          where o.account = d.account and o.organisation = ? and o.year = d.year)
                        returning d.account
                        """)
                .param(to)
                .param(from)
                .param(year)
                .param(of == null ? null : of.toArray(UUID[]::new))
                .param(of == null ? null : of.toArray(UUID[]::new))
                .param(to)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    @Override
    public List<String> bringBack(Return back) {
        lock(back.giver(), back.taker());
        for (var trace : back.traces()) {
            var detail = trace.detail();
            if (detail != null) {
                bringBack(back, Integer.parseInt(trace.item()), Left.of(detail));
            }
        }
        return List.of();
    }

    /** What was reported since stays as it was reported since. */
    private void bringBack(Return back, int year, Left passed) {
        moveDrafts(back.taker(), back.giver(), year, passed.drafts());
        if (passed.takers() > 0) {
            takeOut(back, year, passed.takers());
        }
        var lost = endedBy(back.giver(), year, passed.givers());
        lost.keySet().removeAll(present(back.giver(), year).keySet());
        if (!lost.isEmpty()) {
            int again = submission(back.giver(), year, back.at());
            put(back.giver(), year, again, lost, back.at());
        }
    }

    /**
     * The numbers that came with a submission and that nobody has reported anew since give way to
     * those before them.
     */
    private void takeOut(Return back, int year, int came) {
        var still =
                jdbc.sql(
                                """
                                select r.datum from cluster.reported r
                                join cluster.reported c
                                    on c.organisation = r.organisation and c.year = r.year and c.datum = r.datum
                                       and c.submission = ? and c.value = r.value
                                where r.organisation = ? and r.year = ? and r.superseded_at is null
                                  and not exists (
                                      select from cluster.reported x
                                      join cluster.report_submission s
                                          on s.organisation = x.organisation and s.year = x.year and s.number = x.submission
                                      where x.organisation = r.organisation and x.year = r.year and x.datum = r.datum
                                        and x.submission > c.submission and s.way <> 'IDENTITY')
                                """)
                        .params(came, back.taker(), year)
                        .query((row, _) -> row.getString(1))
                        .list();
        if (still.isEmpty()) {
            return;
        }
        var before = endedBy(back.taker(), year, came);
        before.keySet().retainAll(still);
        int out = submission(back.taker(), year, back.at());
        end(back.taker(), year, out, still, back.at());
        put(back.taker(), year, out, before, back.at());
    }

    private Map<String, BigDecimal> endedBy(UUID organisation, int year, int submission) {
        var ended = new TreeMap<String, BigDecimal>();
        jdbc.sql(
                        """
                        select datum, value from cluster.reported
                        where organisation = ? and year = ? and ended_by = ?
                        """)
                .params(organisation, year, submission)
                .query(row -> {
                    ended.put(row.getString(1), row.getBigDecimal(2));
                });
        return ended;
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
