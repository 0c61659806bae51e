package yanzhen.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** By hand: names that are one organisation however they are written, and names that are not. */
class HardCasesTests {

    private static final List<Table> REGISTER = Table.read("register.tsv");
    private static final Map<String, Integer> ENTRIES =
            IntStream.range(0, REGISTER.size())
                    .boxed()
                    .collect(Collectors.toMap(it -> REGISTER.get(it).first(), it -> it));
    private static final KnownOrganisations KNOWN =
            KnownOrganisations.of(REGISTER.stream().map(Table::listing).toList());

    static Stream<Table> cases() {
        return Table.read("cases.tsv").stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decidesWhatCanBeDecidedAndNothingElse(Table it) {
        var finding = KNOWN.find(it.listing());

        switch (it.first()) {
            case "none" -> assertThat(finding).isNotInstanceOf(Finding.Same.class);
            case "ask" -> assertThat(finding).isInstanceOf(Finding.Doubtful.class);
            default ->
                    assertThat(finding)
                            .isInstanceOfSatisfying(
                                    Finding.Same.class,
                                    same ->
                                            assertThat(same.match().entry())
                                                    .isEqualTo(ENTRIES.get(it.first())));
        }
    }
}
