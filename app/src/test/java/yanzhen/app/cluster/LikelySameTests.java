package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static yanzhen.app.cluster.Applicants.CITY;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Viewer;
import yanzhen.app.cluster.LikelySame.Answer;
import yanzhen.app.cluster.LikelySame.Likely;
import yanzhen.app.kernel.CreditCode;

/** Who a body may be already, before it is registered or called otherwise. */
@IntegrationTest
class LikelySameTests {

    private static final String DISTRICT = "310118";
    private static final AtomicInteger COUNT = new AtomicInteger(1);

    @Autowired ApplicationContext application;
    @Autowired LikelySame likelySame;
    @Autowired Duplicates duplicates;
    @Autowired Identities identities;
    @Autowired Enrolment enrolment;
    @Autowired Organisations organisations;
    private Applicants by;

    @BeforeEach
    void load() {
        by = Applicants.of(application);
    }

    private static Facts facts(String name, @Nullable String address) {
        return new Facts(
                name, null, Organisation.Kind.ENTERPRISE, DISTRICT, null, null, null, address);
    }

    private static CreditCode code() {
        return CreditCode.completing("91%sLX%07d".formatted(DISTRICT, COUNT.getAndIncrement()));
    }

    private UUID called(String name, @Nullable String address) {
        return by.as(CITY, () -> enrolment.register(code(), null, facts(name, address)));
    }

    private List<Likely> likely(String name, @Nullable String address) {
        return by.as(CITY, () -> likelySame.of(code(), facts(name, address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"上海镜湖雪衡器有限责任公司", "镜湖雪衡器（上海）有限公司", "上海　鏡湖雪衡器有限公司", "上海鏡湖雪測重有限公司"})
    void findsABodyHoweverItIsWritten(String name) {
        var id =
                organisations(
                        "镜湖雪",
                        () -> {
                            var first = called("上海镜湖雪测重有限公司", null);
                            by.run(
                                    CITY,
                                    () ->
                                            enrolment.correct(
                                                    first, facts("上海镜湖雪衡器有限公司", null), "更名"));
                            return first;
                        });

        assertThat(likely(name, null))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.organisation().id()).isEqualTo(id);
                    assertThat(it.probability()).isGreaterThan(new BigDecimal("0.9"));
                    assertThat(it.reasons())
                            .extracting(Duplicates.Reason::level)
                            .contains("NAME_CORE", "ADDRESS_DISTRICT");
                });
    }

    /** The same body for all cases, registered by the first. */
    private UUID organisations(String mark, java.util.function.Supplier<UUID> otherwise) {
        var query =
                new Register.Query(mark, "", "", "", "", "", by.today(), Register.Sort.CODE, false);
        var found = by.as(CITY, () -> by.register.search(query, null, 2)).items();
        return found.isEmpty() ? otherwise.get() : found.getFirst().id();
    }

    @Test
    void saysThatTheAddressIsTheSameAndNeverFindsByItAlone() {
        var place = "上海市青浦区示例路77号5幢";
        called("上海霓裳澄观测绘有限公司", place);

        assertThat(likely("霓裳澄观测绘（上海）公司", place))
                .singleElement()
                .satisfies(it ->
                        assertThat(it.reasons())
                                .extracting(Duplicates.Reason::level)
                                .contains("ADDRESS_SAME"));
        assertThat(likely("上海玄圃潮汐能源有限公司", place)).isEmpty();
        // Of the same trade and in the same house: a tenant next door.
        assertThat(likely("上海玄圃测绘有限公司", place)).isEmpty();
    }

    @Test
    void isLessSureOfTheSameNameElsewhere() {
        called("上海鹿野科技有限公司", "上海市青浦区示例路8号");

        var here = likely("鹿野科技（上海）公司", "上海市青浦区示例路8号").getFirst();
        var there = likely("鹿野科技（上海）公司", "上海市金山区演示公路900号").getFirst();

        assertThat(bits(there)).isLessThan(bits(here));
        assertThat(there.reasons()).extracting(Duplicates.Reason::level).contains("ADDRESS_OTHER");
    }

    private static double bits(Likely it) {
        return it.reasons().stream().mapToDouble(Duplicates.Reason::bits).sum();
    }

    @Test
    void remembersThatTwoAreDifferentAndAsksNoMore() {
        var one = called("上海苍梧遥感有限公司", null);
        var name = "苍梧遥感（上海）有限公司";
        var likely = likely(name, null);
        var other = called(name, null);

        by.run(CITY, () -> likelySame.keep(other, likely, Answer.DIFFERENT, "核对过，是两家"));
        compared();

        assertThat(by.as(CITY, () -> duplicates.of(one))).isEmpty();
        var decided =
                by.as(
                                CITY,
                                () ->
                                        duplicates.search(
                                                new Duplicates.Query("DIFFERENT", DISTRICT, 0),
                                                null,
                                                500))
                        .items();
        assertThat(decided)
                .filteredOn(it ->
                        it.other().party().id().equals(other)
                                || it.one().party().id().equals(other))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.verdict()).isNotNull();
                    assertThat(it.reasons()).isNotEmpty();
                });
        var corrected = facts("苍梧遥感（上海）有限责任公司", null);
        assertThat(by.as(CITY, () -> likelySame.of(other, corrected))).isEmpty();
    }

    private void compared() {
        by.run(CITY, () -> duplicates.compare());
        duplicates.await(Duration.ofMinutes(1));
    }

    @Test
    void leavesThePairToTheQueueWhereSomebodyIsUnsure() {
        var one = called("上海扶摇磁悬浮有限公司", null);
        var name = "扶摇磁悬浮（上海）公司";
        var likely = likely(name, null);
        var other = called(name, null);
        var officer = Applicants.officerOf(DISTRICT);

        by.run(officer, () -> likelySame.keep(other, likely, Answer.UNSURE, "没有"));

        assertThat(by.as(CITY, () -> duplicates.of(one)))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.probability())
                            .isEqualByComparingTo(likely.getFirst().probability());
                    assertThat(it.reasons()).isEqualTo(likely.getFirst().reasons());
                    assertThat(it.verdict()).isNull();
                });
        // A district cannot end what waits; the city can.
        by.run(officer, () -> likelySame.keep(other, likely, Answer.DIFFERENT, "是两家"));
        assertThat(by.as(CITY, () -> duplicates.of(one))).hasSize(1);
        by.run(CITY, () -> likelySame.keep(other, likely, Answer.DIFFERENT, "是两家"));
        assertThat(by.as(CITY, () -> duplicates.of(one))).isEmpty();
    }

    @Test
    void asksAboutACorrectionOnlyWhenNameOrPlaceChange() {
        called("上海丹穴光谱有限公司", null);
        var other = called("上海孤竹光谱有限公司", null);
        var kind =
                new Facts(
                        "上海孤竹光谱有限公司",
                        null,
                        Organisation.Kind.INSTITUTE,
                        DISTRICT,
                        null,
                        null,
                        null);

        assertThat(by.as(CITY, () -> likelySame.of(other, kind))).isEmpty();
        assertThat(by.as(CITY, () -> likelySame.of(other, facts("上海丹穴光谱有限责任公司", null))))
                .singleElement()
                .satisfies(it -> assertThat(it.organisation().name()).isEqualTo("上海丹穴光谱有限公司"));
    }

    /** The index in memory keeps up: with new records, new names, merges and their undoing. */
    @Test
    void knowsTheRegisterAsItIsNow() {
        var name = "上海幽都热工仪器有限公司";
        assertThat(likely(name, null)).isEmpty();
        var stays = called("上海穷桑深冷设备有限公司", "上海市青浦区示例路1号");
        var goes = called(name, "上海市青浦区示例路2号");
        assertThat(ids(name)).containsExactly(goes);

        var step =
                by.as(
                        CITY,
                        () ->
                                identities.merge(
                                        new Identities.Merge(goes, stays, Map.of(), "同一家", null)));
        assertThat(ids(name)).containsExactly(stays);
        assertThat(address(stays)).isEqualTo("上海市青浦区示例路1号");

        by.run(CITY, () -> identities.undo(step, "并错了"));
        assertThat(ids(name)).containsExactly(goes);
        assertThat(address(goes)).isEqualTo("上海市青浦区示例路2号");
        assertThat(address(stays)).isEqualTo("上海市青浦区示例路1号");

        by.run(CITY, () -> enrolment.correct(goes, facts("上海无启热工仪器有限公司", null), "更名"));
        assertThat(ids("上海无启热工仪器有限公司")).containsExactly(goes);
        assertThat(ids(name)).containsExactly(goes);
    }

    private List<UUID> ids(String name) {
        return likely(name, null).stream().map(it -> it.organisation().id()).toList();
    }

    private @Nullable String address(UUID id) {
        return by.as(CITY, () -> organisations.find(id)).orElseThrow().address();
    }

    @Test
    void holdsNothingThatWasTakenBack() {
        var name = "上海羲和潜器有限公司";
        try {
            by.run(
                    CITY,
                    () -> {
                        enrolment.register(code(), null, facts(name, null));
                        assertThat(likelySame.of(code(), facts(name, null))).hasSize(1);
                        throw new IllegalStateException("taken back");
                    });
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("taken back");
        }

        assertThat(likely(name, null)).isEmpty();
        called(name, null);
        assertThat(likely(name, null)).hasSize(1);
        assertThat(by.as(Viewer.SYSTEM, () -> likelySame.of(code(), facts(name, null)))).hasSize(1);
    }

    @Test
    void keepsTheAddressInItsHistory() {
        var id = called("上海归藏声学有限公司", "上海市青浦区示例路3号");

        by.run(CITY, () -> enrolment.correct(id, facts("上海归藏声学有限公司", "上海市青浦区示例路4号"), "迁址"));

        assertThat(by.as(CITY, () -> enrolment.versions(id)))
                .extracting(it -> it.facts().address())
                .containsExactly("上海市青浦区示例路4号", "上海市青浦区示例路3号");
    }
}
