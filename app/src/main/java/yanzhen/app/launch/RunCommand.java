package yanzhen.app.launch;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import yanzhen.app.access.FirstAdministrator;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.pack.LoadedPacks;

/** {@code yanzhen run}: the platform without demonstration data. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        header = "Start Yanzhen on the data folder.%n",
        description =
                "%nStarts PostgreSQL in the data folder, brings its tables up to date and serves the pages until Ctrl-C. On an empty database it loads the pack, without synthetic records, and prints a one-time link with which the first administrator sets a password. Later starts leave the pack as it is, unless --pack names one.%n",
        footer = {
            "",
            "Examples:",
            "  ./yanzhen run",
            "  ./yanzhen run --pack packs/shanghai-14fyp",
            "  ./yanzhen run --data /srv/yanzhen --port 8080 --address 0.0.0.0"
        })
final class RunCommand implements Callable<Integer> {

    @Mixin private final ServerOptions options = new ServerOptions();
    @Mixin private final StartPack pack = new StartPack();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var named = pack.named() ? pack.read(false) : null;
        var out = spec.commandLine().getOut();
        var server = Server.start(options, out);
        if ((named != null || isEmpty(server))
                && !StartPack.loaded(server, () -> named == null ? pack.read(false) : named, out)) {
            return 1;
        }
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

    /** A pack that has been loaded stays until somebody names one: it may be younger than ours. */
    private static boolean isEmpty(Server server) {
        return !Viewers.doAs(Viewer.SYSTEM, () -> server.with(LoadedPacks.class, LoadedPacks::any));
    }
}
