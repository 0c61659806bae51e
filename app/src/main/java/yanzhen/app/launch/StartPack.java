package yanzhen.app.launch;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import picocli.CommandLine.Option;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;

/** The pack that a server is started with. */
final class StartPack {

    @Option(
            names = "--pack",
            paramLabel = "DIR",
            description = "Folder of the pack. Default: packs/shanghai-14fyp beside this program.")
    private @Nullable Path folder;

    /** Whether somebody asked for this very pack. */
    boolean named() {
        return folder != null;
    }

    /**
     * The pack.
     *
     * @throws LaunchFault when the folder holds none
     */
    Pack read(boolean demonstration) {
        return PackCommand.packAt(
                folder == null
                        ? Path.of(
                                System.getProperty("yanzhen.home", "."), "packs", "shanghai-14fyp")
                        : folder,
                demonstration);
    }

    /** Loads it; lists its problems and ends the server when it has any. */
    static boolean loaded(Server server, Supplier<Pack> read, PrintWriter out) {
        try {
            var pack = read.get();
            out.printf(
                    "Loading the pack%s …%n",
                    pack.demonstration() ? " with its demonstration records" : "");
            out.flush();
            out.println(PackCommand.loaded(server, pack));
            return true;
        } catch (Problems.Refused e) {
            server.with(MessageSource.class, it -> new ProblemLines(it, Locale.CHINESE))
                    .print(e.problems(), out);
            server.close();
            return false;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }
}
