package yanzhen.app.challenge;

import java.util.Optional;
import java.util.UUID;

/** 榜单, for the modules above. */
public interface Challenges {

    /** The step before it is the weak link. */
    Optional<Trace> trace(UUID challenge);
}
