package yanzhen.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static yanzhen.app.cluster.Applicants.CITY;
import static yanzhen.app.cluster.Applicants.officerOf;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.util.FileSystemUtils;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Applications.State;
import yanzhen.app.cluster.Procedure.Verdict;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;
import yanzhen.app.rules.Judgement.Answer;

/** A new scheme is a file: nothing else changes, and it is applied for and granted. */
@IntegrationTest
class NewSchemeTests {

    private static final Path SHANGHAI = Path.of("../packs/shanghai-14fyp");
    private static final String YANGPU = "310110";
    private static final String SCHEME =
            """
            scheme: { key: trial-scheme, family: trial-scheme, level: city, rank: 1, name: { zh: 试验类别, en: Trial scheme }, validityMonths: 24, basis: { document: 试验办法, place: 第一条, mark: to-be-confirmed } }
            data:
              - { key: complaints, kind: COUNT, yearly: true, form: 试验, name: { zh: 质量投诉, en: complaints } }
            conditions:
              - { name: { zh: 投诉, en: Complaints }, rule: "complaints <= 3项", basis: { document: 试验办法, place: 第二条, mark: to-be-confirmed } }
              - { name: { zh: 典型经验, en: A method worth showing }, basis: { document: 试验办法, place: 第三条, mark: to-be-confirmed } }
            procedure:
              basis: { document: 试验办法, place: 第四条, mark: to-be-confirmed }
              returnDays: 15
              answerDays: 10
              steps:
                - { step: RECOMMENDATION, by: DISTRICT, days: 5 }
                - { step: DECISION, by: CITY, days: 5 }
              papers:
                - { key: method, name: { zh: 经验材料, en: The method }, required: true }
            """;

    @Autowired ApplicationContext application;
    @Autowired PackLoader loader;
    @Autowired Reports reports;
    @Autowired Organisations organisations;
    @TempDir Path parent;
    private Applicants by;

    @BeforeEach
    void load() {
        by = Applicants.of(application);
    }

    @AfterEach
    void loadTheOriginal() {
        load(SHANGHAI);
    }

    private void load(Path pack) {
        Viewers.doAs(Viewer.SYSTEM, () -> loader.load(Pack.at(pack, true)));
    }

    private Path with(String scheme) throws IOException {
        var copy = parent.resolve("pack");
        FileSystemUtils.copyRecursively(SHANGHAI, copy);
        Files.createDirectories(copy.resolve("schemes"));
        Files.writeString(copy.resolve("schemes/trial-scheme.yaml"), scheme);
        return copy;
    }

    @Test
    void isAppliedForReportedForAndGranted() throws IOException {
        load(with(SCHEME));
        var firm = by.firm(YANGPU);
        var number = new BigDecimal("3");
        by.run(
                firm,
                () ->
                        reports.report(
                                firm.onlyOrganisation(),
                                by.today().getYear() - 1,
                                Map.of("complaints", number)));
        var round = by.call("trial-scheme", null, Map.of());

        var it = by.submitted(round, firm);
        var rule = by.as(CITY, () -> by.rounds.find(round)).orElseThrow().conditions().getFirst();
        var facts = by.as(firm, () -> by.applications.facts(by.find(it)));
        assertThat(Objects.requireNonNull(rule.rule()).judge(facts).answer()).isEqualTo(Answer.MET);
        by.pass(officerOf(YANGPU), it);
        by.decide(CITY, it, Verdict.PASSED, by.award());

        assertThat(by.find(it).state()).isEqualTo(State.GRANTED);
        var held = by.as(firm, () -> by.register.history(firm.onlyOrganisation(), by.now()));
        assertThat(held).extracting(each -> each.scheme().key()).containsExactly("trial-scheme");
        assertThat(held.getFirst().valid().until()).isEqualTo(by.today().plusMonths(24));
    }

    /** A round finishes under the rules of its opening, whatever the pack says meanwhile. */
    @Test
    void doesNotChangeARoundThatIsOpen() throws IOException {
        var copy = with(SCHEME);
        load(copy);
        var round = by.call("trial-scheme", null, Map.of());
        Files.writeString(
                copy.resolve("schemes/trial-scheme.yaml"),
                SCHEME.replace("complaints <= 3项", "complaints <= 1项")
                        .replace("RECOMMENDATION, by: DISTRICT", "PANEL, by: CITY"));
        load(copy);

        var kept = by.as(CITY, () -> by.rounds.find(round)).orElseThrow();
        assertThat(kept.procedure().at(1).step()).isEqualTo(Procedure.Step.RECOMMENDATION);
        var later = by.call("trial-scheme", null, Map.of());
        var fresh = by.as(CITY, () -> by.rounds.find(later)).orElseThrow();
        assertThat(fresh.procedure().at(1).step()).isEqualTo(Procedure.Step.PANEL);
        assertThat(kept.conditions().getFirst().rule())
                .isNotEqualTo(fresh.conditions().getFirst().rule());
    }

    /** Everything that is wrong is said at once, with its file. */
    @Test
    void isRefusedWithAllThatIsWrong() throws IOException {
        var wrong =
                SCHEME.replace("complaints <= 3项", "complaints <= 3万元")
                        .replace("RECOMMENDATION, by: DISTRICT", "PUBLICITY, by: DISTRICT")
                        .replace("DECISION, by: CITY, days: 5", "PANEL, by: CITY, days: 5");
        var copy = with(wrong);

        var refused = catchThrowableOfType(Problems.Refused.class, () -> load(copy));

        assertThat(refused.problems().kept())
                .extracting(Problem::file)
                .containsOnly("schemes/trial-scheme.yaml");
        assertThat(refused.problems().kept())
                .extracting(Problem::code)
                .containsExactlyInAnyOrder("rule-kinds", "procedure-acts", "procedure-order");
    }
}
