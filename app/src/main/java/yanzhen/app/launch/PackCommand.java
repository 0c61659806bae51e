package yanzhen.app.launch;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.springframework.context.MessageSource;
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
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "Check or load a region's pack of plan, schemes, chains and records.%n",
        description = "%nThe format of a pack is described in docs/packs.md.%n",
        commandListHeading = "%nCommands:%n")
final class PackCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Say validate or load.");
    }

    /** What both subcommands take. */
    static final class Choice {

        @Option(
                names = "--lang",
                paramLabel = "LANGUAGE",
                defaultValue = "zh",
                description =
                        "Language of the problems: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
        private Language language = Language.zh;

        @Option(names = "--demo", description = "Include the synthetic records under demo/.")
        private boolean demonstration;

        @Parameters(paramLabel = "DIR", description = "Folder that holds pack.yaml.")
        private Path folder = Path.of("");

        Pack pack() {
            return packAt(folder, demonstration);
        }
    }

    /**
     * The pack in this folder.
     *
     * @throws LaunchFault when it holds none
     */
    static Pack packAt(Path folder, boolean demonstration) {
        if (!Files.isRegularFile(folder.resolve("pack.yaml"))) {
            throw new LaunchFault(
                    "There is no pack in %s: it holds no pack.yaml. Name the folder that does."
                            .formatted(folder));
        }
        return Pack.at(folder, demonstration);
    }

    /**
     * Loads a pack and says what came of it.
     *
     * @throws Problems.Refused when it has a problem; nothing is stored then
     */
    static String loaded(Server server, Pack pack) {
        var loaded =
                Viewers.doAs(
                        Viewer.SYSTEM,
                        () -> server.with(PackLoader.class, loader -> loader.load(pack)));
        return "Pack %s %s, revision %d, %s."
                .formatted(
                        loaded.id(),
                        loaded.version(),
                        loaded.revision(),
                        loaded.loadedNow()
                                ? "has been loaded"
                                : "was loaded before; nothing has changed");
    }

    @Command(
            name = "validate",
            mixinStandardHelpOptions = true,
            usageHelpAutoWidth = true,
            header = "List every problem of a pack with file, line, field, value and remedy.%n",
            description =
                    "%nNeeds no database and stores nothing. Ends with 1 when there is a problem.%n",
            footer = {
                "",
                "Examples:",
                "  ./yanzhen pack validate packs/shanghai-14fyp",
                "  ./yanzhen pack validate packs/shanghai-14fyp --demo --lang en"
            })
    int validate(@Mixin Choice choice) {
        var pack = choice.pack();
        try (var checks = PackChecks.open()) {
            var problems = checks.validate(pack);
            var lines = new ProblemLines(checks.messages(), choice.language.locale());
            if (problems.none()) {
                out().println(lines.noProblem());
                return CommandLine.ExitCode.OK;
            }
            lines.print(problems, out());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    @Command(
            name = "load",
            mixinStandardHelpOptions = true,
            usageHelpAutoWidth = true,
            header = "Store a pack in one transaction, or nothing when it has a problem.%n",
            description =
                    "%nLoading the same pack again changes nothing; a changed one becomes the next revision. Stop the server on the same data folder first.%n",
            footer = {
                "",
                "Examples:",
                "  ./yanzhen pack load packs/shanghai-14fyp",
                "  ./yanzhen pack load packs/shanghai-14fyp --data /srv/yanzhen"
            })
    int load(@Mixin Choice choice, @Mixin DataOption data) {
        var pack = choice.pack();
        try (var server = Server.withoutPages(data, out())) {
            return load(server, pack, choice.language);
        }
    }

    private int load(Server server, Pack pack, Language language) {
        try {
            out().println(loaded(server, pack));
            return CommandLine.ExitCode.OK;
        } catch (Problems.Refused e) {
            server.with(MessageSource.class, it -> new ProblemLines(it, language.locale()))
                    .print(e.problems(), out());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
