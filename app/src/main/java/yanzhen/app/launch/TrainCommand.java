package yanzhen.app.launch;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import yanzhen.app.access.Accounts;
import yanzhen.app.kernel.Problems;

/**
 * {@code yanzhen train}: starts on data that are thrown away, logs in, answers the pages that come
 * first, and ends, so that the virtual machine can record what a start needs. See {@link Training}.
 */
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {

    private static final int ROUNDS = 8;
    private static final String LOGIN = "city";
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final List<String> PAGES =
            List.of("/", "/login", "/chains", "/organisations", "/site/yanzhen.css");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "Folder for a database that is thrown away.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var data = Files.createTempDirectory(folder, "train");
        try (var server = Server.start(ServerOptions.unseen(data), out());
                var client = browser()) {
            load(server);
            logIn(client, server.address());
            for (int round = 0; round < ROUNDS; round++) {
                for (var page : PAGES) {
                    get(client, server.address() + page);
                }
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static HttpClient browser() {
        return HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(Redirect.NORMAL)
                .build();
    }

    /** A pack with a problem trains less, and no start is the worse for it. */
    private void load(Server server) {
        var home = Path.of(System.getProperty("yanzhen.home", "."));
        try {
            out().println(
                            PackCommand.loaded(
                                    server,
                                    PackCommand.packAt(
                                            home.resolve("packs/shanghai-14fyp"), true)));
        } catch (LaunchFault | Problems.Refused e) {
            out().println(e.getMessage());
        }
    }

    private static void logIn(HttpClient client, String address)
            throws IOException, InterruptedException {
        var token = TOKEN.matcher(get(client, address + "/login"));
        if (!token.find()) {
            throw new IllegalStateException("The log-in page has no form with a token.");
        }
        var form =
                "username=%s&password=%s&_csrf=%s"
                        .formatted(
                                LOGIN,
                                Accounts.DEMONSTRATION_PASSWORD,
                                URLEncoder.encode(token.group(1), StandardCharsets.UTF_8));
        client.send(
                HttpRequest.newBuilder(URI.create(address + "/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.discarding());
    }

    private static String get(HttpClient client, String address)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address)).build();
        return client.send(request, BodyHandlers.ofString()).body();
    }
}
