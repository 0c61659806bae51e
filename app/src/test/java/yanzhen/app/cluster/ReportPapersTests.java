package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Viewer;
import yanzhen.app.cluster.Papers.Paper;
import yanzhen.app.evidence.Files;
import yanzhen.app.site.NotFound;

@IntegrationTest
class ReportPapersTests {

    private static final int YEAR = 2023;

    @Autowired ApplicationContext application;
    @Autowired Papers papers;
    @Autowired Files files;

    private FirmOfItsOwn firm;

    @BeforeEach
    void load() {
        firm = FirmOfItsOwn.in(application);
    }

    private UUID add(String text) {
        return firm.as(
                firm.own,
                () -> {
                    var content = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
                    var file = files.store("审计报告.txt", content, firm.id).id();
                    papers.add(firm.id, YEAR, "audited-statement", List.of(file));
                    return file;
                });
    }

    private List<Paper> seen(Viewer viewer) {
        return firm.as(viewer, () -> papers.of(firm.id, YEAR));
    }

    @Test
    void areListedWithTheirDigestAndWhoBroughtThem() {
        add("abc");

        // SHA-256 of "abc", from FIPS 180-4.
        assertThat(seen(firm.own))
                .hasSize(1)
                .first()
                .satisfies(it -> {
                    assertThat(it.sha256())
                            .isEqualTo(
                                    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
                    assertThat(it.bytes()).isEqualTo(3);
                    assertThat(it.name()).isEqualTo("审计报告.txt");
                    assertThat(it.by()).isEqualTo("甲");
                    assertThat(it.withdrawn()).isNull();
                });
    }

    @Test
    void stayWithTheReasonWhenTheyAreWithdrawn() {
        add("abc");
        var paper = seen(firm.own).getFirst().id();

        firm.doAs(firm.own, () -> papers.withdraw(firm.id, paper, "传错了年度"));

        assertThat(seen(firm.own))
                .extracting(Paper::withdrawn)
                .extracting("reason", "by")
                .containsExactly(org.assertj.core.groups.Tuple.tuple("传错了年度", "甲"));
        assertThatThrownBy(() -> firm.doAs(firm.own, () -> papers.withdraw(firm.id, paper, "再来一次")))
                .isInstanceOf(Papers.Withdrawn.class);
    }

    /** Whoever reads the report reads its papers, file and all; nobody else does. */
    @Test
    void areReadByThoseWhoReadTheReport() {
        var file = add("abc");
        var district = FirmOfItsOwn.officerOf(FirmOfItsOwn.DISTRICT);
        var elsewhere = FirmOfItsOwn.officerOf("310104");
        var stranger = FirmOfItsOwn.in(application).own;

        for (var reader : List.of(firm.own, district, Viewer.SYSTEM)) {
            assertThat(seen(reader)).hasSize(1);
            assertThat(firm.as(reader, () -> files.find(file))).isPresent();
        }
        for (var other : List.of(elsewhere, stranger, Viewer.VISITOR)) {
            assertThat(seen(other)).isEmpty();
            assertThat(firm.as(other, () -> files.find(file))).isEmpty();
        }
    }

    @Test
    void areBroughtAndWithdrawnByThoseWhoMayReport() {
        var file = add("abc");
        var paper = seen(firm.own).getFirst().id();
        var district = FirmOfItsOwn.officerOf(FirmOfItsOwn.DISTRICT);

        assertThatThrownBy(() ->
                        firm.doAs(
                                district, () -> papers.add(firm.id, YEAR, "other", List.of(file))))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> firm.doAs(district, () -> papers.withdraw(firm.id, paper, "不该有")))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void areOfAKindThatThePackHasAndOfTheFirmThatIsNamed() {
        add("abc");
        var paper = seen(firm.own).getFirst().id();
        var other = FirmOfItsOwn.in(application);

        assertThatThrownBy(() ->
                        firm.doAs(firm.own, () -> papers.add(firm.id, YEAR, "poem", List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("poem");
        assertThatThrownBy(
                        () -> other.doAs(other.own, () -> papers.withdraw(other.id, paper, "不是我的")))
                .isInstanceOf(NotFound.class);
    }
}
