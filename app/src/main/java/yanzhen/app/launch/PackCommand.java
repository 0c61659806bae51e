package yanzhen.app.launch;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** {@code yanzhen pack}: check and load a region's pack. */
@Command(
        name = "pack",
        mixinStandardHelpOptions = true,
        header = "Check or load a region's pack of plan, schemes, chains and records.",
        commandListHeading = "%nCommands:%n")
final class PackCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Say validate or load.");
    }

    /** What both subcommands take. */
    static final class Choice {

        @Mixin private final ServerOptions server = new ServerOptions();

        @Option(
                names = "--lang",
                paramLabel = "zh|en",
                defaultValue = "zh",
                description = "Language of the problems (default: ${DEFAULT-VALUE}).")
        private String language = "zh";

        @Option(names = "--demo", description = "With the synthetic records under demo/.")
        private boolean demonstration;

        @Parameters(paramLabel = "DIR", description = "Folder that holds pack.yaml.")
        private Path folder = Path.of("");

        Pack pack() {
            return Pack.at(folder, demonstration);
        }
    }

    @Command(
            name = "validate",
            mixinStandardHelpOptions = true,
            description = "Lists every problem with file, line, value and remedy. Stores nothing.")
    int validate(@Mixin Choice choice) {
        try (var server = Server.withoutPages(choice.server)) {
            var problems = server.with(PackLoader.class, loader -> loader.validate(choice.pack()));
            return report(server, problems, choice.language);
        }
    }

    @Command(
            name = "load",
            mixinStandardHelpOptions = true,
            description = "Stores the pack in one transaction, or nothing when it has a problem.")
    int load(@Mixin Choice choice) {
        try (var server = Server.withoutPages(choice.server)) {
            var loaded =
                    Viewers.doAs(
                            Viewer.SYSTEM,
                            () ->
                                    server.with(
                                            PackLoader.class,
                                            loader -> loader.load(choice.pack())));
            out().printf(
                            "Pack %s %s, revision %d%s%n",
                            loaded.id(),
                            loaded.version(),
                            loaded.revision(),
                            loaded.loadedNow() ? " loaded" : " was loaded before; nothing to do");
            return CommandLine.ExitCode.OK;
        } catch (Problems.Refused e) {
            try (var server = Server.withoutPages(choice.server)) {
                return report(server, e.problems(), choice.language);
            }
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private int report(Server server, Problems problems, String language) {
        if (problems.none()) {
            out().println("No problem found.");
            return CommandLine.ExitCode.OK;
        }
        ProblemLines.print(server, problems, Locale.of(language), out());
        return CommandLine.ExitCode.SOFTWARE;
    }
}
