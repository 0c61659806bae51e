package yanzhen.app.chain.supply;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import yanzhen.engine.Shock;

/** 冲击情景: scenarios.tsv, which firms lose how much at the start of each scenario. */
final class Scenarios {

    static final String FILE = "scenarios.tsv";

    private static final int SCENARIO = 0;
    private static final int FIRM = 1;
    private static final int DOWN = 2;
    private static final int UP = 3;

    private final Firms firms;
    private final boolean apart;
    private final Map<Integer, List<Loss>> byNumber = new TreeMap<>();
    private final Map<Long, Integer> lineOf = new HashMap<>();

    private Scenarios(Firms firms, boolean apart) {
        this.firms = firms;
        this.apart = apart;
    }

    /** A firm's loss at the start, by its place. */
    private record Loss(int place, double down, double up) {}

    /** Reads them when the case has some. */
    static Scenarios read(FolderFile file, RiskCase which, Firms firms) {
        boolean apart = which.upwardColumn().equals("psi_up");
        var scenarios = new Scenarios(firms, apart);
        if (which.hasScenarios()) {
            var columns = new ArrayList<>(List.of("scenario", "firm", "psi"));
            if (apart) {
                columns.add(which.upwardColumn());
            }
            boolean whole = new RowTable(file, columns).forEach(which.toString(), scenarios::add);
            if (whole && file.problems().none() && scenarios.byNumber.isEmpty()) {
                file.problem("", "", "supply-no-scenario");
            }
        }
        return scenarios;
    }

    private void add(Row row) {
        int scenario = row.whole(SCENARIO);
        int place = firms.placeIn(row, FIRM);
        double down = row.decimal(DOWN, Row.Range.SHARE);
        double up = apart ? row.decimal(UP, Row.Range.SHARE) : down;
        if (!row.isGood() || place < 0) {
            return;
        }
        var before = lineOf.putIfAbsent((long) scenario << Integer.SIZE | place, row.number());
        if (before != null) {
            row.problem(FIRM, "supply-scenario-twice", "" + scenario, "" + before);
        } else {
            byNumber.computeIfAbsent(scenario, _ -> new ArrayList<>())
                    .add(new Loss(place, down, up));
        }
    }

    /** Their numbers in the file, ascending. */
    List<Integer> numbers() {
        return List.copyOf(byNumber.keySet());
    }

    Shock shock(int number) {
        var losses = byNumber.getOrDefault(number, List.of());
        return Shock.of(
                losses.stream().mapToInt(Loss::place).toArray(),
                losses.stream().mapToDouble(Loss::down).toArray(),
                losses.stream().mapToDouble(Loss::up).toArray());
    }

    /** The numbers of those that hit the firm at this place, ascending. */
    List<Integer> hitting(int place) {
        return byNumber.entrySet().stream()
                .filter(it -> it.getValue().stream().anyMatch(loss -> loss.place == place))
                .map(Map.Entry::getKey)
                .toList();
    }
}
