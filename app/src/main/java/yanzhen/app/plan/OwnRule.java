package yanzhen.app.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;

/** 自有记录的统计口径: which of the platform's own records an indicator counts. */
public sealed interface OwnRule {

    /**
     * 有效认定 in force on the day: raw sum, and each organisation once at its highest level.
     *
     * @param schemes from the highest level down
     */
    record RecognitionsInForce(List<String> schemes) implements OwnRule {
        public RecognitionsInForce {
            schemes = List.copyOf(schemes);
        }
    }

    /**
     * 已验收成果 since the plan began.
     *
     * @param category name of the kind of industrial base that is counted, for example {@code
     *     CORE_COMPONENT}
     */
    record AcceptedOutcomes(String category) implements OwnRule {}

    /**
     * 已登记技术合同: total amounts registered in the year of the day, over the same year's product.
     *
     * @param denominator series that the sum is divided by, in 亿元
     */
    record RegisteredContracts(String denominator) implements OwnRule {}

    /** 只有统计数据: the indicator is a statistic that no record of the platform could give. */
    record StatisticsOnly() implements OwnRule {}

    /**
     * 尚无记录: the platform keeps no records yet that this indicator could count.
     *
     * @param note why not
     */
    record NoRecords(@Nullable Bilingual note) implements OwnRule {}
}
