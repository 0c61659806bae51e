package yanzhen.engine;

import java.util.Arrays;

/**
 * Works off shocks from a queue until it is empty, for one thread. Each spreads by itself while it
 * touches little; then it moves into a lane and steps together with others. A lane whose shock has
 * settled takes the next.
 */
final class Failures implements Runnable {

    private static final int NONE = -1;

    private final ShockQueue queue;
    private final Spread spread;
    private final Lanes lanes;
    private final long most;
    private final int[] runs;
    private final int[] steps;

    /**
     * A worker.
     *
     * @param alone share of all links up to which a shock spreads by itself
     */
    Failures(ShockQueue queue, LaneSteps arithmetic, double alone) {
        this.queue = queue;
        spread = new Spread(queue.cascade);
        lanes = new Lanes(queue.cascade, queue.weights, arithmetic);
        most = (long) (alone * (queue.cascade.down.links() + queue.cascade.up.links()));
        runs = new int[lanes.count];
        Arrays.fill(runs, NONE);
        steps = new int[lanes.count];
    }

    @Override
    public void run() {
        refill();
        while (!isIdle()) {
            lanes.step();
            for (int lane = 0; lane < runs.length; lane++) {
                if (runs[lane] != NONE) {
                    steps[lane]++;
                    harvest(lane);
                }
            }
            refill();
        }
    }

    private boolean isIdle() {
        return Arrays.stream(runs).allMatch(it -> it == NONE);
    }

    private void harvest(int lane) {
        double grown = lanes.grown[lane];
        if (queue.isDone(steps[lane], grown)) {
            queue.put(runs[lane], lanes.index(lane), steps[lane], grown);
            runs[lane] = NONE;
        }
    }

    private void refill() {
        var keep = Arrays.stream(runs).mapToDouble(it -> it == NONE ? 0 : 1).toArray();
        if (Arrays.stream(keep).anyMatch(it -> it == 0)) {
            lanes.empty(keep);
        }
        for (int lane = 0; lane < runs.length; lane++) {
            if (runs[lane] == NONE) {
                runs[lane] = nextThatSpreads();
                if (runs[lane] != NONE) {
                    steps[lane] = spread.steps();
                    spread.moveTo(lanes, lane);
                }
            }
        }
    }

    /** The next shock that touches much; those before it are done with. */
    private int nextThatSpreads() {
        for (int shock = queue.take(); shock != NONE; shock = queue.take()) {
            spread.begin(queue.shock(shock));
            if (!settles(shock)) {
                return shock;
            }
        }
        return NONE;
    }

    private boolean settles(int shock) {
        while (spread.giving() <= most) {
            double grown = spread.step();
            if (queue.isDone(spread.steps(), grown)) {
                queue.put(shock, spread.index(queue.weights), spread.steps(), grown);
                return true;
            }
        }
        return false;
    }
}
