package yanzhen.app.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import yanzhen.app.rules.Judgement.Answer;

class ShortfallTests {

    private static @Nullable Shortfall of(String rule, Firm firm) {
        return Firm.rule(rule).judge(firm).shortfall();
    }

    private static BigFraction distance(String rule, Firm firm) {
        var shortfall = of(rule, firm);
        assertThat(shortfall).isNotNull();
        var distance = shortfall == null ? null : shortfall.distance();
        return distance == null ? BigFraction.ZERO : distance;
    }

    /** 90 of 100 lack a tenth; the fourth of three places is a third too far. */
    @ParameterizedTest
    @CsvSource({
        "rd >= 100元, rd, 90, 1/10",
        "rd >= 100元, rd, 99.99, 1/10000",
        "rd >= 100元, rd, 0, 1",
        "rd >= 100元, rd, -20, 6/5",
        "world_place <= 3名, world_place, 4, 1/3",
        "score > 70分, score, 70, 0"
    })
    void isAShareOfWhatIsRequired(String rule, String datum, String value, String distance) {
        assertThat(distance(rule, new Firm().with(datum, value)))
                .isEqualTo(BigFraction.parse(distance));
    }

    @Test
    void isNothingWhereNothingLacks() {
        assertThat(of("rd >= 100元", new Firm().with("rd", "100"))).isNull();
        assertThat(of("rd >= 100元", new Firm())).isNull();
    }

    /** A tenth of one and a half of the other: the half must be gone as well. */
    @Test
    void isTheFarthestOfWhatMustAllBeMet() {
        var firm = new Firm().with("rd", "90").with("staff", "5");

        assertThat(distance("rd >= 100元 and staff >= 10人", firm)).isEqualTo(BigFraction.of(1, 2));
        assertThat(distance("rd >= 100元 and staff >= 5人", firm)).isEqualTo(BigFraction.of(1, 10));
    }

    /** The rule of R&D by size: 80 million at 5 % is nearer to 6 % than to a hundred million. */
    @Test
    void isTheNearestOfAlternatives() {
        var firm = new Firm().with("revenue", "80000000").with("rd", "4000000");
        var rule =
                "(revenue >= 1亿元 and rd / revenue >= 3%) or (revenue >= 5000万元 and revenue < 1亿元 and rd / revenue >= 6%)";

        var shortfall = of(rule, firm);

        assertThat(distance(rule, firm)).isEqualTo(BigFraction.of(1, 6));
        assertThat(shortfall == null ? null : shortfall.required())
                .isEqualTo(BigFraction.of(6, 100));
        assertThat(shortfall == null ? null : shortfall.found()).isEqualTo(BigFraction.of(5, 100));
    }

    /** Nothing is a share of nothing; it comes after all that have one. */
    @Test
    void isUnknownWhereZeroIsRequired() {
        var loss = of("revenue >= 0元", new Firm().with("revenue", "-5"));

        assertThat(loss).isNotNull();
        assertThat(loss == null ? null : loss.distance()).isNull();
        assertThat(
                        distance(
                                "revenue >= 0元 or rd >= 100元",
                                new Firm().with("revenue", "-5").with("rd", "50")))
                .isEqualTo(BigFraction.of(1, 2));
    }

    @ParameterizedTest
    @CsvSource({"0.99, LACKING", "1, MET", "1.01, MET"})
    void scalesADatumBelowAtAndAboveTheThreshold(BigDecimal factor, Answer answer) {
        var firm = new Firm().with("rd", "100", "100").with("revenue", "1");

        assertThat(
                        Firm.rule("mean(rd, 2年) >= 100元 and revenue = 1元")
                                .judge(new Scaled(firm, "rd", factor))
                                .answer())
                .isEqualTo(answer);
    }

    @Test
    void leavesUnknownWhatIsUnknownWhenScaled() {
        assertThat(
                        Firm.rule("rd >= 100元")
                                .judge(new Scaled(new Firm(), "rd", BigDecimal.TEN))
                                .answer())
                .isEqualTo(Answer.UNDECIDED);
        assertThatThrownBy(() -> new Scaled(new Firm(), "rd", new BigDecimal("-0.1")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
