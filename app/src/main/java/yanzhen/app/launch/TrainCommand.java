package yanzhen.app.launch;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code yanzhen train}: starts on data that are thrown away, answers the pages that come first,
 * and ends, so that the virtual machine can record what a start needs. See {@link Training}.
 */
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {

    private static final List<String> PAGES =
            List.of("/", "/login", "/chains", "/organisations", "/site/yanzhen.css");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "Folder with a database that is thrown away.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var server = Server.start(ServerOptions.unseen(folder), out());
                var client = HttpClient.newHttpClient()) {
            for (var page : PAGES) {
                client.send(
                        HttpRequest.newBuilder(URI.create(server.address() + page)).build(),
                        BodyHandlers.discarding());
            }
        }
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
