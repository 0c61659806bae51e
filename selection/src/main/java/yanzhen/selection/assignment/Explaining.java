package yanzhen.selection.assignment;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Works out an {@link Account}. */
final class Explaining {

    private final AssignmentTask task;
    private final Assigner assigner;
    private final Panels panels;
    private final long total;
    private final List<Integer> loads;

    Explaining(AssignmentTask task, Assigner assigner, Assigned.Found found) {
        this.task = task;
        this.assigner = assigner;
        panels = found.panels();
        total = panels.total(task);
        loads = panels.loads(task);
    }

    Account of(Pair pair, int others) {
        if (!panels.has(pair.bid(), pair.expert())) {
            throw new IllegalArgumentException(
                    "Expert %s does not review bid %s in this assignment."
                            .formatted(
                                    task.experts().get(pair.expert()).id(),
                                    task.bids().get(pair.bid()).id()));
        }
        var row = task.score[pair.bid()];
        int score = row[pair.expert()];
        int higher = (int) IntStream.of(row).filter(it -> it > score).count();
        int eligible = (int) IntStream.of(row).filter(it -> it >= 0).count();
        return new Account(
                pair,
                score,
                higher + 1,
                eligible,
                loss(assigner.with(pair, false)),
                bindings(pair, eligible),
                passedOver(pair, others));
    }

    private OptionalLong loss(Assigned other) {
        return other instanceof Assigned.Found found
                ? OptionalLong.of(Math.max(0, total - found.panels().total(task)))
                : OptionalLong.empty();
    }

    private List<Account.Binding> bindings(Pair pair, int eligible) {
        var bindings = new ArrayList<Account.Binding>();
        var expert = task.experts().get(pair.expert());
        int load = loads.get(pair.expert());
        if (load == expert.mostLoad()) {
            bindings.add(Account.Binding.MOST_LOAD);
        }
        if (load == expert.leastLoad()) {
            bindings.add(Account.Binding.LEAST_LOAD);
        }
        if (task.limitsOrganisations() && colleagues(pair) >= task.rules().mostOfOne()) {
            bindings.add(Account.Binding.ORGANISATION);
        }
        if (expert.senior() && seniors(pair.bid()) == task.rules().leastSenior()) {
            bindings.add(Account.Binding.SENIOR);
        }
        if (eligible == task.bids().get(pair.bid()).need()) {
            bindings.add(Account.Binding.NOBODY_ELSE);
        }
        return bindings;
    }

    /** Experts of the same organisation on the bid, whether or not this one is among them. */
    private long colleagues(Pair pair) {
        int organisation = task.organisation[pair.expert()];
        return panels.experts().get(pair.bid()).stream()
                .filter(it -> task.organisation[it] == organisation)
                .count();
    }

    private long seniors(int bid) {
        return panels.experts().get(bid).stream()
                .filter(it -> task.experts().get(it).senior())
                .count();
    }

    private List<Account.PassedOver> passedOver(Pair pair, int many) {
        var row = task.score[pair.bid()];
        var worth = new long[row.length];
        for (int at = 0; at < row.length; at++) {
            worth[at] = row[at];
        }
        int score = row[pair.expert()];
        var others = Best.of(worth, many, it -> row[it] > score && !panels.has(pair.bid(), it));
        return IntStream.of(others).mapToObj(it -> passedOver(pair, it, row[it])).toList();
    }

    private Account.PassedOver passedOver(Pair pair, int expert, int score) {
        var elsewhere =
                IntStream.range(0, panels.experts().size())
                        .filter(bid -> panels.has(bid, expert))
                        .boxed()
                        .toList();
        return new Account.PassedOver(
                expert,
                score,
                reason(pair, expert),
                loss(assigner.with(new Pair(pair.bid(), expert), true)),
                elsewhere);
    }

    private Account.Reason reason(Pair pair, int expert) {
        var other = task.experts().get(expert);
        boolean colleague = task.organisation[expert] == task.organisation[pair.expert()];
        if (task.limitsOrganisations()
                && !colleague
                && colleagues(new Pair(pair.bid(), expert)) >= task.rules().mostOfOne()) {
            return Account.Reason.ORGANISATION;
        }
        if (task.experts().get(pair.expert()).senior()
                && !other.senior()
                && seniors(pair.bid()) == task.rules().leastSenior()) {
            return Account.Reason.SENIOR;
        }
        return loads.get(expert) >= other.mostLoad() ? Account.Reason.FULL : Account.Reason.TOTAL;
    }
}
