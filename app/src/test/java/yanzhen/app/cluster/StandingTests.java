package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import yanzhen.app.cluster.Conditions.Condition;
import yanzhen.app.cluster.Standing.State;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Clause;
import yanzhen.app.rules.Amount;
import yanzhen.app.rules.Datum;
import yanzhen.app.rules.Facts;
import yanzhen.app.rules.Kind;
import yanzhen.app.rules.RuleFault;
import yanzhen.app.rules.RuleText;
import yanzhen.app.rules.Vocabulary;

class StandingTests {

    private static final Bilingual NAME = new Bilingual("注册年限", "Years");
    private static final Datum YEARS = new Datum("years", Kind.YEARS, NAME, false);

    /** A firm of so many years. */
    private record Old(long years) implements Facts {
        @Override
        public int lastYear() {
            return 2025;
        }

        @Override
        public @Nullable Amount value(Datum datum, int year) {
            return Amount.of(years);
        }
    }

    private static State state(boolean held, boolean entry, long years) throws RuleFault {
        var rule = RuleText.read("years <= 3年", new Vocabulary(List.of(YEARS)));
        var condition = new Condition(NAME, rule, new Clause("试验办法", "第一条"), true, null, entry);
        return Standing.of(held, List.of(condition), new Old(years)).state();
    }

    /** Growing older is no falling back where youth was asked for at the entry only. */
    @Test
    void doesNotFallBackFromWhatWasAskedAtTheEntry() throws RuleFault {
        assertThat(state(true, true, 3)).isEqualTo(State.HELD);
        assertThat(state(true, true, 4)).isEqualTo(State.HELD);
        assertThat(state(true, false, 4)).isEqualTo(State.FALLING);
        assertThat(state(false, true, 3)).isEqualTo(State.READY);
        assertThat(state(false, true, 4)).isEqualTo(State.FAR);
    }
}
