package yanzhen.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import yanzhen.identity.Reason.Level;

/**
 * 权重: what each outcome of a comparison weighs, and how much is enough.
 *
 * @param bits of each level; of {@link Level#NAME_CORE} and {@link Level#ADDRESS_SAME} the most
 *     that counts of what the register tells
 * @param same bits from which a record is taken for the known organisation
 * @param doubtful bits from which a person is asked
 * @param lead bits by which the likeliest must be ahead of the next
 */
public record Weights(Map<Level, Double> bits, double same, double doubtful, double lead) {

    private static final double SAME = 8;
    private static final double DOUBTFUL = -6;
    private static final double LEAD = 6;

    /** The weights that come with the library. */
    public static final Weights STANDARD = new Weights(read(), SAME, DOUBTFUL, LEAD);

    /**
     * @throws IllegalArgumentException when a level has no weight, or more is asked to doubt than
     *     to be sure
     */
    public Weights {
        bits = Map.copyOf(bits);
        for (var level : Level.values()) {
            if (!bits.containsKey(level)) {
                throw new IllegalArgumentException(
                        "The level %s has no weight. Give its bits.".formatted(level));
            }
        }
        if (doubtful > same || lead < 0) {
            throw new IllegalArgumentException(
                    """
                    Doubt begins at %s bits, sameness at %s, with a lead of %s.
                    Doubt must begin first, and the lead not be negative.\
                    """
                            .formatted(doubtful, same, lead));
        }
    }

    double of(Level level) {
        return Objects.requireNonNull(bits.get(level));
    }

    private static Map<Level, Double> read() {
        var read = new EnumMap<Level, Double>(Level.class);
        var bytes = Objects.requireNonNull(Weights.class.getResourceAsStream("weights.txt"));
        try (var lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(it -> !it.startsWith("#") && !it.isBlank())
                    .map(it -> it.split("\t"))
                    .forEach(it -> read.put(Level.valueOf(it[0]), Double.valueOf(it[1])));
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
