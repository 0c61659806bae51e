package yanzhen.app.challenge;

import java.util.Optional;
import java.util.UUID;

/** 来源课题: the topic of pre-research that a challenge came from. */
public interface Origins {

    /**
     * A topic as a challenge names it.
     *
     * @param title as it was when the challenge was drafted; topics are not public, challenges are
     */
    record Origin(UUID topic, String title) {}

    Optional<Origin> of(UUID challenge);

    /** Part of drafting the challenge. */
    void name(UUID challenge, UUID topic);
}
