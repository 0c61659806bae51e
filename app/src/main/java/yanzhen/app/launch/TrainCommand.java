package yanzhen.app.launch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code yanzhen train}: starts, answers a few pages and ends, so that the virtual machine can
 * record what a start needs. The launcher calls it once after a build.
 */
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {

    private static final int ROUNDS = 5;

    @Parameters(paramLabel = "DIR", description = "Folder for a database that is thrown away.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        var options = new ServerOptions();
        Files.createDirectories(folder);
        options.data = Files.createTempDirectory(folder, "train");
        try (var server = Server.withoutPages(options);
                var client = HttpClient.newHttpClient()) {
            for (int round = 0; round < ROUNDS; round++) {
                visit(client, server.address());
            }
        } finally {
            FileSystemUtils.deleteRecursively(options.data);
        }
        return 0;
    }

    private static void visit(HttpClient client, String address)
            throws IOException, InterruptedException {
        for (var path : List.of("/", "/login", "/site/yanzhen.css", "/api/v1/openapi.json")) {
            var request = HttpRequest.newBuilder(URI.create(address + path)).build();
            client.send(request, BodyHandlers.discarding());
        }
    }
}
