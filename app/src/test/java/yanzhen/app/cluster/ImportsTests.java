package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Imports.Job;
import yanzhen.app.cluster.Imports.Kind;
import yanzhen.app.cluster.Imports.State;
import yanzhen.app.cluster.Imports.Tally;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Period;
import yanzhen.app.kernel.Problem;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** The time limit only guards against hanging. */
@IntegrationTest
@Timeout(180)
class ImportsTests {

    private static final String HEADS = "code,name,name_en,kind,district,industry,registered\n";
    private static final AtomicInteger BODIES = new AtomicInteger(100_000);

    @Autowired Imports imports;
    @Autowired Identities identities;
    @Autowired Register register;
    @Autowired Organisations organisations;
    @Autowired Recognitions recognitions;
    @Autowired PackLoader loader;
    @Autowired Accounts accounts;
    @Autowired Commands commands;
    @Autowired JdbcClient jdbc;
    @Autowired ObjectMapper json;
    @Autowired TransactionTemplate transaction;

    @Value("${yanzhen.data}")
    Path data = Path.of("");

    @TempDir Path folder = Path.of("");

    private Viewer city = Viewer.VISITOR;
    private Viewer pudong = Viewer.VISITOR;
    private long before;

    @BeforeEach
    void load() {
        var pack = Pack.at(Path.of("../packs/shanghai-14fyp"), true);
        Viewers.doAs(Viewer.SYSTEM, () -> loader.load(pack));
        city = viewer("city");
        pudong = viewer("pudong");
        before = facts();
    }

    // What every upload can hold

    @Test
    void refuseADamagedXlsx() throws IOException {
        var whole = Files.readAllBytes(xlsx(sheet -> sheet.value(0, 0, "code")));

        refused(file(java.util.Arrays.copyOf(whole, whole.length / 2)), "xlsx-damaged");
    }

    @Test
    void refuseAFileOf200Megabytes() throws IOException {
        var file = folder.resolve("large.csv");
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(200L << 20);
        }

        refused(file, "table-too-large");
    }

    @Test
    void readCsvInGbk() throws IOException {
        var code = code();
        var text = "统一社会信用代码,名称,类别,所在区\n" + code + ",上海甲乙科技有限公司,企业,浦东新区\n";

        stored(file(text.getBytes(Charset.forName("GBK"))), new Tally(1, 0, 0, 0));

        assertThat(found(code).name()).isEqualTo("上海甲乙科技有限公司");
        assertThat(found(code).district()).isEqualTo("310115");
    }

    @Test
    void readCsvInUtf8WithAByteOrderMark() throws IOException {
        var code = code();
        var text = "\ufeffCredit code;Name;Kind;District\n" + code + ";甲“乙”;Enterprise;Pudong\n";

        stored(file(text.getBytes(StandardCharsets.UTF_8)), new Tally(1, 0, 0, 0));

        assertThat(found(code).name()).isEqualTo("甲“乙”");
    }

    @Test
    void nameAWrongCreditCodeAndEverythingElseAtOnce() throws IOException {
        var wrong = wrongCode();

        var job =
                read(
                        csv(
                                HEADS
                                        + (wrong + ",甲乙,,ENTERPRISE,310115,C3973,2016-04-12\n")
                                        + (code() + ",甲,,FIRM,999999,39,2099-01-01\n")
                                        + ",,,,,,\n"
                                        + "91310000,丙丁,,ENTERPRISE,310115,,\n"));

        assertThat(job.state()).isEqualTo(State.WRONG);
        assertThat(job.tally())
                .as("a wrong row would change nothing")
                .isEqualTo(new Tally(0, 0, 0, 3));
        assertThat(problems(job))
                .extracting(Problem::line, Problem::field, Problem::code)
                .containsExactly(
                        tuple(2, "code", "credit-code-check"),
                        tuple(3, "name", "text-length"),
                        tuple(3, "kind", "unknown-choice"),
                        tuple(3, "district", "unknown-choice"),
                        tuple(3, "industry", "industry-code"),
                        tuple(3, "registered", "registered-range"),
                        tuple(5, "code", "credit-code-form"));
        assertThat(job.tally().wrong()).isEqualTo(3);
        assertThat(facts()).isEqualTo(before);
    }

    /** The check of codes comes after all rows are read, and yet its rows come first. */
    @Test
    void listTheFirstThousandProblemsByRowAndCountTheRest() throws IOException {
        var text = new StringBuilder(HEADS);
        for (int at = 0; at < 600; at++) {
            text.append(wrongCode()).append(",甲乙,,ENTERPRISE,310115,,\n");
        }
        for (int at = 0; at < 1_100; at++) {
            text.append(code()).append(",甲乙,,FIRM,310115,,\n");
        }

        var job = read(csv(text.toString()));

        assertThat(job.problems()).isEqualTo(1_700);
        assertThat(job.tally().wrong()).isEqualTo(1_700);
        assertThat(job.maybeMore()).isFalse();
        var listed = as(city, () -> imports.problems(job.id(), 0, 2_000));
        assertThat(listed).hasSize(1_000);
        for (int at = 0; at < 1_000; at++) {
            assertThat(listed.get(at).line()).isEqualTo(at + 2);
            assertThat(listed.get(at).code())
                    .isEqualTo(at < 600 ? "credit-code-check" : "unknown-choice");
        }
    }

    @Test
    void nameADayThatDoesNotExist() throws IOException {
        var job = read(csv(HEADS + code() + ",甲乙,,ENTERPRISE,310115,,2021-02-30\n"));

        assertThat(problems(job))
                .extracting(Problem::line, Problem::field, Problem::value, Problem::code)
                .containsExactly(tuple(2, "registered", "2021-02-30", "date"));
        assertThat(facts()).isEqualTo(before);
    }

    @Test
    void nameAFormulaCell() throws IOException {
        var job =
                read(
                        xlsx(sheet -> {
                            row(sheet, 0, "code", "name", "kind", "district");
                            row(sheet, 1, code(), "甲乙", "ENTERPRISE", "310115");
                            sheet.formula(1, 1, "1+1");
                        }));

        assertThat(problems(job))
                .extracting(Problem::line, Problem::field, Problem::code)
                .containsExactly(tuple(2, "name", "cell-formula"));
        assertThat(facts()).isEqualTo(before);
    }

    @Test
    void refuseASheetOfAMillionRows() throws IOException {
        var file =
                xlsx(sheet -> {
                    row(sheet, 0, "code", "name", "kind", "district");
                    for (int at = 1; at <= 1_048_575; at++) {
                        sheet.value(at, 1, at);
                        if (at % 10_000 == 0) {
                            flush(sheet);
                        }
                    }
                });

        var job = read(file);

        assertThat(job.state()).isEqualTo(State.WRONG);
        assertThat(job.problems()).isGreaterThan(200_000);
        assertThat(job.tally().effective()).isZero();
        assertThat(facts()).isEqualTo(before);
    }

    @Test
    void refuseAZipBomb() throws IOException {
        var file = folder.resolve("bomb.xlsx");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            var zeros = new byte[1 << 20];
            for (int megabyte = 0; megabyte < 600; megabyte++) {
                zip.write(zeros);
            }
        }

        refused(file, "xlsx-bomb");
    }

    // Organisations

    @Test
    void changeNothingBeforeTheyAreConfirmed() throws IOException {
        var code = code();

        var job = read(csv(HEADS + code + ",甲乙,,ENTERPRISE,310115,,\n"));

        assertThat(job.state()).isEqualTo(State.READY);
        assertThat(facts()).isEqualTo(before);
        as(city, () -> discard(job.id()));
        assertThat(as(city, () -> imports.preview(job.id(), 0, 10))).isEmpty();
        assertThat(facts()).isEqualTo(before);
    }

    @Test
    void storeNewAndChangedRowsWithOneAuditRecordEach() throws IOException {
        var kept = code();
        var changed = code();
        var row = ",ENTERPRISE,310115,C3973,2016-04-12\n";
        stored(
                csv(HEADS + kept + ",甲乙,First" + row + changed + ",丙丁,Second" + row),
                new Tally(2, 0, 0, 0));
        var fresh = code();

        var job =
                stored(
                        csv(
                                HEADS
                                        + (kept + ",甲乙,First" + row)
                                        + (changed + ",丙丁新,Second" + row)
                                        + (fresh + ",戊己," + row)),
                        new Tally(1, 1, 1, 0));

        assertThat(found(changed).name()).isEqualTo("丙丁新");
        assertThat(records(changed)).containsExactly("cluster.register", "cluster.correct");
        assertThat(records(kept)).containsExactly("cluster.register");
        assertThat(job.stored()).isEqualTo(2);
        assertThat(facts()).isEqualTo(before + 4);
    }

    @Test
    void showWhatWouldChangeFieldByField() throws IOException {
        var code = code();
        stored(csv(HEADS + code + ",甲乙,,ENTERPRISE,310115,,\n"), new Tally(1, 0, 0, 0));

        var job = read(csv(HEADS + code + ",甲乙,New,ENTERPRISE,310115,,\n"));

        var line = as(city, () -> imports.preview(job.id(), 0, 10)).getFirst();
        assertThat(line.values().stream().filter(Imports.Value::changed))
                .containsExactly(new Imports.Value("name_en", null, "New"));
    }

    @Test
    void leaveAloneWhatTheFileHasNoColumnFor() throws IOException {
        var code = code();
        stored(csv(HEADS + code + ",甲乙,One,ENTERPRISE,310115,C3973,2016-04-12\n"), null);

        stored(
                csv("code,name,kind,district\n" + code + ",甲乙丙,ENTERPRISE,310115\n"),
                new Tally(0, 1, 0, 0));

        assertThat(found(code).nameEn()).isEqualTo("One");
        assertThat(found(code).registered()).isEqualTo(LocalDate.of(2016, 4, 12));
    }

    @Test
    void admitAFailingCodeForAReasonAndKeepIt() throws IOException {
        var wrong = wrongCode();
        var text =
                "code,name,kind,district,override_reason\n" + wrong + ",甲乙,ENTERPRISE,310115,%s\n";

        assertThat(read(csv(text.formatted(""))).state()).isEqualTo(State.WRONG);
        stored(csv(text.formatted("执照原件如此")), new Tally(1, 0, 0, 0));

        assertThat(records(wrong)).containsExactly("cluster.register");
        assertThat(read(csv(text.formatted(""))).tally()).isEqualTo(new Tally(0, 0, 1, 0));
    }

    // Identifiers and parks

    private static final String TOLD =
            "code,identifier_kind,jurisdiction,identifier,name,kind,district,park\n";

    @Test
    void registerBodiesWithoutACodeAndFindThemAgain() throws IOException {
        var number = "TEST IMPORT " + BODIES.incrementAndGet();
        var row = ",FOREIGN-REGISTER,DE,%s,境外甲乙,ENTERPRISE,上海市,\n".formatted(number);
        stored(csv(TOLD + row), new Tally(1, 0, 0, 0));

        var again = read(csv(TOLD + row));
        var renamed = row.replace("境外甲乙", "境外丙丁").replace("FOREIGN-REGISTER", "境外注册登记号");
        stored(csv(TOLD + renamed), new Tally(0, 1, 0, 0));

        assertThat(again.tally()).isEqualTo(new Tally(0, 0, 1, 0));
        var body =
                as(city, () -> organisations.findByKey("FOREIGN-REGISTER:DE:" + number))
                        .orElseThrow();
        assertThat(body.code()).isNull();
        assertThat(body.name()).isEqualTo("境外丙丁");
        assertThat(body.district()).isEqualTo("310000");
    }

    /** Only the identifier is new: no further version of the facts comes into being. */
    @Test
    void addAnIdentifierToABodyWithACode() throws IOException {
        var code = code();
        var number = "TEST IMPORT " + BODIES.incrementAndGet();
        var plain = code + ",,,,甲乙,ENTERPRISE,310115,\n";
        var told = code + ",FOREIGN-REGISTER,HK,%s,甲乙,ENTERPRISE,310115,\n".formatted(number);
        stored(csv(TOLD + plain), new Tally(1, 0, 0, 0));

        stored(csv(TOLD + told), new Tally(0, 1, 0, 0));

        assertThat(read(csv(TOLD + told)).tally()).isEqualTo(new Tally(0, 0, 1, 0));
        assertThat(facts()).isEqualTo(before + 1);
        assertThat(records(code)).containsExactly("cluster.register", "cluster.correct");
        var other = read(csv(TOLD + told.replace(code, code())));
        assertThat(problems(other))
                .extracting(Problem::line, Problem::field, Problem::code)
                .containsExactly(tuple(2, "identifier", "identifier-taken"));
    }

    @Test
    void nameEverythingThatIsWrongWithAnIdentifierOrAPark() throws IOException {
        var job =
                read(
                        csv(
                                TOLD
                                        + ",,,,甲乙,ENTERPRISE,310115,\n"
                                        + ",LEI,DE,5493001KJTIIGC8Y1R21,甲乙,ENTERPRISE,310115,\n"
                                        + ",FORMER-CODE,,91310101DEM0000015,甲乙,ENTERPRISE,310115,\n"
                                        + ",FOREIGN-REGISTER,,HRB 9,甲乙,ENTERPRISE,310115,310112-DEMO\n"));

        assertThat(problems(job))
                .extracting(Problem::line, Problem::field, Problem::code)
                .containsExactly(
                        tuple(2, "code", "code-or-identifier"),
                        tuple(3, "jurisdiction", "jurisdiction-unneeded"),
                        tuple(3, "identifier", "identifier-proof"),
                        tuple(4, "identifier_kind", "identifier-never-leads"),
                        tuple(5, "jurisdiction", "jurisdiction-form"),
                        tuple(5, "park", "park-elsewhere"));
        assertThat(facts()).isEqualTo(before);
    }

    @Test
    void placeAFirmInAParkAndTakeItOutWhenItMovesAway() throws IOException {
        var code = code();
        stored(csv(TOLD + code + ",,,,甲乙,ENTERPRISE,310115,310115-DEMO\n"), null);
        assertThat(found(code).park()).isEqualTo("310115-DEMO");

        // Without the column a firm keeps its park as long as it stays in the district.
        var head = "code,name,kind,district\n";
        stored(csv(head + code + ",甲乙丙,ENTERPRISE,310115\n"), new Tally(0, 1, 0, 0));
        assertThat(found(code).park()).isEqualTo("310115-DEMO");
        stored(csv(head + code + ",甲乙丙,ENTERPRISE,310112\n"), new Tally(0, 1, 0, 0));
        assertThat(found(code).park()).isNull();
    }

    /** A list of recognitions may name a body without a code by what stands in for it. */
    @Test
    void grantRecognitionsToABodyWithoutACode() throws IOException {
        var number = "TEST IMPORT " + BODIES.incrementAndGet();
        stored(
                csv(TOLD + ",FOREIGN-REGISTER,DE,%s,境外甲乙,ENTERPRISE,310115,\n".formatted(number)),
                null);
        var key = "FOREIGN-REGISTER:DE:" + number;

        storedRecognitions(
                csv("code,scheme,from\n" + key + ",high-tech-enterprise,2020-01-01\n"),
                new Tally(1, 0, 0, 0));

        var id = as(city, () -> organisations.findByKey(key)).orElseThrow().id();
        assertThat(holds(id, new AsOf(LocalDate.of(2021, 1, 1), java.time.Instant.now()))).isTrue();
    }

    @Test
    void letADistrictOfficerImportTheOwnDistrictOnly() throws IOException {
        var own = code();
        var foreign = code();
        stored(csv(HEADS + foreign + ",甲乙,,ENTERPRISE,310104,,\n"), null);

        var job =
                read(
                        pudong,
                        Kind.ORGANISATIONS,
                        csv(
                                HEADS
                                        + (own + ",丙丁,,ENTERPRISE,310115,,\n")
                                        + (code() + ",戊己,,ENTERPRISE,310104,,\n")
                                        + (foreign + ",甲乙,,ENTERPRISE,310115,,\n")));

        assertThat(problemsOf(pudong, job))
                .extracting(Problem::line, Problem::field, Problem::code)
                .containsExactly(
                        tuple(3, "district", "other-district"),
                        tuple(4, "district", "other-district"));
        assertThat(as(city, () -> imports.find(job.id()))).isEmpty();
    }

    @Test
    void askForAnotherLookWhenTheRegisterHasMoved() throws IOException {
        var code = code();
        var file = HEADS + code + ",甲乙,,ENTERPRISE,310115,,\n";
        var first = read(csv(file));
        stored(csv(file), new Tally(1, 0, 0, 0));

        confirm(first.id());

        var job = find(first.id());
        assertThat(job.state()).isEqualTo(State.READY);
        assertThat(job.fault()).isEqualTo("moved");
        assertThat(job.tally()).isEqualTo(new Tally(0, 0, 1, 0));
        assertThat(records(code)).containsExactly("cluster.register");
    }

    @Test
    void areConfirmedOnce() throws IOException {
        var job = read(csv(HEADS + code() + ",甲乙,,ENTERPRISE,310115,,\n"));
        confirm(job.id());

        assertThatThrownBy(() -> confirm(job.id())).isInstanceOf(Imports.NotReady.class);
        assertThat(facts()).isEqualTo(before + 1);
    }

    @Test
    void sayThatTheyWereInterruptedWhenNobodyWorksOnThemAnyMore() throws IOException {
        var job = read(csv(HEADS + code() + ",甲乙,,ENTERPRISE,310115,,\n"));
        as(
                city,
                () ->
                        transaction.execute(_ ->
                                jdbc.sql(
                                                "update cluster.import_job set state = 'STORING', alive_at = alive_at - interval '1 minute' where id = ?")
                                        .param(job.id())
                                        .update()));

        assertThat(find(job.id()).state()).isEqualTo(State.FAILED);
        assertThat(find(job.id()).fault()).isEqualTo("interrupted");
        assertThat(facts()).isEqualTo(before);
    }

    @Test
    void deleteTheFileThatAnInterruptionLeft() throws IOException {
        var job = read(csv(HEADS + code() + ",甲乙,,ENTERPRISE,310115,,\n"));
        var left = data.resolve("imports").resolve(job.id() + ".upload");
        Files.writeString(left, "cut off");

        as(
                city,
                () -> {
                    imports.discard(job.id());
                    return true;
                });

        assertThat(left).doesNotExist();
    }

    // Recognitions

    @Test
    void nameBothRowsAndPeriodsOfOverlappingRecognitions() throws IOException {
        var code = code();
        stored(csv(HEADS + code + ",甲乙,,ENTERPRISE,310115,,\n"), null);
        var organisation = found(code).id();
        as(
                city,
                () ->
                        register.grant(
                                organisation,
                                "high-tech-enterprise",
                                new Period(LocalDate.of(2015, 1, 1), LocalDate.of(2018, 1, 1)),
                                ""));

        var job =
                read(
                        city,
                        Kind.RECOGNITIONS,
                        csv(
                                "code,scheme,from,until\n"
                                        + (code + ",高新技术企业,2020-01-01,2023-01-01\n")
                                        + (code + ",high-tech-enterprise,2022-06-01,\n")
                                        + (code + ",高新技术企业,2017-06-01,2019-01-01\n")
                                        + (code + ",不存在的认定,2020-01-01,\n")
                                        + (code() + ",高新技术企业,2021-02-30,\n")));

        assertThat(problems(job))
                .extracting(Problem::line, Problem::code, Problem::details)
                .containsExactly(
                        tuple(
                                3,
                                "overlap-row",
                                List.of("2022-06-01–", "2", "2020-01-01–2023-01-01")),
                        tuple(
                                4,
                                "overlap-held",
                                List.of("2017-06-01–2019-01-01", "2015-01-01–2018-01-01")),
                        tuple(5, "unknown-scheme", List.of()),
                        tuple(6, "date", List.of()));
    }

    @Test
    void findOrganisationsOfAListByTheirNames() throws IOException {
        var first = code();
        var second = code();
        stored(csv(HEADS + first + ",上海澜昕传感技术有限公司,,ENTERPRISE,310115,,\n"), null);
        stored(csv(HEADS + first + ",上海澜昕科技（集团）有限公司,,ENTERPRISE,310115,,\n"), null);
        stored(csv(HEADS + second + ",上海堃烨增材制造股份有限公司,,ENTERPRISE,310115,,\n"), null);
        var list =
                """
                名称,认定类别,起始日期
                上海澜昕传感技术有限责任公司,高新技术企业,2020-01-01
                上海堃燁增材製造股份有限公司,高新技术企业,2020-01-01
                上海澜昕科技（集团）有限公司,创新型中小企业,2021-01-01
                """;

        var job = read(city, Kind.RECOGNITIONS, csv(list));

        assertThat(problems(job)).isEmpty();
        assertThat(as(city, () -> imports.preview(job.id(), 0, 10)))
                .extracting(Imports.Line::key, it -> it.values().getFirst())
                .containsExactly(
                        tuple(first, new Imports.Value("name", "上海澜昕传感技术有限责任公司", "上海澜昕科技（集团）有限公司")),
                        tuple(
                                second,
                                new Imports.Value("name", "上海堃燁增材製造股份有限公司", "上海堃烨增材制造股份有限公司")),
                        tuple(
                                first,
                                new Imports.Value("name", "上海澜昕科技（集团）有限公司", "上海澜昕科技（集团）有限公司")));
        storedRecognitions(csv(list), new Tally(3, 0, 0, 0));
    }

    @Test
    void askWhichOrganisationANameMeansAndStoreNothing() throws IOException {
        var code = code();
        stored(csv(HEADS + code + ",上海煜坤特种合金股份有限公司,,ENTERPRISE,310115,,\n"), null);

        var job =
                read(
                        city,
                        Kind.RECOGNITIONS,
                        csv(
                                """
                                code,name,scheme,from
                                ,上海煜坤特种合金（集团）有限公司,高新技术企业,2020-01-01
                                ,上海阒阗贸易有限公司,高新技术企业,2020-01-01
                                ,,高新技术企业,2020-01-01
                                """));

        assertThat(problems(job))
                .extracting(Problem::line, Problem::field, Problem::code)
                .containsExactly(
                        tuple(2, "name", "name-doubtful"),
                        tuple(3, "name", "name-unknown"),
                        tuple(4, "code", "required"));
        assertThat(problems(job).getFirst().details())
                .startsWith("上海煜坤特种合金股份有限公司 " + code)
                .hasSize(2);
    }

    /** Once said what it means, the name means that for every list to come. */
    @Test
    void takeTheWordOfAnOfficerForADoubtfulName() throws IOException {
        var code = code();
        stored(csv(HEADS + code + ",上海昀澈医疗器械股份有限公司,,ENTERPRISE,310115,,\n"), null);
        var list =
                """
                code,name,scheme,from
                ,上海昀澈医疗器械（集团）有限公司,高新技术企业,2020-01-01
                ,上海昀澈医疗器械（集团）有限公司,创新型中小企业,2021-01-01
                """;
        var job = read(city, Kind.RECOGNITIONS, csv(list));
        assertThat(job.state()).isEqualTo(State.WRONG);
        var doubts = as(city, () -> imports.doubtfulNames(job.id()));
        assertThat(doubts)
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.rows()).isEqualTo(2);
                    assertThat(it.candidates())
                            .extracting(one -> one.organisation().key())
                            .containsExactly(code);
                });
        var meant = found(code).id();

        as(
                city,
                () -> {
                    transaction.executeWithoutResult(_ ->
                            imports.settle(job.id(), Map.of(doubts.getFirst().written(), meant)));
                    return true;
                });
        as(
                city,
                () -> {
                    imports.await(job.id(), java.time.Duration.ofMinutes(1));
                    return true;
                });

        assertThat(find(job.id()).state()).isEqualTo(State.READY);
        assertThat(find(job.id()).tally()).isEqualTo(new Tally(2, 0, 0, 0));
        assertThat(records(code)).contains("cluster.name-means");
        storedRecognitions(csv(list), new Tally(2, 0, 0, 0));
    }

    @Test
    void sayThatACodeWasMerged() throws IOException {
        var giver = code();
        var taker = code();
        stored(csv(HEADS + giver + ",上海并一有限公司,,ENTERPRISE,310115,,\n"), null);
        stored(csv(HEADS + taker + ",上海并二有限公司,,ENTERPRISE,310115,,\n"), null);
        var merge =
                new Identities.Merge(found(giver).id(), found(taker).id(), Map.of(), "同一家", null);
        as(city, () -> transaction.execute(_ -> identities.merge(merge)));

        var again = read(csv(HEADS + giver + ",上海并一有限公司,,ENTERPRISE,310115,,\n"));
        var granted =
                read(
                        city,
                        Kind.RECOGNITIONS,
                        csv("code,scheme,from\n" + giver + ",高新技术企业,2020-01-01\n"));

        assertThat(problems(again)).extracting(Problem::code).containsExactly("code-merged");
        assertThat(problems(granted)).extracting(Problem::code).containsExactly("code-merged");
        assertThat(as(city, () -> imports.doubtfulNames(granted.id()))).isEmpty();
    }

    /** The states are put together inside the database; they must not differ from typed ones. */
    @Test
    void recordTheStatesThatTheRegisterRecordsOfWhatIsTypedIn() throws IOException {
        var code = code();
        stored(csv(HEADS + code + ",甲“乙”,,ENTERPRISE,310115,C3973,2016-04-12\n"), null);
        stored(csv(HEADS + code + ",甲乙新,New,ENTERPRISE,310115,,\n"), null);
        var granted =
                "code,scheme,from,until,document\n" + code + ",高新技术企业,2020-01-01,%s,甲〔2020〕1号\n";
        storedRecognitions(csv(granted.formatted("")), new Tally(1, 0, 0, 0));
        storedRecognitions(csv(granted.formatted("2021-01-01")), new Tally(0, 1, 0, 0));

        Map<String, Object> first =
                Map.of(
                        "code",
                        code,
                        "name",
                        "甲“乙”",
                        "kind",
                        "ENTERPRISE",
                        "district",
                        "310115",
                        "industry",
                        "C3973",
                        "registered",
                        "2016-04-12");
        Map<String, Object> second =
                Map.of(
                        "code",
                        code,
                        "name",
                        "甲乙新",
                        "nameEn",
                        "New",
                        "kind",
                        "ENTERPRISE",
                        "district",
                        "310115");
        assertThat(states(code, "after").subList(0, 2)).containsExactly(first, second);
        assertThat(states(code, "before").subList(0, 1)).containsExactly(first);
        assertThat(states(code, "after").subList(2, 4))
                .extracting(it -> it.get("scheme"), it -> it.get("document"), it -> it.get("valid"))
                .containsExactly(
                        tuple("high-tech-enterprise", "甲〔2020〕1号", Map.of("from", "2020-01-01")),
                        tuple(
                                "high-tech-enterprise",
                                "甲〔2020〕1号",
                                Map.of("from", "2020-01-01", "until", "2021-01-01")));
        assertThat(states(code, "before").getLast().get("valid"))
                .isEqualTo(Map.of("from", "2020-01-01"));
        assertThat(states(code, "after").getLast().keySet())
                .containsExactlyInAnyOrder("recognition", "scheme", "document", "valid");
    }

    @Test
    void grantAndCorrectRecognitionsAndKeepWhatWasKnown() throws IOException {
        var code = code();
        stored(csv(HEADS + code + ",甲乙,,ENTERPRISE,310115,,\n"), null);
        var organisation = found(code).id();
        var text = "code,scheme,from,until,document\n" + code + ",高新技术企业,2020-01-01,%s,甲〔2020〕1号\n";
        storedRecognitions(csv(text.formatted("2023-01-01")), new Tally(1, 0, 0, 0));
        var known = java.time.Instant.now();

        storedRecognitions(csv(text.formatted("2021-01-01")), new Tally(0, 1, 0, 0));
        storedRecognitions(csv(text.formatted("2021-01-01")), new Tally(0, 0, 1, 0));

        var day = LocalDate.of(2022, 1, 1);
        assertThat(holds(organisation, new AsOf(day, known))).isTrue();
        assertThat(holds(organisation, new AsOf(day, java.time.Instant.now()))).isFalse();
        assertThat(records(code))
                .containsExactly(
                        "cluster.register", "cluster.grant", "cluster.correct-recognition");
    }

    private boolean holds(UUID organisation, AsOf asOf) {
        return as(
                city,
                () ->
                        recognitions.holdings(Set.of("high-tech-enterprise"), asOf).stream()
                                .anyMatch(it -> it.organisation().equals(organisation)));
    }

    // Helpers

    private void refused(Path file, String code) {
        var job = read(file);

        assertThat(job.state()).isEqualTo(State.WRONG);
        assertThat(problems(job)).extracting(Problem::code).containsExactly(code);
        assertThat(facts()).isEqualTo(before);
    }

    private Job read(Path file) {
        return read(city, Kind.ORGANISATIONS, file);
    }

    private Job read(Viewer viewer, Kind kind, Path file) {
        return as(
                viewer,
                () -> {
                    var id = imports.open(kind, "table", file, "测试");
                    imports.await(id, Duration.ofMinutes(2));
                    return imports.find(id).orElseThrow();
                });
    }

    private Job stored(Path file, @org.jspecify.annotations.Nullable Tally tally) {
        return stored(Kind.ORGANISATIONS, file, tally);
    }

    private void storedRecognitions(Path file, Tally tally) {
        var job = read(city, Kind.RECOGNITIONS, file);
        assertThat(problems(job)).isEmpty();
        assertThat(job.tally()).isEqualTo(tally);
        if (tally.effective() > 0) {
            confirm(job.id());
            assertThat(find(job.id()).state()).isEqualTo(State.STORED);
        }
    }

    private Job stored(Kind kind, Path file, @org.jspecify.annotations.Nullable Tally tally) {
        var job = read(city, kind, file);
        assertThat(problems(job)).isEmpty();
        if (tally != null) {
            assertThat(job.tally()).isEqualTo(tally);
        }
        confirm(job.id());
        assertThat(find(job.id()).state()).isEqualTo(State.STORED);
        return find(job.id());
    }

    private void confirm(UUID job) {
        as(
                city,
                () -> {
                    imports.confirm(job);
                    imports.await(job, Duration.ofMinutes(2));
                    return true;
                });
    }

    private boolean discard(UUID job) {
        imports.discard(job);
        return true;
    }

    private Job find(UUID job) {
        return as(city, () -> imports.find(job)).orElseThrow();
    }

    private List<Problem> problems(Job job) {
        return problemsOf(city, job);
    }

    private List<Problem> problemsOf(Viewer viewer, Job job) {
        return as(viewer, () -> imports.problems(job.id(), 0, 1_000));
    }

    private Organisation found(String code) {
        return as(city, () -> organisations.findByCode(new CreditCode(code))).orElseThrow();
    }

    private long facts() {
        return as(
                Viewer.SYSTEM,
                () ->
                        transaction.execute(_ ->
                                jdbc.sql("select count(*) from cluster.organisation_fact")
                                        .query(Long.class)
                                        .single()));
    }

    private List<String> records(String code) {
        var id = found(code).id().toString();
        return as(
                Viewer.SYSTEM,
                () ->
                        transaction.execute(_ ->
                                jdbc.sql(
                                                "select action from evidence.audit where subject = ? order by id")
                                        .param(id)
                                        .query(String.class)
                                        .list()));
    }

    private List<Map<String, Object>> states(String code, String which) {
        var id = found(code).id().toString();
        return as(
                        Viewer.SYSTEM,
                        () ->
                                transaction.execute(_ ->
                                        jdbc.sql(
                                                        "select %s::text from evidence.audit where subject = ? and %s is not null order by id"
                                                                .formatted(which, which))
                                                .param(id)
                                                .query(String.class)
                                                .list()))
                .stream()
                .map(it -> json.readValue(it, new TypeReference<Map<String, Object>>() {}))
                .toList();
    }

    private static <T> T as(Viewer viewer, Supplier<T> work) {
        return Viewers.doAs(viewer, work);
    }

    private Viewer viewer(String login) {
        var account = as(Viewer.SYSTEM, () -> accounts.findByLogin(login)).orElseThrow();
        return new Viewer(
                account.id(), account.name(), account.role(), Set.of(), account.district());
    }

    /** A code that nobody has yet. */
    static String code() {
        return CreditCode.completing("91310115TX0" + BODIES.getAndIncrement()).value();
    }

    private static String wrongCode() {
        var right = code();
        return right.substring(0, 17) + (right.charAt(17) == '0' ? '1' : '0');
    }

    private Path csv(String text) throws IOException {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "table", ""), bytes);
    }

    private Path xlsx(Consumer<Worksheet> content) throws IOException {
        var file = Files.createTempFile(folder, "table", ".xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                var book = new Workbook(out, "Test", "1.0")) {
            content.accept(book.newWorksheet("表"));
        }
        return file;
    }

    private static void row(Worksheet sheet, int row, String... cells) {
        for (int at = 0; at < cells.length; at++) {
            sheet.value(row, at, cells[at]);
        }
    }

    private static void flush(Worksheet sheet) {
        try {
            sheet.flush();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
