package yanzhen.app.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.http.Caller;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** A refused form comes back with what was typed, beside what is wrong with it. */
@IntegrationTest
class RefusedFormsTests {

    @Autowired PackLoader loader;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @LocalServerPort int port;

    private Caller city = Caller.at(0);

    @BeforeEach
    void logIn() {
        Viewers.doAs(
                Viewer.SYSTEM,
                () -> loader.load(Pack.at(Path.of("../packs/shanghai-14fyp"), true)));
        city = Caller.at(port);
        city.logIn("city", Accounts.DEMONSTRATION_PASSWORD);
    }

    @Test
    void keepTheBidAndTheReasonsOfAnAward() {
        var challenge = challenge("离子注入机束流控制模块");
        var bid =
                id(
                        "select min(id::text)::uuid from challenge.bid where challenge = ?::uuid",
                        challenge);

        var body =
                refused(
                        "/challenges/" + challenge + "/award",
                        Map.of("bid", bid.toString(), "reason", "短", "others", "另有一家经验不足"));

        assertThat(body)
                .contains("value=\"" + bid + "\" checked", "value=\"短\"", "value=\"另有一家经验不足\"");
    }

    @Test
    void keepTheReasonOfAWithdrawalAndShowItsForm() {
        var body =
                refused(
                        "/challenges/" + challenge("离子注入机束流控制模块") + "/withdrawal",
                        Map.of("reason", "停"));

        assertThat(body).contains("<details class=\"inline\" open=\"open\">", "value=\"停\"");
    }

    @Test
    void keepWhatWasWrittenAboutAMilestone() {
        var milestone =
                id(
                        """
                        select m.id from challenge.milestone m join challenge.project p on p.id = m.project
                        where p.state = 'RUNNING' and m.state = ? order by m.id limit 1
                        """,
                        "SUBMITTED");
        var project = id("select project from challenge.milestone where id = ?::uuid", milestone);

        var body =
                refused(
                        "/projects/" + project + "/milestones/" + milestone + "/decide",
                        Map.of("reason", "好", "accept", "true"));

        assertThat(body).contains("value=\"好\"");
    }

    private String refused(String path, Map<String, String> fields) {
        var all = new java.util.HashMap<>(fields);
        all.put("key", UUID.randomUUID().toString());
        var answer = city.post(path, all);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("class=\"fault\"");
        return answer.body();
    }

    private UUID challenge(String key) {
        return id("select id from challenge.challenge where title = ? and synthetic", key);
    }

    private UUID id(String query, Object argument) {
        return Viewers.doAs(
                Viewer.SYSTEM,
                () ->
                        transaction.execute(
                                _ -> jdbc.sql(query).param(argument).query(UUID.class).single()));
    }
}
