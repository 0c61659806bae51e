package yanzhen.app.cluster;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import yanzhen.app.cluster.Conditions.Condition;
import yanzhen.app.cluster.Conditions.Terms;

/**
 * 雁阵测算: where all firms that a viewer may see stand in every scheme, computed once.
 *
 * @param day on which it holds who holds what
 * @param at when it was computed
 * @param lastYear whose numbers count
 * @param schemes in the order of the pack
 * @param firms by identity; those that hold nothing and have no numbers to judge are among them
 * @param due what ends or is to be evaluated in the quarter of the day
 */
public record Survey(
        LocalDate day,
        Instant at,
        int lastYear,
        List<SchemeTerms> schemes,
        List<Firm> firms,
        List<Due> due) {

    /** A scheme with its conditions. */
    public record SchemeTerms(Terms terms, List<Condition> conditions) {
        public SchemeTerms {
            conditions = List.copyOf(conditions);
        }

        public String key() {
            return terms.scheme().key();
        }

        /** Whether some of it can be judged by numbers. */
        public boolean counts() {
            return conditions.stream().anyMatch(it -> it.rule() != null);
        }
    }

    /**
     * A firm, or another body that holds something.
     *
     * @param enterprise whether it is a firm
     * @param district six digits
     * @param industry code of GB/T 4754; empty where none is known
     * @param standings one for each scheme, in their order
     */
    public record Firm(
            UUID id,
            boolean enterprise,
            String district,
            String industry,
            List<Standing> standings) {
        public Firm {
            standings = List.copyOf(standings);
        }
    }

    public Survey {
        schemes = List.copyOf(schemes);
        firms = List.copyOf(firms);
        due = List.copyOf(due);
    }

    public Quarter quarter() {
        return Quarter.of(day);
    }
}
