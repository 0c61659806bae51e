package yanzhen.app.chain.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;
import yanzhen.app.chain.Provision;
import yanzhen.app.chain.SupplyNetworks;
import yanzhen.app.chain.SupplyNetworks.AllLeftOut;
import yanzhen.app.chain.SupplyNetworks.Draft;
import yanzhen.app.chain.SupplyNetworks.Firm;
import yanzhen.app.chain.SupplyNetworks.Head;
import yanzhen.app.chain.SupplyNetworks.LeftOut;
import yanzhen.app.chain.SupplyNetworks.LinkList;
import yanzhen.app.chain.SupplyNetworks.Reason;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.IndustryCode;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.TableRow;
import yanzhen.app.site.Typed;
import yanzhen.app.site.UploadedTable;
import yanzhen.app.site.UploadedTable.Column;

/**
 * Reads a supply network out of the tables that somebody hands in: firms and links, as sheets of a
 * workbook or as CSV files of these names. Every problem of both is named at once.
 */
@Component
class NetworkTables {

    /** What is typed beside the tables. */
    record Typing(
            @Nullable String setKey,
            @Nullable String setName,
            @Nullable String setNameEn,
            @Nullable String unit,
            @Nullable String source,
            @Nullable String asOf,
            @Nullable Boolean synthetic,
            @Nullable Boolean leaveOut) {

        static final Typing NOTHING =
                new Typing("", "", "", "万元/年", "", "", Boolean.FALSE, Boolean.FALSE);
    }

    static final String FIRMS = "firms";
    static final String LINKS = "links";

    static final List<Column> FIRM_COLUMNS =
            List.of(
                    new Column("id", true, 64, Set.of("编号", "企业编号")),
                    new Column("name", true, 200, Set.of("名称", "企业名称")),
                    new Column("name_en", false, 200, Set.of("英文名称")),
                    new Column("code", false, 18, Set.of("统一社会信用代码", "信用代码")),
                    new Column("sector", true, 5, Set.of("行业", "行业代码")),
                    new Column("district", false, 6, Set.of("区", "区划代码")),
                    new Column("country", true, 2, Set.of("国家", "国家和地区")),
                    new Column("nodes", false, 1000, Set.of("环节", "节点")));

    static final List<Column> LINK_COLUMNS =
            List.of(
                    new Column("supplier", true, 64, Set.of("供方", "供应商")),
                    new Column("buyer", true, 64, Set.of("买方", "采购方")),
                    new Column("volume", true, 30, Set.of("金额", "交易额")));

    private final SupplyNetworks networks;
    private final Clock clock;

    NetworkTables(SupplyNetworks networks, Clock clock) {
        this.networks = networks;
        this.clock = clock;
    }

    /** A file as it was handed in. */
    private record Upload(String name, Path file) {}

    /**
     * The draft; null when something is wrong.
     *
     * @param files empty ones do not count
     */
    @Nullable Draft read(List<MultipartFile> files, Typing typed, Problems problems) {
        var head = head(typed, problems);
        var uploads = new ArrayList<Upload>();
        try {
            for (var file : files) {
                if (!file.isEmpty()) {
                    uploads.add(saved(file));
                }
            }
            var tables = new Tables(uploads, Boolean.TRUE.equals(typed.leaveOut));
            tables.read();
            problems.include(tables.problems(networks));
            return problems.none() && head != null ? tables.draft(head) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            uploads.forEach(NetworkTables::delete);
        }
    }

    private @Nullable Head head(Typing typed, Problems problems) {
        var own = new Problems();
        var key = Typed.text(typed.setKey);
        if (!key.matches("[a-z0-9]+(-[a-z0-9]+)*") || key.length() > 60) {
            own.add("", null, "setKey", key, key.isEmpty() ? "required" : "chain-key");
        }
        var name = Typed.text("setName", typed.setName, 2, 100, own);
        var english = Typed.text("setNameEn", typed.setNameEn, 0, 100, own);
        var unit = Typed.text("unit", typed.unit, 1, 30, own);
        var source = Typed.text("source", typed.source, 2, 200, own);
        var asOf = Typed.requiredDay("asOf", typed.asOf, own);
        if (asOf != null && asOf.isAfter(LocalDate.now(clock))) {
            own.add("", null, "asOf", asOf.toString(), "network-future");
        }
        problems.include(own);
        return own.none() && asOf != null
                ? new Head(
                        key,
                        new Bilingual(name, english.isEmpty() ? name : english),
                        unit,
                        source,
                        asOf,
                        Boolean.TRUE.equals(typed.synthetic))
                : null;
    }

    private static Upload saved(MultipartFile file) throws IOException {
        var path = Files.createTempFile("yanzhen-network", ".table");
        file.transferTo(path);
        var name = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        return new Upload(name.replaceFirst(".*[/\\\\]", ""), path);
    }

    private static void delete(Upload upload) {
        try {
            Files.deleteIfExists(upload.file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Both tables while they are read: firms first, since links name them. */
    private static final class Tables {

        private final List<Upload> uploads;
        private final boolean leaveOut;
        private final Problems found = new Problems();
        private final Problems inFirms = new Problems();
        private final Problems inLinks = new Problems();
        private final List<Firm> firms = new ArrayList<>();
        private final Map<String, Integer> places = new HashMap<>();
        private final Map<String, TableRow> firstNaming = new HashMap<>();
        private final List<LeftOut> left = new ArrayList<>();
        private int leftCount;
        private final LinkList links = new LinkList();

        Tables(List<Upload> uploads, boolean leaveOut) {
            this.uploads = uploads;
            this.leaveOut = leaveOut;
        }

        void read() {
            if (uploads.isEmpty()) {
                found.add("", null, "files", "", "required");
                return;
            }
            for (var upload : uploads) {
                place(upload);
            }
            table(FIRMS, FIRM_COLUMNS, SupplyNetworks.MOST_FIRMS, inFirms, this::firm);
            table(LINKS, LINK_COLUMNS, SupplyNetworks.MOST_LINKS, inLinks, this::link);
        }

        private final Map<String, Consumer<Reading>> sources = new HashMap<>();

        private record Reading(
                List<Column> columns, int most, Problems problems, Consumer<TableRow> rows) {}

        private void place(Upload upload) {
            if (upload.name.toLowerCase(Locale.ROOT).endsWith(".xlsx")) {
                var own = new Problems();
                for (var sheet : UploadedTable.sheets(upload.file, own)) {
                    source(
                            sheet,
                            it ->
                                    UploadedTable.readSheet(
                                            upload.file,
                                            sheet,
                                            it.columns,
                                            it.most,
                                            it.problems,
                                            it.rows));
                }
                found.include(own.in(upload.name));
            } else {
                source(
                        upload.name.replaceFirst("(?i)\\.(csv|txt)$", ""),
                        it ->
                                UploadedTable.read(
                                        upload.file, it.columns, it.most, it.problems, it.rows));
            }
        }

        private void source(String name, Consumer<Reading> reading) {
            var key =
                    switch (name.toLowerCase(Locale.ROOT)) {
                        case FIRMS, "企业" -> FIRMS;
                        case LINKS, "交易" -> LINKS;
                        default -> "";
                    };
            if (key.isEmpty()) {
                found.add("", null, "files", name, "network-table-unknown");
            } else if (sources.put(key, reading) != null) {
                found.add("", null, "files", name, "chain-table-twice");
            }
        }

        private void table(
                String key,
                List<Column> columns,
                int most,
                Problems into,
                Consumer<TableRow> rows) {
            var source = sources.get(key);
            if (source == null) {
                if (found.none()) {
                    found.add("", null, "files", key, "network-table-missing", key);
                }
            } else {
                source.accept(new Reading(columns, most, into, rows));
            }
        }

        private void firm(TableRow row) {
            var id = row.required("id", inFirms);
            if (id.matches(".*[|/\\\\%;,].*")) {
                row.complain(inFirms, "id", "network-id");
            }
            var name = row.required("name", inFirms);
            var code = code(row);
            var sector = row.required("sector", inFirms);
            if (!sector.isEmpty() && !isIndustry(sector)) {
                row.complain(inFirms, "sector", "industry-code");
            }
            var country = row.required("country", inFirms);
            if (!country.isEmpty() && !Provision.Statement.isCountry(country)) {
                row.complain(inFirms, "country", "country-unknown");
            }
            var district = row.text("district");
            if (!district.isEmpty() && !district.matches("[1-9][0-9]{5}")) {
                row.complain(inFirms, "district", "network-district");
            }
            if (!id.isEmpty() && places.putIfAbsent(id, firms.size()) != null) {
                row.complain(inFirms, "id", "network-firm-twice");
            }
            var nodes = nodes(row);
            nodes.forEach(it -> firstNaming.putIfAbsent(it, row));
            firms.add(
                    new Firm(
                            id,
                            name,
                            orNull(row.text("name_en")),
                            code,
                            sector,
                            orNull(district),
                            country,
                            nodes));
        }

        private static @Nullable String orNull(String text) {
            return text.isEmpty() ? null : text;
        }

        private @Nullable String code(TableRow row) {
            var text = row.text("code").toUpperCase(Locale.ROOT);
            if (text.isEmpty()) {
                return null;
            }
            try {
                return new CreditCode(text).value();
            } catch (IllegalArgumentException e) {
                row.complain(inFirms, "code", "credit-code-form");
                return null;
            }
        }

        private static boolean isIndustry(String sector) {
            try {
                return !new IndustryCode(sector).value().isEmpty();
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        private static List<String> nodes(TableRow row) {
            return Arrays.stream(row.text("nodes").split("[;；]"))
                    .map(String::strip)
                    .filter(it -> !it.isEmpty())
                    .distinct()
                    .toList();
        }

        private void link(TableRow row) {
            var supplier = row.required("supplier", inLinks);
            var buyer = row.required("buyer", inLinks);
            double volume = volume(row);
            if (supplier.isEmpty() || buyer.isEmpty() || Double.isNaN(volume)) {
                return;
            }
            boolean sells = known(row, "supplier");
            boolean buys = known(row, "buyer");
            boolean known = sells && buys;
            if (!known) {
                if (leaveOut) {
                    leave(row, Reason.FIRM_UNKNOWN);
                }
                return;
            }
            if (volume == 0) {
                leave(row, Reason.NOTHING_SOLD);
            } else {
                links.add(places.getOrDefault(supplier, 0), places.getOrDefault(buyer, 0), volume);
            }
        }

        private boolean known(TableRow row, String column) {
            if (places.containsKey(row.text(column))) {
                return true;
            }
            if (!leaveOut) {
                row.complain(inLinks, column, "network-firm-unknown");
            }
            return false;
        }

        private double volume(TableRow row) {
            var text = row.required("volume", inLinks);
            if (text.isEmpty()) {
                return Double.NaN;
            }
            if (!text.matches("[0-9]{1,15}(\\.[0-9]{1,6})?")) {
                row.complain(inLinks, "volume", "network-volume");
                return Double.NaN;
            }
            return Double.parseDouble(text);
        }

        private void leave(TableRow row, Reason reason) {
            leftCount++;
            if (left.size() < AllLeftOut.KEPT) {
                left.add(
                        new LeftOut(
                                row.number(),
                                row.text("supplier"),
                                row.text("buyer"),
                                row.text("volume"),
                                reason));
            }
        }

        Problems problems(SupplyNetworks networks) {
            unknownNodes(networks.nodes(firstNaming.keySet()).keySet());
            var all = new Problems();
            all.include(found);
            all.include(Problems.inOrder(List.of(inFirms), byPlace(FIRM_COLUMNS)).in(FIRMS));
            all.include(Problems.inOrder(List.of(inLinks), byPlace(LINK_COLUMNS)).in(LINKS));
            return all;
        }

        private static java.util.Comparator<yanzhen.app.kernel.Problem> byPlace(
                List<Column> columns) {
            return Problems.byPlace(columns.stream().map(Column::key).toList());
        }

        private void unknownNodes(Collection<String> known) {
            var unknown = new HashSet<>(firstNaming.keySet());
            unknown.removeAll(known);
            for (var node : unknown) {
                var row = firstNaming.get(node);
                if (row != null) {
                    row.complain(inFirms, "nodes", "network-node", node);
                }
            }
        }

        Draft draft(Head head) {
            return new Draft(head, firms, links, new AllLeftOut(leftCount, left));
        }
    }
}
