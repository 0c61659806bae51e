package yanzhen.app.cluster.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatusBitsTests {

    /**
     * The list of an example of the recommendation (Bitstring Status List v1.0), all bits clear.
     */
    private static final String EXAMPLE =
            "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA";

    @Test
    void readTheExampleOfTheRecommendation() throws Unfit {
        var bits = StatusBits.decoded(EXAMPLE);

        for (int place : List.of(0, 1, 94_567, StatusBits.PLACES - 1)) {
            assertThat(bits.isSet(place)).isFalse();
        }
        assertThatThrownBy(() -> bits.isSet(StatusBits.PLACES)).isInstanceOf(Unfit.class);
    }

    /** By hand: places 0 and 9 are the highest bit of byte 0 and the second highest of byte 1. */
    @Test
    void beginWithTheHighestBitOfTheFirstByte() throws IOException {
        var packed =
                Base64.getUrlDecoder().decode(StatusBits.of(Set.of(0, 9)).encoded().substring(1));

        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            var bytes = in.readAllBytes();
            assertThat(bytes).hasSize(16_384);
            assertThat(bytes[0]).isEqualTo((byte) 0b1000_0000);
            assertThat(bytes[1]).isEqualTo((byte) 0b0100_0000);
            assertThat(bytes[2]).isZero();
        }
    }

    /** Any places: those come back set, and no others. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void comeBackAsTheyWere(long seed) throws Unfit {
        var random = new Random(seed);
        var set = new TreeSet<Integer>();
        for (int i = random.nextInt(500); i > 0; i--) {
            set.add(random.nextInt(StatusBits.PLACES));
        }

        var bits = StatusBits.decoded(StatusBits.of(set).encoded());

        for (int place = 0; place < StatusBits.PLACES; place++) {
            if (bits.isSet(place) != set.contains(place)) {
                assertThat(place).as("place that came back otherwise").isNegative();
            }
        }
    }

    static Stream<Long> seeds() {
        return IntStream.range(0, 8).mapToObj(it -> 104_729L * it);
    }
}
