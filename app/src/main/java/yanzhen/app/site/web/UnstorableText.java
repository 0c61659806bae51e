package yanzhen.app.site.web;

import java.sql.SQLException;
import java.util.Set;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;

/**
 * A text that PostgreSQL cannot hold: one with the character U+0000, as no keyboard makes it. It is
 * the sender's fault, wherever it was put.
 */
final class UnstorableText {

    /** SQLSTATEs: character not in repertoire; untranslatable character, in JSON. */
    private static final Set<String> STATES = Set.of("22021", "22P05");

    private UnstorableText() {}

    /**
     * Lets only this fault pass.
     *
     * @throws DataAccessException the fault itself when it is another
     */
    static void mustBeTheCauseOf(DataAccessException fault) {
        if (!(NestedExceptionUtils.getMostSpecificCause(fault) instanceof SQLException sql)
                || !STATES.contains(String.valueOf(sql.getSQLState()))) {
            throw fault;
        }
    }
}
