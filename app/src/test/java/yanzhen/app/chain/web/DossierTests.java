package yanzhen.app.chain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.ChainTables;
import yanzhen.app.chain.Provision;
import yanzhen.app.chain.Provisions;
import yanzhen.app.chain.SmallChain;
import yanzhen.app.chain.dossier.Content;
import yanzhen.app.chain.dossier.Edition;
import yanzhen.app.chain.dossier.Editions;
import yanzhen.app.chain.dossier.Line;
import yanzhen.app.chain.dossier.Listing;
import yanzhen.app.http.Caller;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** Maps and lists of a chain over the wire: who sees, freezes and signs; the two files. */
@IntegrationTest
class DossierTests {

    @Autowired ApplicationContext application;
    @Autowired PackLoader loader;
    @Autowired ChainTables tables;
    @Autowired Atlas atlas;
    @Autowired Provisions provisions;
    @Autowired Editions editions;
    @Autowired DossierWords words;
    @LocalServerPort int port;

    private String chain = "";
    private String page = "";
    private String api = "";

    @BeforeEach
    void aChainOfItsOwn() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("..", "packs", "shanghai-14fyp"), true)));
        chain = SmallChain.unique();
        page = "/chains/" + chain + "/dossier";
        api = "/api/v1/chains/" + chain + "/editions";
        Viewers.doAs(
                SmallChain.officer(),
                () -> {
                    tables.store(
                            tables.keep(SmallChain.draft(chain)), new ChainTables.How(false, null));
                    provisions.state(
                            atlas.map(chain).orElseThrow().nodes().getFirst().id(),
                            new Provision.Statement(
                                    null,
                                    new Bilingual("荷兰企业", "Dutch firm"),
                                    "NL",
                                    new BigDecimal(100),
                                    new SourceNote(
                                            "调研",
                                            null,
                                            LocalDate.of(2025, 6, 30),
                                            Confidence.VERIFIED)));
                });
    }

    @Test
    void showTheDraftToTheOfficesAndNothingUnsignedToAnybodyElse() {
        var officer = signedIn(Role.CITY_OFFICER);
        var visitor = Caller.at(port);

        assertThat(officer.get(page).body()).contains("草稿", "短板清单", "荷兰企业", "冻结为新的一版");
        assertThat(visitor.get(page).body()).contains("还没有签发").doesNotContain("荷兰企业");
        assertThat(visitor.get(page + "/export/xlsx").statusCode()).isEqualTo(404);

        officer.post(page + "/editions", Map.of("key", key(), "note", "例会用"));
        assertThat(visitor.get(page + "/editions/1").statusCode()).isEqualTo(404);
        assertThat(visitor.get(page + "/editions/1/export/docx").statusCode()).isEqualTo(404);
        assertThat(visitor.get(api).body()).isEqualTo("[]");
        assertThat(visitor.get(api + "/1").statusCode()).isEqualTo(404);
        assertThat(visitor.get(api + "/draft").statusCode()).isNotEqualTo(200);
        assertThat(visitor.get(page).body()).contains("还没有签发");

        var signed =
                signedIn(Role.CHAIN_TASK_FORCE)
                        .post(
                                page + "/editions/1/signature",
                                Map.of("key", key(), "reason", "核对无误"));
        assertThat(signed.statusCode()).isEqualTo(302);
        assertThat(visitor.get(page).body())
                .contains("已签发", "荷兰企业", "核对无误")
                .doesNotContain("冻结为新的一版");
        assertThat(visitor.get(page + "/editions/1").statusCode()).isEqualTo(200);
        assertThat(visitor.get(page + "/editions/1?lang=en").body())
                .contains("Weak links", "only known maker of a node");
    }

    @Test
    void freezeOnceForAKeyAndLetOnlyTheOwnerSign() {
        var officer = program(Role.CITY_OFFICER);
        var taskForce = program(Role.CHAIN_TASK_FORCE);
        var key = key();

        var first = officer.json("POST", api, key, "{\"note\":\"例会用\"}");
        var again = officer.json("POST", api, key, "{\"note\":\"例会用\"}");
        var other = officer.json("POST", api, key(), "{\"note\":\"例会用\"}");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(other.statusCode()).as("one waits").isEqualTo(409);
        assertThat(sign(officer).statusCode()).isEqualTo(403);
        assertThat(sign(program(Role.AUDITOR)).statusCode()).isEqualTo(403);
        assertThat(sign(taskForce).statusCode()).isEqualTo(200);
        assertThat(sign(taskForce).statusCode()).as("decided").isEqualTo(409);
        assertThat(taskForce.get(api + "/1").body())
                .contains("\"sound\":true", "\"SIGNED\"", "dossier.why.SOLE");
        assertThat(sha(Caller.at(port).download(api + "/1/open")))
                .as("anybody can compute it")
                .isEqualTo(editions().getFirst().openDigest());
    }

    @Test
    void askForANoteAndForAReason() {
        var taskForce = signedIn(Role.CHAIN_TASK_FORCE);

        var bare = taskForce.post(page + "/editions", Map.of("key", key(), "note", " "));
        taskForce.post(page + "/editions", Map.of("key", key(), "note", "例会用"));
        var unsaid = taskForce.post(page + "/editions/1/return", Map.of("key", key()));

        assertThat(bare.statusCode()).isEqualTo(422);
        assertThat(unsaid.statusCode()).isEqualTo(422);
        assertThat(taskForce.get(page + "/editions/1").body()).contains("待签发");
    }

    @Test
    void compareTheDraftWithTheSignedEdition() {
        var taskForce = signedIn(Role.CHAIN_TASK_FORCE);
        assertThat(taskForce.get(page + "/changes").body()).contains("没有可比较的两版");
        frozenAndSigned();
        assertThat(taskForce.get(page + "/changes").body()).contains("两版的清单相同");

        Viewers.doAs(
                SmallChain.officer(),
                () ->
                        provisions.state(
                                atlas.map(chain).orElseThrow().nodes().getLast().id(),
                                new Provision.Statement(
                                        null,
                                        new Bilingual("线缆厂", "Cable works"),
                                        "CN",
                                        null,
                                        new SourceNote(
                                                "调研",
                                                null,
                                                LocalDate.of(2025, 6, 30),
                                                Confidence.VERIFIED))));

        var changes = taskForce.get(page + "/changes?list=FIRMS").body();
        assertThat(changes).contains("线缆厂", "新增").doesNotContain("荷兰企业");
        assertThat(taskForce.get(page).body()).contains("与第 1 版相比");
        assertThat(
                        new String(
                                taskForce.download(page + "/changes/export/csv?list=FIRMS"),
                                java.nio.charset.StandardCharsets.UTF_8))
                .contains("线缆厂");
    }

    /** Every line of every list, cell by cell, and what the cover says. */
    @Test
    void writeEveryLineIntoTheWorkbook() throws IOException {
        var edition = frozenAndSigned();
        var content = content(edition);
        var said = words.in(Locale.CHINESE);

        try (var book =
                new ReadableWorkbook(
                        new ByteArrayInputStream(
                                Caller.at(port).download(page + "/editions/1/export/xlsx")))) {
            var cover = rows(book, "封面");
            assertThat(cover)
                    .extracting(it -> it.getCellText(1))
                    .contains(
                            edition.digest(),
                            edition.openDigest(),
                            "测试链",
                            edition.day().toString());
            for (var listing : Listing.values()) {
                var rows = rows(book, said.title(listing));
                assertThat(texts(rows.getFirst(), listing.columns().size() + 1))
                        .isEqualTo(said.heads(listing));
                if (content.list(listing).isEmpty()) {
                    assertThat(rows.get(1).getCellText(0))
                            .isEqualTo(said.say("dossier.empty." + listing));
                    continue;
                }
                assertThat(rows).hasSize(content.list(listing).size() + 1);
                for (int at = 0; at < content.list(listing).size(); at++) {
                    var line = content.list(listing).get(at);
                    assertThat(texts(rows.get(at + 1), listing.columns().size() + 1))
                            .isEqualTo(plain(line, said));
                    assertThat(rows.get(at + 1).getCellText(listing.columns().size() + 2))
                            .endsWith(String.valueOf(line.path()));
                }
            }
            assertThat(rows(book, "链图")).hasSize(content.map().nodes().size() + 1);
            assertThat(rows(book, "热力表")).hasSize(2);
            assertThat(rows(book, "分区图").size()).isGreaterThan(16);
        }
    }

    /** The same lines in tables whose heads come again on every page, and numbered pages. */
    @Test
    void writeEveryLineIntoTheDocument() throws IOException {
        var edition = frozenAndSigned();
        var content = content(edition);
        var said = words.in(Locale.CHINESE);

        try (var document =
                new XWPFDocument(
                        new ByteArrayInputStream(
                                Caller.at(port).download(page + "/editions/1/export/docx")))) {
            var headings =
                    document.getParagraphs().stream()
                            .filter(it -> "Heading2".equals(it.getStyle()))
                            .map(it -> it.getText().replaceAll(" \\(.*", ""))
                            .toList();
            assertThat(headings).contains("链图", "分区图", "热力表");
            for (var listing : Listing.values()) {
                assertThat(headings).contains(said.title(listing));
                if (!content.list(listing).isEmpty()) {
                    assertLines(table(document, said.heads(listing)), listing, content, said);
                }
            }
            assertThat(document.getTables().getFirst().getText()).contains(edition.digest());
            assertThat(document.getStyles().getStyle("Heading1").getCTStyle().toString())
                    .contains("黑体", "outlineLvl");
            assertThat(document.getFooterList().getFirst()._getHdrFtr().toString())
                    .contains("PAGE", "NUMPAGES");
            assertThat(document.getHyperlinks())
                    .extracting(it -> it.getURL())
                    .anyMatch(it -> it.endsWith("/plan/clauses#chain-3"));
        }
    }

    private static void assertLines(
            XWPFTable table, Listing listing, Content content, DossierWords.Wording said) {
        var lines = content.list(listing);
        assertThat(table.getRow(0).isRepeatHeader()).isTrue();
        assertThat(table.getRows()).hasSize(lines.size() + 1);
        for (int at = 0; at < lines.size(); at++) {
            var cells =
                    table.getRow(at + 1).getTableCells().stream()
                            .map(XWPFTableCell::getText)
                            .limit(listing.columns().size() + 1)
                            .toList();
            var line = lines.get(at);
            var texts = new ArrayList<>(List.of(said.name(line)));
            line.cells().forEach(it -> texts.add(said.text(it)));
            assertThat(cells).isEqualTo(texts);
        }
    }

    private static XWPFTable table(XWPFDocument document, List<String> heads) {
        return document.getTables().stream()
                .filter(it ->
                        it.getRow(0).getTableCells().stream()
                                .map(XWPFTableCell::getText)
                                .limit(heads.size())
                                .toList()
                                .equals(heads))
                .findFirst()
                .orElseThrow();
    }

    private static List<Row> rows(ReadableWorkbook book, String sheet) throws IOException {
        return book.findSheet(sheet).orElseThrow().read();
    }

    private static List<String> texts(Row row, int cells) {
        var texts = new ArrayList<String>();
        for (int at = 0; at < cells; at++) {
            texts.add(at < row.getCellCount() && row.getCell(at) != null ? text(row, at) : "");
        }
        return texts;
    }

    private static String text(Row row, int at) {
        var date =
                row.getCell(at).getType() == org.dhatim.fastexcel.reader.CellType.NUMBER
                                && row.getCell(at).asNumber().intValue() > 40_000
                        ? row.getCell(at).asDate().toLocalDate().toString()
                        : null;
        return date == null ? row.getCellText(at) : date;
    }

    /** A line as a workbook has it: a share without its sign. */
    private static List<String> plain(Line line, DossierWords.Wording said) {
        var texts = new ArrayList<>(List.of(said.name(line)));
        for (var cell : line.cells()) {
            var value = said.value(cell);
            texts.add(value == null ? "" : value.toString());
        }
        return texts;
    }

    private Edition frozenAndSigned() {
        var edition = Viewers.doAs(SmallChain.officer(), () -> editions.freeze(chain, "例会用"));
        Viewers.doAs(Viewer.SYSTEM, () -> editions.sign(edition.id(), "核对无误"));
        return edition;
    }

    private Content content(Edition edition) {
        return Viewers.doAs(Viewer.VISITOR, () -> editions.read(edition)).content();
    }

    private HttpResponse<String> sign(Caller caller) {
        return caller.json("POST", api + "/1/signature", key(), "{\"reason\":\"核对无误\"}");
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private List<Edition> editions() {
        return Viewers.doAs(Viewer.VISITOR, () -> editions.of(chain));
    }

    private static String sha(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private Caller program(Role role) {
        var account = TestAccounts.of(application).open(role);
        return Caller.at(port).basic(account.login(), TestAccounts.PASSWORD);
    }

    private Caller signedIn(Role role) {
        var account = TestAccounts.of(application).open(role);
        var caller = Caller.at(port);
        caller.logIn(account.login(), TestAccounts.PASSWORD);
        return caller;
    }
}
