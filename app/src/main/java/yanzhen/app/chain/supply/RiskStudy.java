package yanzhen.app.chain.supply;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import yanzhen.app.chain.supply.RiskResults.Column;
import yanzhen.app.kernel.Problems;
import yanzhen.engine.Cascade;
import yanzhen.engine.CascadeSetting;
import yanzhen.engine.InputClass;
import yanzhen.engine.InputClasses;
import yanzhen.engine.Losses;
import yanzhen.engine.Markets;
import yanzhen.engine.RiskIndex;
import yanzhen.engine.RiskRanking;
import yanzhen.engine.SectorLosses;
import yanzhen.engine.Settlement;
import yanzhen.engine.Shock;
import yanzhen.engine.StopRule;
import yanzhen.engine.SupplyNetwork;
import yanzhen.engine.SystemicRisk;
import yanzhen.engine.Weights;

/**
 * 系统性风险诊断: what the failure of each firm of a folder costs the others, under the rules of one case.
 * Results come in the layout of the reference values of the authors' code.
 */
public final class RiskStudy {

    /** Up to so many firms the losses of all stand in the row of a scenario. */
    public static final int LOSSES_IN_ROWS = 10;

    private final RiskCase which;
    private final Firms firms;
    private final Scenarios scenarios;
    private final SupplyNetwork network;
    private final long emptyLinks;
    private final Cascade cascade;
    private final List<Weights> weights;
    private final double eps;
    private final ConcurrentSkipListSet<Integer> cutOff = new ConcurrentSkipListSet<>();

    private RiskStudy(
            RiskCase which,
            Firms firms,
            Scenarios scenarios,
            SupplyNetwork network,
            long emptyLinks,
            Cascade cascade,
            List<Weights> weights,
            double eps) {
        this.which = which;
        this.firms = firms;
        this.scenarios = scenarios;
        this.network = network;
        this.emptyLinks = emptyLinks;
        this.cascade = cascade;
        this.weights = weights;
        this.eps = eps;
    }

    /**
     * Reads what the case needs from a folder with firms.tsv, edges.tsv, essential.txt, for some
     * cases attributes.tsv or scenarios.tsv, each plain or as gzip with the ending {@code .gz}.
     *
     * @throws Problems.Refused with everything that is wrong
     */
    public static RiskStudy of(Path folder, RiskCase which) {
        var problems = new Problems();
        var table = InputTable.read(new FolderFile(folder, InputTable.FILE, problems));
        var firms = Firms.read(new FolderFile(folder, Firms.FILE, problems), table.sectors());
        var links =
                SupplyLinkRows.read(new FolderFile(folder, SupplyLinkRows.FILE, problems), firms);
        var attributes =
                Attributes.read(new FolderFile(folder, Attributes.FILE, problems), which, firms);
        var scenarios =
                Scenarios.read(new FolderFile(folder, Scenarios.FILE, problems), which, firms);
        problems.mustBeNone();
        var network = links.network();
        return new RiskStudy(
                which,
                firms,
                scenarios,
                network,
                links.empty(),
                Cascade.on(setting(which, network, firms, table, attributes)),
                weights(which, network, attributes),
                which.eps());
    }

    private static CascadeSetting setting(
            RiskCase which,
            SupplyNetwork network,
            Firms firms,
            InputTable table,
            Attributes attributes) {
        var classes =
                switch (which) {
                    case LINEAR -> InputClasses.all(table.sectors(), InputClass.NON_ESSENTIAL);
                    case LEONTIEF -> InputClasses.all(table.sectors(), InputClass.ESSENTIAL);
                    default -> table.classes();
                };
        var setting = CascadeSetting.of(network, firms.sector(), classes);
        return switch (which) {
            case NOSUB -> setting.with(Markets.none());
            case MARKET -> setting.with(Markets.by(attributes.markets()));
            case REVENUE ->
                    setting.withRevenue(attributes.column("revenue"))
                            .withCosts(attributes.column("costs"));
            default -> setting;
        };
    }

    private static List<Weights> weights(
            RiskCase which, SupplyNetwork network, Attributes attributes) {
        var bySales = Weights.bySales(network);
        return which == RiskCase.WEIGHTS
                ? List.of(
                        Weights.of(attributes.column("employees")),
                        network.links() == 0 ? bySales : Weights.of(network.bought()))
                : List.of(bySales);
    }

    /** The same with another threshold, a share above 0. */
    public RiskStudy until(double other) {
        return new RiskStudy(which, firms, scenarios, network, emptyLinks, cascade, weights, other);
    }

    public RiskCase which() {
        return which;
    }

    /** Where a cascade stops. */
    public double eps() {
        return eps;
    }

    public int firms() {
        return firms.count();
    }

    public int links() {
        return network.links();
    }

    /** Rows of edges.tsv with an amount of 0, which are no links. */
    public long emptyLinks() {
        return emptyLinks;
    }

    /** Scenarios worked out so far that were cut off by the limit of steps, ascending. */
    public List<Integer> cutOff() {
        return List.copyOf(cutOff);
    }

    /** Steps at which a cascade is cut off. */
    public int mostSteps() {
        return StopRule.MOST_STEPS;
    }

    /** Every scenario: each firm's own failure, or those of the folder. */
    public Sample all() {
        return which.hasScenarios()
                ? given(scenarios.numbers())
                : failures(IntStream.rangeClosed(1, firms.count()).boxed().toList());
    }

    private Sample given(List<Integer> numbers) {
        return new Sample(numbers, scenarios::shock);
    }

    private Sample failures(List<Integer> numbers) {
        return new Sample(numbers, number -> failure(number - 1));
    }

    private Shock failure(int firm) {
        var share = new double[] {which.share()};
        return Shock.of(new int[] {firm}, share, share);
    }

    /**
     * Only the failures of some firms, in this order; where the folder gives the scenarios, those
     * that hit one of the firms.
     *
     * @param asked numbers of firms as in the file
     * @param option under which they were asked for
     * @throws Problems.Refused naming every number that is no firm's, or that no scenario hits
     */
    public Sample only(List<String> asked, String option) {
        var problems = new Problems();
        var places = firms.placesOf(asked, option, problems);
        if (!which.hasScenarios()) {
            problems.mustBeNone();
            return failures(IntStream.of(places).map(it -> it + 1).boxed().toList());
        }
        var hitting = new TreeSet<Integer>();
        for (int place : places) {
            var found = scenarios.hitting(place);
            if (found.isEmpty()) {
                problems.add(
                        option, null, "", "" + (place + 1), "supply-firm-unhit", Scenarios.FILE);
            }
            hitting.addAll(found);
        }
        problems.mustBeNone();
        return given(List.copyOf(hitting));
    }

    /** How many cascades {@link #indices} will have told of in the end. */
    public long indexRuns(Sample sample) {
        return (long) sample.size() * (withLosses() || which.stopsByIndex() ? 1 : weights.size());
    }

    private boolean withLosses() {
        return firms.count() <= LOSSES_IN_ROWS;
    }

    private StopRule rule() {
        return which.stopsByIndex() ? new StopRule.Relative(eps) : new StopRule.Absolute(eps);
    }

    /**
     * The index of each scenario by each kind of weights, and the steps; in a small network also
     * what each firm loses.
     */
    public RiskResults indices(Sample sample, Pace pace) {
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
                    if (rule() instanceof StopRule.Absolute rule && !withLosses()) {
                        ranked(sample, rule, pace, rows);
                    } else {
                        oneByOne(sample, pace, rows);
                    }
                });
    }

    /** Many at a time, by indices alone. */
    private void ranked(Sample sample, StopRule.Absolute rule, Pace pace, RiskResults.Rows rows)
            throws IOException {
        var rankings = new ArrayList<RiskRanking>();
        for (var kind : weights) {
            rankings.add(
                    SystemicRisk.ofEach(
                            cascade,
                            sample.shocks(),
                            rule,
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
        return new CascadeRuns(cascade, rule(), weights.getFirst());
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
    public RiskResults losses(Sample sample, Pace pace) {
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
    public RiskResults sectors(Sample sample, Pace pace) {
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

    /**
     * Why the others lose what they lose when a firm fails alone under the rules of this case.
     *
     * @param asked number of the firm as in the file
     * @param option under which it was asked for
     * @throws Problems.Refused when there is no such firm
     * @throws IllegalStateException when the case stops by the index
     */
    public FailureAccount explain(String asked, String option) {
        if (!(rule() instanceof StopRule.Absolute rule)) {
            throw new IllegalStateException("The case %s stops by the index.".formatted(which));
        }
        var problems = new Problems();
        var places = firms.placesOf(List.of(asked), option, problems);
        problems.mustBeNone();
        return new FailureAccount(
                places[0],
                which,
                eps,
                firms,
                cascade.explain(failure(places[0]), rule),
                weights.getFirst());
    }
}
