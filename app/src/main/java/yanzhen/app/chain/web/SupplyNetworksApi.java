package yanzhen.app.chain.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import yanzhen.app.chain.SupplyNetworks;
import yanzhen.app.chain.SupplyNetworks.DataSet;
import yanzhen.app.chain.SupplyNetworks.Firm;
import yanzhen.app.chain.SupplyNetworks.Links;
import yanzhen.app.chain.SupplyNetworks.Preview;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;

/** Supply networks for programs: handed in, looked at, stored, read. */
@RestController
@Tag(name = "supply-networks", description = "Supply networks 供应网络数据")
class SupplyNetworksApi {

    private static final String NETWORKS = "/api/v1/supply-networks";
    private static final String DRAFTS = "/api/v1/supply-network-drafts";

    private final SupplyNetworks networks;
    private final NetworkTables tables;
    private final Commands commands;

    SupplyNetworksApi(SupplyNetworks networks, NetworkTables tables, Commands commands) {
        this.networks = networks;
        this.tables = tables;
        this.commands = commands;
    }

    @GetMapping(NETWORKS)
    @Operation(summary = "All versions of all supply networks, without their firms")
    List<DataSet> all() {
        return networks.all();
    }

    @GetMapping(NETWORKS + "/{id}")
    @Operation(summary = "One version of a supply network, without its firms")
    DataSet one(@PathVariable UUID id) {
        return networks.find(id).orElseThrow(() -> new NotFound("supply network", id));
    }

    @GetMapping(NETWORKS + "/{id}/firms")
    @Operation(
            summary = "The firms of a version",
            description = "Protected: the look is recorded for auditors.")
    Slice<Firm> firms(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return page(networks.firms(id), limit, cursor);
    }

    /** A page of a list that stands in memory; the cursor counts what has been shown. */
    static <T> Slice<T> page(List<T> all, int limit, @Nullable String cursor) {
        int size = Api.limited(limit);
        int from =
                Cursor.read(cursor, 1).map(it -> place(it.values().getFirst(), cursor)).orElse(0);
        var shown = all.stream().skip(from).limit(size).toList();
        int next = from + shown.size();
        return new Slice<>(shown, next < all.size() ? Cursor.after(next).toString() : null);
    }

    private static int place(String text, @Nullable String cursor) {
        if (!text.matches("[0-9]{1,9}")) {
            throw Cursor.foreign(cursor);
        }
        return Integer.parseInt(text);
    }

    @GetMapping(NETWORKS + "/{id}/firms/{firm}")
    @Operation(
            summary = "A firm with its suppliers and customers",
            description = "Protected: the look is recorded for auditors.")
    Links links(@PathVariable UUID id, @PathVariable String firm) {
        return networks.links(id, firm).orElseThrow(() -> new NotFound("firm", firm));
    }

    @PostMapping(value = DRAFTS, consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            summary = "Hand in the firms and links of a supply network",
            description =
                    "files: one XLSX with the sheets firms and links, or firms.csv and links.csv; besides setKey, setName, setNameEn, unit, source, asOf, synthetic, and leaveOut to leave out links of firms that are not in the table. Nothing is stored but the draft, for a day and for its sender; 422 lists every problem of the tables.")
    ResponseEntity<Preview> handIn(
            @RequestHeader(Api.KEY) String key,
            @RequestParam(required = false) @Nullable List<MultipartFile> files,
            @ModelAttribute NetworkTables.Typing typed) {
        var problems = new Problems();
        var draft = tables.read(files == null ? List.of() : files, typed, problems);
        if (draft == null) {
            throw new Problems.Refused(problems);
        }
        var answer =
                commands.once(
                        key,
                        SupplyNetworkPages.HandInCommand.of(draft),
                        () -> networks.keep(draft).toString());
        return Api.created(DRAFTS + "/", answer, this::draft);
    }

    @GetMapping(DRAFTS + "/{id}")
    @Operation(summary = "What an own draft holds")
    Preview draft(@PathVariable UUID id) {
        return networks.compare(id).orElseThrow(() -> new NotFound("draft", id));
    }

    @PostMapping(DRAFTS + "/{id}/storing")
    @Operation(summary = "Store an own draft as the next version of its supply network")
    ResponseEntity<DataSet> store(@RequestHeader(Api.KEY) String key, @PathVariable UUID id) {
        var answer =
                commands.once(
                        key,
                        new SupplyNetworkPages.StoreCommand(id),
                        () -> networks.store(id).toString());
        return Api.created(NETWORKS + "/", answer, this::one);
    }
}
