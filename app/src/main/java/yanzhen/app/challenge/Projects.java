package yanzhen.app.challenge;

import java.util.Optional;
import java.util.UUID;

/** 项目, for the modules above. */
public interface Projects {

    /** The step before it is the challenge. */
    Optional<Trace> trace(UUID project);
}
