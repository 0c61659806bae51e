package yanzhen.app.chain.supply;

/**
 * 进度: on how many threads scenarios are worked out, and who is told of each that is done.
 *
 * @param threads at least 1; changes no bit of a result
 * @param done called once for each cascade, from several threads at a time
 */
public record Pace(int threads, Runnable done) {

    public Pace {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "The number of threads (%d) is not at least 1.".formatted(threads));
        }
    }
}
