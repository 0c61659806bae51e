package yanzhen.app.launch;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import yanzhen.app.access.FirstAdministrator;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;

/** {@code yanzhen run}: the platform without demonstration data. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        header = "Start Yanzhen on the data folder.%n",
        description =
                "%nStarts PostgreSQL in the data folder, brings its tables up to date and serves the pages until Ctrl-C. On an empty database it prints a one-time link with which the first administrator sets a password.%n",
        footer = {
            "",
            "Examples:",
            "  ./yanzhen run",
            "  ./yanzhen run --data /srv/yanzhen --port 8080 --address 0.0.0.0"
        })
final class RunCommand implements Callable<Integer> {

    @Mixin private final ServerOptions options = new ServerOptions();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var server = Server.start(options, out);
        out.printf("%nYanzhen 雁阵  %s%n", server.address());
        out.printf("%s%n", server.whereabouts());
        Viewers.doAs(
                        Viewer.SYSTEM,
                        () ->
                                server.with(
                                        FirstAdministrator.class,
                                        first -> first.link(server.address())))
                .ifPresent(link ->
                        out.printf(
                                "%nNo account yet. The first administrator sets a password here, once, within a day:%n  %s%n",
                                link));
        out.printf("%nCtrl-C stops it.%n");
        out.flush();
        Training.afterAGoodStart();
        return 0;
    }
}
