package yanzhen.app.chain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 节点责任人: the post that answers for a node. A post, not a person: whoever holds it may answer.
 *
 * @param district six digits of a district's office; null for others
 * @param organisation a firm or an institute of the register; null for others
 */
public record NodeOwner(Kind kind, @Nullable String district, @Nullable UUID organisation) {

    /** 专班, which keeps the chain. */
    public static final NodeOwner TASK_FORCE = new NodeOwner(Kind.TASK_FORCE, null, null);

    /** 责任主体. */
    public enum Kind {
        /** 产业链专班. */
        TASK_FORCE,
        /** 区级部门. */
        DISTRICT,
        /** 企业或机构. */
        ORGANISATION
    }

    /**
     * @throws IllegalArgumentException when a district or an organisation is missing or too much
     */
    public NodeOwner {
        if ((kind == Kind.DISTRICT) != (district != null)
                || (kind == Kind.ORGANISATION) != (organisation != null)) {
            throw new IllegalArgumentException(
                    "The owner (%s) does not fit district %s and organisation %s."
                            .formatted(kind, district, organisation));
        }
    }

    public static NodeOwner district(String code) {
        return new NodeOwner(Kind.DISTRICT, code, null);
    }

    public static NodeOwner organisation(UUID id) {
        return new NodeOwner(Kind.ORGANISATION, null, id);
    }
}
