package yanzhen.app.chain.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.dossier.Comparison.Turn;
import yanzhen.app.kernel.Bilingual;

class ComparisonTests {

    /**
     * Of three lines the first stays, the second says something else, the third goes; one comes.
     */
    @Test
    void tellsWhatCameWentAndChangedByTheKeysOfLines() {
        var before = with(line("a", "1"), line("b", "1"), line("c", "1"));
        var after = with(line("d", "1"), line("b", "2"), line("a", "1"));

        var changes = Comparison.of(before, after);

        assertThat(changes.of(Listing.POLICIES))
                .extracting(it -> it.line().key() + " " + it.turn())
                .containsExactly("d CAME", "b CHANGED", "c WENT");
        assertThat(changes.count(Listing.POLICIES, Turn.CHANGED)).isEqualTo(1);
        assertThat(changes.of(Listing.FIRMS)).isEmpty();
        assertThat(changes.of(Listing.POLICIES).get(1).columns()).containsExactly("says");
    }

    /** Their order, and where they can be looked up, is no matter. */
    @Test
    void findsNothingBetweenTwoThatSayTheSame() {
        var moved =
                new Line(
                        "b",
                        new Bilingual("b", "b"),
                        line("b", "1").cells(),
                        "/elsewhere",
                        null,
                        false);

        assertThat(Comparison.of(with(line("a", "1"), line("b", "1")), with(moved, line("a", "1"))))
                .matches(Comparison::none);
    }

    @Test
    void countsAnotherNameAsAChangeOfNoColumn() {
        var renamed =
                new Line("a", new Bilingual("乙", "B"), line("a", "1").cells(), null, null, false);

        var changes = Comparison.of(with(line("a", "1")), with(renamed)).changes();

        assertThat(changes).singleElement().matches(it -> it.turn() == Turn.CHANGED);
        assertThat(changes.getFirst().columns()).isEmpty();
    }

    /** What the offices see beside the open part, put back onto it, is what they saw. */
    @Test
    void partsIntoWhatIsOpenAndWhatIsBeyond() {
        var open = with(line("a", "?"), line("b", "1"));
        var seen = with(line("a", "7"), line("b", "1"), line("c", "1"));

        var beyond = seen.beyond(open);

        assertThat(beyond.get(Listing.POLICIES)).extracting(Line::key).containsExactly("a", "c");
        assertThat(open.and(beyond).list(Listing.POLICIES)).isEqualTo(seen.list(Listing.POLICIES));
    }

    @Test
    void refusesALineThatDoesNotFitItsList() {
        var bare = new Line("a", new Bilingual("甲", "A"), List.of(), null, null, false);

        assertThatThrownBy(() -> with(bare)).hasMessageContaining("0 cells for the 3 columns");
    }

    private static Line line(String key, String says) {
        return new Line(
                key,
                new Bilingual(key, key),
                List.of(Cell.text("三（二）"), Cell.word("dossier.scope.NAMED"), Cell.text(says)),
                null,
                null,
                false);
    }

    private static Content with(Line... lines) {
        var name = new Bilingual("链", "Chain");
        return new Content(
                0,
                Instant.EPOCH,
                new Atlas.Map(
                        new Atlas.Chain("chain", name, "clause", name, null),
                        List.of(),
                        List.of(),
                        List.of(),
                        new Atlas.Run(new UUID(0, 0), LocalDate.EPOCH, Instant.EPOCH)),
                null,
                List.of(),
                List.of(),
                Map.of(Listing.POLICIES, List.of(lines)));
    }
}
