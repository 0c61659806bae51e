package yanzhen.app.chain.foresight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import yanzhen.app.chain.foresight.Study.Phase;

class StudyTests {

    private static Instant day(int day) {
        return Instant.parse("2026-01-%02dT00:00:00Z".formatted(day));
    }

    @ParameterizedTest
    @CsvSource({
        "1, PLANNED",
        "2, ROUND_1",
        "3, ROUND_1",
        "4, BETWEEN",
        "5, BETWEEN",
        "6, ROUND_2",
        "8, CLOSED",
        "9, CLOSED"
    })
    void opensAndClosesByTheDayAlone(int day, Phase phase) {
        var plan = new Study.Plan("试", "", day(2), day(4), day(6), day(8));

        assertThat(new Study(UUID.randomUUID(), plan, List.of(), 5, false).at(day(day)))
                .isEqualTo(phase);
    }
}
