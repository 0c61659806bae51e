package yanzhen.app.challenge.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import yanzhen.selection.Proof;

/** One line of an evaluation: what was reached, how sure that is, and what was expected. */
final class Row {

    private static final double EQUAL = 1e-9;

    private final Map<String, Object> fields = new LinkedHashMap<>();

    static Row of(String variant) {
        return new Row().with("variant", variant);
    }

    Row with(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    /** Values in the unit of the file, which may be parts of the searched one. */
    Row proof(Proof proof, double unit) {
        return with("value", proof.value() / unit)
                .with("bound", proof.bound() / unit)
                .with("proven", proof.proven())
                .with("gap", proof.gap())
                .with("seconds", Math.round(proof.seconds() * 1e3) / 1e3);
    }

    /** What was expected, where anything was, and whether the value met it. */
    Row expecting(@Nullable Double expected, double value) {
        if (expected != null) {
            with("expected", expected);
            with(
                    "meets_expected",
                    Math.abs(value - expected) <= EQUAL * Math.max(1, Math.abs(expected)));
        }
        return this;
    }

    Map<String, Object> fields() {
        return fields;
    }
}
