package yanzhen.app.launch;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** {@code yanzhen demo}: the platform with the Shanghai pack and synthetic records. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        header = "Start Yanzhen with the Shanghai plan and demonstration data.",
        description = {
            "%nLike run, and loads the pack with its synthetic records first (once). Prints the",
            "address, the demonstration accounts and where the data lie.%n"
        })
final class DemoCommand implements Callable<Integer> {

    @Mixin private final ServerOptions options = new ServerOptions();

    @Option(
            names = "--pack",
            paramLabel = "DIR",
            defaultValue = "${sys:yanzhen.home:-.}/packs/shanghai-14fyp",
            description = "The pack (default: packs/shanghai-14fyp).")
    private Path pack = Path.of("packs/shanghai-14fyp");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var server = Server.start(options, out);
        try {
            load(server, out);
        } catch (Problems.Refused e) {
            ProblemLines.print(server, e.problems(), Locale.CHINESE, out);
            server.close();
            return 1;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        out.printf("%nYanzhen 雁阵  %s%n", server.address());
        out.printf("Data        %s%n", server.store());
        accounts(server, out);
        out.println("Ctrl-C stops it.");
        out.flush();
        return 0;
    }

    private void load(Server server, PrintWriter out) {
        out.println("Loading the pack with its demonstration records …");
        out.flush();
        var read = Pack.at(pack, true);
        var loaded =
                Viewers.doAs(
                        Viewer.SYSTEM,
                        () -> server.with(PackLoader.class, loader -> loader.load(read)));
        out.printf(
                "Pack %s %s, revision %d%s%n",
                loaded.id(),
                loaded.version(),
                loaded.revision(),
                loaded.loadedNow() ? "" : " (was loaded before)");
    }

    private static void accounts(Server server, PrintWriter out) {
        var demonstration =
                Viewers.doAs(
                        Viewer.SYSTEM, () -> server.with(Accounts.class, Accounts::demonstration));
        if (demonstration.isEmpty()) {
            return;
        }
        out.printf(
                "%nDemonstration accounts, all with the password %s%n",
                Accounts.DEMONSTRATION_PASSWORD);
        demonstration.forEach(account ->
                out.printf("  %-14s %-18s %s%n", account.login(), account.role(), account.name()));
        out.println();
    }
}
