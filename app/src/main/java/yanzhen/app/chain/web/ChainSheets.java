package yanzhen.app.chain.web;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.ChainDraft;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.site.Sheet;

/** Writes the tables of a chain in the form in which {@link ChainReading} reads them. */
final class ChainSheets {

    private ChainSheets() {}

    static Sheet of(ChainDraft draft, ChainTable table, Organisations organisations) {
        var sheet = new Sheet(table.key(), table.heads());
        switch (table) {
            case CHAIN -> head(draft, sheet);
            case STAGES ->
                    rows(draft.stages())
                            .forEach(it -> sheet.add(it.key(), it.name().zh(), it.name().en()));
            case NODES -> rows(draft.nodes()).forEach(it -> node(it, sheet));
            case EDGES ->
                    rows(draft.edges())
                            .forEach(it -> sheet.add(it.supplier(), it.consumer(), it.kind()));
            case PROVISIONS -> supplies(rows(draft.supplies()), sheet, organisations);
            case PROVIDERS ->
                    rows(draft.providers())
                            .forEach(it ->
                                    sheet.add(
                                            it.name().zh(),
                                            it.name().en(),
                                            it.country(),
                                            it.total() ? NewStatements.TOTAL : null));
            case FACTS -> rows(draft.facts()).forEach(it -> fact(it, sheet));
        }
        return sheet;
    }

    private static <T> List<T> rows(@Nullable List<T> rows) {
        return rows == null ? List.of() : rows;
    }

    private static void head(ChainDraft draft, Sheet sheet) {
        var head = draft.head();
        if (head == null) {
            return;
        }
        var basis = head.basis();
        sheet.add(
                draft.key(),
                head.name().zh(),
                head.name().en(),
                head.clause(),
                head.owner().zh(),
                head.owner().en(),
                basis == null ? null : basis.title().zh(),
                basis == null ? null : basis.title().en(),
                basis == null ? null : basis.url(),
                basis == null ? null : basis.asOf(),
                basis == null ? null : basis.confidence().name());
    }

    private static void node(ChainDraft.NodeRow it, Sheet sheet) {
        sheet.add(
                it.key(),
                it.stage(),
                it.kind(),
                it.category().name(),
                it.name().zh(),
                it.name().en(),
                String.valueOf(it.essential()),
                it.sameAs());
    }

    private static void fact(ChainDraft.FactRow it, Sheet sheet) {
        var said = it.statement();
        sheet.add(
                it.node(),
                said.kind().name(),
                said.value(),
                said.reference(),
                said.owner().zh(),
                said.owner().en(),
                said.source().title(),
                said.source().url(),
                said.source().asOf(),
                said.validFrom(),
                said.validUntil(),
                it.staleAfter(),
                said.source().confidence().name());
    }

    private static void supplies(
            List<ChainDraft.SupplyRow> rows, Sheet sheet, Organisations organisations) {
        var known =
                organisations.byId(
                        rows.stream()
                                .map(it -> it.statement().organisation())
                                .filter(Objects::nonNull)
                                .distinct()
                                .toList());
        rows.forEach(it -> supply(it, known, sheet));
    }

    private static void supply(
            ChainDraft.SupplyRow row, Map<UUID, Organisation> known, Sheet sheet) {
        var said = row.statement();
        var organisation = said.organisation() == null ? null : known.get(said.organisation());
        sheet.add(
                row.node(),
                organisation == null ? null : organisation.key(),
                organisation == null ? said.provider().zh() : null,
                organisation == null ? said.provider().en() : null,
                said.country(),
                said.negligible() ? NewStatements.NEGLIGIBLE : said.share(),
                said.total() ? NewStatements.TOTAL : null,
                said.source().title(),
                said.source().url(),
                said.source().asOf(),
                row.staleAfter(),
                said.source().confidence().name());
    }
}
