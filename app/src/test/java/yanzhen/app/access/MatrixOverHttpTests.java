package yanzhen.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Matrix.Row;
import yanzhen.app.access.Matrix.Verdict;
import yanzhen.app.http.Caller;

/**
 * Every row of the matrix for every role and for the visitor, called over HTTP. Identities in the
 * paths are of nothing that exists, so no call changes anything.
 */
@IntegrationTest
class MatrixOverHttpTests {

    /** The filter answers these; they are looked at by {@link LogInTests}. */
    private static final List<String> OF_THE_FILTER = List.of("POST /login", "POST /logout");

    @Autowired ApplicationContext application;
    @Autowired Matrix matrix;
    @LocalServerPort int port;

    /** One caller per role: with a session and its token for pages, with Basic for the API. */
    private record Person(Caller pages, String token, Caller api) {}

    @Test
    void isWhatTheRunningApplicationDoesForEveryRole() throws Exception {
        var accounts = TestAccounts.of(application);
        var wrong = new ArrayList<String>();
        int cells = 0;
        var answers = new EnumMap<Role, List<String>>(Role.class);
        try (var threads = Executors.newFixedThreadPool(4)) {
            var running = new LinkedHashMap<Role, java.util.concurrent.Future<List<String>>>();
            for (var role : Role.values()) {
                if (role != Role.SYSTEM) {
                    running.put(role, threads.submit(() -> calls(role, accounts)));
                }
            }
            for (var it : running.entrySet()) {
                answers.put(it.getKey(), it.getValue().get());
            }
        }
        for (var it : answers.values()) {
            cells += rows().size();
            wrong.addAll(it);
        }

        System.out.printf(
                "Matrix over HTTP: %d cells (%d endpoints, %d roles and the visitor), %d wrong.%n",
                cells, rows().size(), answers.size() - 1, wrong.size());
        assertThat(wrong).isEmpty();
        assertThat(cells).isGreaterThan(1_000);
    }

    private List<Row> rows() {
        return matrix.rows().stream().filter(it -> !OF_THE_FILTER.contains(it.endpoint())).toList();
    }

    private List<String> calls(Role role, TestAccounts accounts) {
        var person = person(role, accounts);
        var wrong = new ArrayList<String>();
        for (var row : rows()) {
            var answer = call(row, person);
            var verdict = row.of(role);
            if (!fits(row, role, verdict, answer)) {
                wrong.add(
                        "%s as %s is %s, but answers %d %s"
                                .formatted(
                                        row.endpoint(),
                                        role,
                                        verdict,
                                        answer.statusCode(),
                                        answer.headers().firstValue("Location").orElse("")));
            }
        }
        return wrong;
    }

    private Person person(Role role, TestAccounts accounts) {
        var pages = Caller.at(port);
        var api = Caller.at(port);
        if (role != Role.PUBLIC) {
            var account = accounts.open(role);
            pages.logIn(account.login(), TestAccounts.PASSWORD);
            api.basic(account.login(), TestAccounts.PASSWORD);
        }
        return new Person(pages, pages.token(), api);
    }

    private static HttpResponse<String> call(Row row, Person person) {
        var path = filled(row.pattern().getPatternString());
        if (path.startsWith("/api/")) {
            return row.method().equals("GET")
                    ? person.api.get(path)
                    : person.api.json(row.method(), path, UUID.randomUUID().toString(), "{}");
        }
        return row.method().equals("GET")
                ? person.pages.get(path)
                : person.pages.send(row.method(), path, Map.of("_csrf", person.token));
    }

    /** Nothing has such an identity. */
    private static String filled(String pattern) {
        return pattern.replace("{form}", "csv")
                .replace("{number}", "9999")
                .replace("{key}", "no-such-chain")
                .replace("{token}", "no-such-token")
                .replaceAll("\\{[a-zA-Z]+}", UUID.randomUUID().toString());
    }

    private static boolean fits(Row row, Role role, Verdict verdict, HttpResponse<String> answer) {
        int status = answer.statusCode();
        boolean api = row.pattern().getPatternString().startsWith("/api/");
        boolean toLogIn =
                status == 302
                        && answer.headers()
                                .firstValue("Location")
                                .filter(it -> it.endsWith("/login"))
                                .isPresent();
        if (verdict == Verdict.NONE) {
            return role != Role.PUBLIC ? status == 403 : api ? status == 401 : toLogIn;
        }
        if (status == 401 || toLogIn || status >= 500) {
            return false;
        }
        // A service may refuse what is somebody else's; a page of one's own it may not.
        return status != 403 || (verdict == Verdict.OWN && !row.method().equals("GET"));
    }
}
