package yanzhen.app.chain.supply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import yanzhen.app.kernel.Problems;
import yanzhen.engine.Cascade;
import yanzhen.engine.CascadeSetting;
import yanzhen.engine.InputClass;
import yanzhen.engine.InputClasses;
import yanzhen.engine.Markets;
import yanzhen.engine.Shock;
import yanzhen.engine.StopRule;
import yanzhen.engine.SupplyNetwork;
import yanzhen.engine.Weights;

/**
 * 系统性风险诊断: what the failure of each firm of a folder costs the others, under the rules of one case.
 * Results come in the layout of the reference values of the authors' code.
 */
public final class RiskStudy {

    private final RiskCase which;
    private final Firms firms;
    private final Scenarios scenarios;
    private final SupplyNetwork network;
    private final long emptyLinks;
    private final Cascade cascade;
    private final List<Weights> weights;
    private final double eps;
    private final StudyTables tables;

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
        tables = new StudyTables(which, firms, cascade, rule(which, eps), weights);
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
        var firms = FirmRows.read(new FolderFile(folder, Firms.FILE, problems), table.sectors());
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

    /** Whether a file is one of those that are read from a folder, however it is named. */
    public static boolean reads(Path folder, Path file) {
        return Stream.of(
                        InputTable.FILE,
                        Firms.FILE,
                        SupplyLinkRows.FILE,
                        Attributes.FILE,
                        Scenarios.FILE)
                .flatMap(it -> Stream.of(it, it + ".gz"))
                .anyMatch(it -> isSame(folder.resolve(it), file));
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
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
        return tables.cutOff();
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

    private static StopRule rule(RiskCase which, double eps) {
        return which.stopsByIndex() ? new StopRule.Relative(eps) : new StopRule.Absolute(eps);
    }

    /** How many cascades {@link #indices} will have told of in the end. */
    public long indexRuns(Sample sample) {
        return tables.indexRuns(sample);
    }

    /**
     * The index of each scenario by each kind of weights, and the steps; in a small network also
     * what each firm loses.
     */
    public RiskResults indices(Sample sample, Pace pace) {
        return tables.indices(sample, pace);
    }

    /** What each firm loses in each scenario, a row for each of both. */
    public RiskResults losses(Sample sample, Pace pace) {
        return tables.losses(sample, pace);
    }

    /** What each sector loses in each scenario beyond the shock, and by the shock itself. */
    public RiskResults sectors(Sample sample, Pace pace) {
        return tables.sectors(sample, pace);
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
        if (!(rule(which, eps) instanceof StopRule.Absolute rule)) {
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
