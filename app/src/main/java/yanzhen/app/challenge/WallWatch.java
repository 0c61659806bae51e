package yanzhen.app.challenge;

import java.util.UUID;
import yanzhen.app.chain.Response;

/**
 * 榜况跟踪: told what becomes of a challenge, inside the transaction in which it does. What a challenge
 * came from follows it so.
 */
public interface WallWatch {

    /**
     * A challenge was published, withdrawn, awarded or completed, or an outcome of it was accepted.
     *
     * @param response kind challenge or outcome, with its state as weak links are told
     */
    void moved(UUID challenge, Response response);
}
