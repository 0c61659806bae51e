package yanzhen.app.site.web;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;

/** A value that PostgreSQL cannot take. It is the sender's fault, wherever it was put. */
enum UnfitValue {
    /**
     * A text with the character U+0000, as no keyboard makes it: character not in repertoire;
     * untranslatable character, in JSON.
     */
    TEXT("unstorable-text", "fault.unstorable", Set.of("22021", "22P05")),

    /**
     * A number, day or identity that is none or lies beyond what can be held, as in a cursor that
     * this list did not give: numeric value out of range; invalid and overflowing datetime; invalid
     * text representation.
     */
    FORM("unfit-value", "fault.unfit", Set.of("22003", "22007", "22008", "22P02"));

    private final String code;
    private final String message;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> states;

    UnfitValue(String code, String message, Set<String> states) {
        this.code = code;
        this.message = message;
        this.states = states;
    }

    /**
     * The fault of the sender that caused this one.
     *
     * @throws DataAccessException the fault itself when it is another
     */
    static UnfitValue causeOf(DataAccessException fault) {
        return Arrays.stream(values())
                .filter(it ->
                        NestedExceptionUtils.getMostSpecificCause(fault) instanceof SQLException sql
                                && it.states.contains(String.valueOf(sql.getSQLState())))
                .findFirst()
                .orElseThrow(() -> fault);
    }

    /** Of the problem that a program is told. */
    String code() {
        return code;
    }

    /** Key of what people are told. */
    String message() {
        return message;
    }
}
