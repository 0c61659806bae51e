package yanzhen.app.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.multipart.MultipartFile;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.evidence.Files.StoredFile;
import yanzhen.app.evidence.Files.Unacceptable;
import yanzhen.app.evidence.Uploads;
import yanzhen.app.http.Caller;
import yanzhen.app.kernel.Problem;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

@IntegrationTest
class EvidenceFilesTests {

    @Autowired yanzhen.app.evidence.Files files;
    @Autowired PackLoader loader;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @LocalServerPort int port;

    @Value("${yanzhen.data}")
    Path data;

    @BeforeEach
    void load() {
        var pack = Pack.at(Path.of("../packs/shanghai-14fyp"), true);
        Viewers.doAs(Viewer.SYSTEM, () -> loader.load(pack));
    }

    @Test
    void areNotHandedOutOnceTheyChangedOnDisk() throws IOException {
        var stored = stored("报告.txt", "实测 93% " + UUID.randomUUID());
        var city = Caller.at(port);
        city.logIn("city", Accounts.DEMONSTRATION_PASSWORD);
        assertThat(city.get("/files/" + stored.id()).statusCode()).isEqualTo(200);

        Files.writeString(place(stored), "实测 99%");

        var answer = city.get("/files/" + stored.id());
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("文件与上传时不一致").doesNotContain("实测 99%");
        assertThat(alarms(stored)).isEqualTo(1);
    }

    @Test
    void areNotHandedOutOnceTheyAreGone() throws IOException {
        var stored = stored("报告.txt", "将要丢失 " + UUID.randomUUID());
        Files.delete(place(stored));

        assertThatThrownBy(() -> asOfficer(() -> files.open(stored)))
                .isInstanceOf(yanzhen.app.evidence.Files.Changed.class);
        assertThat(alarms(stored)).isEqualTo(1);
    }

    /** The same bytes lie on disk once, and each upload keeps its own record. */
    @Test
    void mayBeHandedInTwice() {
        var content = "同一份报告 " + UUID.randomUUID();
        var first = stored("甲.txt", content);
        var second = stored("乙.txt", content);

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.sha256()).isEqualTo(first.sha256());
        assertThat(place(first)).isEqualTo(place(second)).exists();
    }

    @ParameterizedTest
    @CsvSource({
        "'../../etc/passwd', passwd",
        "'C:\\temp\\报告.txt', 报告.txt",
        "'a\u200Bb.txt', ab.txt",
        "'...', file"
    })
    void loseWhatLeadsElsewhereInTheirNames(String given, String kept) {
        assertThat(stored(given, "内容").name()).isEqualTo(kept);
    }

    @Test
    void ofOtherKindsEmptyOnesAndTooLargeOnesAreRefused() throws IOException {
        assertThat(refusal("a.pdf", new byte[] {'M', 'Z', 0, 1, 2})).isEqualTo("file-type");
        assertThat(refusal("a.txt", "<html><script>".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("file-type");
        assertThat(refusal("a.xlsm", macros())).contains("file-macros", "file-extension");
        assertThat(refusal("a.txt", new byte[0])).isEqualTo("file-empty");
        assertThat(refusal("a.txt", new Endless())).isEqualTo("file-too-large");
    }

    /** Several files are kept together or not at all, and each says what is wrong with it. */
    @Test
    void ofOneFormAreAllKeptOrNone() throws IOException {
        var honest = ("好的 " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        var page = "<html>".getBytes(StandardCharsets.UTF_8);
        var sent =
                List.<MultipartFile>of(
                        new MockMultipartFile("file", "好.txt", null, honest),
                        new MockMultipartFile("file", "宏.xlsx", null, macros()),
                        new MockMultipartFile("file", "页.txt", null, page));
        var before = kept();

        assertThatThrownBy(() ->
                        asOfficer(() -> Uploads.of("file", sent).store(files, UUID.randomUUID())))
                .isInstanceOfSatisfying(
                        Unacceptable.class,
                        it ->
                                assertThat(it.problems())
                                        .extracting(Problem::value)
                                        .contains("宏.xlsx", "页.txt")
                                        .doesNotContain("好.txt"));
        assertThat(kept()).isEqualTo(before);
    }

    /** Names of all that lies in the store's folder. */
    private Set<String> kept() throws IOException {
        try (var all = Files.walk(data.resolve("files"))) {
            return all.filter(Files::isRegularFile)
                    .map(it -> it.getFileName().toString())
                    .collect(Collectors.toSet());
        }
    }

    private String refusal(String name, byte[] content) {
        return refusal(name, new ByteArrayInputStream(content));
    }

    private String refusal(String name, InputStream content) {
        try {
            asOfficer(() -> files.store(name, content, null));
            return "taken";
        } catch (Unacceptable e) {
            return e.problems().stream().map(Problem::code).collect(Collectors.joining(" "));
        }
    }

    private static byte[] macros() throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var name : List.of("xl/workbook.xml", "xl/vbaProject.bin")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(1);
            }
        }
        return bytes.toByteArray();
    }

    /** A text without end; the store has to stop reading by itself. */
    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 'a';
        }

        @Override
        public int read(byte[] into, int from, int length) {
            java.util.Arrays.fill(into, from, from + length, (byte) 'a');
            return length;
        }
    }

    private StoredFile stored(String name, String content) {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        return asOfficer(() -> files.store(name, new ByteArrayInputStream(bytes), null));
    }

    private Path place(StoredFile file) {
        return data.resolve("files").resolve(file.sha256().substring(0, 2)).resolve(file.sha256());
    }

    private long alarms(StoredFile file) {
        return asOfficer(() ->
                Objects.requireNonNull(
                        transaction.execute(_ ->
                                jdbc.sql(
                                                "select count(*) from evidence.audit where action = 'evidence.changed' and subject = ?")
                                        .param(file.id().toString())
                                        .query(Long.class)
                                        .single())));
    }

    private static <T> T asOfficer(Supplier<T> work) {
        var officer = new Viewer(UUID.randomUUID(), "测试", Role.CITY_OFFICER, Set.of(), null);
        return Viewers.doAs(officer, work);
    }
}
