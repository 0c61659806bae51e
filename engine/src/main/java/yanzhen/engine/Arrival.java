package yanzhen.engine;

import java.util.Arrays;

/** In which step each place first lost something; 0 for those that the shock hit. */
final class Arrival {

    static final int NEVER = Integer.MAX_VALUE;

    private final int[] step;

    Arrival(int places) {
        step = new int[places];
        Arrays.fill(step, NEVER);
    }

    /** Notes the losses of the places from one up to another, without it. */
    void note(int now, double[] loss, int from, int until) {
        for (int place = from; place < until; place++) {
            if (loss[place] > 0 && step[place] == NEVER) {
                step[place] = now;
            }
        }
    }

    int of(int place) {
        return step[place];
    }
}
