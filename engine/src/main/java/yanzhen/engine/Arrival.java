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

    void note(int now, double[] loss) {
        for (int place = 0; place < step.length; place++) {
            if (step[place] == NEVER && loss[place] > 0) {
                step[place] = now;
            }
        }
    }

    int of(int place) {
        return step[place];
    }
}
