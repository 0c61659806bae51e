package yanzhen.app.challenge;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import yanzhen.app.kernel.AsOf;

/** 成果库, for the modules above. */
public interface Outcomes {

    Optional<Outcome> findOutcome(UUID id);

    /** Accepted up to and including the day, as known at the moment; the earliest first. */
    List<Outcome> accepted(AsOf asOf);

    List<Outcome> ofWeakLink(UUID weakLink);
}
