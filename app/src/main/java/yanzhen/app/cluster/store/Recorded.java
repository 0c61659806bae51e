package yanzhen.app.cluster.store;

import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.Facts;
import yanzhen.app.cluster.Identifier;

/**
 * What an audit record keeps of an organisation.
 *
 * @param code null where there is none
 * @param identifier key of what stands in for the code; null where there is one
 */
record Recorded(
        @Nullable String code,
        @Nullable String identifier,
        String name,
        @Nullable String nameEn,
        String kind,
        String district,
        @Nullable String park,
        @Nullable String industry,
        @Nullable String registered,
        @Nullable String address,
        @Nullable String codeOverride) {

    static Recorded of(Identifier identifier, Facts facts, @Nullable String override) {
        var code = identifier.code();
        return new Recorded(
                code == null ? null : code.value(),
                code == null ? identifier.key() : null,
                facts.name(),
                facts.nameEn(),
                facts.kind().name(),
                facts.district(),
                facts.park(),
                facts.industry() == null ? null : facts.industry().value(),
                facts.registered() == null ? null : facts.registered().toString(),
                facts.address(),
                override);
    }
}
