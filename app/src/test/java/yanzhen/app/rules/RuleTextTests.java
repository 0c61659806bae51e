package yanzhen.app.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTextTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "revenue >= 1000万元",
                "revenue≥1000万元",
                "rd / revenue >= 3%",
                "rd>=100万元 and rd/revenue>=3%",
                "mean(rd, 2年) >= 1000万元 or sum(equity, 2年) >= 6000万元",
                "least(rd / revenue, 2年) >= 3%",
                "growth(revenue, 2年) >= 5%",
                "(rd + equity) * 50% > 0.5亿元",
                "(revenue >= 1亿元 and rd / revenue >= 3%) or (revenue < 1亿元 and rd / revenue >= 6%)",
                "((rd)) >= (1元)",
                "rd_staff / staff >= 50%",
                "world_place <= 3名",
                "niche_years >= 2年 and (patents >= 2项 or score >= 60分)",
                "rd - equity >= revenue * 3%"
            })
    void readsARule(String text) throws RuleFault {
        assertThat(RuleText.read(text, Firm.WORDS)).isNotNull();
    }

    @Test
    void bindsAndTighterThanOr() {
        assertThat(Firm.rule("patents >= 1项 or patents >= 2项 and patents >= 3项"))
                .isInstanceOfSatisfying(
                        Rule.Any.class,
                        it -> assertThat(it.parts().get(1)).isInstanceOf(Rule.All.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; rule-name; 0",
                "revenue; rule-sign; 7",
                "revenue >=; rule-name; 10",
                "revenue >= 1000; rule-unit; 11",
                "revenue >= 1.2.3万元; rule-number; 11",
                "revenue >= 3人; rule-kinds; 13",
                "rd + staff >= 3人; rule-kinds; 11",
                "rd * revenue >= 3%; rule-kinds; 13",
                "rd / staff >= 3%; rule-kinds; 11",
                "profit >= 1元; rule-datum; 0",
                "mean(rd) >= 1元; rule-expected; 7",
                "mean(rd, 0年) >= 1元; rule-years; 11",
                "mean(rd, 1.5年) >= 1元; rule-years; 13",
                "mean(rd, 2项) >= 1元; rule-years; 11",
                "rd >= 1元 rd; rule-rest; 9",
                "rd >= 1元 and; rule-name; 12",
                "(rd >= 1元; rule-expected; 4",
                "rd == 1元; rule-name; 4"
            })
    void saysWhatIsWrongAndWhere(String text, String code, int at) {
        assertThatExceptionOfType(RuleFault.class)
                .isThrownBy(() -> RuleText.read(text, Firm.WORDS))
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo(code);
                    assertThat(it.at()).isEqualTo(at);
                });
    }

    @Test
    void namesTheDataThatThereAre() {
        assertThatExceptionOfType(RuleFault.class)
                .isThrownBy(() -> RuleText.read("profit >= 1元", Firm.WORDS))
                .satisfies(it -> assertThat(it.details().get(1)).contains("revenue, score, staff"));
    }

    static List<String> endless() {
        return List.of("(".repeat(1_000), "rd >= 1元 or ".repeat(500), "9".repeat(2_001));
    }

    @ParameterizedTest
    @MethodSource("endless")
    void refusesWhatHasNoEnd(String text) {
        assertThatExceptionOfType(RuleFault.class)
                .isThrownBy(() -> RuleText.read(text, Firm.WORDS));
    }
}
