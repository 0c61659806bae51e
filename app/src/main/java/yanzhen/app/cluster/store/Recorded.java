package yanzhen.app.cluster.store;

import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.Facts;
import yanzhen.app.kernel.CreditCode;

/** What an audit record keeps of an organisation. */
record Recorded(
        String code,
        String name,
        @Nullable String nameEn,
        String kind,
        String district,
        @Nullable String industry,
        @Nullable String registered,
        @Nullable String codeOverride) {

    static Recorded of(CreditCode code, Facts facts, @Nullable String override) {
        return new Recorded(
                code.value(),
                facts.name(),
                facts.nameEn(),
                facts.kind().name(),
                facts.district(),
                facts.industry() == null ? null : facts.industry().value(),
                facts.registered() == null ? null : facts.registered().toString(),
                override);
    }
}
