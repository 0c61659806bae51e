package yanzhen.app.chain.supply;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import yanzhen.app.chain.supply.RiskResults.Column;
import yanzhen.engine.Cascade;
import yanzhen.engine.Losses;
import yanzhen.engine.RiskIndex;
import yanzhen.engine.RiskRanking;
import yanzhen.engine.SectorLosses;
import yanzhen.engine.Settlement;
import yanzhen.engine.StopRule;
import yanzhen.engine.SystemicRisk;
import yanzhen.engine.Weights;

/** The tables of a {@link RiskStudy}, in the layout of the reference values. */
final class StudyTables {

    /** Up to so many firms the losses of all stand in the row of a scenario. */
    private static final int LOSSES_IN_ROWS = 10;

    private final RiskCase which;
    private final Firms firms;
    private final Cascade cascade;
    private final StopRule rule;
    private final List<Weights> weights;
    private final ConcurrentSkipListSet<Integer> cutOff = new ConcurrentSkipListSet<>();

    StudyTables(
            RiskCase which, Firms firms, Cascade cascade, StopRule rule, List<Weights> weights) {
        this.which = which;
        this.firms = firms;
        this.cascade = cascade;
        this.rule = rule;
        this.weights = weights;
    }

    /** Scenarios worked out so far that were cut off by the limit of steps, ascending. */
    List<Integer> cutOff() {
        return List.copyOf(cutOff);
    }

    /** How many cascades {@link #indices} will have told of in the end. */
    long indexRuns(Sample sample) {
        return (long) sample.size() * (withLosses() || which.stopsByIndex() ? 1 : weights.size());
    }

    private boolean withLosses() {
        return firms.count() <= LOSSES_IN_ROWS;
    }

    /**
     * The index of each scenario by each kind of weights, and the steps; in a small network also
     * what each firm loses.
     */
    RiskResults indices(Sample sample, Pace pace) {
        var columns = new ArrayList<Column>();
        columns.add(Column.number("scenario"));
        for (int at = 1; at <= weights.size(); at++) {
            var suffix = weights.size() == 1 ? "" : "_w" + at;
            columns.add(Column.decimal("esri" + suffix));
            columns.add(Column.decimal("esri_down" + suffix));
            columns.add(Column.decimal("esri_up" + suffix));
        }
        columns.add(Column.number("steps"));
        if (withLosses()) {
            columns.add(new Column("loss_down", RiskResults.Kind.LOSSES));
            columns.add(new Column("loss_up", RiskResults.Kind.LOSSES));
        }
        return new RiskResults(
                which.toString(),
                columns,
                sample.size(),
                rows -> {
                    if (rule instanceof StopRule.Absolute absolute && !withLosses()) {
                        ranked(sample, absolute, pace, rows);
                    } else {
                        oneByOne(sample, pace, rows);
                    }
                });
    }

    /** Many at a time, by indices alone. */
    private void ranked(Sample sample, StopRule.Absolute absolute, Pace pace, RiskResults.Rows rows)
            throws IOException {
        var rankings = new ArrayList<RiskRanking>();
        for (var kind : weights) {
            rankings.add(
                    SystemicRisk.ofEach(
                            cascade,
                            sample.shocks(),
                            absolute,
                            kind,
                            pace.threads(),
                            _ -> pace.done().run()));
        }
        for (int at = 0; at < sample.size(); at++) {
            var cells = new ArrayList<Object>();
            cells.add(sample.number(at));
            for (var ranking : rankings) {
                addIndex(cells, ranking.of(at));
            }
            cells.add(rankings.getFirst().steps(at));
            if (rankings.getFirst().cutOff(at)) {
                cutOff.add(sample.number(at));
            }
            rows.add(cells);
        }
    }

    private void oneByOne(Sample sample, Pace pace, RiskResults.Rows rows) throws IOException {
        runs().each(
                        sample,
                        pace,
                        (at, losses) -> {
                            var cells = new ArrayList<Object>();
                            cells.add(sample.number(at));
                            weights.forEach(it -> addIndex(cells, losses.index(it)));
                            cells.add(losses.settlement().steps());
                            if (withLosses()) {
                                cells.add(byFirm(losses, true));
                                cells.add(byFirm(losses, false));
                            }
                            note(sample.number(at), losses.settlement());
                            rows.add(cells);
                        });
    }

    private CascadeRuns runs() {
        return new CascadeRuns(cascade, rule, weights.getFirst());
    }

    private static void addIndex(List<Object> cells, RiskIndex index) {
        cells.add(index.both());
        cells.add(index.down());
        cells.add(index.up());
    }

    private static double[] byFirm(Losses losses, boolean down) {
        return IntStream.range(0, losses.firms())
                .mapToDouble(down ? losses::down : losses::up)
                .toArray();
    }

    private void note(int scenario, Settlement settlement) {
        if (settlement instanceof Settlement.CutOff) {
            cutOff.add(scenario);
        }
    }

    /** What each firm loses in each scenario, a row for each of both. */
    RiskResults losses(Sample sample, Pace pace) {
        return new RiskResults(
                "losses_" + which,
                List.of(
                        Column.number("scenario"),
                        Column.number("firm"),
                        Column.loss("loss_down"),
                        Column.loss("loss_up")),
                (long) sample.size() * firms.count(),
                rows ->
                        runs().each(
                                        sample,
                                        pace,
                                        (at, losses) -> {
                                            int scenario = sample.number(at);
                                            note(scenario, losses.settlement());
                                            for (int firm = 0; firm < losses.firms(); firm++) {
                                                rows.add(
                                                        List.of(
                                                                scenario,
                                                                firm + 1,
                                                                losses.down(firm),
                                                                losses.up(firm)));
                                            }
                                        }));
    }

    /** What each sector loses in each scenario beyond the shock, and by the shock itself. */
    RiskResults sectors(Sample sample, Pace pace) {
        int sectors = IntStream.of(firms.sector()).max().orElse(-1) + 1;
        return new RiskResults(
                "sectors_" + which,
                List.of(
                        Column.number("scenario"),
                        Column.number("sector"),
                        Column.decimal("sec_d"),
                        Column.decimal("sec_u"),
                        Column.decimal("sec_du"),
                        Column.decimal("sec_d_init"),
                        Column.decimal("sec_u_init"),
                        Column.decimal("sec_du_init")),
                (long) sample.size() * sectors,
                rows -> {
                    var shocks = sample.shocks();
                    runs().each(
                                    sample,
                                    pace,
                                    (at, losses) -> {
                                        note(sample.number(at), losses.settlement());
                                        addSectors(
                                                sample.number(at),
                                                SectorLosses.of(
                                                        losses,
                                                        shocks.get(at),
                                                        firms.sector(),
                                                        weights.getFirst()),
                                                rows);
                                    });
                });
    }

    private static void addSectors(int scenario, SectorLosses losses, RiskResults.Rows rows)
            throws IOException {
        for (int sector = 0; sector < losses.sectors(); sector++) {
            var beyond = losses.beyondTheShock(sector);
            var shock = losses.ofTheShock(sector);
            rows.add(
                    List.of(
                            scenario,
                            sector + 1,
                            beyond.down(),
                            beyond.up(),
                            beyond.both(),
                            shock.down(),
                            shock.up(),
                            shock.both()));
        }
    }
}
