package yanzhen.app.chain.foresight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Role;
import yanzhen.app.access.TestAccounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Response;
import yanzhen.app.http.Caller;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** Signals, candidates and topics: kept, computed, taken in from tables, moved on. */
@IntegrationTest
class RegisterTests {

    @LocalServerPort int port;
    @Autowired ApplicationContext application;
    @Autowired PackLoader loader;
    @Autowired Signals signals;
    @Autowired Candidates candidates;
    @Autowired Topics topics;
    @Autowired TransactionTemplate transaction;

    private final Viewer officer =
            new Viewer(UUID.randomUUID(), "官员", Role.CITY_OFFICER, Set.of(), null);

    @BeforeEach
    void load() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), true)));
    }

    private <T> T as(Viewer viewer, Supplier<T> work) {
        return Viewers.doAs(
                viewer, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }

    private void officer(Runnable work) {
        Viewers.doAs(officer, () -> transaction.executeWithoutResult(_ -> work.run()));
    }

    private static String unique() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    private UUID candidate(String name) {
        return as(
                officer,
                () ->
                        candidates.add(
                                new Candidate.Draft(
                                        new Bilingual(name, "Technology " + name),
                                        "",
                                        "within-3",
                                        List.of(new Concern("integrated-circuits", null)))));
    }

    private Candidate found(UUID id) {
        return as(officer, () -> candidates.find(id)).orElseThrow();
    }

    private static SourceNote source(String title) {
        return new SourceNote(title, null, LocalDate.of(2025, 6, 1), Confidence.VERIFIED);
    }

    @Test
    void riseAndFallWithTheEvidence() {
        var id = candidate("技术" + unique());
        officer(() -> candidates.show(id, 3, "simulation", source("报告")));
        assertThat(found(id).readiness().level()).isEqualTo(3);

        var proof = as(officer, () -> candidates.show(id, 6, "prototype", source("样机")));
        assertThat(found(id).readiness().level()).isEqualTo(3);
        var test = as(officer, () -> candidates.show(id, 6, "lab-test", source("测试")));
        assertThat(found(id).readiness().level()).isEqualTo(6);

        officer(() -> candidates.withdrawEvidence(id, test, "重复"));
        assertThat(found(id).readiness().level()).isEqualTo(3);
        assertThat(found(id).evidence()).hasSize(3).anyMatch(it -> it.id().equals(proof));
        assertThat(as(officer, () -> candidates.history(id)))
                .extracting(Candidate.Event::kind)
                .containsExactly("EVIDENCE_WITHDRAWN", "EVIDENCE", "EVIDENCE", "EVIDENCE", "ADDED");
    }

    @Test
    void goOnlyWhereTheirStateLeadsAndFollowTheirTopics() {
        var id = candidate("技术" + unique());
        assertThatThrownBy(() -> officer(() -> candidates.move(id, Candidate.State.MOVED, "试")))
                .isInstanceOf(Candidates.Stuck.class);
        var topic =
                as(
                        officer,
                        () ->
                                topics.add(
                                        new Topic.Draft(
                                                "课题",
                                                "",
                                                "某院",
                                                Yuan.of("1000"),
                                                "within-3",
                                                List.of(id),
                                                List.of())));
        assertThat(found(id).state()).isEqualTo(Candidate.State.TOPIC);
        officer(() -> topics.move(topic, Topic.State.STOPPED, "停"));
        assertThat(found(id).state()).isEqualTo(Candidate.State.STUDIED);
        officer(() -> topics.move(topic, Topic.State.PROPOSED, "再来"));
        assertThat(found(id).state()).isEqualTo(Candidate.State.TOPIC);

        var challenge = UUID.randomUUID();
        officer(() ->
                topics.answeredBy(
                        topic,
                        new Response(
                                "challenge",
                                challenge,
                                "/challenges/" + challenge,
                                "榜",
                                "published")));
        assertThat(found(id).state()).isEqualTo(Candidate.State.MOVED);
        assertThat(as(officer, () -> topics.find(topic)).orElseThrow().state())
                .isEqualTo(Topic.State.MOVED);
    }

    @Test
    void findLikelyDoublesByEitherName() {
        var name = "量子点显示驱动" + unique();
        var id = candidate(name);

        assertThat(as(officer, () -> candidates.likely(name.substring(0, 7))))
                .extracting(Candidate::id)
                .contains(id);
    }

    @Test
    void areHiddenFromFirmsAndThePublic() {
        var id = candidate("技术" + unique());
        var firm = new Viewer(UUID.randomUUID(), "企业", Role.ENTERPRISE, Set.of(), null);

        assertThat(as(firm, () -> candidates.find(id))).isEmpty();
        assertThat(Caller.at(port).get("/foresight/candidates").statusCode()).isEqualTo(302);
    }

    /** Two rows are wrong in three cells: nothing is stored, and all three are said. */
    @Test
    void takeATableWholeOrNotAtAll() {
        var account = TestAccounts.of(application).open(Role.CITY_OFFICER);
        var caller = Caller.at(port);
        caller.logIn(account.login(), TestAccounts.PASSWORD);
        var tag = "标" + unique();
        var wrong =
                """
                title,seenAt,chains,tags,sourceTitle,asOf
                好的,会上,集成电路,%s,纪要,2025-03-01
                ,会上,没有这条链,%s,纪要,2025-02-30
                """
                        .formatted(tag, tag);
        var refused =
                caller.upload(
                        "/foresight/imports/signals",
                        Map.of("key", UUID.randomUUID().toString()),
                        "file",
                        "a.csv",
                        wrong.getBytes(StandardCharsets.UTF_8));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("没有这条链", "2025-02-30");
        var query = new Signals.Query("", "", tag, false, Signals.Sort.DAY, false);
        assertThat(as(officer, () -> signals.count(query))).isZero();

        var right =
                wrong.replace(",会上,没有这条链", "第二条,会上,integrated-circuits")
                        .replace("2025-02-30", "2025-02-28");
        var taken =
                caller.upload(
                        "/foresight/imports/signals",
                        Map.of("key", UUID.randomUUID().toString()),
                        "file",
                        "a.csv",
                        right.getBytes(StandardCharsets.UTF_8));
        assertThat(taken.statusCode()).isEqualTo(302);
        assertThat(as(officer, () -> signals.search(query, null, 10)).items())
                .extracting(it -> it.note().title())
                .containsExactly("好的", "第二条");
    }

    @Test
    void answerProgramsWithSpreadsAndNeverWithAnswers() {
        var account = TestAccounts.of(application).open(Role.CITY_OFFICER);
        var caller = Caller.at(port).basic(account.login(), TestAccounts.PASSWORD);
        var list = caller.get("/api/v1/foresight/studies").body();
        var id = list.replaceFirst("(?s).*?\"id\":\"([0-9a-f-]{36})\"[^}]*?2025年集成电路.*", "$1");

        var one = caller.get("/api/v1/foresight/studies/" + id);

        assertThat(one.statusCode()).isEqualTo(200);
        assertThat(one.body()).contains("weightedMedian").doesNotContain("pseudonym", "account");
        assertThat(caller.get("/api/v1/foresight/candidates?limit=2").body())
                .contains("\"readiness\"", "\"next\"");
        assertThat(caller.get("/api/v1/foresight/topics").statusCode()).isEqualTo(200);
        for (var page : List.of("signals", "candidates", "topics")) {
            assertThat(caller.get("/foresight/" + page + "/export/csv").statusCode())
                    .as(page)
                    .isIn(200, 302);
        }
    }
}
