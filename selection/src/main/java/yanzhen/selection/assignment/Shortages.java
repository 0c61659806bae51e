package yanzhen.selection.assignment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;

/** Why a task has no assignment: what can be counted at one bid, else what flows do not reach. */
final class Shortages {

    private final AssignmentTask task;
    private final Side side;

    Shortages(AssignmentTask task, Side side) {
        this.task = task;
        this.side = side;
    }

    List<Shortage> of(SeatFlow flow) {
        var found = new ArrayList<Shortage>();
        for (int bid = 0; bid < task.bids().size(); bid++) {
            atBid(bid, found);
        }
        if (found.isEmpty()) {
            unfilled(flow, found);
        }
        return found.isEmpty()
                ? List.of(new Shortage(Shortage.Kind.TOGETHER, -1, 1))
                : List.copyOf(found);
    }

    private void atBid(int bid, List<Shortage> found) {
        int need = task.bids().get(bid).need();
        var eligible =
                IntStream.range(0, task.experts().size())
                        .filter(it ->
                                task.score[bid][it] >= 0
                                        && !side.banned(bid).get(it)
                                        && task.experts().get(it).mostLoad() > 0)
                        .toArray();
        var seated = new HashMap<Integer, Integer>();
        int senior = 0;
        for (int expert : eligible) {
            seated.merge(
                    task.organisation[expert],
                    1,
                    (one, more) -> Math.min(task.rules().mostOfOne(), one + more));
            senior += task.experts().get(expert).senior() ? 1 : 0;
        }
        int seats = seated.values().stream().mapToInt(it -> it).sum();
        if (eligible.length < need) {
            found.add(new Shortage(Shortage.Kind.ELIGIBLE, bid, need - eligible.length));
        } else if (seats < need) {
            found.add(new Shortage(Shortage.Kind.ORGANISATIONS, bid, need - seats));
        }
        if (senior < task.rules().leastSenior()) {
            found.add(new Shortage(Shortage.Kind.SENIOR, bid, task.rules().leastSenior() - senior));
        }
    }

    private void unfilled(SeatFlow flow, List<Shortage> found) {
        var fullest = flow.fullest(new Prices(task, side));
        var net = fullest.net;
        for (var arc : net.shortArcs()) {
            if (fullest.flow[arc] > 0) {
                found.add(shortage(net, arc, (int) fullest.flow[arc]));
            }
        }
        found.sort((one, other) -> {
            int byKind = one.kind().compareTo(other.kind());
            return byKind != 0 ? byKind : Integer.compare(one.subject(), other.subject());
        });
    }

    private static Shortage shortage(SeatFlow.Net net, int arc, int missing) {
        var bid = net.bidShort.get(arc);
        if (bid != null) {
            return new Shortage(Shortage.Kind.LOAD, bid, missing);
        }
        var senior = net.seniorShort.get(arc);
        return senior != null
                ? new Shortage(Shortage.Kind.SENIOR_LOAD, senior, missing)
                : new Shortage(
                        Shortage.Kind.LEAST_LOAD, net.expertShort.getOrDefault(arc, -1), missing);
    }
}
