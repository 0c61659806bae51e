package yanzhen.app.launch;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of every command that opens the database. */
final class ServerOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${sys:yanzhen.home:-.}/data",
            description = "Folder of the database and of uploaded files (default: ./data).")
    Path data = Path.of("data");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8620",
            description =
                    "Port of the pages (default: ${DEFAULT-VALUE}); when it is taken, the next free one.")
    int port;
}
