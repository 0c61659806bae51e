package yanzhen.app.launch;

import java.net.InetAddress;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the commands that serve pages. */
final class ServerOptions {

    private static final int HIGHEST_PORT = 65_535;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Mixin private DataOption data = new DataOption();

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description =
                    "Network address to listen on: 127.0.0.1 is this machine only, 0.0.0.0 every network it is in. Default: ${DEFAULT-VALUE}.",
            defaultValue = "127.0.0.1")
    private InetAddress address = InetAddress.getLoopbackAddress();

    private int port;

    /** For a server of our own making, on any free port of this machine. */
    static ServerOptions unseen(Path data) {
        var options = new ServerOptions();
        options.data = new DataOption(data);
        return options;
    }

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description =
                    "Port of the pages; when it is taken, the next free one is used and said. 0 is any free one. Default: ${DEFAULT-VALUE}.",
            defaultValue = "8620")
    void setPort(int port) {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The port (%d) is out of range; name one from 1 to %d."
                            .formatted(port, HIGHEST_PORT));
        }
        this.port = port;
    }

    Path data() {
        return data.folder();
    }

    InetAddress address() {
        return address;
    }

    int port() {
        return port;
    }
}
