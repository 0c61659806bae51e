package yanzhen.app.chain;

import java.util.List;
import java.util.UUID;
import yanzhen.app.kernel.Bilingual;

/**
 * 短板 (薄弱环节): a node that a diagnosis found weak. It keeps its identity over all later runs.
 *
 * @param node the node's identity
 * @param chain key of the chain
 * @param findings of the latest run, the heaviest first; empty when it is weak no longer
 * @param judged how sure the verdict is, and what hangs on the node
 * @param synthetic whether a synthetic fact went into the verdict
 */
public record WeakLink(
        UUID id,
        UUID node,
        String chain,
        Bilingual chainName,
        Bilingual nodeName,
        BaseCategory category,
        List<Finding> findings,
        Atlas.Judged judged,
        boolean synthetic) {}
