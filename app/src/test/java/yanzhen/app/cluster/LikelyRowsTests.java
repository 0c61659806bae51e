package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static yanzhen.app.cluster.Applicants.CITY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Duplicates.Pair;
import yanzhen.app.cluster.Imports.State;
import yanzhen.app.cluster.Imports.Tally;
import yanzhen.app.cluster.LikelyRows.Answer;
import yanzhen.app.kernel.CreditCode;

/** New rows of a table that may be somebody, from the preview to the queue. */
@IntegrationTest
@Timeout(180)
class LikelyRowsTests {

    private static final String DISTRICT = "310116";
    private static final String HEADS = "code,name,kind,district,address\n";
    private static final AtomicInteger COUNT = new AtomicInteger(1);

    @Autowired ApplicationContext application;
    @Autowired Imports imports;
    @Autowired LikelyRows rows;
    @Autowired Duplicates duplicates;
    @Autowired Enrolment enrolment;
    @Autowired Organisations organisations;

    @TempDir Path folder = Path.of("");
    private Applicants by;

    @BeforeEach
    void load() {
        by = Applicants.of(application);
    }

    private static String code() {
        return CreditCode.completing("91%sLR%07d".formatted(DISTRICT, COUNT.getAndIncrement()))
                .value();
    }

    private UUID called(String name, @Nullable String address) {
        var facts =
                new Facts(
                        name,
                        null,
                        Organisation.Kind.ENTERPRISE,
                        DISTRICT,
                        null,
                        null,
                        null,
                        address);
        return by.as(CITY, () -> enrolment.register(new CreditCode(code()), null, facts));
    }

    private static String row(String code, String name, String address) {
        return "%s,%s,ENTERPRISE,%s,%s\n".formatted(code, name, DISTRICT, address);
    }

    private UUID read(String... lines) throws IOException {
        return readTable(HEADS + String.join("", lines));
    }

    private UUID readTable(String text) throws IOException {
        var file = Files.writeString(folder.resolve("table.csv"), text);
        return Viewers.doAs(
                CITY,
                () -> {
                    var id = imports.open(Imports.Kind.ORGANISATIONS, "table.csv", file, "某区名录");
                    imports.await(id, Duration.ofMinutes(2));
                    return id;
                });
    }

    private void stored(UUID job) {
        Viewers.doAs(
                CITY,
                () -> {
                    imports.confirm(job);
                    imports.await(job, Duration.ofMinutes(2));
                    return true;
                });
        assertThat(job(job).state()).isEqualTo(State.STORED);
    }

    private Imports.Job job(UUID job) {
        return by.as(CITY, () -> imports.find(job)).orElseThrow();
    }

    private List<LikelyRows.Row> likely(UUID job) {
        return by.as(CITY, () -> rows.of(job, 0, 100));
    }

    private int settle(UUID job, Answer answer, Integer... lines) {
        return by.as(CITY, () -> rows.settle(job, List.of(lines), answer));
    }

    private Organisation found(String code) {
        return by.as(CITY, () -> organisations.findByKey(code)).orElseThrow();
    }

    private List<Pair> waiting(String code) {
        return by.as(CITY, () -> duplicates.of(found(code).id()));
    }

    @Test
    void showWhomARowMayBeAndLeaveThePairToTheQueue() throws IOException {
        var present = called("上海濯缨阀门有限公司", "上海市金山区示例路12号");
        var code = code();
        var other = code();
        var job =
                read(
                        row(code, "濯纓閥門（上海）有限责任公司", "上海市金山区示例路12号3幢"),
                        row(other, "上海悬圃钟表有限公司", "上海市金山区示例路12号3幢"));

        assertThat(job(job).state()).isEqualTo(State.READY);
        assertThat(likely(job))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.line()).isEqualTo(2);
                    assertThat(it.answer()).isNull();
                    assertThat(it.likely())
                            .singleElement()
                            .satisfies(one -> {
                                assertThat(one.organisation()).isEqualTo(present);
                                assertThat(one.reasons())
                                        .extracting(Duplicates.Reason::level)
                                        .contains("NAME_CORE", "ADDRESS_SAME");
                            });
                });
        assertThat(by.as(CITY, () -> rows.count(job))).isEqualTo(new LikelyRows.Count(1, 1));
        stored(job);

        assertThat(found(code).address()).isEqualTo("上海市金山区示例路12号3幢");
        assertThat(waiting(code))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.probability()).isNotNull();
                    assertThat(it.reasons()).isNotEmpty();
                    assertThat(it.note()).isNull();
                });
        assertThat(waiting(other)).isEmpty();
        assertThat(by.as(CITY, () -> rows.count(job)).all()).isZero();
    }

    @Test
    void doWithEachRowWhatWasAnswered() throws IOException {
        called("上海采薇轴承有限公司", null);
        called("上海伐檀齿轮有限公司", null);
        called("上海硕人弹簧有限公司", null);
        var reported = code();
        var different = code();
        var left = code();
        var job =
                read(
                        row(reported, "采薇轴承（上海）公司", ""),
                        row(different, "伐檀齿轮（上海）公司", ""),
                        row(left, "硕人弹簧（上海）公司", ""));

        assertThat(settle(job, Answer.REPORTED, 2)).isEqualTo(1);
        assertThat(settle(job, Answer.LEFT_OUT, 3, 4)).isEqualTo(2);
        assertThat(job(job).tally()).isEqualTo(new Tally(1, 0, 0, 0, 2));
        // A later answer replaces an earlier one.
        assertThat(settle(job, Answer.DIFFERENT, 3, 99)).isEqualTo(1);
        assertThat(job(job).tally()).isEqualTo(new Tally(2, 0, 0, 0, 1));
        assertThat(likely(job))
                .extracting(LikelyRows.Row::answer)
                .containsExactlyInAnyOrder(Answer.REPORTED, Answer.DIFFERENT, Answer.LEFT_OUT);
        stored(job);

        assertThat(by.as(CITY, () -> organisations.findByKey(left))).isEmpty();
        assertThat(waiting(reported))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.probability()).isNull();
                    assertThat(it.note()).isEqualTo("某区名录");
                });
        assertThat(waiting(different)).isEmpty();
        by.run(CITY, () -> duplicates.compare());
        duplicates.await(Duration.ofMinutes(1));
        assertThat(waiting(different)).isEmpty();
        assertThat(job(job).stored()).isEqualTo(2);
        assertThatThrownBy(() -> settle(job, Answer.REPORTED, 2))
                .isInstanceOf(Imports.NotReady.class);
    }

    @Test
    void compareTheRowsWithOneAnotherToo() throws IOException {
        var first = code();
        var second = code();
        var job =
                read(
                        row(first, "上海葛覃铸造有限公司", ""),
                        row(code(), "上海卷耳锻压有限公司", ""),
                        row(second, "葛覃铸造（上海）有限公司", ""));

        assertThat(likely(job))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.line()).isEqualTo(4);
                    assertThat(it.likely().getFirst().organisation()).isNull();
                    assertThat(it.likely().getFirst().earlierLine()).isEqualTo(2);
                    assertThat(it.likely().getFirst().name()).isEqualTo("上海葛覃铸造有限公司");
                });
        stored(job);

        assertThat(waiting(second))
                .singleElement()
                .satisfies(it ->
                        assertThat(List.of(it.one().party().id(), it.other().party().id()))
                                .containsExactlyInAnyOrder(found(first).id(), found(second).id()));
    }

    @Test
    void compareBodiesWithoutACodeLikewise() throws IOException {
        called("上海蒹葭制冷有限公司", null);
        var job =
                readTable(
                        "code,identifier_kind,identifier,name,kind,district\n"
                                + ",PREPARATION,LR-%d,蒹葭制冷（上海）有限公司,ENTERPRISE,%s\n"
                                        .formatted(COUNT.getAndIncrement(), DISTRICT));

        var row = likely(job).getFirst();
        stored(job);

        assertThat(row.key()).startsWith("PREPARATION:");
        assertThat(waiting(row.key())).hasSize(1);
    }

    @Test
    void sayNothingOfRowsThatTheRegisterHas() throws IOException {
        var code = code();
        stored(read(row(code, "上海桃夭印染有限公司", "上海市金山区示例路5号")));

        var again = read(row(code, "上海桃夭印染有限公司", "上海市金山区示例路6号"));
        assertThat(likely(again)).isEmpty();
        assertThat(job(again).tally()).isEqualTo(new Tally(0, 1, 0, 0));
        stored(again);
        assertThat(found(code).address()).isEqualTo("上海市金山区示例路6号");

        // A table of old has no such column.
        var old =
                readTable(
                        "code,name,kind,district\n%s,上海桃夭印染有限公司,ENTERPRISE,%s\n"
                                .formatted(code, DISTRICT));
        assertThat(job(old).tally()).isEqualTo(new Tally(0, 0, 1, 0));
    }

    @Test
    void keepTheRowsOfOthersToThemselves() throws IOException {
        called("上海汉广纺机有限公司", null);
        var job = read(row(code(), "汉广纺机（上海）公司", ""));
        assertThat(likely(job)).hasSize(1);

        Viewer stranger = Applicants.officerOf(DISTRICT);

        assertThat(by.as(stranger, () -> rows.of(job, 0, 10))).isEmpty();
        assertThatThrownBy(
                        () -> by.as(stranger, () -> rows.settle(job, List.of(2), Answer.LEFT_OUT)))
                .isInstanceOf(yanzhen.app.site.NotFound.class);
        assertThat(Objects.requireNonNull(likely(job).getFirst()).answer()).isNull();
    }
}
