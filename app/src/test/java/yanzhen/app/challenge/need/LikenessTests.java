package yanzhen.app.challenge.need;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import yanzhen.app.challenge.need.Likeness.Part;
import yanzhen.app.challenge.need.NeedRules.Alikeness;
import yanzhen.app.kernel.Bilingual;

class LikenessTests {

    private static final Alikeness RULE =
            new Alikeness(
                    new BigDecimal("0.45"), 40, 25, 25, 10, 5, new Bilingual("口径", "measure"));

    @Test
    void countsSharedShinglesByHand() {
        // 干式真空泵: 干式 式真 真空 空泵; 真空泵组: 真空 空泵 泵组. Shared: 2 of 4 + 3. Dice 4/7.
        var likeness = between(need("干式真空泵"), need("真空泵组"));

        assertThat(likeness.likeness()).isCloseTo(4.0 / 7, within(1e-12));
        assertThat(likeness.whys())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.part()).isEqualTo(Part.TITLE);
                    assertThat(it.shared()).containsExactly("真空泵");
                });
    }

    @Test
    void weighsPartsOverWhatBothSay() {
        // Titles the same (1), problems unlike (0), no metrics, other weak links (0):
        // (40·1 + 25·0 + 10·0) / 75.
        var one = need("离子注入机", "束流不稳", UUID.randomUUID());
        var other = need("离子注入机", "价格太高", UUID.randomUUID());

        assertThat(between(one, other).likeness()).isCloseTo(40.0 / 75, within(1e-12));
    }

    @Test
    void takesWritingsOfOneThingForOne() {
        assertThat(between(need("ＣＭＰ 抛光液"), need("cmp抛光液")).likeness())
                .isCloseTo(1.0, within(1e-12));
    }

    @Test
    void comparesLatinByWordAndNotByLetter() {
        assertThat(between(need("vacuum pump"), need("vacant plumb")).likeness()).isZero();
        assertThat(between(need("dry vacuum pump"), need("vacuum pump")).likeness())
                .isCloseTo(4.0 / 5, within(1e-12));
    }

    @Test
    void findsNothingInCommonWhereNothingIsSaid() {
        assertThat(between(need(""), need("真空泵")))
                .satisfies(it -> {
                    assertThat(it.likeness()).isZero();
                    assertThat(it.whys()).isEmpty();
                });
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    /** Any two: as like one way as the other, from 0 to 1, and each is wholly like itself. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isSymmetricAndBounded(long seed) {
        var random = new Random(seed);
        var one = need(text(random), text(random), link(random));
        var other = need(text(random), text(random), link(random));

        double there = between(one, other).likeness();

        assertThat(there).isBetween(0.0, 1.0);
        assertThat(between(other, one).likeness()).isCloseTo(there, within(1e-12));
        assertThat(between(one, one).likeness()).isCloseTo(1.0, within(1e-12));
    }

    private static @Nullable UUID link(Random random) {
        return random.nextBoolean() ? null : new UUID(0, random.nextInt(2));
    }

    private static String text(Random random) {
        var text = new ArrayList<String>();
        for (int at = 0; at < 1 + random.nextInt(12); at++) {
            text.add(List.of("真", "空", "泵", "密", "封", " ", "A1", "，").get(random.nextInt(8)));
        }
        return "机" + String.join("", text);
    }

    private static Likeness.Of between(Need.Draft one, Need.Draft other) {
        return Likeness.between(Likeness.prepare(one), Likeness.prepare(other), RULE);
    }

    private static Need.Draft need(String title) {
        return need(title, "", null);
    }

    private static Need.Draft need(String title, String problem, @Nullable UUID weakLink) {
        return new Need.Draft(
                UUID.randomUUID(),
                weakLink,
                title,
                problem,
                null,
                null,
                null,
                "",
                List.of(),
                "",
                null,
                "",
                null);
    }
}
