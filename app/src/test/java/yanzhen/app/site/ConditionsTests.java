package yanzhen.app.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConditionsTests {

    @Test
    void asksForAllWhenNothingWasGiven() {
        var conditions =
                new Conditions()
                        .andIfGiven("a = ?", null)
                        .andIfGiven("b = ?", "")
                        .andIfHolds("c ilike ?", "");

        assertThat(conditions.sql()).isEqualTo("where true");
        assertThat(conditions.arguments()).isEmpty();
    }

    @Test
    void keepsItsValuesInTheOrderOfTheQuestionMarks() {
        var conditions =
                new Conditions()
                        .andIfHolds("a ilike ? or b ilike ?", "泵")
                        .andIfGiven("c = ?", 2025)
                        .and("d > ? and d < ?", 1, 9);

        assertThat(conditions.sql())
                .isEqualTo(
                        "where true and (a ilike ? or b ilike ?) and (c = ?) and (d > ? and d < ?)");
        assertThat(conditions.arguments()).containsExactly("%泵%", "%泵%", 2025, 1, 9);
    }

    @Test
    void takesWhatWasTypedAsAValueOnly() {
        var typed = "'; drop table x; --";

        var conditions = new Conditions().andIfGiven("a = ?", typed).andIfHolds("b ilike ?", typed);

        assertThat(conditions.sql()).isEqualTo("where true and (a = ?) and (b ilike ?)");
        assertThat(conditions.arguments()).containsExactly(typed, "%" + typed + "%");
    }

    @Test
    void comparesAPlaceWithTheColumnsThemselves() {
        var latest = Order.descending("c.day", "date", "c.id", "uuid");

        assertThat(latest.columns()).isEqualTo("c.day desc, c.id desc");
        assertThat(latest.after()).isEqualTo("(c.day, c.id) < (?::date, ?::uuid)");
        assertThat(latest.turned(false).after()).isEqualTo("(c.day, c.id) > (?::date, ?::uuid)");
    }
}
