package yanzhen.app.chain.dossier;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.kernel.Bilingual;

/**
 * 图谱清单规则 of a pack ({@code dossier.yaml}): which maker is a key firm, which body a facility. The
 * plan says neither; what stands there is a reading and says so.
 *
 * @param note what the plan leaves open and how we read it
 */
public record DossierRules(Firms firms, Facilities facilities, Bilingual note) {

    /**
     * 重点企业: one of these is enough; the only known maker of a node is always one.
     *
     * @param leastShare percent of the market of a node, 0 to 100
     * @param leastNodes how many nodes of the chain it makes
     * @param leaders keys of schemes whose holders are key firms, such as 链主
     * @param marks keys of schemes that are told beside the name
     */
    public record Firms(
            BigDecimal leastShare, int leastNodes, List<String> leaders, List<String> marks) {
        public Firms {
            leaders = List.copyOf(leaders);
            marks = List.copyOf(marks);
        }
    }

    /**
     * 设施: who makes a node of the categories in the home country, and makers of the chain there
     * that hold one of the schemes.
     *
     * @param schemes keys of schemes, such as a manufacturing innovation centre
     */
    public record Facilities(List<BaseCategory> categories, List<String> schemes) {
        public Facilities {
            categories = List.copyOf(categories);
            schemes = List.copyOf(schemes);
        }
    }

    /** 规则簿: the rules in force. */
    public interface Book {

        /** Empty when no pack has brought any. */
        Optional<DossierRules> inForce();
    }
}
