package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.http.Caller;

/**
 * A file that would act is sent by a form and by a program: it is told why, and nothing is kept.
 */
@IntegrationTest
class HostileUploadsHttpTests {

    @Autowired ApplicationContext application;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired ObjectMapper json;
    @Autowired Clock clock;
    @LocalServerPort int port;

    @Value("${yanzhen.data}")
    Path data;

    private FirmOfItsOwn firm;
    private Caller clerk;
    private Caller program;

    @BeforeEach
    void load() {
        firm = FirmOfItsOwn.in(application);
        var account = TestAccounts.of(application).open(Role.ENTERPRISE, null, Set.of(firm.id));
        clerk = Caller.at(port);
        clerk.logIn(account.login(), TestAccounts.PASSWORD);
        program = Caller.at(port).basic(account.login(), TestAccounts.PASSWORD);
    }

    /** A field whose code is split over two runs, and macros in capitals. */
    private static byte[] hostile() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            put(zip, "[Content_Types].xml", "<Types/>");
            put(zip, "word/VbaProject.bin", UUID.randomUUID().toString());
            put(
                    zip,
                    "word/document.xml",
                    "<d><fldChar fldCharType=\"begin\"/><instrText>DDE</instrText><instrText>AUTO a b</instrText></d>");
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
    }

    /** Rows of files of the firm, and audit records of them. */
    private long rows() {
        return firm.as(
                Viewer.SYSTEM,
                () ->
                        Objects.requireNonNull(
                                transaction.execute(_ ->
                                        jdbc.sql(
                                                        """
                                                        select (select count(*) from evidence.file where organisation = :firm)
                                                             + (select count(*) from evidence.audit where action = 'evidence.upload')
                                                        """)
                                                .param("firm", firm.id)
                                                .query(Long.class)
                                                .single())));
    }

    private Set<String> bytesKept() throws IOException {
        var folder = Files.createDirectories(data.resolve("files"));
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(it -> it.getFileName().toString())
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void areToldOnThePageInBothLanguagesAndLeaveNothing() throws IOException {
        var fields =
                Map.of(
                        "key", UUID.randomUUID().toString(),
                        "year", String.valueOf(LocalDate.now(clock).getYear() - 1),
                        "paper", "table-107-2");
        var path = "/organisations/" + firm.id + "/report/papers";
        var rows = rows();
        var kept = bytesKept();

        var answer = clerk.upload(path, fields, "file", "审计报告.pdf.docm", hostile());
        var english = clerk.upload(path + "?lang=en", fields, "file", "审计报告.docx", hostile());

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains(
                        "文件“审计报告.pdf.docm”带有宏：word/VbaProject.bin",
                        "请另存为不带宏的 DOCX 或 XLSX，或导出为 PDF。",
                        "DDE 指令：word/document.xml: DDEAUTO a b",
                        "扩展名有两个，会使人误认：.pdf.docm");
        assertThat(english.statusCode()).isEqualTo(422);
        assertThat(english.body())
                .contains(
                        "The file “审计报告.docx” has macros: word/VbaProject.bin",
                        "Save it as DOCX or XLSX without macros, or print it to PDF.");
        assertThat(rows()).isEqualTo(rows);
        assertThat(bytesKept()).isEqualTo(kept);
    }

    /** All papers of one request are told of, and the honest one among them is not kept either. */
    @Test
    void areToldToAProgramAndLeaveNothing() throws IOException {
        var rows = rows();
        var kept = bytesKept();
        var honest = ("通知书 " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        var filing =
                Map.of(
                        "kind", "NAME",
                        "effective", LocalDate.now(clock).toString(),
                        "name", "上海接口更名有限公司",
                        "statement", "公司更名",
                        "papers",
                                List.of(
                                        paper("通知书.txt", honest),
                                        paper("方案.docx", hostile()),
                                        paper("页.txt", "<html>".getBytes(StandardCharsets.UTF_8))));

        var answer =
                program.json(
                        "POST",
                        "/api/v1/organisations/%s/adjustments".formatted(firm.id),
                        UUID.randomUUID().toString(),
                        json.writeValueAsString(filing));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains("file-macros", "方案.docx", "file-type", "页.txt");
        assertThat(rows()).isEqualTo(rows);
        assertThat(bytesKept()).isEqualTo(kept);
    }

    private static Map<String, String> paper(String name, byte[] content) {
        return Map.of(
                "paper",
                "change-notice",
                "name",
                name,
                "content",
                Base64.getEncoder().encodeToString(content));
    }
}
