package yanzhen.app.chain;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;

/** 查阅记录: every look at protected supplier data, for auditors to read. */
public interface Looks {

    /** At what. */
    enum What {
        /** 供应网络 with all its firms. */
        NETWORK,
        /** 企业 with its suppliers and customers. */
        FIRM,
        /** 推演 with its losses. */
        RUN,
        /** 损失原因 of one firm. */
        REASON,
        /** 系统性风险排名. */
        RANKING,
        /** 导出. */
        EXPORT,
        /** 受保护节点的供应方. */
        NODE,
        /** 受保护节点的产地图表. */
        PICTURE,
        /** 含受保护节点的产业链表格. */
        TABLES,
        /** 经接口读取受保护节点. */
        API
    }

    /**
     * 一次查阅.
     *
     * @param who as named at that time
     * @param subject identity of the version or the run
     * @param detail what it was called: key and version, and a firm where it was one
     */
    record Look(
            UUID id,
            @Nullable UUID account,
            String who,
            String role,
            What what,
            UUID subject,
            String detail,
            Instant at) {}

    /**
     * 本单位数据被查阅: which office looked at entries of a body; not which person.
     *
     * @param district of a district's office; null for others
     * @param chain at whose protected nodes
     */
    record OfBody(
            UUID organisation,
            Bilingual organisationName,
            String role,
            @Nullable String district,
            What what,
            String chain,
            Bilingual chainName,
            Instant at) {}

    /**
     * Keeps a look at the suppliers of those of the nodes that are protected and that the viewer
     * sees one by one; nothing where there are none. Called before they are shown, so that what
     * cannot be recorded is not seen.
     */
    void atSuppliers(What what, String chain, Collection<UUID> nodes);

    /** The same for all nodes of a chain. */
    void atSuppliers(What what, Atlas.Map map);

    /**
     * The same for what stands in a list.
     *
     * @param chain and node of each row
     */
    <T> void atSuppliers(
            What what, List<T> rows, Function<T, String> chain, Function<T, UUID> node);

    /** The latest looks at entries of bodies that the viewer acts for. */
    List<OfBody> atOwn(int most);

    /** Keeps a look of the viewer at hand, in the transaction at hand or one of its own. */
    void note(What what, UUID subject, String detail);

    /**
     * The latest looks; only auditors see any.
     *
     * @param before only earlier ones; null from the latest on
     * @param who part of a name; empty for everybody
     */
    List<Look> latest(@Nullable UUID before, String who, @Nullable What what, int most);
}
