package yanzhen.app.challenge.store;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import yanzhen.app.challenge.Wall.Target;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackRow;

/**
 * Holds the synthetic challenges of a pack against each other: what one file says of a challenge
 * must fit what the others say.
 */
final class DemonstrationCheck {

    private final Pack pack;
    private final Problems problems;
    private final Set<String> organisations;
    private final Map<String, Set<String>> nodes = new HashMap<>();
    private final Map<String, PackRow> challenges = new HashMap<>();
    private final Map<String, List<Target>> targets = new HashMap<>();
    private final Map<String, Integer> winners = new HashMap<>();
    private final Map<String, Integer> accepted = new HashMap<>();
    private final Set<String> seen = new HashSet<>();

    DemonstrationCheck(Pack pack, Problems problems) {
        this.pack = pack;
        this.problems = problems;
        this.organisations =
                pack.csv("demo/organisations.csv", "organisations.row", new Problems()).stream()
                        .map(it -> it.text("code"))
                        .collect(Collectors.toSet());
    }

    void run() {
        int plan =
                pack.yaml(ChallengeSection.RULES, "challenge", new Problems())
                        .path("milestones")
                        .size();
        pack.csv(DemonstrationSection.CHALLENGES, "challenges.row", problems)
                .forEach(this::challenge);
        pack.csv(DemonstrationSection.TARGETS, "targets.row", problems).forEach(this::target);
        pack.csv(DemonstrationSection.BIDS, "bids.row", problems).forEach(this::bid);
        pack.csv(DemonstrationSection.MILESTONES, "milestones.row", problems)
                .forEach(it -> milestone(it, plan));
        pack.csv(DemonstrationSection.OUTCOMES, "outcomes.row", problems)
                .forEach(it -> outcome(it, plan));
        challenges.values().forEach(this::whole);
    }

    private void challenge(PackRow row) {
        if (challenges.put(row.text("key"), row) != null) {
            row.complain(problems, "key", "duplicate");
        }
        row.known(problems, "owner", organisations);
        place(row);
        row.days(
                problems, "deliver_by", "created_on", "published_on", "awarded_on", "withdrawn_on");
        moment(row, "bid_deadline");
        switch (row.text("state")) {
            case "PUBLISHED" -> row.required(problems, published());
            case "AWARDED", "COMPLETED" -> {
                row.required(problems, published());
                row.required(problems, "awarded_on");
            }
            case "WITHDRAWN" -> row.required(problems, "withdrawn_on", "withdrawn_reason");
            default -> {}
        }
    }

    private static String[] published() {
        return new String[] {"published_on", "reward_yuan", "bid_deadline", "deliver_by"};
    }

    /** Both or neither, and the node is one of the chain's. */
    private void place(PackRow row) {
        var chain = row.orNull("chain");
        var node = row.orNull("node");
        if (chain == null && node == null) {
            return;
        }
        row.required(problems, "chain", "node");
        if (chain != null && node != null) {
            row.known(problems, "node", nodes.computeIfAbsent(chain, this::nodesOf));
        }
    }

    private Set<String> nodesOf(String chain) {
        var file = "chains/" + chain + "/nodes.csv";
        return pack.has(file)
                ? pack.csv(file, "chain-nodes.row", new Problems()).stream()
                        .map(it -> it.text("key"))
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private void target(PackRow row) {
        if (row.known(problems, "challenge", challenges.keySet())) {
            targets.computeIfAbsent(row.text("challenge"), _ -> new ArrayList<>())
                    .add(DemonstrationSection.target(row));
        }
    }

    private void bid(PackRow row) {
        row.known(problems, "organisation", organisations);
        if (!row.known(problems, "challenge", challenges.keySet())) {
            return;
        }
        var key = row.text("challenge");
        var challenge = challenges.get(key);
        if (challenge == null) {
            return;
        }
        if (!seen.add(key + " " + row.text("organisation"))) {
            row.complain(problems, "organisation", "duplicate");
        }
        if (row.text("organisation").equals(challenge.text("owner"))) {
            row.complain(problems, "organisation", "bidder-is-owner");
        }
        numbers(row, "promises");
        if (moment(row, "submitted_on") && late(row, challenge)) {
            row.complain(problems, "submitted_on", "bid-late", challenge.text("bid_deadline"));
        }
        decision(row, challenge);
    }

    /** Written alike, both sort as they follow each other in time. */
    private static boolean late(PackRow bid, PackRow challenge) {
        var deadline = challenge.orNull("bid_deadline");
        return deadline != null && bid.text("submitted_on").compareTo(deadline) >= 0;
    }

    private void decision(PackRow row, PackRow challenge) {
        boolean decided = Set.of("AWARDED", "COMPLETED").contains(challenge.text("state"));
        if (decided) {
            row.required(problems, "decision", "reason");
        } else if (row.orNull("decision") != null) {
            row.complain(problems, "decision", "bid-decided", challenge.text("state"));
        }
        if ("AWARDED".equals(row.orNull("decision"))) {
            winners.merge(row.text("challenge"), 1, Integer::sum);
        }
    }

    private void milestone(PackRow row, int plan) {
        row.days(problems, "submitted_on", "decided_on");
        if (!row.known(problems, "challenge", challenges.keySet())) {
            return;
        }
        if (Integer.parseInt(row.text("ordinal")) > plan) {
            row.complain(problems, "ordinal", "milestone-beyond", String.valueOf(plan));
        }
        if (!seen.add(row.text("challenge") + " #" + row.text("ordinal"))) {
            row.complain(problems, "ordinal", "duplicate");
        }
        if (!row.text("state").equals("OPEN") || row.orNull("submitted_on") != null) {
            row.required(problems, "submitted_on", "note", "file");
        }
        if (row.text("state").equals("ACCEPTED")) {
            row.required(problems, "decided_on", "reason");
            accepted.merge(row.text("challenge"), 1, Integer::sum);
        }
    }

    private void outcome(PackRow row, int plan) {
        row.days(problems, "accepted_on");
        if (!row.known(problems, "challenge", challenges.keySet())) {
            return;
        }
        var key = row.text("challenge");
        if (!seen.add(key)) {
            row.complain(problems, "challenge", "duplicate");
        }
        if (accepted.getOrDefault(key, 0) < plan) {
            row.complain(problems, "challenge", "outcome-early", String.valueOf(plan));
        }
        if (numbers(row, "measured")) {
            met(row, targets.getOrDefault(key, List.of()));
        }
    }

    private void met(PackRow row, List<Target> wanted) {
        var measured = DemonstrationSection.numbers(row.text("measured"));
        for (int at = 0; at < wanted.size(); at++) {
            var target = wanted.get(at);
            if (!target.metBy(measured.get(at))) {
                problems.add(
                        row.file(),
                        row.line(),
                        "measured",
                        measured.get(at).toPlainString(),
                        "target-not-met",
                        target.metric(),
                        target.value().toPlainString());
            }
        }
    }

    /** What only shows when all files are read. */
    private void whole(PackRow row) {
        var key = row.text("key");
        boolean decided = Set.of("AWARDED", "COMPLETED").contains(row.text("state"));
        if (decided && winners.getOrDefault(key, 0) != 1) {
            var found = String.valueOf(winners.getOrDefault(key, 0));
            row.complain(problems, "state", "winners", found);
        }
        if (row.text("state").equals("COMPLETED") != seen.contains(key)) {
            row.complain(problems, "state", "outcome-for-completed");
        }
        if (!Set.of("DRAFT", "WITHDRAWN").contains(row.text("state"))
                && !targets.containsKey(key)) {
            row.complain(problems, "key", "targets-none");
        }
    }

    /** One number for each target. */
    private boolean numbers(PackRow row, String field) {
        List<BigDecimal> found = DemonstrationSection.numbers(row.text(field));
        int wanted = targets.getOrDefault(row.text("challenge"), List.of()).size();
        if (found.size() != wanted) {
            row.complain(problems, field, "one-for-each-target", String.valueOf(wanted));
        }
        return found.size() == wanted;
    }

    private boolean moment(PackRow row, String field) {
        var value = row.orNull(field);
        try {
            if (value != null) {
                LocalDateTime.parse(value);
            }
            return value != null;
        } catch (DateTimeException e) {
            row.complain(problems, field, "date");
            return false;
        }
    }
}
