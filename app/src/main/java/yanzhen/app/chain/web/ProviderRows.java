package yanzhen.app.chain.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import yanzhen.app.chain.ChainDraft.ProviderRow;
import yanzhen.app.chain.Provision.Statement;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.TableRow;

/** Reads the list of providers that a chain's tables name. */
final class ProviderRows {

    private ProviderRows() {}

    static List<ProviderRow> read(List<TableRow> rows, Problems problems) {
        var found = new LinkedHashMap<String, ProviderRow>();
        for (var row : rows) {
            var name = row.text("name_zh");
            var country = row.text("country").toUpperCase(Locale.ROOT);
            var scope = row.text("scope").toUpperCase(Locale.ROOT);
            if (name.isEmpty()) {
                complain(row, "name_zh", "required", problems);
            } else if (!Statement.isCountry(country)) {
                complain(
                        row,
                        "country",
                        country.isEmpty() ? "required" : "country-unknown",
                        problems);
            } else if (!scope.isEmpty() && !scope.equals("FIRM") && !scope.equals("COUNTRY")) {
                complain(row, "scope", "one-of", problems, "FIRM, COUNTRY");
            } else if (found.putIfAbsent(
                            name + '\u001f' + country,
                            new ProviderRow(
                                    new Bilingual(
                                            name,
                                            row.text("name_en").isEmpty()
                                                    ? name
                                                    : row.text("name_en")),
                                    country,
                                    scope.equals("COUNTRY")))
                    != null) {
                complain(row, "name_zh", "duplicate", problems);
            }
        }
        return List.copyOf(found.values());
    }

    private static void complain(
            TableRow row, String column, String code, Problems problems, String... details) {
        problems.add(
                ChainTable.PROVIDERS.key(), row.number(), column, row.text(column), code, details);
    }
}
